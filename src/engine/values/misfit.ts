import { DatabaseError } from '../../errors.js'

/** The error for a row or a value that does not match the columns or types that the server described. */
export function misfit(): DatabaseError {
  return new DatabaseError('22000', 'a row of the result does not fit its description')
}

/** `22003 numeric_value_out_of_range`: the server's own code for a number that its target cannot hold. */
export function unsafeInteger(): DatabaseError {
  return new DatabaseError('22003', 'a bigint is not a safe integer; select it as text')
}
