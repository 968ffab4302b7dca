import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDatabase } from '../../src/database.js'
import { PreparedQuery } from '../../src/engine/statement/prepared-query.js'
import { parseWithPgtyped } from '../../src/generate/read/pgtyped-parse.js'
import type { TestDatabase } from '../../src/testing/index.js'
import { fixtureDatabase } from '../setup/generate/fixture-database.js'
import { Workspace } from '../setup/generate/workspace.js'

const isString = (value: unknown) => typeof value === 'string'
const isNumber = (value: unknown) => typeof value === 'number'
const isPoint = (value: unknown) =>
  typeof value === 'object' &&
  value !== null &&
  'type' in value &&
  value.type === 'Point' &&
  'coordinates' in value
const every = (test: (value: unknown) => boolean) => (value: unknown) =>
  Array.isArray(value) && value.some((one) => one !== null) && value.every((one) => one === null || test(one))

interface Row {
  /** The value that is inserted. */
  readonly value: string
  readonly row: string
  readonly parameter: string
  readonly sql: string
  /** What the engine gives is of that type. */
  readonly holds: (value: unknown) => boolean
}

const text = (sql: string, value: string): Row => ({
  value,
  row: 'string',
  parameter: 'string',
  sql,
  holds: isString,
})
const number = (sql: string, value: string): Row => ({
  value,
  row: 'number',
  parameter: 'number',
  sql,
  holds: isNumber,
})

const cases: Readonly<Record<string, Row>> = {
  a_bool: {
    value: 'true',
    row: 'boolean',
    parameter: 'boolean',
    sql: 'bool',
    holds: (value) => value === true,
  },
  a_bytea: {
    value: `'\\x00ff'`,
    row: 'Buffer',
    parameter: 'Uint8Array',
    sql: 'bytea',
    holds: (value) => Buffer.isBuffer(value),
  },
  a_char: text('bpchar', `'abc'`),
  a_cidr: text('cidr', `'10.0.0.0/8'`),
  a_citext: text('citext', `'Ann'`),
  a_date: text('date', `'2026-11-23'`),
  a_domain: number('int4', '50'),
  a_float4: number('float4', '1.5'),
  a_float8: number('float8', '1.5'),
  a_geography: {
    value: `'point(55 25)'`,
    row: 'Point',
    parameter: 'GeometryInput<Point>',
    sql: 'geography',
    holds: isPoint,
  },
  a_geometry: {
    value: `'srid=4326;point(55 25)'`,
    row: 'Point',
    parameter: 'GeometryInput<Point>',
    sql: 'geometry',
    holds: isPoint,
  },
  a_inet: text('inet', `'10.0.0.1'`),
  a_int2: number('int2', '2'),
  a_int4: number('int4', '4'),
  a_int8: number('int8', '8'),
  a_interval: text('interval', `'1 day 2 hours'`),
  a_json: {
    value: `'{"a": 1}'`,
    row: 'Json',
    parameter: 'Json',
    sql: 'json',
    holds: (value) => typeof value === 'object',
  },
  a_jsonb: { value: `'[1]'`, row: 'Json', parameter: 'Json', sql: 'jsonb', holds: Array.isArray },
  a_kind: { value: `'cat'`, row: 'PetKind', parameter: 'PetKind', sql: 'pet_kind', holds: isString },
  a_macaddr: text('macaddr', `'08:00:2b:01:02:03'`),
  a_numeric: {
    value: '12.345',
    row: 'string',
    parameter: 'number | string',
    sql: 'numeric',
    holds: isString,
  },
  a_range: text('int4range', `'[1,5)'`),
  a_text: text('text', `'text'`),
  a_time: text('time', `'12:34:56'`),
  a_timestamp: {
    value: `'2026-11-23 12:34:56'`,
    row: 'string',
    parameter: 'Date | string',
    sql: 'timestamp',
    holds: isString,
  },
  a_timestamptz: {
    value: `'2026-11-23 12:34:56+04'`,
    row: 'Date',
    parameter: 'Date | string',
    sql: 'timestamptz',
    holds: (value) => value instanceof Date,
  },
  a_timetz: text('timetz', `'12:34:56+04'`),
  a_tsvector: text('tsvector', `'a:1'`),
  a_uuid: text('uuid', `'019a0000-0000-7000-8000-000000000000'`),
  a_varchar: text('varchar', `'var'`),
  some_domains: {
    value: `'{1,NULL}'`,
    row: 'readonly (number | null)[]',
    parameter: 'readonly (number | null)[]',
    sql: 'int4[]',
    holds: every(isNumber),
  },
  some_kinds: {
    value: `'{cat,NULL}'`,
    row: 'readonly (PetKind | null)[]',
    parameter: 'readonly (PetKind | null)[]',
    sql: 'pet_kind[]',
    holds: every(isString),
  },
  some_numbers: {
    value: `'{8,NULL}'`,
    row: 'readonly (number | null)[]',
    parameter: 'readonly (number | null)[]',
    sql: 'int8[]',
    holds: every(isNumber),
  },
  some_places: {
    value: `array['point(55 25)']::geography[]`,
    row: 'readonly (Point | null)[]',
    parameter: 'readonly (GeometryInput<Point> | null)[]',
    sql: 'geography[]',
    holds: every(isPoint),
  },
  some_texts: {
    value: `'{a,NULL}'`,
    row: 'readonly (string | null)[]',
    parameter: 'readonly (string | null)[]',
    sql: 'text[]',
    holds: every(isString),
  },
  some_times: {
    value: `array[now()]`,
    row: 'readonly (Date | null)[]',
    parameter: 'readonly (Date | string | null)[]',
    sql: 'timestamptz[]',
    holds: every((value) => value instanceof Date),
  },
}
const columns = Object.keys(cases)
const property = (column: string) => column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())

