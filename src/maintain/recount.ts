import { assertOptions, type OptionRules } from '../engine/connect/assert-options.js'
import type { Executor } from '../engine/executor.js'
import type { TransactionOptions } from '../engine/transaction/transaction-options.js'
import { array, oneOf } from '../input/index.js'
import type { Counter } from './counter.js'
import { counters, type CounterName } from './counters.js'

/** Options of {@link Database.recount}. */
export interface RecountOptions {
  /** @defaultValue all */
  readonly counters?: readonly CounterName[] | undefined
  /** The number of rows that are compared at a time: 1 to 10,000. @defaultValue 1_000 */
  readonly batchRows?: number | undefined
  /** Ends the run: the call rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined
  /** Called after each slice. */
  readonly onProgress?: ((progress: CounterReport) => void) | undefined
}

/** The state of one counter. */
export interface CounterReport {
  readonly counter: CounterName
  /** The number of rows that were compared. */
  readonly checked: number
  /** The number of rows whose count was wrong, and is right now. */
  readonly repaired: number
  /** The ids of the first hundred of them. */
  readonly repairedIds: readonly string[]
}

/** A database that can count again. */
interface Recounted extends Executor {
  transaction<T>(body: (tx: Executor) => Promise<T>, options?: TransactionOptions): Promise<T>
}

const rules: OptionRules<RecountOptions> = {
  counters: ['array'],
  batchRows: [1, 10_000],
  signal: ['signal'],
  onProgress: ['function'],
}

const names: readonly CounterName[] = counters.map(({ name }) => name)
const readNames = array(oneOf(names), { max: names.length })

/**
 * Compares the counters with what they count, and repairs what is wrong.
 *
 * @throws {@link InvalidInputError} naming the option; the reason of `signal`; any error of the database.
 */
export async function recount(db: Recounted, options: RecountOptions = {}): Promise<CounterReport[]> {
  assertOptions(options, rules)
  const wanted = options.counters === undefined ? names : readNames(options.counters, 'counters')
  const reports: CounterReport[] = []
  for (const counter of counters.filter(({ name }) => wanted.includes(name))) {
    reports.push(await recountOne(db, counter, options))
  }
  return reports
}

async function recountOne(
  db: Recounted,
  counter: Counter & { readonly name: CounterName },
  { batchRows: limit = 1_000, signal, onProgress }: RecountOptions,
): Promise<CounterReport> {
  let report: CounterReport = { counter: counter.name, checked: 0, repaired: 0, repairedIds: [] }
  let afterId: string | undefined
  do {
    const slice = await counter.check(db, { limit, ...(afterId !== undefined && { afterId }) }, { signal })
    const ids = slice.driftedIds.filter((id) => id !== null)
    const repaired =
      ids.length === 0 ? [] : await db.transaction((tx) => repair(tx, counter, ids), { signal })
    report = {
      counter: counter.name,
      checked: report.checked + slice.checked,
      repaired: report.repaired + repaired.length,
      repairedIds: [...report.repairedIds, ...repaired.map(({ id }) => id)].slice(0, 100),
    }
    onProgress?.(report)
    afterId = slice.lastId ?? undefined
  } while (afterId !== undefined)
  return report
}

async function repair(tx: Executor, counter: Counter, ids: readonly string[]) {
  await counter.lock(tx, ids)
  return counter.repair(tx, ids)
}
