import { Pool } from 'pg'
import { createDatabase, type Database } from '../../src/database.js'
import type { Subscription } from '../../src/engine/subscription.js'
import { Proxy } from '../setup/network/proxy.js'
import { seededRandom } from '../setup/random.js'
import {
  assertNoResources,
  assertNoSessions,
  assertRecovered,
  resources,
  stragglersDone,
  within,
} from './aftermath.js'
import { auditNotifications, auditWrites } from './audit.js'
import { runCaller } from './caller.js'
import { LagClock } from './lag-clock.js'
import { Ledger } from './ledger.js'
import { NetworkTrouble } from './network-trouble.js'
import { reads } from './operations/reads.js'
import { transactions } from './operations/transactions.js'
import { writes } from './operations/writes.js'
import { applicationName } from './server-trouble.js'
import { longestCallMs, type SoakSettings } from './settings.js'
import type { SoakServer } from './soak-server.js'
import { makeTrouble } from './trouble-maker.js'

/** The settings of one run. */
export interface SeedRun {
  readonly settings: SoakSettings
  readonly server: SoakServer
  /** A database of the server that holds the tables. */
  readonly url: string
  readonly seconds: number
  readonly log: (line: string) => void
}

interface Opened {
  readonly db: Database
  readonly close: () => Promise<void>
}

function open(url: string, settings: SoakSettings): Opened {
  if (settings.transport === 'pool') {
    const { maxConnections, connectTimeoutMs, statementTimeoutMs, lockTimeoutMs, preparedStatements } =
      settings
    const pool = new Pool({
      connectionString: url,
      application_name: applicationName,
      max: maxConnections,
      connectionTimeoutMillis: connectTimeoutMs,
      statement_timeout: statementTimeoutMs,
      lock_timeout: lockTimeoutMs,
      idle_in_transaction_session_timeout: settings.idleInTransactionTimeoutMs,
    })
    const db = createDatabase({ pool, preparedStatements })
    return {
      db,
      async close() {
        await db.close()
        await pool.end()
      },
    }
  }
  const db = createDatabase({
    url,
    applicationName,
    pipeline: settings.transport === 'lanes',
    maxConnections: settings.maxConnections,
    lanes: settings.lanes,
    laneDepth: settings.laneDepth,
    preparedStatements: settings.preparedStatements,
    statementTimeoutMs: settings.statementTimeoutMs,
    lockTimeoutMs: settings.lockTimeoutMs,
    connectTimeoutMs: settings.connectTimeoutMs,
    idleInTransactionTimeoutMs: settings.idleInTransactionTimeoutMs,
    verifyAfterMs: settings.verifyAfterMs,
    maxLifetimeMs: settings.maxLifetimeMs,
  })
  return { db, close: () => db.close({ timeoutMs: 5_000 }) }
}

/** Settles as a promise does, or at the latest after a while: false then. */
async function settledWithin(ms: number, promise: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const patience = new Promise<false>((resolve) => (timer = setTimeout(() => resolve(false), ms)))
  const isSettled = await Promise.race([
    promise.then(
      () => true,
      () => true,
    ),
    patience,
  ])
  clearTimeout(timer)
  return isSettled
}

/** The notifications that a listener received. */
class Hearing {
  readonly received: string[] = []
  gaps = 0
  subscription: Subscription | undefined

  async listen(db: Database): Promise<void> {
    this.subscription = await db.listen('soak', (payload) => void this.received.push(payload), {
      onGap: () => this.gaps++,
      onError: () => undefined,
    })
  }
}

/** Runs one seed, and reports what was wrong in its ledger. */
export async function runSeed({ settings, server, url, seconds, log }: SeedRun): Promise<Ledger> {
  const before = resources()
  const ledger = new Ledger()
  const onRejection = (reason: unknown) => ledger.report('unhandled rejection', 'process', String(reason))
  process.on('unhandledRejection', onRejection)
  const direct = new Pool({ connectionString: url, application_name: 'soak, direct', max: 3 })
  direct.on('error', () => undefined)
  const proxy = await Proxy.to(url)
  const { db, close } = open(proxy.url, settings)
  const hearing = new Hearing()
  if (settings.transport !== 'pool') await hearing.listen(db)
  const network = new NetworkTrouble(proxy, settings)

  await load({ settings, server, url, seconds, log }, { db, direct, network, ledger })
  network.heal(seededRandom(settings.seed + 700_000)() < 0.5)

  await within(15_000, () =>
    direct.query('select').then(
      () => true,
      () => false,
    ),
  )
  await assertRecovered(db, settings, ledger)
  // A server that cannot get rid of an answer would wait for ever, whatever its timeouts.
  proxy.cutStalled()
  await stragglersDone(direct, ledger)
  await auditWrites(direct, ledger)
  if (hearing.subscription !== undefined) await auditHearing(hearing, direct, ledger)
  if (!(await settledWithin(20_000, close())))
    ledger.report('hangs', 'close', 'close() has not settled in 20 s')
  proxy.cut()
  await assertNoSessions(direct, ledger)
  await direct.end()
  await proxy[Symbol.asyncDispose]()
  await assertNoResources(before, ledger)
  process.off('unhandledRejection', onRejection)
  return ledger
}

interface Stage {
  readonly db: Database
  readonly direct: Pool
  readonly network: NetworkTrouble
  readonly ledger: Ledger
}

/** Lets everybody call while trouble is made, until all calls have settled or ought to have. */
async function load(run: SeedRun, { db, direct, network, ledger }: Stage): Promise<void> {
  const { settings, server, seconds, log } = run
  using lag = new LagClock()
  let isOver = false
  const overtime = setTimeout(() => (isOver = true), seconds * 1_000)
  const hasWire = settings.transport !== 'pool'
  const operations = [...reads, ...writes, ...transactions].filter(
    ({ needsWire }) => hasWire || needsWire !== true,
  )
  const callers = { db, settings, ledger, operations, lag, isOver: () => isOver }
  const trouble = makeTrouble({ settings, network, server, direct, isOver: () => isOver, log })
  const calling = Promise.all(Array.from({ length: settings.callers }, (_, n) => runCaller(callers, n)))
  // Trouble ends with the time; what is under way then meets a network that is whole, but for what is lost for good.
  await trouble
  await within(seconds * 1_000 + 1_000, () => isOver)
  network.heal(false)
  if (!(await settledWithin(24 * longestCallMs(settings) + 5_000, calling))) {
    for (const { told, operation, key } of ledger.entries) {
      if (told === 'pending') ledger.report('hangs', operation, `key ${key} has not settled`)
    }
  }
  clearTimeout(overtime)
}

async function auditHearing(hearing: Hearing, direct: Pool, ledger: Ledger): Promise<void> {
  const isHeard = await within(15_000, async () => {
    await direct.query("select pg_notify('soak', 'last')")
    return hearing.received.includes('last')
  })
  if (!isHeard)
    ledger.report('no longer listens', 'listen', 'nothing is heard 15 s after the network is whole')
  auditNotifications(ledger, hearing.received, hearing.gaps)
  if (hearing.subscription !== undefined && !(await settledWithin(10_000, hearing.subscription.close()))) {
    ledger.report('hangs', 'listen', 'a subscription has not closed in 10 s')
  }
}
