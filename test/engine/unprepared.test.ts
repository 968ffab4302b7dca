import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.js'
import { sampleProduct, sampleUser } from '../setup/market/samples.js'
import { query } from '../setup/query.js'
import { openOver, transports } from '../setup/engine/open-over.js'

const kept = query<undefined, { readonly count: number }>('select count(*) from pg_prepared_statements')
const ids = query<{ readonly count: number }, { readonly id: number; readonly half: number }>(
  'select id, id / 2.0::float8 as half from generate_series(1, :count!::int) as id order by id',
  { count: 'int4' },
)

let test: TestDatabase

beforeAll(async () => {
  test = await createTestDatabase()
})

afterAll(async () => {
  await test.drop()
})

describe.each(transports)('without prepared statements, over %s', (transport) => {
  it('a session keeps none, and each run gives the same', async () => {
    await using open = openOver(transport, { url: test.url, maxConnections: 2, preparedStatements: false })
    for (let run = 0; run < 3; run++) {
      expect(await open.db.many(ids, { count: 3 })).toEqual([
        { id: 1, half: 0.5 },
        { id: 2, half: 1 },
        { id: 3, half: 1.5 },
      ])
      expect(await open.db.one(kept)).toEqual({ count: 0 })
    }
    await open.db.transaction(async (tx) => {
      expect(await tx.many(ids, { count: 1 })).toEqual([{ id: 1, half: 0.5 }])
      expect(await tx.one(kept)).toEqual({ count: 0 })
    })
  })

  it('repositories do what they do', async () => {
    await using open = openOver(transport, { url: test.url, maxConnections: 2, preparedStatements: false })
    const seller = await open.db.users.create(sampleUser())
    const products = await open.db.products.createMany([sampleProduct(seller.id), sampleProduct(seller.id)])
    const found = await Promise.all(products.map((id) => open.db.products.get(id)))
    expect(found.map(({ id }) => id)).toEqual(products)
    expect((await open.db.products.listBySeller({ sellerId: seller.id })).items).toHaveLength(2)
  })
})

describe.each(['lanes', 'sessions'] as const)('without prepared statements, over %s', (transport) => {
  it('a stream gives all rows', async () => {
    await using open = openOver(transport, { url: test.url, maxConnections: 2, preparedStatements: false })
    const read = []
    for await (const { id } of open.db.stream(ids, { count: 250 }, { batchRows: 100 })) read.push(id)
    expect(read).toEqual(Array.from({ length: 250 }, (_, index) => index + 1))
  })
})
