/**
 * The one place where errors of the driver become ours.
 *
 * A server's message may quote a value ("invalid input syntax for type uuid: …"), and its detail may be a whole row
 * ("Failing row contains (…)"). `server-error.ts` decides which words may be shown. The `cause` of an error is a copy
 * with the fields that name code and schema, never data.
 */

import { errorCode } from '../../setup/error-code.js'
import type { ConflictRule } from '../../rules.js'
import {
  ConflictError,
  ConnectionError,
  ConstraintError,
  DatabaseError,
  isSoukError,
  TimeoutError,
  type ConstraintKind,
  type ConstraintName,
  type LoginFailure,
  type SoukError,
  type StatementOutcome,
} from '../../errors.js'
import { loginFailure, mayPass } from './login-failure.js'
import { LostConnection } from './lost-connection.js'
import { PartlyDone } from './partly-done.js'
import { isFatal, isServerError, shownMessage, shownNames, type ServerError } from './server-error.js'

export { isFatal, isServerError }

/** A constraint of the schema, as generation read it from the catalogue. */
export interface ConstraintDescription {
  readonly kind: string
  readonly table: string
  readonly columns: readonly string[]
}

/** A rule that a constraint or a trigger of the schema stands for. */
export interface ConstraintRule {
  readonly rule: ConflictRule
  /** The error's message. */
  readonly sentence: string
}

/** The schema's constraints by name, and the triggers that raise their own name as a constraint's. */
export type ConstraintCatalogue = Readonly<Record<string, ConstraintDescription | ConstraintRule>>

const constraintKinds: ReadonlyMap<string, ConstraintKind> = new Map([
  // PostgreSQL 18 reports a delete that ON DELETE RESTRICT refuses as 23001, earlier versions as 23503.
  ['23001', 'foreign_key'],
  ['23502', 'not_null'],
  ['23503', 'foreign_key'],
  ['23505', 'unique'],
  ['23514', 'check'],
  ['23P01', 'exclusion'],
])

/** Serialization failure, deadlock: the whole transaction may be repeated. */
const retryableStates: ReadonlySet<string> = new Set(['40001', '40P01'])

/**
 * Lock not available, query cancelled (by statement_timeout or a cancel request), and the limits of a transaction. Not
 * idle_session_timeout: the end of an unused session is not a deadline of a statement.
 */
const timeoutStates: ReadonlySet<string> = new Set(['55P03', '57014', '25P03', '25P04'])

/** The server ends an idle session with these. A statement sent at that moment is never read. */
const idleEndStates: ReadonlySet<string> = new Set(['25P03', '57P05'])

/** True if the server ended the session because it was idle. */
export function isIdleEnd(error: unknown): boolean {
  return isServerError(error) && idleEndStates.has(error.code)
}

/** The message for an error of the server. Words of our own get the SQLSTATE added. */
function messageOf(error: ServerError): string {
  const message = shownMessage(error)
  return message === error.message ? message : `${message} (SQLSTATE ${error.code})`
}

/** A copy of the server's error without detail, hint, where, internal query and, where it may quote a value, message. */
export function withoutData(error: ServerError): Error {
  const { code, severity, routine, position } = error
  return Object.assign(new Error(messageOf(error)), {
    name: 'PostgresError',
    code,
    ...Object.fromEntries(
      Object.entries({ severity, routine, position, ...shownNames(error) }).filter(
        ([, value]) => value !== undefined,
      ),
    ),
  })
}

function networkCode(error: unknown): string | null {
  const code = errorCode(error)
  return code !== null && /^[A-Z][A-Z_]+$/.test(code) ? code : null
}

function known(name: string | undefined, constraints: ConstraintCatalogue) {
  return name !== undefined && Object.hasOwn(constraints, name) ? constraints[name] : undefined
}

/**
 * Removes the month from the name of a partition, or of a constraint of one: `events_2026_11_pkey` is `events_pkey` of the
 * table `events`.
 * Likewise `messages_first_pkey` and `messages_rest_pkey` are `messages_pkey`. Partitions come and go, and the catalogue has their
 * table alone.
 */
function withoutMonth(name: string | undefined): string | undefined {
  return name?.replace(/_\d{4}_\d{2}(?=_|$)|(?<=^messages)_(?:first|rest)(?=_|$)/, '')
}

function constraintError(
  error: ServerError,
  kind: ConstraintKind,
  constraints: ConstraintCatalogue,
): ConstraintError | ConflictError {
  const { constraint: shown, table, column } = shownNames(error)
  const cause = withoutData(error)
  const given =
    known(error.constraint, constraints) === undefined ? withoutMonth(error.constraint) : error.constraint
  const found = known(given, constraints)
  if (found !== undefined && 'rule' in found) return new ConflictError(found.rule, found.sentence, { cause })
  return new ConstraintError({
    kind,
    // The catalogue holds the names of the schema.
    constraint: found === undefined ? null : (given as ConstraintName),
    // A function may raise an error that names a constraint of the schema. That name is safe to show.
    constraintName: (found === undefined ? shown : given) ?? null,
    table: (withoutMonth(table) === found?.table ? found?.table : table) ?? found?.table ?? null,
    columns: found?.columns ?? (column === undefined ? [] : [column]),
    cause,
  })
}

/** Returns the error of a lost connection, with the last words of the server or the code of the network error. */
function connectionError(
  error: unknown,
  outcome: StatementOutcome,
  message: string,
  options: { readonly retryable?: boolean; readonly reason?: LoginFailure | null } = {},
): ConnectionError {
  if (isServerError(error)) {
    return new ConnectionError(outcome, `${message}: ${messageOf(error)}`, {
      cause: withoutData(error),
      ...options,
    })
  }
  const code = networkCode(error)
  return new ConnectionError(outcome, code === null ? message : `${message} (${code})`, options)
}

