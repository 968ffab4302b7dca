/**
 * Every error this package throws, on one page.
 *
 * A message names tables, columns, constraints and fields, never a value: values are people's e-mail
 * addresses. Kinds are fields, not subclasses. Two copies of the package in one process have two sets
 * of classes, so use {@link isSoukError} where `instanceof` could meet the other copy's errors.
 */

import type { ConstraintName as CatalogueConstraintName } from '../generated/constraints.js'
import type { raisedConstraints } from './raised-constraints.js'
import type { ConflictRule, ForbiddenRule } from './rules.js'

/** The constraints and unique indexes of the package's schema, and the rules that its triggers raise as constraints. */
export type ConstraintName = CatalogueConstraintName | keyof typeof raisedConstraints

const brand = Symbol.for('@souk/db.error')

/** The stable codes of {@link SoukError.code}. */
export type SoukErrorCode =
  | 'invalid_input'
  | 'not_found'
  | 'conflict'
  | 'forbidden'
  | 'constraint'
  | 'database'
  | 'connection'
  | 'timeout'
  | 'overload'
  | 'transaction'
  | 'migration'
  | 'generation'
  | 'setup'

/**
 * The fate of the work of a call that failed.
 *
 * `not_run`: none of it was done, and none will be. `unknown`: it may have been done, or may yet be. `applied`: it was
 * done, and only its answer could not be used; in a transaction it is kept if the transaction commits.
 */
export type StatementOutcome = 'not_run' | 'unknown' | 'applied'

interface SoukErrorOptions {
  readonly retryable?: boolean
  /** @defaultValue `not_run` */
  readonly outcome?: StatementOutcome
  readonly cause?: unknown
}

/** The base of every error of this package. */
export abstract class SoukError extends Error {
  /** What kind of error this is; stable across versions. */
  abstract readonly code: SoukErrorCode
  /** True if the same call may succeed when it is made again and nothing of it has been done. */
  readonly retryable: boolean
  /** The fate of the call's work: whether a write was done, was not, or may have been. */
  readonly outcome: StatementOutcome
  readonly [brand] = true

  constructor(message: string, options: SoukErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = new.target.name
    this.retryable = options.retryable ?? false
    this.outcome = options.outcome ?? 'not_run'
  }
}

/** Tells whether a value is an error of this package, whichever copy of the package threw it. */
export function isSoukError(value: unknown): value is SoukError {
  return typeof value === 'object' && value !== null && brand in value
}

/** An argument was refused before anything was sent. */
export class InvalidInputError extends SoukError {
  readonly code = 'invalid_input'
  /** The argument or property that was refused, such as `location` or `items[3].priceMinor`. */
  readonly field: string

  constructor(field: string, problem: string, options: SoukErrorOptions = {}) {
    super(`${field}: ${problem}`, options)
    this.field = field
  }
}

/** A `get…` found no row. */
export class NotFoundError extends SoukError {
  readonly code = 'not_found'
  /** The table that was searched. */
  readonly table: string

  constructor(table: string, message = `no such row in ${table}`, options: SoukErrorOptions = {}) {
    super(message, options)
    this.table = table
  }
}

/** A command met a row in a state that does not allow it. */
export class ConflictError extends SoukError {
  readonly code = 'conflict'
  /** The rule that refused. */
  readonly rule: ConflictRule

  constructor(rule: ConflictRule, message: string) {
    super(message)
    this.rule = rule
  }
}

/** A command was given on behalf of a user whom it is not for; it would be for another. */
export class ForbiddenError extends SoukError {
  readonly code = 'forbidden'
  /** The rule that refused. */
  readonly rule: ForbiddenRule

  constructor(rule: ForbiddenRule, message: string) {
    super(message)
    this.rule = rule
  }
}

/** What sort of constraint a row violated. */
export type ConstraintKind = 'unique' | 'foreign_key' | 'check' | 'not_null' | 'exclusion'

