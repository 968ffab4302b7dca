import type { ClientBase } from 'pg'
import { fromDriverError } from '../engine/failure/driver-error.js'
import { DatabaseError, SetupError } from '../errors.js'
import { asServerError } from '../engine/failure/server-error.js'
import { packageTable } from './record-table.js'

/** A migration in the record of a database. */
export interface RecordedMigration {
  readonly id: number
  readonly name: string
  readonly hash: string
  readonly appliedAt: Date | null
}

const findTable = `
select relkind = 'r' and (
  select count(*) from pg_catalog.pg_attribute
  where attrelid = pg_class.oid and not attisdropped and attname in ('id', 'name', 'hash', 'executed_at')
) = 4 as recognised
from pg_catalog.pg_class where oid = pg_catalog.to_regclass($1)`

// The order is that of the table's column: `id` alone would be the text, by which 10 comes before 9.
// The column is a timestamp without a time zone: `migrate` writes it in UTC. As text it is the same whatever
// date style or type parsers the client has.
const readTable = (table: string) => `
select id::text, name::text, hash::text, to_char(executed_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as applied_at
from ${table} as record where id > 0 order by record.id`

interface Row {
  readonly id: string
  readonly name: string
  readonly hash: string
  readonly applied_at: string | null
}

/**
 * Reads the record of migrations in a table; null if there is no such table yet. Writes nothing.
 *
 * @throws {@link SetupError} if the table is of something else.
 */
export async function readMigrationRecord(
  client: ClientBase,
  table: string,
): Promise<readonly RecordedMigration[] | null> {
  try {
    const found = await client.query<{ recognised: boolean }>(findTable, [table])
    const relation = found.rows[0]
    if (relation === undefined) return null
    if (!relation.recognised) throw foreignTable(table)
    const { rows } = await client.query<Row>(readTable(table))
    return rows.map((row) => ({
      id: Number(row.id),
      name: row.name,
      hash: row.hash,
      appliedAt: row.applied_at === null ? null : new Date(row.applied_at),
    }))
  } catch (error) {
    if (asServerError(error)?.code !== '42501') throw fromDriverError(error, {}, 'not_run')
    throw new DatabaseError(
      '42501',
      `this user may not read the record of migrations (SQLSTATE 42501): grant select on ${table} to it`,
    )
  }
}

function foreignTable(table: string): SetupError {
  return new SetupError(
    `${table} is not the record of postgres-migrations: it lacks the columns id, name, hash, executed_at. ` +
      `Something else in this database uses that name: ${wayOut(table)}`,
  )
}

function wayOut(table: string): string {
  return table === `public.${packageTable}`
    ? 'give one of the two a database of its own'
    : 'name another table for the record of your migrations'
}
