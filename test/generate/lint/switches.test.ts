// Thorough: generates dozens of times.

import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { formatMistake } from '../../../src/generate/format-mistake.js'
import { createTestDatabase, type TestDatabase } from '../../../src/testing/index.js'
import { Workspace } from '../../setup/generate/workspace.js'

let database: TestDatabase

beforeAll(async () => {
  const directory = fileURLToPath(new URL('schema', import.meta.url))
  database = await createTestDatabase({ migrations: { directory } })
})
afterAll(() => database.drop())

/** The mistakes in a file of queries. */
async function mistakesOf(text: string) {
  await using workspace = await Workspace.create(database.url, { 'a.sql': text })
  return await workspace.mistakes({ lint: true })
}

const star = (comment: string) => `/* @name listPets */\n${comment}select * from pets limit 5;\n`

describe('a comment that switches a rule off', () => {
  it.each([
    ['above the statement', star('-- lint-disable select-star: the schema is frozen\n')],
    [
      'within the statement',
      star('select pets.id from -- lint-disable select-star: frozen\n(').replace(';', ') as pets limit 5;'),
    ],
    [
      'at its end',
      '/* @name listPets */\nselect * from pets limit 5 -- lint-disable select-star: frozen\n;\n',
    ],
  ])('is heard %s', async (_, text) => {
    expect(await mistakesOf(text)).toEqual([])
  })

  it('holds for every place in its query, and for no other query', async () => {
    const both =
      '-- lint-disable select-star: frozen\nselect * from pets where exists (select from (select * from visits) as visits) limit 5'
    expect(
      await mistakesOf(`/* @name a */\n${both};\n/* @name b */\nselect * from pets limit 5;\n`),
    ).toMatchObject([{ rule: 'select-star', query: 'b', line: 5 }])
  })

  it('holds for its rule alone', async () => {
    const text =
      '/* @name a */\n-- lint-disable select-star: frozen\nselect * from pets order by pets.name limit 5;\n'
    expect(await mistakesOf(text)).toMatchObject([{ rule: 'total-order' }])
  })

  it('stands beside one for another rule', async () => {
    const text =
      '/* @name a */\n-- lint-disable select-star: frozen\n-- lint-disable total-order: any five: it is a sample\nselect * from pets order by pets.name limit 5;\n'
    expect(await mistakesOf(text)).toEqual([])
  })

  it('does not reach the documentation of the query', async () => {
    await using workspace = await Workspace.create(database.url, {
      'a.sql': star('-- All pets.\n-- lint-disable select-star: frozen\n-- No order.\n'),
    })
    await workspace.generate({ lint: true })
    const module = await workspace.read('a.queries.ts')
    expect(module).toMatch(/All pets\.\n \* No order\./)
  })

  it.each([
    ['-- lint-disable select-star\n', 'select-star is switched off without a reason'],
    ['-- lint-disable select-star:  \n', 'select-star is switched off without a reason'],
    ['-- lint-disable select-start: frozen\n', 'there is no rule select-start'],
    ['-- lint-disable select-star, offset: frozen\n', 'there is no rule select-star, offset'],
    ['-- lint-disable\n', 'this names no rule'],
  ])('is a mistake as %j, and switches nothing off', async (comment, message) => {
    expect(await mistakesOf(star(comment))).toMatchObject([
      { rule: 'lint-disable', message, line: 2, column: 1 },
      { rule: 'select-star', line: 3 },
    ])
  })

  it('has the nearest name where one is misspelt', async () => {
    const [mistake] = await mistakesOf(star('-- lint-disable select-start: frozen\n'))
    expect(mistake?.hint).toBe('did you mean select-star?')
  })

  it('is a mistake where it is not needed', async () => {
    expect(
      await mistakesOf('/* @name a */\n-- lint-disable offset: so\nselect pets.id from pets limit 5;\n'),
    ).toMatchObject([
      { rule: 'lint-disable', message: 'offset finds nothing here to be switched off', line: 2 },
    ])
  })

  it('is a mistake the second time', async () => {
    const twice = '-- lint-disable select-star: so\n-- lint-disable select-star: so\n'
    expect(await mistakesOf(star(twice))).toMatchObject([{ rule: 'lint-disable', line: 3 }])
  })

  it('is no comment where it stands in a string', async () => {
    const text = "/* @name a */\nselect '\n-- lint-disable offset: so' as text;\n"
    expect(await mistakesOf(text)).toEqual([])
  })
})

