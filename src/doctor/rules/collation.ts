import { sqlRule } from '../rule.js'

interface Row {
  readonly object: string
  readonly remedy: string
}

/** Collations whose order has changed under the indexes, as with a new image of the server. */
export const collation = sqlRule<Row>({
  name: 'collation',
  about: 'a collation that the system sorts otherwise now',
  sql: `
    select
      format('database %I', pg_database.datname) as "object",
      format('reindex database %I;', pg_database.datname)
        || chr(10) || format('alter database %I refresh collation version;', pg_database.datname) as "remedy"
    from pg_catalog.pg_database
    where pg_database.datname = current_database()
      and pg_database.datcollversion <> pg_database_collation_actual_version(pg_database.oid)
    union all
    select
      format('collation %s', pg_collation.oid::regcollation),
      string_agg(format('reindex index concurrently %s;', used.indexrelid::regclass), chr(10))
        || chr(10) || format('alter collation %s refresh version;', pg_collation.oid::regcollation)
    from pg_catalog.pg_collation
    join pg_catalog.pg_index as used on pg_collation.oid = any(used.indcollation::oid[])
    where pg_collation.collversion <> pg_collation_actual_version(pg_collation.oid)
    group by pg_collation.oid`,
  toFinding: ({ object, remedy }) => ({
    level: 'error',
    object,
    reason:
      'the system sorts it otherwise than when indexes were made: they may miss rows, and let the same value in twice',
    remedy,
  }),
})
