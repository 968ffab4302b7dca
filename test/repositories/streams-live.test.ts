import { describe, expect, it } from 'vitest'
import { ConflictError } from '../../src/errors.js'
import { rejection } from '../setup/rejection.js'
import { bothWays } from '../setup/market/both-ways.js'
import { openMarket } from '../setup/market/open-market.js'
import { completeStream, sampleStream, sampleUser } from '../setup/market/samples.js'
import { setTimes } from '../setup/market/set-times.js'

const { db, test } = await openMarket()
const { id: user } = await db.users.create(sampleUser())

describe.each(bothWays(db))('goLive and end on %s', (_, on) => {
  it('take a stream through its life, with the server’s times, and change nothing else', async () => {
    const scheduled = await db.streams.create(completeStream(user))
    const live = await on(({ streams }) => streams.goLive({ streamId: scheduled.id, userId: user }))
    expect(live).toStrictEqual({
      ...scheduled,
      status: 'live',
      startedAt: live.startedAt,
      updatedAt: live.updatedAt,
    })
    // Now, and not when it was planned for.
    expect(live.startedAt).toStrictEqual(live.updatedAt)
    const ended = await on(({ streams }) => streams.end({ streamId: scheduled.id, userId: user }))
    expect(ended).toStrictEqual({
      ...live,
      status: 'ended',
      endedAt: ended.endedAt,
      durationSeconds: ended.durationSeconds,
      updatedAt: ended.updatedAt,
    })
    expect(ended.endedAt).toStrictEqual(ended.updatedAt)
    expect(await db.streams.get(scheduled.id)).toStrictEqual(ended)
  })

  it('set how long it ran, in whole seconds', async () => {
    const { id } = await db.streams.create(sampleStream(user))
    await on(({ streams }) => streams.goLive({ streamId: id, userId: user }))
    const began = new Date(Date.now() - 3_725_500)
    await setTimes(db, 'streams.started_at', [{ id, time: began.toISOString() }])
    const { startedAt, endedAt, durationSeconds } = await on(({ streams }) =>
      streams.end({ streamId: id, userId: user }),
    )
    expect(startedAt).toStrictEqual(began)
    const ran = (endedAt?.getTime() ?? 0) - began.getTime()
    expect(ran).toBeGreaterThan(3_700_000)
    // A Date has no microseconds, so the seconds may differ where they are just full.
    expect([Math.floor(ran / 1000), Math.floor((ran + 1) / 1000)]).toContain(durationSeconds)
  })

  it('leave nobody watching a stream that has ended', async () => {
    const { id } = await db.streams.create(sampleStream(user))
    await db.streams.goLive({ streamId: id, userId: user })
    await db.streams.setViewerCounts([{ streamId: id, viewerCount: 12 }])
    expect(await on(({ streams }) => streams.end({ streamId: id, userId: user }))).toMatchObject({
      viewerCount: 0,
    })
  })

  it('refuse to go live twice, and keep the time of the first', async () => {
    const { id } = await db.streams.create(sampleStream(user))
    const live = await on(({ streams }) => streams.goLive({ streamId: id, userId: user }))
    const error = await rejection(
      on(({ streams }) => streams.goLive({ streamId: id, userId: user })),
      ConflictError,
    )
    expect(error).toMatchObject({ code: 'conflict', rule: 'stream_already_live', retryable: false })
    expect(await db.streams.get(id)).toStrictEqual(live)
  })

  it('refuse to end twice, and keep the time of the first', async () => {
    const { id } = await db.streams.create(sampleStream(user))
    await on(({ streams }) => streams.goLive({ streamId: id, userId: user }))
    const ended = await on(({ streams }) => streams.end({ streamId: id, userId: user }))
    const error = await rejection(
      on(({ streams }) => streams.end({ streamId: id, userId: user })),
      ConflictError,
    )
    expect(error).toMatchObject({ rule: 'stream_already_ended' })
    expect(await db.streams.get(id)).toStrictEqual(ended)
  })

  it('refuse to go live again after the end', async () => {
    const { id } = await db.streams.create(sampleStream(user))
    await on(({ streams }) => streams.goLive({ streamId: id, userId: user }))
    const ended = await on(({ streams }) => streams.end({ streamId: id, userId: user }))
    const error = await rejection(
      on(({ streams }) => streams.goLive({ streamId: id, userId: user })),
      ConflictError,
    )
    expect(error).toMatchObject({ rule: 'stream_already_ended' })
    expect(await db.streams.get(id)).toStrictEqual(ended)
  })

  it('refuse to end what never went live', async () => {
    const scheduled = await db.streams.create(completeStream(user))
    const error = await rejection(
      on(({ streams }) => streams.end({ streamId: scheduled.id, userId: user })),
      ConflictError,
    )
    expect(error).toMatchObject({ rule: 'stream_not_live' })
    expect(await db.streams.get(scheduled.id)).toStrictEqual(scheduled)
  })
})

describe('goLive and end in one transaction', () => {
  it('end a stream at the instant at which it went live', async () => {
    const { id } = await db.streams.create(sampleStream(user))
    await db.transaction(async (tx) => {
      await tx.streams.goLive({ streamId: id, userId: user })
      const ended = await tx.streams.end({ streamId: id, userId: user })
      expect(ended.endedAt).toStrictEqual(ended.startedAt)
      expect(ended.durationSeconds).toBe(0)
    })
  })

  it('end it no earlier than it began, though the transaction is older', async (context) => {
    if (!test.multiSession) context.skip('the embedded database has one session: the other waits')
    const { id } = await db.streams.create(sampleStream(user))
    await db.transaction(async (tx) => {
      // The transaction has begun: its now() is before the stream's start.
      await tx.users.getAccount(user)
      const live = await db.streams.goLive({ streamId: id, userId: user })
      const ended = await tx.streams.end({ streamId: id, userId: user })
      expect(ended).toMatchObject({ status: 'ended', endedAt: live.startedAt, durationSeconds: 0 })
    })
  })
})
