import { inspect, isDeepStrictEqual } from 'node:util'
import type { Database } from '../../src/database.js'
import type { CallOptions } from '../../src/engine/cancellation.js'
import type { Random } from '../setup/random.js'
import { Untrue, type Entry } from './ledger.js'
import type { SoakSettings } from './settings.js'

/** One call of an operation: what it may use, and where it says what it writes. */
export interface Call {
  readonly db: Database
  readonly random: Random
  readonly settings: SoakSettings
  readonly entry: Entry
  /** The deadline or the signal of the call. */
  readonly options: CallOptions
}

/** One of the things that callers do. */
export interface Operation {
  readonly name: string
  /** Its frequency beside the others. */
  readonly weight: number
  /** True if it needs a connection of our own: cursors, COPY. */
  readonly needsWire?: boolean
  /** The names of errors (see `nameOf`) that belong to it, without any fault. */
  readonly expects?: readonly string[]
  /** The time it may take, as a multiple of one statement's. @defaultValue 1 */
  readonly length?: number
  /** Does it, and compares each answer with its question. */
  readonly run: (call: Call) => Promise<unknown>
}

/** A whole number from `low` to `high`. */
export function between(random: Random, low: number, high: number): number {
  return low + Math.floor(random() * (high - low + 1))
}

/** @throws {@link Untrue} if an answer is not what its question asks for. */
export function compare(what: string, got: unknown, wanted: unknown): void {
  if (isDeepStrictEqual(got, wanted)) return
  throw new Untrue(`${what}: got ${shown(got)}, not ${shown(wanted)}`)
}

function shown(value: unknown): string {
  return inspect(value, { depth: 5, breakLength: Infinity }).slice(0, 300)
}
