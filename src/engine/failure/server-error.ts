/**
 * The errors of the server, and the rules for showing their words.
 *
 * A message may hold any part of what was sent: a cast quotes the value that it cannot read, a lookup quotes the name
 * that it did not find, and the author of a RAISE writes any text, under any SQLSTATE and any names. So a message is
 * shown only if it is known to be harmless. All others are replaced with words of our own.
 */

/** An error that a PostgreSQL server sent, as pg reads it. Its message, detail and hint may quote data. */
export interface ServerError {
  /** The SQLSTATE. */
  readonly code: string
  readonly message: string
  /** True if a standby sent it, because it was to write. Set here, not by the server. */
  readonly isOnStandby?: boolean
  readonly detail?: string
  readonly hint?: string
  readonly severity?: string
  /** The server's C function that reported the error. */
  readonly routine?: string
  readonly schema?: string
  readonly table?: string
  readonly column?: string
  readonly constraint?: string
  readonly dataType?: string
  /** The place of the error in the text that was sent, in characters from 1, as digits; absent if it has none. */
  readonly position?: string
  /** The place of the error in the body of a function, or in SQL that a function built. */
  readonly internalPosition?: string
}

/**
 * True for an error that the server sent, as opposed to one of the network or of ours.
 *
 * Recognised by its shape, not by its class: a client that was handed in may come from another copy of pg.
 */
export function isServerError(error: unknown): error is ServerError {
  return (
    error instanceof Error &&
    Object.hasOwn(error, 'severity') &&
    Object.hasOwn(error, 'code') &&
    'code' in error &&
    typeof error.code === 'string' &&
    /^[0-9A-Z]{5}$/.test(error.code)
  )
}

/** Returns an error that the server sent, and null for any other. */
export function asServerError(error: unknown): ServerError | null {
  return isServerError(error) ? error : null
}

/**
 * The place of an error in the text that was sent, counted from 0 in UTF-16 units; null if the error has none.
 *
 * The server counts characters. JavaScript counts an emoji as two.
 */
export function offsetOf({ position }: ServerError, text: string): number | null {
  if (position === undefined) return null
  return Array.from(text)
    .slice(0, Number(position) - 1)
    .join('').length
}

/** True if the server ended the session with this error. */
export function isFatal(error: unknown): boolean {
  return isServerError(error) && (error.severity === 'FATAL' || error.severity === 'PANIC')
}

/** C functions through which function languages and foreign servers report errors that somebody else wrote. */
const raising: ReadonlySet<string> = new Set([
  'exec_stmt_raise',
  'exec_stmt_assert',
  'PLy_elog_impl',
  'PLy_output',
  'do_util_elog',
  'plperl_call_perl_func',
  'pltcl_elog',
  'throw_tcl_error',
  'dblink_res_error',
  'pgfdw_report_error',
])

/** SQLSTATE classes whose messages quote only the statement's text, if they have a place in it. */
const namesText: ReadonlySet<string> = new Set(['0A', '3F', '42'])

/**
 * SQLSTATE classes with which the server ends or refuses a session. Their messages quote the login's own parameters.
 */
const namesLogin: ReadonlySet<string> = new Set(['08', '28', '3D', '53', '57'])

/** SQLSTATE classes whose messages name objects of the schema, and never quote a row. */
const namesObjects: ReadonlySet<string> = new Set(['0A', '23', '25', '2B', '3D', '3F', '42', '55', '58'])

/** The server's C functions that report in fixed words, or name existing objects. */
const harmless: ReadonlySet<string> = new Set([
  'CheckForSerializableConflictIn',
  'CheckForSerializableConflictOut',
  'DeadLockReport',
  'ExecDelete',
  'ExecLockRows',
  'ExecUpdate',
  'ExecWithCheckOptions',
  'FetchPreparedStatement',
  'OnConflict_CheckForSerializationFailure',
  'PreCommit_CheckForSerializationFailure',
  'PreventCommandIfReadOnly',
  'PreventInTransactionBlock',
  'ProcessInterrupts',
  'RevalidateCachedQuery',
  'aclcheck_error',
  'aclcheck_error_col',
  'aclcheck_error_type',
  'exec_bind_message',
  'exec_execute_message',
  'exec_parse_message',
  'exec_simple_query',
  'heap_lock_tuple',
])

