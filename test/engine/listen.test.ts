import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { inspect } from 'node:util'
import { Pool } from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createDatabase, type Database, type DatabaseOptions } from '../../src/database.js'
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.js'
import { query } from '../setup/query.js'
import { Proxy } from '../setup/network/proxy.js'
import { sessionsEnd } from '../setup/engine/sessions-end.js'

const notify = query<{ readonly channel: string; readonly payload: string }, object>(
  'select pg_notify(:channel!, :payload!)::text as nothing',
  { channel: 'text', payload: 'text' },
)
const notifyMany = query<{ readonly channel: string; readonly count: number }, object>(
  'select pg_notify(:channel!, number::text)::text as nothing from generate_series(1, :count!) number',
  { channel: 'text', count: 'int4' },
)
const listeners = query<{ readonly application: string }, { readonly pid: number }>(
  `select pid from pg_stat_activity where application_name = :application! and query like 'listen %'`,
)
const terminate = query<{ readonly pid: number }, object>('select pg_terminate_backend(:pid!) as done')

let test: TestDatabase
/** Not through the proxy: sends what the others listen to. */
let sender: Database
let proxy: Proxy
const open: Database[] = []

beforeAll(async () => {
  test = await createTestDatabase()
  sender = createDatabase({ url: test.url })
})

beforeEach(async () => {
  proxy = await Proxy.to(test.url)
})

afterEach(async () => {
  await Promise.all(open.splice(0).map((db) => db.close()))
  await proxy[Symbol.asyncDispose]()
})

afterAll(async () => {
  await sender.close()
  await test.drop()
})

/** A database through the proxy, closed after the test. */
function database(options: DatabaseOptions = {}): Database {
  const db = createDatabase({ url: proxy.url, ...options })
  open.push(db)
  return db
}

/** Keeps what a listener is told, and tells when there is so much of it. */
class Inbox {
  readonly received: string[] = []
  readonly take = (payload: string): void => {
    this.received.push(payload)
  }

  async untilThere(payload: string): Promise<readonly string[]> {
    while (!this.received.includes(payload)) await sleep(5)
    return this.received
  }
}

/** Waits until something has been called so often. */
class Counter {
  count = 0
  readonly add = (): void => {
    this.count++
  }

  async reaches(count: number): Promise<void> {
    while (this.count < count) await sleep(5)
  }
}

async function send(channel: string, payload: string): Promise<void> {
  await sender.execute(notify, { channel, payload })
}

function rejectionOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => Promise.reject(new Error('nothing was refused')),
    (error: unknown) => error,
  )
}

