// Thorough: sends thousands of statements of a hundred users.

import { describe, expect, it } from 'vitest'
import { createDatabase, type Database } from '../../src/database.js'
import type { CopyTarget } from '../../src/engine/copy/copy-text.js'
import { InvalidInputError, NotFoundError, SetupError, TimeoutError } from '../../src/errors.js'
import { openBare } from '../setup/engine/open-bare.js'
import { openOver, transports } from '../setup/engine/open-over.js'
import { Proxy } from '../setup/network/proxy.js'
import { query, reading } from '../setup/query.js'
import { replicaOf } from '../setup/replicas/replica-of.js'

interface Seen {
  readonly userId: string | null
  readonly role: string | null
}

const { test, db: direct } = await openBare()
const settings = `
  nullif(current_setting('souk.user_id', true), '') as user_id,
  nullif(current_setting('souk.role', true), '') as role`
const look = reading<undefined, Seen>(`select ${settings}`)
const lookAfter = reading<{ readonly seconds: number }, Seen>(
  `select ${settings} from pg_sleep(:seconds!::float8)`,
  { seconds: 'float8' },
)
const divide = reading<{ readonly by: number }, { readonly ratio: number }>('select 1 / :by!::int as ratio', {
  by: 'int4',
})
const forget = query<undefined, object>(`do $$ begin execute 'deallocate all'; end $$`)
const nobody = { userId: null, role: null }

await direct.execute(
  query<undefined, object>(`
    create table notes (
      user_id text default current_setting('souk.user_id', true), role text default current_setting('souk.role', true), n int
    )`),
)
const note = query<{ readonly n: number }, Seen>(
  'insert into notes (n) values (:n!) returning user_id, role',
  {
    n: 'int4',
  },
)
const readNotes = reading<{ readonly n: number }, Seen>('select user_id, role from notes where n = :n!', {
  n: 'int4',
})
const notes: CopyTarget<{ readonly n: number }> = {
  table: 'notes',
  columns: [{ property: 'n', column: 'n', type: 'int4', required: true }],
}

function idOf(n: number): string {
  return `019a0000-0000-7000-8000-${String(n).padStart(12, '0')}`
}

function personOf(n: number): Seen & { readonly userId: string; readonly role: string } {
  return { userId: idOf(n), role: n % 2 === 0 ? 'moderator' : `part_${n}` }
}

/** The answers that were not those of the user who asked. */
function wrongOf(answers: readonly (readonly [Seen, Seen])[]): readonly object[] {
  return answers.filter(([asked, seen]) => seen.userId !== asked.userId || seen.role !== asked.role)
}

async function lookEverywhere(db: Database): Promise<readonly Seen[]> {
  return Promise.all(Array.from({ length: 200 }, () => db.one(look)))
}

