import type { LiveRight, LiveRights } from './live-rights.js'
import { finding, type RoleFinding } from './role-finding.js'
import { quoted, roleKinds, type RoleKind, type RoleNames } from './role-names.js'

/** The rights in the database and in the schema. */
export function spaceFindings(live: LiveRights, names: RoleNames): readonly RoleFinding[] {
  const { database, schema, databaseRights, schemaRights } = live
  const wantedInSchema: Readonly<Record<RoleKind, readonly string[]>> = {
    owner: ['usage', 'create'],
    migrator: [],
    app: ['usage'],
    auth: ['usage'],
    readonly: ['usage'],
    replica: [],
  }
  return [
    ...spaceRights('database', database, databaseRights, names, (kind) =>
      kind === 'owner' ? ['connect', 'temporary'] : ['connect'],
    ),
    ...publicRights('database', database, databaseRights, ['create', 'temporary']),
    ...spaceRights('schema', schema, schemaRights, names, (kind) => wantedInSchema[kind]),
    ...publicRights('schema', schema, schemaRights, ['create']),
  ]
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
    const on = `on ${word} ${quoted(name)}`
    return [
      // Whoever owns the schema may do this whatever is granted.
      ...(extra.length === 0 || kind === 'owner'
        ? []
        : [
            finding(
              'extra-right',
              `${word} ${name}`,
              `${role} has ${extra.join(', ')}`,
              `revoke ${extra.join(', ')} ${on} from ${quoted(role)};`,
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

/** Rights that new things get by themselves. */
export function defaultFindings({ defaults }: LiveRights, names: RoleNames): readonly RoleFinding[] {
  const watched = new Set<string | null>([null, ...Object.values(names)])
  return defaults.flatMap(({ owner, kind, schema, rights }) => {
    // What PUBLIC has of new functions and types it has anyway.
    if (kind !== 'tables' && kind !== 'sequences') return []
    const grantees = new Set(
      rights.flatMap(({ grantee }) => (watched.has(grantee) && grantee !== owner ? [grantee] : [])),
    )
    return [...grantees].map((grantee) => {
      const to = grantee === null ? 'public' : quoted(grantee)
      const where = schema === null ? '' : ` in schema ${quoted(schema)}`
      return finding(
        'default-right',
        `new ${kind} of ${owner}`,
        `${grantee ?? 'every role of the server'} gets rights on them that nobody decides on`,
        `alter default privileges for role ${quoted(owner)}${where} revoke all on ${kind} from ${to};`,
        true,
      )
    })
  })
}
