/** The lists of people and live streams by distance, against the distance of everybody. */

// Thorough: compares with brute force around the world.

import { beforeEach, describe, expect, it } from 'vitest'
import { InvalidInputError } from '../../src/errors.js'
import type { Point, Position } from '../../src/geo/geojson.js'
import { parsePoint } from '../../src/geo/point.js'
import type { Page } from '../../src/pagination/page.js'
import { newId } from '../../src/repositories/new-id.js'
import type { NearbyUsersInput } from '../../src/repositories/users/user.js'
import { fc } from '../setup/fast-check.js'
import { bothWays, type Way } from '../setup/market/both-ways.js'
import { nearestOrder } from '../setup/market/nearest-order.js'
import { openMarket } from '../setup/market/open-market.js'
import { pagesOf } from '../setup/market/pages-of.js'
import { sampleStream, sampleUser } from '../setup/market/samples.js'
import { showExactPlaces } from '../setup/market/show-exact-places.js'
import { query } from '../setup/query.js'
import { rejection } from '../setup/rejection.js'

const { db } = await openMarket()
await showExactPlaces(db)
const dubai: Position = [55.2708, 25.2048]
const wholeEarth = 20_037_508

async function clear(): Promise<void> {
  await db.execute(query<undefined, object>('delete from users'))
}

beforeEach(clear)

interface Item {
  readonly id: string
  readonly publicLocation: Point
  readonly distanceMetres: number
}

interface Around {
  readonly nearby: (input: NearbyUsersInput, way?: Way) => Promise<Page<Item>>
  /** Makes an item at each place, and returns their ids. */
  readonly put: (places: readonly (Position | null)[]) => Promise<readonly string[]>
  /** The table of the items, and the column of the person. */
  readonly table: string
  readonly owner: string
}

const onDatabase: Way = (work) => work(db)

const putUsers = (places: readonly (Position | null)[]) =>
  db.users.createMany(places.map((location) => ({ ...sampleUser(), location, id: newId() })))

const addLiveStreams = query<{ readonly userIds: readonly string[] }, { readonly id: string }>(
  `insert into streams (user_id, title, category, status, started_at)
  select streamer.id, 'Show', 'books', 'live', now()
  from unnest(:userIds::uuid[]) with ordinality as streamer (id, position)
  order by streamer.position
  returning streams.id`,
)

/** A live stream of a user at each place. */
async function putStreams(places: readonly (Position | null)[]): Promise<readonly string[]> {
  const userIds = await putUsers(places)
  return (await db.many(addLiveStreams, { userIds })).map(({ id }) => id)
}

const lists: readonly (readonly [string, Around])[] = [
  [
    'users.nearby',
    {
      nearby: (input, way = onDatabase) => way(({ users }) => users.nearby(input)),
      put: putUsers,
      table: 'users',
      owner: 'id',
    },
  ],
  [
    'streams.nearby',
    {
      nearby: (input, way = onDatabase) => way(({ streams }) => streams.nearby(input)),
      put: putStreams,
      table: 'streams',
      owner: 'user_id',
    },
  ],
]

interface Measured {
  readonly id: string
  readonly owner: string
  readonly metres: number
  readonly distanceOrder: number
}

/** The result that a list must have, from the server's distance of everybody and a comparison in plain JavaScript. */
async function expected({ table, owner }: Around, input: NearbyUsersInput): Promise<readonly Measured[]> {
  const origin = parsePoint(input.near, 'near')
  const order = nearestOrder(origin, input.radiusMetres).replaceAll('products.', `${table}.`)
  const measured = await db.many(
    query<{ readonly origin: Point }, Measured>(
      `select
        ${table}.id,
        ${table}.${owner} as owner,
        st_distance(${table}.public_location, :origin!::geography) as metres,
        ${order} as distance_order
      from ${table}
      where ${table}.public_location is not null`,
      { origin: 'geography' },
    ),
    { origin },
  )
  return measured
    .filter(({ metres }) => metres <= input.radiusMetres)
    .toSorted((a, b) => a.distanceOrder - b.distanceOrder || (a.id < b.id ? -1 : 1))
}

