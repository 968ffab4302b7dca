// Thorough: starts the command line dozens of times.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.js'
import { Workspace } from '../setup/generate/workspace.js'
import { soukDb } from '../setup/souk-db.js'

let database: TestDatabase
let workspace: Workspace

const sorted = `/* @name listSorted */
select products.id from products where products.category = :category!
/*[if sort=price]*/ order by products.price_minor, products.id /*[end]*/
/*[if sort=newest]*/ order by products.created_at desc, products.id /*[end]*/;
`

beforeAll(async () => {
  database = await createTestDatabase()
  workspace = await Workspace.create(database.url, { 'sorted.sql': sorted })
})
afterAll(async () => {
  await workspace[Symbol.asyncDispose]()
  await database.drop()
})

const explain = (...args: readonly string[]) =>
  soukDb(['explain', 'listSorted', ...args, '--url', database.url], { cwd: workspace.directory })

describe('souk-db explain', () => {
  it('says that without parameters the plan is for the first word of a choice', async () => {
    const { code, stdout } = await explain()
    expect(code).toBe(0)
    expect(stdout.split('\n').slice(0, 3)).toEqual([
      'sql/sorted.sql:1 listSorted reads products',
      '-- for any parameters, with every optional clause: none were given',
      '-- for sort=price, the first of price, newest',
    ])
  })

  it('tells programs the word of each choice', async () => {
    const generic = JSON.parse((await explain('--format', 'json')).stdout) as unknown
    const words = ['price', 'newest']
    expect(generic).toMatchObject({ generic: true, choices: [{ name: 'sort', word: 'price', words }] })
    const { stdout } = await explain('{"sort":"newest","category":"other"}', '--format', 'json')
    expect(JSON.parse(stdout)).toMatchObject({
      generic: false,
      choices: [{ name: 'sort', word: 'newest', words }],
    })
    expect((await explain('{"sort":"newest","category":"other"}')).stdout).not.toContain('-- for ')
  })

  it('names a parameter whose value the server refuses, without the value', async () => {
    const { code, stdout, stderr } = await explain('{"sort":"price","category":"s3cret"}')
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' })
    expect(stderr).toContain(
      'souk-db: parameters.category: a string that is no product_category (SQLSTATE 22P02)\n',
    )
    expect(stderr).not.toContain('s3cret')
  })
})
