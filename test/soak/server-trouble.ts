import type { Pool } from 'pg'
import { pick, type Random } from '../setup/random.js'
import { between } from './operation.js'
import type { SoakServer } from './soak-server.js'

/** The name of the connections that are under test. */
export const applicationName = 'soak'

const kill = `select pg_terminate_backend(pid) from pg_stat_activity
  where application_name = $1 and datname = current_database() order by md5(pid::text || $2) limit $3`

const cancel = `select pg_cancel_backend(pid) from pg_stat_activity
  where application_name = $1 and datname = current_database() and state = 'active' order by md5(pid::text || $2) limit $3`

/** Ends sessions, or as an operator may, their statements. */
export async function troubleSessions(
  direct: Pool,
  random: Random,
  how: 'kills' | 'cancels',
): Promise<string> {
  const count = random() < 0.1 ? 100 : between(random, 1, 2)
  const salt = String(random())
  await direct.query(how === 'kills' ? kill : cancel, [applicationName, salt, count])
  return `${how} ${count}`
}

/** Restarts the server, where that can be done. */
export async function troubleServer({ restart }: SoakServer, random: Random): Promise<string> {
  const mode = pick(random, ['fast', 'immediate'] as const)
  if (restart === null) return 'no restart: the server is not ours'
  await restart(mode)
  return `restart ${mode}`
}

/** Changes what statements are made for, while they run. */
export async function troubleSchema(direct: Pool, random: Random): Promise<string> {
  const sql = pick(random, [
    "alter table facts add column if not exists more text not null default 'more'",
    'alter table facts drop column if exists more',
    'alter table writes add column if not exists more int[]',
    'alter table writes drop column if exists more',
    `do $$ begin
       if (select atttypid from pg_attribute where attrelid = 'shifting'::regclass and attname = 'value') = 'int'::regtype
       then alter table shifting alter column value type text using 'x' || value;
       else alter table shifting alter column value type int using substr(value, 2)::int;
       end if;
     end $$`,
    'create index if not exists idx_writes_key on writes (key)',
    'drop index if exists idx_writes_key',
    'analyze facts',
  ])
  const client = await direct.connect()
  // The server may be restarted meanwhile.
  client.on('error', () => undefined)
  try {
    await client.query('set lock_timeout = 300')
    await client.query(sql)
    client.release()
  } catch (error) {
    client.release(true)
    throw error
  }
  return sql.slice(0, 60)
}
