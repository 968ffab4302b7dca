import type { ClientBase } from 'pg'
import { fromDriverError } from '../engine/failure/driver-error.js'
import { DatabaseError, SetupError } from '../errors.js'
import { asServerError } from '../engine/failure/server-error.js'

/** A migration in the record of a database. */
export interface RecordedMigration {
  readonly id: number
  readonly name: string
  readonly hash: string
  readonly appliedAt: Date | null
}

/**
 * The table in which postgres-migrations keeps its record. `migrate` fixes the schema, which the library leaves open.
 */
export const recordTable = 'public.migrations'

const findTable = `
select relkind = 'r' and (
  select count(*) from pg_catalog.pg_attribute
  where attrelid = pg_class.oid and not attisdropped and attname in ('id', 'name', 'hash', 'executed_at')
) = 4 as recognised
from pg_catalog.pg_class where oid = pg_catalog.to_regclass('${recordTable}')`

// The order is that of the table's column: `id` alone would be the text, by which 10 comes before 9.
// The column is a timestamp without a time zone: `migrate` writes it in UTC. As text it is the same whatever
// date style or type parsers the client has.
const readTable = `
select id::text, name::text, hash::text, to_char(executed_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as applied_at
from ${recordTable} where id > 0 order by migrations.id`

interface Row {
  readonly id: string
  readonly name: string
  readonly hash: string
  readonly applied_at: string | null
}

/**
 * Reads the record of migrations of a database; null if it has none yet. Writes nothing.
 *
 * @throws {@link SetupError} if `public.migrations` is a table of something else.
 */
export async function readMigrationRecord(client: ClientBase): Promise<readonly RecordedMigration[] | null> {
  try {
    const found = await client.query<{ recognised: boolean }>(findTable)
    const table = found.rows[0]
    if (table === undefined) return null
    if (!table.recognised) throw foreignTable()
    const { rows } = await client.query<Row>(readTable)
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
      `this user may not read the record of migrations (SQLSTATE 42501): grant select on ${recordTable} to it`,
    )
  }
}

function foreignTable(): SetupError {
  return new SetupError(
    `${recordTable} is not the record of postgres-migrations: it lacks the columns id, name, hash, executed_at. ` +
      'Something else in this database uses that name: give one of the two a database of its own',
  )
}
