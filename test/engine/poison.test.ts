// Thorough: leaves each kind of trace in a session.

import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { query } from '../setup/query.js'
import { openOver, transports } from '../setup/engine/open-over.js'
import { openBare } from '../setup/engine/open-bare.js'

const ddl = (sql: string) => query<undefined, object>(sql)

/** Changes the schema, from a connection that has prepared nothing. */
const { test, db: admin } = await openBare()

function times<T>(count: number, make: (n: number) => T): T[] {
  return Array.from({ length: count }, (_, n) => make(n))
}

describe.each(transports)('a prepared statement, over %s', (transport) => {
  it('that could not be prepared is told so to each who asked, and works when it can be', async () => {
    await using open = openOver(transport, { url: test.url })
    const table = `later_${transports.indexOf(transport)}`
    const read = query<undefined, { readonly n: number }>(`select n from ${table}`)
    for (const call of await Promise.allSettled(times(40, () => open.db.many(read)))) {
      expect(call).toMatchObject({ status: 'rejected', reason: { code: 'database', sqlState: '42P01' } })
    }
    await admin.execute(ddl(`create table ${table} as select 7 as n`))
    expect(await Promise.all(times(40, () => open.db.many(read)))).toEqual(times(40, () => [{ n: 7 }]))
  })

  it('whose first run is cancelled while it is prepared serves those who asked behind it', async (context) => {
    if (!test.multiSession) context.skip('the embedded server has one session, so nothing is locked')
    await using open = openOver(transport, { url: test.url, lanes: 1 })
    const table = `locked_${transports.indexOf(transport)}`
    await admin.execute(ddl(`create table ${table} as select 7 as n`))
    await open.db.one(query<undefined, object>('select 1 as one'))
    const read = query<undefined, { readonly n: number }>(`select n from ${table}`)
    await admin
      .transaction(async (tx) => {
        await tx.execute(ddl(`lock table ${table} in access exclusive mode`))
        const first = open.db.many(read, undefined, { timeoutMs: 50 })
        const others = Promise.all(times(5, () => open.db.many(read)))
        await expect(first).rejects.toMatchObject({ code: 'timeout' })
        await sleep(20)
        await tx.execute(ddl(`update ${table} set n = 8`))
        others.catch(() => undefined)
        setTimeout(() => void others, 0)
        return () => others
      })
      .then(async (others) => {
        expect(await others()).toEqual(times(5, () => [{ n: 8 }]))
      })
  })

  it('that is first run with values that cannot be bound gives the others theirs', async () => {
    await using open = openOver(transport, { url: test.url })
    const read = query<{ readonly n: string }, { readonly n: number; readonly t: string }>(
      `select :n!::int as n, 'text' as t /* ${transport.replaceAll("'", '')} */`,
    )
    const calls = await Promise.allSettled(
      times(20, (n) => open.db.one(read, { n: n % 2 === 0 ? 'x' : String(n) })),
    )
    calls.forEach((call, n) => {
      if (n % 2 === 0) expect(call).toMatchObject({ reason: { sqlState: '22P02' } })
      else expect(call).toEqual({ status: 'fulfilled', value: { n, t: 'text' } })
    })
  })

  it('gives rows of the schema before a change or after it, never something in between', async (context) => {
    if (!test.multiSession) context.skip('on the embedded server the change waits for its turn')
    await using open = openOver(transport, { url: test.url, lanes: 2 })
    const table = `changing_${transports.indexOf(transport)}`
    await admin.execute(ddl(`create table ${table} as select 1 as a, 'x' as b`))
    const read = query<undefined, object>(`select * from ${table}`)
    const changes: readonly (readonly [string, object])[] = [
      ['add column c int default 3', { a: 1, b: 'x', c: 3 }],
      ['drop column b', { a: 1, c: 3 }],
      ['alter column a type text', { a: '1', c: 3 }],
      ['rename column c to d', { a: '1', d: 3 }],
      [
        'alter column d drop default, alter column d type timestamptz using to_timestamp(d)',
        { a: '1', d: new Date(3_000) },
      ],
      ['drop column a', { d: new Date(3_000) }],
    ]
    let before: object = { a: 1, b: 'x' }
    for (const [change, after] of changes) {
      let isOver = false
      const seen: object[] = []
      const reader = async () => {
        while (!isOver) seen.push(await open.db.one(read))
        seen.push(await open.db.one(read))
      }
      const inTransaction = async () => {
        while (!isOver) seen.push(await open.db.transaction((tx) => tx.one(read)))
      }
      const readers = Promise.all([...times(6, reader), inTransaction()])
      await Promise.all([
        readers,
        sleep(10)
          .then(() => admin.execute(ddl(`alter table ${table} ${change}`)))
          .finally(() => (isOver = true)),
      ])
      for (const row of seen) expect([before, after]).toContainEqual(row)
      expect(await open.db.one(read)).toEqual(after)
      before = after
    }
  })

  it('is read right by a connection that prepares it after the schema has changed', async () => {
    await using open = openOver(transport, { url: test.url })
    const table = `retyped_${transports.indexOf(transport)}`
    await admin.execute(ddl(`create table ${table} as select 12 as a, 34 as b`))
    const read = query<undefined, object>(`select * from ${table}`)
    expect(await open.db.one(read)).toEqual({ a: 12, b: 34 })
    await admin.execute(ddl(`alter table ${table} drop column b, alter column a type text`))
    expect(await open.db.transaction((tx) => tx.one(read))).toEqual({ a: '12' })
    expect(await open.db.one(read)).toEqual({ a: '12' })
  })

  it('is prepared again when it was deallocated behind our back', async (context) => {
    // More connections are out of date at once than a transaction is tried on.
    if (!test.multiSession) context.skip('in the embedded server one connection deallocates for all of them')
    await using open = openOver(transport, { url: test.url })
    const read = query<{ readonly n: number }, { readonly n: number }>('select :n!::int as n', { n: 'int4' })
    const forget = ddl(`do $$ begin execute 'deallocate all'; end $$`)
    await Promise.all(times(20, (n) => open.db.one(read, { n })))
    const calls = times(60, (n) =>
      n % 10 === 5 ? open.db.execute(forget).then(() => ({ n })) : open.db.one(read, { n }),
    )
    expect(await Promise.all(calls)).toEqual(times(60, (n) => ({ n })))
    const within = times(5, (n) =>
      open.db.transaction(async (tx) => {
        await tx.one(read, { n })
        await tx.execute(ddl('deallocate all'))
        return n
      }),
    )
    expect(await Promise.all(within)).toEqual(times(5, (n) => n))
    expect(await Promise.all(times(20, (n) => open.db.one(read, { n })))).toEqual(times(20, (n) => ({ n })))
  })

  it('reads types that are made while it and many others are on their way', async () => {
    await using open = openOver(transport, { url: test.url })
    const index = transports.indexOf(transport)
    for (let round = 0; round < 3; round++) {
      // The same name each time, and another type.
      const type = `mood_${index}`
      if (round > 0) await admin.execute(ddl(`drop type ${type}`))
      await admin.execute(ddl(`create type ${type} as enum ('calm', 'keen')`))
      const moods = times(8, (n) =>
        query<undefined, object>(`select array['keen'::${type}, null] as moods, ${n} as n /* ${round} */`),
      )
      const rows = await Promise.all([...moods, ...moods].map((mood) => open.db.one(mood)))
      rows.forEach((row, n) => expect(row).toEqual({ moods: ['keen', null], n: n % 8 }))
    }
  })

  it('takes and gives values of a type that was dropped and made anew', async () => {
    await using open = openOver(transport, { url: test.url })
    const type = `remade_${transports.indexOf(transport)}`
    const echo = query<{ readonly mood: string }, object>(`select :mood!::${type} as mood`, { mood: type })
    for (const moods of [
      ['calm', 'keen'],
      ['glad', 'calm'],
    ]) {
      await admin.execute(ddl(`drop type if exists ${type}`))
      await admin.execute(ddl(`create type ${type} as enum ('${moods.join("', '")}')`))
      const asked = times(12, (n) => ({ mood: moods[n % 2] ?? '' }))
      expect(await Promise.all(asked.map((given) => open.db.one(echo, given)))).toEqual(asked)
      expect(await open.db.transaction((tx) => tx.one(echo, { mood: 'calm' }))).toEqual({ mood: 'calm' })
    }
  })

  it('reads a type that its own transaction has made', async (context) => {
    if (!test.multiSession) context.skip('on the embedded server the others wait for the transaction')
    await using open = openOver(transport, { url: test.url })
    const type = `fresh_${transports.indexOf(transport)}`
    const others = query<undefined, object>(`select array['a'::citext] as texts`)
    await admin.execute(ddl('create extension if not exists citext'))
    await open.db.transaction(async (tx) => {
      await tx.execute(ddl(`create type ${type} as enum ('new')`))
      // Others have the catalogue read at the same time, where the type is not to be seen yet.
      const reading = Promise.all(times(5, () => open.db.one(others)))
      expect(await tx.one(query<undefined, object>(`select array['new'::${type}] as fresh`))).toEqual({
        fresh: ['new'],
      })
      expect(await reading).toEqual(times(5, () => ({ texts: ['a'] })))
    })
  })

  it('gives an error that its result cannot be read to itself alone', async () => {
    await using open = openOver(transport, { url: test.url })
    const at = query<{ readonly at: string }, { readonly at: Date }>('select :at!::text::timestamptz as at', {
      at: 'text',
    })
    const big = query<{ readonly n: string }, { readonly n: number }>('select :n!::text::int8 as n', {
      n: 'text',
    })
    const good = '2026-11-23T02:19:00Z'
    const calls = await Promise.allSettled([
      open.db.one(at, { at: good }),
      open.db.one(at, { at: 'infinity' }),
      open.db.one(big, { n: '9007199254740993' }),
      open.db.one(at, { at: good }),
      open.db.one(big, { n: '-9007199254740991' }),
    ])
    expect(calls).toMatchObject([
      { value: { at: new Date(good) } },
      { value: { at: new Date(8_640_000_000_000_000) } },
      { reason: { code: 'database', sqlState: '22003' } },
      { value: { at: new Date(good) } },
      { value: { n: -9007199254740991 } },
    ])
  })

  it('refuses two columns of one name, and is not in the way of others', async () => {
    await using open = openOver(transport, { url: test.url })
    const twice = query<undefined, object>('select 1 as a, 2 as a')
    const calls = await Promise.allSettled([
      open.db.one(twice),
      open.db.one(ddl('select 1 as a')),
      open.db.one(twice),
    ])
    expect(calls).toMatchObject([
      { reason: { field: 'query' } },
      { value: { a: 1 } },
      { reason: { field: 'query' } },
    ])
  })

  it('that is a COPY is refused, and the next one works', async () => {
    await using open = openOver(transport, { url: test.url, maxConnections: 2, lanes: 1 })
    const table = `copied_${transports.indexOf(transport)}`
    await admin.execute(ddl(`create table ${table} (n int)`))
    await expect(open.db.execute(ddl(`copy ${table} from stdin`))).rejects.toMatchObject({ field: 'query' })
    expect(await Promise.all(times(5, () => open.db.one(ddl('select 1 as one'))))).toEqual(
      times(5, () => ({ one: 1 })),
    )
    await expect(open.db.transaction((tx) => tx.execute(ddl(`copy ${table} from stdin`)))).rejects.toThrow()
    expect(await open.db.transaction((tx) => tx.one(ddl('select 1 as one')))).toEqual({ one: 1 })
    expect(await open.db.execute(ddl(`copy (select generate_series(1, 3)) to stdout`))).toBe(3)
  })
})

