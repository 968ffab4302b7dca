import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDatabase, type Database } from '../../src/database.js'
import type { CopyTarget } from '../../src/engine/copy/copy-text.js'
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.js'
import { query } from '../setup/query.js'

interface Place {
  readonly id: number
  readonly name?: string | null
  readonly tags?: readonly (string | null)[]
  readonly location?: object
  readonly noted?: unknown
  readonly bytes?: Buffer
}

const places: CopyTarget<Place> = {
  table: 'places',
  columns: [
    { property: 'id', column: 'id', type: 'int8', required: true },
    { property: 'name', column: 'name', type: 'text' },
    { property: 'tags', column: 'tags', type: 'text[]', absent: '{}' },
    { property: 'location', column: 'location', type: 'geography' },
    { property: 'noted', column: 'noted', type: 'jsonb' },
    { property: 'bytes', column: 'bytes', type: 'bytea' },
  ],
}

const all = query<undefined, object>('select id, name, tags, location, noted, bytes from places order by id')
const count = query<undefined, { readonly count: number }>('select count(*) as count from places')

let test: TestDatabase
let db: Database

beforeAll(async () => {
  test = await createTestDatabase()
  db = createDatabase({ url: test.url })
  await db.execute(
    query<undefined, object>(
      "create table places (id int8 primary key, name text check (name <> 'refused'), tags text[] not null, location geography(Point, 4326), noted jsonb, bytes bytea)",
    ),
  )
})

afterAll(async () => {
  await db.close()
  await test.drop()
})

describe('copyIn', () => {
  it('copies every kind of value exactly', async () => {
    const rows = [
      {
        id: 9007199254740991,
        name: 'tab\t, line\n, return\r, backslash\\, \\N, سوق 🛍',
        tags: ['a,b', '"c"', 'd\\e', '\n', null],
        location: { type: 'Point', coordinates: [55.2708, 25.2048] },
        noted: { text: 'a\tb\\', list: [1, null] },
        bytes: Buffer.from([0, 9, 10, 92, 255]),
      },
    ]
    expect(await db.copyIn(places, rows)).toBe(1)
    expect(await db.many(all)).toEqual(rows)
    await db.execute(query<undefined, object>('delete from places'))
  })

  it('gives what is absent its default, and what is null null', async () => {
    await db.copyIn(places, [{ id: 1, name: null }])
    expect(await db.many(all)).toEqual([
      { id: 1, name: null, tags: [], location: null, noted: null, bytes: null },
    ])
    await db.execute(query<undefined, object>('delete from places'))
  })

  it('keeps whole batches, tells of each, and leaves nothing of the one that failed', async () => {
    const told: number[] = []
    const rows = Array.from({ length: 25 }, (_, id) => ({ id, name: id === 24 ? 'refused' : 'kept' }))
    const copy = db.copyIn(places, rows, { batchRows: 10, onProgress: (copied) => told.push(copied) })
    await expect(copy).rejects.toMatchObject({ code: 'constraint', table: 'places', outcome: 'unknown' })
    expect(told).toEqual([10, 20])
    expect(await db.one(count)).toEqual({ count: 20 })
    await db.execute(query<undefined, object>('delete from places'))
  })

  it('names the row and property that cannot be sent, and throws what its source throws', async () => {
    await expect(db.copyIn(places, [{ id: 1 }, { id: 1.5 }])).rejects.toMatchObject({ field: 'rows[1].id' })
    await expect(db.copyIn(places, [{ id: 1 }, {} as Place])).rejects.toMatchObject({ field: 'rows[1].id' })
    const reason = new Error('the file ended')
    const source = (async function* () {
      yield { id: 1 }
      await Promise.reject(reason)
    })()
    await expect(db.copyIn(places, source)).rejects.toBe(reason)
    expect(await db.one(count)).toEqual({ count: 0 })
  })

  it('takes part in a transaction', async () => {
    await db
      .transaction(async (tx) => {
        await tx.copyIn(places, [{ id: 1 }])
        expect(await tx.one(count)).toEqual({ count: 1 })
        throw new Error('undo')
      })
      .catch(() => undefined)
    expect(await db.one(count)).toEqual({ count: 0 })
  })

  it('copies a hundred thousand rows from a source that is read as they are taken', async () => {
    const source = (function* () {
      for (let id = 0; id < 100_000; id++) yield { id, name: `place ${id}` }
    })()
    expect(await db.copyIn(places, source)).toBe(100_000)
    expect(await db.one(count)).toEqual({ count: 100_000 })
  })
})

describe('stream', () => {
  const series = query<{ readonly count: number }, { readonly n: number }>(
    'select n from generate_series(1, :count!::int) as n',
    { count: 'int4' },
  )

  it('gives all rows in order, a piece at a time', async () => {
    let sum = 0
    for await (const { n } of db.stream(series, { count: 2_345 }, { batchRows: 100 })) sum += n
    expect(sum).toBe((2_345 * 2_346) / 2)
  })

  it('gives nothing for an empty result', async () => {
    for await (const row of db.stream(series, { count: 0 })) expect(row).toBeUndefined()
  })

  it('frees the connection when the loop is left, by break or by an error', async () => {
    const few = createDatabase({ url: test.url, maxConnections: 2, lanes: 1, connectTimeoutMs: 2_000 })
    for (let tries = 0; tries < 3; tries++) {
      for await (const { n } of few.stream(series, { count: 10_000 }, { batchRows: 10 })) if (n === 15) break
      const failing = async () => {
        for await (const { n } of few.stream(series, { count: 10 })) if (n === 5) throw new Error('enough')
      }
      await expect(failing()).rejects.toThrow('enough')
    }
    expect(await few.transaction((tx) => tx.many(series, { count: 1 }))).toEqual([{ n: 1 }])
    await few.close()
  })

  it('works inside a transaction, between other statements of it', async () => {
    await db.transaction(async (tx) => {
      let seen = 0
      for await (const { n } of tx.stream(series, { count: 30 }, { batchRows: 10 })) {
        expect(await tx.one(series, { count: 1 })).toEqual({ n: 1 })
        seen = n
        if (n === 25) break
      }
      expect(seen).toBe(25)
      expect(await tx.many(series, { count: 2 })).toHaveLength(2)
    })
  })

  it('refuses to write', async () => {
    const write = query<undefined, { readonly id: number }>(
      `insert into places (id, tags) values (-1, '{}') returning id`,
    )
    const drain = async () => {
      for await (const row of db.stream(write)) expect(row).toBeUndefined()
    }
    await expect(drain()).rejects.toMatchObject({ sqlState: '25006' })
  })
})
