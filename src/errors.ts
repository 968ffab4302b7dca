/**
 * Every error this package throws, on one page.
 *
 * A message names tables, columns, constraints and fields, never a value: values are people's e-mail
 * addresses. Kinds are fields, not subclasses. Names are literals, which no bundler or minifier changes. Two copies of the
 * package in one process, as of `import` and `require`, have two sets of classes; `instanceof` and
 * {@link isSoukError} recognise the errors of either.
 */

import type { ConstraintName as CatalogueConstraintName } from '../generated/constraints.js'
import type { constraintRules } from './constraint-rules.js'
import type { ConflictRule, ForbiddenRule } from './rules.js'

/** The name of a constraint or unique index of the package's schema. One that stands for a rule is a {@link ConflictError}. */
export type ConstraintName = Exclude<CatalogueConstraintName, keyof typeof constraintRules>

const brand = Symbol.for('@souk/db.error')

/** The values of {@link SoukError.code}; stable across versions. */
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
 * - `not_run`: nothing was done, and nothing will be.
 * - `unknown`: the work may have been done, or may still be done.
 * - `applied`: the work was done, and only its answer could not be used. In a transaction it lasts if that commits.
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
  /** The kind of error; stable across versions. */
  abstract readonly code: SoukErrorCode
  /** True if nothing was done and the same call may succeed when it is repeated. */
  readonly retryable: boolean
  /** The fate of the call's work: done, not done, or unknown. */
  readonly outcome: StatementOutcome
  readonly [brand] = true

  /**
   * Recognises errors of every copy of the package: those of another copy by their `code`. A subclass of a service has
   * its own instances alone.
   */
  static override [Symbol.hasInstance](value: unknown): boolean {
    if (Function.prototype[Symbol.hasInstance].call(this, value)) return true
    return isSoukError(value) && (this === SoukError || this === classOf(value.code))
  }

  // The name is read for the first line of the stack, before the constructor can set it.
  override get name(): string {
    return this.constructor.name
  }

  override set name(name: string) {
    Object.defineProperty(this, 'name', { value: name, enumerable: true, writable: true, configurable: true })
  }

  constructor(message: string, options: SoukErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = new.target.name
    this.retryable = options.retryable ?? false
    this.outcome = options.outcome ?? 'not_run'
  }
}

/**
 * An error of this package that a service can meet: a `switch` over its `code` narrows to the class. (The errors of
 * `souk-db generate` are for people to read.)
 */
export type AnySoukError =
  | ConflictError
  | ConnectionError
  | ConstraintError
  | DatabaseError
  | ForbiddenError
  | InvalidInputError
  | MigrationError
  | NotFoundError
  | OverloadError
  | SetupError
  | TimeoutError
  | TransactionError

/**
 * Reports whether a value is an error of this package, from any copy of the package.
 *
 * @example
 * ```ts
 * function statusOf(error: unknown): number {
 *   if (!isSoukError(error)) return 500
 *   switch (error.code) {
 *     case 'not_found':
 *       return 404
 *     case 'conflict':
 *       return error.rule === 'offer_expired' ? 410 : 409
 *     default:
 *       return error.retryable ? 503 : 500
 *   }
 * }
 * ```
 */
export function isSoukError(value: unknown): value is AnySoukError {
  return typeof value === 'object' && value !== null && brand in value
}

/** An argument was refused, and nothing was sent. */
export class InvalidInputError extends SoukError {
  static override readonly name: string = 'InvalidInputError'
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
  static override readonly name: string = 'NotFoundError'
  readonly code = 'not_found'
  /** The table that was searched. */
  readonly table: string

  constructor(table: string, message = `no such row in ${table}`, options: SoukErrorOptions = {}) {
    super(message, options)
    this.table = table
  }
}

/** The state of a row does not allow the command. */
export class ConflictError extends SoukError {
  static override readonly name: string = 'ConflictError'
  readonly code = 'conflict'
  /** The rule that refused. */
  readonly rule: ConflictRule

  constructor(rule: ConflictRule, message: string, options: SoukErrorOptions = {}) {
    super(message, options)
    this.rule = rule
  }
}

/** The user on whose behalf the command was given may not give it; another user may. */
export class ForbiddenError extends SoukError {
  static override readonly name: string = 'ForbiddenError'
  readonly code = 'forbidden'
  /** The rule that refused. */
  readonly rule: ForbiddenRule

