import { groupsOf, limitedKinds } from './limited-members.js'
import type { LiveMembership, LiveRights, LiveRole } from './live-rights.js'
import { finding, type RoleFinding } from './role-finding.js'
import { quoted, roleKinds, type RoleKind, type RoleNames } from './role-names.js'

/** Roles that are missing, or may do what none of them may. */
export function roleFindings({ roles }: LiveRights, names: RoleNames): readonly RoleFinding[] {
  return roleKinds.flatMap((kind) => {
    const name = names[kind]
    const role = roles.find((one) => one.name === name)
    if (role === undefined) {
      return [
        finding(
          'missing-role',
          name,
          'there is no such role',
          `create role ${quoted(name)} ${noAttributes};`,
        ),
      ]
    }
    const powers = powersOf(role, ['login'])
    if (powers.length === 0) return []
    // Some of them only a superuser may name, even to take them away.
    const taken = powers.map((power) => `no${power}`).join(' ')
    return [
      finding('role-attribute', name, `it has ${powers.join(', ')}`, `alter role ${quoted(name)} ${taken};`),
    ]
  })
}

/** Whoever makes roles and is no superuser must be a member of the owner to hand things over to it. */
export function makerFindings(
  { isRoleMaker, currentRole, roles }: LiveRights,
  { owner }: RoleNames,
): readonly RoleFinding[] {
  const isMember = roles
    .find(({ name }) => name === currentRole)
    ?.memberships.some(({ group, isGiving }) => group === owner && isGiving)
  if (!isRoleMaker || isMember === true) return []
  return [
    finding(
      'membership',
      currentRole,
      `it is no member of ${owner}, to which it is to hand things over`,
      `grant ${quoted(owner)} to ${quoted(currentRole)};`,
    ),
  ]
}

/** Memberships of the roles in others. */
export function membershipFindings(
  { roles, mayGrantMonitor, isRoleMaker, currentRole }: LiveRights,
  names: RoleNames,
): readonly RoleFinding[] {
  const wanted = wantedMemberships(names)
  // Whoever is no superuser takes nothing that another one gave, and what went on from there is not for a program to take.
  const isByHand = ({ grantor, hasLetIn }: LiveMembership) =>
    hasLetIn || (isRoleMaker && grantor !== null && grantor !== currentRole)
  return roleKinds.flatMap((kind) => {
    const name = names[kind]
    const has = membershipsOf(roles, name)
    return [
      ...has
        .filter(({ group, isGiving, isAdmin }) => !wanted[kind].includes(group) && (isGiving || isAdmin))
        .map((one) =>
          finding(
            'membership',
            name,
            one.isGiving
              ? `it is a member of ${one.group}, and has the rights of that`
              : `it may make itself a member of ${one.group}`,
            takenAway(name, one),
            isByHand(one),
          ),
        ),
      ...has
        .filter(({ group, isAdmin }) => wanted[kind].includes(group) && isAdmin)
        .map((one) =>
          finding(
            'admin-option',
            name,
            `it may let others be members of ${one.group}`,
            takenAway(name, one, 'admin option for '),
            isByHand(one),
          ),
        ),
      ...wanted[kind]
        .filter((group) => !has.some((one) => one.group === group && one.isGiving))
        .map((group) =>
          finding(
            'membership',
            name,
            `it is no member of ${group}`,
            `grant ${quoted(group)} to ${quoted(name)};`,
            group === 'pg_monitor' && !mayGrantMonitor,
          ),
        ),
    ]
  })
}

/** Finds roles that may let others, and themselves, be members of these. Whoever makes roles may do so anyway. */
export function adminFindings({ roles }: LiveRights, names: RoleNames): readonly RoleFinding[] {
  const own = new Set<string>(Object.values(names))
  return roles.flatMap(({ name, memberships, isSuperuser, canCreateRoles }) =>
    own.has(name) || isSuperuser || canCreateRoles
      ? []
      : memberships
          .filter(({ group, isAdmin }) => isAdmin && own.has(group))
          .map((one) =>
            finding(
              'admin-option',
              name,
              `it may let others be members of ${one.group}`,
              takenAway(name, one, 'admin option for '),
              true,
            ),
          ),
  )
}

