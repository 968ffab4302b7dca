/** Handlers and transactions that fail in unusual ways: each counts as its event's failure, and holds up no other. */

import { afterEach, describe, expect, it } from 'vitest'
import type { ConsumeOptions } from '../../src/consume/consume-options.js'
import type { EventConsumer } from '../../src/consume/event-consumer.js'
import type { EventTransactionContext } from '../../src/consume/event-handler.js'
import { ConnectionError, ConstraintError, InvalidInputError } from '../../src/errors.js'
import { aggregates, numbersOf, publishCounted, type Counted } from '../setup/events/counted.js'
import { until } from '../setup/events/until.js'
import { openMarket } from '../setup/market/open-market.js'
import { query } from '../setup/query.js'

const { db, test } = await openMarket()
const name = 'troubled'
const errors: unknown[] = []
let consumer: EventConsumer | undefined

const quick = {
  types: ['test.counted'],
  startAt: 'now',
  pollMs: 10,
  retry: { tries: 1 },
  onError: (error: unknown) => errors.push(error),
} as const satisfies ConsumeOptions<'test.counted'>

afterEach(async () => {
  await consumer?.stop()
  await db.events.removeConsumer(name)
  errors.length = 0
})

const deadLetters = () => db.events.listFailures({ consumer: name, isDead: true })

/** Publishes three events, the second of which fails in its transaction, and expects that it alone counts as failed. */
async function failTheSecond(
  fail: (context: EventTransactionContext) => unknown,
  errorCode: string,
): Promise<void> {
  const [id = ''] = aggregates(1)
  const handled: Counted[] = []
  consumer = await db.events.consume(
    name,
    async (event: Counted, context) => {
      context.tx.afterCommit(() => handled.push(event))
      if (event.payload.n === 2) await fail(context)
    },
    { ...quick, inTransaction: true },
  )
  await publishCounted(db, id, 3)
  await until(() => handled.length === 2)
  expect(numbersOf(handled, id)).toEqual([1, 3])
  expect(await deadLetters()).toMatchObject([{ event: { payload: { n: 2 } }, tries: 1, errorCode }])
}

describe('an event in a transaction fails', () => {
  it('if a deferred constraint refuses its work at the commit', async () => {
    await db.execute(query<undefined, never>('create table parents (id integer primary key)'))
    await db.execute(
      query<undefined, never>(
        'create table children (parent integer references parents deferrable initially deferred)',
      ),
    )
    const insert = query<undefined, never>('insert into children values (1)')
    await failTheSecond(({ tx }) => tx.execute(insert), 'constraint')
    expect(errors).toContainEqual(expect.any(ConstraintError))
  })

  it('if its handler swallowed the error of a statement', async () => {
    const broken = query<undefined, never>('select 1 / 0')
    await failTheSecond(({ tx }) => tx.execute(broken).catch(() => undefined), '25P02')
  })

  it('if the transaction idled for too long', async (context) => {
    if (!test.multiSession) context.skip('the embedded server has one session, which cannot be ended')
    const limit = query<undefined, never>(`set local idle_in_transaction_session_timeout = '20ms'`)
    const countOthers = query<undefined, { readonly others: number }>(
      `select count(*)::integer as others from pg_stat_activity
      where datname = current_database() and state like 'idle in transaction%'`,
    )
    await failTheSecond(async ({ tx }) => {
      await tx.execute(limit)
      await until(async () => (await db.one(countOthers)).others === 0)
    }, 'timeout')
  })

  it('if it uses the last statement, which would commit without the position', async () => {
    const insert = query<undefined, never>('insert into lasting values (1)')
    await db.execute(query<undefined, never>('create table lasting (n integer)'))
    await failTheSecond(({ tx }) => tx.last.execute(insert), 'transaction')
    expect(await db.many(query<undefined, { readonly n: number }>('select n from lasting'))).toEqual([])
  })

  it('not if only a hook after its commit does', async () => {
    const [id = ''] = aggregates(1)
    let calls = 0
    consumer = await db.events.consume(
      name,
      (_: Counted, { tx }) => {
        calls++
        tx.afterCommit(() => {
          throw new Error('after the commit')
        })
      },
      { ...quick, inTransaction: true },
    )
    await publishCounted(db, id, 1)
    await until(() => errors.length > 0)
    await consumer.stop()
    expect(calls).toBe(1)
    expect(await db.events.listFailures({ consumer: name })).toEqual([])
  })
})

describe('a handler that always meets a lost connection', () => {
  it.each([false, true])(
    'fails in the end, and holds up no other shard (in a transaction: %s)',
    async (inTransaction) => {
      const [poisoned = '', other = ''] = aggregates(2)
      const handled: Counted[] = []
      let calls = 0
      consumer = await db.events.consume(
        name,
        (event: Counted) => {
          if (event.aggregateId === other) return handled.push(event)
          calls++
          throw new Error('wrapped', { cause: new ConnectionError('unknown', 'another database is down') })
        },
        { ...quick, inTransaction, concurrency: 1 },
      )
      await publishCounted(db, poisoned, 1)
      await publishCounted(db, other, 1)
      await until(() => handled.length === 1)
      expect(calls).toBeLessThan(3)
      await until(async () => (await deadLetters()).length === 1)
      expect(calls).toBe(3)
      expect(await deadLetters()).toMatchObject([{ event: { aggregateId: poisoned }, tries: 1 }])
    },
  )
})

describe('an error that the server would refuse to store', () => {
  it.each([
    ['NUL', () => new InvalidInputError('name', 'a\0b'), 'invalid_input', 'name: ab'],
    [
      'half of a character at its end',
      () => new InvalidInputError('name', `${'x'.repeat(493)}😀`),
      'invalid_input',
      `name: ${'x'.repeat(493)}\uFFFD`,
    ],
    ['no constructor', () => Object.assign(new Error('x'), { constructor: undefined }), 'Error', null],
    [
      'properties that throw',
      () =>
        Object.defineProperty(new Error('x'), 'code', {
          get() {
            throw new Error('no')
          },
        }),
      'Error',
      null,
    ],
  ])('counts all the same: one with %s', async (_, make, errorCode, errorMessage) => {
    const [id = ''] = aggregates(1)
    consumer = await db.events.consume(
      name,
      () => {
        throw make()
      },
      quick,
    )
    await publishCounted(db, id, 1)
    await until(async () => (await deadLetters()).length === 1)
    expect(await deadLetters()).toMatchObject([{ errorCode, errorMessage }])
  })
})