/**
 * Turns the error that ended a connection into one of ours.
 *
 * @param outcome - the outcome of the failed call.
 */
export function fromLostConnection(error: unknown, outcome: StatementOutcome): SoukError {
  if (isServerError(error) && timeoutStates.has(error.code)) {
    return new TimeoutError(messageOf(error), { cause: withoutData(error), outcome })
  }
  return connectionError(error, outcome, 'the connection to the server was lost')
}

/** Turns the error of a failed login into one of ours. Nothing has run. */
export function fromFailedLogin(error: unknown): SoukError {
  if (isSoukError(error)) return error
  const reason = loginFailure(error)
  const problem = `no connection to the server could be made${reason === null ? '' : `, ${reason.replace('_', ' ')}`}`
  // A wrong password or database stays wrong. A server that is down or full may recover.
  return connectionError(error, 'not_run', problem, { retryable: mayPass(reason), reason })
}

/**
 * Turns any error of the driver into one of ours.
 *
 * @param outcome - the outcome of work that may have run when its connection was lost.
 */
export function fromDriverError(
  error: unknown,
  constraints: ConstraintCatalogue,
  outcome: StatementOutcome = 'unknown',
): SoukError {
  if (isSoukError(error)) return error
  if (error instanceof PartlyDone) return undecided(fromDriverError(error.cause, constraints))
  if (error instanceof LostConnection)
    return fromLostConnection(error.cause, error.mayHaveRun ? outcome : 'not_run')
  if (!isServerError(error) || isFatal(error)) return fromLostConnection(error, outcome)
  if (isOnStandby(error)) {
    return connectionError(error, 'not_run', 'the server is a standby', { reason: 'role_missing' })
  }
  const { code } = error
  const kind = constraintKinds.get(code)
  const cause = withoutData(error)
  if (kind !== undefined) return constraintError(error, kind, constraints)
  if (timeoutStates.has(code)) return new TimeoutError(messageOf(error), { cause })
  const retryable = retryableStates.has(code) || isStalePlan(error)
  return new DatabaseError(code, messageOf(error), { cause, retryable })
}

/** Marks an error as one whose call is not safe to repeat, because nobody knows how much was done. */
function undecided(error: SoukError): SoukError {
  return Object.assign(error, { outcome: 'unknown', retryable: false } as const)
}

/** Marks the error of a batch after which earlier batches are stored: the same call again would store them twice. */
export function behindKeptBatches(error: unknown): unknown {
  return isSoukError(error) ? undecided(error) : error
}

/**
 * Marks an error as one of a statement that ran, and whose result could not be used.
 *
 * @param isInTransaction - true if the work may still be undone, and the whole transaction repeated.
 */
export function applied(error: SoukError, isInTransaction: boolean): SoukError {
  const retryable = isInTransaction && error.retryable
  return Object.assign(error, { outcome: 'applied', retryable } as const)
}

/** Replaces an error that was thrown while a value was decoded: the message of a parser may quote it. */
export function fromReadingError(error: unknown): SoukError {
  return isSoukError(error) ? error : new DatabaseError('22000', 'a value of the result could not be read')
}

/** The server's functions that look up the types of a plan or a parameter, and fail if the type was dropped. */
const lostTypeRoutines: ReadonlySet<string> = new Set([
  'TupleDescInitEntry',
  'getTypeInputInfo',
  'getTypeOutputInfo',
])

/**
 * True if a prepared statement failed only because the session's copy of it is out of date or gone. Nothing has run.
 * Either its result changed with the schema (0A000 from the plan cache), a type of it was dropped and perhaps created
 * again (XX000 from a type lookup, which the plan cache does not notice), or the server forgot it (26000).
 */
export function isStalePlan(error: unknown): boolean {
  if (!isServerError(error)) return false
  // A pooler gave the session to another connection before, which had prepared a statement of this name.
  return isForgotten(error) || error.code === '42P05' || isOutdated(error)
}

/** True if a prepared statement no longer fits the schema. */
export function isOutdated(error: unknown): boolean {
  if (!isServerError(error)) return false
  const { code, routine = '' } = error
  return (
    (code === '0A000' && routine === 'RevalidateCachedQuery') ||
    (code === 'XX000' && lostTypeRoutines.has(routine))
  )
}

/** True if the server no longer knows a prepared statement, because something else deallocated it. */
export function isForgotten(error: unknown): boolean {
  return isServerError(error) && error.code === '26000'
}

/** Turns an error into that of a statement behind a failure in the same transaction. */
export function behindFailure(error: Error): Error {
  return Object.assign(new Error('current transaction is aborted'), error, { code: '25P02' })
}

/** The server's functions that refuse on a standby what a transaction begins with: that it writes, or is serializable. */
const standbyRoutines: ReadonlySet<string> = new Set([
  'call_bool_check_hook',
  'GetSerializableTransactionSnapshot',
])

/** True if the server refused what no standby does, which others may refuse too: to write, or to begin a transaction that may. */
export function isReadOnlyRefusal(error: unknown): boolean {
  if (!isServerError(error)) return false
  const { code, routine = '' } = error
  return code === '25006' || (code === '0A000' && standbyRoutines.has(routine))
}

/** True if a standby refused to write: nothing was done, and another host may take it. */
export function isOnStandby(error: unknown): boolean {
  return isServerError(error) && error.isOnStandby === true
}

/** True if the server cancelled the statement, on request or by statement_timeout. */
export function isCancelled(error: unknown): boolean {
  return isServerError(error) && error.code === '57014'
}
