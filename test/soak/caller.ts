import { setMaxListeners } from 'node:events'
import { isSoukError } from '../../src/errors.js'
import type { Database } from '../../src/database.js'
import type { CallOptions } from '../../src/engine/cancellation.js'
import { seededRandom, type Random } from '../setup/random.js'
import type { LagClock } from './lag-clock.js'
import { canary, everythingOf, nameOf, Undone, Untrue, type Entry, type Ledger, type Told } from './ledger.js'
import { between, type Operation } from './operation.js'
import { longestCallMs, type SoakSettings } from './settings.js'

/** The state that callers share. */
export interface Callers {
  readonly db: Database
  readonly settings: SoakSettings
  readonly ledger: Ledger
  readonly operations: readonly Operation[]
  readonly lag: LagClock
  readonly isOver: () => boolean
}

/** The reason with which a caller's signal is aborted. */
class Aborted extends Error {}

/** Beyond its limit a call may take so much longer before it is reported: a busy machine is not the product's fault. */
const graceMs = 2_000

/** The errors for want of a server, or of a place or time to reach it. */
const faults: ReadonlySet<string> = new Set([
  'connection',
  'timeout',
  'overload',
  'transaction outcome_unknown',
])

/** The errors that DDL causes in statements that are under way. */
const ddlFaults: ReadonlySet<string> = new Set([
  'database 0A000',
  'database 26000',
  'database 40P01',
  'transaction rolled_back',
  // A cached plan and a column that is dropped at that moment.
  'database XX000',
])

function pickByWeight(random: Random, operations: readonly Operation[]): Operation {
  let at = random() * operations.reduce((sum, { weight }) => sum + weight, 0)
  for (const operation of operations) if ((at -= operation.weight) < 0) return operation
  throw new Error('there is no operation')
}

/** One of many that call at the same time: one call after another, chosen by its own seed. */
export async function runCaller(callers: Callers, number: number): Promise<void> {
  const { settings, operations, isOver } = callers
  const random = seededRandom(settings.seed * 1_009 + number)
  while (!isOver()) {
    const operation = pickByWeight(random, operations)
    // A seed for each call: what one draws changes nothing of the next.
    const seed = Math.floor(random() * 2 ** 32)
    await runCall(callers, operation, seededRandom(seed))
    const restMs = random() * settings.restMs
    await new Promise((resolve) => (restMs < 1 ? setImmediate(resolve) : setTimeout(resolve, restMs)))
  }
}

async function runCall(callers: Callers, operation: Operation, random: Random): Promise<void> {
  const { db, settings, ledger, lag } = callers
  const entry = ledger.open(operation.name)
  const { deadlineShare, abortShare } = settings
  const choice = random()
  const afterMs = between(random, 1, random() < 0.5 ? 30 : 600)
  const hasDeadline = choice < deadlineShare
  const isAborted = !hasDeadline && choice < deadlineShare + abortShare
  const controller = new AbortController()
  // Some operations make many statements at once.
  setMaxListeners(0, controller.signal)
  const reason = new Aborted('the caller has gone')
  const aborting = isAborted ? setTimeout(() => controller.abort(reason), afterMs) : undefined
  const options: CallOptions = {
    ...(hasDeadline ? { timeoutMs: afterMs } : {}),
    ...(isAborted ? { signal: controller.signal } : {}),
  }
  const allowedMs =
    hasDeadline && takesOptions(operation)
      ? afterMs + 1_000
      : (operation.length ?? 1) * longestCallMs(settings)
  const startedAt = performance.now()
  const lagAt = lag.totalMs
  try {
    await operation.run({ db, random, settings, entry, options })
    ledger.settle(entry, 'ok')
  } catch (error) {
    judge(callers, operation, entry, error, reason, hasDeadline)
  } finally {
    clearTimeout(aborting)
    const tookMs = performance.now() - startedAt - 2 * (lag.totalMs - lagAt)
    if (tookMs > allowedMs + graceMs) {
      const how = hasDeadline ? `with timeoutMs ${afterMs}` : isAborted ? 'with a signal' : 'without a limit'
      const detail = `${Math.round(tookMs)} ms of ${allowedMs}, ${how}, then ${entry.told} ${nameOf(entry.error)}`
      ledger.report('late', operation.name, detail)
    }
  }
}

/** Those that hand their options on. */
function takesOptions({ name }: Operation): boolean {
  return !['users by id', 'create user', 'copy', 'insertMany', 'stream'].includes(name)
}

function judge(
  { ledger, settings }: Callers,
  operation: Operation,
  entry: Entry,
  error: unknown,
  reason: Aborted,
  hasDeadline: boolean,
): void {
  const report = (kind: string, detail: string) => ledger.report(kind, operation.name, detail)
  if (error instanceof Untrue) {
    ledger.settle(entry, 'unknown', error)
    report('untrue', error.message)
    return
  }
  ledger.settle(entry, toldBy(error, reason), error)
  const name = nameOf(error)
  const isOwn = error === reason || error instanceof Undone
  if (!isOwn && !isSoukError(error)) report('foreign error', everythingOf(error).slice(0, 2_000))
  if (everythingOf(error).includes(canary)) report('value in an error', everythingOf(error).slice(0, 2_000))
  const { troubles } = settings
  const isExcused =
    isOwn ||
    operation.expects?.includes(name) === true ||
    (hasDeadline && name === 'timeout') ||
    // On a busy machine a statement takes as long as it may.
    isTooSlow(error) ||
    // Aborted, and nobody knows whether the server has heard of it in time.
    (isSoukError(error) && error.cause === reason) ||
    (troubles.some((trouble) => trouble !== 'ddl') && faults.has(name)) ||
    (troubles.includes('ddl') && (ddlFaults.has(name) || name === 'timeout')) ||
    // Many callers, few connections, and statements that hold them.
    (name === 'connection' && isOverload(error))
  if (!isExcused) report('unexpected error', `${name}: ${error instanceof Error ? error.message : ''}`)
}

function toldBy(error: unknown, reason: Aborted): Told {
  if (error === reason || error instanceof Undone) return 'not_run'
  return isSoukError(error) ? error.outcome : 'unknown'
}

/** Nobody got a connection in time, for a statement or to look up the types of its answer: load, and no fault. */
function isOverload(error: unknown): boolean {
  return (
    isSoukError(error) && (error.outcome === 'applied' || (error.outcome === 'not_run' && error.retryable))
  )
}

/** The server's own limits, on a busy machine; a request to cancel reads differently, and nobody's must hit another. */
function isTooSlow(error: unknown): boolean {
  if (nameOf(error) !== 'timeout' || !(error instanceof Error)) return false
  return /due to (statement|lock|idle-in-transaction) timeout/.test(error.message)
}
