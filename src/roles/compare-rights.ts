import { defaultFindings } from './compare-defaults.js'
import { outsideFindings } from './compare-outside.js'
import {
  adminFindings,
  makerFindings,
  memberFindings,
  membershipFindings,
  roleFindings,
} from './compare-roles.js'
import { spaceFindings } from './compare-spaces.js'
import { ownerFindings, relationFindings, routineFindings, viewFindings } from './compare-things.js'
import type { LiveRights } from './live-rights.js'
import type { RoleFinding } from './role-finding.js'
import type { RoleNames } from './role-names.js'

/**
 * Compares the roles of a database and their rights with what they are meant to be. The findings are in an order in which their
 * remedies can run.
 */
export function compareRights(live: LiveRights, names: RoleNames): readonly RoleFinding[] {
  const missing = roleFindings(live, names)
  const others = [
    ...spaceFindings(live, names),
    ...ownerFindings(live, names),
    ...relationFindings(live, names),
    ...live.routines.flatMap((routine) => routineFindings(routine, live, names)),
    ...live.relations.flatMap((relation) => viewFindings(relation, live)),
    // A grant of pg_monitor is waited for by every other one on the server until the transaction ends: it comes last.
    ...membershipFindings(live, names),
    ...memberFindings(live, names),
    ...adminFindings(live, names),
    ...defaultFindings(live, names),
    ...outsideFindings(live, names),
  ]
  const isWork = [...missing, ...others].some(({ remedy, isByHand }) => remedy !== null && !isByHand)
  return [...missing, ...(isWork ? makerFindings(live, names) : []), ...others]
}
