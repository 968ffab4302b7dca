/** Shards, leases and failures whose rows or events are gone, and a worker that is short of connections. */

import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { describe, expect, it } from 'vitest'
import { registerEventConsumer } from '../../generated/events.queries.js'
import { createDatabase } from '../../src/database.js'
import type { StatementEvent } from '../../src/engine/telemetry/telemetry.js'
import { NotFoundError } from '../../src/errors.js'
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
import { query } from '../setup/query.js'

const { db, test } = await openMarket()

const startOfStatement = 'tracing:souk-db:statement:start'
const quick = { startAt: 'now', pollMs: 5, onError: () => undefined } as const

describe('a worker', () => {
  it('waits at its stop for a handler whose shard it has taken once more', async () => {
    const [id = ''] = aggregates(1)
    const order: string[] = []
    let finish: () => void = () => undefined
    const held = new Promise<void>((resolve) => (finish = resolve))
    let calls = 0
    const consumer = await db.events.consume(
      'lapsed',
      async () => {
        if (++calls > 1) return
        await held
        order.push('handled')
      },
      quick,
    )
    await publishCounted(db, id, 1)
    await until(() => calls === 1)
    await db.execute(
      query<undefined, never>(`update event_consumers set leased_until = '-infinity' where name = 'lapsed'`),
    )
    await until(() => calls === 2)
    await until(async () => !(await db.events.listConsumers()).some(({ isRunning }) => isRunning))
    const stopping = consumer.stop().then(() => order.push('stopped'))
    for (let trip = 0; trip < 20; trip++) await db.events.listConsumers()
    finish()
    await stopping
    expect(order).toEqual(['handled', 'stopped'])
    await db.events.removeConsumer('lapsed')
  })

  it('reports once that its consumer was removed', async () => {
    const errors: unknown[] = []
    const consumer = await db.events.consume('removed', () => undefined, {
      ...quick,
      pollMs: 1,
      onError: (error) => errors.push(error),
    })
    await db.events.removeConsumer('removed')
    await until(() => errors.length > 0)
    await consumer.stop()
    expect(errors).toEqual([expect.any(NotFoundError)])
  })

  it('stores what it did in a transaction, although no connection is left to extend its lease', async (context) => {
    if (!test.multiSession) context.skip('the embedded server has one session')
    const small = createDatabase({ url: test.url, maxConnections: 1, lanes: 0, pipeline: false })
    const [id = ''] = aggregates(1)
    let [calls, committed, extensions] = [0, 0, 0]
    const onStart = (event: unknown) => {
      if ((event as StatementEvent).query === 'extendEventLeases') extensions++
    }
    subscribe(startOfStatement, onStart)
    const consumer = await small.events.consume(
      'short of connections',
      async (_: Counted, { tx }) => {
        calls++
        tx.afterCommit(() => committed++)
        await until(() => extensions > 0)
      },
      { ...quick, types: counted, inTransaction: true, concurrency: 1, leaseMs: 6_000, listen: false },
    )
    await publishCounted(db, id, 1)
    await until(() => committed === 1)
    await consumer.stop()
    unsubscribe(startOfStatement, onStart)
    expect(calls).toBe(1)
    await small.close()
    await db.events.removeConsumer('short of connections')
  })
})

describe('a failure whose event is gone', () => {
  const addFailures = query<{ readonly id: string }, never>(
    `insert into event_failures (consumer, position, shard, aggregate_id, tries, next_at, failed_at, dead_at)
    values
      ('gone', 900001, get_byte(uuid_send(:id!), 15) & 31, :id!, 1, 'infinity', now(), now()),
      ('gone', 900002, get_byte(uuid_send(:id!), 15) & 31, :id!, 1, now(), now(), null)`,
    { id: 'uuid' },
  )

  it('stays dead when it is replayed, and is discarded when it is due', async () => {
    const id = newId()
    await db.execute(registerEventConsumer, { name: 'gone', fromNow: true })
    await db.execute(addFailures, { id })
    expect(await db.events.replay({ consumer: 'gone' })).toBe(0)
    const handled: Counted[] = []
    const consumer = await db.events.consume('gone', (event: Counted) => void handled.push(event), {
      ...quick,
      types: counted,
    })
    const countDue = query<undefined, { readonly due: number }>(
      `select count(*)::integer as due from event_failures where consumer = 'gone' and dead_at is null`,
    )
    await until(async () => (await db.one(countDue)).due === 0)
    await publishCounted(db, id, 2)
    await until(() => handled.length === 2)
    expect(numbersOf(handled, id)).toEqual(upTo(2))
    await consumer.stop()
    await db.events.removeConsumer('gone')
  })
})