interface ConstraintErrorDetails {
  readonly kind: ConstraintKind
  readonly constraint: ConstraintName | null
  readonly constraintName: string | null
  readonly table: string | null
  readonly columns: readonly string[]
  readonly cause?: unknown
}

/** A constraint of the schema refused a row (SQLSTATE class 23). */
export class ConstraintError extends SoukError {
  readonly code = 'constraint'
  readonly kind: ConstraintKind
  /**
   * Which constraint of the package's own schema it is, such as `users_email_key`: a misspelt name is an error of the
   * compiler's. Null for any other, and for a column that may not be null.
   */
  readonly constraint: ConstraintName | null
  /** The constraint's name as the server gives it, a service's own too; null for a not-null column before PostgreSQL 18. */
  readonly constraintName: string | null
  readonly table: string | null
  /** The columns the constraint speaks of, in its order; empty if the constraint is not one of this schema. */
  readonly columns: readonly string[]
  /** The first of those columns as a field name, such as `passwordHash`; null if unknown. */
  readonly field: string | null

  constructor(details: ConstraintErrorDetails) {
    const place = [details.table, details.columns.join(', ')].filter(Boolean).join('.')
    super(
      `${details.kind.replace('_', ' ')} constraint ${details.constraintName ?? ''} refused the row (${place})`,
      {
        cause: details.cause,
      },
    )
    this.kind = details.kind
    this.constraint = details.constraint
    this.constraintName = details.constraintName
    this.table = details.table
    this.columns = details.columns
    this.field = details.columns[0]?.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()) ?? null
  }
}

/** The server refused a statement for a reason that no other class covers. */
export class DatabaseError extends SoukError {
  readonly code = 'database'
  /** The server's five-character SQLSTATE. */
  readonly sqlState: string

  constructor(sqlState: string, message: string, options: SoukErrorOptions = {}) {
    super(message, options)
    this.sqlState = sqlState
  }
}

/**
 * Why no connection could be made. Only `server_not_ready` (it starts, stops or is full) and `server_unreachable` may pass
 * by themselves.
 *
 * `certificate_refused`: the server's certificate is not trusted, or not this host's. `tls_failed`: no TLS could be
 * agreed on. `password_missing`: the server asks for one. `password_failed`: the function that gives it threw, or gave
 * none. `login_refused`: user, password or address. `settings_refused`: options that no connection can be made with.
 */
export type LoginFailure =
  | 'certificate_refused'
  | 'tls_failed'
  | 'password_missing'
  | 'password_failed'
  | 'login_refused'
  | 'database_missing'
  | 'host_unknown'
  | 'settings_refused'
  | 'server_refused'
  | 'server_not_ready'
  | 'server_unreachable'

interface ConnectionErrorOptions extends Omit<SoukErrorOptions, 'outcome'> {
  readonly reason?: LoginFailure | null
}

/**
 * No connection could be made, or the connection was lost. With the outcome `not_run` the call may be made again; with
 * `unknown` only what is idempotent may.
 */
export class ConnectionError extends SoukError {
  readonly code = 'connection'
  /** Why no connection could be made, where that is known; null for one that was lost. */
  readonly reason: LoginFailure | null

  constructor(outcome: StatementOutcome, message: string, options: ConnectionErrorOptions = {}) {
    super(message, { ...options, outcome, retryable: options.retryable ?? outcome === 'not_run' })
    this.reason = options.reason ?? null
  }
}

/** A deadline passed. The work was stopped on the server too. */
export class TimeoutError extends SoukError {
  readonly code = 'timeout'
}

/** More was asked at once than the queue takes: nothing was sent, so slow down and call again. */
export class OverloadError extends SoukError {
  readonly code = 'overload'

  constructor(message: string) {
    super(message, { retryable: true })
  }
}

/** What went wrong with a transaction. */
export type TransactionErrorKind = 'rolled_back' | 'outcome_unknown' | 'committed' | 'ended' | 'nested'

