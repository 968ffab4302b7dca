import type { ClientBase } from 'pg'
import { isRecordTable } from '../migrate/record-table.js'
import { outsideSql, type LiveOutside } from './live-outside.js'
import { rightsOf, type LiveRight } from './live-right.js'

/** A table, view or sequence of the schema. */
export interface LiveRelation {
  readonly name: string
  /** The kind as in `pg_class.relkind`: r, p, v, m, f or S. */
  readonly kind: string
  readonly owner: string
  readonly comment: string | null
  readonly columns: readonly string[]
  readonly isPartition: boolean
  /** True if it records which migrations are applied. */
  readonly isRecord: boolean
  /** The table to whose column a sequence belongs; null for one that stands alone, and for all that is no sequence. */
  readonly sequenceOf: string | null
  /** True for the sequence of an identity column, whose numbers need no right. */
  readonly isIdentity: boolean
  /** True for a view that reads with the rights of whoever asks. */
  readonly isInvoker: boolean
  readonly rights: readonly LiveRight[]
}

/** A function or procedure of the schema. */
export interface LiveRoutine {
  /** The name with the types of its arguments, such as `erase_user(uuid, boolean)`. */
  readonly signature: string
  readonly kind: 'function' | 'procedure' | 'aggregate'
  readonly owner: string
  readonly isDefiner: boolean
  readonly hasSearchPath: boolean
  /** True if its search path is empty or ends in `pg_temp`, so that no temporary table stands for one that it names. */
  readonly isTempLast: boolean
  /** True if its body is bound to what it names, or is no SQL. */
  readonly isBound: boolean
  readonly rights: readonly LiveRight[]
}

/** A type or a part of text search of the schema. */
export interface LiveThing {
  /** The words of ALTER, such as `type`. */
  readonly kind: string
  readonly name: string
  readonly owner: string
}

/** A membership of a role in another one. Since version 16 there may be several in one, from different grantors. */
export interface LiveMembership {
  readonly group: string
  /** The role that gave it, which whoever takes it has to name; null before version 16, where nobody does. */
  readonly grantor: string | null
  /** True if it gives the rights of the group, or lets the member become it. */
  readonly isGiving: boolean
  /** True if the member may let others in, and itself. */
  readonly isAdmin: boolean
  /** True if the member has let others in by it. */
  readonly hasLetIn: boolean
}

/** A role of the server. */
export interface LiveRole {
  readonly name: string
  readonly canLogin: boolean
  readonly isSuperuser: boolean
  readonly canBypassPolicies: boolean
  readonly canCreateRoles: boolean
  readonly canCreateDatabases: boolean
  readonly canReplicate: boolean
  /** The memberships in other roles, direct ones. */
  readonly memberships: readonly LiveMembership[]
}

/** The rights that new things of a role get by themselves. */
export interface LiveDefault {
  readonly owner: string
  /** The kind of thing in the words of ALTER DEFAULT PRIVILEGES, such as `tables`. */
  readonly kind: string
  readonly schema: string | null
  readonly rights: readonly LiveRight[]
}

/** All that is known of the rights in a database. */
export interface LiveRights {
  readonly database: string
  readonly databaseOwner: string
  readonly schema: string
  readonly schemaOwner: string
  /** True if whoever asks may let others be members of pg_monitor. */
  readonly mayGrantMonitor: boolean
  /** The role that asks. */
  readonly currentRole: string
  /** True if the role that asks may make roles without being a superuser. */
  readonly isRoleMaker: boolean
  readonly relations: readonly LiveRelation[]
  readonly routines: readonly LiveRoutine[]
  readonly things: readonly LiveThing[]
  readonly roles: readonly LiveRole[]
  readonly defaults: readonly LiveDefault[]
  readonly outside: readonly LiveOutside[]
  readonly schemaRights: readonly LiveRight[]
  readonly databaseRights: readonly LiveRight[]
}

/**
 * SQL that is true of a membership that gives something: since version 16 whoever makes a role is a member that may do nothing
 * but let others in.
 */
const givesSomething = `coalesce(
    (to_jsonb(pg_auth_members) ->> 'inherit_option')::boolean or (to_jsonb(pg_auth_members) ->> 'set_option')::boolean,
    true
  )`

/** SQL that is true of a thing that no extension owns. */
function isOwn(catalogue: string): string {
  return `not exists (
    select from pg_catalog.pg_depend
    where pg_depend.classid = 'pg_catalog.${catalogue}'::regclass
      and pg_depend.objid = ${catalogue}.oid
      and pg_depend.deptype = 'e'
  )`
}

