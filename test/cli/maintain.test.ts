// Thorough: starts the command line dozens of times.

import { describe, expect, it } from 'vitest'
import { soukDb } from '../setup/souk-db.js'
import { openPackageDatabase } from '../setup/migrate/open-package-database.js'
import { createTestDatabase } from '../../src/testing/index.js'
import { migrate } from '../../src/migrate/index.js'

const { database } = await openPackageDatabase()
const env = { DATABASE_URL: database.url }
await migrate({ url: database.url })

it.each(['maintain', 'recount'])('souk-db %s exits 2 while migrations are pending', async (command) => {
  await using empty = await createTestDatabase({ migrations: 'none' })
  expect(await soukDb([command, '--url', empty.url])).toMatchObject({ code: 2, stdout: '' })
})

describe('souk-db maintain', () => {
  it('prints what each task did, and exits 0', async () => {
    const run = await soukDb(['maintain'], { env })
    expect(run.code).toBe(0)
    expect(run.stdout).toMatch(/offers\.expire +│ +0/)
    expect(run.stderr).toContain('Everything is done')
  })

  it('prints JSON of the tasks that are named', async () => {
    const run = await soukDb(['maintain', '--task', 'offers.expire', '--format', 'json'], { env })
    expect(JSON.parse(run.stdout)).toMatchObject({
      isComplete: true,
      tasks: [{ task: 'offers.expire', changed: 0, error: null }],
    })
  })

  it.each([
    [64, ['--task', 'offers.burn'], /Allowed choices are offers\.expire/],
    [64, ['--batch-rows', '0'], /Not a number from 1 to 1,000/],
    [64, ['--budget', 'long'], /Not a number of seconds/],
    [3, ['--url', 'postgres://souk:secret@127.0.0.1:1/souk'], /cannot reach the server/],
  ])('exits %i for %j', async (code, args, problem) => {
    const run = await soukDb(['maintain', ...args], { env })
    expect(run.code).toBe(code)
    expect(run.stderr + run.stdout).toMatch(problem)
    expect(run.stderr + run.stdout).not.toContain('secret')
  })
})

describe('souk-db recount', () => {
  it('prints the counters, and exits 0', async () => {
    const run = await soukDb(['recount'], { env })
    expect(run.code).toBe(0)
    expect(run.stdout).toMatch(/conversations\.unread +│ +0 +│ +0/)
    expect(run.stderr).toContain('All counts are right')
  })

  it('exits 64 for a counter that is none', async () => {
    const run = await soukDb(['recount', '--counter', 'sheep'], { env })
    expect(run.code).toBe(64)
    expect(run.stderr).toContain('counters[0]')
  })
})
