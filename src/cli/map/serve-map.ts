import { once } from 'node:events'
import type { Database } from '../../database.js'
import { startMapPage } from '../../map-page/start-map-page.js'
import { openInBrowser } from './open-in-browser.js'

/** The options of commands that serve the page. */
export interface PageFlags {
  readonly port?: number
  readonly open?: boolean
}

/** Serves the page, prints its address, and waits for the signal, whose reason it throws. */
export async function serveMap(
  db: Database,
  { port, open = false }: PageFlags,
  signal: AbortSignal,
): Promise<never> {
  signal.throwIfAborted()
  await using page = await startMapPage(db, { port })
  process.stdout.write(`The map is at ${page.url} (Ctrl-C ends it)\n`)
  if (open) openInBrowser(page.url)
  if (!signal.aborted) await once(signal, 'abort')
  throw signal.reason
}
