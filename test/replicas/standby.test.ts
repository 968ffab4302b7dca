/**
 * The same with a real standby: what it has replayed, what it refuses, and what becomes of it when it is promoted.
 *
 * Needs SOUK_TEST_PRIMARY_URL and SOUK_TEST_STANDBY_URL, of scripts/servers/start.sh and standby.sh. The last test promotes the standby,
 * so that the two serve one run.
 */

import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { DatabaseSession } from '../../src/database-session.js'
import { createDatabase, type Database, type DatabaseOptions } from '../../src/database.js'
import { examine } from '../../src/doctor/examine.js'
import { rules } from '../../src/doctor/rules.js'
import { query, reading } from '../setup/query.js'
import { routesOf, wordOf } from '../setup/replicas/routes.js'

const primaryUrl = process.env['SOUK_TEST_PRIMARY_URL'] ?? ''
const standbyUrl = process.env['SOUK_TEST_STANDBY_URL'] ?? ''
const hasStandby = primaryUrl !== '' && standbyUrl !== ''

const put = query<{ readonly id: number }, object>(
  'insert into replayed (id) values (:id!)',
  { id: 'int4' },
  '',
  'write',
)
const find = reading<{ readonly id: number }, { readonly id: number }>(
  'select id from replayed where id = :id!',
  { id: 'int4' },
)
const touch = query<{ readonly id: number }, { readonly id: number }>(
  'update replayed set id = id where id = :id! returning id',
  { id: 'int4' },
  '',
  'write',
)
const newest = reading<undefined, { readonly id: number | null }>('select max(id) as id from replayed')
const slowly = reading<undefined, { readonly rows: string }>(
  'select count(*)::text as rows from replayed, pg_sleep(3)',
)
const disguised = reading<undefined, { readonly number: string }>('select number::text from next_number')
const lockExclusively = query<undefined, object>('alter table replayed add column if not exists note text')

const databases: Database[] = []
let standby: Client
let ids = 0

function open(options: DatabaseOptions = {}): Database {
  const db = createDatabase({ url: primaryUrl, replicas: [standbyUrl], maxConnections: 6, ...options })
  databases.push(db)
  return db
}

async function wordsOf(run: () => Promise<unknown>): Promise<readonly string[]> {
  return (await routesOf(run)).map((route) => wordOf(route).split(' ')[0] ?? '')
}

/** Waits until the standby has all that there is. */
async function caughtUp(db: Database): Promise<void> {
  await expect.poll(async () => (await db.health()).replicas[0]?.lagMs, { timeout: 10_000 }).toBe(0)
}

/** Reads in a session until the standby has shown it a row. */
async function showsOnStandby(session: DatabaseSession, id: number): Promise<void> {
  const isShown = async () => {
    const rows: object[] = []
    const words = await wordsOf(async () => rows.push(...(await session.many(find, { id }))))
    return rows.length === 1 && words.at(-1) === 'replica'
  }
  await expect.poll(isShown, { timeout: 10_000 }).toBe(true)
}

/** A commit that its primary holds, for it waits for a standby that is not there, and that the one that is there shows. */
class HeldCommit implements AsyncDisposable {
  id = 0
  readonly #setter = new Client({ connectionString: primaryUrl })
  readonly #writer = new Client({ connectionString: primaryUrl })
  #committing: Promise<unknown> | undefined

