import { sqlRule } from '../rule.js'

/** The extensions that the migrations of this package create. */
export const neededExtensions = ['postgis', 'citext', 'btree_gist', 'pg_trgm'] as const

interface Row {
  readonly name: string
  readonly isAvailable: boolean
}

/** Extensions that the schema of this package needs. */
export const missingExtension = sqlRule<Row>({
  name: 'missing-extension',
  about: 'an extension that the schema needs',
  sql: `
    select
      needed.name,
      exists (select from pg_catalog.pg_available_extensions as available where available.name = needed.name)
        as "isAvailable"
    from unnest($1::text[]) as needed (name)
    where not exists (select from pg_catalog.pg_extension where pg_extension.extname = needed.name)`,
  values: () => [neededExtensions],
  toFinding: ({ name, isAvailable }) => ({
    level: 'error',
    object: `extension ${name}`,
    reason: isAvailable
      ? 'it is not in this database, and queries of this package need it'
      : 'it is not installed on the server, and queries of this package need it',
    remedy: isAvailable
      ? `create extension ${name};`
      : `-- install the package of the system that has it, then:\ncreate extension ${name};`,
  }),
})