const factsSql = `
  select
    current_database()::text as database,
    pg_catalog.pg_get_userbyid(pg_database.datdba)::text as "databaseOwner",
    pg_namespace.nspname::text as schema,
    pg_catalog.pg_get_userbyid(pg_namespace.nspowner)::text as "schemaOwner",
    current_user::text as "currentRole",
    asking.rolcreaterole and not asking.rolsuper as "isRoleMaker",
    asking.rolsuper
    or (current_setting('server_version_num')::int < 160000 and asking.rolcreaterole)
    or pg_catalog.pg_has_role(current_user, 'pg_monitor', 'member with admin option') as "mayGrantMonitor",
    ${rightsOf("coalesce(pg_namespace.nspacl, pg_catalog.acldefault('n', pg_namespace.nspowner))")} as "schemaRights",
    ${rightsOf("coalesce(pg_database.datacl, pg_catalog.acldefault('d', pg_database.datdba))")} as "databaseRights"
  from pg_catalog.pg_class
  join pg_catalog.pg_namespace on pg_namespace.oid = pg_class.relnamespace
  join pg_catalog.pg_database on pg_database.datname = current_database()
  join pg_catalog.pg_roles as asking on asking.rolname = current_user
  where pg_class.oid = 'users'::regclass`

const relationsSql = `
  select
    pg_class.relname::text as name,
    pg_class.relkind::text as kind,
    pg_catalog.pg_get_userbyid(pg_class.relowner)::text as owner,
    pg_catalog.obj_description(pg_class.oid, 'pg_class') as comment,
    coalesce(columns.names, '{}') as columns,
    pg_class.relispartition as "isPartition",
    pg_class.relkind = 'r' and ${isRecordTable('pg_class.oid')} as "isRecord",
    case when pg_class.relkind = 'S' then (
      select table_class.relname::text
      from pg_catalog.pg_depend
      join pg_catalog.pg_class as table_class on table_class.oid = pg_depend.refobjid
      where pg_depend.classid = 'pg_catalog.pg_class'::regclass
        and pg_depend.objid = pg_class.oid
        and pg_depend.refclassid = 'pg_catalog.pg_class'::regclass
        and pg_depend.deptype in ('a', 'i')
      limit 1
    ) end as "sequenceOf",
    exists (
      select from pg_catalog.pg_depend
      where pg_depend.classid = 'pg_catalog.pg_class'::regclass
        and pg_depend.objid = pg_class.oid
        and pg_depend.deptype = 'i'
        and pg_class.relkind = 'S'
    ) as "isIdentity",
    coalesce(pg_class.reloptions::text ~* 'security_invoker=(true|on|1|yes)', false) as "isInvoker",
    ${rightsOf("coalesce(pg_class.relacl, pg_catalog.acldefault(case pg_class.relkind when 'S' then 's' else 'r' end::\"char\", pg_class.relowner))")}::jsonb
    || coalesce(columns.rights, '[]') as rights
  from pg_catalog.pg_class
  left join lateral (
    select
      array_agg(pg_attribute.attname::text order by pg_attribute.attnum) as names,
      jsonb_agg(granted.one) filter (where granted.one is not null) as rights
    from pg_catalog.pg_attribute
    left join lateral (
      select one
      from jsonb_array_elements(${rightsOf('pg_attribute.attacl', 'pg_attribute.attname')}::jsonb) as one
    ) as granted on true
    where pg_attribute.attrelid = pg_class.oid
      and pg_attribute.attnum > 0
      and not pg_attribute.attisdropped
  ) as columns on pg_class.relkind <> 'S'
  where pg_class.relnamespace = (select relnamespace from pg_catalog.pg_class where oid = 'users'::regclass)
    and pg_class.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
    and ${isOwn('pg_class')}
  order by 1`

const routinesSql = `
  select
    pg_catalog.format(
      '%I(%s)', pg_proc.proname, pg_catalog.pg_get_function_identity_arguments(pg_proc.oid)
    ) as "signature",
    case pg_proc.prokind when 'p' then 'procedure' when 'a' then 'aggregate' else 'function' end as kind,
    pg_catalog.pg_get_userbyid(pg_proc.proowner)::text as owner,
    pg_proc.prosecdef as "isDefiner",
    coalesce(pg_proc.proconfig::text ~ '(^\\{|,)"?search_path=', false) as "hasSearchPath",
    exists (
      select from unnest(pg_proc.proconfig) as setting
      where setting ~ '^search_path=("")?$' or setting ~ '^search_path=(.*, *)?"?pg_temp"?$'
    ) as "isTempLast",
    pg_proc.prosqlbody is not null
    or pg_proc.prolang not in (
      select oid from pg_catalog.pg_language where lanname in ('sql', 'plpgsql')
    ) as "isBound",
    ${rightsOf("coalesce(pg_proc.proacl, pg_catalog.acldefault('f', pg_proc.proowner))")} as rights
  from pg_catalog.pg_proc
  where pg_proc.pronamespace = (select relnamespace from pg_catalog.pg_class where oid = 'users'::regclass)
    and ${isOwn('pg_proc')}
  order by 1`