describe.each(transports)('db.as, over %s', (transport) => {
  const each = transport === 'lanes' && test.multiSession ? 100 : 10
  const users = test.multiSession ? 100 : 20

  it('100 users on 4 connections see themselves in every statement and leave nothing behind', async () => {
    // A busy machine takes its time for ten thousand calls.
    await using open = openOver(transport, { url: test.url, maxConnections: 4, connectTimeoutMs: 100_000 })
    const answers: (readonly [Seen, Seen])[] = []
    await Promise.all(
      Array.from({ length: users }, async (_, user) => {
        const person = personOf(user)
        const mine = open.db.as(person)
        await Promise.all(
          Array.from({ length: each }, async (_, n) => {
            if (n % 10 === 3)
              await expect(mine.one(divide, { by: 0 })).rejects.toMatchObject({ sqlState: '22012' })
            else if (n % 10 === 7 && n < 10)
              answers.push([person, await mine.transaction((tx) => tx.one(look))])
            else if (n % 10 === 9) answers.push([nobody, await open.db.one(look)])
            else answers.push([person, await mine.one(look)])
          }),
        )
      }),
    )
    expect(answers).toHaveLength(0.9 * users * each)
    expect(wrongOf(answers)).toEqual([])
    expect(await lookEverywhere(open.db)).toEqual(Array.from({ length: 200 }, () => nobody))
  })

  it('others see themselves while statements are cancelled among them', async (context) => {
    if (!test.multiSession) context.skip('the embedded database cannot stop a statement')
    await using open = openOver(transport, { url: test.url, maxConnections: 4 })
    const answers = await Promise.all(
      Array.from({ length: 60 }, async (_, user) => {
        const person = personOf(user)
        const mine = open.db.as(person)
        const isImpatient = user % 6 === 0
        const options = isImpatient ? { timeoutMs: 20 } : {}
        const seconds = isImpatient ? 5 : 0.001
        const running = mine.one(lookAfter, { seconds }, options)
        if (isImpatient) await expect(running).rejects.toBeInstanceOf(TimeoutError)
        return [person, isImpatient ? await mine.one(look) : await running] as const
      }),
    )
    expect(wrongOf(answers)).toEqual([])
    expect(await lookEverywhere(open.db)).toEqual(Array.from({ length: 200 }, () => nobody))
  })

  it('a transaction is its user’s in all its statements, savepoints and attempts', async () => {
    await using open = openOver(transport, { url: test.url, maxConnections: 2 })
    const person = personOf(7)
    let attempts = 0
    const fail = query<undefined, object>(
      `do $$ begin raise exception 'again' using errcode = '40001'; end $$`,
    )
    const seen = await open.db.as(person).transaction(async (tx) => {
      const all = [await tx.one(look)]
      if (++attempts === 1) await tx.execute(fail)
      const undone = tx.transaction(async (savepoint) => {
        all.push(await savepoint.one(look))
        await savepoint.one(divide, { by: 0 })
      })
      await expect(undone).rejects.toMatchObject({ sqlState: '22012' })
      all.push(await tx.one(look), await tx.last.one(look))
      return all
    })
    expect(attempts).toBe(2)
    expect(seen).toEqual([person, person, person, person])
    const limits = { statementTimeoutMs: 5_000, isolation: 'serializable', readOnly: true } as const
    expect(await open.db.as(person).transaction((tx) => tx.one(look), limits)).toEqual(person)
    expect(await open.db.as(person).transaction((tx) => tx.last.one(look))).toEqual(person)
    // A savepoint, or COPY, that is the first of its transaction.
    const within = open.db.as(person).transaction((tx) => tx.transaction((savepoint) => savepoint.one(look)))
    expect(await within).toEqual(person)
    expect(await open.db.one(look)).toEqual(nobody)
  })

  it('a statement whose connection is lost, or has forgotten what it prepared, runs for its user again', async (context) => {
    if (!test.multiSession) context.skip('in the embedded server one connection deallocates for all of them')
    await using proxy = await Proxy.to(test.url)
    await using open = openOver(transport, { url: proxy.url, maxConnections: 3 })
    const person = personOf(8)
    const mine = open.db.as(person)
    expect(await mine.one(look)).toEqual(person)
    let isCut = false
    proxy.decide = ({ from, code }) => {
      if (isCut || from !== 'server' || code !== 'D') return 'pass'
      isCut = true
      return 'cut'
    }
    expect(await mine.one(look)).toEqual(person)
    expect(isCut).toBe(true)
    if (test.isPooled) return
    for (let round = 0; round < 20; round++) {
      const calls = Array.from({ length: 10 }, (_, n) =>
        n === 4 ? open.db.execute(forget).then(() => person) : mine.one(look),
      )
      expect(await Promise.all(calls)).toEqual(Array.from({ length: 10 }, () => person))
    }
  })

  it('sends who acts and the statement under one Sync', async () => {
    await using proxy = await Proxy.to(test.url)
    await using open = openOver(transport, { url: proxy.url, maxConnections: 2 })
    const person = personOf(9)
    const mine = open.db.as(person)
    await mine.one(look)
    let syncs = ''
    proxy.decide = ({ from, code }) => {
      if (from === 'client') syncs += code
      return 'pass'
    }
    expect(await mine.one(look)).toEqual(person)
    expect(syncs.replaceAll(/[^SQ]/g, '')).toBe('S')
    // Behind a pooler our settings go first.
    expect(syncs.replaceAll(/[^E]/g, '')).toMatch(test.isPooled ? /^EEE?$/ : /^EE$/)
  })

  it('works without prepared statements, writes for its user, and keeps the errors of a statement', async () => {
    await using open = openOver(transport, {
      url: test.url,
      maxConnections: 2,
      preparedStatements: false,
    })
    const person = personOf(10)
    const mine = open.db.as(person)
    expect(await mine.one(note, { n: 1 })).toEqual(person)
    expect(await mine.many(look)).toEqual([person])
    expect(await mine.maybeOne(readNotes, { n: -1 })).toBeNull()
    await expect(mine.one(readNotes, { n: -1 })).rejects.toBeInstanceOf(NotFoundError)
    await expect(mine.one(query('select * from no_such_table'))).rejects.toMatchObject({ sqlState: '42P01' })
    await expect(mine.one(query('select * from no_such_table'))).rejects.toMatchObject({ sqlState: '42P01' })
    const vacuum = query<undefined, object>('vacuum notes')
    await expect(mine.execute(vacuum)).rejects.toMatchObject({ code: 'invalid_input', field: 'query' })
  })

  it('streams and copies as its user, or refuses to', async () => {
    await using open = openOver(transport, { url: test.url, maxConnections: 2 })
    const person = personOf(11)
    const mine = open.db.as(person)
    const n = 100 + transports.indexOf(transport)
    const stream = async () => {
      const seen: Seen[] = []
      for await (const row of mine.stream(look, undefined, { idleInTransactionTimeoutMs: 5_000 }))
        seen.push(row)
      for await (const row of mine.stream(look)) seen.push(row)
      return seen
    }
    if (transport === "a pool of pg's") {
      await expect(stream()).rejects.toBeInstanceOf(SetupError)
      await expect(mine.copyIn(notes, [{ n }])).rejects.toBeInstanceOf(SetupError)
      return
    }
    expect(await stream()).toEqual([person, person])
    expect(await mine.transaction((tx) => tx.copyIn(notes, [{ n }]))).toBe(1)
    const apart = mine.copyIn(notes, [{ n }, { n }], { batchRows: 1 })
    if (test.multiSession) expect(await apart).toBe(2)
    else await expect(apart).rejects.toMatchObject({ code: 'database', outcome: 'not_run' })
    const copied = test.multiSession ? 3 : 1
    expect(await open.db.many(readNotes, { n })).toEqual(Array.from({ length: copied }, () => person))
    expect(await open.db.one(look)).toEqual(nobody)
  })
})

