import { sqlRule } from '../rule.js'
import { count } from '../wording.js'

interface Row {
  readonly table: string
  readonly age: number
  readonly multixactAge: number
}

/** Beyond it only a few hundred million transactions are left before the server refuses to write. */
const urgentAge = 1_500_000_000

/** Tables whose old rows are not frozen, up to the wraparound of transaction ids. */
export const wraparound = sqlRule<Row>({
  name: 'wraparound',
  about: 'a table whose oldest rows near the wraparound of transaction ids',
  sql: `
    select
      pg_class.oid::regclass::text as "table",
      age(pg_class.relfrozenxid)::float8 as "age",
      mxid_age(pg_class.relminmxid)::float8 as "multixactAge"
    from pg_catalog.pg_class
    where pg_class.relkind in ('r', 'm', 't')
      and pg_class.relpersistence <> 't'
      and greatest(age(pg_class.relfrozenxid), mxid_age(pg_class.relminmxid)) >= $1
    order by greatest(age(pg_class.relfrozenxid), mxid_age(pg_class.relminmxid)) desc, 1
    limit 10`,
  values: ({ unfrozenAge }) => [unfrozenAge],
  onPrimary: true,
  toFinding: ({ table, age, multixactAge }) => ({
    level: Math.max(age, multixactAge) >= urgentAge ? 'error' : 'warning',
    object: table,
    reason: `its oldest row is ${count(Math.max(age, multixactAge))} transactions old: at 2,100,000,000 the server stops writing`,
    remedy: `vacuum (freeze) ${table};`,
  }),
})
