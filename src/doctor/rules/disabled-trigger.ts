import { isOwnRelation } from '../own-relations.js'
import { sqlRule } from '../rule.js'

interface Row {
  readonly trigger: string
  readonly table: string
  readonly isInternal: boolean
}

/** Triggers that were switched off, as for an import, and never on again. */
export const disabledTrigger = sqlRule<Row>({
  name: 'disabled-trigger',
  about: 'a trigger or a foreign key that is switched off',
  sql: `
    select
      quote_ident(pg_trigger.tgname) as "trigger",
      pg_trigger.tgrelid::regclass::text as "table",
      pg_trigger.tgisinternal as "isInternal"
    from pg_catalog.pg_trigger
    join pg_catalog.pg_class on pg_class.oid = pg_trigger.tgrelid
    where pg_trigger.tgenabled = 'D'
      and ${isOwnRelation}
    order by 2, 1`,
  toFinding: ({ trigger, table, isInternal }) => ({
    level: 'error',
    object: `${table}.${trigger}`,
    reason: isInternal
      ? 'a foreign key is not checked: rows may refer to rows that are not there'
      : 'it is switched off: what it keeps right, such as a counter, is wrong from then on',
    remedy: `alter table ${table} enable trigger ${isInternal ? 'all' : trigger};\n-- then: npx souk-db recount`,
  }),
})
