import { ConflictError, ForbiddenError } from '../errors.js'
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
