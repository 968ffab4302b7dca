import { interruptible } from '../interrupt.js'
import { serveMap, type PageFlags } from '../map/serve-map.js'
import { assertWritable } from './assert-writable.js'
import { playScenes } from './play-scenes.js'
import { load, loadMapOf, migrate, open, read } from './prepare-database.js'
import { ScenePrinter } from './scene-printer.js'

/** The options of `souk-db demo`. */
export interface DemoFlags extends PageFlags {
  readonly places: number
  readonly dataDir?: string
  readonly url?: string
  readonly geojson: string
}

/** Loads the places and plays the scenes. */
export async function runDemo(flags: DemoFlags): Promise<void> {
  await assertWritable(flags.geojson)
  await interruptible(
    async (signal) => {
      const places = await read(flags.places)
      await using database = await open(flags, signal)
      await migrate(database.db, signal)
      await load(database.db, places, signal)
      const printer = new ScenePrinter(process.stdout, signal)
      await playScenes(database.db, flags.geojson, printer)
      printer.remark(closingWords(flags))
      if (flags.open !== true) return
      await loadMapOf(database.db, signal)
      await serveMap(database.db, flags, signal)
    },
    { cleansUp: true },
  )
}

function closingWords({ dataDir, geojson }: DemoFlags): string {
  const left =
    dataDir === undefined
      ? `${geojson} is all that is left behind.`
      : `The database is in ${dataDir}; a run with the same --data-dir goes on with it.`
  return `\nPlaces: GeoNames (https://www.geonames.org), CC BY 4.0.\n${left}`
}
