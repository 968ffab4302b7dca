// Thorough: generates from dozens of wrong files.

import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { GenerationMistake } from '../../src/errors.js'
import type { TestDatabase } from '../../src/testing/index.js'
import { fixtureDatabase } from '../setup/generate/fixture-database.js'
import { Workspace } from '../setup/generate/workspace.js'

let database: TestDatabase

beforeAll(async () => {
  database = await fixtureDatabase()
})
afterAll(() => database.drop())

async function mistakesOf(
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<readonly GenerationMistake[]> {
  await using workspace = await Workspace.create(database.url, files)
  return await workspace.mistakes()
}

/** The one mistake of a statement, and what the caret points at. */
async function mistakeOf(sql: string) {
  const [mistake, ...others] = await mistakesOf({
    'a.sql': `/* head */\n\n/* @name listThings */\n-- Prose.\n${sql};\n`,
  })
  expect(others).toEqual([])
  if (mistake === undefined) throw new Error('the statement of this test has no mistake')
  const { line, column, source, message, hint, rule, sqlState } = mistake
  return {
    place: `${line}:${column}`,
    at: source.slice(column - 1).replace(/;$/, ''),
    message,
    hint,
    rule,
    sqlState,
  }
}

describe('an error of the server', () => {
  it('stands at the character it speaks of', async () => {
    expect(await mistakeOf('select people.id\nfrom people\nwhere people.nme = 1')).toMatchObject({
      rule: 'server',
      place: '7:7',
      at: 'people.nme = 1',
      message: 'column people.nme does not exist',
      sqlState: '42703',
    })
  })

  it('stands right behind parameters that are longer and shorter than their numbers', async () => {
    const sql = 'select :aVeryLongName!::int, :b::int, :aVeryLongName, nothing'
    expect(await mistakeOf(sql)).toMatchObject({ place: '5:55', at: 'nothing' })
  })

  it('stands right behind letters outside ASCII and outside the basic plane', async () => {
    expect(await mistakeOf(`select 'é😀', :x::text, '😀' as two, nothing`)).toMatchObject({ at: 'nothing' })
  })

  it('stands right behind comments and prose', async () => {
    const sql = `select /* é 😀 :no */ 1, -- 'it''s :no'\n  nothing`
    expect(await mistakeOf(sql)).toMatchObject({ place: '6:3', at: 'nothing' })
  })

  it('stands at the parameter when it is about one', async () => {
    expect(await mistakeOf('select id from people where id = :id!::pet_kind')).toMatchObject({
      at: '= :id!::pet_kind',
      sqlState: '42883',
    })
    expect(await mistakeOf(`select :kind! = 'cat', :kind::int`)).toMatchObject({
      at: expect.any(String) as string,
    })
  })

  it('names a parameter of which no type is known, and stands there', async () => {
    expect(await mistakeOf('select people.id from people where :far! is null')).toMatchObject({
      place: '5:36',
      message: 'could not determine data type of parameter :far',
      hint: 'cast it: :name::type',
    })
  })

  it('shows a syntax error where it is', async () => {
    expect(await mistakeOf('select people.id\nfrom people\nwhere and')).toMatchObject({
      place: '7:7',
      sqlState: '42601',
      message: 'syntax error at or near "and"',
    })
  })

  it('is found although it only shows when the statement is planned', async () => {
    const sql = `insert into people (id, name) values (1, 'Ann') on conflict (nickname) do nothing`
    expect(await mistakeOf(sql)).toMatchObject({ place: '3:10', sqlState: '42P10' })
  })

  it('has the nearest name of a table, a column, a type', async () => {
    expect(await mistakeOf('select id from poeple')).toMatchObject({ hint: 'did you mean people?' })
    expect(await mistakeOf('select nicknme, owner_i from people')).toMatchObject({
      hint: expect.stringContaining('nickname') as string,
    })
    expect(await mistakeOf(`select 'cat'::pet_knd`)).toMatchObject({ hint: 'did you mean pet_kind?' })
  })

  it('has the nearest name of a function, unless it is the arguments that do not fit', async () => {
    expect(
      await mistakeOf(`select st_dwithn(people.home, people.home, 1) as near from people`),
    ).toMatchObject({
      hint: 'did you mean st_dwithin?',
    })
    expect(await mistakeOf(`select st_dwithin(people.id) as near from people`)).toMatchObject({
      hint: expect.stringContaining('argument types') as string,
    })
  })

  it('has no name where none is near', async () => {
    expect(await mistakeOf('select id from zzzzzz')).toMatchObject({ hint: null })
  })

  it("has the server's own hint", async () => {
    expect(await mistakeOf('select people.nicknam from people')).toMatchObject({
      hint: 'Perhaps you meant to reference the column "people.nickname".',
    })
  })
})

describe('a column', () => {
  it('without a name is a mistake where it stands', async () => {
    expect(await mistakeOf('select people.id,\n  1 + 1\nfrom people')).toMatchObject({
      rule: 'column',
      place: '6:3',
      message: 'column 2 has no name',
      hint: 'give it one: … as name',
    })
  })

  it('with the name of another one in the row is a mistake', async () => {
    const sql = 'select people.boss_id,\n  people.id as "bossId"\nfrom people'
    expect(await mistakeOf(sql)).toMatchObject({
      place: '6:3',
      message: 'two columns are bossId in a row: boss_id and bossId',
    })
    expect(await mistakeOf('select people.id, pets.id from people, pets')).toMatchObject({
      at: 'pets.id from people, pets',
    })
    expect(await mistakeOf('select people.id as "x!", people.id as "x?" from people')).toMatchObject({
      rule: 'column',
    })
  })

  it.each([
    ['a_point', 'point', 'cast it: (…)::text'],
    ['a_dimensions', 'dimensions', 'name its columns one by one, or use to_jsonb(…)'],
    ['row(1, 2) as pair', 'record', 'name its columns one by one, or use to_jsonb(…)'],
    ['array[a_point] as points', 'point', 'cast it: (…)::text'],
    ['st_centroid(a_polygon) as middle', 'geography', 'cast it: (…)::geography(Point, 4326)'],
    ['st_setsrid(a_geometry, 3857)::geometry(Point, 3857) as flat', 'geometry', 'make it one'],
    ["'point m (1 2 3)'::geometry(PointM, 4326) as measured", 'geometry', 'make it one'],
  ])('%s has no true type, and a way out', async (column, type, hint) => {
    const mistake = await mistakeOf(`select 1 as one,\n  ${column}\nfrom values_of_every_type`)
    expect(mistake).toMatchObject({
      rule: 'type',
      place: '6:3',
      hint: expect.stringContaining(hint) as string,
    })
    expect(mistake.message).toContain(type)
  })
})

describe('a parameter', () => {
  it('of a type without a true type is a mistake where it stands', async () => {
    expect(await mistakeOf('select 1 as one where point(1, 1) ~= :place!')).toMatchObject({
      rule: 'type',
      at: ':place!',
      hint: 'send it as text: :name!::text::point',
    })
  })

  it('of two types is a mistake', async () => {
    const sql = `insert into people (id, name) values :rows`
    const [mistake] = await mistakesOf({
      'a.sql': `/*\n  @name add\n  @param rows -> ((id!, name!)...)\n*/\n${sql};\n/*\n  @name two\n  @param pair -> (a!, b!)\n*/\nselect 1 as one where (1::int, 'x'::text) = :pair and ('y'::text, 2::int) = :pair;`,
    })
    expect(mistake).toMatchObject({
      rule: 'type',
      query: 'two',
      message: 'parameter pair.a is int4 in one place and text in another',
    })
  })
})

describe('a name', () => {
  it('that two files give is a mistake in the second', async () => {
    const mistakes = await mistakesOf({
      'a.sql': '/* @name getThing */\nselect 1 as one;',
      'b.sql': '/* head */\n/* @name GetThing */\nselect 2 as two;',
    })
    expect(mistakes).toHaveLength(1)
    expect(mistakes[0]).toMatchObject({ rule: 'name', line: 2, column: 10 })
    expect(mistakes[0]?.file).toMatch(/b\.sql$/)
    expect(mistakes[0]?.message).toMatch(/^GetThing is taken by getThing in .*a\.sql:1$/)
  })

  it('that is a word of JavaScript is a mistake', async () => {
    expect(await mistakesOf({ 'a.sql': '/* @name delete */\nselect 1 as one;' })).toMatchObject([
      { rule: 'name', line: 1, column: 10, message: 'delete is a word of JavaScript' },
    ])
  })

  it('that could not begin a type is a mistake', async () => {
    expect(await mistakesOf({ 'a.sql': '/* @name _1 */\nselect 1 as one;' })).toMatchObject([
      { rule: 'name' },
    ])
  })

  it('that makes a type of the name of an enum is a mistake', async () => {
    await using other = await fixtureDatabase()
    const client = new Client({ connectionString: other.url })
    await client.connect()
    await client.query(`create type list_row as enum ('a')`)
    await client.end()
    await using workspace = await Workspace.create(other.url, {
      'a.sql': '/* @name list */\nselect 1 as one;',
    })
    expect(await workspace.mistakes()).toMatchObject([
      {
        rule: 'name',
        line: 1,
        column: 10,
        message: 'the type ListRow of this query is also the name of another type',
      },
    ])
  })
})

describe('all mistakes', () => {
  it('of all files come in one run, in the order of the files', async () => {
    const mistakes = await mistakesOf({
      'b.sql':
        '/* @name b1 */\nselect nothing;\n/* @name b2 */\nselect :x != 1 as one;\n/* @name b3 */\nselect 1;',
      'a.sql': '/* @name a1 */ select 1 as one;\n-- stray\n/* @name a2 */ select nowhere;',
      'c.sql': '/* no query here */',
      'd.sql': Buffer.from("/* @name d */\nselect 'caf\xe9' as place;", 'latin1'),
    })
    expect(mistakes.map(({ file, line, rule }) => `${file.slice(-5)}:${line} ${rule}`)).toEqual([
      'a.sql:2 syntax',
      'a.sql:3 server',
      'b.sql:2 server',
      'b.sql:4 parameter',
      'b.sql:6 column',
      'c.sql:1 file',
      'd.sql:2 file',
    ])
  })
})

describe('a statement that is sound', () => {
  it('is not changed by being shown to the server', async () => {
    await using workspace = await Workspace.create(database.url, {
      'a.sql': `/* @name add */\ninsert into people (id, name) values (:id!, :name!) returning people.id;\n/* @name drop */\ndelete from people;`,
    })
    expect(await workspace.generate()).toMatchObject({ queries: 2 })
    await workspace.write('sql/a.sql', '/* @name count */\nselect 1 / count(*) as found from people;')
    // Dividing by the number of people would fail if it were run.
    expect(await workspace.generate()).toMatchObject({ queries: 1 })
  })
})