const select = `select ${columns.join(', ')} from values_of_every_type`
const insert = `insert into values_of_every_type (${columns.join(', ')}, a_dimensions, a_point)
values (${columns.map((column) => `:${property(column)}!`).join(', ')}, '(1,2)', '(1,2)') returning ${columns.join(', ')}`

let database: TestDatabase
let output: string
let manifest: { readonly queries: Readonly<Record<string, { parameters: Record<string, { type: string }> }>> }

beforeAll(async () => {
  database = await fixtureDatabase()
  const client = new Client({ connectionString: database.url })
  await client.connect()
  await client.query(
    `insert into values_of_every_type (${columns.join(', ')}, a_dimensions, a_point)
     values (${columns.map((column) => cases[column]?.value ?? '').join(', ')}, '(1,2)', '(1,2)')`,
  )
  await client.end()
  await using workspace = await Workspace.create(database.url, {
    'every.sql': `/* @name readAll */\n${select};\n/* @name writeAll */\n${insert};`,
    'shapes.sql': `/* @name shapes */
select 'linestring z (1 2 3, 4 5 6)'::geography(LineStringZ, 4326) as line, values_of_every_type.a_polygon
from values_of_every_type
where st_covers(:area!::geography(Polygon, 4326), :anyPlace) and :tall!::geometry(PointZ, 4326) is not null
  and :areas!::geography(MultiPolygon)[] is not null and :flat::geometry(GeometryCollection, 4326) is not null;`,
    'arrays.sql': `/* @name arrays */
select pets.tags, pets.nicknames, array_agg(pets.name) as names, array[1] as ones, :ids!::uuid[] as ids from pets group by pets.id;`,
    'spreads.sql': `/*
  @name spreads
  @param ids -> (...)
  @param pair -> (low, high!)
  @param rows -> ((id!, label)...)
*/
with input (id, label) as (values :rows) select input.id from input
where input.id::int in :ids and (1::int, 'x'::text) < :pair and input.id::int = :optional::int;
/* @name nothing */
delete from pets;
/* @name notify */
select pg_notify('a', 'b') as sent;`,
  })
  await workspace.generate()
  manifest = JSON.parse(await workspace.read('manifest.json')) as typeof manifest
  output = ''
  for (const name of await workspace.output()) output += await workspace.read(name)
})
afterAll(() => database.drop())

