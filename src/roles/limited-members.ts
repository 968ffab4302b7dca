import type { LiveMembership, LiveRights, LiveRole } from './live-rights.js'
import type { RoleKind, RoleNames } from './role-names.js'

/** The roles whose members, such as the logins of a service, are meant to have no other rights. */
export const limitedKinds = ['app', 'auth', 'readonly'] as const satisfies readonly RoleKind[]

/** Finds the groups of a role, and those of its groups, through memberships of a kind. */
export function groupsOf(
  name: string,
  roles: readonly LiveRole[],
  isOfKind: (membership: LiveMembership) => boolean,
  seen = new Set<string>(),
): ReadonlySet<string> {
  for (const membership of roles.find((one) => one.name === name)?.memberships ?? []) {
    if (seen.has(membership.group) || !isOfKind(membership)) continue
    seen.add(membership.group)
    groupsOf(membership.group, roles, isOfKind, seen)
  }
  return seen
}

/** The roles that are limited, and their members. */
export function limitedMembers({ roles }: LiveRights, names: RoleNames): ReadonlySet<string> {
  const limited = limitedKinds.map((kind) => names[kind])
  const members = roles.filter(({ name }) => {
    const groups = groupsOf(name, roles, ({ isGiving }) => isGiving)
    return limited.some((one) => groups.has(one))
  })
  return new Set([...limited, names.replica, ...members.map(({ name }) => name)])
}
