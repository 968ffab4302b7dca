import { describe, expect, it } from 'vitest'
import { maintainEvents, partitionMark } from '../../src/consume/event-partitions.js'
import { registerEventConsumer } from '../../generated/events.queries.js'
import { newId } from '../../src/repositories/new-id.js'
import { counted, numbersOf, publishCounted, upTo, type Counted } from '../setup/events/counted.js'
import { until } from '../setup/events/until.js'
import { openMarket } from '../setup/market/open-market.js'
import { query } from '../setup/query.js'

const { db } = await openMarket()

const moveHead = query<{ readonly position: number }, never>('update event_head set position = :position!', {
  position: 'int8',
})
const age = query<undefined, never>(`update event_log set created_at = created_at - interval '100 days'`)
/** An event in each of the partitions that the tests leave empty. */
const fillEarlier = query<undefined, never>(
  `insert into event_log (position, shard, aggregate_id, type, version, audience, payload, created_at)
  select n * 1000000 + 5, 0, uuidv7(), 'test.counted', 1, '{}', '{}', now() from generate_series(0, 3) as n`,
)
/** Dead failures in three partitions, and one in the second of them that waits. */
const addFailures = query<undefined, never>(
  `insert into event_failures (consumer, position, shard, aggregate_id, tries, next_at, failed_at, dead_at)
  select 'failed', position, 0, uuidv7(), 1, 'infinity', now(), case when position <> 2000006 then now() end
  from unnest('{1000005, 2000005, 2000006, 3000005}'::bigint[]) as position`,
)
const listPartitions = query<undefined, { readonly name: string }>(
  `select relname as name from pg_class where relname ~ '^event_(audience|log)_[0-9]+$' and relkind = 'r' order by 1`,
)
const partitions = async () => (await db.many(listPartitions)).map(({ name }) => name)

async function maintain(): Promise<void> {
  const steps = maintainEvents(db, 30, {})
  while ((await steps.next()).done !== true);
}

describe('the partitions of the log', () => {
  it('are made when the numbering comes to their end, and no event is lost there', async () => {
    const id = newId()
    const handled: Counted[] = []
    const errors: unknown[] = []
    await db.execute(moveHead, { position: 4_999_990 })
    const consumer = await db.events.consume('at the end', (event: Counted) => void handled.push(event), {
      types: counted,
      startAt: 'now',
      pollMs: 10,
      onError: (error) => errors.push(error),
    })
    for (let n = 1; n <= 30; n++) await publishCounted(db, id, 1, n)
    await until(() => handled.length === 30)
    await consumer.stop()
    expect(numbersOf(handled, id)).toEqual(upTo(30))
    expect(errors).toEqual([])
    expect(await partitions()).toContain('event_log_5')
    await db.events.removeConsumer('at the end')
  })

  it('go when their events are old and every consumer has handled them, and not before', async () => {
    await db.execute(fillEarlier)
    const before = await partitions()
    await maintain()
    expect(await partitions()).toEqual(expect.arrayContaining(before))
    await db.execute(age)
    const late = await db.events.consume(
      'late',
      () => {
        throw new Error('not now')
      },
      { pollMs: 10, retry: { delayMs: 3_600_000, maxDelayMs: 3_600_000 }, onError: () => undefined },
    )
    await until(async () => (await db.events.listFailures({ consumer: 'late' })).length === 34)
    await maintain()
    expect(await partitions()).toContain('event_log_4')
    await late.stop()
    await db.events.removeConsumer('late')
    await maintain()
    const left = await partitions()
    for (const table of ['event_audience', 'event_log']) {
      expect(left).not.toContain(`${table}_4`)
      expect(left).toContain(`${table}_5`)
    }
  })

  it('are taken off to the end by the next run when one was cut off in between', async () => {
    for (const table of ['event_audience', 'event_log']) {
      await db.execute(query<undefined, never>(`create table ${table}_2 (like ${table})`))
      await db.execute(query<undefined, never>(`comment on table ${table}_2 is '${partitionMark}'`))
    }
    await maintain()
    const left = await partitions()
    expect(left).not.toContain('event_audience_2')
    expect(left).not.toContain('event_log_2')
  })

  it('are no tables that only have such a name, and their failures stay', async () => {
    await db.execute(query<undefined, never>('create table event_log_3 (like event_log)'))
    await db.execute(query<undefined, never>('create table event_log_99999999999999999999 (like event_log)'))
    await maintain()
    expect(await partitions()).toEqual(
      expect.arrayContaining(['event_log_3', 'event_log_99999999999999999999']),
    )
    await db.execute(query<undefined, never>('drop table event_log_3, event_log_99999999999999999999'))
  })

  it('take only their own dead failures with them', async () => {
    await db.execute(query<undefined, never>('create table event_log_2 (like event_log)'))
    await db.execute(query<undefined, never>(`comment on table event_log_2 is '${partitionMark}'`))
    await db.execute(registerEventConsumer, { name: 'failed', fromNow: true })
    await db.execute(addFailures)
    await maintain()
    const left = await db.many(
      query<undefined, { readonly position: number }>(
        'select position::integer from event_failures order by position',
      ),
    )
    expect(left.map(({ position }) => position)).toEqual([1_000_005, 2_000_006, 3_000_005])
    await db.events.removeConsumer('failed')
  })

  it('are seen to by maintain', async () => {
    const { tasks } = await db.maintain({ tasks: ['events'] })
    expect(tasks).toMatchObject([{ task: 'events', isComplete: true, error: null }])
  })
})
