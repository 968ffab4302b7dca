import { isRecordTable } from '../../migrate/record-table.js'

// Joins, because functions such as obj_description would run a query for each row.
const types = `
select
  t.oid::bigint as oid,
  n.nspname::text as schema,
  t.typname::text as name,
  t.typtype::text as kind,
  case when t.typcategory = 'A' and t.typelem <> 0 then t.typelem::bigint end as "elementOid",
  case when t.typtype = 'd' then t.typbasetype::bigint end as "baseOid",
  t.typtypmod as "baseModifier",
  t.typnotnull as "notNull",
  t.typdefault is not null as "hasDefault",
  labels.labels,
  description.description as comment,
  n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') and extension.objid is null as ours,
  t.typtype <> 'e' or pg_catalog.pg_type_is_visible(t.oid) as visible
from pg_catalog.pg_type t
join pg_catalog.pg_namespace n on n.oid = t.typnamespace
left join (
  select e.enumtypid, array_agg(e.enumlabel::text order by e.enumsortorder) as labels
  from pg_catalog.pg_enum e
  group by e.enumtypid
) labels on labels.enumtypid = t.oid
left join pg_catalog.pg_description description
  on description.classoid = 'pg_catalog.pg_type'::regclass
  and description.objoid = t.oid
  and description.objsubid = 0
left join pg_catalog.pg_depend extension
  on extension.classid = 'pg_catalog.pg_type'::regclass and extension.objid = t.oid and extension.deptype = 'e'`

const relations = `
select
  c.oid::bigint as oid,
  n.nspname::text as schema,
  c.relname::text as name,
  pg_catalog.pg_table_is_visible(c.oid) as visible,
  n.nspname = 'pg_catalog' as "isSystem",
  c.relkind in ('v', 'm') as "isView",
  c.relkind in ('r', 'p') as "isTable",
  -- An extension's views are not read: some ask the catalogue for what nobody needs here.
  case
    when c.relkind = 'v' and n.nspname <> 'pg_catalog' and extension.objid is null
    then (
      select w.ev_action::text from pg_catalog.pg_rewrite w where w.ev_class = c.oid and w.rulename = '_RETURN'
    )
  end as "viewQuery",
  exists (
    select from pg_catalog.pg_rewrite w where w.ev_class = c.oid and w.ev_type <> '1'
  ) as "hasRules",
  description.description as comment,
  exists (
    select from pg_catalog.pg_trigger g
    where g.tgrelid = c.oid and not g.tgisinternal and g.tgtype & 7 = 7
  ) as "isFilledByTrigger",
  columns.columns,
  coalesce(indexes.indexes, '[]') as indexes
from pg_catalog.pg_class c
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
left join pg_catalog.pg_description description
  on description.classoid = 'pg_catalog.pg_class'::regclass
  and description.objoid = c.oid
  and description.objsubid = 0
left join pg_catalog.pg_depend extension
  on extension.classid = 'pg_catalog.pg_class'::regclass and extension.objid = c.oid and extension.deptype = 'e'
join columns on columns.attrelid = c.oid
left join indexes on indexes.indrelid = c.oid
where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname not in ('information_schema', 'pg_toast')
order by c.oid`

