// Thorough: loses connections at each moment of a write.

import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { openOver, transports } from '../setup/engine/open-over.js'
import type { Proxy } from '../setup/network/proxy.js'
import { recordStatements } from '../setup/engine/record-statements.js'
import { query, reading } from '../setup/query.js'
import { openNumbers } from '../setup/engine/open-numbers.js'
import { proxyForEach } from '../setup/network/proxy-for-each.js'

const one = query<undefined, object>('select 1 as one')
const add = query<{ readonly n: number }, object>('insert into numbers values (:n!)', { n: 'int4' })
/** Its rows have a type that must be looked up in the catalogue. */
const addReturning = query<{ readonly n: number }, { readonly word: string }>(
  `insert into numbers values (:n!) returning 'word'::text as word`,
  { n: 'int4' },
)
const addSlowly = query<{ readonly n: number }, object>('insert into numbers select :n! from pg_sleep(0.8)', {
  n: 'int4',
})
const readSlowly = reading<{ readonly n: number }, { readonly n: number }>(
  'select :n!::int as n from pg_sleep(0.4)',
  { n: 'int4' },
)
const terminate = query<undefined, { readonly ended: boolean }>(
  `select pg_terminate_backend(pid) as ended from pg_stat_activity
   where datname = current_database() and application_name = 'victim'`,
)
const working = query<undefined, object>(
  `select from pg_stat_activity
   where datname = current_database() and application_name = 'victim' and state = 'active' and wait_event = 'PgSleep'`,
)
const unknown = { code: 'connection', outcome: 'unknown', retryable: false }

// Not unique: what is done twice is there twice.
const { db: direct, numbers, test } = await openNumbers('n int')

let proxy: Proxy
proxyForEach(test.url, (opened) => (proxy = opened))

describe.each(transports)('a write whose rows need the catalogue, over %s', (transport) => {
  it('is not sent again when the connection is lost behind its answer', async () => {
    for (let round = 0; round < 5; round++) {
      // The types are looked up by each database anew.
      await using open = openOver(transport, { url: proxy.url, lanes: 1, maxConnections: 2 })
      await open.db.execute(query<undefined, object>('select 1 as one'))
      let writing: number | undefined
      proxy.decide = ({ from, code, text, connection }) => {
        if (from === 'server' && text.includes('INSERT')) writing ??= connection
        return writing === connection && code === 'Z' ? 'passThenCut' : 'pass'
      }
      const [call] = await Promise.allSettled([
        open.db.one(addReturning, { n: round }),
        open.db.one(readSlowly, { n: 1 }),
        open.db.one(readSlowly, { n: 2 }),
      ])
      // The catalogue is read over another connection, if there is one.
      if (call.status === 'rejected')
        expect(call.reason).toMatchObject({ outcome: 'applied', retryable: false })
      else expect(call.value).toEqual({ word: 'word' })
      expect((await numbers()).filter((n) => n === round)).toEqual([round])
    }
  })

  it('says that it was done if the catalogue cannot be read at all', async () => {
    await using open = openOver(transport, { url: proxy.url, lanes: 1, maxConnections: 2 })
    await open.db.execute(one)
    proxy.decide = ({ code, text }) => {
      if (!text.includes('pg_type')) return 'pass'
      proxy.refuses = true
      return code === 'Q' || code === 'P' ? 'cut' : 'pass'
    }
    await expect(open.db.one(addReturning, { n: 7 })).rejects.toMatchObject({
      code: 'connection',
      outcome: 'applied',
      retryable: false,
    })
    expect(await numbers()).toEqual([7])
    await expect(open.db.one(reading(`select 'word'::text as word`))).rejects.toMatchObject({
      outcome: 'not_run',
      retryable: true,
    })
  })
})

describe.each(transports)('what calls a function of which nothing is known, over %s', (transport) => {
  it('is not sent again, whatever its text says', async () => {
    await direct.execute(
      query<undefined, object>(
        `create or replace function charge(n int) returns int language sql as 'insert into numbers values (n) returning n'`,
      ),
    )
    await using open = openOver(transport, { url: proxy.url, lanes: 1, maxConnections: 2 })
    await open.db.execute(one)
    let charging: number | undefined
    proxy.decide = ({ from, code, text, connection }) => {
      if (text.includes('charge')) charging = connection
      return from === 'server' && code === 'C' && connection === charging ? 'cut' : 'pass'
    }
    await expect(open.db.one(reading('select charge(7) as n'))).rejects.toMatchObject(unknown)
    expect(await numbers()).toEqual([7])
  })
})

describe.each(transports)('a read, over %s', (transport) => {
  it('is sent once more when its connection is lost before its answer', async (context) => {
    if (!test.multiSession) context.skip('the embedded server has one session, which a cut connection keeps')
    await using open = openOver(transport, { url: proxy.url, lanes: 1, maxConnections: 3 })
    await open.db.one(one)
    const events = await recordStatements(async () => {
      let sent = 0
      const allSent = new Promise<void>((resolve) => {
        proxy.decide = ({ from, code }) => {
          if (from === 'client' && code === 'B' && ++sent === 3) resolve()
          return 'pass'
        }
      })
      const calls = Promise.all([1, 2, 3].map((n) => open.db.one(readSlowly, { n })))
      await allSent
      proxy.cut()
      expect(await calls).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }])
    })
    expect(events.map(({ retries }) => retries)).toEqual([1, 1, 1])
  })

  it('is not told to be undecided when it fails again, and may be called again', async () => {
    await using open = openOver(transport, { url: proxy.url, lanes: 1 })
    await open.db.one(one)
    proxy.decide = ({ from, code }) => (from === 'server' && code === 'D' ? 'cut' : 'pass')
    const again = { code: 'connection', outcome: 'not_run', retryable: true }
    await expect(open.db.one(readSlowly, { n: 1 })).rejects.toMatchObject(again)
    expect(proxy.cuts).toBe(2)
  })
})

