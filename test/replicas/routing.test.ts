/** The ways of reads and writes, with replicas played by proxies before one server. */

import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { Pool } from 'pg'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import type { DatabaseSession } from '../../src/database-session.js'
import { createDatabase, type Database, type DatabaseOptions } from '../../src/database.js'
import {
  ConnectionError,
  ConstraintError,
  DatabaseError,
  InvalidInputError,
  SetupError,
  TimeoutError,
} from '../../src/errors.js'
import type { CopyTarget } from '../../src/engine/copy/copy-text.js'
import { openMarket } from '../setup/market/open-market.js'
import type { Proxy } from '../setup/network/proxy.js'
import { query, reading } from '../setup/query.js'
import { rejection } from '../setup/rejection.js'
import { replicaOf, claim, type Claim } from '../setup/replicas/replica-of.js'
import { routesOf, wordOf } from '../setup/replicas/routes.js'
import { sampleProduct, sampleUser } from '../setup/market/samples.js'

const { test } = await openMarket()

const find = reading<{ readonly term: string }, { readonly expansions: string[] }>(
  'select expansions from search_synonyms where term = :term!',
  { term: 'text' },
)
const put = query<{ readonly term: string }, object>(
  `insert into search_synonyms (term, expansions) values (:term!, '{y}')`,
  { term: 'text' },
  '',
  'write',
)
const sleepy = reading<undefined, { readonly slept: string }>('select pg_sleep(1.5)::text as slept')
const napping = reading<undefined, { readonly slept: string }>('select pg_sleep(0.1)::text as slept')
const synonyms: CopyTarget<{ readonly term: string; readonly expansions: readonly string[] }> = {
  table: 'search_synonyms',
  columns: [
    { property: 'term', column: 'term', type: 'text', required: true },
    { property: 'expansions', column: 'expansions', type: 'text[]', required: true },
  ],
}
const divide = reading<{ readonly by: number }, object>('select 1 / :by!::integer as ratio', { by: 'int4' })

const databases: Database[] = []
afterAll(() => Promise.all(databases.map((db) => db.close())))

beforeEach((context) => {
  if (!test.multiSession) context.skip('the embedded database has no replicas')
})

interface Cluster {
  readonly db: Database
  readonly primary: Proxy
  readonly replicas: readonly Proxy[]
}

async function open(claims: readonly Claim[], options: DatabaseOptions = {}): Promise<Cluster> {
  const primary = await replicaOf(test.url)
  const replicas: Proxy[] = []
  for (const one of claims) replicas.push(await replicaOf(test.url, one))
  const db = createDatabase({
    maxConnections: 4,
    lanes: 2,
    connectTimeoutMs: 2_000,
    // On a busy machine a replica that is well takes its time.
    replicaWaitMs: 1_000,
    url: primary.url,
    replicas: replicas.map(({ url }) => url),
    ...options,
  })
  databases.push(db)
  const areKnown = async () =>
    (await db.health()).replicas.map(({ isAnswering, lagMs }) => isAnswering && lagMs !== null)
  await expect.poll(areKnown, { timeout: 60_000 }).toEqual(claims.map(() => true))
  return { db, primary, replicas }
}

function portOf({ url }: Proxy): string {
  return new URL(url).port
}

async function wordsOf(run: () => Promise<unknown>): Promise<readonly string[]> {
  return (await routesOf(run)).map(wordOf)
}

let terms = 0
function newTerm(): string {
  return `term ${terms++} ${Date.now()}`
}

