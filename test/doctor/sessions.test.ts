/** Faults of sessions and of the whole server: transactions, locks, connections, slots, settings. */

import { describe, expect, it } from 'vitest'
import type { ExamineOptions } from '../../src/doctor/examine.js'
import { replicationLagFinding } from '../../src/doctor/rules/replication-lag.js'
import { settingFindings, type Setting } from '../../src/doctor/rules/setting.js'
import { openExamined, runEach } from '../setup/doctor/open-examined.js'
import { openStandby } from '../setup/doctor/open-standby.js'
import { openClient } from '../setup/migrate/open-client.js'

const { test, client, find } = await openExamined()

const now = {
  limits: { idleTransactionSeconds: 0, longTransactionSeconds: 0, lockWaitSeconds: 0 },
}

/** Waits until a rule has a finding. */
async function findOnce(rule: string, process: string) {
  for (;;) {
    const found = (await find(rule, now)).find(({ object }) => object.includes(process))
    if (found !== undefined) return found
  }
}

describe('sessions', () => {
  it('finds a transaction that is idle, and its remedy ends it', async (context) => {
    if (!test.multiSession) context.skip('the embedded server has one session')
    await using other = await openClient(test.url, 'forgetful')
    await other.query('begin')
    const found = await findOnce('idle-transaction', '(forgetful)')
    expect(found).toMatchObject({ level: 'warning' })
    expect(await find('idle-transaction')).toEqual([])
    await runEach(client, found.remedy ?? '')
    await expect(other.query('select 1')).rejects.toThrow()
  })

  it('finds a transaction that runs long, and its remedy cancels it', async (context) => {
    if (!test.multiSession) context.skip('the embedded server has one session')
    await using other = await openClient(test.url, 'slow')
    const sleeping = other.query('select pg_sleep(60)').catch((error: unknown) => error)
    const found = await findOnce('long-transaction', '(slow)')
    expect(await find('long-transaction')).toEqual([])
    await runEach(client, found.remedy ?? '')
    expect(await sleeping).toMatchObject({ code: '57014' })
  })

  it('finds who waits for whom, and its remedy lets the wait end', async (context) => {
    if (!test.multiSession) context.skip('the embedded server has one session')
    await using holder = await openClient(test.url, 'holder')
    await using waiter = await openClient(test.url, 'waiter')
    await holder.query('begin')
    await holder.query('lock table products in access exclusive mode')
    const waiting = waiter.query('select count(*) from products')
    const found = await findOnce('lock-wait', '(waiter)')
    expect(found.reason).toMatch(
      /^it has waited .* for the table products, behind process \d+ \(holder, idle in transaction\)$/,
    )
    expect(await find('lock-wait')).toEqual([])
    await runEach(client, found.remedy ?? '')
    expect((await waiting).rowCount).toBe(1)
  })

  it('waits for no lock, and says what it did not look for', async (context) => {
    if (!test.multiSession) context.skip('the embedded server has one session')
    await using holder = await openClient(test.url, 'holder')
    await holder.query('begin')
    await holder.query('lock table products in access exclusive mode')
    expect(await find('place-outside-area')).toEqual([
      expect.objectContaining({
        level: 'info',
        object: 'place-outside-area',
        reason: 'it was not looked for: it would have taken too long, or had to wait for a lock',
      }),
    ])
  })

  it('finds a prepared transaction, and its remedy ends it', async (context) => {
    const { rows } = await client.query<{ value: string }>(
      "select current_setting('max_prepared_transactions') as value",
    )
    if (rows[0]?.value === '0') context.skip('the server has max_prepared_transactions = 0')
    await runEach(client, "begin; create table forgotten (); prepare transaction 'forgotten'")
    const found = await findOnce('prepared-transaction', "'forgotten'")
    expect(found).toMatchObject({ level: 'error' })
    await runEach(client, found.remedy ?? '')
    expect(await find('prepared-transaction', now)).toEqual([])
  })
})

