import type { LiveRight } from './live-right.js'
import { finding, type RoleFinding } from './role-finding.js'
import { quoted, type RoleNames } from './role-names.js'
import { describeRights, listOfRights } from './right-lists.js'

/** A thing as GRANT names it, with the rights on it. */
interface GrantedThing {
  /** The words behind ON, such as `table "public"."users"`. */
  readonly on: string
  /** The name as people read it. */
  readonly shown: string
  readonly rights: readonly LiveRight[]
}

/** Rights that roles may pass on. What they have passed on goes with that. */
export function grantOptionFindings(
  { on, shown, rights }: GrantedThing,
  roles: readonly string[],
  names: RoleNames,
): readonly RoleFinding[] {
  return roles.flatMap((role) => {
    const passable = rights.filter(({ grantee, isGrantable }) => grantee === role && isGrantable)
    if (passable.length === 0) return []
    const { words, isForeign } = passedOn(role, rights, names)
    return [
      finding(
        'grant-option',
        shown,
        `${role} may give others ${describeRights(passable)}`,
        `revoke grant option for ${listOfRights(passable)} on ${on} from ${quoted(role)}${words};`,
        isForeign,
      ),
    ]
  })
}

/** The word of REVOKE that takes what a role has passed on as well, and whether others than these roles lose by it. */
export function passedOn(
  role: string,
  rights: readonly LiveRight[],
  names: RoleNames,
): { readonly words: '' | ' cascade'; readonly isForeign: boolean } {
  const later = rights.filter(({ grantor, grantee }) => grantor === role && grantee !== role)
  const own = new Set<string | null>([null, ...Object.values(names)])
  return {
    words: later.length === 0 ? '' : ' cascade',
    isForeign: later.some(({ grantee }) => !own.has(grantee)),
  }
}
