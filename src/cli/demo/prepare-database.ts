import type { Database } from '../../database.js'
import type { DemoDatabase } from '../../demo/demo-database.js'
import { loadMarket } from '../../demo/load-market.js'
import { loadPlaces } from '../../demo/load-places.js'
import { openEmbedded } from '../../demo/open-embedded.js'
import { openOnServer } from '../../demo/open-on-server.js'
import type { Place } from '../../demo/place.js'
import { readPlaces } from '../../demo/read-places.js'
import type { EmbeddedStep } from '../../embedded/index.js'
import { startProgress } from '../start-progress.js'

const starting: Readonly<Record<EmbeddedStep, string>> = {
  unpack_extensions: 'unpacking PostGIS (only this once)',
  create_database: 'creating a database to start from (only this once)',
  migrate: 'migrating it (only this once)',
  start: 'starting',
}

interface DatabaseChoice {
  readonly dataDir?: string
  readonly url?: string
}

/** Reads the places, with a display of progress. */
export async function read(most: number): Promise<readonly Place[]> {
  using progress = startProgress({ label: 'Reading the places of the world' })
  const places = await readPlaces()
  const chosen = places.slice(0, most)
  const which = chosen.length < places.length ? `the ${count(chosen.length)} most populous of ` : ''
  progress.finish(`Places: ${which}${count(places.length)}`)
  return chosen
}

/** Opens the database, with a display of progress. */
export async function open({ dataDir, url }: DatabaseChoice, signal: AbortSignal): Promise<DemoDatabase> {
  using progress = startProgress({ label: 'PostgreSQL with PostGIS' })
  const start = performance.now()
  const database =
    url === undefined
      ? await openEmbedded({ dataDir, signal, onStep: (step) => progress.step(starting[step]) })
      : await openOnServer(url, signal)
  const where = url === undefined ? `embedded, in ${dataDir ?? 'memory'}` : 'on your server'
  progress.finish(`PostgreSQL with PostGIS, ${where}: ready in ${seconds(performance.now() - start)}`)
  return database
}

/** Applies the migrations, with a display of progress. */
export async function migrate(db: Database, signal: AbortSignal): Promise<void> {
  using progress = startProgress({ label: 'Migrating' })
  const start = performance.now()
  const { applied, version } = await db.migrate({
    signal,
    onProgress: (event) => {
      if (event.type === 'started') progress.step(event.migration.file)
    },
  })
  const count = `${applied.length} ${applied.length === 1 ? 'migration' : 'migrations'}`
  progress.finish(
    applied.length === 0
      ? `Nothing to migrate: the schema is at version ${version}`
      : `${count} applied in ${seconds(performance.now() - start)}: the schema is at version ${version}`,
  )
}

/** Loads the places, with a display of progress. */
export async function load(db: Database, places: readonly Place[], signal: AbortSignal): Promise<void> {
  using progress = startProgress({ label: 'Loading places', total: places.length })
  const { loaded, reused, ms } = await loadPlaces(db, places, {
    signal,
    onProgress: (done) => progress.update(done),
  })
  const rate = `in ${seconds(ms)}, ${count(Math.round((loaded / ms) * 1_000))} a second`
  if (loaded === 0) progress.finish(`${count(reused)} places were there already, none is loaded twice`)
  else if (reused === 0)
    progress.finish(`${count(loaded)} places loaded ${rate}, a seller and a listing each`)
  else progress.finish(`${count(loaded)} places loaded ${rate}; ${count(reused)} were there already`)
}

/** Loads what there is to look at on a map, with a display of progress. */
export async function loadMapOf(db: Database, signal: AbortSignal): Promise<void> {
  using progress = startProgress({ label: 'Making the map' })
  progress.step('a market in Dubai')
  await loadMarket(db)
  progress.step('clusters and words')
  await db.maintain({ tasks: ['map.cells', 'search.terms'], batchRows: 1_000, signal })
  progress.finish('The map is ready')
}

function count(number: number): string {
  return number.toLocaleString('en')
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`
}
