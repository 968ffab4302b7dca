// Thorough: generates dozens of times.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Statement } from '../../src/engine/statement/statement.js'
import { clausesOf, unionsOf } from '../../src/generate/read/clause-tree.js'
import { compileQuery } from '../../src/generate/read/compile-query.js'
import type { TestDatabase } from '../../src/testing/index.js'
import { query } from '../setup/query.js'
import { fixtureDatabase } from '../setup/generate/fixture-database.js'
import { Workspace } from '../setup/generate/workspace.js'

let database: TestDatabase

beforeAll(async () => {
  database = await fixtureDatabase()
})
afterAll(() => database.drop())

/** What generation says of a statement: its mistakes, or the type of its parameters and its nullable columns. */
async function generated(sql: string) {
  await using workspace = await Workspace.create(database.url, { 'a.sql': `/* @name search */\n${sql};` })
  const mistakes = await workspace.mistakes()
  if (mistakes.length > 0) {
    return mistakes.map(({ rule, line, column, message, hint }) => ({
      rule,
      place: `${line}:${column}`,
      message,
      hint,
    }))
  }
  const module = await workspace.read('a.queries.ts')
  return /export (?:interface|type) SearchParams (?:= )?([^]*?)\n\n/.exec(module)?.[1]
}

async function isNullable(sql: string): Promise<readonly string[]> {
  await using workspace = await Workspace.create(database.url, { 'a.sql': `/* @name search */\n${sql};` })
  await workspace.generate()
  const { queries } = JSON.parse(await workspace.read('manifest.json')) as {
    queries: { search: { columns: { name: string; nullable: boolean }[] } }
  }
  return queries.search.columns.filter(({ nullable }) => nullable).map(({ name }) => name)
}

describe('the parameters of optional clauses', () => {
  it('are optional one by one where a clause has one', async () => {
    expect(
      await generated(
        'select id from people where true /*[if id]*/ and id = :id! /*[end]*/ /*[if boss]*/ and boss_id = :boss /*[end]*/',
      ),
    ).toBe('{\n  readonly id?: number | undefined\n  readonly boss?: number | null | undefined\n}')
  })

  it('are all or none where a clause has several', async () => {
    expect(
      await generated(
        'select id from people where id > :min! /*[if name id]*/ and (name, id) > (:name!, :id!) /*[end]*/',
      ),
    ).toBe(
      '{\n  readonly min: number\n} & (\n  | { readonly name: string; readonly id: number }\n' +
        '  | { readonly name?: undefined; readonly id?: undefined }\n)',
    )
  })

  it('are given together although the clause depends on one of them alone', async () => {
    expect(
      await generated(
        'select id from people where true /*[if near]*/ and st_dwithin(home, :near!, :metres!) and boss_id = :boss /*[end]*/',
      ),
    ).toBe(
      '(\n  | { readonly near: GeometryInput<Point>; readonly metres: number; readonly boss: number | null }\n' +
        '  | { readonly near?: undefined; readonly metres?: undefined; readonly boss?: undefined }\n)',
    )
  })

  it('of a clause within another need those of the other', async () => {
    expect(
      await generated(
        'select id from people where true /*[if a]*/ and id = :a! /*[if b]*/ and boss_id = :b! /*[end]*/ /*[end]*/',
      ),
    ).toBe(
      '(\n  | { readonly a: number; readonly b: number }\n  | { readonly a: number; readonly b?: undefined }\n' +
        '  | { readonly a?: undefined; readonly b?: undefined }\n)',
    )
  })

  it('that several clauses share can be given in each way that fills some of them', async () => {
    expect(
      await generated(
        'select id from people where true /*[if a b]*/ and id in (:a!, :b!) /*[end]*/ /*[if b c]*/ and boss_id in (:b!, :c!) /*[end]*/',
      ),
    ).toBe(
      '(\n  | { readonly a: number; readonly b: number; readonly c: number }\n' +
        '  | { readonly a: number; readonly b: number; readonly c?: undefined }\n' +
        '  | { readonly a?: undefined; readonly b: number; readonly c: number }\n' +
        '  | { readonly a?: undefined; readonly b?: undefined; readonly c?: undefined }\n)',
    )
  })

  it('that stand outside too mean something without the clause', async () => {
    expect(
      await generated(
        'select id, :a::int as a from people where true /*[if a b]*/ and id in (:a, :b!) /*[end]*/',
      ),
    ).toBe(
      '(\n  | { readonly a: number | null; readonly b: number }\n  | { readonly a: number | null; readonly b?: undefined }\n' +
        '  | { readonly a?: undefined; readonly b?: undefined }\n)',
    )
  })

  it('may be lists', async () => {
    expect(
      await generated('select id from people where true /*[if ids]*/ and id = any(:ids!::int[]) /*[end]*/'),
    ).toBe('{\n  readonly ids?: readonly (number | null)[] | undefined\n}')
  })
})

