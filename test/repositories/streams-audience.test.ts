import { describe, expect, it } from 'vitest'
import { DatabaseError, InvalidInputError, NotFoundError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import { rejection } from '../setup/rejection.js'
import { bothWays } from '../setup/market/both-ways.js'
import { openMarket } from '../setup/market/open-market.js'
import { sampleStream, sampleUser } from '../setup/market/samples.js'

const { db } = await openMarket()
const { id: user } = await db.users.create(sampleUser())

async function liveStreams(count: number): Promise<string[]> {
  const made = await Promise.all(Array.from({ length: count }, () => db.streams.create(sampleStream(user))))
  await Promise.all(made.map(({ id }) => db.streams.goLive({ streamId: id, userId: user })))
  return made.map(({ id }) => id)
}

async function countsOf(ids: readonly string[]): Promise<(readonly [number, number])[]> {
  return (await db.streams.listByIds(ids)).map(({ viewerCount, totalViews }) => [viewerCount, totalViews])
}

describe.each(bothWays(db))('setViewerCounts on %s', (_, on) => {
  it('sets how many watch each of many streams', async () => {
    const ids = await liveStreams(5)
    const counts = ids.map((streamId, n) => ({ streamId, viewerCount: n * 1000 })).toReversed()
    await on(({ streams }) => streams.setViewerCounts(counts))
    expect(await countsOf(ids)).toEqual([0, 1000, 2000, 3000, 4000].map((count) => [count, 0]))
    const [first = ''] = ids
    await on(({ streams }) => streams.setViewerCounts([{ streamId: first, viewerCount: 7 }]))
    expect(await countsOf(ids.slice(0, 2))).toEqual([
      [7, 0],
      [1000, 0],
    ])
  })

  it('leaves a stream that is not live without viewers', async () => {
    const { id } = await db.streams.create(sampleStream(user))
    const set = () => on(({ streams }) => streams.setViewerCounts([{ streamId: id, viewerCount: 3 }]))
    await set()
    expect(await countsOf([id])).toEqual([[0, 0]])
    await db.streams.goLive({ streamId: id, userId: user })
    await set()
    expect(await countsOf([id])).toEqual([[3, 0]])
    await db.streams.end({ streamId: id, userId: user })
    await set()
    expect(await countsOf([id])).toEqual([[0, 0]])
  })
})

describe.each(bothWays(db))('addViews on %s', (_, on) => {
  it('adds to what was there, whatever the state', async () => {
    const ids = await liveStreams(3)
    await db.streams.end({ streamId: ids[2] ?? '', userId: user })
    const views = ids.map((streamId, n) => ({ streamId, views: n + 1 }))
    await on(({ streams }) => streams.addViews(views))
    await on(({ streams }) => streams.addViews(views.toReversed()))
    expect(await countsOf(ids)).toEqual([
      [0, 2],
      [0, 4],
      [0, 6],
    ])
  })

  it('refuses what the column cannot hold, and adds nothing to the others', async () => {
    const [first = '', second = ''] = await liveStreams(2)
    await db.streams.addViews([{ streamId: first, views: 2 ** 31 - 1 }])
    const error = await rejection(
      on(({ streams }) =>
        streams.addViews([
          { streamId: second, views: 1 },
          { streamId: first, views: 1 },
        ]),
      ),
      DatabaseError,
    )
    expect(error.sqlState).toBe('22003')
    expect(await countsOf([first, second])).toEqual([
      [0, 2 ** 31 - 1],
      [0, 0],
    ])
  })
})

describe.each(bothWays(db))('a batch on %s', (_, on) => {
  it('changes none of the streams if one does not exist', async () => {
    const ids = await liveStreams(3)
    const all = [...ids, newId()]
    const set = on(({ streams }) =>
      streams.setViewerCounts(all.map((streamId) => ({ streamId, viewerCount: 5 }))),
    )
    expect(await rejection(set, NotFoundError)).toMatchObject({ table: 'streams' })
    const add = on(({ streams }) => streams.addViews(all.map((streamId) => ({ streamId, views: 5 }))))
    expect(await rejection(add, NotFoundError)).toMatchObject({ table: 'streams' })
    expect(await countsOf(ids)).toEqual(ids.map(() => [0, 0]))
  })

  it('of nothing does nothing', async () => {
    await on(async ({ streams }) => {
      await streams.setViewerCounts([])
      await streams.addViews([])
    })
  })

  it('names a stream that is given twice, and changes nothing', async () => {
    const [id = ''] = await liveStreams(1)
    const twice = [id, id.toUpperCase()]
    const set = on(({ streams }) =>
      streams.setViewerCounts(twice.map((streamId) => ({ streamId, viewerCount: 5 }))),
    )
    expect((await rejection(set, InvalidInputError)).field).toBe('counts[1].streamId')
    const add = on(({ streams }) => streams.addViews(twice.map((streamId) => ({ streamId, views: 5 }))))
    expect((await rejection(add, InvalidInputError)).field).toBe('views[1].streamId')
    expect(await countsOf([id])).toEqual([[0, 0]])
  })

  it('takes ten thousand streams', async () => {
    const [first = '', second = ''] = await liveStreams(2)
    const unknown = Array.from({ length: 9_998 }, () => ({ streamId: newId(), views: 1 }))
    const known = [first, second].map((streamId) => ({ streamId, views: 1 }))
    await rejection(
      on(({ streams }) => streams.addViews([...unknown, ...known])),
      NotFoundError,
    )
    const tooMany = [...unknown, ...unknown]
    const error = await rejection(
      on(({ streams }) => streams.addViews(tooMany)),
      InvalidInputError,
    )
    expect(error.field).toBe('views')
  })
})
