import { DatabaseError } from '../../errors.js'
import { judge, shorten, skipped, type Check } from '../check.js'

const invalidIndexes = `
select pg_index.indexrelid::regclass::text as name
from pg_index
join pg_class on pg_class.oid = pg_index.indexrelid
where not (pg_index.indisvalid and pg_index.indisready and pg_index.indislive)
  and pg_class.relnamespace not in ('pg_catalog'::regnamespace, 'pg_toast'::regnamespace)
order by 1`

const btrees = `
select pg_index.indexrelid::regclass::text as name
from pg_index
join pg_class on pg_class.oid = pg_index.indexrelid
join pg_am on pg_am.oid = pg_class.relam
where pg_am.amname = 'btree'
  and pg_class.relkind = 'i'
  and pg_class.relpersistence = 'p'
  and pg_index.indisvalid
  and pg_class.relnamespace not in ('pg_catalog'::regnamespace, 'pg_toast'::regnamespace)
order by 1`

/** Indexes that queries may use: one whose building failed is there, and invalid. */
export const indexesCheck: Check = {
  name: 'indexes',
  async run({ from }) {
    const faults = (await from.rows<{ name: string }>(invalidIndexes)).map(({ name }) => `${name} is invalid`)
    return judge(faults, { ok: 'all are valid', wrong: `${faults.length} not valid: reindex` })
  },
}

/**
 * B-tree indexes as their tables are, by amcheck: it reads every index, and every table once for each of them. From version 1.4
 * on it also looks for rows that a unique index has twice.
 */
export const amcheckCheck: Check = {
  name: 'amcheck',
  async run({ from }) {
    const [amcheck] = await from.rows<{ version: string }>(
      `select extversion as version from pg_extension where extname = 'amcheck'`,
    )
    if (amcheck === undefined)
      return skipped('the extension amcheck is not in this database: create extension amcheck')
    const indexes = await from.rows<{ name: string }>(btrees)
    const depth = Number(amcheck.version) >= 1.4 ? 'true, true' : 'true'
    const faults: string[] = []
    for (const { name } of indexes) {
      try {
        await from.rows(`select bt_index_check($1::regclass, ${depth})`, [name])
      } catch (error) {
        if (!(error instanceof DatabaseError)) throw error
        if (error.sqlState === '42501')
          return skipped(`this role may not run bt_index_check`, shorten(faults))
        faults.push(`${name}: SQLSTATE ${error.sqlState}`)
      }
    }
    return judge(faults, {
      ok: `${indexes.length} B-tree indexes hold every row of their tables`,
      wrong: `${faults.length} of ${indexes.length} B-tree indexes are damaged: reindex, and look for the cause`,
    })
  },
}
