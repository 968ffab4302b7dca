import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ConflictError, NotFoundError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import { findBrokenInvariants } from '../../src/testing/index.js'
import { bothWays } from '../setup/market/both-ways.js'
import { openMarket } from '../setup/market/open-market.js'
import { sampleUser } from '../setup/market/samples.js'
import { query } from '../setup/query.js'
import { rejection } from '../setup/rejection.js'

const { db } = await openMarket()

beforeEach(async () => {
  await db.execute(query<undefined, object>('delete from notifications'))
})
afterEach(async () => {
  expect(await findBrokenInvariants(db)).toEqual([])
})

/** Lets every lease and every pause end. */
const passTime = () =>
  db.execute(
    query<undefined, object>("update notification_deliveries set next_attempt_at = now() - interval '1 ms'"),
  )

async function sendTo(count = 1, channels: readonly ('push' | 'email')[] = ['push']) {
  const userIds = await db.users.createMany(Array.from({ length: count }, () => sampleUser()))
  await db.notifications.addMany({ userIds, notificationType: 'other', title: 'News', channels })
  return userIds
}

const claimed = <T>(one: T | undefined): T => one ?? expect.fail('nothing was claimed')

describe.each(bothWays(db))('claimDeliveries on %s', (_, on) => {
  it('takes what is due by the channel, with the notification, and leaves the rest', async () => {
    const [userId] = await sendTo(3, ['push', 'email'])
    const claim = (limit: number) =>
      on(({ notifications }) => notifications.claimDeliveries({ channel: 'push', limit, leaseMs: 30_000 }))
    const first = await claim(2)
    expect(first).toHaveLength(2)
    const rest = await claim(2)
    expect(rest).toHaveLength(1)
    expect(await claim(2)).toEqual([])
    const all = [...first, ...rest]
    expect(new Set(all.map(({ id }) => id)).size).toBe(3)
    const one = claimed(all.find(({ notification }) => notification.userId === userId))
    expect(one.attempt).toBe(1)
    expect(one.leasedUntil.getTime()).toBeGreaterThan(Date.now() + 20_000)
    const notificationId = one.notification.id
    expect(one.notification).toEqual(await db.notifications.get({ notificationId, userId: userId ?? '' }))
    expect(await db.notifications.listDeliveries({ notificationId })).toMatchObject([
      { channel: 'push', status: 'sending', attempt: 1 },
      { channel: 'email', status: 'pending', attempt: 0 },
    ])
  })

  it('gives out again what nobody reported in time, eight times at most', async () => {
    await sendTo()
    for (let attempt = 1; attempt <= 8; attempt++) {
      const [taken] = await on(({ notifications }) => notifications.claimDeliveries({ channel: 'push' }))
      expect(taken?.attempt).toBe(attempt)
      await passTime()
    }
    expect(await on(({ notifications }) => notifications.claimDeliveries({ channel: 'push' }))).toEqual([])
    const { status, lastErrorCode } = await db.one(
      query<undefined, { readonly status: string; readonly lastErrorCode: string }>(
        'select status, last_error_code from notification_deliveries',
      ),
    )
    expect([status, lastErrorCode]).toEqual(['failed', 'too_many_attempts'])
  })

  it('fails what is for a closed account, and goes on to the next', async () => {
    const [closed = ''] = await sendTo()
    await db.users.close({ userId: closed })
    await passTime()
    const [open] = await sendTo()
    const taken = await on(({ notifications }) =>
      notifications.claimDeliveries({ channel: 'push', limit: 1 }),
    )
    expect(taken).toMatchObject([{ notification: { userId: open } }])
  })
})

