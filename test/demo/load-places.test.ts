// Thorough: loads a marketplace of the world, several times.

import { describe, expect, it } from 'vitest'
import { loadPlaces } from '../../src/demo/load-places.js'
import { placeId } from '../../src/demo/place-id.js'
import { readPlaces } from '../../src/demo/read-places.js'
import type { Place } from '../../src/demo/place.js'
import { openMarket } from '../setup/market/open-market.js'
import { showExactPlaces } from '../setup/market/show-exact-places.js'

const { db } = await openMarket()
await showExactPlaces(db)
const places = await readPlaces()

async function listed(wanted: readonly Place[]): Promise<number> {
  return (await db.products.listByIds(wanted.map(({ geonameId }) => placeId('listing', geonameId)))).length
}

describe('loadPlaces', () => {
  it('makes a seller and a listing in each place, standing there', async () => {
    const [shanghai, ...others] = places.slice(0, 25)
    const steps: number[] = []
    const report = await loadPlaces(db, places.slice(0, 25), {
      batchSize: 10,
      onProgress: (done) => steps.push(done),
    })
    expect(report).toMatchObject({ loaded: 25, reused: 0 })
    expect(steps).toEqual([0, 0, 10, 20, 25])
    expect(await listed(others)).toBe(24)
    const product = await db.products.get(placeId('listing', shanghai?.geonameId ?? 0))
    const seller = await db.users.getAccount(product.sellerId)
    expect(product).toMatchObject({
      publicLocation: shanghai?.location,
      neighborhood: 'Shanghai',
      isAvailable: true,
    })
    expect(seller).toMatchObject({ publicLocation: shanghai?.location, role: 'seller' })
  })

  it('loads nothing twice', async () => {
    expect(await loadPlaces(db, places.slice(0, 25), { batchSize: 10 })).toMatchObject({
      loaded: 0,
      reused: 25,
    })
  })

  it('goes on where another number of places ended', async () => {
    expect(await loadPlaces(db, places.slice(0, 40), { batchSize: 10 })).toMatchObject({
      loaded: 20,
      reused: 20,
    })
    expect(await listed(places.slice(0, 40))).toBe(40)
    expect(await loadPlaces(db, places.slice(0, 5), { batchSize: 10 })).toMatchObject({
      loaded: 0,
      reused: 5,
    })
  })

  it('stops between two batches, and a later run loads the rest', async () => {
    const wanted = places.slice(0, 80)
    const controller = new AbortController()
    const stopped = loadPlaces(db, wanted, {
      batchSize: 10,
      signal: controller.signal,
      onProgress: (done) => {
        if (done === 60) controller.abort(new Error('enough'))
      },
    })
    await expect(stopped).rejects.toThrow('enough')
    expect(await listed(wanted)).toBe(60)
    expect(await loadPlaces(db, wanted, { batchSize: 10 })).toMatchObject({ loaded: 20, reused: 60 })
    expect(await listed(wanted)).toBe(80)
  })
})