describe('services', () => {
  it('finds one that connects as a superuser, or as the owner of the tables, and no other', async (context) => {
    if (!test.multiSession) context.skip('the embedded server has one session')
    const role = `planted_${process.pid}`
    const found = async () =>
      (await find('service-login')).filter(({ reason }) => !reason.includes(' of a test '))
    await client.query(`create role ${role} login password 'planted'`)
    const url = new URL(test.url)
    url.username = role
    url.password = 'planted'
    const { rows } = await client.query<{ owner: string }>(
      `select relowner::regrole::text as owner from pg_class where oid = 'users'::regclass`,
    )
    try {
      await using service = await openClient(url.href, 'souk-db')
      await using command = await openClient(test.url, 'souk-db maintain')
      expect(await found()).toEqual([])
      await client.query(`alter table users owner to ${role}`)
      expect(await found()).toMatchObject([
        {
          level: 'warning',
          object: `role ${role}`,
          reason: expect.stringMatching(
            /^1 session of souk-db is connected as the owner of the tables:/,
          ) as string,
        },
      ])
      await client.query(`alter table users owner to ${rows[0]?.owner ?? ''}`)
      await client.query(`alter role ${role} superuser`)
      await using named = await openClient(url.href, 'shop')
      expect(await found()).toMatchObject([
        {
          level: 'warning',
          reason: expect.stringContaining('of souk-db is connected as a superuser') as string,
        },
        { level: 'info', reason: expect.stringContaining('of shop is connected as a superuser') as string },
      ])
      for (const session of [service, command, named]) await session.query('select 1')
    } finally {
      await client.query(`alter table users owner to ${rows[0]?.owner ?? ''}; drop role ${role}`)
    }
  })
})

describe('the server', () => {
  it('finds a standby and a slot that are far behind', async (context) => {
    if (!test.multiSession) context.skip('the embedded server has one session')
    const name = `planted_behind_${process.pid}`
    const limits = { replicationLagBytes: 0, replicationLagSeconds: 1e9, slotBytes: 0 }
    const { rows } = await client.query<{ lsn: string }>(
      'select lsn::text from pg_create_physical_replication_slot($1, true)',
      [name],
    )
    const standby = await openStandby(test.directUrl, name, rows[0]?.lsn ?? '').catch(
      async (error: unknown) => {
        if (!(error instanceof Error && 'code' in error && error.code === '28000')) throw error
        await client.query('select pg_drop_replication_slot($1)', [name])
        return null
      },
    )
    if (standby === null) return context.skip('the server lets nobody read its log')
    try {
      const found = async (options: ExamineOptions = {}) =>
        (await find('replication-lag', options)).filter(({ object }) => object.endsWith(name))
      await expect
        .poll(async () => (await found({ limits })).map(({ object }) => object))
        .toEqual([`standby ${name}`, `slot ${name}`])
      expect(await found()).toEqual([])
    } finally {
      standby.destroy()
      await expect
        .poll(async () => {
          const sql =
            'select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = $1 and not active'
          return (await client.query(sql, [name])).rowCount
        })
        .toBe(1)
    }
  })

  it('finds a slot that nobody reads, and its remedy drops it', async (context) => {
    if (!test.multiSession) context.skip('the embedded server has one session')
    const name = `planted_${process.pid}`
    await client.query('select pg_create_physical_replication_slot($1, true)', [name])
    try {
      expect(await find('replication-slot')).toEqual([])
      const found = (await find('replication-slot', { limits: { slotBytes: 0 } })).find(
        ({ object }) => object === `slot ${name}`,
      )
      expect(found).toMatchObject({ level: 'error' })
      await runEach(client, found?.remedy ?? '')
      expect(await find('replication-slot', { limits: { slotBytes: 0 } })).not.toContainEqual(
        expect.objectContaining({ object: `slot ${name}` }),
      )
    } finally {
      await client.query(
        'select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = $1',
        [name],
      )
    }
  })

  it('finds that connections run out', async (context) => {
    if (!test.multiSession) context.skip('the embedded server has one session')
    expect(await find('connections', { limits: { connectionShare: 0.0001 } })).toMatchObject([
      { level: 'warning', object: 'max_connections' },
    ])
    expect(await find('connections')).toEqual([])
  })

  it('finds that blocks are not in the cache', async () => {
    expect(await find('cache-hits', { limits: { cacheBlocks: 1, cacheHitShare: 1.01 } })).toMatchObject([
      { level: 'warning', object: expect.stringMatching(/^database /) as string },
    ])
    expect(await find('cache-hits')).toEqual([])
  })
})

