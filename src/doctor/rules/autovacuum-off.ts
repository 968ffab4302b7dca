import { isOwnRelation } from '../own-relations.js'
import { sqlRule } from '../rule.js'

interface Row {
  readonly table: string
}

/** Tables that were taken out of autovacuum. */
export const autovacuumOff = sqlRule<Row>({
  name: 'autovacuum-off',
  about: 'a table that autovacuum leaves out',
  sql: `
    select pg_class.oid::regclass::text as "table"
    from pg_catalog.pg_class
    cross join lateral pg_options_to_table(pg_class.reloptions) as given
    where pg_class.relkind in ('r', 'm')
      and given.option_name = 'autovacuum_enabled'
      and not given.option_value::boolean
      and ${isOwnRelation}
    order by 1`,
  toFinding: ({ table }) => ({
    level: 'warning',
    object: table,
    reason: 'autovacuum is switched off for it: dead rows stay, and the planner works with old statistics',
    remedy: `alter table ${table} reset (autovacuum_enabled);`,
  }),
})
