import type { ClientBase, QueryResult } from 'pg'
import { packageSearchPath } from '../engine/session/search-path.js'

/**
 * The limits of every transaction: no statement may hold the server up, wait for a lock, or leave the transaction open
 * if this process stops. They end with the transaction, so that a pooler hands none of them on. A role that may keeps
 * what it asks out of the statistics of statements.
 */
const limits = `
  set local statement_timeout = '15s';
  set local lock_timeout = '500ms';
  set local idle_in_transaction_session_timeout = '60s';
  set local max_parallel_workers_per_gather = 0;
  set local jit = off;
  set local plan_cache_mode = force_generic_plan;
  select pg_catalog.set_config('search_path', ${packageSearchPath}, true);
  select pg_catalog.set_config('pg_stat_statements.track', 'none', true)
  where pg_catalog.has_parameter_privilege('pg_stat_statements.track', 'set')`

/** Runs work in a transaction that is rolled back, and in which nothing can be written unless it says so. */
export async function inTransaction<T>(
  client: ClientBase,
  work: () => Promise<T>,
  access: 'read only' | 'read write' = 'read only',
): Promise<T> {
  await client.query(`begin ${access}`)
  try {
    await client.query(limits)
    return await work()
  } finally {
    await client.query('rollback').catch(() => undefined)
  }
}

/** Runs statements in a savepoint that is undone, in one round trip, and returns the rows of each. */
export async function inSavepoint(client: ClientBase, sql: string): Promise<readonly (readonly object[])[]> {
  try {
    // pg returns a list when it was sent several statements.
    const results: unknown = await client.query(
      `savepoint apart;\n${sql};\nrollback to savepoint apart; release savepoint apart`,
    )
    return (results as readonly QueryResult<object>[]).slice(1, -2).map(({ rows }) => rows)
  } catch (error) {
    await client.query('rollback to savepoint apart; release savepoint apart').catch(() => undefined)
    throw error
  }
}