describe.each(transports)('a session that the server ends, over %s', (transport) => {
  it('does nothing twice, and leaves nothing undecided that it had not completed', async (context) => {
    if (!test.multiSession) context.skip('the embedded server has one session, which cannot end another')
    await using open = openOver(transport, {
      url: test.url,
      lanes: 1,
      maxConnections: 4,
      applicationName: 'victim',
    })
    await open.db.one(one)
    const events = await recordStatements(async () => {
      const writes = Promise.all([1, 2, 3, 4].map((n) => open.db.execute(addSlowly, { n })))
      writes.catch(() => undefined)
      // On a lane they wait for each other.
      const atOnce = transport === 'lanes' ? 1 : 4
      while ((await direct.many(working)).length < atOnce) await sleep(10)
      await direct.many(terminate)
      expect(await writes).toEqual([1, 1, 1, 1])
    })
    expect(await numbers()).toEqual([1, 2, 3, 4])
    expect(Math.max(...events.map(({ retries }) => retries))).toBe(1)
  })

  it('may have been done what commits by itself', async (context) => {
    if (!test.multiSession) context.skip('the embedded server has one session, which cannot end another')
    await using open = openOver(transport, { url: test.url, lanes: 1, applicationName: 'victim' })
    await open.db.one(one)
    const block = query<undefined, object>(
      `do $$ begin insert into numbers values (5); commit; perform pg_sleep(3); end $$`,
    )
    const work = open.db.execute(block)
    work.catch(() => undefined)
    while (!(await numbers()).includes(5)) await sleep(10)
    await direct.many(terminate)
    await expect(work).rejects.toMatchObject(unknown)
    expect(await numbers()).toEqual([5])
  })

  it('because it idled is no deadline, and the statement that came too late runs', async (context) => {
    if (!test.multiSession) context.skip('the embedded server ends no session')
    await using open = openOver(transport, { url: proxy.url, lanes: 1, maxConnections: 3 })
    const name = new URL(test.url).pathname.slice(1)
    await direct.execute(query(`alter database "${name}" set idle_session_timeout = '300ms'`))
    try {
      for (const n of [1, 2, 3]) {
        await open.db.one(one)
        // What the server says in the meantime is read when the statement has been sent.
        const until = performance.now() + 800
        while (performance.now() < until);
        expect(await open.db.execute(add, { n })).toBe(1)
      }
    } finally {
      await direct.execute(query(`alter database "${name}" reset idle_session_timeout`))
    }
    expect(await numbers()).toEqual([1, 2, 3])
  })
})

describe.each(transports)('a statement that commits while it runs, over %s', (transport) => {
  const block = (sql: string) => query<undefined, object>(`do $$ begin ${sql} end $$`)

  it('may have been done in part when it fails', async () => {
    await using open = openOver(transport, { url: test.url })
    const half = block('insert into numbers values (1); commit; perform 1 / 0;')
    await expect(open.db.execute(half)).rejects.toMatchObject({
      sqlState: '22012',
      outcome: 'unknown',
      retryable: false,
    })
    expect(await numbers()).toEqual([1])
    // Refused before it was begun.
    await expect(open.db.execute(query('call no_such_procedure()'))).rejects.toMatchObject({
      outcome: 'not_run',
    })
    await expect(open.db.execute(query('select 1 / 0'))).rejects.toMatchObject({ outcome: 'not_run' })
  })
})

describe('a stray request to cancel', () => {
  it('has a neighbour run again, but not one that commits while it runs', async (context) => {
    if (!test.multiSession) context.skip('the embedded server cannot be asked to cancel')
    await using open = openOver('lanes', { url: test.url, lanes: 1, applicationName: 'victim' })
    const cancel = query<undefined, object>(
      `select pg_cancel_backend(pid) from pg_stat_activity
       where application_name = 'victim' and state = 'active' and query like :text!`,
    ) as never
    const hit = async (text: string) => {
      while ((await direct.many(cancel, { text } as never)).length === 0) await sleep(10)
    }
    const cancelled = () =>
      open.db.one(query('select 1 from pg_sleep(5) /* mine */'), undefined, { timeoutMs: 50 })
    await open.db.one(one)
    await expect(cancelled()).rejects.toMatchObject({ code: 'timeout', outcome: 'not_run' })
    const plain = open.db.execute(
      query(`insert into numbers select 1 from pg_sleep(0.4) where 'plain' <> ''`),
    )
    await hit('%plain%')
    expect(await plain).toBe(1)
    await expect(cancelled()).rejects.toMatchObject({ code: 'timeout' })
    const steps = open.db.execute(
      query(`do $$ begin insert into numbers values (2); commit; perform pg_sleep(1); /* steps */ end $$`),
    )
    steps.catch(() => undefined)
    while (!(await numbers()).includes(2)) await sleep(10)
    await hit('%steps%')
    await expect(steps).rejects.toMatchObject({ outcome: 'unknown', retryable: false })
    expect(await numbers()).toEqual([1, 2])
  })
})
