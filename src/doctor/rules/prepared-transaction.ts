import { sqlRule } from '../rule.js'
import { duration } from '../wording.js'

interface Row {
  readonly gid: string
  readonly seconds: number
}

/** Prepared transactions that nobody ended: they survive a restart, with their locks. */
export const preparedTransaction = sqlRule<Row>({
  name: 'prepared-transaction',
  about: 'a prepared transaction that nobody has ended',
  sql: `
    select
      quote_literal(gid) as "gid",
      extract(epoch from clock_timestamp() - prepared)::float8 as "seconds"
    from pg_catalog.pg_prepared_xacts
    where database = current_database()
      and prepared < clock_timestamp() - make_interval(secs => $1::float8)
    order by prepared`,
  values: ({ longTransactionSeconds }) => [longTransactionSeconds],
  toFinding: ({ gid, seconds }) => ({
    level: 'error',
    object: `prepared transaction ${gid}`,
    reason: `it was prepared ${duration(seconds)} ago: its locks stay, and no vacuum removes what died since`,
    remedy: `-- or commit prepared, as whoever prepared it decides:\nrollback prepared ${gid};`,
  }),
})