  constructor(rule: ForbiddenRule, message: string) {
    super(message)
    this.rule = rule
  }
}

/** The kind of constraint that a row violated. */
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
  static override readonly name: string = 'ConstraintError'
  readonly code = 'constraint'
  readonly kind: ConstraintKind
  /**
   * The constraint, if it is one of the package's own schema, such as `users_email_key`. The compiler catches a misspelt
   * name. Null for any other constraint, and for a column that may not be null.
   */
  readonly constraint: ConstraintName | null
  /** The constraint's name as the server sent it, a service's own included; null for a not-null column before PostgreSQL 18. */
  readonly constraintName: string | null
  readonly table: string | null
  /** The columns of the constraint, in its order; empty if it is not one of the package's schema. */
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

/** The server refused a statement for a reason that no other error class covers. */
export class DatabaseError extends SoukError {
  static override readonly name: string = 'DatabaseError'
  readonly code = 'database'
  /** The server's five-character SQLSTATE. */
  readonly sqlState: string

  constructor(sqlState: string, message: string, options: SoukErrorOptions = {}) {
    super(message, options)
    this.sqlState = sqlState
  }
}

/**
 * The reason why no connection could be made. Only `server_not_ready`, `server_unreachable` and `role_missing` may pass by
 * themselves.
 *
 * - `certificate_refused`: the server's certificate is not trusted, or belongs to another host.
 * - `tls_failed`: client and server could not agree on TLS.
 * - `password_missing`: the server asks for a password, and none was given.
 * - `password_failed`: the `password` function threw, or returned no password.
 * - `login_refused`: the server refused the user, the password or the address.
 * - `settings_refused`: no connection can be made with these options, or the server refuses a setting of the session.
 * - `server_not_ready`: the server is starting, stopping or full.
 * - `role_missing`: no host has the role that is wanted, or a standby was to write.
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
  | 'role_missing'

interface ConnectionErrorOptions extends Omit<SoukErrorOptions, 'outcome'> {
  readonly reason?: LoginFailure | null
}

/**
 * No connection could be made, or the connection was lost. With the outcome `not_run` the call is safe to repeat; with
 * `unknown` only an idempotent call is.
 */
export class ConnectionError extends SoukError {
  static override readonly name: string = 'ConnectionError'
  readonly code = 'connection'
  /** The reason why no connection could be made; null if it is unknown, or if the connection was lost. */
  readonly reason: LoginFailure | null

  constructor(outcome: StatementOutcome, message: string, options: ConnectionErrorOptions = {}) {
    super(message, { ...options, outcome, retryable: options.retryable ?? outcome === 'not_run' })
    this.reason = options.reason ?? null
  }
}

/** A deadline passed. The work was also stopped on the server, unless the outcome is `unknown`. */
export class TimeoutError extends SoukError {
  static override readonly name: string = 'TimeoutError'
  readonly code = 'timeout'
}

/** The queue for a connection is full. Nothing was sent: slow down and call again. */
export class OverloadError extends SoukError {
  static override readonly name: string = 'OverloadError'
  readonly code = 'overload'

  constructor(message: string) {
    super(message, { retryable: true })
  }
}

/** The kind of a transaction's failure; see {@link TransactionError.kind}. */
export type TransactionErrorKind = 'rolled_back' | 'outcome_unknown' | 'committed' | 'ended' | 'nested'

/** A transaction was used wrongly, or did not end as its code expects. */
export class TransactionError extends SoukError {
  static override readonly name: string = 'TransactionError'
  readonly code = 'transaction'
  /**
   * - `rolled_back`: the server answered COMMIT with ROLLBACK.
   * - `outcome_unknown`: the connection was lost during COMMIT.
   * - `committed`: the function threw after `tx.last` had committed; `cause` is what it threw.
   * - `ended`: the handle was used after its end, or a statement of it was not awaited.
   * - `nested`: the handle was used while a savepoint of it was open; or a transaction's function waited for a connection
   *   of the database while such transactions held all of them.
   */
  readonly kind: TransactionErrorKind

  constructor(kind: TransactionErrorKind, message: string, options: SoukErrorOptions = {}) {
    super(message, { outcome: kind === 'outcome_unknown' ? 'unknown' : 'not_run', ...options })
    this.kind = kind
  }
}

