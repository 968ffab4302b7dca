import type { LiveRight } from './live-right.js'
import type { LiveRights } from './live-rights.js'
import { limitedMembers } from './limited-members.js'
import { grantOptionFindings, passedOn } from './passed-on.js'
import { finding, type RoleFinding } from './role-finding.js'
import { quoted, roleKinds, type RoleKind, type RoleNames } from './role-names.js'

/** The rights in the database and in the schema. */
export function spaceFindings(live: LiveRights, names: RoleNames): readonly RoleFinding[] {
  const { database, databaseOwner, schema, schemaOwner, databaseRights, schemaRights } = live
  const wantedInSchema: Readonly<Record<RoleKind, readonly string[]>> = {
    owner: ['usage', 'create'],
    migrator: [],
    app: ['usage'],
    auth: ['usage'],
    readonly: ['usage'],
    replica: [],
  }
  const limited = limitedMembers(live, names)
  return [
    ...spaceOwner('database', database, databaseOwner, limited, names),
    ...spaceOwner('schema', schema, schemaOwner, limited, names),
    ...spaceRights('database', database, databaseRights, names, (kind) =>
      kind === 'owner' ? ['connect', 'temporary'] : ['connect'],
    ),
    ...publicRights('database', database, databaseRights, ['create', 'temporary']),
    ...foreignCreators('database', database, databaseOwner, databaseRights, names),
    ...spaceRights('schema', schema, schemaRights, names, (kind) => wantedInSchema[kind]),
    ...publicRights('schema', schema, schemaRights, ['create']),
    ...foreignCreators('schema', schema, schemaOwner, schemaRights, names),
  ]
}

/** Finds a database or a schema whose owner is limited in it: an owner may give itself every right. */
function spaceOwner(
  word: string,
  name: string,
  owner: string,
  limited: ReadonlySet<string>,
  names: RoleNames,
): readonly RoleFinding[] {
  if (!limited.has(owner)) return []
  return [
    finding(
      'owner',
      `${word} ${name}`,
      `it belongs to ${owner}, which may give itself every right in it`,
      `alter ${word} ${quoted(name)} owner to ${quoted(names.owner)};`,
      true,
    ),
  ]
}

/** Finds others that may make things beside those of the owner. */
function foreignCreators(
  word: string,
  name: string,
  owner: string,
  rights: readonly LiveRight[],
  names: RoleNames,
): readonly RoleFinding[] {
  const own = new Set<string>([owner, ...Object.values(names)])
  return rights.flatMap(({ grantee, right }) =>
    grantee === null || right !== 'create' || own.has(grantee)
      ? []
      : [
          finding(
            'foreign-right',
            `${word} ${name}`,
            `${grantee} has create, and is none of these roles`,
            `revoke create on ${word} ${quoted(name)} from ${quoted(grantee)}${passedOn(grantee, rights, names).words};`,
            true,
          ),
        ],
  )
}

function spaceRights(
  word: string,
  name: string,
  rights: readonly LiveRight[],
  names: RoleNames,
  wantedOf: (kind: RoleKind) => readonly string[],
): readonly RoleFinding[] {
  return roleKinds.flatMap((kind) => {
    const role = names[kind]
    const has = new Set(rights.filter(({ grantee }) => grantee === role).map(({ right }) => right))
    const wanted = wantedOf(kind)
    const extra = [...has].filter((right) => !wanted.includes(right))
    const missing = wanted.filter((right) => !has.has(right))
    const thing = `${word} ${quoted(name)}`
    const on = `on ${thing}`
    const later = passedOn(role, rights, names)
    return [
      ...(kind === 'owner'
        ? []
        : grantOptionFindings({ on: thing, shown: `${word} ${name}`, rights }, [role], names)),
      // Whoever owns the schema may do this whatever is granted.
      ...(extra.length === 0 || kind === 'owner'
        ? []
        : [
            finding(
              'extra-right',
              `${word} ${name}`,
              `${role} has ${extra.join(', ')}`,
              `revoke ${extra.join(', ')} ${on} from ${quoted(role)}${later.isForeign ? later.words : ''};`,
              later.isForeign,
            ),
          ]),
      ...(missing.length === 0
        ? []
        : [
            finding(
              'missing-right',
              `${word} ${name}`,
              `${role} lacks ${missing.join(', ')}`,
              `grant ${missing.join(', ')} ${on} to ${quoted(role)};`,
            ),
          ]),
    ]
  })
}

function publicRights(
  word: string,
  name: string,
  rights: readonly LiveRight[],
  unwanted: readonly string[],
): readonly RoleFinding[] {
  const has = rights.filter(({ grantee, right }) => grantee === null && unwanted.includes(right))
  if (has.length === 0) return []
  const list = has.map(({ right }) => right).join(', ')
  return [
    finding(
      'public-right',
      `${word} ${name}`,
      `every role of the server has ${list}`,
      `revoke ${list} on ${word} ${quoted(name)} from public;`,
    ),
  ]
}