describe('listen', () => {
  it('gives what is sent from then on, in order, the first one too', async () => {
    const inbox = new Inbox()
    await send('news', 'before')
    await database().listen('news', inbox.take)
    await send('news', '1')
    await send('news', '2')
    await send('news', '')
    await send('news', '3')
    expect(await inbox.untilThere('3')).toEqual(['1', '2', '', '3'])
  })

  it('gives a thousand of one transaction in their order', async () => {
    const inbox = new Inbox()
    await database().listen('news', inbox.take)
    await sender.execute(notifyMany, { channel: 'news', count: 1_000 })
    expect(await inbox.untilThere('1000')).toEqual(Array.from({ length: 1_000 }, (_, n) => String(n + 1)))
  })

  it('gives the longest payload whole', async () => {
    const inbox = new Inbox()
    const longest = 'سوق🛍'.repeat(799) + 'x'.repeat(9)
    expect(Buffer.byteLength(longest)).toBe(7_999)
    await database().listen('news', inbox.take)
    await send('news', longest)
    expect(await inbox.untilThere(longest)).toEqual([longest])
  })

  it('gives what a transaction sends when it has committed, and nothing of one that has not', async () => {
    const inbox = new Inbox()
    const db = database()
    await db.listen('news', inbox.take)
    const undone = sender.transaction(async (tx) => {
      await tx.execute(notify, { channel: 'news', payload: 'undone' })
      throw new Error('undo')
    })
    await expect(undone).rejects.toThrow('undo')
    await db.transaction((tx) => tx.execute(notify, { channel: 'news', payload: 'done' }))
    expect(await inbox.untilThere('done')).toEqual(['done'])
  })

  it('gives each notification to every listener of its channel, and to no other', async () => {
    const db = database()
    const [first, second, other] = [new Inbox(), new Inbox(), new Inbox()]
    await Promise.all([db.listen('news', first.take), db.listen('news', second.take)])
    await db.listen('News', other.take)
    await send('news', 'a')
    await send('News', 'b')
    expect(await first.untilThere('a')).toEqual(['a'])
    expect(await second.untilThere('a')).toEqual(['a'])
    expect(await other.untilThere('b')).toEqual(['b'])
  })

  it('has the subscription in hand before its listener is called, however soon that is', async () => {
    const db = database()
    const [heard, errors] = [new Counter(), [] as unknown[]]
    const flood = (async () => {
      while (heard.count < 100) await sender.execute(notifyMany, { channel: 'news', count: 10 })
    })()
    for (let round = 1; round <= 100; round++) {
      const subscription = await db.listen(
        'news',
        () => {
          heard.add()
          return subscription.close()
        },
        { onError: (error) => errors.push(error) },
      )
      await heard.reaches(round)
    }
    await flood
    expect(errors).toEqual([])
    expect(heard.count).toBe(100)
  })

  it('takes any name that PostgreSQL takes, and means just that', async () => {
    const db = database()
    const names = ['Mixed Case', 'select', 'a"b', "a'b; drop table users", '%', 'سوق', 'n'.repeat(63)]
    for (const name of names) {
      const inbox = new Inbox()
      const subscription = await db.listen(name, inbox.take)
      expect(subscription.channel).toBe(name)
      await send(name, 'there')
      expect(await inbox.untilThere('there')).toEqual(['there'])
      await subscription.close()
    }
  })

  it.each([
    ['no name', ''],
    ['a name of 64 bytes', 'n'.repeat(64)],
    ['a name of 33 characters and 66 bytes', 'é'.repeat(33)],
    ['a NUL character', 'secret\0name'],
    ['a lone surrogate', 'secret\ud800name'],
  ])('refuses %s, and opens no connection', async (_, name) => {
    const error = await rejectionOf(database().listen(name, () => undefined))
    expect(error).toMatchObject({ code: 'invalid_input', field: 'channel' })
    expect(inspect(error)).not.toContain('secret')
    expect(proxy.opened).toBe(0)
  })

  it('says so when there is no server, and works when there is one', async () => {
    const db = database()
    proxy.refuses = true
    await expect(db.listen('news', () => undefined)).rejects.toMatchObject({
      code: 'connection',
      outcome: 'not_run',
      retryable: true,
    })
    proxy.refuses = false
    const inbox = new Inbox()
    await db.listen('news', inbox.take)
    await send('news', 'a')
    expect(await inbox.untilThere('a')).toEqual(['a'])
  })

  it("needs connections of its own: on a pool of pg's it says what to do", async () => {
    await using pool = Object.assign(new Pool({ connectionString: test.url }), {
      [Symbol.asyncDispose]: () => pool.end(),
    })
    const error = await rejectionOf(database({ pool }).listen('news', () => undefined))
    expect(error).toMatchObject({ code: 'setup', message: expect.stringContaining('url') as string })
  })
})

describe('the connection of all subscriptions', () => {
  it('is one, opened for the first and closed after the last', async () => {
    const db = database()
    expect(proxy.opened).toBe(0)
    const subscriptions = await Promise.all(
      ['a', 'b', 'a', 'c'].map((channel) => db.listen(channel, () => undefined)),
    )
    expect(proxy.open).toBe(1)
    for (const subscription of subscriptions) {
      expect(proxy.open).toBe(1)
      await subscription.close()
    }
    await proxy.idle()
    await db.listen('a', () => undefined)
    expect(proxy.opened).toBe(2)
  })

  it('is one session of the server, which ends with the last subscription', async (context) => {
    if (!test.multiSession) context.skip('the embedded server has one session for everybody')
    const application = 'listen-one-session'
    const db = database({ applicationName: application })
    const first = await db.listen('a', () => undefined)
    const second = await db.listen('b', () => undefined)
    expect(await sender.many(listeners, { application })).toHaveLength(1)
    await Promise.all([first.close(), second.close()])
    while ((await sender.many(listeners, { application })).length > 0) await sleep(10)
    await db.close()
    await sessionsEnd(sender, application)
  })

  it('is counted among the sessions', async () => {
    const db = database({ lanes: 1 })
    const count = async () => (await db.health()).pool.sessions
    await count()
    const sessions = await count()
    const subscription = await db.listen('news', () => undefined)
    await expect.poll(count, { timeout: 30_000 }).toBe(sessions + 1)
    await subscription.close()
    await expect.poll(count, { timeout: 30_000 }).toBe(sessions)
  })

  it('keeps other statements going, and is kept by none of them', async () => {
    const db = database({ maxConnections: 2, lanes: 1 })
    const inbox = new Inbox()
    await db.listen('news', inbox.take)
    await db.transaction(async (tx) => {
      await tx.execute(notify, { channel: 'other', payload: 'x' })
      await tx.execute(notify, { channel: 'news', payload: 'a' })
    })
    await db.execute(notify, { channel: 'news', payload: 'b' })
    expect(await inbox.untilThere('b')).toEqual(['a', 'b'])
  })
})

