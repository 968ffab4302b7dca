import { Command, InvalidArgumentError, Option } from 'commander'
import { readPlaces } from '../demo/read-places.js'
import { assertWritable } from './demo/assert-writable.js'
import { playScenes } from './demo/play-scenes.js'
import { load, migrate, open } from './demo/prepare-database.js'
import { ScenePrinter } from './demo/scene-printer.js'
import { interruptible } from './interrupt.js'

interface DemoFlags {
  readonly places?: number
  readonly dataDir?: string
  readonly url?: string
  readonly geojson: string
}

/** `souk-db demo`: the package at work on the populated places of the world. */
export function demoCommand(): Command {
  return new Command('demo')
    .description('load the populated places of the world and search them, in a database of its own')
    .option('--places <n>', 'only the n most populous places, for the impatient', placeCount)
    .addOption(
      new Option('--data-dir <folder>', 'keep the database there, and go on with what it holds').conflicts(
        'url',
      ),
    )
    .option('--url <url>', 'run on this server: a database is made there, and dropped at the end')
    .option('--geojson <file>', 'where the map goes', 'souk-nearby.geojson')
    .action(runDemo)
}

async function runDemo(flags: DemoFlags): Promise<void> {
  await assertWritable(flags.geojson)
  const places = (await readPlaces()).slice(0, flags.places)
  await interruptible(async (signal) => {
    await using database = await open(flags, signal)
    await migrate(database.db, signal)
    await load(database.db, places, signal)
    const printer = new ScenePrinter(process.stdout, signal)
    await playScenes(database.db, flags.geojson, printer)
    printer.remark(closingWords(flags))
  })
}

function closingWords({ dataDir, geojson }: DemoFlags): string {
  const left =
    dataDir === undefined
      ? `${geojson} is all that is left behind.`
      : `The database is in ${dataDir}; a run with the same --data-dir goes on with it.`
  return `\nPlaces: GeoNames (https://www.geonames.org), CC BY 4.0.\n${left}`
}

function placeCount(text: string): number {
  const count = Number(text)
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new InvalidArgumentError('Not a number of places, from 1 on.')
  }
  return count
}
