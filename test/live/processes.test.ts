/** Live streams of several processes on a real server, whose connections are ended, while many sessions commit. */

import { describe, expect, it } from 'vitest'
import { createDatabase } from '../../src/database.js'
import { newId } from '../../src/repositories/new-id.js'
import { openMarket } from '../setup/market/open-market.js'
import { query } from '../setup/query.js'
import { openMany } from '../setup/races/open-many.js'
import { pick, seededRandom } from '../setup/random.js'
import '../setup/events/payloads.js'

const { db, test } = await openMarket()
/** The events of each writer; more by hand. */
const each = Number(process.env['SOUK_LIVE_EVENTS'] ?? 80)

const listPositions = query<{ readonly userId: string }, { readonly position: number }>(
  'select position from event_log where audience @> array[:userId!::uuid] order by position',
  { userId: 'uuid' },
)
const endListeners = query<undefined, { readonly isEnded: boolean }>(
  `select pg_terminate_backend(pid) as is_ended from pg_stat_activity
  where datname = current_database() and query ilike 'listen%souk_events%'`,
)
const types = ['test.counted'] as const

describe('live streams of several processes', () => {
  it('lose and double nothing, while readers move, connections are ended and many commit', async (context) => {
    if (!test.multiSession) context.skip('the embedded server has one session, so nothing races')
    const random = seededRandom(7)
    const users = Array.from({ length: 6 }, () => newId())
    const writers = openMany(test.url)
    const processes = Array.from({ length: 3 }, () => createDatabase({ url: test.url }))

    let ended = 0
    const write = async (nth: number) => {
      const writer = writers[nth % writers.length] ?? db
      for (let n = 0; n < each; n++) {
        const audience = [pick(random, users), pick(random, users)]
        await writer
          .transaction(async (tx) => {
            await tx.events.publish({ type: 'test.counted', aggregateId: newId(), audience, payload: { n } })
            // Some are open for longer than others that begin later, and some never commit.
            for (let wait = n % 5; wait > 0; wait--) await tx.users.findAccount(newId())
            if (n % 11 === 3) throw new Error('rolled back')
          })
          .catch(() => undefined)
        if (nth === 0 && n % 10 === 5) ended += (await db.many(endListeners)).length
      }
    }

    let moves = 0
    /** Reads the stream of a user, some events in one process and the next ones in another, until the one that ends it. */
    const read = async (userId: string, nth: number) => {
      const positions: number[] = []
      for (let isOver = false; !isOver; moves++) {
        const maxQueue = nth % 2 === 0 ? 2 : 256
        const process = pick(random, processes)
        await using feed = process.live({ userId, after: positions.at(-1) ?? 0, types, maxQueue })
        let toTake = 1 + Math.floor(random() * 20)
        for await (const item of feed) {
          positions.push(item.position)
          isOver = item.type === 'test.counted' && item.payload.n < 0
          if (isOver || --toTake === 0) break
        }
      }
      return positions
    }
    const reading = Promise.all(users.map(read))
    await Promise.all(Array.from({ length: 6 }, (_, nth) => write(nth)))
    await db.events.publish(
      users.map((userId) => ({
        type: 'test.counted',
        aggregateId: newId(),
        audience: [userId],
        payload: { n: -1 },
      })),
    )
    const given = await reading
    await Promise.all(processes.map((process) => process.close()))
    for (const [nth, userId] of users.entries()) {
      const due = (await db.many(listPositions, { userId })).map(({ position }) => position)
      expect(due.length).toBeGreaterThan(10)
      expect(given[nth]).toEqual(due)
    }
    expect(moves).toBeGreaterThan(users.length)
    // Behind a pooler nobody listens.
    const { isPooled } = (await db.health()).pool
    expect(ended > 0).toBe(!isPooled)
  })
})
