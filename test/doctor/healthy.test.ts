import { readdir, readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { queries } from '../../generated/queries.js'
import type { ExaminedDatabase } from '../../src/doctor/examined-database.js'
import { examine } from '../../src/doctor/examine.js'
import { rules } from '../../src/doctor/rules.js'
import { neededExtensions } from '../../src/doctor/rules/missing-extension.js'
import { version } from '../../src/doctor/rules/version.js'
import { openExamined } from '../setup/doctor/open-examined.js'

const { test, client, find } = await openExamined()

/** The findings of settings that servers for tests are started with on purpose. */
const onPurpose = new Set([
  'fsync',
  'full_page_writes',
  'shared_buffers',
  'effective_cache_size',
  'maintenance_work_mem',
  'extension pg_stat_statements',
  // The seed has a consumer without a worker, and a partition that was taken off.
  'mail',
  'event_log_900',
  // The tests themselves are connected as a superuser.
  `role ${new URL(test.url).username}`,
])

describe('a healthy marketplace with rows', () => {
  it('gives no finding by any rule', async () => {
    const { findings, rules: applied } = await examine(
      { url: test.url },
      { queries, area: [-180, -90, 180, 90] },
    )
    expect(applied).toEqual(rules.map(({ name }) => name))
    expect(findings.filter(({ object }) => !onPurpose.has(object))).toEqual([])
  })

  it('gives none where no row limits what is looked at', async () => {
    expect(await find('foreign-key-without-index', { limits: { foreignKeyRows: 0 } })).toEqual([])
    expect(await find('place-without-index', { limits: { foreignKeyRows: 0 } })).toEqual([])
  })

  it('writes nothing', async () => {
    const written = 'select sum(n_tup_ins + n_tup_upd + n_tup_del)::float8 as rows from pg_stat_user_tables'
    const before = (await client.query(written)).rows
    await examine({ url: test.url }, { queries })
    expect((await client.query(written)).rows).toEqual(before)
  })
})

describe('a role without rights', () => {
  it('gets findings of the level info for what it may not see', async (context) => {
    if (!test.multiSession) context.skip('the embedded server has one role')
    const role = `poor_${process.pid}`
    await client.query(`create role ${role} login password 'poor'`)
    try {
      const url = new URL(test.url)
      url.username = role
      url.password = 'poor'
      const { findings } = await examine({ url: url.href }, { queries })
      const refused = findings.filter(({ reason }) => reason.startsWith('it was not looked for'))
      expect(refused.map(({ rule }) => rule)).toContain('place-outside-area')
      for (const { level, remedy } of refused) expect({ level, remedy }).toMatchObject({ level: 'info' })
      expect(refused.filter(({ reason }) => !reason.endsWith('the role has not the right to'))).toEqual([])
    } finally {
      await client.query(`drop role ${role}`)
    }
  })
})

describe('rules', () => {
  it('have names of their own', () => {
    expect(new Set(rules.map(({ name }) => name)).size).toBe(rules.length)
  })

  it('know the extensions that the migrations create', async () => {
    const folder = new URL('../../migrations/', import.meta.url)
    const files = await Promise.all(
      (await readdir(folder)).map((name) => readFile(new URL(name, folder), 'utf8')),
    )
    const created = files.flatMap((text) =>
      Array.from(text.matchAll(/^create extension if not exists (\w+)/gm)),
    )
    expect(new Set(created.map(([, name]) => name))).toEqual(new Set(neededExtensions))
  })

  it('find a server that is too old', async () => {
    const old = { version: 140_012 } as ExaminedDatabase
    expect(await version.find(old)).toMatchObject([{ level: 'error', object: 'PostgreSQL 14' }])
    expect(await version.find({ ...old, version: 150_000 })).toEqual([])
  })
})
