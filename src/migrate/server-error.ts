import { isServerError, type ServerError } from '../engine/failure/server-error.js'

/** Recognises an error that the server sent, as opposed to one of the network or of the driver. */
export function asServerError(error: unknown): ServerError | null {
  return isServerError(error) ? error : null
}
