import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { GenerationError, SetupError } from '../../src/errors.js'
import type { TestDatabase } from '../../src/testing/index.js'
import { fixtureDatabase } from '../setup/generate/fixture-database.js'
import { Workspace } from '../setup/generate/workspace.js'

const table = 'values_of_every_type'

const queries = `/* @name readJson */
select v.a_jsonb, v.a_json, early.a_jsonb as joined, to_jsonb(v.a_jsonb) as same, v.a_jsonb || '{}' as made
from ${table} as v left join (select a_jsonb from ${table}) as early on true;
/* @name writeJson */
update ${table} set a_jsonb = :whole!, a_json = coalesce(:other::json, '{}'), a_polygon = :area where a_int4 = :id!
returning a_jsonb;
/* @name writeBoth */
update ${table} set a_jsonb = :value!, a_json = (:value!::jsonb)::json;
/* @name writeTwice */
with gone as (delete from ${table} where a_jsonb = :old! returning a_jsonb as was)
insert into ${table} (a_jsonb, some_places) select :new!::jsonb, :places! from gone returning (select gone.was from gone);
/* @name mergeJson */
insert into ${table} as v (a_jsonb) values (:a!), (:b!) on conflict do nothing;
/* @name assignRow */
update ${table} set (a_text, a_jsonb) = (:text!, :json!);
`

const declaration = `
// interface JsonColumns { 'in.a_comment': string }
interface Price { readonly 'the.amount': number; readonly note?: string }
export interface JsonColumns {
  /** Has 'a.key': in its comment. */
  readonly '${table}.a_jsonb': readonly { 'deep.key': Price }[]
  "${table}.a_json": { kind: 'a.b' | "c"; size(): number }['kind'] // 'no.key': here
}
export interface Other { 'other.column': string }
`

let database: TestDatabase

beforeAll(async () => {
  database = await fixtureDatabase()
})
afterAll(() => database.drop())

async function generated(text: string, declared: string = declaration) {
  const workspace = await Workspace.create(database.url, { 'a.sql': text })
  await workspace.write('types/columns.ts', declared)
  await workspace.generate({ jsonColumns: `${workspace.directory}/types/columns.ts` })
  return workspace
}

async function mistakes(declared: string) {
  try {
    await using workspace = await generated(queries, declared)
    return await workspace.output()
  } catch (error) {
    if (error instanceof GenerationError) return error.mistakes
    throw error
  }
}

describe('a declaration of JSON columns', () => {
  it('types what is a copy of a column, and what is written to one', async () => {
    await using workspace = await generated(queries)
    const module = await workspace.read('a.queries.ts')
    const member = (name: string) => new RegExp(`  readonly ${name}\\??: (.*)\n`).exec(module)?.[1]
    const declared = (column: string) => `JsonColumns['${table}.${column}']`
    expect(member('aJsonb')).toBe(declared('a_jsonb'))
    expect(member('aJson')).toBe(declared('a_json'))
    expect(member('joined')).toBe(`${declared('a_jsonb')} | null`)
    expect(member('same')).toBe(declared('a_jsonb'))
    expect(member('made')).toBe('Json')
    expect(member('whole')).toBe(declared('a_jsonb'))
    expect(member('other')).toBe(`${declared('a_json')} | null`)
    expect(member('new')).toBe(declared('a_jsonb'))
    expect(member('json')).toBe(declared('a_jsonb'))
    expect([member('a'), member('b')]).toEqual([declared('a_jsonb'), declared('a_jsonb')])
    // What is only compared is any JSON, and what goes to two columns has no type of one of them.
    expect(member('old')).toBe('Json')
    expect(member('value')).toBe('Json')
    expect(module).toContain("import type { JsonColumns } from './json-columns.js'\n")
    expect(await workspace.read('json-columns.ts')).toContain(
      "import type { JsonColumns as Declared } from '../types/columns.js'\n",
    )
  })

  it('may leave columns out, which are any JSON', async () => {
    await using workspace = await generated(queries, 'export interface JsonColumns {}')
    expect(await workspace.read('a.queries.ts')).not.toContain('JsonColumns')
  })

  it('is held against the schema', async () => {
    const wrong = `export interface JsonColumns {\n  '${table}.a_jsnb': string\n  'people.name': string\n  'x.y': string\n}`
    expect(await mistakes(wrong)).toMatchObject([
      {
        rule: 'column',
        line: 2,
        column: 4,
        message: `there is no column ${table}.a_jsnb`,
        hint: expect.stringContaining('did you mean') as string,
      },
      { rule: 'column', line: 3, message: 'the column people.name is neither json nor jsonb' },
      {
        rule: 'column',
        line: 4,
        message: 'there is no column x.y',
        hint: 'the key is the table and the column: messages.offer_data',
      },
    ])
  })

  it('must be there', async () => {
    await expect(mistakes('export type Nothing = 1')).rejects.toThrow(SetupError)
    await using workspace = await Workspace.create(database.url, { 'a.sql': queries })
    await expect(workspace.generate({ jsonColumns: '/nowhere.ts' })).rejects.toThrow('cannot be read')
  })
})

describe('a place that is written to a column', () => {
  it('has the shape of the column', async () => {
    await using workspace = await generated(queries)
    const module = await workspace.read('a.queries.ts')
    expect(module).toContain('  readonly area?: GeometryInput<Polygon> | null\n')
    expect(module).toContain('  readonly places: readonly (GeometryInput<Point> | null)[]\n')
  })
})
