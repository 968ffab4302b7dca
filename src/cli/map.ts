import { Command } from 'commander'
import { port } from './map/port.js'
import type { MapFlags } from './map/run-map.js'

/** `souk-db map`: shows the listings of a database on a map. */
export function mapCommand(): Command {
  return new Command('map')
    .description(
      'show the listings of a database on a map, on a page for browsers of this machine; it only reads',
    )
    .option('--url <url>', 'the database (default: DATABASE_URL)')
    .option('--port <port>', 'the port of the page (default: a free one)', port)
    .option('--open', 'open the page in the browser')
    .action(async (flags: MapFlags) => {
      // Only this command needs it: `generate` runs before the generated files exist.
      const { runMap } = await import('./map/run-map.js')
      await runMap(flags)
    })
}
