import { fc } from '../setup/fast-check.js'
import { beforeEach, describe, expect, it } from 'vitest'
import { productCategories } from '../../generated/enums.js'
import { newId } from '../../src/repositories/new-id.js'
import type { ProductCategory } from '../../generated/enums.js'
import type { StreamStatus } from '../../generated/enums.js'
import type { Stream } from '../../generated/models.js'
import type { StreamListing } from '../../src/repositories/streams/stream.js'
import { query } from '../setup/query.js'
import { bothWays } from '../setup/market/both-ways.js'
import { openMarket } from '../setup/market/open-market.js'
import { pagesOf } from '../setup/market/pages-of.js'
import { sampleStream, sampleUser } from '../setup/market/samples.js'
import { setTimes } from '../setup/market/set-times.js'

const { db } = await openMarket()
const [user = '', otherUser = ''] = await db.users.createMany([sampleUser(), sampleUser()])

beforeEach(async () => {
  await db.execute(query<undefined, object>('delete from streams'))
})

interface Show {
  readonly id: string
  readonly userId: string
  readonly category: ProductCategory
  readonly status: StreamStatus
  /** When it was made, and when it went live or is planned for: with microseconds, as the server has it. */
  readonly time: string
}

async function put(shows: readonly Show[]): Promise<void> {
  const made = shows.map(({ id, userId, category }) =>
    db.streams.create(sampleStream(userId, { id, category })),
  )
  await Promise.all(made)
  const started = shows.filter(({ status }) => status !== 'scheduled')
  await Promise.all(started.map(({ id, userId }) => db.streams.goLive({ streamId: id, userId })))
  await Promise.all(
    shows
      .filter(({ status }) => status === 'ended')
      .map(({ id, userId }) => db.streams.end({ streamId: id, userId })),
  )
  // What has ended has ended after its start, which is not in the future.
  await setTimes(
    db,
    'streams.started_at',
    shows.filter(({ status }) => status !== 'ended'),
  )
  await setTimes(db, 'streams.created_at', shows)
}

function show(time: string, more: Partial<Show> = {}): Show {
  return { id: newId(), userId: user, category: 'books', status: 'live', time, ...more }
}

function inOrder(shows: readonly Show[]): string[] {
  const key = ({ time, id }: Show) => `${time} ${id}`
  return shows.toSorted((a, b) => (key(a) < key(b) ? -1 : 1)).map(({ id }) => id)
}

function idsOf(items: readonly Stream[]): string[] {
  return items.map(({ id }) => id)
}

/** Within three milliseconds of a day to come: many share a millisecond, some a microsecond. */
const anyShow = fc
  .record({
    micros: fc.integer({ min: 0, max: 60 }),
    userId: fc.constantFrom(user, otherUser),
    category: fc.constantFrom(...productCategories.slice(0, 3)),
    status: fc.constantFrom<StreamStatus>('scheduled', 'live', 'ended'),
  })
  .map(({ micros, ...more }) => show(`2040-01-01T00:00:00.${String(100_000 + micros * 50)}Z`, more))

const anyShows = fc.array(anyShow, { maxLength: 30 })
const anyLimit = fc.integer({ min: 1, max: 10 })
const anyCategory = fc.option(fc.constantFrom(...productCategories.slice(0, 4)), { nil: undefined })
const anyStatus = fc.option(fc.constantFrom<StreamStatus>('scheduled', 'live', 'ended'), { nil: undefined })

