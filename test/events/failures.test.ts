import { afterEach, describe, expect, it } from 'vitest'
import type { ConsumeOptions } from '../../src/consume/consume-options.js'
import type { EventConsumer } from '../../src/consume/event-consumer.js'
import type { EventContext, EventTransactionContext } from '../../src/consume/event-handler.js'
import { NotFoundError } from '../../src/errors.js'
import {
  aggregates,
  counted,
  numbersOf,
  publishCounted,
  upTo,
  type Counted,
} from '../setup/events/counted.js'
import { until } from '../setup/events/until.js'
import { openMarket } from '../setup/market/open-market.js'

const { db } = await openMarket()

let consumer: EventConsumer | undefined
let handled: Counted[] = []
let fails: (event: Counted, attempt: number) => Error | undefined = () => undefined

function isInTransaction(context: EventContext): context is EventTransactionContext {
  return 'tx' in context
}

async function start(options: Omit<ConsumeOptions<'test.counted'>, 'types'> = {}): Promise<void> {
  consumer = await db.events.consume(
    'tried',
    (event: Counted, context: EventContext) => {
      const error = fails(event, context.attempt)
      if (error !== undefined) throw error
      // A transaction may be rolled back, and the event comes once more.
      if (isInTransaction(context)) context.tx.afterCommit(() => handled.push(event))
      else handled.push(event)
    },
    {
      types: counted,
      startAt: 'now',
      pollMs: 10,
      retry: { tries: 3, delayMs: 1, maxDelayMs: 5 },
      onError: () => undefined,
      ...options,
    },
  )
}

afterEach(async () => {
  await consumer?.stop()
  await db.events.removeConsumer('tried')
  handled = []
})

const deadLetters = () => db.events.listFailures({ consumer: 'tried', isDead: true })

describe.each([
  ['outside of a transaction', false],
  ['in a transaction', true],
])('a handler that fails %s', (_, inTransaction) => {
  it('gets the event again, and the later ones of its aggregate after it', async () => {
    const [passing = '', other = ''] = aggregates(2)
    const attempts: number[] = []
    fails = ({ aggregateId, payload }, attempt) => {
      if (aggregateId !== passing || payload.n !== 2) return undefined
      attempts.push(attempt)
      return attempt < 3 ? new Error('not yet') : undefined
    }
    await start({ inTransaction })
    await publishCounted(db, passing, 5)
    await publishCounted(db, other, 5)
    await until(() => handled.length === 10)
    expect(numbersOf(handled, passing)).toEqual(upTo(5))
    expect(numbersOf(handled, other)).toEqual(upTo(5))
    expect(attempts.filter((attempt, n) => attempt !== attempts[n - 1])).toEqual([1, 2, 3])
    await until(async () => (await db.events.listFailures({ consumer: 'tried' })).length === 0)
  })

  it('gives a poisoned event up, lets later ones pass, and handles it when it is replayed', async () => {
    const [poisoned = ''] = aggregates(1)
    let isPoisoned = true
    fails = ({ payload }) => (isPoisoned && payload.n === 2 ? new NotFoundError('users') : undefined)
    await start({ inTransaction })
    await publishCounted(db, poisoned, 4)
    await until(() => handled.length === 3)
    expect(numbersOf(handled, poisoned)).toEqual([1, 3, 4])
    await until(async () => (await deadLetters()).length === 1)
    expect(await deadLetters()).toMatchObject([
      {
        consumer: 'tried',
        event: { type: 'test.counted', aggregateId: poisoned, payload: { n: 2 } },
        tries: 3,
        nextAt: null,
        errorCode: 'not_found',
        errorMessage: 'no such row in users',
      },
    ])
    isPoisoned = false
    expect(await db.events.replay({ consumer: 'tried' })).toBe(1)
    await until(() => handled.length === 4)
    await until(async () => (await db.events.listFailures({ consumer: 'tried' })).length === 0)
  })
})

describe('failed events', () => {
  it('keep the code of the error and no value of its message', async () => {
    const [id = ''] = aggregates(1)
    fails = () => Object.assign(new TypeError('aisha@example.com'), {})
    await start({ retry: { tries: 1 } })
    await publishCounted(db, id, 1)
    await until(async () => (await deadLetters()).length === 1)
    const [failure] = await deadLetters()
    expect(failure).toMatchObject({ errorCode: 'TypeError', errorMessage: null })
    expect(JSON.stringify(failure)).not.toContain('aisha')
  })

  it('are discarded, and those that waited behind them go on', async () => {
    const [id = ''] = aggregates(1)
    fails = ({ payload }) => (payload.n === 1 ? new Error('always') : undefined)
    await start({ retry: { tries: 100, delayMs: 3_600_000, maxDelayMs: 3_600_000 } })
    await publishCounted(db, id, 3)
    await until(async () => (await db.events.listFailures({ consumer: 'tried' })).length === 3)
    const [first, second] = await db.events.listFailures({ consumer: 'tried' })
    expect(first).toMatchObject({ tries: 1, deadAt: null })
    expect(second).toMatchObject({ tries: 0, nextAt: null, failedAt: null })
    expect(await db.events.discard({ consumer: 'tried', positions: [first?.event.position ?? 0] })).toBe(1)
    await until(() => handled.length === 2)
    expect(numbersOf(handled, id)).toEqual([2, 3])
  })

  it('are told of by the state of the consumer and by health', async () => {
    const [id = ''] = aggregates(1)
    fails = () => new Error('always')
    await start({ retry: { tries: 1 } })
    await publishCounted(db, id, 2)
    await until(async () => (await deadLetters()).length === 2)
    const state = (await db.events.listConsumers()).find(({ name }) => name === 'tried')
    expect(state).toMatchObject({ waiting: 0, dead: 2, pendingSince: null })
    const { events } = await db.health()
    expect(events).toMatchObject({ partitionsAhead: 4 })
    expect(events?.consumers).toContainEqual(expect.objectContaining({ name: 'tried', dead: 2 }))
  })
})