describe('a lost connection', () => {
  it('is made again: each subscription is told of the gap, then of what is sent', async () => {
    const db = database()
    const [news, sales, gaps] = [new Inbox(), new Inbox(), new Counter()]
    const onGap = (inbox: Inbox) => () => {
      inbox.take('gap')
      gaps.add()
    }
    await db.listen('news', news.take, { onGap: onGap(news) })
    await db.listen('sales', sales.take, { onGap: onGap(sales) })
    for (let round = 1; round <= 3; round++) {
      await send('news', `news ${round}`)
      await send('sales', `sales ${round}`)
      await Promise.all([news.untilThere(`news ${round}`), sales.untilThere(`sales ${round}`)])
      proxy.cut()
      await gaps.reaches(2 * round)
    }
    await send('news', 'end')
    await send('sales', 'end')
    expect(await news.untilThere('end')).toEqual(['news 1', 'gap', 'news 2', 'gap', 'news 3', 'gap', 'end'])
    expect(await sales.untilThere('end')).toHaveLength(7)
    expect(proxy.open).toBe(1)
  })

  it('loses nothing without telling of a gap, and gives nothing twice, wherever it is cut', async () => {
    const db = database()
    let messages = 0
    proxy.decide = ({ from }) => (from === 'server' && ++messages % 97 === 0 ? 'cut' : 'pass')
    const inboxes = [new Inbox(), new Inbox(), new Inbox()]
    for (const inbox of inboxes) {
      const listen = () => db.listen('news', inbox.take, { onGap: () => inbox.take('gap') })
      while ((await listen().catch(() => null)) === null);
    }
    const started = messages
    for (let number = 1; messages < started + 500; number++) await send('news', String(number))
    proxy.decide = () => 'pass'
    while (!inboxes.every(({ received }) => received.includes('end'))) await send('news', 'end')
    for (const { received } of inboxes) {
      expect(received).toContain('gap')
      let last: number | null = null
      for (const payload of received.slice(0, received.indexOf('end'))) {
        if (payload !== 'gap') {
          // Strictly in order; the next one, unless it was told that some are missing.
          if (last !== null) expect(Number(payload)).toBe(last + 1)
          last = Number(payload)
        } else last = null
      }
      const numbers = received.map(Number).filter((number) => number > 0)
      expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b))
    }
  })

  it('is made again after the server has ended the session', async (context) => {
    if (!test.multiSession) context.skip('the embedded server has one session, which cannot end another')
    const application = 'listen-killed'
    const db = database({ applicationName: application })
    const [inbox, gaps] = [new Inbox(), new Counter()]
    await db.listen('news', inbox.take, { onGap: gaps.add })
    const [session] = await sender.many(listeners, { application })
    await sender.execute(terminate, { pid: session?.pid ?? 0 })
    await gaps.reaches(1)
    await send('news', 'after')
    expect(await inbox.untilThere('after')).toEqual(['after'])
    const sessions = await sender.many(listeners, { application })
    expect(sessions).toHaveLength(1)
    expect(sessions).not.toEqual([session])
  })

  it('is made again when the server has fallen silent', async () => {
    const db = database({ verifyAfterMs: 1 })
    const [inbox, gaps] = [new Inbox(), new Counter()]
    await db.listen('news', inbox.take, { onGap: gaps.add })
    proxy.stall()
    await gaps.reaches(1)
    await send('news', 'after')
    expect(await inbox.untilThere('after')).toEqual(['after'])
  })

  it('is tried again until there is a server, and those who care are told of each attempt', async () => {
    const db = database()
    const [inbox, gaps, vain] = [new Inbox(), new Counter(), [] as unknown[]]
    await db.listen('news', inbox.take, { onGap: gaps.add, onError: (error) => vain.push(error) })
    proxy.refuses = true
    proxy.cut()
    while (vain.length < 3) await sleep(5)
    expect(gaps.count).toBe(0)
    for (const error of vain) expect(error).toMatchObject({ code: 'connection', outcome: 'not_run' })
    // Somebody new is told at once, and does not disturb the one who waits.
    await expect(db.listen('sales', () => undefined)).rejects.toMatchObject({ code: 'connection' })
    proxy.refuses = false
    await gaps.reaches(1)
    await send('news', 'after')
    expect(await inbox.untilThere('after')).toEqual(['after'])
    expect(gaps.count).toBe(1)
  })

  it('is made again when it is cut while the server is told to listen', async () => {
    const db = database()
    const gaps = new Counter()
    await db.listen('news', () => undefined, { onGap: gaps.add, onError: () => undefined })
    let cuts = 0
    proxy.decide = ({ from, text }) =>
      from === 'client' && text.includes('listen "news"') && cuts++ < 2 ? 'cut' : 'pass'
    proxy.cut()
    await gaps.reaches(1)
    expect(cuts).toBeGreaterThan(2)
    expect(gaps.count).toBe(1)
  })

  it('fails a call that was waiting to listen, and nobody tries on for it', async () => {
    const db = database()
    proxy.decide = ({ from, text }) => (from === 'client' && text.includes('listen "news"') ? 'cut' : 'pass')
    await expect(db.listen('news', () => undefined)).rejects.toMatchObject({
      code: 'connection',
      outcome: 'not_run',
    })
    const { opened } = proxy
    await sleep(500)
    expect(proxy.opened).toBe(opened)
  })
})