describe('db.as', () => {
  it('is the user’s on replicas and in the sessions of replicas', async (context) => {
    if (!test.multiSession) context.skip('the embedded database has no replicas')
    const replica = await replicaOf(test.url)
    await using db = await opened({ url: test.url, replicas: [replica.url] })
    const one = personOf(12)
    const other = personOf(13)
    const session = db.session()
    const seen = await Promise.all(
      Array.from({ length: 50 }, async (_, n) => {
        const mine = n % 2 === 0 ? db.as(one) : session.as(other)
        return [await mine.one(look), await mine.one(look, undefined, { primary: true })]
      }),
    )
    expect(seen.flat()).toEqual(Array.from({ length: 100 }, (_, n) => ((n >> 1) % 2 === 0 ? one : other)))
    expect(await session.as(other).transaction((tx) => tx.one(look))).toEqual(other)
    expect(await session.one(look)).toEqual(nobody)
  })

  it('has an empty role unless one is given, and takes an id in capitals', async () => {
    const userId = '019A0000-0000-7000-8000-00000000000A'
    expect(await direct.as({ userId }).one(look)).toEqual({ userId: userId.toLowerCase(), role: null })
  })

  it.each([
    [{ userId: 'amal@example.com' }, 'userId'],
    [{ userId: null }, 'userId'],
    [{}, 'userId'],
    [{ userId: idOf(1), role: "x', true)" }, 'role'],
    [{ userId: idOf(1), role: '' }, 'role'],
    [{ userId: idOf(1), role: 'Moderator' }, 'role'],
    [{ userId: idOf(1), name: 'amal' }, 'name'],
  ])('refuses %j', (actor, field) => {
    const call = () => direct.as(actor as { readonly userId: string })
    expect(call).toThrow(InvalidInputError)
    expect(call).toThrow(expect.objectContaining({ field }))
    expect(call).not.toThrow(/amal@example/)
  })
})

async function opened(options: Parameters<typeof createDatabase>[0]) {
  const db = createDatabase(options)
  await db.one(look)
  return Object.assign(db, { [Symbol.asyncDispose]: () => db.close() })
}
