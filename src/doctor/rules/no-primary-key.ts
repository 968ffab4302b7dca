import { isOwnRelation } from '../own-relations.js'
import { sqlRule } from '../rule.js'

interface Row {
  readonly table: string
}

/** Tables whose rows have no name. */
export const noPrimaryKey = sqlRule<Row>({
  name: 'no-primary-key',
  about: 'a table without a primary key',
  sql: `
    select pg_class.oid::regclass::text as "table"
    from pg_catalog.pg_class
    where pg_class.relkind in ('r', 'p')
      and not pg_class.relispartition
      and ${isOwnRelation}
      and not exists (
        select from pg_catalog.pg_index
        where pg_index.indrelid = pg_class.oid
          and (pg_index.indisprimary or pg_index.indisreplident)
      )
    order by 1`,
  toFinding: ({ table }) => ({
    level: 'warning',
    object: table,
    reason:
      'it has no primary key: logical replication refuses updates of it, and the same row may be there twice',
    remedy: `alter table ${table} add column id bigint generated always as identity primary key;`,
  }),
})
