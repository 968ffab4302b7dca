// Thorough: consumes thousands of events.

import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import type { EventConsumer } from '../../src/consume/event-consumer.js'
import { createDatabase } from '../../src/database.js'
import { InvalidInputError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
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
import { openClient } from '../setup/migrate/open-client.js'
import { query } from '../setup/query.js'
import { rejection } from '../setup/rejection.js'

const { db, test } = await openMarket()

const quick = {
  pollMs: 10,
  retry: { tries: 3, delayMs: 1, maxDelayMs: 5 },
  onError: () => undefined,
} as const
const ofCounted = { ...quick, types: counted } as const
let running: EventConsumer[] = []

async function keep(starting: Promise<EventConsumer>): Promise<EventConsumer> {
  const consumer = await starting
  running.push(consumer)
  return consumer
}

afterEach(async () => {
  await Promise.all(running.map((consumer) => consumer.stop()))
  await Promise.all(running.map(({ name }) => db.events.removeConsumer(name)))
  running = []
})

describe('consume', () => {
  it('hands over each event once, and those of an aggregate in their order', async () => {
    const ids = aggregates(40)
    const handled: Counted[] = []
    for (let round = 0; round < 5; round++) {
      for (const id of ids) await publishCounted(db, id, 2, round * 2 + 1)
    }
    await keep(db.events.consume('each', (event: Counted) => void handled.push(event), ofCounted))
    await until(() => handled.length === 400)
    for (const id of ids) expect(numbersOf(handled, id)).toEqual(upTo(10))
    expect(new Set(handled.map(({ position }) => position)).size).toBe(400)
  })

  it('gets no event from before its start, also one that another session is numbering', async (context) => {
    if (!test.multiSession) context.skip('the embedded database has one session')
    const id = newId()
    await publishCounted(db, id, 1)
    await using other = await openClient(test.directUrl)
    await other.query('begin')
    await other.query('select number_events(1000)')
    const handled: Counted[] = []
    const starting = keep(
      db.events.consume('later', (event: Counted) => void handled.push(event), {
        ...ofCounted,
        startAt: 'now',
      }),
    )
    // Longer than it takes to start behind what is numbered already.
    const isStarted = await Promise.race([starting.then(() => true), sleep(200, false)])
    await other.query('commit')
    await starting
    await publishCounted(db, id, 1, 2)
    await until(() => handled.length > 0 && numbersOf(handled, id).includes(2))
    expect({ isStarted, numbers: numbersOf(handled, id) }).toEqual({ isStarted: false, numbers: [2] })
  })

  it('shows an event as it was published', async () => {
    const [aggregateId, reader] = [newId(), newId()]
    const handled: unknown[] = []
    await keep(
      db.events.consume('whole', (event, context) => void handled.push([event, context.attempt]), {
        ...quick,
        startAt: 'now',
      }),
    )
    await db.events.publish({
      type: 'test.other',
      aggregateId,
      audience: [reader],
      version: 2,
      payload: { word: 'مرحبا' },
    })
    await until(() => handled.length === 1)
    expect(handled).toEqual([
      [
        {
          position: expect.any(Number) as number,
          type: 'test.other',
          version: 2,
          aggregateId,
          audience: [reader],
          payload: { word: 'مرحبا' },
          createdAt: expect.any(Date) as Date,
        },
        1,
      ],
    ])
  })

  it('gives the types alone that are asked for, and every consumer all of its own', async () => {
    const aggregateId = newId()
    const words: string[] = []
    const all: string[] = []
    const options = { ...quick, startAt: 'now' } as const
    await keep(
      db.events.consume('words', (event) => void words.push(event.payload.word), {
        ...options,
        types: ['test.other'],
      }),
    )
    await keep(db.events.consume('all', (event) => void all.push(event.type), options))
    await publishCounted(db, aggregateId, 3)
    await db.events.publish({ type: 'test.other', aggregateId, payload: { word: 'one' } })
    await until(() => words.length === 1 && all.length === 4)
    expect(words).toEqual(['one'])
    expect(all).toEqual(['test.counted', 'test.counted', 'test.counted', 'test.other'])
  })

  it('publishes with the transaction, or not at all', async () => {
    const [kept, undone] = [newId(), newId()]
    const handled: Counted[] = []
    await keep(
      db.events.consume('committed', (event: Counted) => void handled.push(event), {
        ...ofCounted,
        startAt: 'now',
      }),
    )
    await rejection(
      db.transaction(async (tx) => {
        await publishCounted(tx, undone, 1)
        throw new Error('undone')
      }),
      Error,
    )
    await db.transaction((tx) => publishCounted(tx, kept, 1))
    await until(() => handled.length === 1)
    expect(handled[0]?.aggregateId).toBe(kept)
  })

  it('shares the events among the workers of a consumer', async () => {
    const ids = aggregates(32)
    const handled: [string, Counted][] = []
    const other = createDatabase({ url: test.url })
    const slow = { ...ofCounted, concurrency: 2, batch: 2, startAt: 'now' } as const
    await keep(db.events.consume('shared', (event: Counted) => void handled.push(['one', event]), slow))
    const second = await other.events.consume(
      'shared',
      (event: Counted) => void handled.push(['two', event]),
      slow,
    )
    for (let round = 0; round < 6; round++)
      await Promise.all(ids.map((id) => publishCounted(db, id, 4, round * 4 + 1)))
    await until(() => handled.length === 32 * 24)
    await second.stop()
    await other.close()
    for (const id of ids)
      expect(
        numbersOf(
          handled.map(([, event]) => event),
          id,
        ),
      ).toEqual(upTo(24))
    expect(new Set(handled.map(([worker]) => worker)).size).toBe(2)
  })

  it('goes on where it stopped, under its name', async () => {
    const aggregateId = newId()
    const handled: Counted[] = []
    const handler = (event: Counted) => void handled.push(event)
    const first = await keep(db.events.consume('again', handler, { ...ofCounted, startAt: 'now' }))
    await publishCounted(db, aggregateId, 3)
    await until(() => handled.length === 3)
    await first.stop()
    await publishCounted(db, aggregateId, 3, 4)
    await keep(db.events.consume('again', handler, { ...ofCounted, startAt: 'now' }))
    await until(() => handled.length === 6)
    expect(numbersOf(handled, aggregateId)).toEqual(upTo(6))
  })

  it('waits for the handler that runs when it is stopped, and leaves the rest to the next worker', async () => {
    const aggregateId = newId()
    const handled: number[] = []
    let finish: () => void = () => undefined
    const held = new Promise<void>((resolve) => (finish = resolve))
    await publishCounted(db, aggregateId, 3)
    const first = await keep(
      db.events.consume(
        'stopped',
        async (event: Counted) => {
          if (event.aggregateId !== aggregateId) return
          handled.push(event.payload.n)
          if (event.payload.n === 2) await held
        },
        ofCounted,
      ),
    )
    await until(() => handled.length === 2)
    const stopping = first.stop()
    finish()
    await stopping
    expect(handled).toEqual([1, 2])
    await keep(
      db.events.consume(
        'stopped',
        (event: Counted) => {
          if (event.aggregateId === aggregateId) handled.push(event.payload.n)
        },
        ofCounted,
      ),
    )
    await until(() => handled.length === 3)
    expect(handled).toEqual([1, 2, 3])
  })

  it('is stopped with its database, whose close waits for the handler', async () => {
    const other = createDatabase({ url: test.url })
    const aggregateId = newId()
    let hasEnded = false
    let hasBegun = false
    const consumer = await other.events.consume(
      'closed',
      async (event: Counted) => {
        if (event.aggregateId !== aggregateId) return
        hasBegun = true
        await other.users.findAccount(newId())
        hasEnded = true
      },
      { ...ofCounted, startAt: 'now' },
    )
    await publishCounted(db, aggregateId, 1)
    await until(() => hasBegun)
    await other.close()
    expect(hasEnded).toBe(true)
    await consumer.closed
    await db.events.removeConsumer('closed')
  })

  it('writes what the handler does in its transaction exactly once, although it fails in between', async () => {
    await db.execute(query(`create table effects (position bigint, n integer)`))
    const write = query<{ position: number; n: number }, never>(
      'insert into effects (position, n) values (:position!, :n!)',
      { position: 'int8', n: 'int4' },
    )
    const ids = aggregates(8)
    for (const id of ids) await publishCounted(db, id, 30)
    const failedOnce = new Set<number>()
    let handled = 0
    await keep(
      db.events.consume(
        'exactly',
        async ({ position, payload }: Counted, { tx }) => {
          await tx.execute(write, { position, n: payload.n })
          if (payload.n % 10 === 0 && !failedOnce.has(position)) {
            failedOnce.add(position)
            throw new Error('once')
          }
          handled++
        },
        { ...ofCounted, inTransaction: true },
      ),
    )
    const count = query<undefined, { all: number; positions: number }>(
      'select count(*)::integer as all, count(distinct position)::integer as positions from effects',
    )
    const total = query<undefined, { total: number }>(
      `select ((select count(*) from event_log where type = 'test.counted') + (select count(*) from outbox where type = 'test.counted'))::integer as total`,
    )
    const wanted = (await db.one(total)).total
    await until(async () => (await db.one(count)).all >= wanted)
    expect(await db.one(count)).toEqual({ all: wanted, positions: wanted })
    expect(handled).toBeGreaterThan(wanted)
    expect(await db.events.listFailures({ consumer: 'exactly' })).toEqual([])
  })

  it.each([
    ['name', () => db.events.consume('', () => undefined)],
    ['handler', () => db.events.consume('x', 1 as never)],
    ['batch', () => db.events.consume('x', () => undefined, { batch: 0 })],
    ['concurrency', () => db.events.consume('x', () => undefined, { concurrency: 33 })],
    ['types', () => db.events.consume('x', () => undefined, { types: [] })],
    ['startAt', () => db.events.consume('x', () => undefined, { startAt: 'later' as never })],
    ['retry.tries', () => db.events.consume('x', () => undefined, { retry: { tries: 0 } })],
    [
      'payload',
      () => db.events.publish({ type: 'test.counted', aggregateId: newId(), payload: [] as never }),
    ],
    [
      'type',
      () => db.events.publish({ type: 'Test counted' as never, aggregateId: newId(), payload: { n: 1 } }),
    ],
    [
      'events[1].aggregateId',
      () =>
        db.events.publish([
          { type: 'test.counted', aggregateId: newId(), payload: { n: 1 } },
          { type: 'test.counted', aggregateId: 'x', payload: { n: 1 } },
        ]),
    ],
  ])('refuses a wrong %s, and names it', async (field, call) => {
    expect(await rejection(call(), InvalidInputError)).toMatchObject({ code: 'invalid_input', field })
  })
})