/** Places on a small lattice, so that many share one; on both sides of the antimeridian; and around both poles. */
const anyPlace: fc.Arbitrary<Position | null> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -3, max: 3 }))
      .map(([x, y]): Position => [55 + x / 50, 25 + y / 50]),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom(180, -180, 179.99, -179.99), fc.constantFrom(0, 10, 10.01))
      .map(([x, y]): Position => [x, y]),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom<Position>([0, 90], [77, -90], [-120, 89.99], [60, 89.99], [5, -89.995]),
  },
  { weight: 1, arbitrary: fc.constant(null) },
)

const search = fc
  .tuple(
    anyPlace.map((at): Position => at ?? [0, 0]),
    fc.oneof(fc.constantFrom(1, 2_500, wholeEarth), fc.integer({ min: 1, max: 20_000 })),
    fc.integer({ min: 1, max: 9 }),
  )
  .map(([near, radiusMetres, limit]) => ({ near, radiusMetres, limit }))

describe.each(lists)('%s', (_, list) => {
  it('gives each item once, nearest first, whatever there is and is asked for', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyPlace, { maxLength: 30 }), search, async (places, input) => {
        await clear()
        await list.put(places)
        const found = (await pagesOf((page) => list.nearby(page), input)).flat()
        const measured = await expected(list, input)
        expect(found.map(({ id, distanceMetres }) => ({ id, metres: distanceMetres }))).toEqual(
          measured.map(({ id, metres }) => ({ id, metres })),
        )
      }),
      { numRuns: 40 },
    )
  })

  it('goes the short way over the antimeridian and over the pole', async () => {
    await list.put([
      [179.999, 10],
      [-179.999, 10],
      [180, 10],
      [0, 89.99],
    ])
    for (const longitude of [180, -180]) {
      const { items } = await list.nearby({ near: [longitude, 10], radiusMetres: 1_000 })
      expect(items).toHaveLength(3)
      expect(items[0]?.distanceMetres).toBe(0)
      expect(items[2]?.distanceMetres).toBeLessThan(110)
    }
    const { items } = await list.nearby({ near: [180, 89.99], radiusMetres: 3_000 })
    expect(items).toHaveLength(1)
    expect(items[0]?.distanceMetres).toBeGreaterThan(2_230)
  })

  it.each(bothWays(db))('gives an empty page on %s when nobody is near', async (_way, on) => {
    await list.put([null, [56, 26]])
    const page = await list.nearby({ near: dubai, radiusMetres: 1_000 }, on)
    expect(page).toStrictEqual({ items: [], nextCursor: null, isComplete: true })
  })

  it('leaves out whoever closed the account', async () => {
    const [closed = '', open = ''] = await list.put([dubai, dubai])
    const input = { near: dubai, radiusMetres: 10 }
    const measured = await expected(list, input)
    expect(measured.map(({ id }) => id).toSorted()).toEqual([closed, open].toSorted())
    await db.users.close({ userId: measured.find(({ id }) => id === closed)?.owner ?? '' })
    expect((await list.nearby(input)).items.map(({ id }) => id)).toEqual([open])
  })

  it('leaves out those whom a block parts from a viewer, in either direction', async () => {
    const ids = await list.put([dubai, [55.271, 25.2048], [55.272, 25.2048], [55.273, 25.2048]])
    const input = { near: dubai, radiusMetres: 1_000 }
    const owners = (await expected(list, input)).map(({ owner }) => owner)
    const [viewerId = '', bystander = ''] = await putUsers([null, null])
    await db.blocks.block({ userId: owners[0] ?? '', blockedId: viewerId })
    await db.blocks.block({ userId: viewerId, blockedId: owners[2] ?? '' })
    const all = await list.nearby(input)
    expect(all.items.map(({ id }) => id)).toEqual(ids)
    expect(await list.nearby({ ...input, viewerId: bystander })).toEqual(all)
    const shown = await list.nearby({ ...input, viewerId })
    expect(shown.items).toEqual([all.items[1], all.items[3]])
    expect(shown.isComplete).toBe(true)
    const seen: Item[] = []
    let cursor: string | null = null
    do {
      const page: Page<Item> = await list.nearby({ ...input, viewerId, limit: 1, cursor })
      seen.push(...page.items)
      cursor = page.nextCursor
    } while (cursor !== null)
    expect(seen).toEqual(shown.items)
    const first = await list.nearby({ ...input, limit: 1 })
    const error = await rejection(
      list.nearby({ ...input, limit: 1, viewerId, cursor: first.nextCursor }),
      InvalidInputError,
    )
    expect(error.field).toBe('cursor')
  })

  it('says of a page that is short after 500 who are blocked that it is not complete', async () => {
    const ids = await list.put(Array.from({ length: 521 }, (_, n) => [55 + n / 100_000, 25]))
    const input = { near: [55, 25], radiusMetres: 5_000 } as const
    const [viewerId = ''] = await putUsers([null])
    const measured = await expected(list, input)
    await db.execute(
      query<{ readonly viewerId: string; readonly ids: readonly string[] }, object>(
        `insert into blocks (blocker_id, blocked_id)
        select :viewerId::uuid, blocked.id from unnest(:ids::uuid[]) as blocked (id)`,
      ),
      { viewerId, ids: measured.slice(0, 520).map(({ owner }) => owner) },
    )
    const first = await list.nearby({ ...input, viewerId })
    expect(first).toMatchObject({ items: [], isComplete: false })
    const second = await list.nearby({ ...input, viewerId, cursor: first.nextCursor })
    expect(second).toMatchObject({ items: [{ id: ids[520] }], nextCursor: null, isComplete: true })
  })

  it.each<[string, unknown]>([
    ['near', { radiusMetres: 1 }],
    ['near[1]', { near: [25, 91], radiusMetres: 1 }],
    ['near[0]', { near: ['55', 25], radiusMetres: 1 }],
    ['radiusMetres', { near: [0, 0] }],
    ['radiusMetres', { near: [0, 0], radiusMetres: 0 }],
    ['radiusMetres', { near: [0, 0], radiusMetres: 20_037_509 }],
    ['viewerId', { near: [0, 0], radiusMetres: 1, viewerId: 'secret' }],
    ['limit', { near: [0, 0], radiusMetres: 1, limit: 0 }],
    ['cursor', { near: [0, 0], radiusMetres: 1, cursor: 'secret' }],
    ['role', { near: [0, 0], radiusMetres: 1, role: 'seller' }],
    ['input', null],
  ])('names %s in %o', async (field, input) => {
    const error = await rejection(list.nearby(input as never), InvalidInputError)
    expect(error.field).toBe(field)
    expect(error.message).not.toContain('secret')
  })
})