describe('an error of a listener', () => {
  it('goes to onError, and the others and the connection go on', async () => {
    const db = database()
    const [errors, inbox] = [[] as unknown[], new Inbox()]
    const failure = new Error('of the listener')
    const options = { onError: (error: unknown) => errors.push(error) }
    await db.listen(
      'news',
      () => {
        throw failure
      },
      options,
    )
    await db.listen('news', () => Promise.reject(failure), options)
    await db.listen('news', inbox.take)
    await send('news', '1')
    await send('news', '2')
    expect(await inbox.untilThere('2')).toEqual(['1', '2'])
    while (errors.length < 4) await sleep(5)
    expect(errors).toEqual([failure, failure, failure, failure])
    expect(proxy.opened).toBe(1)
  })

  it('is a process warning, once and without the payload, if there is no onError or it fails too', async () => {
    const db = database()
    const inbox = new Inbox()
    const warnings: Error[] = []
    const keep = (warning: Error) => warnings.push(warning)
    process.on('warning', keep)
    try {
      const parse = (payload: string): unknown => JSON.parse(payload)
      await db.listen('news', parse)
      await db.listen('news', parse, {
        onError: (error) => {
          throw error
        },
      })
      await db.listen('news', inbox.take)
      await send('news', 'c0ffee-of-somebody')
      await send('news', 'c0ffee-of-somebody else')
      await send('news', 'end')
      await inbox.untilThere('end')
      while (warnings.length < 2) await sleep(5)
      await sleep(20)
    } finally {
      process.off('warning', keep)
    }
    expect(warnings).toHaveLength(2)
    for (const warning of warnings) {
      expect(warning).toMatchObject({ code: 'SOUK_LISTEN' })
      expect(warning.message).toContain('SyntaxError')
      expect(inspect(warning, { depth: 10, showHidden: true })).not.toContain('c0ffee')
    }
  })

  it('of onGap is told as well', async () => {
    const db = database()
    const errors: unknown[] = []
    const failure = new Error('of the gap')
    await db.listen('news', () => undefined, {
      onGap: () => Promise.reject(failure),
      onError: (error) => errors.push(error),
    })
    proxy.cut()
    while (!errors.includes(failure)) await sleep(5)
  })
})

