import { describe, expect, it } from 'vitest'
import { buildRowReader } from '../../src/engine/wire/row-reader.js'
import { sqlTypes } from '../../src/engine/values/sql-types.js'
import { openOver, transports } from '../setup/engine/open-over.js'
import { query, reading } from '../setup/query.js'
import { openNumbers } from '../setup/engine/open-numbers.js'

const applied = { outcome: 'applied', retryable: false }
const one = query<undefined, object>('select 1 as one')

const { numbers, test } = await openNumbers('n int unique deferrable initially deferred')

describe.each(transports)('a write whose result cannot be used, over %s', (transport) => {
  const unreadable = {
    'a bigint that is no safe integer': '9007199254740993::int8 as big',
    'two columns of one name': '1 as a, 2 as a',
    'an array of such bigints': `'{9007199254740993}'::int8[] as many`,
  }

  it.each(Object.entries(unreadable))('says that it was done: %s', async (_, columns) => {
    await using open = openOver(transport, { url: test.url })
    const add = query<undefined, object>(`insert into numbers values (1) returning ${columns}`)
    await expect(open.db.many(add)).rejects.toMatchObject(applied)
    expect(await numbers()).toEqual([1])
    await open.db.transaction(async (tx) => {
      await tx.execute(query<undefined, object>('delete from numbers'))
      await expect(tx.many(add)).rejects.toMatchObject({ outcome: 'applied' })
    })
    expect(await numbers()).toEqual([1])
    await expect(open.db.many(reading(`select ${columns}`))).rejects.toMatchObject({ outcome: 'not_run' })
  })

  it('says what the server refused in the end, and not what could not be read', async () => {
    await using open = openOver(transport, { url: test.url })
    const twice = query<undefined, object>(
      'insert into numbers values (1), (1) returning 9007199254740993::int8 as big',
    )
    await expect(open.db.many(twice)).rejects.toMatchObject({ code: 'constraint', outcome: 'not_run' })
    expect(await numbers()).toEqual([])
  })

  it('says so of one and maybeOne too', async () => {
    await using open = openOver(transport, { url: test.url })
    const two = query<undefined, object>('insert into numbers values (1), (2) returning n')
    await expect(open.db.one(two)).rejects.toMatchObject({ sqlState: '21000', ...applied })
    expect(await numbers()).toEqual([1, 2])
    const none = query<undefined, object>(
      'with gone as (delete from numbers returning n) select n from gone where n > 2',
    )
    await expect(open.db.one(none)).rejects.toMatchObject({ code: 'not_found', ...applied })
    await expect(open.db.maybeOne(reading('select 1 as n union all select 2'))).rejects.toMatchObject({
      sqlState: '21000',
      outcome: 'not_run',
    })
  })
})

describe('a deadline', () => {
  it('of a write behind a slow neighbour passes in time, and says that it may yet be done', async (context) => {
    if (!test.multiSession) context.skip('the embedded server has one session for all')
    await using open = openOver('lanes', { url: test.url, lanes: 1, stallAfterMs: 0 })
    await open.db.one(one)
    const slow = open.db.one(query('select 1 as n from pg_sleep(4)'))
    const late = open.db.execute(query('insert into numbers values (7)'), undefined, { timeoutMs: 200 })
    const startedAt = performance.now()
    await expect(late).rejects.toMatchObject({ code: 'timeout', outcome: 'unknown', retryable: false })
    expect(performance.now() - startedAt).toBeLessThan(3_000)
    // Nobody else is hurt.
    expect(await slow).toEqual({ n: 1 })
    expect(await open.db.one(one)).toEqual({ one: 1 })
  })
})

describe('a row that does not fit its description', () => {
  const fields = [
    { name: 'a', dataTypeID: 23 },
    { name: 'b', dataTypeID: 701 },
  ]
  const readRow = buildRowReader(fields, [
    { fromText: null, fromBytes: sqlTypes.int4.fromBytes },
    { fromText: null, fromBytes: sqlTypes.float8.fromBinary },
  ])
  const rowOf = (...values: readonly Buffer[]) =>
    Buffer.concat([
      Buffer.from([0, values.length]),
      ...values.flatMap((value) => [Buffer.from([0, 0, 0, value.length]), value]),
    ])
  const float = Buffer.alloc(8)
  float.writeDoubleBE(1.5)

  it('is never a value', () => {
    const good = rowOf(Buffer.from('12'), float)
    expect(readRow(good, 0, good.length)).toEqual({ a: 12, b: 1.5 })
    const wrong = [
      rowOf(Buffer.from('12')),
      rowOf(Buffer.from('12'), float, float),
      rowOf(Buffer.from('x12'), float),
      rowOf(Buffer.from('12'), Buffer.from('1.5')),
      Buffer.concat([good, Buffer.from([0])]),
    ]
    for (const row of wrong) expect(() => readRow(row, 0, row.length)).toThrow('does not fit')
  })
})