describe('users.nearby', () => {
  it('gives profiles with their public places and distances, and nothing else', async () => {
    const ids = await putUsers([[55.28, 25.2], dubai])
    const { items } = await db.users.nearby({ near: dubai, radiusMetres: 5_000 })
    const profiles = await db.users.listProfiles(ids.toReversed())
    expect(items.map(({ publicLocation, distanceMetres, ...profile }) => profile)).toStrictEqual(profiles)
    expect(items.map(({ publicLocation }) => publicLocation.coordinates)).toEqual([dubai, [55.28, 25.2]])
    expect(items[0]?.distanceMetres).toBe(0)
    expect(items[1]?.distanceMetres).toBeGreaterThan(1_000)
  })

  it('goes where a user goes, and forgets who forgets their home', async () => {
    const [userId = ''] = await putUsers([dubai])
    const around = async (near: Position) =>
      (await db.users.nearby({ near, radiusMetres: 100 })).items.map(({ id }) => id)
    expect(await around(dubai)).toEqual([userId])
    await db.users.setLocation({ userId, location: [54.4, 24.5] })
    expect(await around(dubai)).toEqual([])
    expect(await around([54.4, 24.5])).toEqual([userId])
    await db.users.clearLocation({ userId })
    expect(await around([54.4, 24.5])).toEqual([])
  })
})

