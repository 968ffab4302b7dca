import { setTimeout as sleep } from 'node:timers/promises'
import { Pool } from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createDatabase, type Database, type DatabaseOptions } from '../../src/database.js'
import type { CopyTarget } from '../../src/engine/copy/copy-text.js'
import type { TransactionOptions } from '../../src/engine/transaction/transaction-options.js'
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.js'
import { query } from '../setup/query.js'
import { Proxy, type ProxiedMessage } from '../setup/network/proxy.js'

const add = query<{ readonly n: number }, object>('insert into numbers values (:n!)', { n: 'int4' })
const one = query<undefined, { readonly one: number }>('select 1 as one')
const many = query<undefined, { readonly n: number }>('select n from generate_series(1, 50) as n')
const target: CopyTarget<{ readonly n: number }> = {
  table: 'numbers',
  columns: [{ column: 'n', property: 'n', type: 'int4' }],
}
const wideTarget: CopyTarget<{ readonly note: string }> = {
  table: 'numbers',
  columns: [{ column: 'note', property: 'note', type: 'text' }],
}
const changedMind = new Error('changed my mind')

const lost = { code: 'connection', outcome: 'not_run' }
const mayBeDone = { code: 'connection', outcome: 'unknown' }
const undecided = { code: 'transaction', kind: 'outcome_unknown', outcome: 'unknown' }

let test: TestDatabase

beforeAll(async () => {
  test = await createTestDatabase({ migrations: 'none' })
  const direct = createDatabase({ url: test.url })
  await direct.execute(query<undefined, object>('create table numbers (n int, note text)'))
  await direct.close()
})

beforeEach((context) => {
  if (!test.multiSession) context.skip('a silent connection keeps the one session of the embedded server')
})

afterAll(() => test.drop())

/** Something that is done on a database whose server falls silent at a message, and what comes of it without a deadline. */
interface Case {
  readonly name: string
  readonly at: (message: ProxiedMessage) => boolean
  readonly work: (db: Database, options: TransactionOptions) => Promise<unknown>
  readonly rejects: object
  /** What comes of it when a deadline has passed; the deadline's error unless it is given. */
  readonly rejectsLate?: object
}

/** Fits a message that the client sends, by its code and a part of its text. */
function sent(code: string, part = ''): Case['at'] {
  return (message) => message.from === 'client' && message.code === code && message.text.includes(part)
}

async function takeOne(rows: AsyncIterable<unknown>): Promise<void> {
  for await (const row of rows) {
    if (row !== undefined) break
  }
}

async function takeAll(rows: AsyncIterable<unknown>): Promise<void> {
  for await (const row of rows) if (row === undefined) break
}

/** More than what lies between two processes holds. */
function* notes(count: number): Generator<{ readonly note: string }> {
  const note = 'x'.repeat(10_000)
  for (let n = 0; n < count; n++) yield { note }
}

function* numbers(count: number): Generator<{ readonly n: number }> {
  for (let n = 0; n < count; n++) yield { n }
}

const inTransaction: readonly Case[] = [
  {
    name: 'a statement of a transaction',
    at: sent('P', 'insert'),
    work: (db, options) => db.transaction((tx) => tx.execute(add, { n: 1 }), options),
    rejects: lost,
  },
  {
    name: 'COMMIT',
    at: sent('Q', 'commit\0'),
    work: (db, options) => db.transaction((tx) => tx.execute(add, { n: 2 }), options),
    rejects: undecided,
    rejectsLate: undecided,
  },
  {
    name: 'ROLLBACK after its function threw',
    at: sent('Q', 'rollback'),
    work: (db, options) =>
      db.transaction(async (tx) => {
        await tx.execute(add, { n: 3 })
        throw changedMind
      }, options),
    rejects: { message: 'changed my mind' },
    rejectsLate: { message: 'changed my mind' },
  },
  {
    name: 'a savepoint',
    at: sent('Q', 'savepoint souk'),
    work: (db, options) =>
      db.transaction(async (tx) => {
        await tx.execute(add, { n: 4 })
        await tx.transaction((nested) => nested.execute(add, { n: 4 }))
      }, options),
    rejects: lost,
  },
  {
    name: 'a BEGIN of its own',
    at: sent('Q', 'begin'),
    work: (db, options) => db.transaction((tx) => tx.transaction((nested) => nested.one(one)), options),
    rejects: lost,
  },
  {
    name: 'the release of a savepoint',
    at: sent('Q', 'release savepoint'),
    work: (db, options) =>
      db.transaction((tx) => tx.transaction((nested) => nested.execute(add, { n: 5 })), options),
    rejects: lost,
  },
  {
    name: 'the rollback to a savepoint',
    at: sent('Q', 'rollback to'),
    work: (db, options) =>
      db.transaction(async (tx) => {
        await tx
          .transaction(async (nested) => {
            await nested.execute(add, { n: 6 })
            throw changedMind
          })
          .catch(() => undefined)
        await tx.execute(add, { n: 6 })
      }, options),
    rejects: lost,
  },
]