/** The kind of problem with the migrations of a database. */
export type MigrationProblem = 'changed' | 'missing' | 'newer' | 'locked' | 'failed' | 'pending'

/** The owner of a migration: this package, or the service that uses it. */
export type MigrationOwner = 'package' | 'service'

interface MigrationErrorOptions extends SoukErrorOptions {
  readonly owner?: MigrationOwner
  readonly file?: string
  readonly line?: number
  readonly sqlState?: string
}

/** A database could not be migrated, or does not have the schema that this package needs. */
export class MigrationError extends SoukError {
  static override readonly name: string = 'MigrationError'
  readonly code = 'migration'
  readonly problem: MigrationProblem
  /** The owner of the folder with the problem: this package or the service; null if it is in none. */
  readonly owner: MigrationOwner | null
  /** The migration file with the problem, by its name in that folder; null if it is not in one file. */
  readonly file: string | null
  /** The line at which the server found an error, counted from 1; null if it named none. */
  readonly line: number | null
  /** The server's SQLSTATE, if the server refused a statement of the file. */
  readonly sqlState: string | null

  constructor(problem: MigrationProblem, message: string, options: MigrationErrorOptions = {}) {
    super(message, options)
    this.problem = problem
    this.owner = options.owner ?? null
    this.file = options.file ?? null
    this.line = options.line ?? null
    this.sqlState = options.sqlState ?? null
  }
}

/** The name of a lint rule for SQL; `docs/sql-lint.md` explains each rule. */
export type LintRuleName =
  | 'buffered-radius'
  | 'coordinate-order'
  | 'cross-join'
  | 'distance-comparison'
  | 'distance-in-degrees'
  | 'indexed-side'
  | 'lock-order'
  | 'mixed-srids'
  | 'nearest-without-limit'
  | 'not-in-nullable'
  | 'null-comparison'
  | 'offset'
  | 'optional-condition'
  | 'secret-column'
  | 'select-star'
  | 'total-order'
  | 'unbounded-list'
  | 'unbounded-write'

/** A mistake that keeps a query from being typed, and its place. */
export interface GenerationMistake {
  /**
   * The kind of mistake; stable across versions. A lint rule has its own name. `lint-disable` is a comment that switches a
   * rule off wrongly.
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
    | 'version'
    | LintRuleName
    | 'lint-disable'
  /** The path of the file. */
  readonly file: string
  /** Counted from 1. */
  readonly line: number
  /** Counted from 1, in UTF-16 units as editors do. */
  readonly column: number
  /** The text of that line. */
  readonly source: string
  readonly message: string
  /** A way to fix it; null if none is known. */
  readonly hint: string | null
  /** The server's SQLSTATE, if the server refused the query. */
  readonly sqlState: string | null
  /** The name of the query; null if the mistake is outside of a query. */
  readonly query: string | null
}

/** Queries could not be typed. Nothing was written. */
export class GenerationError extends SoukError {
  static override readonly name: string = 'GenerationError'
  readonly code = 'generation'
  /** All mistakes of all files, in the order of the text; never empty. */
  readonly mistakes: readonly GenerationMistake[]

  constructor(mistakes: readonly GenerationMistake[]) {
    const places = mistakes.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`)
    super(
      `${mistakes.length === 1 ? '1 mistake' : `${mistakes.length} mistakes`} in queries\n${places.join('\n')}`,
    )
    this.mistakes = mistakes
  }
}

/** Something that the call needs is missing: an optional peer dependency, a server program, a folder. */
export class SetupError extends SoukError {
  static override readonly name: string = 'SetupError'
  readonly code = 'setup'
}

/** Returns this copy's class for a code; undefined for a code of a later version. */
function classOf(code: SoukErrorCode): unknown {
  const classes: Readonly<Record<SoukErrorCode, unknown>> = {
    invalid_input: InvalidInputError,
    not_found: NotFoundError,
    conflict: ConflictError,
    forbidden: ForbiddenError,
    constraint: ConstraintError,
    database: DatabaseError,
    connection: ConnectionError,
    timeout: TimeoutError,
    overload: OverloadError,
    transaction: TransactionError,
    migration: MigrationError,
    generation: GenerationError,
    setup: SetupError,
  }
  return Object.hasOwn(classes, code) ? classes[code] : undefined
}
