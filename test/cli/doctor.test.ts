// Thorough: starts the command line dozens of times.

import { describe, expect, it } from 'vitest'
import { serviceQueries } from '../../src/cli/doctor/service-queries.js'
import { openPackageDatabase } from '../setup/migrate/open-package-database.js'
import { Workspace } from '../setup/generate/workspace.js'
import { soukDb } from '../setup/souk-db.js'
import { migrate } from '../../src/migrate/index.js'

const { database, client } = await openPackageDatabase()
await migrate({ url: database.url })
const env = { DATABASE_URL: database.url }

describe('souk-db doctor', () => {
  it('prints that nothing was found, and exits 0', async () => {
    const { code, stdout } = await soukDb(['doctor', '--rule', 'no-primary-key', 'migration'], { env })
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^Nothing found: PostgreSQL \S+.*, 2 rules\.\n$/) as string,
    })
  })

  it('prints each finding with its reason and remedy, the worst first, and exits 1', async () => {
    await client.query('create table planted (word text)')
    await client.query(
      'create index planted_word on planted (word); create index planted_again on planted (word)',
    )
    const { code, stdout } = await soukDb(['doctor'], { env })
    expect(code).toBe(1)
    expect(stdout).toContain(
      'warning planted_again [duplicate-index]\n' +
        '  it is the same as planted_word: each write of planted keeps both up, and 8.0 kB are stored twice\n' +
        '    drop index concurrently planted_again;\n',
    )
    expect(stdout).toContain('warning planted [no-primary-key]\n')
    const levels = Array.from(stdout.matchAll(/^(error|warning|info) /gm), ([, level = '']) => level)
    const order = ['error', 'warning', 'info']
    expect(levels).toEqual([...levels].sort((one, other) => order.indexOf(one) - order.indexOf(other)))
  })

  it('prints JSON', async () => {
    await client.query('create table planted (word text)')
    const { code, stdout } = await soukDb(['doctor', '--json', '--rule', 'no-primary-key'], { env })
    expect(code).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({
      findings: [
        {
          rule: 'no-primary-key',
          level: 'warning',
          object: 'planted',
          reason: expect.any(String) as string,
          remedy: expect.any(String) as string,
        },
      ],
      rules: ['no-primary-key'],
      serverVersion: expect.any(String) as string,
    })
  })

  it('exits 0 for findings of the level info alone', async () => {
    await client.query('create table planted (one integer, two integer, primary key (one, two))')
    await client.query('create index planted_one on planted (one)')
    const { code, stdout } = await soukDb(['doctor', '--rule', 'covered-index'], { env })
    expect(code).toBe(0)
    expect(stdout).toContain('info planted_one [covered-index]')
  })

  it('exits 3 if the server cannot be reached', async () => {
    const run = await soukDb(['doctor', '--url', 'postgres://souk:secret@127.0.0.1:1/souk'], { env })
    expect(run.code).toBe(3)
    expect(run.stderr + run.stdout).not.toContain('secret')
  })

  it.each([
    [['--rule', 'no-such'], /Allowed choices are version,/],
    [['--area', '5,2,3,4'], /Not a box/],
    [['--memory', 'much'], /Not a size/],
  ])('exits 64 for %j', async (args, problem) => {
    const run = await soukDb(['doctor', ...args], { env })
    expect(run.code).toBe(64)
    expect(run.stderr).toMatch(problem)
  })
})

it("reads a service's own queries from its generated modules", async () => {
  await using workspace = await Workspace.create(database.url, {
    'people.sql': `/* @name findPeople */\nselect users.id from users where users.bio = 'it''s \\ "so"' and users.id = :id!;\n`,
  })
  await workspace.generate()
  const before = process.cwd()
  process.chdir(workspace.directory)
  try {
    const [query, ...others] = await serviceQueries()
    expect(others).toEqual([])
    expect(query?.metadata).toMatchObject({ name: 'findPeople', file: 'people.sql' })
    expect(query?.queryIR.statement).toContain(`'it''s \\ "so"'`)
  } finally {
    process.chdir(before)
  }
})