const streamed: readonly Case[] = [
  {
    name: "a stream's first piece",
    at: sent('B', 'souk_stream'),
    work: (db, options) => takeAll(db.stream(many, undefined, { batchRows: 10, ...options })),
    rejects: lost,
  },
  {
    name: "a stream's next piece",
    at: sent('D', 'Psouk_stream'),
    work: (db, options) => takeAll(db.stream(many, undefined, { batchRows: 10, ...options })),
    rejects: lost,
  },
  {
    name: 'the end of a transaction that only streams',
    at: sent('Q', 'commit\0'),
    work: (db, options) =>
      db.transaction((tx) => takeAll(tx.stream(many, undefined, { batchRows: 10 })), options),
    rejects: undecided,
    rejectsLate: undecided,
  },
  {
    name: 'leaving a stream of a transaction',
    at: sent('C'),
    work: (db, options) =>
      db.transaction(async (tx) => {
        await takeOne(tx.stream(many, undefined, { batchRows: 10 }))
        await tx.one(one)
      }, options),
    rejects: lost,
  },
]

const copied: readonly Case[] = [
  {
    name: 'the start of a COPY',
    at: sent('Q', 'copy'),
    work: (db, options) => db.copyIn(target, numbers(10), options),
    rejects: lost,
  },
  {
    name: 'the data of a COPY',
    at: sent('d'),
    work: (db, options) => db.copyIn(wideTarget, notes(2_000), options),
    rejects: lost,
  },
  {
    name: 'the end of a COPY',
    at: sent('c'),
    work: (db, options) => db.copyIn(target, numbers(10), options),
    rejects: mayBeDone,
    rejectsLate: { code: 'timeout', outcome: 'unknown' },
  },
  {
    name: 'the end of a COPY in a transaction',
    at: sent('c'),
    work: (db, options) => db.transaction((tx) => tx.copyIn(target, numbers(10)), options),
    rejects: lost,
  },
]

/** A database with one connection, behind a proxy. */
interface Open extends AsyncDisposable {
  readonly proxy: Proxy
  readonly db: Database
}

async function open(options: DatabaseOptions = {}): Promise<Open> {
  const proxy = await Proxy.to(test.url)
  const db = createDatabase({ url: proxy.url, pipeline: false, maxConnections: 1, ...options })
  return {
    proxy,
    db,
    async [Symbol.asyncDispose]() {
      await db.close()
      await proxy[Symbol.asyncDispose]()
    },
  }
}

/** The same over a pool of pg's, which has a limit for statements or none. */
async function openPool(statementTimeoutMs: number): Promise<Open> {
  const proxy = await Proxy.to(test.url)
  const pool = new Pool({ connectionString: proxy.url, max: 1, statement_timeout: statementTimeoutMs })
  const db = createDatabase({ pool })
  return {
    proxy,
    db,
    async [Symbol.asyncDispose]() {
      await db.close()
      await pool.end()
      await proxy[Symbol.asyncDispose]()
    },
  }
}

async function failsAt(
  { at, work }: Case,
  { proxy, db }: Open,
  options: TransactionOptions = {},
): Promise<unknown> {
  await db.transaction((tx) => tx.one(one))
  proxy.decide = (message) => (at(message) ? 'stall' : 'pass')
  const startedAt = performance.now()
  const failure = await work(db, options).then(
    () => new Error('it did not fail'),
    (error: unknown) => error,
  )
  proxy.decide = () => 'pass'
  // Some seconds, also on a machine that is busy; without a limit it would be for ever, and with the default one 40.
  expect(performance.now() - startedAt).toBeLessThan(35_000)
  // The slot is free: who waits for it gives up after 10 s.
  expect(await db.transaction((tx) => tx.one(one))).toEqual({ one: 1 })
  return failure
}

