// Thorough: writes tens of thousands of products.

import { describe, expect, it } from 'vitest'
import { ConflictError, NotFoundError, InvalidInputError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import { rejection } from '../setup/rejection.js'
import { bothWays } from '../setup/market/both-ways.js'
import { openMarket } from '../setup/market/open-market.js'
import { refusals } from '../setup/market/refusals.js'
import { rowCounts } from '../setup/market/row-counts.js'
import { completeProduct, sampleProduct, sampleUser } from '../setup/market/samples.js'

const { db } = await openMarket()
const seller = await db.users.create(sampleUser())
const otherSeller = await db.users.create(sampleUser())

function some(count: number, sellerId = seller.id) {
  return Array.from({ length: count }, () => ({ ...sampleProduct(sellerId), id: newId() }))
}

async function productCount(): Promise<number> {
  return (await rowCounts(db))['products'] ?? 0
}

describe.each(bothWays(db))('createMany on %s', (_, on) => {
  it('writes what create writes, to the last digit and character', async () => {
    const complete = completeProduct(seller.id)
    const sparse = sampleProduct(otherSeller.id)
    const ids = await on(({ products }) => products.createMany([complete, sparse]))
    const [first, second] = await db.products.listByIds(ids)
    const alone = await db.products.create({ ...complete, id: newId() })
    expect(first).toStrictEqual({
      ...alone,
      id: complete.id,
      createdAt: first?.createdAt,
      updatedAt: first?.updatedAt,
    })
    const { id, createdAt, updatedAt, ...bare } = await db.products.create(sparse)
    expect(second).toMatchObject(bare)
  })

  it('writes many as it writes few', async () => {
    // More than a hundred new ones outside a transaction go by COPY.
    const batch = Array.from({ length: 150 }, (_, n) =>
      n % 2 === 0
        ? { ...completeProduct(seller.id), id: newId(), title: `tab\t, \\N and "${n}"` }
        : { ...sampleProduct(otherSeller.id), id: newId() },
    )
    const ids = await on(({ products }) => products.createMany(batch))
    expect(ids).toEqual(batch.map(({ id }) => id))
    const asMany = await db.products.listByIds(ids)
    await Promise.all(asMany.map(({ id, sellerId }) => db.products.delete({ productId: id, sellerId })))
    for (let at = 0; at < batch.length; at += 50) await db.products.createMany(batch.slice(at, at + 50))
    const asFew = await db.products.listByIds(ids)
    const withoutTimes = (rows: typeof asMany) => rows.map(({ createdAt, updatedAt, ...product }) => product)
    expect(withoutTimes(asMany)).toStrictEqual(withoutTimes(asFew))
  })

  it('leaves what is there as it is when many are repeated, or some of them are new', async () => {
    const batch = some(120)
    await on(({ products }) => products.createMany(batch))
    const { id: productId = '' } = batch[7] ?? {}
    await db.products.update({ productId, sellerId: seller.id, patch: { title: 'Changed since' } })
    const again = [...batch, ...some(120)]
    const ids = await on(({ products }) => products.createMany(again))
    const titles = (await db.products.listByIds(ids)).map(({ title }) => title)
    expect(titles).toEqual(again.map(({ id, title }) => (id === productId ? 'Changed since' : title)))
    const differently = batch.map((product, n) => (n === 60 ? { ...product, title: 'Other' } : product))
    const error = await rejection(
      on(({ products }) => products.createMany(differently)),
      ConflictError,
    )
    expect(error.rule).toBe('repeated_differently')
  })

  it('writes none of many if one has no seller, or an id that is taken', async () => {
    const stranger = newId()
    const [taken = ''] = await db.products.createMany(some(1, otherSeller.id))
    const before = await productCount()
    const orphan = some(120).map((product, n) => (n === 60 ? { ...product, sellerId: stranger } : product))
    const error = await rejection(
      on(({ products }) => products.createMany(orphan)),
      NotFoundError,
    )
    expect(error.table).toBe('users')
    const stolen = some(120).map((product, n) => (n === 60 ? { ...product, id: taken } : product))
    const conflict = await rejection(
      on(({ products }) => products.createMany(stolen)),
      ConflictError,
    )
    expect(conflict.rule).toBe('repeated_differently')
    expect(await productCount()).toBe(before)
  })

  it('gives the ids in the order of the input, those of the caller and those it made', async () => {
    const own = newId()
    const titles = ['one', 'two', 'three', 'four']
    const given = titles.map((title) =>
      sampleProduct(seller.id, title === 'two' ? { title, id: own } : { title }),
    )
    const ids = await on(({ products }) => products.createMany(given))
    expect(ids[1]).toBe(own)
    expect((await db.products.listByIds(ids)).map(({ title }) => title)).toEqual(titles)
  })

  it('does nothing with an empty batch', async () => {
    expect(await on(({ products }) => products.createMany([]))).toEqual([])
  })

  it('gives the same ids when it is repeated, and leaves the rows as they are', async () => {
    const batch = some(50)
    const ids = await on(({ products }) => products.createMany(batch))
    const rows = await db.products.listByIds(ids)
    expect(await on(({ products }) => products.createMany(batch))).toEqual(ids)
    expect(await db.products.listByIds(ids)).toEqual(rows)
  })

  it('writes none if an id is that of another seller’s product', async () => {
    const { id } = await db.products.create(sampleProduct(otherSeller.id))
    const before = await productCount()
    const batch = [...some(5), sampleProduct(seller.id, { id }), ...some(5)]
    const error = await rejection(
      on(({ products }) => products.createMany(batch)),
      ConflictError,
    )
    expect(error.rule).toBe('repeated_differently')
    expect(await productCount()).toBe(before)
  })

  it('writes none if one seller is not there', async () => {
    const before = await productCount()
    const batch = [...some(5), sampleProduct(newId()), ...some(5)]
    const error = await rejection(
      on(({ products }) => products.createMany(batch)),
      NotFoundError,
    )
    expect(error.table).toBe('users')
    expect(await productCount()).toBe(before)
  })

  it('refuses an id that is given twice, in whichever case', async () => {
    const id = newId()
    const batch = [sampleProduct(seller.id, { id }), sampleProduct(seller.id, { id: id.toUpperCase() })]
    const error = await rejection(
      on(({ products }) => products.createMany(batch)),
      InvalidInputError,
    )
    expect(error.field).toBe('products[1].id')
  })

  it('names the row and the field that it refuses', async () => {
    const batch = [sampleProduct(seller.id), sampleProduct(seller.id, { tags: ['fine', ''] })]
    const error = await rejection(
      on(({ products }) => products.createMany(batch)),
      InvalidInputError,
    )
    expect(error.field).toBe('products[1].tags[1]')
  })
})

describe('createMany, large', () => {
  it('writes 10,000 products in one call, and gives them back by their ids in their order', async () => {
    const batch = some(10_000).map((product, n) => ({ ...product, priceMinor: n }))
    const ids = await db.products.createMany(batch)
    const rows = await db.products.listByIds(ids)
    expect(rows.map(({ priceMinor }) => priceMinor)).toEqual(batch.map(({ priceMinor }) => priceMinor))
    expect(await db.products.createMany(batch)).toEqual(ids)
  })

  it('refuses 10,001 before anything is sent', async () => {
    const error = await rejection(db.products.createMany(some(10_001)), InvalidInputError)
    expect(error.field).toBe('products')
  })
})

describe('createMany, at the same time', () => {
  it('writes one batch once, however many send it and in whichever order', async () => {
    for (let round = 0; round < 10; round++) {
      const batch = some(50)
      const before = await productCount()
      const calls = Array.from({ length: 8 }, (_, n) =>
        db.products.createMany(n % 2 === 0 ? batch : batch.toReversed()),
      )
      const ids = batch.map(({ id }) => id)
      for (const [n, given] of (await Promise.all(calls)).entries()) {
        expect(given).toEqual(n % 2 === 0 ? ids : ids.toReversed())
      }
      expect(await productCount()).toBe(before + 50)
    }
  })

  it('writes all of one seller’s batch and none of the other’s when they want the same id', async () => {
    for (let round = 0; round < 20; round++) {
      const id = newId()
      const before = await productCount()
      const reasons = await refusals(
        [seller.id, otherSeller.id].map((sellerId) =>
          db.products.createMany([
            ...some(20, sellerId),
            sampleProduct(sellerId, { id }),
            ...some(20, sellerId),
          ]),
        ),
      )
      expect(reasons).toHaveLength(1)
      expect(reasons[0]).toMatchObject({ code: 'conflict', rule: 'repeated_differently' })
      expect(await productCount()).toBe(before + 41)
    }
  })
})