describe.each(bothWays(db))('lists on %s', (_, on) => {
  it('give streams as get gives them', async () => {
    await put([show('2026-01-01T00:00:00Z'), show('2040-01-01T00:00:00Z', { status: 'scheduled' })])
    const pages = await on(({ streams }) =>
      Promise.all([streams.listLive(), streams.listUpcoming(), streams.listByUser({ userId: user })]),
    )
    expect(pages.map(({ items }) => items.length)).toEqual([1, 1, 2])
    for (const { items, nextCursor } of pages) {
      expect(nextCursor).toBeNull()
      for (const { streamer, ...item } of items as readonly Partial<StreamListing>[]) {
        expect(item).toStrictEqual(await db.streams.get(item.id ?? ''))
      }
    }
  })

  it('show the public face of whoever streams, as listProfiles gives it', async () => {
    const known = await db.users.create(
      sampleUser({
        fullName: 'Noor',
        avatarUrl: 'https://images.example.com/noor.png',
        neighborhood: 'Deira',
        bio: 'A text of her own',
      }),
    )
    await put([
      show('2026-01-01T00:00:00Z', { userId: known.id }),
      show('2026-01-01T00:00:01Z'),
      show('2040-01-01T00:00:00Z', { userId: known.id, status: 'scheduled' }),
      show('2040-01-01T00:00:01Z', { status: 'scheduled' }),
    ])
    const faces = await db.users.listProfiles([user, known.id])
    expect(faces).toMatchObject([{ fullName: null }, { fullName: 'Noor' }])
    await on(async ({ streams }) => {
      const streamers = [await streams.listLive(), await streams.listUpcoming()].map(({ items }) =>
        items.map(({ streamer }) => streamer),
      )
      expect(streamers).toStrictEqual([faces, faces.toReversed()])
    })
  })

  it('give an empty page where there is nothing', async () => {
    const empty = { items: [], nextCursor: null, isComplete: true }
    await on(async ({ streams }) => {
      expect(await streams.listLive({ category: 'books' })).toStrictEqual(empty)
      expect(await streams.listUpcoming()).toStrictEqual(empty)
      expect(await streams.listByUser({ userId: newId() })).toStrictEqual(empty)
    })
  })

  it('follow a stream through its life', async () => {
    const startsAt = new Date(Date.now() + 60_000)
    const { id } = await db.streams.create(sampleStream(user, { startsAt }))
    const where = () =>
      on(async ({ streams }) => [
        idsOf((await streams.listUpcoming()).items),
        idsOf((await streams.listLive()).items),
      ])
    expect(await where()).toEqual([[id], []])
    await db.streams.goLive({ streamId: id, userId: user })
    expect(await where()).toEqual([[], [id]])
    await db.streams.end({ streamId: id, userId: user })
    expect(await where()).toEqual([[], []])
    expect(idsOf((await on(({ streams }) => streams.listByUser({ userId: user }))).items)).toEqual([id])
  })

  it('have what is late for an hour among the upcoming, and what has no time not at all', async () => {
    const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()
    const late = show(minutesAgo(50), { status: 'scheduled' })
    const tooLate = show(minutesAgo(70), { status: 'scheduled' })
    const soon = show(minutesAgo(-1), { status: 'scheduled' })
    await put([late, tooLate, soon])
    await db.streams.create(sampleStream(user))
    expect(idsOf((await on(({ streams }) => streams.listUpcoming())).items)).toEqual([late.id, soon.id])
  })
})

describe('page by page, each stream comes exactly once in its order', () => {
  it('of listLive, the latest to begin first', async () => {
    await fc.assert(
      fc.asyncProperty(anyShows, anyCategory, anyLimit, async (shows, category, limit) => {
        await db.execute(query<undefined, object>('delete from streams'))
        await put(shows)
        const asked = category === undefined ? { limit } : { category, limit }
        const pages = await pagesOf((input) => db.streams.listLive(input), asked)
        const wanted = shows.filter(
          (one) => one.status === 'live' && (category ?? one.category) === one.category,
        )
        expect(idsOf(pages.flat())).toEqual(inOrder(wanted).toReversed())
      }),
      { numRuns: 25 },
    )
  })

  it('of listUpcoming, soonest first', async () => {
    await fc.assert(
      fc.asyncProperty(anyShows, anyCategory, anyLimit, async (shows, category, limit) => {
        await db.execute(query<undefined, object>('delete from streams'))
        await put(shows)
        const asked = category === undefined ? { limit } : { category, limit }
        const pages = await pagesOf((input) => db.streams.listUpcoming(input), asked)
        const wanted = shows.filter(
          (one) => one.status === 'scheduled' && (category ?? one.category) === one.category,
        )
        expect(idsOf(pages.flat())).toEqual(inOrder(wanted))
      }),
      { numRuns: 25 },
    )
  })

  it('of listByUser, newest first', async () => {
    await fc.assert(
      fc.asyncProperty(anyShows, anyStatus, anyLimit, async (shows, status, limit) => {
        await db.execute(query<undefined, object>('delete from streams'))
        await put(shows)
        const asked = { userId: user, limit, ...(status === undefined ? {} : { status }) }
        const pages = await pagesOf((input) => db.streams.listByUser(input), asked)
        const wanted = shows.filter((one) => one.userId === user && (status ?? one.status) === one.status)
        expect(idsOf(pages.flat())).toEqual(inOrder(wanted).toReversed())
      }),
      { numRuns: 25 },
    )
  })
})
