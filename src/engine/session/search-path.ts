import { InvalidInputError } from '../../errors.js'

/**
 * SQL for the schemas in which this package's tables, and the types and functions of extensions, are found: `public`,
 * where migrations make the tables, then where extensions live. Managed services keep these in a schema of their own.
 *
 * A schema that an extension brought along (tiger, topology) is not where extensions live.
 */
export const packageSearchPath = `concat_ws(', ', 'public', (
    select string_agg(distinct quote_ident(nspname), ', ')
    from pg_catalog.pg_extension join pg_catalog.pg_namespace on pg_namespace.oid = extnamespace
    where nspname not in ('public', 'pg_catalog') and not exists (
      select from pg_catalog.pg_depend
      where classid = 'pg_catalog.pg_namespace'::regclass and objid = pg_namespace.oid and deptype = 'e'
    )
  ))`

function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

function quoteLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/**
 * Returns the statement that sets the path of a session, and returns it: the package's schemas, then those of the service.
 *
 * @param own - undefined keeps what the role, the database or the connection string says.
 * @param isLocal - SQL for whether the path is that of one transaction.
 */
export function pinSearchPath(own: readonly string[] | undefined, isLocal: string): string {
  if (own?.some((name: unknown) => typeof name !== 'string' || name === '' || name.includes('\0')) === true) {
    throw new InvalidInputError('searchPath', 'must be names of schemas')
  }
  const others =
    own === undefined
      ? // Behind a pooler the session may have been told another path.
        `nullif((select reset_val from pg_catalog.pg_settings where name = 'search_path'), '')`
      : own.length === 0
        ? 'null'
        : quoteLiteral(own.map(quoteIdentifier).join(', '))
  return `select set_config('search_path', concat_ws(', ', ${packageSearchPath}, ${others}), ${isLocal})`
}