/** The members of an interface of the output. */
function membersOf(name: string): Readonly<Record<string, string>> {
  const body =
    new RegExp(`export interface ${name} \\{\n([^}]*(?:\\{[^}]*\\}[^}]*)*?)\n\\}`).exec(output)?.[1] ?? ''
  return Object.fromEntries(
    Array.from(body.matchAll(/^ {2}readonly ([^:]+): (.*)$/gm), (match) => [match[1] ?? '', match[2] ?? '']),
  )
}

describe('the type of', () => {
  it.each(columns)('%s', (column) => {
    const { row, parameter, sql } = cases[column] ?? text('', '')
    expect(membersOf('ReadAllRow')[property(column)]).toBe(row)
    expect(membersOf('WriteAllParams')[property(column)]).toBe(parameter)
    expect(manifest.queries['writeAll']?.parameters[property(column)]?.type).toBe(sql)
  })

  it('each column is what the engine gives, and what it gives can be sent back', async () => {
    const db = createDatabase({ url: database.url })
    try {
      const read = await db.one(preparedQuery('readAll', select), {})
      const wrong = columns.filter((column) => cases[column]?.holds(read[property(column)]) !== true)
      expect(wrong).toEqual([])
      expect(await db.one(preparedQuery('writeAll', insert), read)).toEqual(read)
    } finally {
      await db.close()
    }
  })

  it('a place follows the shape of its column or its cast', () => {
    expect(membersOf('ShapesRow')).toEqual({
      line: 'LineString<Position3D>',
      aPolygon: 'Polygon | null',
    })
    expect(membersOf('ShapesParams')).toEqual({
      area: 'GeometryInput<Polygon>',
      'anyPlace?': 'GeometryInput<Point> | null',
      tall: 'GeometryInput<Point>',
      areas: 'readonly (GeometryInput<MultiPolygon> | null)[]',
      'flat?': 'GeometryInput<GeometryCollection> | null',
    })
  })

  it('an array has null elements unless the schema forbids them', () => {
    expect(membersOf('ArraysRow')).toEqual({
      tags: 'readonly string[]',
      nicknames: 'readonly (string | null)[]',
      names: 'readonly (string | null)[]',
      ones: 'readonly (number | null)[]',
      ids: 'readonly (string | null)[]',
    })
  })

  it('spread parameters are lists and tuples, and parameters without ! are optional', () => {
    expect(membersOf('SpreadsParams')).toEqual({
      ids: 'readonly (number | null)[]',
      pair: '{ readonly low?: number | null; readonly high: string }',
      rows: 'readonly { readonly id: string; readonly label?: string | null }[]',
      'optional?': 'number | null',
    })
    expect(Object.keys(manifest.queries['spreads']?.parameters ?? {})).toEqual([
      'ids',
      'pair.low',
      'pair.high',
      'rows.id',
      'rows.label',
      'optional',
    ])
  })

  it('a function that gives nothing is an empty text', () => {
    expect(membersOf('NotifyRow')).toEqual({ sent: "'' | null" })
  })

  it('a query without parameters or rows says so', () => {
    expect(output).toContain('export type NothingParams = undefined\n')
    expect(output).toContain('export type NothingRow = never\n')
  })

  it('an enum is a list of values and their union, whatever its name is', () => {
    expect(output).toContain(`export const petKinds = ['cat', 'dog', 'axolotl'] as const\n`)
    expect(output).toContain(
      '/** What sort of animal it is. */\nexport type PetKind = (typeof petKinds)[number]\n',
    )
    expect(output).toContain(`export const orderStates = ['it\\'s open', 'closed'] as const\n`)
  })
})

function preparedQuery(name: string, sql: string) {
  const [query] = parseWithPgtyped(`/* @name ${name} */ ${sql};`).queries
  if (query === undefined) throw new Error('the text of this test is no query')
  const types = Object.entries(manifest.queries[name]?.parameters ?? {}).map(
    ([key, { type }]) => [key, type] as const,
  )
  return new PreparedQuery<Readonly<Record<string, unknown>>, Readonly<Record<string, unknown>>>(query.ir, {
    name,
    file: 'every.sql',
    parameterTypes: Object.fromEntries(types),
  })
}
