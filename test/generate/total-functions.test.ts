import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readCatalogue, type Catalogue, type CatalogueFunction } from '../../src/generate/schema/catalogue.js'
import { isTotalOperator, isTotalSet, neededArguments } from '../../src/generate/schema/total-functions.js'
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.js'

const texts = ['', 'a', '5', 'UTC', '%', 'Tom Cat', '2024-02-29']
const moments = ['infinity', '-infinity', '2024-02-29', '4713-01-01 BC']
const wholes = ['0', '1', '-1', '3']
const reals = ['0', '1', '-1.5', 'NaN', 'Infinity']
const documents = ['null', '{}', '[]', '[1,null]', '{"a":null}', '"s"', '1']
const shapes = [
  'SRID=4326;POINT(55 25)',
  'SRID=4326;POINT EMPTY',
  'SRID=4326;POINT Z (1 2 3)',
  'SRID=4326;LINESTRING(0 0, 1 1)',
  'SRID=4326;POLYGON((0 0, 1 0, 1 1, 0 0))',
  'SRID=4326;GEOMETRYCOLLECTION EMPTY',
  'SRID=4326;MULTIPOINT(0 0, 1 1)',
]

/** The values of each type of which some function is most likely to make null. */
const samples: Readonly<Record<string, readonly string[]>> = {
  bool: ['true', 'false'],
  int2: wholes,
  int4: wholes,
  int8: wholes,
  oid: ['0', '1'],
  float4: reals,
  float8: reals,
  numeric: reals,
  text: texts,
  varchar: texts,
  bpchar: texts,
  citext: texts,
  name: texts,
  char: ['', 'a'],
  bytea: ['', '\\x00ff'],
  date: moments,
  timestamp: moments,
  timestamptz: moments,
  time: ['00:00', '24:00'],
  timetz: ['00:00+00', '24:00-12'],
  interval: ['0', '1 day', '-1 month', '1 hour'],
  uuid: ['00000000-0000-0000-0000-000000000000', '01890a5d-ac96-774b-bcce-b302099a8057'],
  json: documents,
  jsonb: documents,
  inet: ['10.0.0.1', '::1/64'],
  cidr: ['10.0.0.0/8', '::/0'],
  regclass: ['numbers'],
  regconfig: ['simple', 'english'],
  tsvector: ['', 'a:1 b:2'],
  tsquery: ['', 'a & !b'],
  varbit: ['', '101'],
  geometry: shapes,
  geography: shapes,
  box2d: ['BOX(0 0,1 1)'],
  box3d: ['BOX3D(0 0 0,1 1 1)'],
  _bool: ['{}', '{t,NULL}'],
  _int2: ['{}', '{1,NULL}', '{{1,2},{3,4}}'],
  _int4: ['{}', '{1,NULL}', '{{1,2},{3,4}}'],
  _int8: ['{}', '{1,NULL}'],
  _float8: ['{}', '{NaN,NULL}'],
  _numeric: ['{}', '{NaN,NULL}'],
  _text: ['{}', '{a,NULL}', '{{a,b},{c,d}}'],
  _varchar: ['{}', '{a,NULL}'],
  _uuid: ['{}', '{NULL}'],
  _timestamptz: ['{}', '{infinity,NULL}'],
  anyrange: ['empty', '(,)', '[1,2)'],
  anymultirange: ['{}', '{(,)}', '{[1,2)}'],
  mood: ['sad', 'glad'],
  record: ['(1,)', '(,)'],
}

/** The types that a polymorphic one is tried as. */
const standIns: Readonly<Record<string, string>> = {
  any: 'text',
  anyarray: '_int4',
  anycompatible: 'int4',
  anycompatiblearray: '_int4',
  anycompatiblenonarray: 'int4',
  anyelement: 'int4',
  anyenum: 'mood',
  anynonarray: 'int4',
}
const writtenAs: Readonly<Record<string, string>> = {
  anyrange: 'int4range',
  anymultirange: 'int4multirange',
  record: 'pair',
  char: '"char"',
}

let test: TestDatabase
let client: Client
let catalogue: Catalogue