function membershipsOf(roles: readonly LiveRole[], name: string): readonly LiveMembership[] {
  return roles.find((one) => one.name === name)?.memberships ?? []
}

/** Writes REVOKE of a membership. Since version 16 it takes that of one grantor, whom it has to name. */
function takenAway(
  member: string,
  { group, grantor, hasLetIn }: LiveMembership,
  part: '' | 'admin option for ' = '',
): string {
  const from = grantor === null ? '' : ` granted by ${quoted(grantor)}`
  return `revoke ${part}${quoted(group)} from ${quoted(member)}${from}${hasLetIn ? ' cascade' : ''};`
}

/** Finds powers that the members of the roles, such as the logins of a service, have beside them. */
export function memberFindings({ roles }: LiveRights, names: RoleNames): readonly RoleFinding[] {
  const own = new Set<string>(Object.values(names))
  const isMighty = (group: string) => {
    if (group === names.owner || group === names.migrator || mighty.includes(group)) return true
    const role = roles.find(({ name }) => name === group)
    return !own.has(group) && role !== undefined && powersOf(role).length > 0
  }
  return roles.flatMap((role) => {
    if (own.has(role.name)) return []
    const groups = groupsOf(role.name, roles, ({ isGiving }) => isGiving)
    const limited = limitedKinds.map((kind) => names[kind]).filter((name) => groups.has(name))
    if (limited.length === 0) return []
    const through = `it is a member of ${limited.join(' and ')}, and `
    const powers = powersOf(role)
    // Whoever may let others in may let itself in.
    const reached = groupsOf(role.name, roles, ({ isGiving, isAdmin }) => isGiving || isAdmin)
    return [
      ...(powers.length === 0
        ? []
        : [
            finding(
              'member-attribute',
              role.name,
              `${through}has ${powers.join(', ')}`,
              `alter role ${quoted(role.name)} ${powers.map((power) => `no${power}`).join(' ')};`,
              true,
            ),
          ]),
      ...[...reached].filter(isMighty).map((group) => {
        const direct = role.memberships.filter((one) => one.group === group)
        return finding(
          'membership',
          role.name,
          `${through}${groups.has(group) ? `of ${group} too` : `may make itself one of ${group}`}`,
          direct.length === 0 ? null : direct.map((one) => takenAway(role.name, one)).join(' '),
          true,
        )
      }),
    ]
  })
}

function powersOf(role: LiveRole, also: readonly 'login'[] = []): readonly string[] {
  return [
    ...(role.canLogin && also.includes('login') ? ['login'] : []),
    ...(role.isSuperuser ? ['superuser'] : []),
    ...(role.canBypassPolicies ? ['bypassrls'] : []),
    ...(role.canCreateRoles ? ['createrole'] : []),
    ...(role.canCreateDatabases ? ['createdb'] : []),
    ...(role.canReplicate ? ['replication'] : []),
  ]
}

const noAttributes = 'nologin nosuperuser nocreatedb nocreaterole noreplication nobypassrls'

/** Roles of the server that may do more than any role here is meant to. */
const mighty = [
  'pg_read_all_data',
  'pg_write_all_data',
  'pg_execute_server_program',
  'pg_read_server_files',
  'pg_write_server_files',
  'pg_maintain',
  'pg_signal_backend',
  'pg_create_subscription',
]

/** The memberships that the roles are to have. */
function wantedMemberships(names: RoleNames): Readonly<Record<RoleKind, readonly string[]>> {
  return {
    owner: [],
    migrator: [names.owner],
    app: [],
    auth: [],
    readonly: [],
    replica: ['pg_monitor'],
  }
}