/** A transaction was used wrongly, or its outcome is not what its code expects. */
export class TransactionError extends SoukError {
  readonly code = 'transaction'
  /**
   * `rolled_back`: the server answered COMMIT with ROLLBACK. `outcome_unknown`: the connection was lost
   * during COMMIT. `committed`: the function threw after `tx.last` had committed; `cause` is what it threw. `ended`: the
   * handle was used after its end, or a statement of it was not awaited. `nested`: the handle was used while a savepoint
   * of it was open, or the database inside of a transaction when transactions that wait so held all of its connections.
   */
  readonly kind: TransactionErrorKind

  constructor(kind: TransactionErrorKind, message: string, options: SoukErrorOptions = {}) {
    super(message, { outcome: kind === 'outcome_unknown' ? 'unknown' : 'not_run', ...options })
    this.kind = kind
  }
}

/** What is wrong with the migrations of a database. */
export type MigrationProblem = 'changed' | 'missing' | 'newer' | 'locked' | 'failed' | 'pending'

interface MigrationErrorOptions extends SoukErrorOptions {
  readonly file?: string
  readonly line?: number
  readonly sqlState?: string
}

/** A database could not be migrated, or is not at the schema this package needs. */
export class MigrationError extends SoukError {
  readonly code = 'migration'
  readonly problem: MigrationProblem
  /** The migration file in question, if one is. */
  readonly file: string | null
  /** The line of the file the server stumbled over, counted from 1; null if it named none. */
  readonly line: number | null
  /** The server's SQLSTATE, if the server refused a statement of the file. */
  readonly sqlState: string | null

  constructor(problem: MigrationProblem, message: string, options: MigrationErrorOptions = {}) {
    super(message, options)
    this.problem = problem
    this.file = options.file ?? null
    this.line = options.line ?? null
    this.sqlState = options.sqlState ?? null
  }
}

/** What SQL is linted for; each rule is explained in `docs/sql-lint.md`. */
export type LintRuleName =
  | 'distance-comparison'
  | 'indexed-side'
  | 'nearest-without-limit'
  | 'offset'
  | 'select-star'
  | 'total-order'
  | 'unbounded-write'

/** One thing that keeps a query from being typed, and where it stands. */
export interface GenerationMistake {
  /**
   * What sort of mistake this is; stable across versions. A lint rule goes by its own name, and `lint-disable` is a
   * comment that switches one off wrongly.
   */
  readonly rule:
    | 'file'
    | 'syntax'
    | 'parameter'
    | 'clause'
    | 'server'
    | 'type'
    | 'column'
    | 'name'
    | LintRuleName
    | 'lint-disable'
  /** The path of the file. */
  readonly file: string
  /** Counted from 1. */
  readonly line: number
  /** Counted from 1, in UTF-16 units as editors do. */
  readonly column: number
  /** That line of the file. */
  readonly source: string
  readonly message: string
  /** A way out, if one is known. */
  readonly hint: string | null
  /** The server's SQLSTATE, if the server refused the query. */
  readonly sqlState: string | null
  /** The query's name, if the mistake is within one. */
  readonly query: string | null
}

/** Queries could not be typed. Nothing was written. */
export class GenerationError extends SoukError {
  readonly code = 'generation'
  /** Every mistake of every file, in the order in which they stand there; never empty. */
  readonly mistakes: readonly GenerationMistake[]

  constructor(mistakes: readonly GenerationMistake[]) {
    const places = mistakes.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`)
    super(
      `${mistakes.length === 1 ? '1 mistake' : `${mistakes.length} mistakes`} in queries\n${places.join('\n')}`,
    )
    this.mistakes = mistakes
  }
}

/** Something this call needs is not there: an optional peer dependency, a server program, a folder. */
export class SetupError extends SoukError {
  readonly code = 'setup'
}