/** The meaning of SQLSTATEs that services and migrations meet (PostgreSQL manual, Appendix A). */
const meanings: ReadonlyMap<string, string> = new Map([
  ['0A000', 'the server does not support this'],
  ['21000', 'a command or subquery met more rows than it may'],
  ['22001', 'a text is too long for its column'],
  ['22003', 'a number is out of the range of its type'],
  ['22007', 'a date or time cannot be read'],
  ['22008', 'a date or time is out of its range'],
  ['22012', 'division by zero'],
  ['22021', 'a character is none of the encoding'],
  ['22023', 'an argument of a function is out of its range'],
  ['22P02', 'a value cannot be read as its type'],
  ['23502', 'a column may not be null'],
  ['23503', 'a foreign key is violated'],
  ['23505', 'a unique key is taken'],
  ['23514', 'a check is violated'],
  ['25006', 'the connection only reads'],
  ['25P02', 'an earlier statement of the transaction has failed'],
  ['25P03', 'the transaction idled for too long'],
  ['26000', 'a prepared statement does not exist'],
  ['28000', 'the login was refused'],
  ['28P01', 'the login was refused'],
  ['34000', 'a cursor does not exist'],
  ['3D000', 'a database does not exist'],
  ['3F000', 'a schema does not exist'],
  ['40001', 'another transaction changed the same rows'],
  ['40P01', 'two transactions waited for each other'],
  ['42501', 'permission denied'],
  ['42601', 'a syntax error'],
  ['42701', 'a column exists already'],
  ['42703', 'a column does not exist'],
  ['42704', 'an object, such as a type or a role, does not exist'],
  ['42710', 'an object exists already'],
  ['42883', 'a function or operator does not exist'],
  ['42P01', 'a table or view does not exist'],
  ['42P05', 'a prepared statement exists already'],
  ['42P07', 'a table, view or index exists already'],
  ['53100', 'the disk is full'],
  ['53200', 'the server is out of memory'],
  ['53300', 'too many connections'],
  ['55000', 'an object is not in the state for this'],
  ['55006', 'an object is in use'],
  ['55P03', 'a lock was not available in time'],
  ['57014', 'the statement was cancelled'],
  ['57P01', 'the session was ended by an administrator'],
  ['57P03', 'the server takes no connections now'],
  ['57P05', 'the session idled for too long'],
  ['58P01', 'a file does not exist'],
  ['P0001', 'a function raised an exception; its message is in the server log'],
  ['P0004', 'an assertion of a function failed; its message is in the server log'],
])

/** True if the author of a function wrote the error's message. */
export function isRaised({ code, routine = '' }: ServerError): boolean {
  return code.startsWith('P0') || raising.has(routine)
}

/** True if every name that a message quotes occurs in a text. */
function quotesOnly(text: string, message: string): boolean {
  return Array.from(message.matchAll(/"([^"]*)"/g)).every(([, name = '']) => text.includes(name))
}

function isShowable(error: ServerError, text: string | undefined): boolean {
  const { code, message, routine = '', position, internalPosition } = error
  if (isRaised(error)) return false
  const stateClass = code.slice(0, 2)
  if (position !== undefined && namesText.has(stateClass)) return true
  if (isFatal(error) && namesLogin.has(stateClass)) return true
  if (stateClass !== '22' && harmless.has(routine)) return true
  if (text === undefined || internalPosition !== undefined || !namesObjects.has(stateClass)) return false
  return stateClass === '23' || quotesOnly(text, message)
}

/**
 * Returns the server's message if it names only parts of the statement or objects of the schema; else the meaning of
 * its SQLSTATE.
 *
 * @param text - the text that was sent, if it is not secret: names that occur in it may be shown.
 */
export function shownMessage(error: ServerError, text?: string): string {
  if (isShowable(error, text)) return error.message
  const meaning = isRaised(error) ? meanings.get('P0001') : meanings.get(error.code)
  return meaning ?? 'the server refused the statement'
}

/** Returns the names of a violated constraint. The server sets them by itself; a RAISE can set them to anything. */
export function shownNames(
  error: ServerError,
): Pick<ServerError, 'schema' | 'table' | 'column' | 'constraint' | 'dataType'> {
  if (!error.code.startsWith('23') || isRaised(error)) return {}
  const { schema, table, column, constraint, dataType } = error
  return Object.fromEntries(
    Object.entries({ schema, table, column, constraint, dataType }).filter(([, name]) => name !== undefined),
  )
}
