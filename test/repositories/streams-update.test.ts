import { describe, expect, it } from 'vitest'
import { ConflictError, InvalidInputError, NotFoundError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import { rejection } from '../setup/rejection.js'
import { bothWays } from '../setup/market/both-ways.js'
import { openMarket } from '../setup/market/open-market.js'
import { completeStream, everyStreamChange, sampleStream, sampleUser } from '../setup/market/samples.js'

const { db } = await openMarket()
const { id: user } = await db.users.create(sampleUser())
const startsAt = new Date('2030-01-01T18:00:00.123Z')

/** A stream as its owner sees it: with the secrets. */
async function whole(id: string) {
  const { streamId, ...secrets } = await db.streams.getBroadcast({ streamId: id, userId: user })
  return { ...(await db.streams.get(id)), ...secrets }
}

describe.each(bothWays(db))('update on %s', (_, on) => {
  it('changes one key and leaves all others, whichever it is', async () => {
    const { id } = await db.streams.create(completeStream(user))
    let expected = await whole(id)
    for (const [key, value] of Object.entries(everyStreamChange())) {
      expected = { ...expected, [key]: value }
      const { updatedAt } = await on(({ streams }) =>
        streams.update({ streamId: id, userId: user, patch: { [key]: value } }),
      )
      expect(await whole(id)).toStrictEqual({ ...expected, updatedAt })
    }
  })

  it('changes every key that the patch holds, in any state', async () => {
    const { id } = await db.streams.create(sampleStream(user))
    await db.streams.goLive({ streamId: id, userId: user })
    const ended = await db.streams.end({ streamId: id, userId: user })
    const { rtmpUrl, streamKey, ...shown } = everyStreamChange()
    const updated = await on(({ streams }) =>
      streams.update({ streamId: id, userId: user, patch: everyStreamChange() }),
    )
    expect(updated).toStrictEqual({ ...ended, ...shown, updatedAt: updated.updatedAt })
    expect(await whole(id)).toStrictEqual({ ...updated, rtmpUrl, streamKey })
  })

  it('empties what may be empty, and keeps what is undefined', async () => {
    const { id } = await db.streams.create(completeStream(user))
    const before = await whole(id)
    const emptied = { description: null, rtmpUrl: null, streamKey: null, hlsUrl: null, thumbnailUrl: null }
    const undefinedRest = Object.fromEntries(
      ['title', 'category', 'streamType'].map((key) => [key, undefined]),
    )
    const { updatedAt } = await on(({ streams }) =>
      streams.update({ streamId: id, userId: user, patch: { ...emptied, ...undefinedRest } }),
    )
    expect(await whole(id)).toStrictEqual({ ...before, ...emptied, updatedAt })
  })

  it.each(['id', 'userId', 'status', 'startedAt', 'startsAt', 'endedAt', 'viewerCount', 'totalViews'])(
    'refuses %s, which is nothing that it changes',
    async (field) => {
      const { id } = await db.streams.create(sampleStream(user))
      const error = await rejection(
        on(({ streams }) => streams.update({ streamId: id, userId: user, patch: { [field]: id } })),
        InvalidInputError,
      )
      expect(error.field).toBe(`patch.${field}`)
    },
  )

  it('gives an error when there is no such stream', async () => {
    const id = newId()
    await on(async ({ streams }) => {
      const calls = [
        () => streams.update({ streamId: id, userId: user, patch: { title: 'x' } }),
        () => streams.schedule({ streamId: id, userId: user, startsAt }),
        () => streams.goLive({ streamId: id, userId: user }),
        () => streams.end({ streamId: id, userId: user }),
        () => streams.delete({ streamId: id, userId: user }),
      ]
      for (const call of calls) {
        expect(await rejection(call(), NotFoundError)).toMatchObject({ table: 'streams' })
      }
    })
  })
})

describe.each(bothWays(db))('schedule on %s', (_, on) => {
  it('sets when a stream is planned to go live, and forgets it', async () => {
    const stream = await db.streams.create(sampleStream(user))
    const planned = await on(({ streams }) =>
      streams.schedule({ streamId: stream.id, userId: user, startsAt }),
    )
    expect(planned).toStrictEqual({ ...stream, startedAt: startsAt, updatedAt: planned.updatedAt })
    const unplanned = await on(({ streams }) =>
      streams.schedule({ streamId: stream.id, userId: user, startsAt: null }),
    )
    expect(unplanned).toStrictEqual({ ...stream, updatedAt: unplanned.updatedAt })
  })

  it('refuses a stream that is live or has ended, and keeps its times', async () => {
    const { id } = await db.streams.create(sampleStream(user))
    const live = await db.streams.goLive({ streamId: id, userId: user })
    const schedule = () => on(({ streams }) => streams.schedule({ streamId: id, userId: user, startsAt }))
    expect(await rejection(schedule(), ConflictError)).toMatchObject({ rule: 'stream_already_live' })
    expect(await db.streams.get(id)).toStrictEqual(live)
    const ended = await db.streams.end({ streamId: id, userId: user })
    expect(await rejection(schedule(), ConflictError)).toMatchObject({ rule: 'stream_already_ended' })
    expect(await db.streams.get(id)).toStrictEqual(ended)
  })
})

describe.each(bothWays(db))('delete on %s', (_, on) => {
  it('takes the stream away, live or not, once', async () => {
    for (const isLive of [false, true]) {
      const { id } = await db.streams.create(sampleStream(user))
      if (isLive) await db.streams.goLive({ streamId: id, userId: user })
      await on(({ streams }) => streams.delete({ streamId: id, userId: user }))
      expect(await db.streams.find(id)).toBeNull()
      await rejection(
        on(({ streams }) => streams.delete({ streamId: id, userId: user })),
        NotFoundError,
      )
    }
  })
})
