import { fc } from '../setup/fast-check.js'
import { describe, expect, it } from 'vitest'
import { query } from '../setup/query.js'
import { openOver, transports } from '../setup/engine/open-over.js'
import { openBare } from '../setup/engine/open-bare.js'

/*
 * The first run of a statement in a session has its columns as text, the next ones have some of them in binary: both
 * must give the same.
 */

interface Values {
  readonly times: readonly (string | null)[]
  readonly numbers: readonly (string | null)[]
}

const echo = query<
  Values,
  {
    readonly at: Date | null
    readonly number: number | null
    readonly text: string | null
    readonly n: number
  }
>(
  `select item.at::timestamptz as at, item.number::float8 as number, item.at as text, item.place::int as n
from unnest(:times!::text[], :numbers!::text[]) with ordinality as item (at, number, place) order by item.place`,
  { times: 'text[]', numbers: 'text[]' },
)

const time = fc
  .tuple(
    fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
    fc.integer({ min: 0, max: 999 }),
  )
  .map(([date, micros]) => date.toISOString().replace('Z', `${String(micros).padStart(3, '0')}Z`))

const number = fc.oneof(
  fc.double().map((value) => (Object.is(value, -0) ? '-0' : String(value))),
  fc.constantFrom('NaN', 'Infinity', '-Infinity', '-0', '5e-324', '1.7976931348623157e308'),
)

const { test } = await openBare()

describe.each(transports)('a result over %s', (transport) => {
  it('is the same each time, times to the millisecond and numbers to the bit', async () => {
    await using open = openOver(transport, { url: test.url, maxConnections: 2 })
    const anyValues = fc.array(fc.tuple(fc.option(time), fc.option(number)), { maxLength: 50 })
    await fc.assert(
      fc.asyncProperty(anyValues, async (pairs) => {
        const times = pairs.map(([at]) => at)
        const numbers = pairs.map(([, value]) => value)
        const rows = await open.db.many(echo, { times, numbers })
        const expected = pairs.map(([at, value], index) => ({
          at: at === null ? null : new Date(at),
          number: value === null ? null : Number(value),
          text: at,
          n: index + 1,
        }))
        expect(rows).toEqual(expected)
      }),
      { numRuns: 50 },
    )
  })

  it('reads infinity and far years each time', async () => {
    await using open = openOver(transport, { url: test.url, maxConnections: 2 })
    const far = {
      infinity: new Date(8_640_000_000_000_000),
      '-infinity': new Date(-8_640_000_000_000_000),
      '0044-03-15 12:00:00+00 BC': new Date('-000043-03-15T12:00:00Z'),
      '10000-01-01 00:00:00+00': new Date('+010000-01-01T00:00:00Z'),
    }
    for (const [text, at] of [...Object.entries(far), ...Object.entries(far)]) {
      const [row] = await open.db.many(echo, { times: [text], numbers: [null] })
      expect(row).toMatchObject({ at, text })
      const good = '2026-11-23T02:19:00.123Z'
      expect(await open.db.one(echo, { times: [good], numbers: ['0.1'] })).toEqual({
        at: new Date(good),
        number: 0.1,
        text: good,
        n: 1,
      })
    }
  })

  it('is read as what its columns have become', async () => {
    await using open = openOver(transport, { url: test.url, maxConnections: 2 })
    const ddl = (sql: string) => open.db.execute(query<undefined, object>(sql))
    const read = query<undefined, { readonly at: unknown }>('select at from moments')
    await ddl(`create table moments as select timestamptz '2026-11-23 02:19:00.5Z' as at`)
    for (let run = 0; run < 3; run++) {
      expect(await open.db.many(read)).toEqual([{ at: new Date('2026-11-23T02:19:00.5Z') }])
    }
    await ddl('alter table moments alter at type float8 using extract(epoch from at)')
    for (let run = 0; run < 3; run++) expect(await open.db.many(read)).toEqual([{ at: 1795400340.5 }])
    await ddl('alter table moments alter at type text using at::text')
    for (let run = 0; run < 3; run++) expect(await open.db.many(read)).toEqual([{ at: '1795400340.5' }])
    await ddl('drop table moments')
  })
})

describe.each(['lanes', 'sessions'] as const)('a stream over %s', (transport) => {
  it('gives what the statement gives', async () => {
    await using open = openOver(transport, { url: test.url, maxConnections: 2 })
    const times = Array.from({ length: 300 }, (_, n) => new Date(n * 86_400_123_000).toISOString())
    const numbers = times.map((_, n) => String(n / 3))
    for (let run = 0; run < 3; run++) {
      const rows = await open.db.many(echo, { times, numbers })
      const streamed = []
      for await (const row of open.db.stream(echo, { times, numbers }, { batchRows: 100 })) streamed.push(row)
      expect(streamed).toEqual(rows)
    }
  })

  it('is read as what its columns have become, though its connection knew them otherwise', async () => {
    await using open = openOver(transport, { url: test.url, maxConnections: 2, minConnections: 2 })
    const ddl = (sql: string) => open.db.execute(query<undefined, object>(sql))
    const read = query<undefined, { readonly n: unknown }>('select n from counts')
    const streamed = async () => {
      const rows = []
      for await (const row of open.db.stream(read)) rows.push(row)
      return rows
    }
    await ddl('create table counts as select 1.5::float8 as n')
    for (let run = 0; run < 3; run++) expect(await streamed()).toEqual([{ n: 1.5 }])
    await ddl('alter table counts alter n type text')
    for (let run = 0; run < 3; run++) expect(await streamed()).toEqual([{ n: '1.5' }])
    await ddl(`alter table counts alter n type timestamptz using '2026-11-23 02:19:00.5Z'`)
    for (let run = 0; run < 3; run++)
      expect(await streamed()).toEqual([{ n: new Date('2026-11-23T02:19:00.5Z') }])
    await ddl('drop table counts')
  })
})