const thingsSql = `
  with own as (select relnamespace as namespace from pg_catalog.pg_class where oid = 'users'::regclass)
  select
    case pg_type.typtype when 'd' then 'domain' else 'type' end as kind,
    pg_type.typname::text as name,
    pg_catalog.pg_get_userbyid(pg_type.typowner)::text as owner
  from pg_catalog.pg_type
  join own on own.namespace = pg_type.typnamespace
  left join pg_catalog.pg_class on pg_class.oid = pg_type.typrelid
  where (pg_type.typtype in ('e', 'd', 'r') or (pg_type.typtype = 'c' and pg_class.relkind = 'c'))
    and ${isOwn('pg_type')}
  union all
  select 'text search configuration', pg_ts_config.cfgname::text, pg_catalog.pg_get_userbyid(pg_ts_config.cfgowner)::text
  from pg_catalog.pg_ts_config
  join own on own.namespace = pg_ts_config.cfgnamespace
  where ${isOwn('pg_ts_config')}
  union all
  select 'text search dictionary', pg_ts_dict.dictname::text, pg_catalog.pg_get_userbyid(pg_ts_dict.dictowner)::text
  from pg_catalog.pg_ts_dict
  join own on own.namespace = pg_ts_dict.dictnamespace
  where ${isOwn('pg_ts_dict')}
  order by 1, 2`

const rolesSql = `
  with recursive member as (
    select pg_roles.oid from pg_catalog.pg_roles where pg_roles.rolname::text = any($1::text[])
    union
    select pg_auth_members.member
    from member
    join pg_catalog.pg_auth_members on pg_auth_members.roleid = member.oid
  ),
  -- What the members are members of beside it, all the way up.
  known as (
    select member.oid from member
    union
    select pg_auth_members.roleid
    from known
    join pg_catalog.pg_auth_members on pg_auth_members.member = known.oid
  )
  select
    pg_roles.rolname::text as name,
    pg_roles.rolcanlogin as "canLogin",
    pg_roles.rolsuper as "isSuperuser",
    pg_roles.rolbypassrls as "canBypassPolicies",
    pg_roles.rolcreaterole as "canCreateRoles",
    pg_roles.rolcreatedb as "canCreateDatabases",
    pg_roles.rolreplication as "canReplicate",
    coalesce((
      select json_agg(json_build_object(
        'group', granted.rolname,
        'grantor', case
          when current_setting('server_version_num')::int >= 160000 then pg_catalog.pg_get_userbyid(pg_auth_members.grantor)
        end,
        'isGiving', ${givesSomething},
        'isAdmin', pg_auth_members.admin_option,
        'hasLetIn', exists (
          select from pg_catalog.pg_auth_members as later
          where later.roleid = pg_auth_members.roleid and later.grantor = pg_auth_members.member
        )
      ) order by granted.rolname)
      from pg_catalog.pg_auth_members
      join pg_catalog.pg_roles as granted on granted.oid = pg_auth_members.roleid
      where pg_auth_members.member = pg_roles.oid
    ), '[]') as memberships
  from known
  join pg_catalog.pg_roles on pg_roles.oid = known.oid
  order by 1`

const defaultsSql = `
  select
    pg_catalog.pg_get_userbyid(pg_default_acl.defaclrole)::text as owner,
    case pg_default_acl.defaclobjtype
      when 'r' then 'tables'
      when 'S' then 'sequences'
      when 'f' then 'functions'
      when 'T' then 'types'
      when 'n' then 'schemas'
      else 'large objects'
    end as kind,
    pg_namespace.nspname::text as schema,
    ${rightsOf('pg_default_acl.defaclacl')} as rights
  from pg_catalog.pg_default_acl
  left join pg_catalog.pg_namespace on pg_namespace.oid = pg_default_acl.defaclnamespace
  where pg_default_acl.defaclnamespace in (
      0, (select relnamespace from pg_catalog.pg_class where oid = 'users'::regclass)
    )
  order by 1, 2, 3`

/** Reads the rights in a database that has the schema of this package. @param roles - The names of the roles to look for. */
export async function readRights(client: ClientBase, roles: readonly string[]): Promise<LiveRights> {
  const rows = async <Row extends object>(sql: string, values: unknown[] = []) =>
    (await client.query<Row>(sql, values)).rows
  const [facts] =
    await rows<Omit<LiveRights, 'relations' | 'routines' | 'things' | 'roles' | 'defaults' | 'outside'>>(
      factsSql,
    )
  if (facts === undefined) throw new Error('the catalogue has no table users')
  return {
    ...facts,
    relations: await rows<LiveRelation>(relationsSql),
    routines: await rows<LiveRoutine>(routinesSql),
    things: await rows<LiveThing>(thingsSql),
    roles: await rows<LiveRole>(rolesSql, [[...roles]]),
    defaults: await rows<LiveDefault>(defaultsSql),
    outside: await rows<LiveOutside>(outsideSql),
  }
}
