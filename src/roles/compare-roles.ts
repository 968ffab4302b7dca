import type { LiveRights, LiveRole } from './live-rights.js'
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
  const isMember = roles.find(({ name }) => name === currentRole)?.memberOf.includes(owner) === true
  if (!isRoleMaker || isMember) return []
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
  { roles, mayGrantMonitor }: LiveRights,
  names: RoleNames,
): readonly RoleFinding[] {
  const wanted = membershipsOf(names)
  return roleKinds.flatMap((kind) => {
    const name = names[kind]
    const has = roles.find((one) => one.name === name)?.memberOf ?? []
    return [
      ...has
        .filter((group) => !wanted[kind].includes(group))
        .map((group) =>
          finding(
            'membership',
            name,
            `it is a member of ${group}, and has the rights of that`,
            `revoke ${quoted(group)} from ${quoted(name)};`,
          ),
        ),
      ...wanted[kind]
        .filter((group) => !has.includes(group))
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

/** Finds powers that the members of the roles, such as the logins of a service, have beside them. */
export function memberFindings({ roles }: LiveRights, names: RoleNames): readonly RoleFinding[] {
  const own = new Set<string>(Object.values(names))
  const groupsOf = (name: string, seen = new Set<string>()): ReadonlySet<string> => {
    for (const group of roles.find((one) => one.name === name)?.memberOf ?? []) {
      if (seen.has(group)) continue
      seen.add(group)
      groupsOf(group, seen)
    }
    return seen
  }
  return roles.flatMap((role) => {
    if (own.has(role.name)) return []
    const groups = groupsOf(role.name)
    const limited = [names.app, names.auth, names.readonly].filter((name) => groups.has(name))
    if (limited.length === 0) return []
    const through = `it is a member of ${limited.join(' and ')}, and `
    const powers = powersOf(role)
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
      ...[names.owner, names.migrator, ...mighty]
        .filter((group) => groups.has(group))
        .map((group) =>
          finding(
            'membership',
            role.name,
            `${through}of ${group} too`,
            role.name === group ? null : `revoke ${quoted(group)} from ${quoted(role.name)};`,
            true,
          ),
        ),
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
function membershipsOf(names: RoleNames): Readonly<Record<RoleKind, readonly string[]>> {
  return {
    owner: [],
    migrator: [names.owner],
    app: [],
    auth: [],
    readonly: [],
    replica: ['pg_monitor'],
  }
}
