import { isOwnRelation } from '../own-relations.js'
import { sqlRule } from '../rule.js'

interface Row {
  readonly table: string
  readonly column: string
  readonly srid: number
  readonly shape: string
}

/** Columns of geometry on longitude and latitude: their distances are degrees. */
export const placeInDegrees = sqlRule<Row>({
  name: 'place-in-degrees',
  about: 'a column of geometry whose distances are degrees, or of no known system',
  sql: `
    select
      pg_class.oid::regclass::text as "table",
      quote_ident(pg_attribute.attname) as "column",
      postgis_typmod_srid(pg_attribute.atttypmod) as "srid",
      coalesce(nullif(postgis_typmod_type(pg_attribute.atttypmod), ''), 'Geometry') as "shape"
    from pg_catalog.pg_class
    join pg_catalog.pg_attribute on pg_attribute.attrelid = pg_class.oid
    where pg_attribute.atttypid = to_regtype('geometry')
      and not pg_attribute.attisdropped
      and pg_class.relkind in ('r', 'p')
      and not pg_class.relispartition
      and postgis_typmod_srid(pg_attribute.atttypmod) in (0, 4326)
      and ${isOwnRelation}
    order by 1, 2`,
  toFinding: ({ table, column, srid, shape }) => ({
    level: 'warning',
    object: `${table}.${column}`,
    reason:
      srid === 0
        ? 'its geometries have no reference system: the database refuses to compare them with places, or takes metres for degrees'
        : 'it is geometry in degrees: st_distance and st_dwithin of it take degrees, not metres',
    remedy:
      `-- if these are longitudes and latitudes; rewrites the table under a lock:\n` +
      `alter table ${table} alter column ${column} type geography(${shape}, 4326) using st_setsrid(${column}, 4326)::geography;`,
  }),
})
