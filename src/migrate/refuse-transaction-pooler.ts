import type { ClientBase } from 'pg'
import { SetupError } from '../errors.js'
import { closeClient, connect } from './connect.js'

const identify = `
select pg_catalog.pg_backend_pid() as pid, pg_catalog.version() like '%PGlite%' as embedded`

interface Identity {
  readonly pid: number
  /** The embedded database serves every connection by one session, and is migrated without the lock's help. */
  readonly embedded: boolean
}

/**
 * Refuses a connection that changes its session between two transactions: the lock would be taken in one session,
 * the files applied in another, and the lock never be given back.
 *
 * A pooler gives itself away by telling the client another process id than the server's. Whether it gives away
 * sessions between transactions, a second connection shows: it then gets the session that the first has just used.
 *
 * @throws {@link SetupError} if it does.
 */
export async function refuseTransactionPooler(client: ClientBase, url: string): Promise<void> {
  const own = await identityOf(client)
  if (own.embedded || Reflect.get(client, 'processID') === own.pid) return
  const second = await connect(url, 'souk-db probe')
  try {
    if ((await identityOf(second)).pid !== own.pid) return
  } finally {
    await closeClient(second)
  }
  throw new SetupError(
    'the connection goes through a pooler that hands out sessions per transaction, and migrating needs one session: ' +
      'connect to the server itself, or to the pooler in session mode (PgBouncer: pool_mode = session)',
  )
}

async function identityOf(client: ClientBase): Promise<Identity> {
  const { rows } = await client.query<Identity>(identify)
  return rows[0] ?? { pid: 0, embedded: false }
}
