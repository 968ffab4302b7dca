import { DatabaseError, InvalidInputError, SetupError } from '../../errors.js'

const columns = new WeakMap<object, string>()

/**
 * Makes the error for a value that has no form in JavaScript. It names the query and the column, and never the value.
 *
 * @param error - The error with which the decoder refused the value.
 */
export function unreadableValue(error: unknown, column: string, query: string): Error {
  if (error instanceof SetupError) return error
  const [sqlState, reason] =
    error instanceof DatabaseError
      ? [error.sqlState, error.message]
      : error instanceof InvalidInputError
        ? ['22000', error.message.slice(error.field.length + 2)]
        : ['22000', 'a value of the result could not be read']
  const made = new DatabaseError(sqlState, `${query}.${column}: ${reason}`)
  columns.set(made, column)
  return made
}

/** The column of a row whose value could not be read; null for any other error. */
export function unreadableColumn(error: unknown): string | null {
  return typeof error === 'object' && error !== null ? (columns.get(error) ?? null) : null
}
