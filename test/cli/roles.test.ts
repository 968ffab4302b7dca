// Thorough: starts the command line dozens of times.

import { Client } from 'pg'
import { afterAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../src/testing/index.js'
import { roleNames } from '../../src/roles/role-names.js'
import { newPrefix, removeRoles } from '../setup/roles/roled-database.js'
import { soukDb } from '../setup/souk-db.js'

const test = await createTestDatabase()
const prefix = newPrefix()
const names = roleNames(prefix)
const admin = new Client({ connectionString: test.directUrl })
await admin.connect()
afterAll(async () => {
  await admin.end()
  await removeRoles(test, Object.values(names))
})
const roles = (...args: readonly string[]) =>
  soukDb(['roles', '--prefix', prefix, ...args], { env: { DATABASE_URL: test.directUrl } })

describe('souk-db roles', () => {
  it('prints SQL that makes what it says, and then nothing', async () => {
    const printed = await roles()
    expect(printed).toMatchObject({ code: 0 })
    expect(printed.stdout).toMatch(/^begin;\nset local lock_timeout = '3s';\ncreate role /)
    await admin.query(printed.stdout)
    expect(await roles('--check')).toMatchObject({
      code: 0,
      stdout: 'Nothing found: the roles have the rights that they need, and no others.\n',
    })
    expect(await roles()).toMatchObject({ code: 0, stdout: '', stderr: 'Nothing to do\n' })
  })

  it('reports what is wrong with exit code 1, and mends it', async () => {
    await admin.query(
      `grant delete on payment_facts to ${names.app}; alter view profiles reset (security_invoker)`,
    )
    const checked = await roles('--check')
    expect(checked.code).toBe(1)
    expect(checked.stdout).toContain(`revoke delete on table "public"."payment_facts" from "${names.app}";`)
    expect(checked.stdout).toContain('2 found.')
    const asJson = await roles('--check', '--json')
    expect(JSON.parse(asJson.stdout)).toMatchObject({
      names,
      findings: [
        { rule: 'extra-right', object: 'payment_facts', isByHand: false },
        { rule: 'definer-view', object: 'profiles', isByHand: true },
      ],
    })
    expect((await roles()).stdout).toContain(
      '-- alter view "public"."profiles" set (security_invoker = true);',
    )

    const applied = await roles('--apply')
    expect(applied).toMatchObject({ code: 0, stderr: expect.stringContaining('Ran 1 statement') as string })
    expect(applied.stdout).toContain('[definer-view]')
    await admin.query('alter view profiles set (security_invoker = true)')
    expect(await roles('--apply', '--json')).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('Nothing to do') as string,
    })
  })

  it.each([
    [64, ['--prefix', 'pg_souk'], /prefix/],
    [64, ['--apply', '--check'], /cannot be used with/],
    [3, ['--url', 'postgres://souk:secret@127.0.0.1:1/souk'], /cannot reach the server/],
  ])('exits %i for %j', async (code, args, problem) => {
    const run = await roles(...args)
    expect(run.code).toBe(code)
    expect(run.stderr).toMatch(problem)
    expect(run.stderr + run.stdout).not.toContain('secret')
  })

  it('exits 2 while migrations are pending', async () => {
    await using empty = await createTestDatabase({ migrations: 'none' })
    expect(await roles('--url', empty.directUrl)).toMatchObject({ code: 2, stdout: '' })
  })
})
