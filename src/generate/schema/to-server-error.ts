import type { DatabaseError } from 'pg'

/** The fields of a server's error that help its author. */
export interface ServerError {
  readonly message: string
  readonly sqlState: string
  readonly detail: string | null
  readonly hint: string | null
  /** Where in the text, counted from 0 in UTF-16 units; null if the server does not say. */
  readonly offset: number | null
}

/** Takes from an error of the driver what helps its author. */
export function toServerError(error: DatabaseError, text: string): ServerError {
  return {
    message: error.message,
    sqlState: error.code ?? '',
    detail: error.detail ?? null,
    hint: error.hint ?? null,
    offset: error.position === undefined ? null : utf16Offset(text, Number(error.position) - 1),
  }
}

/** The server counts characters, JavaScript counts an emoji as two. */
function utf16Offset(text: string, characters: number): number {
  return Array.from(text).slice(0, characters).join('').length
}
