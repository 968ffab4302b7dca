import { InvalidInputError } from '../errors.js'

/** The roles of a database, without the prefix of their names. */
export const roleKinds = ['owner', 'migrator', 'app', 'auth', 'readonly', 'replica'] as const

/** One of the roles of a database. */
export type RoleKind = (typeof roleKinds)[number]

/** The roles that get rights on tables one by one: the owner has all of them, and the migrator is a member of the owner. */
export const grantedKinds = ['app', 'auth', 'readonly', 'replica'] as const satisfies readonly RoleKind[]

/** A role that gets rights on tables one by one. */
export type GrantedKind = (typeof grantedKinds)[number]

/** The names of the roles of a database. */
export type RoleNames = Readonly<Record<RoleKind, string>>

/** The prefix, unless another is given. */
export const defaultPrefix = 'souk'

/** The greatest length of a name in PostgreSQL, in bytes. */
const nameBytes = 63

/**
 * Returns the names of the roles with a prefix: `souk_owner`, `souk_app` and so on.
 *
 * @throws {@link InvalidInputError} if a name would be too long, or one of the server's own.
 */
export function roleNames(prefix: string): RoleNames {
  if (prefix === '' || prefix.includes('\0') || prefix.startsWith('pg_')) {
    throw new InvalidInputError('prefix', 'must be a name that does not begin with pg_')
  }
  const names = {
    owner: `${prefix}_owner`,
    migrator: `${prefix}_migrator`,
    app: `${prefix}_app`,
    auth: `${prefix}_auth`,
    readonly: `${prefix}_readonly`,
    replica: `${prefix}_replica`,
  }
  if (Object.values(names).some((name) => Buffer.byteLength(name) > nameBytes)) {
    throw new InvalidInputError('prefix', `must leave every name of a role within ${nameBytes} bytes`)
  }
  return names
}

/** Writes a name as an identifier of SQL, always in quotes. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
