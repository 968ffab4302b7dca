/** Several databases of this package over the few sessions that a pooler in transaction mode lends to all of them. */

import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { createDatabase, type Database, type DatabaseOptions } from '../../src/database.js'
import { InvalidInputError, SetupError, TimeoutError } from '../../src/errors.js'
import { openMarket } from '../setup/market/open-market.js'
import { openClient } from '../setup/migrate/open-client.js'
import { query, reading } from '../setup/query.js'
import { rejection } from '../setup/rejection.js'

const { test } = await openMarket()
const databases: Database[] = []
afterAll(() => Promise.all(databases.map((db) => db.close())))

beforeEach(({ skip }) => {
  if (!test.isPooled) skip('no pooler is between: npm run test:pooler has one')
})

function open(options: DatabaseOptions = {}): Database {
  const db = createDatabase({ maxConnections: 30, minConnections: 0, url: test.url, ...options })
  databases.push(db)
  return db
}

interface Session {
  readonly pid: number
  readonly statementTimeout: string
  readonly lockTimeout: string
  readonly searchPath: string
  readonly canary: string | null
  readonly role: string
}

const look = reading<undefined, Session>(`
  select
    pg_backend_pid() as pid,
    current_setting('statement_timeout') as statement_timeout,
    current_setting('lock_timeout') as lock_timeout,
    current_setting('search_path') as search_path,
    nullif(current_setting('souk.canary', true), '') as canary,
    current_user::text as role`)

/** The state of the sessions, as a plain client sees it that has none of our settings. */
async function lookPlainly(): Promise<readonly object[]> {
  await using client = await openClient(test.url)
  const { rows } = await client.query<object>(`
    select current_setting('statement_timeout') as statement_timeout, current_setting('lock_timeout') as lock_timeout,
      current_setting('search_path') as search_path, nullif(current_setting('souk.canary', true), '') as canary,
      (select count(*)::int from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()) as locks,
      (select count(*)::int from pg_class where relpersistence = 't') as temporary`)
  return rows
}

const untouched = {
  statement_timeout: '0',
  lock_timeout: '0',
  search_path: '"$user", public',
  canary: null,
  locks: 0,
  temporary: 0,
}

const runs = Array.from({ length: 150 }, (_, n) => n)

describe('settings', () => {
  it('are those of the caller in every statement and transaction, whichever session it gets', async () => {
    const kinds = [
      { statementTimeoutMs: 11_000, lockTimeoutMs: 1_100, searchPath: ['one'] },
      { statementTimeoutMs: 22_000, lockTimeoutMs: 2_200, searchPath: ['two'] },
      { statementTimeoutMs: 33_000, lockTimeoutMs: 3_300, searchPath: ['three'], preparedStatements: false },
      { statementTimeoutMs: 44_000, lockTimeoutMs: 4_400, searchPath: ['four'], pipeline: false },
    ]
    const seen = await Promise.all(
      kinds.map(async (options) => {
        const db = open(options)
        const sessions = await Promise.all(
          runs.map((n) => (n % 3 === 0 ? db.transaction((tx) => tx.one(look)) : db.one(look))),
        )
        const { statementTimeoutMs, lockTimeoutMs, searchPath } = options
        for (const session of sessions) {
          expect(session).toMatchObject({
            statementTimeout: `${statementTimeoutMs / 1_000}s`,
            lockTimeout: `${lockTimeoutMs}ms`,
            searchPath: `public, "${searchPath[0] ?? ''}"`,
          })
        }
        return new Set(sessions.map(({ pid }) => pid))
      }),
    )
    // Else nothing was shared, and nothing shown.
    const [first = new Set<number>(), ...others] = seen
    for (const other of others) expect([...other].some((pid) => first.has(pid))).toBe(true)
    expect(await lookPlainly()).toEqual([untouched])
  })

  it('of one transaction are its own', async () => {
    const db = open()
    const [own, other] = await Promise.all([
      db.transaction((tx) => tx.one(look), { statementTimeoutMs: 1_234 }),
      db.transaction((tx) => tx.one(look)),
    ])
    expect([own.statementTimeout, other.statementTimeout]).toEqual(['1234ms', '30s'])
  })

  it('end a statement that takes too long, and nobody else', async () => {
    const [hasty, patient] = [open({ statementTimeoutMs: 200 }), open()]
    const nap = reading<{ readonly seconds: number }, object>('select pg_sleep(:seconds!)', {
      seconds: 'float8',
    })
    const slow = runs.slice(0, 5).map(() => rejection(hasty.one(nap, { seconds: 5 }), TimeoutError))
    await Promise.all(runs.slice(0, 10).map(() => patient.one(nap, { seconds: 0.5 })))
    await Promise.all(slow)
  })
})

