// Thorough: reads all places of the world.

import { describe, expect, it } from 'vitest'
import { listingIn, sellerIn } from '../../src/demo/place-rows.js'
import { readPlaces } from '../../src/demo/read-places.js'
import { readCreateProduct } from '../../src/repositories/products/product-input.js'
import { readCreateUser } from '../../src/repositories/users/user-input.js'

const places = await readPlaces()

describe('readPlaces', () => {
  it('gives all populated places, the most populous first and none twice', () => {
    expect(places).toHaveLength(135_233)
    expect(places[0]?.name).toBe('Shanghai')
    expect(
      places.every(({ population }, index) => population <= (places[index - 1]?.population ?? Infinity)),
    ).toBe(true)
    expect(new Set(places.map(({ geonameId }) => geonameId)).size).toBe(places.length)
  })

  it('gives them in the same order every time', async () => {
    expect(await readPlaces()).toEqual(places)
  })
})

describe('every place', () => {
  it('makes a seller and a listing that the package takes, of their own and always the same', () => {
    const ids = new Set<string>()
    const emails = new Set<string>()
    let owned = 0
    for (const place of places) {
      const seller = readCreateUser(sellerIn(place), 'seller')
      const listing = readCreateProduct(listingIn(place), 'listing')
      if (listing.sellerId === seller.id) owned++
      ids.add(seller.id ?? '').add(listing.id ?? '')
      emails.add(seller.email)
    }
    expect(owned).toBe(places.length)
    expect(ids.size).toBe(2 * places.length)
    expect(emails.size).toBe(places.length)
    expect(places.slice(0, 100).map(listingIn)).toEqual(places.slice(0, 100).map(listingIn))
  })

  it('makes listings of every category and condition', () => {
    const listings = places.slice(0, 500).map(listingIn)
    expect(new Set(listings.map(({ category }) => category)).size).toBe(12)
    expect(new Set(listings.map(({ condition }) => condition)).size).toBe(4)
  })
})
