import type { OpenPeer } from '../peer.js'
import { asNamed, pgClient } from './pg-client.js'
import { openPgPool } from './pg-pool.js'
import { sqlPeer } from './sql-peer.js'

/** pg with a name for each statement, so that a connection parses and plans it once. */
export const open: OpenPeer = async (settings) => sqlPeer(pgClient(await openPgPool(settings), asNamed))