describe.each(bothWays(db))('recordDelivery on %s', (_, on) => {
  const take = async () => claimed((await db.notifications.claimDeliveries({ channel: 'push' }))[0])

  it('ends a delivery that was sent, and takes the same report again', async () => {
    await sendTo()
    const { id: deliveryId, attempt } = await take()
    const report = () =>
      on(({ notifications }) => notifications.recordDelivery({ deliveryId, attempt, outcome: 'sent' }))
    const sent = await report()
    expect(sent).toMatchObject({ status: 'sent', sentAt: expect.any(Date) as Date, lastErrorCode: null })
    expect(await report()).toEqual(sent)
    await passTime()
    expect(await db.notifications.claimDeliveries({ channel: 'push' })).toEqual([])
    const other = on(({ notifications }) =>
      notifications.recordDelivery({ deliveryId, attempt, outcome: 'failed' }),
    )
    expect((await rejection(other, ConflictError)).rule).toBe('delivery_attempt_over')
  })

  it('tries again what failed, after a pause that grows and that the provider may lengthen', async () => {
    await sendTo()
    const pauses: number[] = []
    for (const retryAfterSeconds of [0, 0, 0, 5_000]) {
      const { id: deliveryId, attempt } = await take()
      const outcome = {
        deliveryId,
        attempt,
        outcome: 'failed',
        errorCode: 'busy',
        retryAfterSeconds,
      } as const
      const failed = await on(({ notifications }) => notifications.recordDelivery(outcome))
      expect(failed).toMatchObject({ status: 'pending', attempt, lastErrorCode: 'busy' })
      pauses.push((failed.nextAttemptAt.getTime() - failed.updatedAt.getTime()) / 1_000)
      expect(await on(({ notifications }) => notifications.recordDelivery(outcome))).toEqual(failed)
      expect(await db.notifications.claimDeliveries({ channel: 'push' })).toEqual([])
      await passTime()
    }
    const bounds = [
      [15, 31],
      [30, 61],
      [60, 121],
      [4_999, 5_001],
    ]
    pauses.forEach((pause, n) => {
      const [least = 0, most = 0] = bounds[n] ?? []
      expect(pause).toBeGreaterThanOrEqual(least - 0.1)
      expect(pause).toBeLessThan(most)
    })
  })

  it('never tries again what was rejected, or failed for the eighth time', async () => {
    await sendTo()
    const { id, attempt } = await take()
    const rejected = await on(({ notifications }) =>
      notifications.recordDelivery({
        deliveryId: id,
        attempt,
        outcome: 'rejected',
        errorCode: 'unregistered',
      }),
    )
    expect(rejected).toMatchObject({ status: 'failed', lastErrorCode: 'unregistered', sentAt: null })
    await sendTo()
    for (let n = 1; n <= 8; n++) {
      const taken = await take()
      const failed = await on(({ notifications }) =>
        notifications.recordDelivery({ deliveryId: taken.id, attempt: taken.attempt, outcome: 'failed' }),
      )
      expect(failed).toMatchObject({ status: n < 8 ? 'pending' : 'failed', lastErrorCode: 'unknown' })
      await passTime()
    }
    expect(await db.notifications.claimDeliveries({ channel: 'push' })).toEqual([])
  })

  it('refuses a worker whose work was given to another, and takes that of the other', async () => {
    await sendTo()
    const lapsed = await take()
    await passTime()
    const current = await take()
    expect([current.id, current.attempt]).toEqual([lapsed.id, 2])
    const late = on(({ notifications }) =>
      notifications.recordDelivery({ deliveryId: lapsed.id, attempt: lapsed.attempt, outcome: 'sent' }),
    )
    expect((await rejection(late, ConflictError)).rule).toBe('delivery_attempt_over')
    const report = { deliveryId: current.id, attempt: current.attempt, outcome: 'sent' } as const
    expect(await on(({ notifications }) => notifications.recordDelivery(report))).toMatchObject({
      status: 'sent',
    })
  })

  it('takes the report of a lapsed lease while nobody else has the work', async () => {
    await sendTo()
    const { id: deliveryId, attempt } = await take()
    await passTime()
    const report = { deliveryId, attempt, outcome: 'sent' } as const
    expect(await on(({ notifications }) => notifications.recordDelivery(report))).toMatchObject({
      status: 'sent',
    })
  })

  it('reports a delivery that is gone', async () => {
    const gone = on(({ notifications }) =>
      notifications.recordDelivery({ deliveryId: newId(), attempt: 1, outcome: 'sent' }),
    )
    expect((await rejection(gone, NotFoundError)).table).toBe('notification_deliveries')
  })
})
