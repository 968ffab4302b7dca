/** Who may do what with a stream: its owner while the account is open, and an administrator who stops it. */

import { describe, expect, it } from 'vitest'
import { ConflictError, ForbiddenError, NotFoundError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import type { StreamRepository } from '../../src/repositories/streams/stream-repository.js'
import { rejection } from '../setup/rejection.js'
import { bothWays } from '../setup/market/both-ways.js'
import { makeAdmin } from '../setup/market/make-admin.js'
import { openMarket } from '../setup/market/open-market.js'
import { completeStream, sampleStream, sampleUser } from '../setup/market/samples.js'
import { setTimes } from '../setup/market/set-times.js'

const { db } = await openMarket()
const { id: admin } = await makeAdmin(db)
const { id: closedAdmin } = await makeAdmin(db)
await db.users.close({ userId: closedAdmin })
const [user = '', stranger = ''] = await db.users.createMany([sampleUser(), sampleUser()])

interface OnStream {
  readonly streamId: string
  readonly userId: string
}

/** Every command of an owner's. */
const commands: readonly (readonly [string, (on: StreamRepository, stream: OnStream) => Promise<unknown>])[] =
  [
    ['update', (on, stream) => on.update({ ...stream, patch: { title: 'Mine' } })],
    ['schedule', (on, stream) => on.schedule({ ...stream, startsAt: new Date('2030-01-01T00:00:00Z') })],
    ['goLive', (on, stream) => on.goLive(stream)],
    ['end', (on, stream) => on.end(stream)],
    ['delete', (on, stream) => on.delete(stream)],
  ]

describe.each(bothWays(db))('a command of an owner’s on %s', (_, on) => {
  it.each([
    ...commands,
    ['getBroadcast', (streams, stream) => streams.getBroadcast(stream)],
  ] as typeof commands)(
    '%s is refused for anybody else, an administrator too, and changes nothing',
    async (_name, run) => {
      const scheduled = await db.streams.create(completeStream(user))
      const { id } = await db.streams.create(completeStream(user))
      const live = await db.streams.goLive({ streamId: id, userId: user })
      for (const stream of [scheduled, live]) {
        for (const userId of [stranger, admin, closedAdmin, newId()]) {
          const error = await rejection(
            on(({ streams }) => run(streams, { streamId: stream.id, userId })),
            ForbiddenError,
          )
          expect(error).toMatchObject({ code: 'forbidden', rule: 'not_the_owner', retryable: false })
        }
        expect(await db.streams.get(stream.id)).toStrictEqual(stream)
      }
    },
  )

  it.each(commands)('%s is refused once the account is closed, and changes nothing', async (_name, run) => {
    const { id: userId } = await db.users.create(sampleUser())
    const { id: streamId } = await db.streams.create(completeStream(userId))
    await db.users.close({ userId })
    const stream = await db.streams.get(streamId)
    const error = await rejection(
      on(({ streams }) => run(streams, { streamId, userId })),
      ConflictError,
    )
    expect(error).toMatchObject({ rule: 'account_closed', retryable: false })
    expect(await db.streams.get(streamId)).toStrictEqual(stream)
  })

  it('is there for the owner again when the account is opened again', async () => {
    const { id: userId } = await db.users.create(sampleUser())
    const { id: streamId } = await db.streams.create(sampleStream(userId))
    await db.users.close({ userId })
    await db.users.reopen({ userId, adminId: admin })
    await on(({ streams }) => streams.delete({ streamId, userId }))
    expect(await db.streams.find(streamId)).toBeNull()
  })

  it('create is refused once the account is closed', async () => {
    const { id: userId } = await db.users.create(sampleUser())
    await db.users.close({ userId })
    const error = await rejection(
      on(({ streams }) => streams.create(sampleStream(userId))),
      ConflictError,
    )
    expect(error.rule).toBe('account_closed')
    expect((await db.streams.listByUser({ userId })).items).toEqual([])
  })
})

describe('an account that is closed', () => {
  it('ends its streams, live or planned, and voids their secrets', async () => {
    const { id: userId } = await db.users.create(sampleUser())
    const planned = await db.streams.create(completeStream(userId))
    const { id: liveId } = await db.streams.create(completeStream(userId))
    await db.streams.goLive({ streamId: liveId, userId })
    await db.streams.setViewerCounts([{ streamId: liveId, viewerCount: 3 }])
    await db.users.close({ userId })
    for (const stream of await db.streams.listByIds([planned.id, liveId])) {
      expect(stream).toMatchObject({ status: 'ended', viewerCount: 0, durationSeconds: 0 })
      expect(stream.endedAt).toStrictEqual(stream.updatedAt)
      expect(await db.streams.getBroadcast({ streamId: stream.id, userId })).toStrictEqual({
        streamId: stream.id,
        rtmpUrl: null,
        streamKey: null,
      })
    }
  })
})

describe.each(bothWays(db))('stop on %s', (_, on) => {
  it('ends a live stream, and sets how long it ran', async () => {
    const { id } = await db.streams.create(sampleStream(user))
    await db.streams.goLive({ streamId: id, userId: user })
    const began = new Date(Date.now() - 90_500)
    await setTimes(db, 'streams.started_at', [{ id, time: began.toISOString() }])
    await db.streams.setViewerCounts([{ streamId: id, viewerCount: 12 }])
    const live = await db.streams.get(id)
    const stopped = await on(({ streams }) => streams.stop({ streamId: id, adminId: admin }))
    expect(stopped).toStrictEqual({
      ...live,
      status: 'ended',
      viewerCount: 0,
      endedAt: stopped.updatedAt,
      durationSeconds: stopped.durationSeconds,
      updatedAt: stopped.updatedAt,
    })
    expect(stopped.durationSeconds).toBeGreaterThanOrEqual(90)
    expect(await db.streams.get(id)).toStrictEqual(stopped)
  })

  it('ends one that never began, now, whenever it was planned for', async () => {
    for (const startsAt of [null, new Date('2020-01-01T00:00:00Z'), new Date('2040-01-01T00:00:00Z')]) {
      const scheduled = await db.streams.create(sampleStream(user, { startsAt }))
      const stopped = await on(({ streams }) => streams.stop({ streamId: scheduled.id, adminId: admin }))
      expect(stopped).toStrictEqual({
        ...scheduled,
        status: 'ended',
        startedAt: stopped.updatedAt,
        endedAt: stopped.updatedAt,
        durationSeconds: 0,
        updatedAt: stopped.updatedAt,
      })
    }
  })

  it('refuses what has ended, and keeps its times', async () => {
    const { id } = await db.streams.create(sampleStream(user))
    const stopped = await db.streams.stop({ streamId: id, adminId: admin })
    const error = await rejection(
      on(({ streams }) => streams.stop({ streamId: id, adminId: admin })),
      ConflictError,
    )
    expect(error.rule).toBe('stream_already_ended')
    expect(await db.streams.get(id)).toStrictEqual(stopped)
  })

  it('is for an administrator with an open account, not for the owner', async () => {
    const stream = await db.streams.create(sampleStream(user))
    for (const adminId of [user, stranger, closedAdmin, newId()]) {
      for (const streamId of [stream.id, newId()]) {
        const error = await rejection(
          on(({ streams }) => streams.stop({ streamId, adminId })),
          ForbiddenError,
        )
        expect(error.rule).toBe('not_an_admin')
      }
    }
    expect(await db.streams.get(stream.id)).toStrictEqual(stream)
  })

  it('says when there is no such stream', async () => {
    const error = await rejection(
      on(({ streams }) => streams.stop({ streamId: newId(), adminId: admin })),
      NotFoundError,
    )
    expect(error.table).toBe('streams')
  })
})