const columns = `
select
  a.attrelid,
  json_agg(json_build_object(
    'number', a.attnum,
    'name', a.attname,
    'typeOid', a.atttypid::bigint,
    'typeModifier', a.atttypmod,
    -- A foreign table's not null is the promise of another server. On PostgreSQL 18 the constraint may not be
    -- validated, or not be inherited. Before, a table that inherits may drop it.
    'notNull', a.attnotnull
      and c.relkind in ('r', 'p')
      and unsure.conrelid is null
      and nullable_heirs.ancestor is null,
    'hasDefault', a.atthasdef or a.attidentity <> '',
    'checks', coalesce(checks.trees, '[]'),
    'comment', description.description
  ) order by a.attnum) as columns
from pg_catalog.pg_attribute a
join pg_catalog.pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p', 'v', 'm', 'f')
left join pg_catalog.pg_description description
  on description.classoid = 'pg_catalog.pg_class'::regclass
  and description.objoid = a.attrelid
  and description.objsubid = a.attnum
left join (
  select distinct k.conrelid, k.conkey[1] as number
  from pg_catalog.pg_constraint k
  where k.contype = 'n' and (not k.convalidated or k.connoinherit)
) unsure on unsure.conrelid = a.attrelid and unsure.number = a.attnum
left join (
  with recursive heirs as (
    select i.inhparent as ancestor, i.inhrelid as heir from pg_catalog.pg_inherits i
    union
    select heirs.ancestor, i.inhrelid from heirs join pg_catalog.pg_inherits i on i.inhparent = heirs.heir
  )
  select distinct heirs.ancestor, inherited.attname as name
  from heirs
  join pg_catalog.pg_class heir on heir.oid = heirs.heir
  join pg_catalog.pg_attribute inherited on inherited.attrelid = heirs.heir
  where not inherited.attnotnull or heir.relkind = 'f'
) nullable_heirs on nullable_heirs.ancestor = a.attrelid and nullable_heirs.name = a.attname
left join (
  select k.conrelid, k.conkey[1] as number, json_agg(k.conbin::text) as trees
  from pg_catalog.pg_constraint k
  join pg_catalog.pg_attribute arrays on arrays.attrelid = k.conrelid and arrays.attnum = k.conkey[1]
  join pg_catalog.pg_type array_type on array_type.oid = arrays.atttypid and array_type.typcategory = 'A'
  where k.contype = 'c' and k.convalidated and not k.connoinherit and pg_catalog.cardinality(k.conkey) = 1
  group by k.conrelid, k.conkey[1]
) checks on checks.conrelid = a.attrelid and checks.number = a.attnum
where a.attnum > 0 and not a.attisdropped
group by a.attrelid`

// Children that inherit are not in their parent's unique index, so a parent has no key. Partitions are in it.
const indexes = `
select
  x.indrelid,
  json_agg(json_build_object(
    'name', i.relname,
    'method', m.amname,
    'columns', array(
      select a.attname::text
      from generate_series(0, x.indnkeyatts - 1) as place
      left join pg_catalog.pg_attribute a
        on x.indkey[place] <> 0 and a.attrelid = x.indrelid and a.attnum = x.indkey[place]
      order by place
    ),
    'expressions', array(
      select pg_catalog.pg_get_indexdef(x.indexrelid, place + 1, true)
      from generate_series(0, x.indnkeyatts - 1) as place
      where x.indkey[place] = 0
      order by place
    ),
    'predicate', pg_catalog.pg_get_expr(x.indpred, x.indrelid),
    'unique', x.indisunique and not (c.relkind = 'r' and c.relhassubclass)
  ) order by i.relname) as indexes
from pg_catalog.pg_index x
join pg_catalog.pg_class c on c.oid = x.indrelid
join pg_catalog.pg_class i on i.oid = x.indexrelid
join pg_catalog.pg_am m on m.oid = i.relam
where x.indisvalid
group by x.indrelid`

// Without what an extension owns, without the records of migrations, and without not-null constraints, which have a
// name since PostgreSQL 18 only. A partition's constraints are its parent's.
const constraints = `
with constrained as (
  select c.oid, c.relname
  from pg_catalog.pg_class c
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p')
    and not c.relispartition
    and n.nspname not in ('pg_catalog', 'information_schema', 'tiger', 'tiger_data', 'topology')
    and n.nspname !~ '^pg_(toast|temp)'
    and not ${isRecordTable('c.oid')}
    and not exists (
      select from pg_catalog.pg_depend d
      where d.classid = 'pg_catalog.pg_class'::regclass and d.objid = c.oid and d.deptype = 'e'
    )
),
found as (
  select
    k.conname::text as name,
    case k.contype when 'p' then 'unique' when 'u' then 'unique' when 'f' then 'foreign_key'
      when 'x' then 'exclusion' else 'check' end as kind,
    constrained.relname::text as table,
    k.conkey as numbers,
    constrained.oid as table_oid,
    null::oid as index_oid
  from pg_catalog.pg_constraint k
  join constrained on constrained.oid = k.conrelid
  where k.contype in ('p', 'u', 'f', 'x', 'c') and k.conparentid = 0
  union all
  select i.relname::text, 'unique', constrained.relname::text, x.indkey::int2[], constrained.oid, x.indexrelid
  from pg_catalog.pg_index x
  join pg_catalog.pg_class i on i.oid = x.indexrelid
  join constrained on constrained.oid = x.indrelid
  where x.indisunique
    and not exists (select from pg_catalog.pg_constraint k where k.conindid = x.indexrelid)
)
select
  found.name,
  found.kind,
  found.table,
  array(
    select a.attname::text
    from unnest(found.numbers) with ordinality as key (number, place)
    join pg_catalog.pg_attribute a
      on a.attrelid = found.table_oid
      and (
        a.attnum = key.number
        -- The place of an expression: the columns that it speaks of.
        or (
          key.number = 0
          and a.attnum > 0
          and exists (
            select from pg_catalog.pg_depend d
            where d.classid = 'pg_catalog.pg_class'::regclass
              and d.objid = found.index_oid
              and d.refclassid = 'pg_catalog.pg_class'::regclass
              and d.refobjid = found.table_oid
              and d.refobjsubid = a.attnum
          )
          and pg_catalog.pg_get_indexdef(found.index_oid, key.place::integer, true)
            ~ ('\\m' || pg_catalog.quote_ident(a.attname) || '\\M')
        )
      )
    -- A check's columns have no order of their own, and the catalogue's is no promise.
    order by case found.kind when 'check' then key.number::bigint else key.place end, a.attnum
  ) as columns
from found`