describe('what a statement does to its session', () => {
  const set = query<undefined, object>(`select set_config('souk.canary', 'told', false)`)
  const lock = query<undefined, object>('select pg_advisory_lock(42)')
  const run = query<undefined, object>(
    `do $$ begin perform set_config('souk.canary', 'told', false); perform set_config('jit', 'on', false); end $$`,
  )
  const assume = query<undefined, object>('set role pg_read_all_data')
  const make = query<undefined, object>('create temp table canary (n int)')
  const wrong = query<undefined, object>('select 1 / 0 as one')

  it('is undone before anybody else gets the session, whether it succeeds or fails', async () => {
    const [changing, watching] = [open(), open()]
    const deeds = [
      () => changing.execute(set),
      () => changing.execute(run),
      () => changing.execute(lock),
      () =>
        changing.transaction(async (tx) => {
          for (const deed of [set, assume, make, lock]) await tx.execute(deed)
        }),
      () =>
        rejection(
          changing.transaction(async (tx) => {
            for (const deed of [lock, set, assume, wrong]) await tx.execute(deed)
          }),
          Error,
        ),
    ]
    const [watched] = await Promise.all([
      Promise.all(
        runs.map((n) => (n % 4 === 0 ? watching.transaction((tx) => tx.one(look)) : watching.one(look))),
      ),
      ...runs.map((n) => deeds[n % deeds.length]?.()),
    ])
    const { username } = new URL(test.url)
    for (const { canary, role } of watched) expect({ canary, role }).toEqual({ canary: null, role: username })
    for (let n = 0; n < 20; n++) expect(await lookPlainly()).toEqual([untouched])
  })

  it('is refused where no reset undoes it', async () => {
    const db = open()
    const prepare = query<undefined, object>('prepare canary as select 1')
    const error = await rejection(
      db.transaction((tx) => tx.execute(prepare)),
      InvalidInputError,
    )
    expect(error.message).toContain('direct connection')
    await rejection(db.one(query<undefined, object>('select setseed(0.5)')), InvalidInputError)
  })
})

describe('a cancelled statement', () => {
  it('is stopped, and no statement of another caller', async () => {
    const [hasty, busy] = [open(), open()]
    const nap = query<undefined, object>('select pg_sleep(30)')
    let isOver = false
    const others = Promise.all(
      runs.slice(0, 8).map(async () => {
        while (!isOver) await busy.one(look)
      }),
    )
    const began = performance.now()
    await Promise.all(
      runs
        .slice(0, 20)
        .map((n) => rejection(hasty.execute(nap, undefined, { timeoutMs: 50 + n * 20 }), TimeoutError)),
    )
    expect(performance.now() - began).toBeLessThan(10_000)
    isOver = true
    await others
  })
})

describe('a user', () => {
  it('learns of the pooler from the figures', async () => {
    expect((await open().health()).pool.isPooled).toBe(true)
    const direct = open({ url: test.directUrl })
    expect((await direct.health()).pool.isPooled).toBe(false)
  })

  it('is refused what would be lost without an error: LISTEN', async () => {
    const error = await rejection(
      open().listen('canary', () => undefined),
      SetupError,
    )
    expect(error.message).toContain('LISTEN needs one session')
  })
})
