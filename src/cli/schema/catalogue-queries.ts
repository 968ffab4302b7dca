/**
 * The queries behind `readCatalogue`, one for each kind of object.
 *
 * A relation is ours if it is in `public`, no extension owns it, and it is not the migration library's record. Partitions
 * are made and dropped as time goes by, so they are no part of the schema.
 */
const isOurs = (catalogue: string) => `not exists (
    select from pg_depend
    where pg_depend.classid = '${catalogue}'::regclass
      and pg_depend.objid = ${catalogue}.oid
      and pg_depend.deptype = 'e'
  )`

const ourTable = `pg_class.relnamespace = 'public'::regnamespace
  and pg_class.relkind in ('r', 'p')
  and not pg_class.relispartition
  and pg_class.relname <> 'migrations'
  and ${isOurs('pg_class')}`

const columnNames = (table: string, numbers: string) => `array(
    select pg_attribute.attname::text
    from unnest(${numbers}) with ordinality as key (number, place)
    join pg_attribute on pg_attribute.attrelid = ${table} and pg_attribute.attnum = key.number
    order by key.place
  )`

export const extensionsQuery = `
select extname as name from pg_extension where extname <> 'plpgsql' order by extname`

export const enumsQuery = `
select
  typname as name,
  array(select enumlabel::text from pg_enum where enumtypid = pg_type.oid order by enumsortorder) as values,
  obj_description(pg_type.oid, 'pg_type') as comment
from pg_type
where typnamespace = 'public'::regnamespace and typtype = 'e' and ${isOurs('pg_type')}
order by typname`

// uuidv7() is left out: it is there only to make servers before 18 look like 18. The search_path that a function took from
// the migrations depends on where extensions are, so it is drawn as the migrations have it.
// Those that others have in their bodies come first.
export const functionsQuery = `
with recursive use as (
  select
    pg_depend.objid as function,
    pg_depend.refobjid as used
  from pg_depend
  where pg_depend.classid = 'pg_proc'::regclass
    and pg_depend.refclassid = 'pg_proc'::regclass
    and pg_depend.objid <> pg_depend.refobjid
),
step as (
  select
    pg_proc.oid as function,
    0 as depth
  from pg_proc
  where pg_proc.pronamespace = 'public'::regnamespace and ${isOurs('pg_proc')}
  union
  select
    use.function,
    step.depth + 1
  from step
  join use on use.used = step.function
)
select
  pg_proc.oid::regprocedure::text as signature,
  regexp_replace(
    replace(pg_get_functiondef(pg_proc.oid), 'FUNCTION public.', 'FUNCTION '),
    'SET search_path TO [^\n]*''public''[^\n]*',
    'SET search_path FROM CURRENT'
  ) as definition,
  exists (
    select from pg_depend
    where pg_depend.classid = 'pg_proc'::regclass
      and pg_depend.objid = pg_proc.oid
      and pg_depend.refclassid = 'pg_class'::regclass
  ) as "readsTables",
  exists (
    select from aclexplode(coalesce(pg_proc.proacl, acldefault('f', pg_proc.proowner))) as entry
    where entry.grantee = 0
  ) as "isPublic",
  obj_description(pg_proc.oid, 'pg_proc') as comment
from pg_proc
where pronamespace = 'public'::regnamespace and prokind <> 'a' and proname <> 'uuidv7' and ${isOurs('pg_proc')}
order by
  (select max(step.depth) from step where step.function = pg_proc.oid),
  pg_proc.oid::regprocedure::text collate "C"`

export const searchConfigurationsQuery = `
select
  pg_ts_config.cfgname as name,
  array_agg(
    distinct format('ADD MAPPING FOR %s WITH %s', token.alias, pg_ts_dict.dictname)
    order by format('ADD MAPPING FOR %s WITH %s', token.alias, pg_ts_dict.dictname)
  ) as mappings,
  obj_description(pg_ts_config.oid, 'pg_ts_config') as comment
from pg_ts_config
join pg_ts_config_map on pg_ts_config_map.mapcfg = pg_ts_config.oid
join pg_ts_dict on pg_ts_dict.oid = pg_ts_config_map.mapdict
join lateral ts_token_type(pg_ts_config.cfgparser) as token on token.tokid = pg_ts_config_map.maptokentype
where pg_ts_config.cfgnamespace = 'public'::regnamespace
group by pg_ts_config.oid, pg_ts_config.cfgname
order by pg_ts_config.cfgname collate "C"`

export const tablesQuery = `
select
  relname as name,
  obj_description(pg_class.oid, 'pg_class') as comment,
  case relkind when 'p' then pg_get_partkeydef(pg_class.oid) end as "partitionKey"
from pg_class
where ${ourTable}
order by relname`