beforeAll(async () => {
  test = await createTestDatabase()
  client = new Client({ connectionString: test.url })
  await client.connect()
  await client.query(`
    create type pair as (a int, b text);
    create type mood as enum ('sad', 'glad');
    create sequence numbers;
    create function null_calls(calls text[]) returns text[] language plpgsql as $$
    declare
      call text;
      is_null boolean;
      found text[] := '{}';
    begin
      foreach call in array calls loop
        begin
          execute 'select count(*) filter (where made is null) > 0 from (select ' || call || ' limit 50) as one (made)' into is_null;
          if is_null then found := found || call; end if;
        exception
          when others then null;
        end;
      end loop;
      return found;
    end
    $$;
  `)
  catalogue = await readCatalogue(client)
})
afterAll(async () => {
  await client.end()
  await test.drop()
})

/** Writes calls with the samples of each argument: every combination, or evenly some of them if there are many. */
function callsOf(
  { argumentTypes }: CatalogueFunction,
  write: (values: readonly string[]) => string,
): string[] {
  const lists = argumentTypes.map((type) => {
    const used = standIns[type] ?? type
    return (samples[used] ?? []).map((value) => `'${value}'::${writtenAs[used] ?? used}`)
  })
  const count = lists.reduce((product, list) => product * list.length, 1)
  const step = count > 40 ? Math.ceil(count / 40) + (Math.ceil(count / 40) % 2 === 0 ? 1 : 0) : 1
  return Array.from({ length: Math.ceil(count / step) }, (_, index) => {
    let rest = index * step
    return write(
      lists.map((list) => {
        const value = list[rest % list.length] ?? ''
        rest = Math.floor(rest / list.length)
        return value
      }),
    )
  })
}

async function nullCalls(calls: readonly string[]): Promise<readonly string[]> {
  const { rows } = await client.query<{ found: readonly string[] }>(
    'select null_calls($1::text[]) as found',
    [calls],
  )
  return rows[0]?.found ?? []
}

async function schemasOf(table: string, schema: string): Promise<ReadonlyMap<number, string>> {
  const { rows } = await client.query<{ oid: number; name: string }>(
    `select one.oid::int as oid, n.nspname::text as name from ${table} one join pg_namespace n on n.oid = one.${schema}`,
  )
  return new Map(rows.map(({ oid, name }) => [oid, name]))
}

describe('what is said never to be null', () => {
  it('has samples for each type of argument', () => {
    const used = [...catalogue.functions.values()].filter((one) => neededArguments(one) === 'all')
    const operators = [...catalogue.operators.values()].filter(isTotalOperator)
    const types = new Set([...used, ...operators].flatMap(({ argumentTypes }) => argumentTypes))
    expect([...types].filter((type) => samples[standIns[type] ?? type] === undefined)).toEqual([])
  })

  it('is never null: functions', async () => {
    const schemas = await schemasOf('pg_proc', 'pronamespace')
    const calls = [...catalogue.functions].flatMap(([oid, called]) => {
      const isKnown = neededArguments(called) !== null || isTotalSet(called)
      if (!isKnown || called.isAggregate || isWindowFunction(called)) return []
      return callsOf(called, (values) => `${schemas.get(oid) ?? ''}."${called.name}"(${values.join(', ')})`)
    })
    expect(calls.length).toBeGreaterThan(3_000)
    expect(await nullCalls(calls)).toEqual([])
  })

  it('is never null: operators', async () => {
    const schemas = await schemasOf('pg_operator', 'oprnamespace')
    const calls = [...catalogue.operators].flatMap(([oid, called]) => {
      if (!isTotalOperator(called)) return []
      const operator = `operator(${schemas.get(oid) ?? ''}.${called.name})`
      return callsOf(called, (values) => [...values.slice(0, -1), operator, ...values.slice(-1)].join(' '))
    })
    expect(calls.length).toBeGreaterThan(3_000)
    expect(await nullCalls(calls)).toEqual([])
  })

  it('knows overloads, not names', () => {
    const overloads = (name: string) =>
      [...catalogue.functions.values()]
        .filter((one) => one.name === name)
        .map((one) => [one.argumentTypes.join(), neededArguments(one)])
    expect(overloads('lower')).toEqual(
      expect.arrayContaining([
        ['text', 'all'],
        ['anyrange', null],
      ]),
    )
    expect(overloads('upper')).toEqual(
      expect.arrayContaining([
        ['text', 'all'],
        ['anymultirange', null],
      ]),
    )
  })
})

function isWindowFunction({ name }: CatalogueFunction): boolean {
  return /^(?:cume_dist|dense_rank|first_value|lag|last_value|lead|nth_value|ntile|percent_rank|rank|row_number)$/.test(
    name,
  )
}
