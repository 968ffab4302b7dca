/** Many callers on many connections at once, on a server: one wins, nothing is lost, and nobody waits for each other. */

import { beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../../src/database.js'
import type { Transaction } from '../../src/database-runner.js'
import { NotFoundError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import type { Stream } from '../../generated/models.js'
import { findBrokenInvariants } from '../../src/testing/index.js'
import { openMarket } from '../setup/market/open-market.js'
import { sampleStream, sampleUser } from '../setup/market/samples.js'
import { blockedBackends } from '../setup/races/blocked-backends.js'
import { startConnectionKiller } from '../setup/races/connection-killer.js'
import { insist } from '../setup/races/insist.js'
import { manyCallers } from '../setup/races/many-callers.js'
import { expectOneWinner, outcomesOf } from '../setup/races/outcomes.js'
import { sample, seededRandom, shuffled } from '../setup/random.js'

const { db, test } = await openMarket()
const { id: user } = await db.users.create(sampleUser())
const caller = manyCallers(test.url, test.multiSession ? 6 : 1)

beforeEach((context) => {
  if (!test.multiSession) context.skip('the embedded database has one session, so nothing can collide')
})

async function live(): Promise<string> {
  const { id } = await db.streams.create(sampleStream(user))
  await db.streams.goLive({ streamId: id, userId: user })
  return id
}

const isolations = ['read committed', 'repeatable read', 'serializable'] as const

/** A command as a statement of its own and in transactions of each isolation, all at once. */
function commands(count: number, run: (on: Database | Transaction) => Promise<Stream>): Promise<Stream>[] {
  return Array.from({ length: count }, (_, n) => {
    const isolation = isolations[n % 6]
    return isolation === undefined
      ? run(caller())
      : caller().transaction((tx) => run(tx), { isolation, retries: 30 })
  })
}

describe('goLive, at the same time', () => {
  it('lets one of forty callers win, and tells the others', async () => {
    for (let round = 0; round < 10; round++) {
      const { id } = await db.streams.create(sampleStream(user))
      const outcomes = await outcomesOf(
        commands(40, (on) => on.streams.goLive({ streamId: id, userId: user })),
      )
      expectOneWinner(outcomes, 40, 'stream_already_live')
      expect(await db.streams.get(id)).toStrictEqual(outcomes.done[0])
    }
  })
})

describe('goLive, in transactions that go on to write the account', () => {
  it('waits for the other one, and neither is a deadlock', async () => {
    const { id: streamer } = await db.users.create(sampleUser({ location: [55.3, 25.3] }))
    const [one, two] = [
      await db.streams.create(sampleStream(streamer)),
      await db.streams.create(sampleStream(streamer)),
    ]
    const goLiveAndMove = (
      { id }: Stream,
      location: readonly [number, number],
      meanwhile: () => Promise<unknown> = () => Promise.resolve(),
    ) =>
      caller().transaction(
        async (tx) => {
          await tx.streams.goLive({ streamId: id, userId: streamer })
          await meanwhile()
          await tx.users.update({ userId: streamer, patch: { location } })
        },
        { retries: 0 },
      )
    let second = Promise.resolve()
    await goLiveAndMove(one, [55.1, 25.1], async () => {
      second = goLiveAndMove(two, [54.4, 24.5])
      await blockedBackends(db, 1)
    })
    await second
    const { publicLocation } = await db.users.getAccount(streamer)
    for (const { id } of [one, two]) {
      expect(await db.streams.get(id)).toMatchObject({ status: 'live', publicLocation })
    }
  })
})

describe('goLive, while its streamer moves', () => {
  it('leaves each live stream where its streamer is in the end, without a deadlock', async () => {
    const places = [[55.1, 25.1] as const, [54.4, 24.5] as const, null]
    for (let round = 0; round < 15; round++) {
      const { id: streamer } = await db.users.create(sampleUser({ location: [55.3, 25.3] }))
      const streams = await Promise.all(
        Array.from({ length: 6 }, () => db.streams.create(sampleStream(streamer))),
      )
      await Promise.all([
        ...streams.map(({ id }) => caller().streams.goLive({ streamId: id, userId: streamer })),
        ...places.map((location) => caller().users.update({ userId: streamer, patch: { location } })),
        ...streams.map(({ id }, n) => caller().streams.setViewerCounts([{ streamId: id, viewerCount: n }])),
      ])
      const { publicLocation } = await db.users.getAccount(streamer)
      for (const { id } of streams) {
        expect(await db.streams.get(id)).toMatchObject({ status: 'live', publicLocation })
      }
    }
  })

  it('ends all of them when the account is closed at the same time', async () => {
    for (let round = 0; round < 15; round++) {
      const { id: streamer } = await db.users.create(sampleUser({ location: [55.3, 25.3] }))
      const streams = await Promise.all(
        Array.from({ length: 4 }, () => db.streams.create(sampleStream(streamer))),
      )
      const work = [
        ...streams.map(({ id }) => caller().streams.goLive({ streamId: id, userId: streamer })),
        caller().users.update({ userId: streamer, patch: { location: [55.1, 25.1] } }),
        caller().users.close({ userId: streamer }),
        caller().users.update({ userId: streamer, patch: { location: [54.4, 24.5] } }),
      ]
      const outcomes = await Promise.allSettled<unknown>(work)
      for (const outcome of outcomes) {
        // A command that comes after the closing is told so; a deadlock is another error.
        if (outcome.status === 'rejected') {
          expect(outcome.reason).toMatchObject({ code: 'conflict' })
        }
      }
      for (const { id } of streams) {
        expect(await db.streams.get(id)).toMatchObject({ status: 'ended', publicLocation: null })
      }
    }
  })
})

describe('end, at the same time', () => {
  it('lets one of forty callers win, and keeps its times', async () => {
    for (let round = 0; round < 10; round++) {
      const id = await live()
      const outcomes = await outcomesOf(commands(40, (on) => on.streams.end({ streamId: id, userId: user })))
      expectOneWinner(outcomes, 40, 'stream_already_ended')
      expect(await db.streams.get(id)).toStrictEqual(outcomes.done[0])
    }
  })

  it('is done once among callers who go live, end, plan and count', async () => {
    const random = seededRandom(20_261)
    for (let round = 0; round < 10; round++) {
      const { id } = await db.streams.create(sampleStream(user))
      const startsAt = new Date('2040-01-01T00:00:00Z')
      const kinds = shuffled(
        random,
        Array.from({ length: 60 }, (_, n) => n % 4),
      )
      const starts: Promise<Stream>[] = []
      const ends: Promise<Stream>[] = []
      const others: Promise<unknown>[] = []
      for (const kind of kinds) {
        if (kind === 0) starts.push(caller().streams.goLive({ streamId: id, userId: user }))
        else if (kind === 1) ends.push(caller().streams.end({ streamId: id, userId: user }))
        else if (kind === 2) others.push(caller().streams.schedule({ streamId: id, userId: user, startsAt }))
        else others.push(caller().streams.setViewerCounts([{ streamId: id, viewerCount: 9 }]))
      }
      const [started, ended] = await Promise.all([outcomesOf(starts), outcomesOf(ends), outcomesOf(others)])
      expectOneWinner(started, starts.length, 'stream_already_live', 'stream_already_ended')
      expect(ended.done.length).toBeLessThanOrEqual(1)
      const stream = await db.streams.get(id)
      expect(stream.status).toBe(ended.done.length === 1 ? 'ended' : 'live')
      expect(stream.startedAt).toStrictEqual(started.done[0]?.startedAt)
      expect(stream.endedAt).toStrictEqual(ended.done[0]?.endedAt ?? null)
      if (stream.status === 'ended') expect(stream.viewerCount).toBe(0)
    }
  })
})

describe('batches, at the same time', () => {
  it('lose no view, and never deadlock, in whatever order their streams come', async () => {
    const random = seededRandom(42)
    const ids = await Promise.all(Array.from({ length: 60 }, live))
    const truth = new Map(ids.map((id) => [id, 0]))
    const batches = Array.from({ length: 120 }, () =>
      sample(random, ids, 40).map((streamId) => ({ streamId, views: 1 + Math.floor(random() * 9) })),
    )
    for (const batch of batches) {
      for (const { streamId, views } of batch) truth.set(streamId, (truth.get(streamId) ?? 0) + views)
    }
    const counts = Array.from({ length: 60 }, () =>
      sample(random, ids, 40).map((streamId) => ({ streamId, viewerCount: Math.floor(random() * 9) })),
    )
    const { refused } = await outcomesOf([
      ...batches.map((batch) => caller().streams.addViews(batch)),
      ...counts.map((batch) => caller().streams.setViewerCounts(batch)),
    ])
    expect(refused).toEqual([])
    const read = await db.streams.listByIds(ids)
    expect(new Map(read.map(({ id, totalViews }) => [id, totalViews]))).toEqual(truth)
  })

  it('are kept whole or not at all while streams are deleted', async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, live))
    const [kept = '', ...others] = ids
    const batch = ids.map((streamId) => ({ streamId, views: 1 }))
    const adding = Array.from({ length: 40 }, () => caller().streams.addViews(batch))
    const deleting = others.slice(0, 5).map((id) => caller().streams.delete({ streamId: id, userId: user }))
    const added = await outcomesOf(adding)
    await Promise.all(deleting)
    for (const error of added.refused) expect(error).toBeInstanceOf(NotFoundError)
    const remaining = await db.streams.listByIds([kept, ...others.slice(5)])
    for (const { totalViews } of remaining) expect(totalViews).toBe(added.done.length)
  })
})