describe.concurrent('a server that falls silent', () => {
  it.each([...inTransaction, ...streamed, ...copied])('ends the wait for $name', async (of) => {
    await using opened = await open({ statementTimeoutMs: 2_000 })
    expect(await failsAt(of, opened)).toMatchObject(of.rejects)
  })

  it.each(inTransaction)("ends the wait for $name, over a pool of pg's that has a limit", async (of) => {
    await using opened = await openPool(2_000)
    expect(await failsAt(of, opened)).toMatchObject(of.rejects)
  })

  it('lets the reader leave a stream', async () => {
    await using opened = await open({ statementTimeoutMs: 2_000 })
    const { proxy, db } = opened
    await db.one(one)
    proxy.decide = (message) => (sent('Q', 'rollback')(message) ? 'stall' : 'pass')
    await takeOne(db.stream(many, undefined, { batchRows: 10 }))
    proxy.decide = () => 'pass'
    expect(await db.transaction((tx) => tx.one(one))).toEqual({ one: 1 })
  })

  it('ends the wait for BEGIN though statements may take as long as they like', async () => {
    await using opened = await open({ statementTimeoutMs: 0 })
    const begin = inTransaction.find(({ name }) => name === 'a BEGIN of its own')
    if (begin === undefined) throw new Error('there is no such case')
    expect(await failsAt(begin, opened)).toMatchObject(begin.rejects)
  })
})

describe.concurrent('a server that falls silent while it is to listen', () => {
  it('ends the wait for LISTEN and UNLISTEN', async () => {
    await using opened = await open({ statementTimeoutMs: 2_000 })
    const { proxy, db } = opened
    proxy.decide = (message) => (sent('Q', 'listen "first"')(message) ? 'stall' : 'pass')
    await expect(db.listen('first', () => undefined)).rejects.toMatchObject({ code: 'connection' })
    proxy.decide = (message) => (sent('Q', 'unlisten')(message) ? 'stall' : 'pass')
    const second = await db.listen('second', () => undefined)
    const third = await db.listen('third', () => undefined)
    await second.close()
    await third.close()
  })
})

const deadline = { code: 'timeout', outcome: 'not_run' }

describe.concurrent('a deadline', () => {
  it.each([...inTransaction, ...streamed, ...copied])('ends the wait for $name', async (of) => {
    await using opened = await open()
    expect(await failsAt(of, opened, { timeoutMs: 3_000 })).toMatchObject(of.rejectsLate ?? deadline)
  })

  it.each(inTransaction)("ends the wait for $name, over a pool of pg's", async (of) => {
    await using opened = await openPool(0)
    expect(await failsAt(of, opened, { timeoutMs: 3_000 })).toMatchObject(of.rejectsLate ?? deadline)
  })

  it('that passes while a transaction idles is not held up by its ROLLBACK', async () => {
    await using opened = await open()
    const { proxy, db } = opened
    const late = db.transaction(
      async (tx) => {
        await tx.execute(add, { n: 7 })
        proxy.stall()
        await sleep(20_000, undefined, { ref: false })
      },
      { timeoutMs: 300 },
    )
    await expect(late).rejects.toMatchObject(deadline)
    expect(await db.transaction((tx) => tx.one(one))).toEqual({ one: 1 })
  })

  it('that passes while the reader of a stream is busy frees its connection', async () => {
    await using opened = await open()
    const { db } = opened
    const rows = db.stream(many, undefined, { batchRows: 10, timeoutMs: 2_000 })[Symbol.asyncIterator]()
    await rows.next()
    expect(await db.transaction((tx) => tx.one(one))).toEqual({ one: 1 })
    const rest = async () => {
      while ((await rows.next()).done !== true) continue
    }
    await expect(rest()).rejects.toMatchObject(deadline)
  })

  it('ends a COPY whose source hangs', async () => {
    await using opened = await open()
    const { db } = opened
    async function* hang() {
      yield { n: 1 }
      await new Promise(() => undefined)
    }
    await expect(db.copyIn(target, hang(), { timeoutMs: 300 })).rejects.toMatchObject(deadline)
    const inside = db.transaction((tx) => tx.copyIn(target, hang()), { timeoutMs: 300 })
    await expect(inside).rejects.toMatchObject(deadline)
    expect(await db.transaction((tx) => tx.one(one))).toEqual({ one: 1 })
  })

  it('of a statement of a transaction covers the wait for those before it', async (context) => {
    if (!test.multiSession) context.skip('the embedded server cannot be asked to cancel')
    await using opened = await open()
    const { db } = opened
    const pause = query<undefined, object>('select pg_sleep(3)::text as slept')
    await db.transaction(async (tx) => {
      let isDone = false
      const before = tx.execute(pause).then(() => (isDone = true))
      await expect(tx.execute(add, { n: 8 }, { timeoutMs: 100 })).rejects.toMatchObject(deadline)
      expect(isDone).toBe(false)
      await before
    })
  })
})

