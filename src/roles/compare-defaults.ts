import { groupsOf } from './limited-members.js'
import type { LiveRights } from './live-rights.js'
import { finding, type RoleFinding } from './role-finding.js'
import { quoted, type RoleNames } from './role-names.js'

/** Rights that new things get by themselves. */
export function defaultFindings(
  { defaults, roles, schema: ownSchema }: LiveRights,
  names: RoleNames,
): readonly RoleFinding[] {
  const own = new Set<string | null>([null, ...Object.values(names)])
  const makes = (role: string) =>
    role === names.owner || groupsOf(role, roles, ({ isGiving }) => isGiving).has(names.owner)
  return defaults.flatMap(({ owner, kind, schema, rights }) => {
    // Whoever may use a type or a schema sees no row by it.
    if (kind === 'types' || kind === 'schemas') return []
    const grantees = new Set(
      rights.flatMap(({ grantee }) => {
        // What PUBLIC has of new functions it has anyway.
        if (grantee === owner || (kind === 'functions' && grantee === null)) return []
        // What others give each other of their things elsewhere is their own affair.
        return own.has(grantee) || schema === ownSchema || makes(owner) ? [grantee] : []
      }),
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