describe('closing a subscription', () => {
  it('ends its delivery at once, and leaves the others of the channel', async () => {
    const db = database()
    const [closed, other] = [new Inbox(), new Inbox()]
    const subscription = await db.listen('news', closed.take)
    await db.listen('news', other.take)
    await send('news', 'a')
    await closed.untilThere('a')
    await subscription.close()
    await subscription.close()
    await send('news', 'b')
    await other.untilThere('b')
    expect(closed.received).toEqual(['a'])
  })

  it('may be done by its own listener, which then hears no more', async () => {
    const db = database()
    const [once, other] = [new Inbox(), new Inbox()]
    const subscription = await db.listen('news', (payload) => {
      once.take(payload)
      return subscription.close()
    })
    await db.listen('news', other.take)
    await sender.execute(notifyMany, { channel: 'news', count: 100 })
    await other.untilThere('100')
    expect(once.received).toEqual(['1'])
  })

  it('has the server listen no more on a channel that nobody listens on', async () => {
    const db = database()
    const [sales, toldOfNews] = [new Inbox(), new Counter()]
    proxy.decide = ({ from, code, text }) => {
      if (from === 'server' && code === 'A' && text.includes('news')) toldOfNews.add()
      return 'pass'
    }
    const news = await db.listen('news', () => undefined)
    await db.listen('sales', sales.take)
    await send('news', 'a')
    await toldOfNews.reaches(1)
    await news.close()
    await send('news', 'b')
    await send('sales', 'end')
    await sales.untilThere('end')
    expect(toldOfNews.count).toBe(1)
  })

  it('and opening one for the same channel at the same time leaves that one listening', async () => {
    const db = database()
    const inbox = new Inbox()
    await db.listen('other', () => undefined)
    for (let round = 0; round < 20; round++) {
      const before = await db.listen('news', () => undefined)
      const [, after] = await Promise.all([before.close(), db.listen('news', inbox.take)])
      await send('news', String(round))
      await inbox.untilThere(String(round))
      await after.close()
    }
    expect(inbox.received).toHaveLength(20)
  })

  it('is what leaving a block with `await using` does', async () => {
    const db = database()
    {
      await using subscription = await db.listen('news', () => undefined)
      expect(subscription.channel).toBe('news')
      expect(proxy.open).toBe(1)
    }
    await proxy.idle()
  })

  it('while the connection is lost ends the attempts to make it again', async () => {
    const db = database()
    const vain = new Counter()
    const subscription = await db.listen('news', () => undefined, { onError: vain.add })
    proxy.refuses = true
    proxy.cut()
    await vain.reaches(1)
    await subscription.close()
    proxy.refuses = false
    const { opened } = proxy
    await sleep(500)
    expect(proxy.opened).toBe(opened)
    expect(vain.count).toBe(1)
  })
})

describe('closing the database', () => {
  it('ends its subscriptions, and those of others go on', async () => {
    const [db, another] = [database(), database()]
    const [ended, other, gaps] = [new Inbox(), new Inbox(), new Counter()]
    const subscription = await db.listen('news', ended.take, { onGap: gaps.add })
    await another.listen('news', other.take)
    await db.close()
    await send('news', 'a')
    await other.untilThere('a')
    expect(ended.received).toEqual([])
    expect(gaps.count).toBe(0)
    expect(proxy.open).toBe(1)
    await subscription.close()
  })

  it('does not wait for a connection that is lost or silent, and ends the attempts', async () => {
    const db = database()
    await db.listen('news', () => undefined, { onError: () => undefined })
    proxy.stall()
    await db.close()
    const another = database()
    await another.listen('news', () => undefined, { onError: () => undefined })
    proxy.refuses = true
    proxy.cut()
    await another.close()
    proxy.refuses = false
    const { opened } = proxy
    await sleep(500)
    expect(proxy.opened).toBe(opened)
  })

  it('refuses a call that still waits for its connection, and any later one', async () => {
    proxy.ignores = true
    const db = database()
    const refused = { code: 'connection', outcome: 'not_run', retryable: false }
    const waiting = expect(db.listen('news', () => undefined)).rejects.toMatchObject(refused)
    await db.close()
    await waiting
    await expect(db.listen('news', () => undefined)).rejects.toMatchObject(refused)
  })
})

describe('a process', () => {
  it('stays alive while a subscription is open, and ends when it is closed', async () => {
    const program = join(import.meta.dirname, 'programs', 'listens.ts')
    const child = execFile(process.execPath, ['--import', 'tsx', program], {
      env: { ...process.env, DATABASE_URL: test.url },
      timeout: 60_000,
    })
    let output = ''
    child.stdout?.on('data', (text: string) => (output += text))
    const exited = once(child, 'exit')
    while (!output.includes('listening') && child.exitCode === null) await sleep(10)
    // Time enough for a process that has nothing to wait for to end.
    await sleep(1_000)
    expect(child.exitCode).toBe(null)
    await send('news', 'heard')
    expect(await exited).toEqual([0, null])
    expect(output).toBe('listening\nheard\n')
  })
})
