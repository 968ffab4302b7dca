import pg from 'pg'
import type { OpenPeer } from '../peer.js'
import { asNamed, transactionOn } from './pg-client.js'
import { setPgTypes } from './pg-pool.js'
import { sqlPeer } from './sql-peer.js'

/** pg over libpq, with a name for each statement; it documents no cursor. */
export const open: OpenPeer = async ({ url, connections }) => {
  // A getter that warns and gives null where the addon is not there.
  const { native } = pg
  if (native === null)
    throw new Error('pg-native is not installed (it is compiled, for which it needs libpq-dev)')
  await setPgTypes(url)
  const pool = new native.Pool({ connectionString: url, max: connections, idleTimeoutMillis: 0 })
  return sqlPeer({
    run: async (name, values) => (await pool.query(asNamed(name, values))).rows,
    transaction: (body) => transactionOn(pool, asNamed, body),
    close: () => pool.end(),
  })
}
