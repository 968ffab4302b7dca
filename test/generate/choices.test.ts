// Thorough: generates dozens of times.

import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDatabase, type Database } from '../../src/database.js'
import { PreparedQuery } from '../../src/engine/statement/prepared-query.js'
import { InvalidInputError } from '../../src/errors.js'
import { checkQueryTypes, type TestDatabase } from '../../src/testing/index.js'
import { fixtureDatabase } from '../setup/generate/fixture-database.js'
import { Workspace } from '../setup/generate/workspace.js'
import { query } from '../setup/query.js'

let test: TestDatabase
let db: Database

beforeAll(async () => {
  test = await fixtureDatabase()
  db = createDatabase({ url: test.url })
  await db.execute(
    query<undefined, object>(
      `insert into people (id, name, nickname) values (1, 'Cy', 'a'), (2, 'Ann', null), (3, 'Bob', 'c')`,
    ),
  )
})
afterAll(async () => {
  await db.close()
  await test.drop()
})

const list = `select people.id, people.name
from people
where people.id > :low!
  /*[if sort=name afterName]*/ and people.name > :afterName! /*[end]*/
  /*[if sort=newest before]*/ and people.id < :before! /*[end]*/
order by
  /*[if sort=name]*/ people.name, /*[end]*/
  /*[if sort=newest]*/ people.id desc, /*[end]*/
  /*[if sort=near-me]*/ people.home <-> :origin!, /*[end]*/
  people.id
limit :limit!`

async function parametersOf(sql: string): Promise<string> {
  await using workspace = await Workspace.create(test.url, { 'one.sql': `/* @name one */\n${sql};\n` })
  await workspace.generate()
  const text = await workspace.read('one.queries.ts')
  return text.slice(text.search(/export (?:type|interface) OneParams/), text.indexOf('/** A row of'))
}

async function mistakesOf(sql: string): Promise<readonly string[]> {
  await using workspace = await Workspace.create(test.url, { 'one.sql': `/* @name one */\n${sql};\n` })
  return (await workspace.mistakes()).map(({ rule, message }) => `${rule}: ${message}`)
}

