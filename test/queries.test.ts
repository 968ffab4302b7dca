import { readdir, readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { createDatabase, PreparedQuery } from '../src/index.js'
import { createTestDatabase } from '../src/testing/index.js'
import { openMarket } from './setup/market/open-market.js'

const { db, test } = await openMarket()

const sqlFolder = new URL('../sql/', import.meta.url)

/** A service's own query, as its generated module has it. */
function ownQuery(name: string): PreparedQuery<undefined, { readonly one: number }> {
  return new PreparedQuery(
    { usedParamSet: {}, params: [], statement: 'select 1 as "one!"' },
    { name, file: 'own.sql', parameterTypes: {}, tables: [], access: 'read' },
  )
}

describe('db.queries', () => {
  it("lists every query of this package's files, with what it names and does", async () => {
    const names: string[] = []
    for (const file of (await readdir(sqlFolder)).filter((name) => name.endsWith('.sql'))) {
      const text = await readFile(new URL(file, sqlFolder), 'utf8')
      // A choice of columns makes a query of each of its words.
      for (const [, name = '', body = ''] of text.matchAll(/@name (\w+)([^]*?)(?=@name|$)/g)) {
        const words = body.includes('[if columns=') ? ['Card', 'All'] : ['']
        names.push(...words.map((word) => `${file} ${name}${word}`))
      }
    }
    expect(db.queries.map(({ file, name }) => `${file} ${name}`).sort()).toEqual(names.sort())
    const byName = new Map(db.queries.map((query) => [query.name, query]))
    expect(byName.get('findAccount')).toEqual({
      name: 'findAccount',
      file: 'users.sql',
      tables: ['users'],
      access: 'read',
    })
    expect(byName.get('markProductSold')).toMatchObject({ tables: ['products', 'users'], access: 'write' })
  })

  it('is in the order of names', () => {
    const names = db.queries.map(({ name }) => name)
    expect(names).toEqual(names.toSorted())
  })

  it("lists a service's own query once it has run, and once only", async () => {
    const listed = () => db.queries.filter(({ file }) => file === 'own.sql')
    expect(listed()).toEqual([])
    await db.one(ownQuery('countOne'))
    await db.one(ownQuery('countOne'))
    expect(listed()).toEqual([{ name: 'countOne', file: 'own.sql', tables: [], access: 'read' }])
  })

  it('lists the queries that a database was opened with before they run', async () => {
    const own = createDatabase({ url: test.url, queries: [ownQuery('countTwo')] })
    expect(own.queries.some(({ name }) => name === 'countTwo')).toBe(true)
    expect(own.queries).toHaveLength(db.queries.filter(({ file }) => file !== 'own.sql').length + 1)
    await own.close()
  })

  it("keeps a service's query apart from one of this package's with the same file and name", async () => {
    await using other = await createTestDatabase()
    const own = createDatabase({ url: other.url })
    const namesake = new PreparedQuery<undefined, { readonly one: number }>(
      { usedParamSet: {}, params: [], statement: 'select 1 as "one!"' },
      { name: 'findAccount', file: 'users.sql', parameterTypes: {} },
    )
    await own.one(namesake)
    await own.users.findAccount('018f0000-0000-7000-8000-000000000000')
    expect(own.queries.filter(({ name }) => name === 'findAccount').map(({ tables }) => tables)).toEqual([
      ['users'],
      null,
    ])
    await own.close()
  })
})