  static async begin(): Promise<HeldCommit> {
    const held = new HeldCommit()
    await Promise.all([held.#setter.connect(), held.#writer.connect()])
    await held.#waitFor('nobody')
    await held.#writer.query('set synchronous_commit = on')
    // Until the checkpointer has heard of that name, commits are not held.
    while (!(await held.#commit())) continue
    const rows = async () => (await standby.query('select from replayed where id = $1', [held.id])).rowCount
    await expect.poll(rows, { timeout: 10_000 }).toBe(1)
    return held
  }

  async letGo(): Promise<void> {
    await this.#waitFor('')
    await this.#committing
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.letGo()
    await Promise.all([this.#setter.end(), this.#writer.end()])
  }

  /** Commits a row. @returns false if that was not held. */
  async #commit(): Promise<boolean> {
    this.id = ++ids
    const state = { hasEnded: false }
    this.#committing = this.#writer
      .query('insert into replayed (id) values ($1)', [this.id])
      .finally(() => (state.hasEnded = true))
    const waits = `select from pg_stat_activity where wait_event = 'SyncRep'`
    while (!state.hasEnded) if ((await this.#setter.query(waits)).rowCount === 1) return true
    await this.#committing
    return false
  }

  /** Names the standby that commits wait for. */
  async #waitFor(name: string): Promise<void> {
    await this.#setter.query(`alter system set synchronous_standby_names = '${name}'`)
    await this.#setter.query('select pg_reload_conf()')
    const isSet = "select where current_setting('synchronous_standby_names') = $1"
    while ((await this.#setter.query(isSet, [name])).rowCount === 0) await sleep(1)
  }
}

beforeAll(async () => {
  if (!hasStandby) return
  const setup = createDatabase({ url: primaryUrl })
  await setup.execute(query('create table if not exists replayed (id integer primary key)'))
  await setup.execute(query('create extension if not exists postgis'))
  await setup.close()
  standby = new Client({ connectionString: standbyUrl })
  await standby.connect()
})

afterAll(async () => {
  await Promise.all(databases.map((db) => db.close()))
  if (hasStandby) await standby.end()
})

beforeEach((context) => {
  if (!hasStandby) context.skip('there is no standby: see scripts/servers/standby.sh')
})

describe('a real standby', () => {
  it('serves reads that see what their session has written, under writes', { timeout: 60_000 }, async () => {
    const db = open()
    await caughtUp(db)
    let missing = 0
    const words = await wordsOf(async () => {
      await Promise.all(
        Array.from({ length: 8 }, async () => {
          for (let n = 0; n < 40; n++) {
            const id = ++ids
            const session = db.session()
            await session.execute(put, { id })
            if ((await session.maybeOne(find, { id })) === null) missing++
          }
        }),
      )
    })
    expect(missing).toBe(0)
    expect(words).toContain('replica')
  })

  it('never shows a session less than before', { timeout: 60_000 }, async () => {
    const db = open()
    await caughtUp(db)
    const state = { isWriting: true }
    const writing = (async () => {
      while (state.isWriting) await db.execute(put, { id: ++ids })
    })()
    const session = db.session()
    let last = 0
    for (let n = 0; n < 300; n++) {
      const { id } = await session.one(newest, undefined, { primary: n % 3 === 2 })
      expect(id ?? 0).toBeGreaterThanOrEqual(last)
      last = id ?? 0
    }
    state.isWriting = false
    await writing
  })

  it(
    'and its primary show a session no commit that it would miss on the other',
    { timeout: 60_000 },
    async () => {
      const db = open()
      await caughtUp(db)
      for (;;) {
        await using held = await HeldCommit.begin()
        const { id } = held
        const session = db.session()
        await showsOnStandby(session, id)
        const { token } = session
        expect(token).toMatch(/^[\da-f]+-[\da-f]+-[\da-f]+$/)
        const began = performance.now()
        // Each of them would lack the row, which this test lets go a moment later.
        const reading_ = Promise.all([
          session.many(find, { id }, { primary: true }),
          db.session(token).many(find, { id }, { primary: true }),
          db.session(token).transaction((tx) => tx.many(find, { id })),
          db.session(token).many(touch, { id }),
          (async () => {
            const rows = []
            for await (const row of db.session(token).stream(find, { id })) rows.push(row)
            return rows
          })(),
        ])
        await sleep(20)
        await held.letGo()
        // The wait is bounded, and this machine may be busy.
        const isInTime = performance.now() - began < 200
        const reads = await reading_
        if (!isInTime) continue
        for (const rows of reads) expect(rows).toEqual([{ id }])
        expect(session.token).toMatch(/^[\da-f]+-[\da-f]+$/)
        return
      }
    },
  )

  it('that shows a commit which its primary holds for long costs one wait', { timeout: 30_000 }, async () => {
    const db = open()
    await caughtUp(db)
    await using held = await HeldCommit.begin()
    const durations: number[] = []
    for (let n = 0; n < 4; n++) {
      const session = db.session()
      await showsOnStandby(session, held.id)
      const began = performance.now()
      expect(await session.maybeOne(find, { id: held.id }, { primary: true })).toBeNull()
      durations.push(performance.now() - began)
    }
    expect(durations[0]).toBeGreaterThan(240)
    expect(Math.min(...durations.slice(1))).toBeLessThan(200)
  })

  it('delays nobody by a transaction that is open', { timeout: 30_000 }, async () => {
    const db = open()
    const client = new Client({ connectionString: primaryUrl })
    await client.connect()
    try {
      await client.query('begin')
      await client.query('insert into replayed (id) values ($1)', [++ids])
      const durations: number[] = []
      for (let n = 0; n < 4; n++) {
        const id = ++ids
        await db.execute(put, { id })
        const session = db.session()
        await showsOnStandby(session, id)
        const began = performance.now()
        expect(await session.maybeOne(find, { id }, { primary: true })).not.toBeNull()
        durations.push(performance.now() - began)
      }
      expect(Math.min(...durations)).toBeLessThan(200)
    } finally {
      await client.end()
    }
  })

  it(
    'that is paused is left as far as it must, and taken again when it goes on',
    { timeout: 60_000 },
    async () => {
      const db = open({ maxLagMs: 1_500 })
      await caughtUp(db)
      await standby.query('select pg_wal_replay_pause()')
      try {
        const id = ++ids
        const session = db.session()
        await session.execute(put, { id })
        const ofSession = await wordsOf(async () =>
          expect(await session.maybeOne(find, { id })).not.toBeNull(),
        )
        expect(ofSession[0]).not.toBe('replica')
        const lag = async () => (await db.health()).replicas[0]?.lagMs ?? 0
        await expect.poll(lag, { timeout: 10_000 }).toBeGreaterThan(1_500)
        // What no session of this process has written may be missing, up to maxLagMs.
        const others = open({ maxLagMs: 1_500 })
        await others.health()
        expect(await wordsOf(() => others.maybeOne(find, { id }))).not.toContain('replica')
      } finally {
        await standby.query('select pg_wal_replay_resume()')
      }
      await caughtUp(db)
      await expect.poll(() => wordsOf(() => db.maybeOne(find, { id: ids }))).toEqual(['replica'])
    },
  )

  it('stays in while its primary is idle', { timeout: 30_000 }, async () => {
    const db = open({ maxLagMs: 2_000 })
    await caughtUp(db)
    await db.maybeOne(find, { id: 1 })
    for (let n = 0; n < 8; n++) {
      await sleep(500)
      await expect.poll(() => wordsOf(() => db.maybeOne(find, { id: 1 }))).toEqual(['replica'])
    }
    expect((await db.health()).replicas[0]?.lagMs).toBe(0)
  })

  it('that ends a read in favour of its replay costs the caller nothing', { timeout: 30_000 }, async () => {
    const db = open()
    await caughtUp(db)
    const words = await wordsOf(async () => {
      const reading_ = db.one(slowly)
      await sleep(500)
      await db.execute(lockExclusively)
      expect(Number((await reading_).rows)).toBeGreaterThanOrEqual(0)
    })
    expect(words).toContain('refused')
  })

  it('that refuses what writes in disguise is not asked for it again, and loses nothing by it', async () => {
    const db = open()
    await db.execute(query('create sequence if not exists numbers'))
    await db.execute(query(`create or replace view next_number as select nextval('numbers') as number`))
    await caughtUp(db)
    const words = await wordsOf(async () => {
      for (let n = 0; n < 3; n++) expect(await db.maybeOne(disguised)).not.toBeNull()
    })
    expect(words).toEqual(['refused', 'primary', 'primary'])
    await expect.poll(() => wordsOf(() => db.maybeOne(find, { id: 1 }))).toEqual(['replica'])
  })

  it('is of use to a role that may not see the state of its receiver', { timeout: 30_000 }, async () => {
    const db = open()
    await db.execute(query(`create role plain_reader login password 'plain'`)).catch(() => undefined)
    await db.execute(query('grant select, insert on replayed to plain_reader'))
    await caughtUp(db)
    const plain = open({ user: 'plain_reader', password: 'plain' })
    await caughtUp(plain)
    const id = ++ids
    const session = plain.session()
    await session.execute(put, { id })
    // A busy standby has it some moments later.
    const words = () => wordsOf(async () => expect(await session.maybeOne(find, { id })).not.toBeNull())
    await expect.poll(words, { timeout: 20_000 }).toContain('replica')
  })

  it('that receives no log any more is a finding of the doctor', { timeout: 60_000 }, async () => {
    const told = async () =>
      (
        await examine({ url: standbyUrl }, { rules: rules.filter(({ name }) => name === 'replication-lag') })
      ).findings.map(({ object, reason }) => `${object}: ${reason}`)
    const isReceiving = async () => (await standby.query('select from pg_stat_wal_receiver')).rowCount === 1
    await expect.poll(isReceiving, { timeout: 20_000 }).toBe(true)
    expect(await told()).toEqual([])
    const { rows } = await standby.query<{ undo: string }>(
      `select format('alter system set primary_conninfo = %L', current_setting('primary_conninfo')) as undo`,
    )
    await standby.query(`alter system set primary_conninfo = 'host=127.0.0.1 port=1'`)
    try {
      await standby.query('select pg_reload_conf()')
      await expect
        .poll(told, { timeout: 20_000 })
        .toEqual([
          expect.stringMatching(/^this standby: it receives no log; the last commit that it has is /),
        ])
    } finally {
      await standby.query(rows[0]?.undo ?? '')
      await standby.query('select pg_reload_conf()')
    }
    await expect.poll(isReceiving, { timeout: 20_000 }).toBe(true)
  })

  it('that is promoted is written to, and tokens of the time before hold', { timeout: 60_000 }, async () => {
    const host = (url: string) => new URL(url).host
    const several = new URL(primaryUrl)
    const login = `${several.username}:${several.password}`
    const db = open({
      url: `postgres://${login}@${host(primaryUrl)},${host(standbyUrl)}/postgres`,
      replicas: [primaryUrl, standbyUrl],
      connectTimeoutMs: 10_000,
    })
    const before = db.session()
    const first = ++ids
    await before.execute(put, { id: first })
    await caughtUp(db)
    await standby.query('select pg_promote()')
    // The old primary lives on, as one does that was frozen and thawed. What it took from now on would be lost.
    const writer = open({
      url: `postgres://${login}@${host(primaryUrl)},${host(standbyUrl)}/postgres`,
      replicas: [],
    })
    const second = ++ids
    await writer.execute(put, { id: second })
    expect((await standby.query('select from replayed where id = $1', [second])).rowCount).toBe(1)
    const after = db.session(before.token)
    expect(await after.maybeOne(find, { id: first })).not.toBeNull()
    const third = ++ids
    const writes = async () => {
      const session = db.session()
      await session.execute(put, { id: ++ids })
      return session.token.split('-')[0]
    }
    await expect.poll(writes, { timeout: 20_000 }).toBe('2')
    const session = db.session()
    await session.execute(put, { id: third + 1_000_000 })
    expect(await session.maybeOne(find, { id: third + 1_000_000 })).not.toBeNull()
    // A read that no server answers in time goes to the primary, which happens on a busy machine.
    const words = () => wordsOf(() => session.maybeOne(find, { id: third + 1_000_000 }))
    await expect.poll(words, { timeout: 20_000 }).not.toContain('none_ready')
  })
})
