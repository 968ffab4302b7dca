/** What a PostgreSQL server says of a failure, as pg hands it over. */
export interface ServerError {
  readonly code: string
  readonly message: string
  /** Where in the statement the error lies, in characters from 1, as digits; absent if it lies nowhere. */
  readonly position?: string
  /** The server's C function that reported it. */
  readonly routine?: string
}

/**
 * Recognises an error that the server sent, as opposed to one of the network or of the driver.
 *
 * By its shape, not by its class: a client that was handed in may come from another copy of pg.
 */
export function asServerError(error: unknown): ServerError | null {
  return isServerError(error) ? error : null
}

function isServerError(error: unknown): error is ServerError {
  return (
    error instanceof Error &&
    'severity' in error &&
    'code' in error &&
    typeof error.code === 'string' &&
    /^[0-9A-Z]{5}$/.test(error.code)
  )
}