export const columnsQuery = `
select
  pg_class.relname as table,
  attname as name,
  format_type(atttypid, atttypmod) as type,
  attnotnull as "notNull",
  case when attgenerated = '' then pg_get_expr(adbin, adrelid, true) end as default,
  case when attgenerated <> '' then pg_get_expr(adbin, adrelid, true) end as generated,
  attidentity = 'a' as "isIdentity",
  col_description(attrelid, attnum) as comment
from pg_attribute
join pg_class on pg_class.oid = attrelid
left join pg_attrdef on adrelid = attrelid and adnum = attnum
where attnum > 0 and not attisdropped and ${ourTable}
order by pg_class.relname, attnum`

export const constraintsQuery = `
select
  pg_class.relname as table,
  conname as name,
  case contype
    when 'p' then 'primary key'
    when 'u' then 'unique'
    when 'c' then 'check'
    when 'f' then 'foreign key'
    else 'exclusion'
  end as kind,
  ${columnNames('pg_class.oid', 'conkey')} as columns,
  pg_get_constraintdef(pg_constraint.oid, true) as definition,
  case when contype = 'f' then confrelid::regclass::text end as references,
  case when contype = 'f' then
    case confdeltype
      when 'a' then 'no action'
      when 'r' then 'restrict'
      when 'c' then 'cascade'
      when 'n' then 'set null'
      else 'set default'
    end
  end as "onDelete"
from pg_constraint
join pg_class on pg_class.oid = conrelid
where contype in ('p', 'u', 'c', 'f', 'x') and conparentid = 0 and ${ourTable}
order by pg_class.relname, array_position(array['p', 'u', 'x', 'c', 'f'], contype::text), conname`

export const indexesQuery = `
select
  pg_class.relname as table,
  index_class.relname as name,
  amname as method,
  indisunique as "isUnique",
  exists (select from pg_constraint where conindid = indexrelid and contype in ('p', 'u', 'x')) as "backsConstraint",
  ${columnNames('pg_class.oid', 'indkey')} as columns,
  pg_get_indexdef(indexrelid, 0, true) as definition
from pg_index
join pg_class on pg_class.oid = indrelid
join pg_class as index_class on index_class.oid = indexrelid
join pg_am on pg_am.oid = index_class.relam
where ${ourTable}
order by pg_class.relname, index_class.relname`

export const triggersQuery = `
select pg_class.relname as table, tgname as name, pg_get_triggerdef(pg_trigger.oid, true) as definition
from pg_trigger
join pg_class on pg_class.oid = tgrelid
where not tgisinternal and ${ourTable}
order by pg_class.relname, tgname`

export const viewsQuery = `
select
  relname as name,
  pg_get_viewdef(pg_class.oid, true) as definition,
  array_to_string(reloptions, ', ') as options,
  obj_description(pg_class.oid, 'pg_class') as comment
from pg_class
where relnamespace = 'public'::regnamespace and relkind = 'v' and ${isOurs('pg_class')}
order by relname`

export const viewColumnsQuery = `
select
  pg_class.relname as view,
  attname as name,
  format_type(atttypid, atttypmod) as type,
  col_description(attrelid, attnum) as comment
from pg_attribute
join pg_class on pg_class.oid = attrelid
where attnum > 0
  and pg_class.relnamespace = 'public'::regnamespace
  and pg_class.relkind = 'v'
  and ${isOurs('pg_class')}
order by pg_class.relname, attnum`

/** Objects of ours that no other query here would find. The sequence of an identity column is drawn as its column. */
export const strangersQuery = `
select
  case relkind
    when 'm' then 'materialized view'
    when 'S' then 'sequence'
    else 'foreign table'
  end as kind,
  relname as name
from pg_class
where relnamespace = 'public'::regnamespace and relkind in ('m', 'S', 'f') and ${isOurs('pg_class')}
  and not exists (
    select from pg_depend
    join pg_attribute on pg_attribute.attrelid = pg_depend.refobjid and pg_attribute.attnum = pg_depend.refobjsubid
    where pg_depend.classid = 'pg_class'::regclass
      and pg_depend.objid = pg_class.oid
      and pg_depend.deptype = 'i'
      and pg_attribute.attidentity = 'a'
  )
union all
select case typtype when 'd' then 'domain' when 'r' then 'range type' else 'composite type' end, typname
from pg_type
where typnamespace = 'public'::regnamespace
  and (typtype in ('d', 'r') or exists (select from pg_class where pg_class.oid = typrelid and relkind = 'c'))
  and ${isOurs('pg_type')}
union all
select 'aggregate function', proname
from pg_proc
where pronamespace = 'public'::regnamespace and prokind = 'a' and ${isOurs('pg_proc')}
order by 1, 2`