describe('reads', () => {
  it('go to the replicas in turn', async () => {
    const { db, replicas } = await open([{}, {}])
    const words = await wordsOf(async () => {
      for (let n = 0; n < 6; n++) await db.maybeOne(find, { term: 'nothing' })
    })
    for (const replica of replicas) {
      expect(words.filter((word) => word === `replica ${portOf(replica)}`)).toHaveLength(3)
    }
  })

  it('on which a decision hangs, and writes, go to the primary', async () => {
    const { db } = await open([{}])
    const user = await db.users.create(sampleUser())
    const primaryAlone = await wordsOf(async () => {
      await db.users.getAccount(user.id)
      await db.users.findAccountByEmail(user.email)
      await db.blocks.isBlockedBetween({ userId: user.id, otherId: user.id }).catch(() => undefined)
      await db.execute(put, { term: newTerm() })
      await db.maybeOne(find, { term: 'nothing' }, { primary: true })
      await db.transaction((tx) => tx.maybeOne(find, { term: 'nothing' }))
    })
    expect(new Set(primaryAlone)).toEqual(new Set(['primary']))
    const elsewhere = () =>
      wordsOf(async () => {
        await db.users.getProfile(user.id)
        await db.products.nearby({ near: { type: 'Point', coordinates: [55.3, 25.2] }, radiusMetres: 500 })
      })
    // A replica that is busy has the user some moments later.
    const areAllOfReplicas = async () => (await elsewhere()).every((word) => word.startsWith('replica'))
    await expect.poll(areAllOfReplicas, { timeout: 10_000 }).toBe(true)
  })

  it('of what this database has written come from the primary while no replica has it', async () => {
    const { db } = await open([{ behind: true }], { maxLagMs: 0 })
    const term = newTerm()
    await db.execute(put, { term })
    const words = await wordsOf(async () => {
      expect(await db.maybeOne(find, { term })).not.toBeNull()
    })
    expect(['behind', 'none_ready']).toContain(words[0])
  })

  it('come from the primary after a write that it refused: another one has written', async () => {
    const { db } = await open([{ behind: true }], { maxLagMs: 0 })
    const term = newTerm()
    const other = createDatabase({ url: test.url, maxConnections: 2 })
    databases.push(other)
    await other.execute(put, { term })
    await rejection(db.execute(put, { term }), ConstraintError)
    const words = await wordsOf(async () => expect(await db.maybeOne(find, { term })).not.toBeNull())
    expect(['behind', 'none_ready']).toContain(words[0])
  })

  it('see what a session of their database has written', async () => {
    const { db } = await open([{ behind: true }], { maxLagMs: 0 })
    await db.session().execute(put, { term: newTerm() })
    const words = await wordsOf(() => db.maybeOne(find, { term: 'nothing' }))
    expect(['behind', 'none_ready']).toContain(words[0])
  })

  it('see what a COPY has written, whatever was read while it ran', async () => {
    const { db } = await open([{ behind: true }], { maxLagMs: 0 })
    const term = newTerm()
    async function* rows() {
      yield { term, expansions: ['y'] }
      await db.maybeOne(find, { term: 'nothing' })
    }
    await db.copyIn(synonyms, rows())
    const words = await wordsOf(async () => expect(await db.maybeOne(find, { term })).not.toBeNull())
    expect(words[0]).toBe('position_unknown')
  })

  it('see what was written although the primary was silent when it was asked for its position', async () => {
    const { db, primary } = await open([{ behind: true }], { maxLagMs: 0 })
    const session = db.session()
    await session.execute(put, { term: newTerm() })
    const { token } = session
    primary.stall()
    const read = session.maybeOne(find, { term: 'nothing' }, { timeoutMs: 1_500 }).catch(() => undefined)
    await sleep(800)
    expect(session.token).toBe(token)
    primary.cutStalled()
    await read
  })

  it('that may lack something too old come from the primary', async () => {
    const { db } = await open([{ behind: true }])
    const words = await wordsOf(() => db.maybeOne(find, { term: 'nothing' }))
    expect(['behind', 'none_ready']).toContain(words[0])
  })

  it('with an error of their own have it once', async () => {
    const { db, primary } = await open([{}])
    let sent = 0
    primary.decide = ({ from, text }) => {
      if (from === 'client' && text.includes('1 / ')) sent++
      return 'pass'
    }
    const sentToPrimary = async () => {
      sent = 0
      const error = await rejection(db.one(divide, { by: 0 }), DatabaseError)
      expect(error.sqlState).toBe('22012')
      return sent
    }
    // A replica that is busy may not be asked at first.
    await expect.poll(sentToPrimary, { timeout: 30_000 }).toBe(0)
  })

  it('keep the deadline of their call, wherever they wait', async () => {
    const { db, primary, replicas } = await open([{}])
    for (const host of [primary, ...replicas]) {
      host.stall()
      host.ignores = true
    }
    const began = performance.now()
    await rejection(db.maybeOne(find, { term: 'nothing' }, { timeoutMs: 1_000 }), TimeoutError)
    expect(performance.now() - began).toBeLessThan(5_000)
    for (const host of [primary, ...replicas]) {
      host.ignores = false
      host.cutStalled()
    }
    await rejection(db.maybeOne(find, { term: 'nothing' }, { timeoutMs: -5 }), InvalidInputError)
  })

  it('are answered before their database is closed, and later ones refused', async () => {
    const { db } = await open([{}])
    const reading_ = db.maybeOne(find, { term: 'nothing' })
    const closing = db.close()
    expect(await reading_).toBeNull()
    await closing
    await rejection(db.maybeOne(find, { term: 'nothing' }), ConnectionError)
  })
})

