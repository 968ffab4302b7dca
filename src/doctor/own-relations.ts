/**
 * A condition on `pg_class`: a relation of the service or of this package, not one of the server, of an extension, or
 * temporary.
 */
export const isOwnRelation = `(
    pg_class.relnamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
    and pg_class.relpersistence <> 't'
    and pg_class.relnamespace::regnamespace::text !~ '^pg_toast'
    and not exists (
      select from pg_catalog.pg_depend
      where pg_depend.classid = 'pg_catalog.pg_class'::regclass
        and pg_depend.objid = pg_class.oid
        and pg_depend.deptype = 'e'
    )
  )`
