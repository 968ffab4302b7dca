import type { ClientBase, Pool, QueryConfig } from 'pg'
import Cursor from 'pg-cursor'
import type { RunSql, SqlClient, SqlName } from './sql-peer.js'
import * as sql from './sql.js'

/** Makes what pg is asked for, of a statement and its values. */
export type ToQuery = (name: SqlName, values: readonly unknown[]) => QueryConfig

/** Only text and values: parsed and planned each time. */
export const asText: ToQuery = (name, values) => ({ text: sql[name], values: [...values] })

/** With a name, so that a connection parses and plans it once. */
export const asNamed: ToQuery = (name, values) => ({ name, text: sql[name], values: [...values] })

/** The number of rows a cursor is asked for at a time. */
const cursorRows = 500

/** Runs a function in a transaction, as pg's documentation shows it. */
export async function transactionOn<T>(
  pool: Pool,
  toQuery: ToQuery,
  body: (run: RunSql) => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const result = await body(async (name, values) => (await client.query(toQuery(name, values))).rows)
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}

async function* rowsOf(client: ClientBase, { text, values = [] }: QueryConfig) {
  const cursor = client.query(new Cursor(text, [...values]))
  try {
    for (;;) {
      const rows = await cursor.read(cursorRows)
      if (rows.length === 0) return
      yield* rows
    }
  } finally {
    await cursor.close()
  }
}

/** A pool of pg: `pool.query` for a statement, a client of the pool for a transaction, pg-cursor for a stream. */
export function pgClient(pool: Pool, toQuery: ToQuery): SqlClient {
  return {
    run: async (name, values) => (await pool.query(toQuery(name, values))).rows,
    transaction: (body) => transactionOn(pool, toQuery, body),
    async *stream(name, values) {
      const client = await pool.connect()
      try {
        yield* rowsOf(client, toQuery(name, values))
      } finally {
        client.release()
      }
    },
    close: () => pool.end(),
  }
}
