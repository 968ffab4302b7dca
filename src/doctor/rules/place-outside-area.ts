import type { ExaminedDatabase, ServiceArea } from '../examined-database.js'
import type { FindingOfRule } from '../finding.js'
import { isOwnRelation } from '../own-relations.js'
import type { Rule } from '../rule.js'
import { countOf } from '../wording.js'

interface Column {
  readonly table: string
  readonly column: string
  readonly rows: number
}

interface Counts {
  readonly looked: number
  readonly atZero: number
  readonly outside: number
  readonly swapped: number
}

const columnsSql = `
  select
    pg_class.oid::regclass::text as "table",
    quote_ident(pg_attribute.attname) as "column",
    pg_class.reltuples::float8 as "rows"
  from pg_catalog.pg_class
  join pg_catalog.pg_attribute on pg_attribute.attrelid = pg_class.oid
  where (
      pg_attribute.atttypid = to_regtype('geography')
      or (
        pg_attribute.atttypid = to_regtype('geometry')
        and postgis_typmod_srid(pg_attribute.atttypmod) = 4326
      )
    )
    and not pg_attribute.attisdropped
    and pg_class.relkind in ('r', 'p')
    and not pg_class.relispartition
    and ${isOwnRelation}
  order by 1, 2`

const world: ServiceArea = [-180, -90, 180, 90]

/** Counts a sample of a column. The names are quoted by the server. */
async function counts(
  database: ExaminedDatabase,
  { table, column, rows }: Column,
  area: ServiceArea,
): Promise<Counts | undefined> {
  const percentage = Math.min(100, (100 * database.limits.sampledRows) / Math.max(rows, 1))
  const [found] = await database.rows<Counts>(
    `
      with places as (
        select st_x(point) as x, st_y(point) as y
        from (
          select st_centroid(${column}::geometry) as point
          from ${table} tablesample system (${percentage})
          where ${column} is not null
          limit ${2 * database.limits.sampledRows}
        ) as sampled
      )
      select
        count(*)::int as "looked",
        (count(*) filter (where abs(x) < 0.001 and abs(y) < 0.001))::int as "atZero",
        (count(*) filter (where not (x between $1 and $3 and y between $2 and $4)))::int as "outside",
        (count(*) filter (
          where not (x between $1 and $3 and y between $2 and $4)
            and y between $1 and $3 and x between $2 and $4
        ))::int as "swapped"
      from places`,
    area,
  )
  return found
}

function findingOf(
  { table, column }: Column,
  { looked, atZero, outside, swapped }: Counts,
  area: ServiceArea | null,
): readonly FindingOfRule[] {
  const object = `${table}.${column}`
  const of = `of ${countOf(looked, 'place')} looked at`
  const finding = (reason: string, condition: string): FindingOfRule => ({
    level: 'warning',
    object,
    reason,
    remedy: `-- look at them first:\nselect * from ${table} where ${condition};`,
  })
  const envelope =
    area === null ? '' : `not st_coveredby(${column}::geometry, st_makeenvelope(${area.join(', ')}, 4326))`
  return [
    ...(atZero === 0
      ? []
      : [
          finding(
            `${atZero} ${of} are at longitude 0 and latitude 0, where no user lives`,
            `st_dwithin(${column}::geography, st_point(0, 0)::geography, 150)`,
          ),
        ]),
    ...(area === null || outside - atZero <= 0
      ? []
      : [
          finding(
            `${outside} ${of} are outside of the area` +
              (swapped === 0
                ? ''
                : `; ${swapped} of these would be inside with longitude and latitude swapped (st_flipcoordinates)`),
            envelope,
          ),
        ]),
  ]
}

/** Places where the service is not, as from a form whose coordinates are swapped or zero. */
export const placeOutsideArea: Rule = {
  name: 'place-outside-area',
  about: 'a place outside of the area, or at longitude 0 and latitude 0',
  async find(database) {
    const findings: FindingOfRule[] = []
    for (const column of await database.rows<Column>(columnsSql)) {
      const found = await counts(database, column, database.area ?? world)
      if (found !== undefined) findings.push(...findingOf(column, found, database.area))
    }
    return findings
  },
}
