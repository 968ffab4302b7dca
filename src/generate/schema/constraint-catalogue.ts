import type { ClientBase } from 'pg'
import type { ConstraintKind } from '../../errors.js'

/** A constraint or unique index of the schema. */
export interface CatalogueConstraint {
  readonly name: string
  readonly kind: ConstraintKind
  readonly table: string
  readonly columns: readonly string[]
}

// Without what an extension owns, without the record of migrations, and without not-null constraints, which have a
// name since PostgreSQL 18 only. A partition's constraints are its parent's.
const constraintsSql = `
with tables as (
  select c.oid, c.relname
  from pg_catalog.pg_class c
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p')
    and not c.relispartition
    and n.nspname not in ('pg_catalog', 'information_schema', 'tiger', 'tiger_data', 'topology')
    and n.nspname !~ '^pg_(toast|temp)'
    and c.oid is distinct from pg_catalog.to_regclass('public.migrations')
    and not exists (
      select from pg_catalog.pg_depend d
      where d.classid = 'pg_catalog.pg_class'::regclass and d.objid = c.oid and d.deptype = 'e'
    )
)
select
  k.conname::text as name,
  case k.contype when 'p' then 'unique' when 'u' then 'unique' when 'f' then 'foreign_key'
    when 'x' then 'exclusion' else 'check' end as kind,
  tables.relname::text as table,
  k.conkey as numbers,
  tables.oid as table_oid
from pg_catalog.pg_constraint k
join tables on tables.oid = k.conrelid
where k.contype in ('p', 'u', 'f', 'x', 'c') and k.conparentid = 0
union all
select i.relname::text, 'unique', tables.relname::text, x.indkey::int2[], tables.oid
from pg_catalog.pg_index x
join pg_catalog.pg_class i on i.oid = x.indexrelid
join tables on tables.oid = x.indrelid
where x.indisunique
  and not exists (select from pg_catalog.pg_constraint k where k.conindid = x.indexrelid)`

const namedSql = `
select
  found.name,
  found.kind,
  found.table,
  array(
    select a.attname::text
    from unnest(found.numbers) with ordinality as key (number, place)
    join pg_catalog.pg_attribute a on a.attrelid = found.table_oid and a.attnum = key.number
    -- A check's columns have no order of their own, and the catalogue's is no promise.
    order by case found.kind when 'check' then key.number::bigint else key.place end
  ) as columns
from (${constraintsSql}) as found`

/** Reads the schema's constraints and unique indexes, by name. */
export async function readConstraints(client: ClientBase): Promise<readonly CatalogueConstraint[]> {
  const { rows } = await client.query<CatalogueConstraint>(namedSql)
  return rows.sort((one, other) => (`${one.name} ${one.table}` < `${other.name} ${other.table}` ? -1 : 1))
}
