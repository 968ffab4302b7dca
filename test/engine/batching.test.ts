import { describe, expect, it } from 'vitest'
import { NotFoundError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import { openMarket } from '../setup/market/open-market.js'
import { sampleProduct, sampleUser } from '../setup/market/samples.js'
import { query } from '../setup/query.js'
import { recordStatements } from '../setup/engine/record-statements.js'

const { test, db } = await openMarket()
const seller = await db.users.create(sampleUser())
const ids = await db.products.createMany(Array.from({ length: 220 }, () => sampleProduct(seller.id)))
const [a = '', b = '', c = ''] = ids

/** The names of the queries that ran, in their order. */
async function queriesOf(work: () => Promise<unknown>): Promise<readonly string[]> {
  return (await recordStatements(work)).map(({ query }) => query)
}

describe('lookups by id', () => {
  it('of one tick are one statement, and each caller gets the row that it asked for', async () => {
    const missing = newId()
    const asked = [c, a, missing, b, a, c]
    const queries = await queriesOf(async () => {
      const found = await Promise.all(asked.map((id) => db.products.find(id)))
      expect(found.map((product) => product?.id ?? null)).toEqual(
        asked.map((id) => (id === missing ? null : id)),
      )
    })
    expect(queries).toEqual(['listProductsByIds'])
  })

  it('by get and find go together, and only the one that misses is refused', async () => {
    const queries = await queriesOf(async () => {
      const [first, missing, last] = await Promise.allSettled([
        db.products.get(a),
        db.products.get(newId()),
        db.products.find(b),
      ])
      expect(first).toMatchObject({ value: { id: a } })
      expect(missing).toMatchObject({ reason: expect.any(NotFoundError) as unknown })
      expect(last).toMatchObject({ value: { id: b } })
    })
    expect(queries).toEqual(['listProductsByIds'])
  })

  it('that are alone in their tick are a statement each', async () => {
    const queries = await queriesOf(async () => {
      await db.products.find(a)
      await db.products.find(a)
    })
    expect(queries).toEqual(['findProduct', 'findProduct'])
  })

  it('of more than a hundred ids are several statements', async () => {
    const queries = await queriesOf(async () => {
      const found = await Promise.all(ids.map((id) => db.products.get(id)))
      expect(found.map(({ id }) => id)).toEqual(ids)
    })
    expect(queries).toEqual(['listProductsByIds', 'listProductsByIds', 'listProductsByIds'])
  })

  it('of a transaction are its own: they see what it did, and others do not', async (context) => {
    if (!test.multiSession) context.skip('on the embedded server others wait until the transaction is over')
    const product = { ...sampleProduct(seller.id), id: newId() }
    const events = await recordStatements(() =>
      db.transaction(async (tx) => {
        await tx.products.create(product)
        const [inside, other, outside, another] = await Promise.all([
          tx.products.find(product.id),
          tx.products.find(a),
          db.products.find(product.id),
          db.products.find(b),
        ])
        expect([inside?.id, other?.id, outside, another?.id]).toEqual([product.id, a, null, b])
      }),
    )
    const lookups = events.filter(({ query }) => query === 'listProductsByIds')
    expect(lookups.map(({ on }) => on).toSorted()).toEqual(['lane', 'transaction'])
  })

  it('are all refused when their statement fails, and the next ones are not', async () => {
    const failed = await db
      .transaction(async (tx) => {
        await tx.one(query<undefined, object>('select 1 / 0 as n')).catch(() => undefined)
        const calls = await Promise.allSettled([tx.products.find(a), tx.products.find(b)])
        throw new Error(calls.map(({ status }) => status).join(' '))
      })
      .catch((error: unknown) => error)
    expect(failed).toMatchObject({ message: 'rejected rejected' })
    expect(await db.products.find(a)).toMatchObject({ id: a })
  })
})
