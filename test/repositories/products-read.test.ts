import { describe, expect, it } from 'vitest'
import { NotFoundError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import { rejection } from '../setup/rejection.js'
import { bothWays } from '../setup/market/both-ways.js'
import { openMarket } from '../setup/market/open-market.js'
import { completeProduct, sampleProduct, sampleUser } from '../setup/market/samples.js'

const { db } = await openMarket()
const seller = await db.users.create(sampleUser())

describe.each(bothWays(db))('get, find and list on %s', (_, on) => {
  it('give the same row by its id, in either case', async () => {
    const product = await db.products.create(completeProduct(seller.id))
    await on(async ({ products }) => {
      for (const id of [product.id, product.id.toUpperCase()]) {
        expect(await products.get(id)).toStrictEqual(product)
        expect(await products.find(id)).toStrictEqual(product)
        expect(await products.listByIds([id])).toStrictEqual([product])
      }
    })
  })

  it('give null, nothing or an error that names the table when there is no such product', async () => {
    const id = newId()
    await on(async ({ products }) => {
      expect(await products.find(id)).toBeNull()
      expect(await products.listByIds([id])).toEqual([])
      expect(await products.listByIds([])).toEqual([])
      const error = await rejection(products.get(id), NotFoundError)
      expect(error).toMatchObject({ code: 'not_found', table: 'products' })
      expect(error.message).not.toContain(id)
    })
  })

  it('list in the order of the ids, leave out what is not there, repeat what is asked for twice', async () => {
    const given = [sampleProduct(seller.id), sampleProduct(seller.id), sampleProduct(seller.id)]
    const [a = '', b = '', c = ''] = await db.products.createMany(given)
    const rows = await on(({ products }) => products.listByIds([c, a, newId(), b, a, c]))
    expect(rows.map(({ id }) => id)).toEqual([c, a, b, a, c])
  })
})
