import { DatabaseError, isSoukError } from '../errors.js'

/** An error as event_failures keeps it: without values. */
export interface FailureDescription {
  /** The code of the error, or the name of its class. */
  readonly code: string
  /** The message of an error of this package, which holds no values; null of any other, which may. */
  readonly message: string | null
}

/** Describes the error of a handler without the values that its message may hold. */
export function describeFailure(error: unknown): FailureDescription {
  try {
    return describe(error)
  } catch {
    // The error's own properties threw. The event must be counted all the same.
    return { code: 'Error', message: null }
  }
}

function describe(error: unknown): FailureDescription {
  if (isSoukError(error)) {
    const code = error.code === 'database' ? error.sqlState : error.code
    return { code, message: storable(error.message) }
  }
  if (!(error instanceof Error)) return { code: typeof error, message: null }
  if ('code' in error && typeof error.code === 'string' && /^[A-Z][A-Z0-9_]{1,99}$/.test(error.code)) {
    return { code: error.code, message: null }
  }
  // An object without a prototype's constructor has no name of a class.
  const name: unknown = (error as { readonly constructor?: { readonly name?: unknown } }).constructor?.name
  const isName = typeof name === 'string' && /^[A-Za-z_$][\w$]{0,99}$/.test(name)
  return { code: isName ? name : 'Error', message: null }
}

/** Cuts a message to the length of its column, and takes out what the server refuses: NUL and halves of characters. */
function storable(message: string): string | null {
  return message.replaceAll('\0', '').slice(0, 500).toWellFormed() || null
}

/** A standby that was to write, as after a failover. */
const readOnlyStates: ReadonlySet<string> = new Set(['25006', '57P01', '57P02', '57P03'])

/**
 * Reports whether an error is the database's own trouble, such as a lost connection, and no fault of a handler or of its event.
 * A handler may have wrapped it.
 */
export function isDatabaseTrouble(error: unknown, depth = 0): boolean {
  if (isSoukError(error)) {
    if (error.code === 'connection' || error.code === 'overload') return true
    if (error.code === 'transaction' && error.kind === 'outcome_unknown') return true
    if (error instanceof DatabaseError && readOnlyStates.has(error.sqlState)) return true
  }
  return error instanceof Error && depth < 5 && isDatabaseTrouble(error.cause, depth + 1)
}