describe('a choice', () => {
  it('has a closed set of words, each with the parameters of its clauses', async () => {
    expect(await parametersOf(list)).toBe(
      `export type OneParams =
  | {
  readonly sort: 'name'
  readonly low: number
  readonly afterName?: string | undefined
  readonly limit: number | string
}
  | {
  readonly sort: 'newest'
  readonly low: number
  readonly before?: number | undefined
  readonly limit: number | string
}
  | {
  readonly sort: 'near-me'
  readonly low: number
  readonly origin: GeometryInput<Point>
  readonly limit: number | string
}

`.replaceAll('number | string', 'number'),
    )
  })

  it('is one of several words where they have the same parameters', async () => {
    const same = `select people.id from people
      order by /*[if sort=name]*/ people.name, /*[end]*/ /*[if sort=newest]*/ people.id desc, /*[end]*/ people.id`
    expect(await parametersOf(same)).toBe(
      `export interface OneParams {\n  readonly sort: 'name' | 'newest'\n}\n\n`,
    )
    const oneDiffers = `select people.id from people
      order by /*[if sort=name]*/ people.name, /*[end]*/ /*[if sort=newest]*/ people.id desc, /*[end]*/
        /*[if sort=near]*/ people.home <-> :origin!, /*[end]*/ people.id`
    expect(await parametersOf(oneDiffers)).toBe(`export type OneParams =
  | {
  readonly sort: 'name' | 'newest'
}
  | {
  readonly sort: 'near'
  readonly origin: GeometryInput<Point>
}

`)
    // Of two choices, words are joined where every way to choose both has the same parameters.
    const oneWay = same.replace(
      'people.id from people',
      `people.id from people where
      true /*[if sort=name part=few]*/ and people.id < :below! /*[end]*/ /*[if part=all]*/ and true /*[end]*/`,
    )
    expect(await parametersOf(oneWay)).toContain(
      "readonly sort: 'name'\n  readonly part: 'few'\n  readonly below",
    )
  })

  it('decides which clauses are sent, with a plan of its own', async () => {
    const one = query<Readonly<Record<string, unknown>>, { readonly id: number; readonly name: string }>(list)
    const ids = async (given: Readonly<Record<string, unknown>>) =>
      (await db.many(one, { low: 0, limit: 9, ...given })).map(({ id }) => id)
    expect(await ids({ sort: 'name' })).toEqual([2, 3, 1])
    expect(await ids({ sort: 'name', afterName: 'Ann' })).toEqual([3, 1])
    expect(await ids({ sort: 'newest' })).toEqual([3, 2, 1])
    expect(await ids({ sort: 'newest', before: 3 })).toEqual([2, 1])
    expect(await ids({ sort: 'near-me', origin: 'SRID=4326;POINT(55 25)' })).toEqual([1, 2, 3])
  })

  it.each([
    [{}, 'sort'],
    [{ sort: 'id desc' }, 'sort'],
    [{ sort: null }, 'sort'],
    [{ sort: 'toString' }, 'sort'],
    [{ sort: 'near-me' }, 'origin'],
    [{ sort: 'name', sorted: 'name' }, 'sorted'],
  ])('refuses %j', async (given, field) => {
    const one = query<Readonly<Record<string, unknown>>, object>(list)
    const error: unknown = await db
      .many(one, { low: 0, limit: 9, ...given })
      .catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(InvalidInputError)
    expect(error).toMatchObject({ field })
    expect(String(error)).not.toContain('id desc')
  })

  it('is tried with each word, by the server and by the rules', async () => {
    expect(
      await mistakesOf(
        `select id from people order by /*[if sort=a]*/ nam, /*[end]*/ /*[if sort=b]*/ nme, /*[end]*/ id`,
      ),
    ).toEqual([expect.stringMatching(/^server: with sort=a: column "nam" does not exist/) as string])
    expect(
      await mistakesOf(
        `select id /*[if sort=b]*/ , name /*[end]*/ from people order by /*[if sort=a]*/ name, /*[end]*/ id`,
      ),
    ).toEqual(['clause: with sort=a the rows have other columns'])
    expect(
      await mistakesOf(
        `select id from people where true /*[if sort=a]*/ and id = :x! /*[end]*/ /*[if sort=b]*/ and name = :x! /*[end]*/`,
      ),
    ).toEqual(['clause: with sort=b the parameter x has another type'])
    await using workspace = await Workspace.create(test.url, {
      'one.sql': `/* @name one */\nselect people.id from people order by /*[if sort=a]*/ people.id /*[end]*/ /*[if sort=b]*/ people.nickname /*[end]*/ limit 5;\n`,
    })
    expect(await workspace.mistakes({ lint: true })).toMatchObject([{ rule: 'total-order' }])
  })

  it.each([
    ['select id from people order by /*[if sort=]*/ name, /*[end]*/ id', 'clause: sort= is no choice'],
    ['select id from people order by /*[if sort=2]*/ name, /*[end]*/ id', 'clause: sort=2 is no choice'],
    [
      'select id from people where id > :sort /*[if sort=up]*/ and id > 3 /*[end]*/',
      'clause: sort is chosen by a word, and is a parameter as well',
    ],
    [
      `select id from people where true ${Array.from({ length: 6 }, (_, at) => `/*[if c${at}=a]*/ and id > 1 /*[end]*/ /*[if c${at}=b]*/ and id > 2 /*[end]*/`).join(' ')}`,
      'clause: the choices of this query make more than 32 statements',
    ],
    [
      'select id from people where true /*[if show=all]*/ and id > 1 /*[if show=few]*/ and id < 3 /*[end]*/ /*[end]*/',
      'clause: show cannot be two words at once',
    ],
  ])('%s: %s', async (sql, mistake) => {
    expect(await mistakesOf(sql)).toEqual([mistake])
  })

  it('of columns makes a query of each word, with columns, parameters and choices of its own', async () => {
    await using workspace = await Workspace.create(test.url, {
      'one.sql': `/* @name listPeople */
-- People.
select
  /*[if columns=card]*/ people.name /*[end]*/
  /*[if columns=all]*/ people.* /*[end]*/
from people
where people.id > 0
  /*[if columns=all low]*/ and people.id > :low! /*[end]*/
order by
  /*[if sort=name]*/ people.name, /*[end]*/
  /*[if sort=newest]*/ people.id desc, /*[end]*/
  people.id
limit :limit!;
`,
    })
    expect(await workspace.mistakes({ lint: true })).toEqual([])
    await workspace.generate()
    const { queries } = JSON.parse(await workspace.read('manifest.json')) as {
      queries: Record<string, { choices: object; columns: { property: string }[] }>
    }
    expect(
      Object.entries(queries).map(([name, { choices, columns }]) => [
        name,
        choices,
        columns.map(({ property }) => property).slice(0, 2),
      ]),
    ).toEqual([
      ['listPeopleAll', { sort: ['name', 'newest'] }, ['id', 'name']],
      ['listPeopleCard', { sort: ['name', 'newest'] }, ['name']],
    ])
    const text = await workspace.read('one.queries.ts')
    const parametersOfType = (type: string) =>
      text.slice(text.search(new RegExp(`export (?:type|interface) ${type}`))).split('\n\n')[0] ?? ''
    expect(parametersOfType('ListPeopleAllParams')).toContain('low?: number')
    expect(parametersOfType('ListPeopleCardParams')).not.toContain('low')
  })

  it('has declared JSON only where each word has it', async () => {
    const sql = (one: string, other: string) =>
      `/* @name pick */\nselect /*[if of=one]*/ ${one} /*[end]*/ /*[if of=other]*/ ${other} /*[end]*/ as made from values_of_every_type;\n`
    const made = async (one: string, other: string, declared: string) => {
      await using workspace = await Workspace.create(test.url, { 'pick.sql': sql(one, other) })
      await workspace.write('json.ts', `export interface JsonColumns { '${declared}': string }`)
      await workspace.generate({ jsonColumns: join(workspace.directory, 'json.ts') })
      return /readonly made: (.*)\n/.exec(await workspace.read('pick.queries.ts'))?.[1]
    }
    const [column, text] = ['values_of_every_type.a_jsonb', 'pick.made']
    expect(await made('a_jsonb', 'a_jsonb', column)).toBe(`JsonColumns['${column}']`)
    expect(await made('a_jsonb', 'to_jsonb(a_text)', column)).toBe('Json')
    expect(await made('to_jsonb(a_text)', 'a_jsonb', text)).toBe(`JsonColumns['${text}']`)
    expect(await made('to_jsonb(a_text)', 'to_jsonb(a_int4)', 'values_of_every_type.a_json')).toBe(
      'string | number',
    )
  })

  it('may be null for one word and not for another, and is part of the truth run', async () => {
    const sql = `select people.id, people.nickname from people where true /*[if show=named]*/ and people.nickname is not null /*[end]*/ /*[if show=all]*/ and people.id > 0 /*[end]*/`
    await using workspace = await Workspace.create(test.url, { 'one.sql': `/* @name one */\n${sql};\n` })
    await workspace.generate()
    const manifest = JSON.parse(await workspace.read('manifest.json')) as never
    expect(manifest).toMatchObject({
      queries: {
        one: {
          choices: { show: ['named', 'all'] },
          columns: [{ nullable: false }, { property: 'nickname', nullable: true }],
        },
      },
    })
    const one = query<Readonly<Record<string, unknown>>, object>(sql)
    const { lies, silent, unproven } = await checkQueryTypes(db, {
      manifest,
      queries: [new PreparedQuery(one.queryIR, { name: 'one', file: 'one.sql', parameterTypes: {} })],
    })
    expect({ lies, silent, unproven }).toEqual({ lies: [], silent: [], unproven: [] })
  })
})
