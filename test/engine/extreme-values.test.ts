import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Batcher } from '../../src/engine/batcher.js'
import type { CopyTarget } from '../../src/engine/copy/copy-text.js'
import { sqlTypes, type SqlType } from '../../src/engine/values/sql-types.js'
import { typescriptTypes, type TypescriptType } from '../../src/engine/values/typescript-types.js'
import { unreadableValue } from '../../src/engine/values/unreadable-value.js'
import { DatabaseError } from '../../src/errors.js'
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.js'
import { valueTest } from '../../src/testing/truth/value-type.js'
import { openOver, transports, type TransportName } from '../setup/engine/open-over.js'
import { query, reading } from '../setup/query.js'

const last = new Date(8_640_000_000_000_000)
const first = new Date(-8_640_000_000_000_000)
const nowhere = { type: 'Point', coordinates: [NaN, NaN] }

/** Values at the edges of each type, as SQL writes them, and what a row has in their place. */
const extremes: Readonly<Record<string, readonly (readonly [sql: string, value: unknown])[]>> = {
  timestamptz: [
    ['infinity', last],
    ['-infinity', first],
    ['294276-12-31 23:59:59.999999+00', last],
    ['275760-09-12 23:59:59.999+00', new Date(8_639_999_999_999_999)],
    ['10000-01-01 00:00:00+00', new Date('+010000-01-01T00:00:00Z')],
    ['0044-03-15 12:00:00+00 BC', new Date('-000043-03-15T12:00:00Z')],
    ['4714-11-24 00:00:00+00 BC', new Date('-004713-11-24T00:00:00Z')],
  ],
  timestamp: [
    ['infinity', 'infinity'],
    ['0044-03-15 12:00:00 BC', '0044-03-15 12:00:00 BC'],
    ['294276-12-31 23:59:59.999999', '294276-12-31 23:59:59.999999'],
  ],
  date: [
    ['infinity', 'infinity'],
    ['-infinity', '-infinity'],
    ['0044-03-15 BC', '0044-03-15 BC'],
    ['5874897-12-31', '5874897-12-31'],
  ],
  time: [['24:00:00', '24:00:00']],
  timetz: [['24:00:00-15:59', '24:00:00-15:59']],
  interval: [['-178000000 years', '-178000000 years']],
  numeric: [
    ['NaN', 'NaN'],
    ['Infinity', 'Infinity'],
    ['-Infinity', '-Infinity'],
    [`1${'0'.repeat(400)}.5`, `1${'0'.repeat(400)}.5`],
  ],
  float4: [
    ['NaN', NaN],
    ['-Infinity', -Infinity],
  ],
  float8: [
    ['NaN', NaN],
    ['Infinity', Infinity],
    ['-0', -0],
    ['1e308', 1e308],
  ],
  int8: [
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
    ['-9007199254740991', Number.MIN_SAFE_INTEGER],
  ],
  int4: [['-2147483648', -2_147_483_648]],
  int2: [['-32768', -32_768]],
  oid: [['4294967295', 4_294_967_295]],
  money: [['-92233720368547758.08', '-$92,233,720,368,547,758.08']],
  int4range: [
    ['empty', 'empty'],
    ['(,)', '(,)'],
    ['[1,)', '[1,)'],
  ],
  numrange: [['[NaN,]', '[NaN,)']],
  tstzrange: [
    ['[-infinity,infinity]', '[-infinity,infinity]'],
    ['(,)', '(,)'],
  ],
  daterange: [['[0044-03-15 BC,infinity]', '["0044-03-15 BC",infinity]']],
  json: [
    ['1e999', Infinity],
    ['{"__proto__": 1}', JSON.parse('{"__proto__": 1}')],
  ],
  jsonb: [['12345678901234567890', 12_345_678_901_234_567_000]],
  text: [['', '']],
  bytea: [['\\x', Buffer.alloc(0)]],
  uuid: [['FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF', 'ffffffff-ffff-ffff-ffff-ffffffffffff']],
  'timestamptz[]': [['{infinity,NULL,-infinity}', [last, null, first]]],
  'geography(Point, 4326)': [['POINT EMPTY', nowhere]],
  'geometry(MultiPoint, 4326)': [
    ['MULTIPOINT(EMPTY)', { type: 'MultiPoint', coordinates: [[NaN, NaN]] }],
    ['MULTIPOINT EMPTY', { type: 'MultiPoint', coordinates: [] }],
  ],
  'geometry(PointZ, 4326)': [['POINT Z EMPTY', { type: 'Point', coordinates: [NaN, NaN, NaN] }]],
  'geometry(Polygon, 4326)': [['POLYGON EMPTY', { type: 'Polygon', coordinates: [] }]],
}

const ownTransports: readonly TransportName[] = transports.filter(
  (transport) => transport !== "a pool of pg's",
)

let test: TestDatabase

beforeAll(async () => {
  test = await createTestDatabase()
})
afterAll(() => test.drop())

interface Read {
  readonly n: number
  readonly value: unknown
}

