import { createDatabase } from '../../database.js'
import { assertSchema } from '../../migrate/index.js'
import { databaseUrl } from '../database-url.js'
import { interruptible } from '../interrupt.js'
import { serveMap, type PageFlags } from './serve-map.js'

/** The options of `souk-db map`. */
export interface MapFlags extends PageFlags {
  readonly url?: string
}

/** Serves the page until it is interrupted. */
export async function runMap({ url, ...flags }: MapFlags): Promise<void> {
  const target = { url: databaseUrl(url) }
  await interruptible(async (signal) => {
    await assertSchema(target, { allowNewer: true })
    const db = createDatabase({
      ...target,
      applicationName: 'souk-db map',
      minConnections: 0,
      maxConnections: 4,
    })
    try {
      await serveMap(db, flags, signal)
    } finally {
      await db.close()
    }
  })
}