describe('a standby', () => {
  const row = {
    kind: 'replay',
    name: 'this standby',
    bytes: 2 ** 30,
    seconds: 90,
    isPaused: false,
    isCutOff: false,
  } as const

  it.each([
    [row, 'this standby', /^it is 1.0 GB and 90 s behind:/, /^-- look there/],
    [{ ...row, seconds: null }, 'this standby', /^it is 1.0 GB behind:/, /^-- look there/],
    [
      { ...row, isPaused: true },
      'this standby',
      /^its replay is paused, 1.0 GB and 90 s/,
      /^select pg_wal_replay_resume/,
    ],
    [
      { ...row, isCutOff: true },
      'this standby',
      /^it receives no log; the last commit that it has is 90 s old: /,
      /primary_conninfo/,
    ],
    [{ ...row, isCutOff: true, seconds: null }, 'this standby', /^it receives no log: /, /primary_conninfo/],
    [{ ...row, kind: 'standby', name: 'b' }, 'standby b', /^it is 1.0 GB and 90 s behind:/, /^-- look there/],
    [
      { ...row, kind: 'slot', name: 'c' },
      'slot c',
      /^its reader is slow, and the server keeps 1.0 GB/,
      /max_slot_wal_keep_size/,
    ],
  ] as const)('that is behind is told of: %j', (found, object, reason, remedy) => {
    const finding = replicationLagFinding(found)
    expect(finding).toMatchObject({ level: 'warning', object })
    expect(finding.reason).toMatch(reason)
    expect(finding.remedy).toMatch(remedy)
  })
})

describe('settings', () => {
  const gibibyte = 2 ** 30
  const settings = (values: Readonly<Record<string, string>>): readonly Setting[] =>
    Object.entries({
      fsync: 'on',
      full_page_writes: 'on',
      autovacuum: 'on',
      track_counts: 'on',
      max_connections: '100',
      shared_buffers: '524288',
      effective_cache_size: '1310720',
      work_mem: '8192',
      maintenance_work_mem: '524288',
      password_encryption: 'scram-sha-256',
      ...values,
    }).map(([name, value]) => ({
      name,
      value,
      unit: /buffers|cache/.test(name) ? '8kB' : name.includes('mem') ? 'kB' : null,
      needsRestart: name === 'shared_buffers',
    }))

  it('finds nothing where everything fits', () => {
    expect(settingFindings(settings({}), 16 * gibibyte)).toEqual([])
    expect(settingFindings(settings({}), null)).toEqual([])
  })

  it.each([
    [{ fsync: 'off' }, 'error', 'alter system set fsync = on;\nselect pg_reload_conf();'],
    [
      { full_page_writes: 'off' },
      'error',
      'alter system set full_page_writes = on;\nselect pg_reload_conf();',
    ],
    [{ autovacuum: 'off' }, 'error', 'alter system set autovacuum = on;\nselect pg_reload_conf();'],
    [{ track_counts: 'off' }, 'error', 'alter system set track_counts = on;\nselect pg_reload_conf();'],
    [
      { shared_buffers: '16384' },
      'warning',
      "alter system set shared_buffers = '4096MB';\n-- then restart the server",
    ],
    [
      { shared_buffers: '1572864' },
      'warning',
      "alter system set shared_buffers = '4096MB';\n-- then restart the server",
    ],
    [
      { effective_cache_size: '16384' },
      'warning',
      "alter system set effective_cache_size = '11468MB';\nselect pg_reload_conf();",
    ],
    [{ work_mem: '1048576' }, 'warning', "alter system set work_mem = '40MB';\nselect pg_reload_conf();"],
    [
      { maintenance_work_mem: '65536' },
      'info',
      "alter system set maintenance_work_mem = '1024MB';\nselect pg_reload_conf();",
    ],
    [
      { password_encryption: 'md5' },
      'warning',
      "alter system set password_encryption = 'scram-sha-256';\nselect pg_reload_conf();",
    ],
  ] as const)('finds %j on a machine with 16 GB', (changed, level, remedy) => {
    expect(settingFindings(settings(changed), 16 * gibibyte)).toEqual([
      { level, object: Object.keys(changed)[0], reason: expect.any(String) as string, remedy },
    ])
  })

  it("reads the server's own", async () => {
    const { rows } = await client.query<{ memory: string }>(
      "select current_setting('shared_buffers') as memory",
    )
    const found = await find('setting', { memoryBytes: 2 ** 50 })
    expect(rows).toHaveLength(1)
    expect(found).toContainEqual(expect.objectContaining({ level: 'warning', object: 'shared_buffers' }))
    expect(await find('setting', { memoryBytes: 2 ** 20 })).not.toContainEqual(
      expect.objectContaining({ object: 'shared_buffers' }),
    )
  })
})
