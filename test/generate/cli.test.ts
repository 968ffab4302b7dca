import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.js'
import { soukDb } from '../cli/souk-db.js'
import { Workspace } from './workspace.js'

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

/** Runs `souk-db generate` on a workspace, and gives its exit code and what it says. */
async function run(workspace: Workspace, ...flags: readonly string[]) {
  const { code, stdout, stderr } = await soukDb([
    'generate',
    ...['--sql', workspace.sql, '--out', workspace.out, '--url', database.url],
    ...flags,
  ])
  return { code, said: stdout + stderr }
}

const users = '/* @name listNames */\nselect users.username from users;\n'

describe('souk-db generate', () => {
  it('writes, and says what it wrote and how long each phase took', async () => {
    await using workspace = await Workspace.create(database.url, { 'users.sql': users })
    const { code, said } = await run(workspace)
    expect(code).toBe(0)
    expect(said).toMatch(
      /generated: 1 query of 1 file, 5 written, 0 deleted \(parse \d.\d\d s, database \d.\d\d s, describe \d.\d\d s, write \d.\d\d s; \d.\d\d s in all\)\n$/,
    )
    expect(await workspace.output()).toContain('users.queries.ts')
  })

  it('shows every mistake at its place, writes nothing and fails', async () => {
    await using workspace = await Workspace.create(database.url, {
      'users.sql': users.replace('username', 'usernam'),
      'products.sql': '/* @name one */\nselect :x != 1 as one;\n',
    })
    const { code, said } = await run(workspace)
    expect(code).toBe(1)
    expect(said).toContain(
      [
        `${workspace.sql}/users.sql:2:8 column users.usernam does not exist (42703)`,
        '   2 | select users.usernam from users;',
        '              ^',
        '       hint: Perhaps you meant to reference the column "users.username".',
      ].join('\n'),
    )
    expect(said).toContain(`${workspace.sql}/products.sql:2:8 `)
    expect(said).toContain('2 mistakes in 2 files; nothing was written\n')
    await expect(workspace.output()).rejects.toThrow('ENOENT')
  })

  it('with --check fails until the modules are what the queries make', async () => {
    await using workspace = await Workspace.create(database.url, { 'users.sql': users })
    const before = await run(workspace, '--check')
    expect(before.code).toBe(1)
    expect(before.said).toContain(`${workspace.out}/users.queries.ts is missing\n`)
    expect(before.said).toContain('run souk-db generate and commit what it writes\n')
    await run(workspace)
    expect(await run(workspace, '--check')).toMatchObject({ code: 0 })
  })

  it('refuses a database that lacks a migration', async () => {
    await using empty = await createTestDatabase({ migrations: 'none' })
    await using workspace = await Workspace.create(empty.url, { 'users.sql': users })
    const { code, said } = await run(workspace, '--url', empty.url)
    expect(code).toBe(1)
    expect(said).toMatch(/^souk-db: the database lacks 1_marketplace\.sql/)
  })

  it('refuses migrations beside a database that is used as it stands', async () => {
    await using workspace = await Workspace.create(database.url, { 'users.sql': users })
    expect(await run(workspace, '--migrations', workspace.sql)).toMatchObject({ code: 1 })
  })
})
