import pg from 'pg'
import type { PeerSettings } from '../peer.js'
import { geographyOid } from './geography-oid.js'
import { parseLocation } from './parse-location.js'

/** Sets parsers for what pg leaves as text, as its documentation says. */
export async function setPgTypes(url: string): Promise<void> {
  pg.types.setTypeParser(pg.types.builtins.INT8, Number)
  pg.types.setTypeParser(await geographyOid(url), parseLocation)
}

/** A pool of pg with those parsers. */
export async function openPgPool({ url, connections }: PeerSettings): Promise<pg.Pool> {
  await setPgTypes(url)
  // Connections stay while the other peers have their turn.
  return new pg.Pool({ connectionString: url, max: connections, idleTimeoutMillis: 0 })
}
