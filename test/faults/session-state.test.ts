// Thorough: leaves each kind of trace in a session.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Database } from '../../src/database.js'
import type { PreparedQuery } from '../../src/engine/statement/prepared-query.js'
import { TransactionError } from '../../src/errors.js'
import { openOver, transports, type OpenDatabase } from '../setup/engine/open-over.js'
import { query } from '../setup/query.js'
import { openBare } from '../setup/engine/open-bare.js'

type Statement = PreparedQuery<undefined, object>

function sql(text: string): Statement {
  return query<undefined, object>(text)
}

/** The traces that one caller can leave in the session for another. */
const state = query<undefined, { readonly pid: number }>(`
  select pg_backend_pid() as pid, current_user::text as "user", current_setting('search_path') as path,
    current_setting('statement_timeout') as timeout, current_setting('jit') as jit,
    coalesce(current_setting('app.user_id', true), '') as identity, current_setting('DateStyle') as dates,
    current_setting('transaction_read_only') as read_only, to_regclass('pg_temp.notes')::text as temporary,
    (select count(*)::int from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()) as locks,
    (select count(*)::int from pg_prepared_statements where from_sql) as prepared,
    (select count(*)::int from pg_cursors where is_holdable) as cursors`)

const insert = sql(`insert into audited (n) values (1)`)

const left: readonly (readonly [what: string, ...statements: string[]])[] = [
  ['a role', 'set role pg_monitor'],
  ['an identity by a function', `select set_config('app.user_id', 'amal', false)`],
  ['an identity by a function of the service', `select become('amal')`],
  [
    'an identity by a column that is a function',
    'select row.become_row from (select 1 as n) as row',
    'select 1 as n',
  ],
  ['an identity by a trigger', 'insert into audited (n) values (1)'],
  ['an identity by a view', 'select * from becoming'],
  ['an identity by DO', `do $$ begin perform set_config('app.user_id', 'amal', false); end $$`],
  ['a search path', 'set search_path = pg_catalog'],
  ['a statement timeout', `set statement_timeout = '17s'`],
  ['settings', 'set jit = on', `set DateStyle = 'German'`],
  ['read-only transactions', 'set default_transaction_read_only = on'],
  ['an advisory lock', 'select pg_advisory_lock(1)'],
  ['an advisory lock by an attempt', 'select pg_try_advisory_lock(1)'],
  ['a temporary table', 'create temp table notes (n int)'],
  ['a temporary table of rows', 'select 1 as n into temp notes'],
  ['a cursor', 'declare rest cursor with hold for select 1'],
  ['a prepared statement', 'prepare ours as select 1'],
  ['a prepared statement by DO', `do $$ begin execute 'prepare ours as select 1'; end $$`],
]

const { test, db: admin } = await openBare()
for (const text of [
  `create function become(id text) returns text language sql as $$ select set_config('app.user_id', id, false) $$`,
  'create table audited (n int)',
  `create function audit() returns trigger language plpgsql as $$
    begin perform set_config('app.user_id', 'amal', false); return new; end $$`,
  'create trigger audited before insert on audited for each row execute function audit()',
  `create view becoming as select become('amal')`,
]) {
  await admin.execute(sql(text))
}

const oneSession = 'on the embedded database all connections share one session'

describe.each(transports)('what a statement leaves in its session, over %s', (transport) => {
  let open: OpenDatabase & { readonly db: Database }

  beforeEach((context) => {
    if (!test.multiSession) context.skip(oneSession)
  })

  beforeAll(() => {
    open = openOver(transport, { url: test.url, maxConnections: 2, lanes: 1 })
  })

  afterAll(() => open[Symbol.asyncDispose]())

  async function states(): Promise<readonly object[]> {
    const within = Array.from({ length: 2 }, () => open.db.transaction((tx) => tx.one(state)))
    const outside = Array.from({ length: 4 }, () => open.db.one(state))
    const seen = await Promise.all([...within, ...outside])
    return seen.map(({ pid, ...rest }) => ({ ...rest, isServed: pid > 0 }))
  }

  it.each(left)(
    'does not reach the next one: %s, in a transaction that commits',
    async (_, ...statements) => {
      const before = await states()
      await open.db
        .transaction(async (tx) => {
          for (const text of statements) await tx.execute(sql(text)).catch(() => undefined)
        })
        .catch(() => undefined)
      expect(await states()).toEqual(before)
    },
  )

  it.each(left)('does not reach the next one: %s, in a transaction that fails', async (_, ...statements) => {
    const before = await states()
    const failing = open.db.transaction(async (tx) => {
      for (const text of statements) await tx.execute(sql(text)).catch(() => undefined)
      throw new Error('undo it')
    })
    await expect(failing).rejects.toThrow('undo it')
    expect(await states()).toEqual(before)
  })

  it.each(left)('does not reach the next one: %s, outside of a transaction', async (_, ...statements) => {
    const before = await states()
    const neighbours = Array.from({ length: 6 }, () => open.db.one(state))
    for (const text of statements) await open.db.execute(sql(text)).catch(() => undefined)
    const seen = (await Promise.all(neighbours)).map(({ pid, ...rest }) => ({ ...rest, isServed: pid > 0 }))
    expect(seen).toEqual(Array.from(seen, () => before[0]))
    expect(await states()).toEqual(before)
  })
})

