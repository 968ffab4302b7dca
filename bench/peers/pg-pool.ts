import pg from 'pg'
import type { PeerSettings } from '../peer.js'
import { readOwnTypes } from './own-types.js'
import { parseLabels } from './parse-labels.js'
import { parseLocation } from './parse-location.js'

/** Sets parsers for what pg leaves as text, as its documentation says. */
export async function setPgTypes(url: string): Promise<void> {
  const { geography, badges } = await readOwnTypes(url)
  pg.types.setTypeParser(pg.types.builtins.INT8, Number)
  pg.types.setTypeParser(geography, parseLocation)
  pg.types.setTypeParser(badges, parseLabels)
}

/** A pool of pg with those parsers. */
export async function openPgPool({ url, connections }: PeerSettings): Promise<pg.Pool> {
  await setPgTypes(url)
  // Connections stay while the other peers have their turn.
  return new pg.Pool({ connectionString: url, max: connections, idleTimeoutMillis: 0 })
}
