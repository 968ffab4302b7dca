import pg from 'pg'
import type { OpenPeer } from '../peer.js'
import { asNamed, pgClient, transactionOn } from './pg-client.js'
import { openPgPool } from './pg-pool.js'
import { sqlPeer } from './sql-peer.js'

/**
 * pg with `pipeline: true`: single statements are sent back to back over as many clients as the pool has connections, each
 * over the next one; a transaction has a client of the pool to itself, on which nothing can be sent ahead.
 */
export const open: OpenPeer = async (settings) => {
  const pool = await openPgPool(settings)
  const clients = Array.from(
    { length: settings.connections },
    () => new pg.Client({ connectionString: settings.url, pipeline: true } as pg.ClientConfig),
  )
  await Promise.all(clients.map((client) => client.connect()))
  let next = 0
  return sqlPeer({
    ...pgClient(pool, asNamed),
    run: async (name, values) => {
      next = (next + 1) % clients.length
      const result = await clients[next]?.query(asNamed(name, values))
      return result?.rows ?? []
    },
    transaction: (body) => transactionOn(pool, asNamed, body),
    close: async () => {
      await Promise.all(clients.map((client) => client.end()))
      await pool.end()
    },
  })
}
