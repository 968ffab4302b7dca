import { limitedMembers } from './limited-members.js'
import type { LiveOutside } from './live-outside.js'
import type { LiveRights } from './live-rights.js'
import { passedOn } from './passed-on.js'
import { describeRights } from './right-lists.js'
import { finding, type RoleFinding } from './role-finding.js'
import { quoted, roleKinds, type RoleNames } from './role-names.js'

/**
 * Rights on what is in no schema of a service: settings, foreign servers, large objects, tablespaces and the server's own functions
 * and tables. No role needs any; a service that does says so in a comment (`@app`).
 */
export function outsideFindings(live: LiveRights, names: RoleNames): readonly RoleFinding[] {
  const own = new Set<string>(Object.values(names))
  const watched = new Set<string | null>([null, ...own, ...limitedMembers(live, names)])
  return live.outside.flatMap((thing) =>
    [...new Set(thing.rights.map(({ grantee }) => grantee))]
      .filter(
        (grantee) =>
          watched.has(grantee) &&
          (grantee === null || grantee !== thing.owner) &&
          !isMeant(thing, grantee, names),
      )
      .map((grantee) => {
        const rights = describeRights(thing.rights.filter((one) => one.grantee === grantee))
        const to = grantee === null ? 'public' : quoted(grantee)
        const later = grantee === null ? '' : passedOn(grantee, thing.rights, names).words
        return finding(
          grantee === null ? 'public-right' : own.has(grantee) ? 'extra-right' : 'foreign-right',
          `${thing.kind} ${thing.name}`,
          `${grantee ?? 'every role of the server'} has ${rights}`,
          `revoke all on ${thing.kind} ${thing.name} from ${to}${later};`,
          true,
        )
      }),
  )
}

function isMeant({ comment }: LiveOutside, grantee: string | null, names: RoleNames): boolean {
  return roleKinds.some((kind) => names[kind] === grantee && new RegExp(`@${kind}\\b`).test(comment ?? ''))
}
