import { isOwnRelation } from '../own-relations.js'
import { sqlRule } from '../rule.js'

interface Row {
  readonly index: string
  readonly table: string
  readonly isLeftover: boolean
  readonly isPartitioned: boolean
}

/** Indexes that a failed `concurrently` has left: they cost every write, and no query uses them. */
export const invalidIndex = sqlRule<Row>({
  name: 'invalid-index',
  about: 'an index that no query may use',
  sql: `
    select
      pg_index.indexrelid::regclass::text as "index",
      pg_index.indrelid::regclass::text as "table",
      pg_class.relname ~ '_cc(new|old)[0-9]*$' as "isLeftover",
      pg_class.relkind = 'I' as "isPartitioned"
    from pg_catalog.pg_index
    join pg_catalog.pg_class on pg_class.oid = pg_index.indexrelid
    where not (pg_index.indisvalid and pg_index.indisready and pg_index.indislive)
      and ${isOwnRelation}
      and not exists (
        select from pg_catalog.pg_stat_progress_create_index as building
        where building.index_relid = pg_index.indexrelid
          or building.relid = pg_index.indrelid
      )
    order by 1`,
  toFinding: ({ index, table, isLeftover, isPartitioned }) => ({
    level: 'error',
    object: index,
    reason: isPartitioned
      ? `the index of ${table} lacks the index of a partition, so that no query uses it`
      : `an index of ${table} was not finished: writes pay for it, and no query uses it`,
    remedy: isPartitioned
      ? `-- create the index on each partition that lacks it, then: alter index ${index} attach partition …;`
      : isLeftover
        ? `drop index concurrently ${index};`
        : `reindex index concurrently ${index};`,
  }),
})
