import { constraints } from '../../../generated/constraints.js'
import { judge, type Check } from '../check.js'
import type { Session } from '../session.js'

// Partitions come and go with the months, and so do their indexes.
const objects = `
select format('%s %s', case pg_class.relkind
    when 'r' then 'table' when 'p' then 'table' when 'S' then 'sequence' when 'v' then 'view' when 'm' then 'view' else 'index'
  end, pg_class.oid::regclass) as name
from pg_class
where pg_class.relkind in ('r', 'p', 'S', 'v', 'm', 'i', 'I')
  and not pg_class.relispartition
  and pg_class.relpersistence <> 't'
  and pg_class.relnamespace not in ('pg_catalog'::regnamespace, 'pg_toast'::regnamespace, 'information_schema'::regnamespace)
  and not exists (
    select from pg_depend
    where pg_depend.classid = 'pg_class'::regclass and pg_depend.objid = pg_class.oid and pg_depend.deptype = 'e'
  )
union all
select format('constraint %I on %s', pg_constraint.conname, pg_constraint.conrelid::regclass)
from pg_constraint
join pg_class on pg_class.oid = pg_constraint.conrelid
where pg_constraint.conparentid = 0 and not pg_class.relispartition
  and pg_class.relnamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
union all
select format('trigger %I on %s', pg_trigger.tgname, pg_trigger.tgrelid::regclass)
from pg_trigger
where not pg_trigger.tgisinternal and pg_trigger.tgparentid = 0
union all
select format('function %s', pg_proc.oid::regprocedure)
from pg_proc
where pg_proc.pronamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
  and not exists (
    select from pg_depend
    where pg_depend.classid = 'pg_proc'::regclass and pg_depend.objid = pg_proc.oid and pg_depend.deptype = 'e'
  )
order by 1`

const knownNames = `
select pg_constraint.conname as name from pg_constraint
union
select pg_class.relname from pg_class where pg_class.relkind in ('i', 'I')`

/** The objects of the schema: constraints and unique indexes that this package knows, and all that the other database has. */
export const schemaCheck: Check = {
  name: 'schema',
  async run({ from, against }) {
    const named = new Set((await from.rows<{ name: string }>(knownNames)).map(({ name }) => name))
    const here = await namesOf(from)
    const faults =
      against === null
        ? Object.entries(constraints).flatMap(([name, { table }]) =>
            named.has(name) ? [] : [`constraint or unique index ${name} on ${table} is missing`],
          )
        : [...(await namesOf(against))].filter((name) => !here.has(name)).map((name) => `${name} is missing`)
    return judge(faults, {
      ok:
        against === null
          ? `${Object.keys(constraints).length} constraints and unique indexes are there`
          : 'all that the other database has',
      wrong: `${faults.length} objects are missing`,
    })
  },
}

async function namesOf(session: Session): Promise<ReadonlySet<string>> {
  return new Set((await session.rows<{ name: string }>(objects)).map(({ name }) => name))
}
