import { judge, type Check } from '../check.js'

interface Moved {
  readonly name: string
  readonly recorded: string
  readonly actual: string
  readonly indexes: readonly string[]
}

// An index on text is in the order of a collation, and a collation's order comes with the operating system or with ICU.
const movedCollations = `
with moved as (
  select
    collations.oid,
    quote_ident(collations.collname) as name,
    collations.collversion as recorded,
    pg_collation_actual_version(collations.oid) as actual
  from pg_collation as collations
  where collations.collversion <> pg_collation_actual_version(collations.oid)
  union all
  select 'default'::regcollation, 'of the database', databases.datcollversion, pg_database_collation_actual_version(databases.oid)
  from pg_database as databases
  where databases.datname = current_database()
    and databases.datcollversion <> pg_database_collation_actual_version(databases.oid)
)
select
  moved.name,
  moved.recorded,
  moved.actual,
  coalesce((
    select array_agg(distinct pg_index.indexrelid::regclass::text order by pg_index.indexrelid::regclass::text)
    from pg_index
    join pg_class on pg_class.oid = pg_index.indexrelid
    where moved.oid = any (pg_index.indcollation::oid[])
      and pg_class.relnamespace not in ('pg_catalog'::regnamespace, 'pg_toast'::regnamespace)
  ), '{}') as indexes
from moved
order by 1`

/** Collations whose versions are those that the indexes were built with. */
export const collationsCheck: Check = {
  name: 'collations',
  async run({ from }) {
    const moved = await from.rows<Moved>(movedCollations)
    const faults = moved.map(
      ({ name, recorded, actual, indexes }) =>
        `collation ${name}: built with ${recorded}, now ${actual}; rebuild ${indexes.join(', ') || 'no index'}`,
    )
    return judge(faults, {
      ok: 'as the indexes were built with',
      wrong: 'text may sort in another way than the indexes do: reindex, then refresh the version',
    })
  },
}
