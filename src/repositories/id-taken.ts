import { ConstraintError } from '../errors.js'

/**
 * Makes the rejection handler of a bulk insert.
 *
 * Such a statement cannot see an id that is taken while it runs, and so sets that row's id to null: the server then
 * refuses the whole statement. That refusal is told as `refuse` tells a taken id; any other error stays what it is.
 */
export function idTakenMeanwhile(refuse: () => never): (error: unknown) => never {
  return (error) => {
    if (error instanceof ConstraintError && error.kind === 'not_null' && error.field === 'id') refuse()
    throw error
  }
}