describe('streams.nearby', () => {
  const around = async (near: Position, category?: 'books' | 'sneakers') =>
    (await db.streams.nearby({ near, radiusMetres: 100, category })).items.map(({ id }) => id)
  const placeOf = async (id: string) => (await db.streams.get(id)).publicLocation?.coordinates ?? null

  async function planned(location: Position | null): Promise<readonly [streamId: string, userId: string]> {
    const [userId = ''] = await putUsers([location])
    const { id } = await db.streams.create(sampleStream(userId, { category: 'books' }))
    return [id, userId]
  }

  it('gives streams with their distances and the profiles of their streamers', async () => {
    await putStreams([[55.28, 25.2], dubai])
    const { items } = await db.streams.nearby({ near: dubai, radiusMetres: 5_000 })
    expect(items).toHaveLength(2)
    for (const { distanceMetres, streamer, ...stream } of items) {
      expect(stream).toStrictEqual(await db.streams.get(stream.id))
      expect(streamer).toStrictEqual((await db.users.listProfiles([stream.userId]))[0])
      expect(distanceMetres).toBeGreaterThanOrEqual(0)
    }
    expect(items.map(({ publicLocation }) => publicLocation.coordinates)).toEqual([dubai, [55.28, 25.2]])
  })

  it('has a stream from the moment it goes live until it ends, and then no place of it', async () => {
    const [streamId, userId] = await planned(dubai)
    expect([await around(dubai), await placeOf(streamId)]).toEqual([[], null])
    expect((await db.streams.goLive({ streamId, userId })).publicLocation?.coordinates).toEqual(dubai)
    expect(await around(dubai)).toEqual([streamId])
    expect((await db.streams.end({ streamId, userId })).publicLocation).toBeNull()
    expect([await around(dubai), await placeOf(streamId)]).toEqual([[], null])
  })

  it('leaves out other categories, and goes on behind those of a whole walk', async () => {
    const [streamId, userId] = await planned(dubai)
    await db.streams.goLive({ streamId, userId })
    expect(await around(dubai, 'books')).toEqual([streamId])
    expect(await around(dubai, 'sneakers')).toEqual([])
    await putStreams(Array.from({ length: 2_010 }, (_, n) => [55 + n / 1_000_000, 25]))
    await db.streams.update({ streamId, userId, patch: { category: 'sneakers' } })
    const input = { near: [55, 25], radiusMetres: 50_000, category: 'sneakers' } as const
    const first = await db.streams.nearby(input)
    expect(first).toMatchObject({ items: [], isComplete: false })
    const second = await db.streams.nearby({ ...input, cursor: first.nextCursor })
    expect(second).toMatchObject({ items: [{ id: streamId }], isComplete: true, nextCursor: null })
  })

  it('goes along when its streamer moves, and has no place when they forget theirs', async () => {
    const [streamId, userId] = await planned(null)
    await db.streams.goLive({ streamId, userId })
    expect(await placeOf(streamId)).toBeNull()
    await db.users.setLocation({ userId, location: dubai })
    expect(await around(dubai)).toEqual([streamId])
    await db.users.update({ userId, patch: { location: [54.4, 24.5], bio: 'Moved' } })
    expect([await around(dubai), await around([54.4, 24.5])]).toEqual([[], [streamId]])
    await db.users.clearLocation({ userId })
    expect([await around([54.4, 24.5]), await placeOf(streamId)]).toEqual([[], null])
  })

  it('has the public place of the streamer, whatever a statement writes into it', async () => {
    const [streamId, userId] = await planned(dubai)
    await db.streams.goLive({ streamId, userId })
    await db.execute(
      query<undefined, object>(`update streams set public_location = 'srid=4326;point(1 2)'`, {}),
    )
    expect(await placeOf(streamId)).toEqual(dubai)
  })
})
