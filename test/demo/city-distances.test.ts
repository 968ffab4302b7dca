import { describe, expect, it } from 'vitest'
import { loadPlaces } from '../../src/demo/load-places.js'
import { readPlaces } from '../../src/demo/read-places.js'
import type { Place } from '../../src/demo/place.js'
import type { Position } from '../../src/geo/geojson.js'
import { geodesicMetres } from '../setup/geodesic-metres.js'
import { openMarket } from '../setup/market/open-market.js'
import { showExactPlaces } from '../setup/market/show-exact-places.js'

const cities = (await readPlaces()).slice(0, 100)
const { db } = await openMarket()
await showExactPlaces(db)
await loadPlaces(db, cities)

function positionOf(name: string): Position {
  const city = cities.find((place: Place) => place.name === name)
  if (city === undefined) throw new Error(`${name} is not among the cities`)
  return city.location.coordinates
}

// Two published figures say that the reference is used rightly.
describe('the reference', () => {
  it.each<[string, Position, Position, number]>([
    // https://www.npmjs.com/package/geographiclib-geodesic
    ['Wellington to Salamanca', [174.81, -41.32], [-5.5, 40.96], 19_959_679.267],
    // Flinders Peak to Buninyong: Geocentric Datum of Australia, Technical Manual, Vincenty's formulae.
    [
      'a line of the Australian survey',
      [144 + 25 / 60 + 29.5244 / 3600, -(37 + 57 / 60 + 3.7203 / 3600)],
      [143 + 55 / 60 + 35.3839 / 3600, -(37 + 39 / 60 + 10.1561 / 3600)],
      54_972.271,
    ],
  ])('agrees with the published length of %s', (_, from, to, metres) => {
    expect(geodesicMetres(from, to)).toBeCloseTo(metres, 3)
  })
})

describe('the distance between cities', () => {
  it.each(['Shanghai', 'Dubai', 'London', 'New York City', 'São Paulo', 'Sydney', 'Lagos', 'Moscow'])(
    'from %s to 99 others is the geodesic, to a millionth',
    async (name) => {
      const near = positionOf(name)
      const { items } = await db.products.nearby({ near, radiusMetres: 20_037_508, limit: 100 })
      expect(items).toHaveLength(100)
      for (const { publicLocation, distanceMetres } of items) {
        const expected = geodesicMetres(near, publicLocation.coordinates)
        expect(Math.abs(distanceMetres - expected)).toBeLessThanOrEqual(1e-6 * expected)
      }
    },
  )
})
