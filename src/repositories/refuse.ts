import { ConflictError, ConstraintError, ForbiddenError, type ConstraintName } from '../errors.js'
import { conflictRules, forbiddenRules, type ConflictRule, type ForbiddenRule } from '../rules.js'

/**
 * Throws the error of the rule that refused a command.
 *
 * @throws {@link ForbiddenError} if the command is not for the acting user; {@link ConflictError} if the state of a row
 * does not allow it.
 */
export function refuse(rule: ConflictRule | ForbiddenRule): never {
  if (isForbidden(rule)) throw new ForbiddenError(rule, forbiddenRules[rule])
  throw new ConflictError(rule, conflictRules[rule])
}

function isForbidden(rule: string): rule is ForbiddenRule {
  return Object.hasOwn(forbiddenRules, rule)
}

/**
 * Returns the row of the first call if a command is repeated: if a row was made of the same content. One rule for all
 * commands with an id of the caller's.
 *
 * @throws {@link ConflictError} with rule `repeated_differently` if the id was used with other content. Nothing is told of the
 * row that is there: it may be somebody else's.
 */
export async function repeatOf<Row>(row: Promise<Row | null>): Promise<Row> {
  return (await row) ?? refuse('repeated_differently')
}

/**
 * Makes the rejection handler of a command for which a constraint has a meaning.
 *
 * @param constraints - The constraints that mean it.
 * @param tell - Throws the error that says so. Any other error stays what it is.
 */
export function ifRefusedBy(
  constraints: readonly ConstraintName[],
  tell: () => never,
): (error: unknown) => never {
  return (error) => {
    if (
      error instanceof ConstraintError &&
      error.constraint !== null &&
      constraints.includes(error.constraint)
    ) {
      tell()
    }
    throw error
  }
}