describe.each(transports)('a list with rows at the edges of its type, over %s', (transport) => {
  it.each(Object.entries(extremes))('is read whole: %s', async (type, values) => {
    await using open = openOver(transport, { url: test.url, maxConnections: 2 })
    const list = query<{ readonly texts: readonly (string | null)[] }, Read>(
      `select n, listed::text::${type} as value from unnest(:texts!::text[]) with ordinality as of (listed, n) order by n`,
      { texts: 'text[]' },
    )
    const texts = [...values.map(([text]) => text), null]
    const expected = [...values, [null, null] as const].map(([, value], index) => ({ n: index + 1, value }))
    const declared = typescriptTypes[type as keyof typeof typescriptTypes] as TypescriptType | undefined
    // The first run has all columns as text, later ones have some in binary.
    for (let run = 0; run < 3; run++) {
      const rows = await open.db.many(list, { texts })
      expect(rows).toEqual(expected)
      if (declared === undefined) continue
      for (const { value } of rows) if (value !== null) expect(value).toSatisfy(valueTest(declared.row, {}))
    }
    // A pool that is passed in has no cursors.
    if (!ownTransports.includes(transport)) return
    const streamed: Read[] = []
    for await (const row of open.db.stream(list, { texts }, { batchRows: 2 })) streamed.push(row)
    expect(streamed).toEqual(expected)
  })
})

describe('an instant that is read', () => {
  const kept: CopyTarget<{ readonly n: number; readonly at: Date }> = {
    table: 'kept',
    columns: [
      { property: 'n', column: 'n', type: 'int8', required: true },
      { property: 'at', column: 'at', type: 'timestamptz', required: true },
    ],
  }

  it.each(ownTransports)(
    'is sent again as it was, as a parameter and by COPY, over %s',
    async (transport) => {
      await using open = openOver(transport, { url: test.url })
      await open.db.execute(query<undefined, object>('drop table if exists kept'))
      await open.db.execute(query<undefined, object>('create table kept (n int8, at timestamptz)'))
      const texts = (extremes['timestamptz'] ?? [])
        .map(([text]) => text)
        .filter((text) => !text.startsWith('294276'))
      const list = query<{ readonly texts: readonly string[] }, { readonly n: number; readonly at: Date }>(
        'select n, listed::timestamptz as at from unnest(:texts!::text[]) with ordinality as of (listed, n) order by n',
        { texts: 'text[]' },
      )
      const rows = await open.db.many(list, { texts })
      await open.db.copyIn(kept, rows)
      const same = query<{ readonly times: readonly Date[]; readonly texts: readonly string[] }, Read>(
        `select kept.n, kept.at = listed::timestamptz and kept.at = sent as value
      from unnest(:texts!::text[], :times!::timestamptz[]) with ordinality as of (listed, sent, n)
      join kept on kept.n = of.n order by kept.n`,
        { texts: 'text[]', times: 'timestamptz[]' },
      )
      const compared = await open.db.many(same, { texts, times: rows.map(({ at }) => at) })
      expect(compared).toEqual(texts.map((_, index) => ({ n: index + 1, value: true })))
    },
  )
})

describe.each(transports)('a value that has no form in JavaScript, over %s', (transport) => {
  const unreadable = [
    ['a bigint that would be rounded', '9007199254740993::int8', '22003', 'is not a safe integer'],
    ['another SRID', "'SRID=3857;POINT(1 2)'::geometry", '22000', 'must have SRID 4326'],
    ['an array of it', "'{1,9007199254740993}'::int8[]", '22003', 'is not a safe integer'],
  ] as const

  it.each(unreadable)(
    'is an error that names its column, and not the value: %s',
    async (_, sql, state, words) => {
      await using open = openOver(transport, { url: test.url, maxConnections: 1 })
      const list = reading<undefined, object>(`select n, ${sql} as far_away from generate_series(1, 3) as n`)
      for (let run = 0; run < 3; run++) {
        const error = await open.db.many(list).catch((reason: unknown) => reason)
        expect(error).toBeInstanceOf(DatabaseError)
        expect(error).toMatchObject({ sqlState: state, outcome: 'not_run', retryable: false })
        expect((error as Error).message).toMatch(new RegExp(`^query\\.farAway: .*${words}`))
        expect((error as Error).message).not.toContain('9007199254740993')
        // The connection reads on.
        expect(await open.db.one(query<undefined, object>('select 1 as one'))).toEqual({ one: 1 })
      }
      if (!ownTransports.includes(transport)) return
      await expect(
        (async () => {
          for await (const row of open.db.stream(list)) expect(row).toBeUndefined()
        })(),
      ).rejects.toMatchObject({ sqlState: state })
      expect(await open.db.one(query<undefined, object>('select 1 as one'))).toEqual({ one: 1 })
    },
  )
})

it('fails for the callers of its own row alone, when lookups go together', async () => {
  const refused = unreadableValue(
    new DatabaseError('22003', 'a bigint is not a safe integer'),
    'size',
    'listThings',
  )
  const read = (key: string) => (key === 'b' ? Promise.reject(refused) : Promise.resolve({ id: key }))
  const batcher = new Batcher({
    one: read,
    many: (keys) => Promise.all(keys.map(read)),
    keyOf: ({ id }) => id,
    limit: 10,
  })
  const found = await Promise.allSettled(['a', 'b', 'c'].map((key) => batcher.load(key)))
  expect(found).toEqual([
    { status: 'fulfilled', value: { id: 'a' } },
    { status: 'rejected', reason: refused },
    { status: 'fulfilled', value: { id: 'c' } },
  ])
})

it('covers every type that the engine decodes', () => {
  const covered = new Set(Object.keys(extremes).map((type) => type.replace(/[([].*/, '')))
  const decoded = Object.entries<SqlType>(sqlTypes).filter(
    ([, { fromText, fromBytes }]) => fromText !== undefined || fromBytes !== undefined,
  )
  expect(decoded.map(([type]) => type).filter((type) => type !== 'bool' && !covered.has(type))).toEqual([])
})
