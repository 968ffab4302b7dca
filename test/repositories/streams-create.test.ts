import { describe, expect, it } from 'vitest'
import { ConflictError, NotFoundError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import { rejection } from '../setup/rejection.js'
import { query } from '../setup/query.js'
import { bothWays } from '../setup/market/both-ways.js'
import { openMarket } from '../setup/market/open-market.js'
import { completeStream, everyStreamChange, sampleStream, sampleUser } from '../setup/market/samples.js'

const { db } = await openMarket()
const { id: user } = await db.users.create(sampleUser())
const { id: otherUser } = await db.users.create(sampleUser())

/** The columns of a stream that nobody gave. */
const fresh = {
  status: 'scheduled',
  viewerCount: 0,
  totalViews: 0,
  durationSeconds: null,
  endedAt: null,
  pinnedProductId: null,
  publicLocation: null,
}

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
    await db.streams.update({ streamId: first.id, userId: user, patch: { title: 'Changed' } })
    const changed = await db.streams.get(first.id)
    const again = { ...given, id: given.id.toUpperCase() }
    expect(await on(({ streams }) => streams.create(again))).toStrictEqual(changed)
  })

  it('takes a default that is given for the same as one that is not', async () => {
    const given = sampleStream(user, { id: newId() })
    const first = await db.streams.create(given)
    const again = { ...given, streamType: 'live' } as const
    expect(await on(({ streams }) => streams.create(again))).toStrictEqual(first)
  })

  it('refuses an id under which anything else was created, whichever field differs', async () => {
    const given = completeStream(user)
    const first = await db.streams.create(given)
    const changes = {
      ...everyStreamChange(),
      userId: otherUser,
      startsAt: new Date(given.startsAt.getTime() + 1),
    }
    for (const [key, value] of [
      ...Object.entries(changes),
      ['startsAt', null],
      ['rtmpUrl', undefined],
    ] as const) {
      const error = await rejection(
        on(({ streams }) => streams.create({ ...given, [key]: value })),
        ConflictError,
      )
      expect(error, key).toMatchObject({ rule: 'repeated_differently', retryable: false })
    }
    expect(await db.streams.get(given.id)).toStrictEqual(first)
    const { rtmpUrl, streamKey } = given
    expect(await db.streams.getBroadcast({ streamId: given.id, userId: user })).toMatchObject({
      rtmpUrl,
      streamKey,
    })
  })

  it('refuses the id of a stream whose id the server made', async () => {
    const made = await db.streams.create(sampleStream(user))
    const error = await rejection(
      on(({ streams }) => streams.create(sampleStream(user, { id: made.id }))),
      ConflictError,
    )
    expect(error.rule).toBe('repeated_differently')
    expect(await db.streams.get(made.id)).toStrictEqual(made)
  })

  it('refuses a user who is not there', async () => {
    const error = await rejection(
      on(({ streams }) => streams.create(sampleStream(newId()))),
      NotFoundError,
    )
    expect(error.table).toBe('users')
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
