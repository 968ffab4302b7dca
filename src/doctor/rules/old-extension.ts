import { sqlRule } from '../rule.js'

interface Row {
  readonly name: string
  readonly installed: string
  readonly available: string
}

/** Extensions whose functions are older than their library, as after an upgrade of the system. */
export const oldExtension = sqlRule<Row>({
  name: 'old-extension',
  about: 'an extension that the server has in a newer version',
  sql: `
    select
      quote_ident(available.name) as "name",
      pg_extension.extversion as "installed",
      available.default_version as "available"
    from pg_catalog.pg_extension
    join pg_catalog.pg_available_extensions as available on available.name = pg_extension.extname
    where pg_extension.extversion <> available.default_version
    order by 1`,
  toFinding: ({ name, installed, available }) => ({
    level: 'warning',
    object: `extension ${name}`,
    reason: `the database has version ${installed}, and the server has ${available}`,
    remedy: name.startsWith('postgis')
      ? 'select postgis_extensions_upgrade();'
      : `alter extension ${name} update;`,
  }),
})