describe('a replica', () => {
  it('that falls silent is left for the others, and taken again when it answers', async () => {
    const { db, replicas } = await open([{}, {}])
    const [silent, other] = replicas as [Proxy, Proxy]
    silent.stall()
    silent.ignores = true
    const first = await wordsOf(async () => {
      for (let n = 0; n < 2; n++) expect(await db.maybeOne(find, { term: 'nothing' })).toBeNull()
    })
    const meant = ['silent', `replica ${portOf(other)}`]
    expect(first.filter((word) => !meant.includes(word))).toEqual([])
    const later = await wordsOf(async () => {
      for (let n = 0; n < 6; n++) await db.maybeOne(find, { term: 'nothing' })
    })
    expect(new Set(later)).toEqual(new Set([`replica ${portOf(other)}`]))
    silent.ignores = false
    silent.cutStalled()
    const isBack = async () => {
      const words = await wordsOf(async () => {
        for (let n = 0; n < 2; n++) await db.maybeOne(find, { term: 'nothing' })
      })
      return words.includes(`replica ${portOf(silent)}`)
    }
    await expect.poll(isBack, { timeout: 10_000 }).toBe(true)
  })

  it('that falls silent while it works is noticed, and holds up no close', { timeout: 30_000 }, async () => {
    const { db, replicas } = await open([{}])
    const began = performance.now()
    const slow = db.maybeOne(sleepy)
    await sleep(600)
    for (const replica of replicas) {
      // Nor does it let anybody in: a login that is under way, as on a busy machine, would be made anew beside.
      replica.ignores = true
      replica.stall()
    }
    expect(await slow).not.toBeNull()
    expect(performance.now() - began).toBeLessThan(9_000)
    const closedAt = performance.now()
    await db.close()
    expect(performance.now() - closedAt).toBeLessThan(3_000)
  })

  it('that has lost a connection without a word, and answers on others, loses no read', async () => {
    const { db, replicas } = await open([{}], { statementTimeoutMs: 300, lanes: 1 })
    for (const replica of replicas)
      replica.decide = ({ text }) => (text.includes('pg_sleep') ? 'stall' : 'pass')
    const words = await wordsOf(async () => expect(await db.maybeOne(napping)).not.toBeNull())
    expect(words).toEqual(['lost'])
  })

  it('that is gone costs no read', async () => {
    const { db, replicas } = await open([{}, {}])
    for (const replica of replicas) {
      replica.refuses = true
      replica.cut()
    }
    const words = await wordsOf(async () => {
      for (let n = 0; n < 10; n++) expect(await db.maybeOne(find, { term: 'nothing' })).toBeNull()
    })
    expect(words.filter((word) => word !== 'lost' && word !== 'none_ready')).toEqual([])
  })

  it('serves reads while the primary is gone, as long as they may lag', async () => {
    const { db, primary } = await open([{}], { maxLagMs: 4_000, connectTimeoutMs: 500 })
    primary.refuses = true
    primary.cut()
    const word = async () =>
      (await wordsOf(() => db.maybeOne(find, { term: 'nothing' }).catch(() => undefined)))[0]
    await expect.poll(word, { timeout: 3_000 }).toMatch(/^replica/)
    await rejection(db.execute(put, { term: newTerm() }), ConnectionError)
    await sleep(4_500)
    await rejection(db.maybeOne(find, { term: 'nothing' }), ConnectionError)
    primary.refuses = false
    await expect
      .poll(() =>
        db.maybeOne(find, { term: 'nothing' }).then(
          () => true,
          () => false,
        ),
      )
      .toBe(true)
  })

  it('of an earlier timeline than the primary is not read from', async () => {
    const { db, primary } = await open([{}])
    claim(primary, { timeline: '000000FF' })
    primary.cut()
    const isLeft = async () => (await wordsOf(() => db.maybeOne(find, { term: 'nothing' })))[0]
    await expect.poll(isLeft, { timeout: 10_000 }).toBe('none_ready')
  })
})

