import { assertOptions, type OptionRules } from '../engine/connect/assert-options.js'
import { array, oneOf } from '../input/index.js'
import type { Counter, Recounted, RecountedSlice } from './counter.js'
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
  readonly drifted: number
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

/** The least of all ids. */
const beforeAllIds = '00000000-0000-0000-0000-000000000000'

async function recountOne(
  db: Recounted,
  { name, recount: recountSlice }: Counter & { readonly name: CounterName },
  { batchRows: limit = 1_000, signal, onProgress }: RecountOptions,
): Promise<CounterReport> {
  let report: CounterReport = { counter: name, checked: 0, drifted: 0 }
  let afterId: string | null = beforeAllIds
  while (afterId !== null) {
    const slice: RecountedSlice = await recountSlice(db, { afterId, limit }, { signal })
    report = {
      counter: name,
      checked: report.checked + slice.checked,
      drifted: report.drifted + slice.drifted,
    }
    onProgress?.(report)
    afterId = slice.checked < limit ? null : slice.lastId
  }
  return report
}
