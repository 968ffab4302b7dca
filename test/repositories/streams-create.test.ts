import { describe, expect, it } from 'vitest'
import { ConflictError, ConstraintError, NotFoundError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import { rejection } from '../setup/rejection.js'
import { query } from '../setup/query.js'
import { bothWays } from '../setup/market/both-ways.js'
import { openMarket } from '../setup/market/open-market.js'
import { completeStream, sampleStream, sampleUser } from '../setup/market/samples.js'

const { db } = await openMarket()
const { id: user } = await db.users.create(sampleUser())
const { id: otherUser } = await db.users.create(sampleUser())

/** The columns of a stream that nobody gave. */
const fresh = { status: 'scheduled', viewerCount: 0, totalViews: 0, durationSeconds: null, endedAt: null }

const optional = {
  description: null,
  streamType: 'live',
  startedAt: null,
  hlsUrl: null,
  thumbnailUrl: null,
}

describe.each(bothWays(db))('create on %s', (_, on) => {
  it('gives the scheduled stream with everything that was given, but for the secrets', async () => {
    const given = completeStream(user)
    const stream = await on(({ streams }) => streams.create(given))
    const { rtmpUrl, streamKey, startsAt, ...shown } = given
    expect(stream).toStrictEqual({
      ...shown,
      ...fresh,
      startedAt: startsAt,
      createdAt: stream.createdAt,
      updatedAt: stream.createdAt,
    })
    expect(await db.streams.find(given.id)).toStrictEqual(stream)
    expect(await db.streams.getBroadcast({ streamId: given.id, userId: user })).toEqual({
      streamId: given.id,
      rtmpUrl,
      streamKey,
    })
  })

  it('fills in what is not given', async () => {
    const given = sampleStream(user)
    const stream = await on(({ streams }) => streams.create(given))
    expect(stream).toStrictEqual({
      ...given,
      ...optional,
      ...fresh,
      id: stream.id,
      createdAt: stream.createdAt,
      updatedAt: stream.createdAt,
    })
  })

  it('gives the stream of the first call when it is repeated with its id', async () => {
    const given = completeStream(user)
    const first = await on(({ streams }) => streams.create(given))
    const again = { ...given, id: given.id.toUpperCase(), title: 'changed' }
    expect(await on(({ streams }) => streams.create(again))).toStrictEqual(first)
  })

  it('refuses an id that is that of another user’s stream, and changes nothing', async () => {
    const other = await db.streams.create(sampleStream(otherUser))
    const error = await rejection(
      on(({ streams }) => streams.create(sampleStream(user, { id: other.id }))),
      ConflictError,
    )
    expect(error).toMatchObject({ rule: 'id_taken', retryable: false })
    expect(await db.streams.get(other.id)).toStrictEqual(other)
  })

  it('refuses a user who is not there, by the name of the constraint', async () => {
    const error = await rejection(
      on(({ streams }) => streams.create(sampleStream(newId()))),
      ConstraintError,
    )
    expect(error).toMatchObject({ kind: 'foreign_key', constraint: 'fk_streams_user', field: 'userId' })
  })

  it('has the defaults of the table', async () => {
    const id = newId()
    await db.execute(
      query<object, object>(
        `insert into streams (id, user_id, title, category) values (:id!::uuid, :user!::uuid, 'Bare', 'books')`,
      ),
      { id, user },
    )
    const {
      id: own,
      createdAt,
      updatedAt,
      ...stream
    } = await db.streams.create(sampleStream(user, { title: 'Bare', category: 'books' }))
    expect(await db.streams.get(id)).toMatchObject(stream)
  })
})

describe('create, at the same time', () => {
  it('makes one stream of any number of calls with the same id', async () => {
    const given = completeStream(user)
    const streams = await Promise.all(Array.from({ length: 20 }, () => db.streams.create(given)))
    for (const stream of streams) expect(stream).toStrictEqual(streams[0])
  })
})

describe.each(bothWays(db))('find, get and listByIds on %s', (_, on) => {
  it('give what there is, and say what there is not', async () => {
    const first = await db.streams.create(sampleStream(user))
    const second = await db.streams.create(sampleStream(otherUser))
    await on(async ({ streams }) => {
      expect(await Promise.all([streams.get(second.id), streams.find(first.id)])).toEqual([second, first])
      expect(await streams.find(newId())).toBeNull()
      expect(await rejection(streams.get(newId()), NotFoundError)).toMatchObject({ table: 'streams' })
      expect(await streams.listByIds([second.id, newId(), first.id, second.id])).toEqual([
        second,
        first,
        second,
      ])
      expect(await streams.listByIds([])).toEqual([])
    })
  })
})
