import { ConstraintError } from '../errors.js'
import { refuse } from './refuse.js'

/**
 * Handles the rejection of a bulk insert.
 *
 * Such a statement cannot see an id that is taken while it runs, and so sets that row's id to null: the server then refuses
 * the whole statement. That refusal is told as a taken id is; any other error stays what it is.
 */
export function idTakenMeanwhile(error: unknown): never {
  if (error instanceof ConstraintError && error.kind === 'not_null' && error.field === 'id') {
    refuse('repeated_differently')
  }
  throw error
}
