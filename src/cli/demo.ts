import { Command, InvalidArgumentError, Option } from 'commander'
import type { DemoFlags } from './demo/run-demo.js'
import { port } from './map/port.js'

/** `souk-db demo`: shows the package on the populated places of the world. */
export function demoCommand(): Command {
  return new Command('demo')
    .description('load the populated places of the world and search them, in a database of its own')
    .option('--places <n>', 'the n most populous places, or all, which takes minutes', placeCount, 20_000)
    .addOption(
      new Option('--data-dir <folder>', 'keep the database there, and continue with its content').conflicts(
        'url',
      ),
    )
    .option('--url <url>', 'run on this server, in a database that is created there and dropped at the end')
    .option('--geojson <file>', 'the file of the map', 'souk-nearby.geojson')
    .option('--open', 'then show the listings on a page, in the browser if there is one, until Ctrl-C')
    .option('--port <port>', 'with --open: the port of the page (default: a free one)', port)
    .action(async (flags: DemoFlags) => {
      // Only this command needs it: `generate` runs before the generated files exist.
      const { runDemo } = await import('./demo/run-demo.js')
      await runDemo(flags)
    })
}

function placeCount(text: string): number {
  if (text === 'all') return Infinity
  const count = Number(text)
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new InvalidArgumentError('Not a number of places, from 1 on.')
  }
  return count
}