describe('create, at the same time', () => {
  it('makes one stream of any number of calls with the same id', async () => {
    for (let round = 0; round < 10; round++) {
      const given = sampleStream(user, { id: newId() })
      const { done, refused } = await outcomesOf(commands(30, (on) => on.streams.create(given)))
      expect(refused).toEqual([])
      for (const stream of done) expect(stream).toStrictEqual(done[0])
    }
  })
})

describe('a stream, while connections are ended at random', () => {
  it('is made once, goes live once and ends once', async () => {
    const doomed = manyCallers(test.url, 6, 'doomed')
    const killer = await startConnectionKiller(test.url, { applicationName: 'doomed', seed: 43, pauseMs: 20 })
    const twelve = <T>(call: () => Promise<T>) => outcomesOf(Array.from({ length: 12 }, () => insist(call)))
    try {
      for (let round = 0; round < 8 || killer.killed < 20; round++) {
        const id = newId()
        const made = await twelve(() => doomed().streams.create({ ...sampleStream(user), id }))
        expect(made.refused).toEqual([])
        const started = await twelve(() => doomed().streams.goLive({ streamId: id, userId: user }))
        for (const error of started.refused) expect(error).toMatchObject({ rule: 'stream_already_live' })
        const { startedAt } = await db.streams.get(id)
        await insist(() => doomed().streams.setViewerCounts([{ streamId: id, viewerCount: 7 }]))
        const ended = await twelve(() => doomed().streams.end({ streamId: id, userId: user }))
        for (const error of ended.refused) expect(error).toMatchObject({ rule: 'stream_already_ended' })
        // Who was told of it, unless its connection was the one that ended.
        for (const { done } of [started, ended]) expect(done.length).toBeLessThanOrEqual(1)
        const stream = await db.streams.get(id)
        expect(stream).toMatchObject({ status: 'ended', startedAt, viewerCount: 0 })
        if (ended.done[0] !== undefined) expect(stream).toStrictEqual(ended.done[0])
      }
    } finally {
      await killer.stop()
    }
    expect(await findBrokenInvariants(db)).toEqual([])
  })
})