describe('a signal', () => {
  it('ends the wait for COMMIT, and the error has its reason as the cause', async () => {
    await using opened = await open()
    const { proxy, db } = opened
    const controller = new AbortController()
    proxy.decide = (message) => {
      if (!sent('Q', 'commit\0')(message)) return 'pass'
      setTimeout(() => controller.abort(changedMind), 50)
      return 'stall'
    }
    const work = db.transaction((tx) => tx.execute(add, { n: 9 }), { signal: controller.signal })
    await expect(work).rejects.toMatchObject({ ...undecided, cause: changedMind })
    proxy.decide = () => 'pass'
    expect(await db.transaction((tx) => tx.one(one))).toEqual({ one: 1 })
  })
})

describe('a slow source', () => {
  it('is not a silent server', async (context) => {
    if (!test.multiSession) context.skip('the embedded server has no statement timeout to lift')
    await using opened = await open({ statementTimeoutMs: 1_000 })
    async function* slowly() {
      yield { n: 1 }
      await sleep(3_500)
      yield { n: 2 }
    }
    const copied = opened.db.transaction(async (tx) => {
      await tx.execute(query<undefined, object>('set local statement_timeout = 0'))
      return tx.copyIn(target, slowly())
    })
    expect(await copied).toBe(2)
  })
})

describe('the limits of one transaction', () => {
  it('let a statement take longer than the database does, and the engine wait for it', async (context) => {
    if (!test.multiSession) context.skip('the embedded server has no statement timeout')
    await using opened = await open({ statementTimeoutMs: 1_000 })
    const pause = query<undefined, object>('select pg_sleep(3.5)::text as slept')
    const { db } = opened
    await db.transaction((tx) => tx.execute(pause), { statementTimeoutMs: 20_000 })
    // They are gone with it.
    await expect(db.transaction((tx) => tx.execute(pause))).rejects.toMatchObject({
      cause: { code: '57014' },
    })
    await expect(db.execute(pause)).rejects.toMatchObject({ cause: { code: '57014' } })
  })

  it('let it idle for longer, or less long', async (context) => {
    if (!test.multiSession) context.skip('the embedded server has no such timeout')
    await using opened = await open({ idleInTransactionTimeoutMs: 500 })
    const idle = (options: TransactionOptions) =>
      opened.db.transaction(async (tx) => {
        await tx.one(one)
        await sleep(1_500)
        return tx.one(one)
      }, options)
    await expect(idle({})).rejects.toMatchObject({ code: 'timeout', cause: { code: '25P03' } })
    expect(await idle({ idleInTransactionTimeoutMs: 0 })).toEqual({ one: 1 })
  })

  it('let the reader of a stream take its time', async (context) => {
    if (!test.multiSession) context.skip('the embedded server has no such timeout')
    await using opened = await open({ idleInTransactionTimeoutMs: 500 })
    const read = async (limits: { readonly idleInTransactionTimeoutMs?: number }) => {
      let rows = 0
      for await (const row of opened.db.stream(many, undefined, { batchRows: 25, ...limits })) {
        if (row.n === 1) await sleep(1_500)
        rows++
      }
      return rows
    }
    await expect(read({})).rejects.toMatchObject({ code: 'timeout', cause: { code: '25P03' } })
    expect(await read({ idleInTransactionTimeoutMs: 0 })).toBe(50)
  })

  it('are refused if they are none', async () => {
    await using opened = await open()
    const { db } = opened
    const body = () => Promise.resolve()
    await expect(db.transaction(body, { statementTimeoutMs: -1 })).rejects.toMatchObject({
      code: 'invalid_input',
      field: 'statementTimeoutMs',
    })
    await expect(
      takeAll(db.stream(many, undefined, { idleInTransactionTimeoutMs: 0.5 })),
    ).rejects.toMatchObject({ field: 'idleInTransactionTimeoutMs' })
    const inside = db.transaction((tx) =>
      takeAll(tx.stream(many, undefined, { idleInTransactionTimeoutMs: 0 })),
    )
    await expect(inside).rejects.toMatchObject({ field: 'idleInTransactionTimeoutMs' })
  })
})