describe('generate', () => {
  it('shows every combination of clauses to the server', async () => {
    const sql =
      'select people.id from people /*[if a]*/ join pets on pets.owner_id = people.id and pets.id = :a! /*[end]*/\nwhere true /*[if b]*/ and pets.name = :b! /*[end]*/'
    expect(await generated(sql)).toEqual([
      {
        rule: 'server',
        place: '3:27',
        message: 'without the clause of a: missing FROM-clause entry for table "pets"',
        hint: null,
      },
    ])
  })

  it('refuses a clause that changes the columns', async () => {
    expect(await generated('select people.id /*[if a]*/ , :a!::int as a /*[end]*/ from people')).toEqual([
      {
        rule: 'clause',
        place: '2:18',
        message: 'without the clause of a the rows have other columns',
        hint: 'a clause may change which rows come, not their columns: write two queries',
      },
    ])
    expect(
      await generated('select people.id /*[if a]*/ + :a!::numeric /*[end]*/ as id from people'),
    ).toMatchObject([{ rule: 'clause', place: '2:18' }])
  })

  it('refuses a clause that changes the type of a parameter', async () => {
    expect(
      await generated(
        'select people.id from people where true /*[if d]*/ and :c! > 1.5 * :d! /*[end]*/ and coalesce(:c!, null) is not null',
      ),
    ).toMatchObject([
      {
        rule: 'clause',
        message: expect.stringMatching(/^without .* the parameter c has another type$/) as string,
      },
    ])
  })

  it('takes a column for nullable that is so in one combination', async () => {
    const sql =
      'select people.id, people.nickname from people where true /*[if a]*/ and people.nickname = :a! /*[end]*/'
    expect(await isNullable(sql)).toEqual(['nickname'])
    const grouped =
      'select max(pets.id) as id from pets where true /*[if a]*/ and pets.id = :a! /*[end]*/ /*[if b]*/ and pets.id < :b! group by pets.kind /*[end]*/'
    expect(await isNullable(grouped)).toEqual(['id'])
  })

  it('prepares eight clauses in all 256 combinations, more in pairs, and refuses forty', async () => {
    const search = (count: number) =>
      `select id from people where true ${Array.from({ length: count }, (_, index) => `/*[if p${index}]*/ and id <> :p${index}! /*[end]*/`).join(' ')}`
    expect(await generated(search(8))).toContain('readonly p7?: number | undefined')
    expect(await generated(search(9))).toContain('readonly p8?: number | undefined')
    expect(await generated(search(40))).toEqual([
      {
        rule: 'clause',
        place: '2:34',
        message: 'the optional clauses of this query make more than 1000 statements, even in pairs',
        hint: 'put clauses together that are given together, or write two queries',
      },
    ])
  })

  it('finds a mistake in a pair of many clauses', async () => {
    const filters = Array.from(
      { length: 9 },
      (_, index) => `/*[if p${index}]*/ and id <> :p${index}! /*[end]*/`,
    )
    const sql = `select id /*[if a]*/ , :a!::int as a /*[end]*/ from people where true ${filters.join(' ')}`
    expect(await generated(sql)).toMatchObject([
      { rule: 'clause', message: 'without the clause of a the rows have other columns' },
    ])
    const joined = `select id from people where /*[if a]*/ id > :a! /*[end]*/ /*[if b]*/ and id < :b! /*[end]*/ ${filters.join(' ')}`
    expect(await generated(joined)).toMatchObject([
      { rule: 'server', message: expect.stringMatching(/^without the clause of a: syntax error/) as string },
    ])
    const either = `select id from people where /*[if a b]*/ id in (:a!, :b!) /*[end]*/ ${filters.join(' ')}`
    expect(await generated(either)).toMatchObject([{ rule: 'server' }])
  })

  it('refuses clauses whose parameters are entangled', async () => {
    const clauses = ['b', 'c', 'd', 'e'].map(
      (name) => `/*[if a ${name}]*/ and id in (:a!, :${name}!) /*[end]*/`,
    )
    expect(await generated(`select id from people where true ${clauses.join(' ')}`)).toMatchObject([
      { rule: 'clause', message: 'the clauses of a, b, c, d, e share parameters in 16 ways' },
    ])
  })
})

describe('a combination of clauses', () => {
  const sql =
    'select 1 as a /*[if x y]*/ , :x!::int as b /*[if z]*/ , :z::int as c /*[end]*/ , :y::int as d /*[end]*/ /*[if y]*/ , :y::int as e /*[end]*/ , :always!::int as f'
  const { queryIR } = query(sql)
  const clauses = clausesOf(queryIR)
  const cases = unionsOf(
    clauses.map(({ conditions }) => conditions),
    100,
  )

  it.each((cases ?? []).map((given) => [[...given].join(' '), given] as const))(
    'given %s is prepared with the text that the engine sends',
    (_, given) => {
      const omitted = clauses.filter(({ conditions }) => ![...conditions].every((name) => given.has(name)))
      const values = Object.fromEntries([...given, 'always'].map((name) => [name, 1]))
      const sent = new Statement(query<never, unknown>(sql), {}).bind(values).prepared.text
      const shown = compileQuery(queryIR, omitted).text.replaceAll(/\/\*\[.*?\]\*\//g, '')
      expect(shown).toBe(sent)
    },
  )
})
