import { offsetOf, type ServerError } from '../../engine/failure/server-error.js'

/** An error of the server, with its place in the text that was sent. */
export interface PlacedServerError extends ServerError {
  /** Counted from 0 in UTF-16 units; null if the error has no place. */
  readonly offset: number | null
}

/** Adds to an error of the server its place in the text that was sent. */
export function placeServerError(error: ServerError, text: string): PlacedServerError {
  const { code, message, detail, hint } = error
  return {
    code,
    message,
    ...(detail === undefined ? {} : { detail }),
    ...(hint === undefined ? {} : { hint }),
    offset: offsetOf(error, text),
  }
}
