import { isOwnRelation } from '../own-relations.js'
import { sqlRule } from '../rule.js'

interface Row {
  readonly table: string
  readonly isOn: boolean
}

/** Row security that is half set up. */
export const rowSecurity = sqlRule<Row>({
  name: 'row-security',
  about: 'policies without row security, or row security without policies',
  sql: `
    select
      pg_class.oid::regclass::text as "table",
      pg_class.relrowsecurity as "isOn"
    from pg_catalog.pg_class
    where pg_class.relkind in ('r', 'p')
      and pg_class.relrowsecurity <> exists (
        select from pg_catalog.pg_policy where pg_policy.polrelid = pg_class.oid
      )
      and ${isOwnRelation}
    order by 1`,
  toFinding: ({ table, isOn }) => ({
    level: 'warning',
    object: table,
    reason: isOn
      ? 'row security is on and there is no policy: others than its owner see no row'
      : 'it has policies that are not in force, since row security is off',
    remedy: `alter table ${table} ${isOn ? 'disable' : 'enable'} row level security;`,
  }),
})
