/**
 * The one place where the driver's errors become ours.
 *
 * A server's message may quote a value ("invalid input syntax for type uuid: …"), its detail may be a whole row
 * ("Failing row contains (…)"): `server-error.ts` tells what may be shown. What is kept as `cause` is a copy with the
 * fields that name code and schema, never data.
 */

import {
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

/** The schema's constraints by name. */
export type ConstraintCatalogue = Readonly<Partial<Record<ConstraintName, ConstraintDescription>>>

const constraintKinds: ReadonlyMap<string, ConstraintKind> = new Map([
  // What PostgreSQL 18 calls a delete that ON DELETE RESTRICT refuses; 23503 before that.
  ['23001', 'foreign_key'],
  ['23502', 'not_null'],
  ['23503', 'foreign_key'],
  ['23505', 'unique'],
  ['23514', 'check'],
  ['23P01', 'exclusion'],
])

/** Serialization failure, deadlock: the whole transaction may be tried again. */
const retryableStates: ReadonlySet<string> = new Set(['40001', '40P01'])

/**
 * Lock not available, query cancelled (statement_timeout, or our own cancel), and the limits of a transaction. Not
 * idle_session_timeout: a session that ends because nobody used it is no deadline of a statement's.
 */
const timeoutStates: ReadonlySet<string> = new Set(['55P03', '57014', '25P03', '25P04'])

/** What the server says when it ends a session that idles; what is sent to it just then is never read. */
const idleEndStates: ReadonlySet<string> = new Set(['25P03', '57P05'])

/** Tells whether the server ended the session because it idled. */
export function isIdleEnd(error: unknown): boolean {
  return isServerError(error) && idleEndStates.has(error.code)
}

/** What is said of a server's error; the server's own words need no SQLSTATE beside them. */
function messageOf(error: ServerError): string {
  const message = shownMessage(error)
  return message === error.message ? message : `${message} (SQLSTATE ${error.code})`
}

/** A copy of the server's error without detail, hint, where, internal query and, where it may quote a value, message. */
function withoutData(error: ServerError): Error {
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
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null
  return /^[A-Z][A-Z_]+$/.test(error.code) ? error.code : null
}

function isKnown(name: string | undefined, constraints: ConstraintCatalogue): name is ConstraintName {
  return name !== undefined && Object.hasOwn(constraints, name)
}

function constraintError(
  error: ServerError,
  kind: ConstraintKind,
  constraints: ConstraintCatalogue,
): ConstraintError {
  const { constraint: given } = error
  const { constraint: shown, table, column } = shownNames(error)
  // A function may raise the violation of a constraint of the schema's: that name is known to be one.
  const name = isKnown(given, constraints) ? given : shown
  const known = isKnown(given, constraints) ? constraints[given] : undefined
  return new ConstraintError({
    kind,
    constraint: isKnown(given, constraints) ? given : null,
    constraintName: name ?? null,
    table: table ?? known?.table ?? null,
    columns: known?.columns ?? (column === undefined ? [] : [column]),
    cause: withoutData(error),
  })
}

/** A connection's end, by what the server said last or by what the network said. */
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
 * Turns what ended a connection into an error of ours.
 *
 * @param outcome - whether what the error is for may have run.
 */
export function fromLostConnection(error: unknown, outcome: StatementOutcome): SoukError {
  if (isServerError(error) && timeoutStates.has(error.code)) {
    return new TimeoutError(messageOf(error), { cause: withoutData(error), outcome })
  }
  return connectionError(error, outcome, 'the connection to the server was lost')
}

/** Turns what kept a connection from being made into an error of ours: nothing has run. */
export function fromFailedLogin(error: unknown): SoukError {
  if (isSoukError(error)) return error
  const reason = loginFailure(error)
  const problem = `no connection to the server could be made${reason === null ? '' : `, ${reason.replace('_', ' ')}`}`
  // A wrong password or database stays wrong; a server that is down or full does not.
  return connectionError(error, 'not_run', problem, { retryable: mayPass(reason), reason })
}

/**
 * Turns whatever the driver threw into an error of ours.
 *
 * @param outcome - of what may have run when its connection was lost.
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
  const { code } = error
  const kind = constraintKinds.get(code)
  const cause = withoutData(error)
  if (kind !== undefined) return constraintError(error, kind, constraints)
  if (timeoutStates.has(code)) return new TimeoutError(messageOf(error), { cause })
  const retryable = retryableStates.has(code) || isStalePlan(error)
  return new DatabaseError(code, messageOf(error), { cause, retryable })
}

/** The same error, of a call of which nobody knows how much was done: it is not safe to make it again. */
export function undecided(error: SoukError): SoukError {
  return Object.assign(error, { outcome: 'unknown', retryable: false } as const)
}

/** The error of a batch, of a call whose earlier batches are kept: made again as it was, it would double them. */
export function behindKeptBatches(error: unknown): unknown {
  return isSoukError(error) ? undecided(error) : error
}

/**
 * The same error, of a statement that was done, and of which only the result could not be used.
 *
 * @param isInTransaction - true if it may be undone yet, and the whole transaction tried again.
 */
export function applied(error: SoukError, isInTransaction: boolean): SoukError {
  const retryable = isInTransaction && error.retryable
  return Object.assign(error, { outcome: 'applied', retryable } as const)
}

/** Makes an error of ours out of one that was thrown while a value was read: what a parser says may quote it. */
export function fromReadingError(error: unknown): SoukError {
  return isSoukError(error) ? error : new DatabaseError('22000', 'a value of the result could not be read')
}

/** Where the server looks up a type that a plan or a parameter was made for, and finds that it has been dropped. */
const lostTypeRoutines: ReadonlySet<string> = new Set([
  'TupleDescInitEntry',
  'getTypeInputInfo',
  'getTypeOutputInfo',
])

/**
 * Tells whether a prepared statement failed only because the connection's copy of it is out of date or gone: its
 * result changed with the schema (0A000 from the plan cache), a type of it was dropped and may have been made anew
 * (XX000 where types are looked up: the plan cache does not notice), or the server forgot it (26000). Nothing has run.
 */
export function isStalePlan(error: unknown): boolean {
  if (!isServerError(error)) return false
  // A pooler has given the session to another connection before, which had prepared the statement in it.
  return isForgotten(error) || error.code === '42P05' || isOutdated(error)
}

/** Tells whether a prepared statement no longer fits the schema. */
export function isOutdated(error: unknown): boolean {
  if (!isServerError(error)) return false
  const { code, routine = '' } = error
  return (
    (code === '0A000' && routine === 'RevalidateCachedQuery') ||
    (code === 'XX000' && lostTypeRoutines.has(routine))
  )
}

/** Tells whether the server no longer knows a prepared statement: it was deallocated by other means than ours. */
export function isForgotten(error: unknown): boolean {
  return isServerError(error) && error.code === '26000'
}

/** An error of the server's, as that of a statement behind one that failed its transaction. */
export function behindFailure(error: Error): Error {
  return Object.assign(new Error('current transaction is aborted'), error, { code: '25P02' })
}

/** Tells whether the server says that the statement was cancelled: on request, or by statement_timeout. */
export function isCancelled(error: unknown): boolean {
  return isServerError(error) && error.code === '57014'
}