describe.each(transports)('a session, over %s', (transport) => {
  it('is kept for the next one after what leaves nothing', async () => {
    await using open = openOver(transport, { url: test.url, maxConnections: 2, lanes: 1 })
    const pid = query<undefined, { readonly pid: number }>('select pg_backend_pid() as pid')
    const first = await open.db.transaction((tx) => tx.one(pid))
    await open.db.transaction(async (tx) => {
      await tx.execute(sql(`set local statement_timeout = '1s'`))
      await tx.execute(sql(`select set_config('app.user_id', 'amal', true)`))
      await tx.execute(sql('select pg_advisory_xact_lock(1)'))
    })
    expect(await open.db.transaction((tx) => tx.one(pid))).toEqual(first)
  })
})

describe('a session that is reset', () => {
  it('is kept, with what it had prepared', async (context) => {
    if (!test.multiSession) context.skip(oneSession)
    await using open = openOver('sessions', { url: test.url, maxConnections: 1 })
    const pid = query<undefined, { readonly pid: number; readonly prepared: number }>(
      'select pg_backend_pid() as pid, (select count(*)::int from pg_prepared_statements) as prepared',
    )
    const first = await open.db.transaction((tx) => tx.one(pid))
    await open.db.transaction((tx) => tx.execute(sql(`select become('amal')`)))
    const second = await open.db.transaction((tx) => tx.one(pid))
    expect(second).toEqual({ pid: first.pid, prepared: first.prepared + 1 })
  })

  it.each(transports)('serves many more, over %s', async (transport) => {
    await using open = openOver(transport, { url: test.url })
    const calls = Array.from({ length: 40 }, (_, n) =>
      n % 4 === 0 ? open.db.execute(insert) : open.db.one(state).then(({ pid }) => Number(pid > 0)),
    )
    expect(await Promise.all(calls)).toEqual(Array.from({ length: 40 }, () => 1))
  })
})

describe.each(transports)('what cannot run there is told before it is sent, over %s', (transport) => {
  const apart = [
    'begin',
    'start transaction',
    'commit',
    'end',
    'rollback',
    'abort',
    'savepoint one',
    'release one',
    'rollback to one',
    `prepare transaction 'one'`,
    'copy audited from stdin',
    'COPY audited (n) FROM STDIN WITH (format csv)',
    'listen news',
    'unlisten *',
    '/* the role */ set role pg_monitor',
    'set local jit = off',
    'reset all',
    'discard all',
    'deallocate all',
    'prepare ours as select 1',
    'create temporary table notes (n int)',
    'declare rest cursor with hold for select 1',
    'lock table audited',
  ]

  it.each(apart)('outside of a transaction: %s', async (text) => {
    await using open = openOver(transport, { url: test.url, maxConnections: 2, lanes: 1 })
    const calls = Array.from({ length: 7 }, (_, n) =>
      n === 3 ? open.db.execute(sql(text)) : open.db.one(state),
    )
    const settled = await Promise.allSettled(calls)
    expect(settled.map(({ status }) => status)).toEqual(
      settled.map((_, n) => (n === 3 ? 'rejected' : 'fulfilled')),
    )
    expect(settled[3]).toMatchObject({
      reason: { code: 'invalid_input', field: 'query', outcome: 'not_run' },
    })
  })

  it.each([
    'commit',
    'commit and chain',
    'rollback',
    'rollback and chain',
    'end',
    'abort',
    `prepare transaction 'one'`,
  ])('in a transaction, which goes on: %s', async (text) => {
    await using open = openOver(transport, { url: test.url })
    const result = await open.db.transaction(async (tx) => {
      const before = await tx.one(state)
      const refused: unknown = await tx.execute(sql(text)).catch((error: unknown) => error)
      expect(refused).toBeInstanceOf(TransactionError)
      expect(refused).toMatchObject({ kind: 'ended', outcome: 'not_run' })
      return [before, await tx.one(state)]
    })
    expect(result[1]).toEqual(result[0])
  })

  it.each([
    'begin',
    'savepoint one',
    'release one',
    'rollback to one',
    'copy audited from stdin',
    'listen news',
  ])('in a transaction, which goes on and has another way for it: %s', async (text) => {
    await using open = openOver(transport, { url: test.url })
    await open.db.transaction(async (tx) => {
      await expect(tx.execute(sql(text))).rejects.toMatchObject({ code: 'invalid_input', field: 'query' })
      await tx.one(state)
    })
  })
})
