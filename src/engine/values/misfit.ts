import { DatabaseError } from '../../errors.js'

/** What a row or a value fails with that is not of the columns or the type that the server has described. */
export function misfit(): DatabaseError {
  return new DatabaseError('22000', 'a row of the result does not fit its description')
}
