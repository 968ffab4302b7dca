import { isOwnRelation } from '../own-relations.js'
import { sqlRule } from '../rule.js'

interface Row {
  readonly name: string
  readonly table: string
}

/** Constraints that old rows may violate. */
export const invalidConstraint = sqlRule<Row>({
  name: 'invalid-constraint',
  about: 'a constraint that was never checked for the rows that were there',
  sql: `
    select
      quote_ident(pg_constraint.conname) as "name",
      pg_constraint.conrelid::regclass::text as "table"
    from pg_catalog.pg_constraint
    join pg_catalog.pg_class on pg_class.oid = pg_constraint.conrelid
    where not pg_constraint.convalidated
      -- To validate a key that refers to a partitioned table leaves its parts, one a partition, as they were.
      and pg_constraint.conparentid = 0
      and pg_constraint.contype in ('c', 'f')
      and ${isOwnRelation}
    order by 2, 1`,
  toFinding: ({ name, table }) => ({
    level: 'warning',
    object: `${table}.${name}`,
    reason: 'it is not valid: rows from before it may violate it, and the planner does not use it',
    remedy: `alter table ${table} validate constraint ${name};`,
  }),
})