describe('a session', () => {
  it('sees what it has written, and gives its token on', async () => {
    const { db } = await open([{}, { behind: true }], { maxLagMs: 0 })
    for (let n = 0; n < 20; n++) {
      const session = db.session()
      expect(session.token).toBe('')
      const term = newTerm()
      await session.execute(put, { term })
      expect(session.token).toMatch(/^[\da-f]+-[\da-f]+$/)
      expect(await session.maybeOne(find, { term })).not.toBeNull()
      expect(await db.session(session.token).maybeOne(find, { term })).not.toBeNull()
    }
  })

  it('reads from the primary what a replica does not have, whoever wrote it', async () => {
    const { db } = await open([{ behind: true }], { maxLagMs: 0 })
    const writer = db.session()
    await writer.execute(put, { term: newTerm() })
    const reader = db.session(writer.token)
    const words = await wordsOf(() => reader.maybeOne(find, { term: 'nothing' }))
    expect(['behind', 'none_ready']).toContain(words[0])
  })

  it('never reads from a replica that has less than another one that it has read from', async () => {
    const { db, replicas } = await open([{}, { behind: true }], { maxLagMs: 0 })
    const [full, behind] = replicas.map((replica) => `replica ${portOf(replica)}`)
    for (let n = 0; n < 4; n++) {
      const session = db.session()
      const words = await wordsOf(async () => {
        for (let reads = 0; reads < 4; reads++) await session.maybeOne(find, { term: 'nothing' })
      })
      expect(words).toContain(full)
      expect(words.slice(words.indexOf(full ?? ''))).not.toContain(behind)
    }
  })

  it('has repositories and transactions', async () => {
    const { db } = await open([{}])
    const session = db.session()
    const seller = await session.users.create(sampleUser())
    const product = await session.transaction((tx) => tx.products.create(sampleProduct(seller.id)))
    const token = session.token
    expect(token).not.toBe('')
    expect(await session.products.get(product.id)).toMatchObject({ id: product.id })
    expect(await db.session(token).products.get(product.id)).toMatchObject({ id: product.id })
  })

  it('whose position cannot be told reads from the primary until it can', async () => {
    const { db } = await open([{}])
    const session = db.session()
    const words = await wordsOf(async () => {
      for await (const row of session.stream(find, { term: 'nothing' })) expect(row).toBeUndefined()
      expect(session.token).toBe('primary')
      await session.maybeOne(find, { term: 'nothing' })
      expect(session.token).toMatch(/^[\da-f]+-[\da-f]+$/)
    })
    expect(words.at(-1)).toMatch(/^position_unknown/)
    // A replica that is busy has that position some moments later.
    const word = async () => (await wordsOf(() => session.maybeOne(find, { term: 'nothing' }))).at(-1)
    await expect.poll(word, { timeout: 30_000 }).toMatch(/^replica/)
  })

  it('that goes from a replica to the primary asks it once for what is running, however it goes', async () => {
    const { db, primary } = await open([{ shows: 1e12 }])
    let asked = 0
    primary.decide = ({ from, code, text }) => {
      if (from === 'client' && code === 'B' && text.includes('findRunning')) asked++
      return 'pass'
    }
    const afterRead = async () => {
      const session = db.session()
      const word = async () => (await wordsOf(() => session.maybeOne(find, { term: 'nothing' })))[0]
      await expect.poll(word, { timeout: 30_000 }).toMatch(/^replica/)
      expect(session.token).toMatch(/-e8d4a51000$/)
      return session
    }
    const ways: readonly ((session: DatabaseSession) => Promise<unknown>)[] = [
      (session) => session.maybeOne(find, { term: 'nothing' }, { primary: true }),
      (session) => session.execute(put, { term: newTerm() }),
      (session) => session.transaction((tx) => tx.maybeOne(find, { term: 'nothing' })),
      (session) =>
        (async () => {
          for await (const row of session.stream(find, { term: 'nothing' })) expect(row).toBeUndefined()
        })(),
      (session) => session.as({ userId: randomUUID() }).execute(put, { term: newTerm() }),
      (session) => db.session(session.token).execute(put, { term: newTerm() }),
    ]
    for (const way of ways) {
      const session = await afterRead()
      expect(asked).toBe(0)
      await way(session)
      expect(asked).toBe(1)
      await session.execute(put, { term: newTerm() })
      expect(session.token).toMatch(/^[\da-f]+-[\da-f]+$/)
      asked = 0
    }
  })

  it('is not sent to a primary among the replicas, which may lack what a standby has shown', async () => {
    const { db, replicas } = await open([{ shows: 1e12 }, {}])
    const [standby, itself] = replicas.map((replica) => `replica ${portOf(replica)}`)
    const read = async (session: DatabaseSession) =>
      (await wordsOf(() => session.maybeOne(find, { term: 'nothing' })))[0]
    const session = db.session()
    await expect.poll(() => read(session), { timeout: 30_000 }).toBe(standby)
    for (let n = 0; n < 6; n++) expect(await read(session)).not.toBe(itself)
    // Once the primary was waited for, it is as good as any.
    await expect
      .poll(
        async () => {
          await session.execute(put, { term: newTerm() })
          return read(session)
        },
        { timeout: 30_000 },
      )
      .toBe(itself)
  })

  it('is not shown what a replica has read, and not told its position behind', async () => {
    const { db, replicas } = await open([{ shows: 1e12 }])
    const [replica] = replicas as [Proxy]
    const session = db.session()
    const word = async () => (await wordsOf(() => session.maybeOne(find, { term: 'nothing' })))[0]
    await expect.poll(word, { timeout: 30_000 }).toMatch(/^replica/)
    const { decide } = replica
    let readOn: number | undefined
    replica.decide = (message) => {
      const { from, code, text, connection } = message
      if (from === 'client' && code === 'B' && text.includes('nothing')) readOn = connection
      const isPosition = from === 'server' && code === 'D' && text.includes(String(1e12))
      return isPosition && connection === readOn ? 'cut' : decide(message)
    }
    expect(await word()).not.toMatch(/^replica/)
    expect(session.token).toMatch(/^[\da-f]+-[\da-f]+$/)
  })

  it('waits for the primary within the time of its call, and before its database is closed', async () => {
    const { db } = await open([{ shows: 1e12, tellsEnds: false }])
    const afterRead = async () => {
      const session = db.session()
      const word = async () => (await wordsOf(() => session.maybeOne(find, { term: 'nothing' })))[0]
      await expect.poll(word, { timeout: 30_000 }).toMatch(/^replica/)
      return session
    }
    const late = await afterRead()
    const durations: number[] = []
    for (let n = 0; n < 4; n++) {
      const began = performance.now()
      await rejection(late.execute(put, { term: newTerm() }, { timeoutMs: 20 }), TimeoutError)
      const signal = AbortSignal.timeout(20)
      await rejection(
        late.transaction((tx) => tx.execute(put, { term: newTerm() }), { signal }),
        Error,
      )
      durations.push(performance.now() - began)
    }
    expect(Math.min(...durations)).toBeLessThan(240)
    await rejection(late.execute(put, { term: newTerm() }, { timeoutMs: -1 }), InvalidInputError)
    expect(late.token).toMatch(/-e8d4a51000$/)
    const last = (await afterRead()).execute(put, { term: newTerm() })
    const closing = db.close()
    await last
    await closing
  })

  it('whose transaction was rolled back sees no less afterwards', async () => {
    const { db } = await open([{ behind: true }], { maxLagMs: 0 })
    const session = db.session()
    await session
      .transaction(async (tx) => {
        await tx.maybeOne(find, { term: 'nothing' })
        throw new Error('undone')
      })
      .catch(() => undefined)
    expect(session.token).toBe('primary')
  })

  it('with a token from the future is served, and given a true one', async () => {
    const { db } = await open([{}])
    const session = db.session('1-ffffffffffffffff')
    const word = async () =>
      (await wordsOf(async () => expect(await session.maybeOne(find, { term: 'nothing' })).toBeNull()))[0]
    await expect.poll(word, { timeout: 30_000 }).toMatch(/^replica/)
    expect(session.token).not.toBe('1-ffffffffffffffff')
  })

  it('goes on after a promotion, from an earlier timeline', async () => {
    const { db, primary, replicas } = await open([{}])
    const session = db.session()
    await session.execute(put, { term: newTerm() })
    for (const host of [primary, ...replicas]) {
      claim(host, { timeline: '000000FF' })
      host.cut()
    }
    const onReplica = async () =>
      (await wordsOf(() => db.session(session.token).maybeOne(find, { term: 'nothing' })))[0]
    await expect.poll(onReplica, { timeout: 30_000 }).toMatch(/^replica/)
  })

  it('is opened with a token alone', async () => {
    const { db } = await open([])
    expect(() => db.session('no token')).toThrow(InvalidInputError)
    expect(() => db.session(1 as unknown as string)).toThrow('token: must be the token of a session')
  })

  it('of a database without replicas has tokens for those that have some', async () => {
    const { db } = await open([])
    const session = db.session()
    const term = newTerm()
    await session.execute(put, { term })
    expect(session.token).toMatch(/^[\da-f]+-[\da-f]+$/)
    expect(await session.maybeOne(find, { term })).not.toBeNull()
  })

  it('needs connections of ours', async () => {
    const pool = new Pool({ connectionString: test.url })
    const db = createDatabase({ pool })
    expect(() => db.session()).toThrow(SetupError)
    await pool.end()
  })
})

describe('options of replicas', () => {
  const url = 'postgres://souk:secret@localhost/souk'

  it.each([
    [{ url, replicas: 'postgres://replica/souk' }, 'replicas'],
    [{ url, replicas: [''] }, 'replicas.0'],
    [{ url, replicas: [url, 'mysql://souk:secret@replica/souk'] }, 'replicas.1'],
    [{ url, replicas: [url, 7] }, 'replicas.1'],
    [{ url, replicas: [`${url}?target_session_attrs=standbye`] }, 'replicas.0'],
    [{ url, replicas: [url], maxLagMs: -1 }, 'maxLagMs'],
    [{ url, replicas: [url], replicaWaitMs: 0.5 }, 'replicaWaitMs'],
    [{ pool: new Pool(), replicas: [url] }, 'replicas'],
  ])('are refused by name: %#', (options, field) => {
    const open = () => createDatabase(options as DatabaseOptions)
    expect(open).toThrow(InvalidInputError)
    try {
      open()
    } catch (error) {
      expect((error as InvalidInputError).field).toBe(field)
      expect((error as Error).message).not.toContain('secret')
    }
  })
})