describe('a comment above the first query that switches a rule off', () => {
  const head = (text: string) => `/*\npets: the animals.\n\n${text}\n*/\n\n`
  const two = '/* @name a */\nselect * from pets limit 5;\n/* @name b */\nselect * from visits limit 5;\n'

  it('is heard for every query of the file', async () => {
    expect(await mistakesOf(head('lint-disable select-star: frozen') + two)).toEqual([])
    expect(await mistakesOf(`/* lint-disable select-star: frozen */\n${two}`)).toEqual([])
  })

  it('holds for its rule alone', async () => {
    const text = '/* @name a */\nselect * from pets order by pets.name limit 5;\n'
    expect(await mistakesOf(head('lint-disable select-star: frozen') + text)).toMatchObject([
      { rule: 'total-order' },
    ])
  })

  it('is a mistake where no query needs it', async () => {
    expect(await mistakesOf(head('lint-disable offset: so') + two)).toMatchObject([
      { rule: 'lint-disable', line: 4, column: 1, query: null },
      { rule: 'select-star' },
      { rule: 'select-star' },
    ])
  })

  it('is not judged while the server refuses a query of the file', async () => {
    const text = '/* @name a */\nselect pets.none from pets;\n'
    expect(await mistakesOf(head('lint-disable offset: so') + text)).toMatchObject([{ rule: 'server' }])
  })

  it('is a mistake without a reason, and the second time', async () => {
    const off = 'lint-disable select-star'
    expect(await mistakesOf(head(off) + two)).toMatchObject([
      { rule: 'lint-disable', message: 'select-star is switched off without a reason', line: 4 },
      { rule: 'select-star' },
      { rule: 'select-star' },
    ])
    expect(await mistakesOf(head(`${off}: so\n${off}: so`) + two)).toMatchObject([
      { rule: 'lint-disable', line: 5 },
    ])
  })

  it('makes one in a query needless', async () => {
    const text = '/* @name a */\n-- lint-disable select-star: so\nselect * from pets limit 5;\n'
    expect(await mistakesOf(head('lint-disable select-star: frozen') + text)).toMatchObject([
      { rule: 'lint-disable', line: 8 },
    ])
  })
})

describe('a finding', () => {
  it('is shown with its place, why, its rule and a way out', async () => {
    const [mistake] = await mistakesOf(
      '/* @name a */\nselect pets.id\nfrom pets\norder by pets.name limit 5;\n',
    )
    expect(mistake && formatMistake(mistake).replace(/^.*a\.sql/, 'a.sql')).toBe(
      [
        'a.sql:4:10 this order is not proven to be total: which of the rows that tie are within the limit changes from run to run, so pages repeat and skip rows (total-order)',
        '   4 | order by pets.name limit 5;',
        '                ^',
        '       hint: end the order with a key of the rows: pets.id; if it is right as it is: -- lint-disable total-order: reason',
      ].join('\n'),
    )
  })

  it('says when it is there only without optional clauses', async () => {
    const text = '/* @name a */\ndelete from pets where true /*[if name]*/ and pets.name = :name /*[end]*/;\n'
    expect((await mistakesOf(text))[0]?.message).toMatch(
      /^a delete of every row, once optional clauses are left out: /,
    )
  })

  it('is not looked for in what the server does not understand', async () => {
    expect(await mistakesOf('/* @name a */\nselect * from nowhere;\n')).toMatchObject([{ rule: 'server' }])
  })
})
