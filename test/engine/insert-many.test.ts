import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.js'
import { query } from '../setup/query.js'
import { openOver, transports } from '../setup/engine/open-over.js'

interface Tag {
  readonly id: number
  readonly name: string | null
}

const insert = query<{ readonly ids: readonly number[]; readonly names: readonly (string | null)[] }, object>(
  'insert into tags (id, name) select tag.id, tag.name from unnest(:ids!::int[], :names!::text[]) as tag (id, name)',
  { ids: 'int4[]', names: 'text[]' },
)
const all = query<undefined, Tag>('select id, name from tags order by id')

function asArrays(batch: readonly Tag[]) {
  return { ids: batch.map(({ id }) => id), names: batch.map(({ name }) => name) }
}

function tags(count: number, name: (id: number) => string | null = (id) => `"tag", ${id}`): Tag[] {
  return Array.from({ length: count }, (_, id) => ({ id, name: name(id) }))
}

let test: TestDatabase

beforeAll(async () => {
  test = await createTestDatabase({ migrations: 'none' })
  await using open = openOver('sessions', { url: test.url })
  await open.db.execute(
    query<undefined, object>("create table tags (id int primary key, name text check (name <> 'refused'))"),
  )
})

beforeEach(async () => {
  await using open = openOver('sessions', { url: test.url })
  await open.db.execute(query<undefined, object>('delete from tags'))
})

afterAll(async () => {
  await test.drop()
})

describe.each(transports)('insertMany, over %s', (transport) => {
  it('writes thousands in batches, and tells of each', async () => {
    await using open = openOver(transport, { url: test.url })
    const given = tags(2_500, (id) => (id % 3 === 0 ? null : `"tag", {${id}}`))
    const told: number[] = []
    const source = (async function* () {
      await Promise.resolve()
      yield* given
    })()
    const written = await open.db.insertMany(insert, source, asArrays, {
      onProgress: (sent) => told.push(sent),
    })
    expect(written).toBe(2_500)
    expect(told).toEqual([1_000, 2_000, 2_500])
    expect(await open.db.many(all)).toEqual(given)
  })

  it('keeps whole batches, leaves nothing of the one that failed, and says that some may be there', async () => {
    await using open = openOver(transport, { url: test.url })
    const given = tags(25, (id) => (id === 24 ? 'refused' : 'kept'))
    const told: number[] = []
    const options = { batchRows: 10, onProgress: (sent: number) => told.push(sent) }
    await expect(open.db.insertMany(insert, given, asArrays, options)).rejects.toMatchObject({
      kind: 'check',
      outcome: 'unknown',
    })
    expect(told).toEqual([10, 20])
    expect(await open.db.many(all)).toHaveLength(20)
  })

  it('keeps nothing in a transaction that does not commit', async () => {
    await using open = openOver(transport, { url: test.url })
    const given = tags(25, (id) => (id === 24 ? 'refused' : 'kept'))
    const insertAll = open.db.transaction((tx) => tx.insertMany(insert, given, asArrays, { batchRows: 10 }))
    await expect(insertAll).rejects.toMatchObject({ kind: 'check', outcome: 'not_run' })
    expect(await open.db.many(all)).toEqual([])
  })

  it('sends nothing of an empty source, and refuses batches of no size', async () => {
    await using open = openOver(transport, { url: test.url })
    expect(await open.db.insertMany(insert, [], asArrays)).toBe(0)
    const none = open.db.insertMany(insert, tags(1), asArrays, { batchRows: 0 })
    await expect(none).rejects.toMatchObject({ field: 'batchRows' })
  })
})