/** A condition: a function or operator belongs to an extension. */
const ofExtension = (catalogue: 'pg_proc' | 'pg_operator', alias: string) => `exists (
    select from pg_catalog.pg_depend d
    where d.classid = 'pg_catalog.${catalogue}'::regclass and d.objid = ${alias}.oid and d.deptype = 'e'
  )`

/** The names of types, in the order of their oids. */
const typeNames = (oids: string) => `array(
    select t.typname::text
    from unnest(${oids}) with ordinality as argument (type, place)
    join pg_catalog.pg_type t on t.oid = argument.type
    order by argument.place
  )`

const replaced = `
select p.proname::text as name
from pg_catalog.pg_proc p
where p.pronamespace <> 'pg_catalog'::regnamespace
  and not ${ofExtension('pg_proc', 'p')}
union
select o.oprname::text
from pg_catalog.pg_operator o
where o.oprnamespace <> 'pg_catalog'::regnamespace
  and not ${ofExtension('pg_operator', 'o')}`

// uuidv7() is PostgreSQL's own from version 18 on, and writes nothing.
const volatileFunctions = `
select distinct p.proname::text as name
from pg_catalog.pg_proc p
where p.provolatile = 'v'
  and p.prokind in ('f', 'w')
  and p.proname <> 'uuidv7'
  and p.pronamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
  and not ${ofExtension('pg_proc', 'p')}`

// Those of PostgreSQL and of extensions that are asked for by name, and the functions of casts.
const functions = `
select
  p.oid::bigint as oid,
  p.proname::text as name,
  ${typeNames('p.proargtypes')} as "argumentTypes",
  p.prokind = 'a' as "isAggregate",
  p.proisstrict as "isStrict",
  casts.castfunc is not null as "isCast"
from pg_catalog.pg_proc p
left join (select distinct k.castfunc from pg_catalog.pg_cast k where k.castfunc <> 0) casts on casts.castfunc = p.oid
where (p.proname = any ($1::text[]) or casts.castfunc is not null)
  and (
    p.pronamespace = 'pg_catalog'::regnamespace
    or ${ofExtension('pg_proc', 'p')}
  )`

const operators = `
select
  o.oid::bigint as oid,
  o.oprname::text as name,
  ${typeNames('array[o.oprleft, o.oprright]')} as "argumentTypes",
  false as "isAggregate",
  true as "isStrict",
  false as "isCast"
from pg_catalog.pg_operator o
where o.oprname = any ($2::text[])
  and (
    o.oprnamespace = 'pg_catalog'::regnamespace
    or ${ofExtension('pg_operator', 'o')}
  )`

/**
 * Reads the whole catalogue in one row. Each column of the row is a JSON array of one kind of object.
 *
 * Its parameters are the names of the functions and of the operators to read.
 */
export const catalogueQuery = `
with columns as (${columns}),
indexes as (${indexes})
select
  (select json_agg(found) from (${types}) as found) as types,
  (select coalesce(json_agg(found), '[]') from (${relations}) as found) as tables,
  (select coalesce(json_agg(found), '[]') from (${constraints}) as found) as constraints,
  array(select found.name from (${replaced}) as found) as replaced,
  (select json_agg(found) from (${functions}) as found) as functions,
  (select json_agg(found) from (${operators}) as found) as operators,
  (select json_agg(p.oid::bigint) from pg_catalog.pg_proc p where p.proisstrict) as "strictFunctions",
  array(select distinct proname::text from pg_catalog.pg_proc where proretset) as "setReturning",
  array(select found.name from (${volatileFunctions}) as found) as "volatileFunctions",
  array(select distinct proname::text from pg_catalog.pg_proc where prokind = 'a') as aggregates`
