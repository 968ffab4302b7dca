import { inspect } from 'node:util'
import { isSoukError, type StatementOutcome } from '../../src/errors.js'

/** The outcome that a caller was told; `pending` until its call settles. */
export type Told = 'pending' | 'ok' | StatementOutcome

/** The bond between the rows of a call: all of them or none, or each at most once, whatever the others. */
export type Rule = 'whole' | 'atMostOnce'

/** The rows that one call has promised to write, and its outcome. */
export interface Entry {
  /** In every row that the call writes, and in every text that is a value of it. */
  readonly key: number
  readonly operation: string
  /** The pieces it writes if it succeeds; a call that only reads has none. */
  pieces: readonly number[]
  rule: Rule
  told: Told
  error: unknown
  /** The number of times its hook for after the commit was called; null without one. */
  hooks: number | null
  /** True if it notifies the listeners of its key. */
  notifies: boolean
}

/** Something that must not be. */
export interface Problem {
  readonly kind: string
  readonly operation: string
  readonly detail: string
}

/** Stands in every text value, so that none is in an error unnoticed. */
export const canary = 'kanarie'

/** A value of a row that no error may hold. */
export function canaryOf(key: number): string {
  return `${canary}-${key}`
}

/** An answer that belongs to another question. */
export class Untrue extends Error {}

/** The error that the function of a transaction throws on purpose. */
export class Undone extends Error {}

/** Keeps what every caller was told, and what was wrong. */
export class Ledger {
  readonly entries: Entry[] = []
  readonly problems: Problem[] = []
  /** The number of calls by outcome. */
  readonly counts = new Map<string, number>()

  open(operation: string): Entry {
    const entry: Entry = {
      key: this.entries.length + 1,
      operation,
      pieces: [],
      rule: 'whole',
      told: 'pending',
      error: undefined,
      hooks: null,
      notifies: false,
    }
    this.entries.push(entry)
    return entry
  }

  settle(entry: Entry, told: Told, error?: unknown): void {
    entry.told = told
    entry.error = error
    const name = error === undefined ? told : `${told} ${nameOf(error)}`
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1)
  }

  report(kind: string, operation: string, detail: string): void {
    this.problems.push({ kind, operation, detail })
  }
}

/** A short name of an error. */
export function nameOf(error: unknown): string {
  if (error instanceof Undone) return 'own error'
  if (!isSoukError(error)) return error instanceof Error ? error.name : typeof error
  const more = ['kind', 'rule', 'sqlState'].flatMap((field) => {
    const value: unknown = Reflect.get(error, field)
    return typeof value === 'string' ? [value] : []
  })
  return [error.code, ...more].join(' ')
}

/** All that an error says anywhere. */
export function everythingOf(error: unknown): string {
  const stack = error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : ''
  return `${stack}\n${inspect(error, { depth: 10, showHidden: true, maxStringLength: null })}`
}
