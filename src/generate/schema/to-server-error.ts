import type { DatabaseError } from 'pg'

/** The fields of a server's error that help the author of the SQL. */
export interface ServerError {
  readonly message: string
  readonly sqlState: string
  readonly detail: string | null
  readonly hint: string | null
  /** The offset in the text, in UTF-16 units from 0; null if the server reports none. */
  readonly offset: number | null
}

/** Converts an error of the driver. */
export function toServerError(error: DatabaseError, text: string): ServerError {
  return {
    message: error.message,
    sqlState: error.code ?? '',
    detail: error.detail ?? null,
    hint: error.hint ?? null,
    offset: error.position === undefined ? null : utf16Offset(text, Number(error.position) - 1),
  }
}

/** Converts an offset. The server counts characters, while JavaScript counts an emoji as two units. */
function utf16Offset(text: string, characters: number): number {
  return Array.from(text).slice(0, characters).join('').length
}
