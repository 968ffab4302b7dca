import { rightsOf, type LiveRight } from './live-right.js'

/** A thing that is in no schema, or in that of the server, and that has rights of its own. */
export interface LiveOutside {
  /** The words before its name in GRANT, such as `foreign server`. */
  readonly kind: string
  /** The name in SQL. */
  readonly name: string
  readonly owner: string | null
  readonly comment: string | null
  readonly rights: readonly LiveRight[]
}

/**
 * SQL for the functions or relations of the server, and the rights on them that somebody gave: those that came with the server are
 * left out.
 */
function ofServer(
  catalogue: 'pg_proc' | 'pg_class',
  kind: string,
  name: string,
  { acl, usual }: { readonly acl: string; readonly usual: string },
): string {
  return `
    select
      ${kind},
      ${name},
      null,
      null,
      ${rightsOf(`nullif(array(
        select given.entry
        from unnest(${acl}) as given (entry)
        where not given.entry = any(coalesce(pg_init_privs.initprivs, ${usual}))
      ), '{}')`)}
    from pg_catalog.${catalogue}
    left join pg_catalog.pg_init_privs
      on pg_init_privs.classoid = 'pg_catalog.${catalogue}'::regclass
      and pg_init_privs.objoid = ${catalogue}.oid
      and pg_init_privs.objsubid = 0`
}

export const outsideSql = `
  select
    'parameter' as kind,
    pg_parameter_acl.parname as name,
    null as owner,
    null as comment,
    ${rightsOf('pg_parameter_acl.paracl')} as rights
  from pg_catalog.pg_parameter_acl
  union all
  select
    'foreign data wrapper',
    quote_ident(pg_foreign_data_wrapper.fdwname),
    pg_catalog.pg_get_userbyid(pg_foreign_data_wrapper.fdwowner)::text,
    pg_catalog.obj_description(pg_foreign_data_wrapper.oid, 'pg_foreign_data_wrapper'),
    ${rightsOf('pg_foreign_data_wrapper.fdwacl')}
  from pg_catalog.pg_foreign_data_wrapper
  union all
  select
    'foreign server',
    quote_ident(pg_foreign_server.srvname),
    pg_catalog.pg_get_userbyid(pg_foreign_server.srvowner)::text,
    pg_catalog.obj_description(pg_foreign_server.oid, 'pg_foreign_server'),
    ${rightsOf('pg_foreign_server.srvacl')}
  from pg_catalog.pg_foreign_server
  union all
  select
    'large object',
    pg_largeobject_metadata.oid::text,
    pg_catalog.pg_get_userbyid(pg_largeobject_metadata.lomowner)::text,
    pg_catalog.obj_description(pg_largeobject_metadata.oid, 'pg_largeobject'),
    ${rightsOf('pg_largeobject_metadata.lomacl')}
  from pg_catalog.pg_largeobject_metadata
  where pg_largeobject_metadata.lomacl is not null
  union all
  select
    'tablespace',
    quote_ident(pg_tablespace.spcname),
    pg_catalog.pg_get_userbyid(pg_tablespace.spcowner)::text,
    pg_catalog.shobj_description(pg_tablespace.oid, 'pg_tablespace'),
    ${rightsOf('pg_tablespace.spcacl')}
  from pg_catalog.pg_tablespace
  union all
  ${ofServer('pg_proc', "'function'", 'pg_proc.oid::regprocedure::text', {
    acl: 'pg_proc.proacl',
    usual: "pg_catalog.acldefault('f', pg_proc.proowner)",
  })}
  where pg_proc.pronamespace = 'pg_catalog'::regnamespace
    and pg_proc.proacl is not null
    and pg_proc.proacl is distinct from pg_init_privs.initprivs
  union all
  ${ofServer('pg_class', "'table'", 'pg_class.oid::regclass::text', {
    acl: 'pg_class.relacl',
    usual: "pg_catalog.acldefault('r', pg_class.relowner)",
  })}
  where pg_class.relnamespace = 'pg_catalog'::regnamespace
    and pg_class.relacl is distinct from pg_init_privs.initprivs
  order by 1, 2`
