import type { OpenPeer } from '../peer.js'
import { asText, pgClient } from './pg-client.js'
import { openPgPool } from './pg-pool.js'
import { sqlPeer } from './sql-peer.js'

/** pg: `pool.query(text, values)`, and a client of the pool for a transaction. */
export const open: OpenPeer = async (settings) => sqlPeer(pgClient(await openPgPool(settings), asText))