describe.each(transports)('size, over %s', (transport) => {
  const echo = query<{ readonly text: string }, { readonly text: string }>('select :text!::text as text', {
    text: 'text',
  })

  it('of a message may be anything, also in between small ones', async () => {
    await using open = openOver(transport, { url: test.url })
    const lengths = [0, 1, 4_095, 4_096, 65_500, 65_536, 200_000, 3_000_000, 5, 9_000_000, 7]
    // Characters of one to four bytes.
    const texts = lengths.map((length, index) => ['a', 'é', 'س', '🛒'][index % 4]?.repeat(length) ?? '')
    const rows = await Promise.all(texts.map((text) => open.db.one(echo, { text })))
    rows.forEach(({ text }, index) => expect(text === texts[index]).toBe(true))
  })

  it('of a result may be fifty megabytes', async () => {
    await using open = openOver(transport, { url: test.url })
    const many = query<undefined, { readonly n: number; readonly filler: string }>(
      `select n, repeat('x', 500 + n % 7) as filler from generate_series(1, 100000) as n`,
    )
    const [rows, one] = await Promise.all([open.db.many(many), open.db.one(echo, { text: 'beside it' })])
    expect(one).toEqual({ text: 'beside it' })
    expect(rows).toHaveLength(100_000)
    expect(rows.every(({ n, filler }, index) => n === index + 1 && filler.length === 500 + (n % 7))).toBe(
      true,
    )
  })
})

describe('the number of parameters', () => {
  it('is at most 65535, and more are refused before anything is sent', async () => {
    const list = query<{ readonly ns: readonly number[] }, { readonly n: number }>(
      'select n from generate_series(1, 3) as n where n in :ns!',
      { ns: 'int4' },
      '@param ns -> (...)',
    )
    // pgtyped's annotation stands in the comment of the query.
    await expect(admin.many(list, { ns: times(70_000, (n) => n) })).rejects.toMatchObject({ field: 'query' })
    expect(await admin.many(list, { ns: times(30_000, (n) => n) })).toHaveLength(3)
    const array = query<{ readonly ns: readonly number[] }, { readonly n: number }>(
      'select n from generate_series(1, 3) as n where n = any(:ns!::int[])',
      { ns: 'int4[]' },
    )
    expect(await admin.many(array, { ns: times(70_000, (n) => n) })).toHaveLength(3)
  })
})
