/** Closing an account while everything else goes on, on a server. */

import { beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../../src/database.js'
import type { Transaction } from '../../src/database-runner.js'
import { ConflictError, DatabaseError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import { findBrokenInvariants } from '../../src/testing/index.js'
import { makeAdmin } from '../setup/market/make-admin.js'
import { openMarket } from '../setup/market/open-market.js'
import { sampleProduct, sampleStream, sampleUser } from '../setup/market/samples.js'
import { startChat, type Chat } from '../setup/market/start-chat.js'
import { blockedBackends } from '../setup/races/blocked-backends.js'
import { manyCallers } from '../setup/races/many-callers.js'
import { rejection } from '../setup/rejection.js'
import { query } from '../setup/query.js'

const { db, test } = await openMarket()
const caller = manyCallers(test.url, test.multiSession ? 6 : 1)
const feeBasisPoints = { discover: 1_000, community: 500 }

beforeEach((context) => {
  if (!test.multiSession) context.skip('the embedded database has one session, so nothing can collide')
})

type Deed = (on: Database | Transaction, chat: Chat) => Promise<unknown>

/** What a seller or a buyer does, so that something of theirs is on the market, waits or is said. */
const deeds: readonly (readonly [string, Deed])[] = [
  ['products.create', (on, { seller }) => on.products.create(sampleProduct(seller.id))],
  [
    'products.createMany',
    (on, { seller }) =>
      on.products.createMany(Array.from({ length: 120 }, () => sampleProduct(seller.id, { id: newId() }))),
  ],
  [
    'products.markAvailable',
    (on, { seller, product }) => on.products.markAvailable({ productId: product.id, sellerId: seller.id }),
  ],
  ['streams.create', (on, { seller }) => on.streams.create(sampleStream(seller.id))],
  [
    'offers.make',
    (on, { buyer, product, conversation }) =>
      on.offers.make({
        productId: product.id,
        conversationId: conversation.id,
        buyerId: buyer.id,
        amountMinor: 100,
      }),
  ],
  [
    'messages.send',
    (on, { buyer, conversation }) =>
      on.messages.send({ conversationId: conversation.id, senderId: buyer.id, content: 'Hi' }),
  ],
  [
    'payments.open',
    (on, { buyer, product }) =>
      on.payments.open({ productId: product.id, buyerId: buyer.id, feeBasisPoints }),
  ],
]

describe.each(deeds)('closing, and %s', (_, deed) => {
  it('waits for what has begun, and ends it', async () => {
    const chat = await startChat(db)
    let closing: Promise<unknown> = Promise.resolve()
    await db.transaction(async (tx) => {
      await deed(tx, chat)
      closing = caller().users.close({ userId: chat.seller.id })
      await blockedBackends(db, 1)
    })
    await closing
    expect(await findBrokenInvariants(db)).toEqual([])
  })

  it.each(['read committed', 'repeatable read', 'serializable'] as const)(
    'at %s is seen by what begins before it ends',
    async (isolation) => {
      const chat = await startChat(db)
      const looksFirst = query<undefined, object>('select 1 as one')
      let doing: Promise<unknown> = Promise.resolve()
      await db.transaction(async (tx) => {
        await tx.users.close({ userId: chat.seller.id })
        doing = rejection(
          caller().transaction(
            async (other) => {
              await other.many(looksFirst)
              await deed(other, chat)
            },
            { isolation },
          ),
          ConflictError,
        )
        await blockedBackends(db, 1)
      })
      expect(await doing).toMatchObject({ rule: 'account_closed' })
      expect(await findBrokenInvariants(db)).toEqual([])
    },
  )
})

describe('closing', () => {
  it('and everything at once leave nothing of a closed account on the market', async () => {
    for (let round = 0; round < 6; round++) {
      const chat = await startChat(db)
      const all = Array.from({ length: 4 }, () => deeds.map(([, deed]) => deed)).flat()
      const calls = all.map((deed) => deed(caller(), chat))
      const closing = caller().users.close({ userId: round % 2 === 0 ? chat.seller.id : chat.buyer.id })
      for (const outcome of await Promise.allSettled([closing, ...calls])) {
        if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(ConflictError)
      }
      expect(await findBrokenInvariants(db)).toEqual([])
    }
  })

  /** Locks a row as commands do that change it, so that who wants it waits. */
  const lockStream = query<object, object>(
    'select streams.id from streams where streams.id = :id!::uuid for no key update',
  )

  it('waits for a batch of views, and not in a circle', async () => {
    const { id: userId } = await db.users.create(sampleUser())
    const ids = [newId(), newId(), newId()] as const
    for (const id of ids.toReversed()) await db.streams.create(sampleStream(userId, { id }))
    const calls: Promise<unknown>[] = []
    await db.transaction(async (tx) => {
      await tx.many(lockStream, { id: ids[1] })
      calls.push(caller().streams.addViews(ids.map((streamId) => ({ streamId, views: 1 }))))
      await blockedBackends(db, 1)
      calls.push(caller().users.close({ userId }))
      await blockedBackends(db, 2)
    })
    await Promise.all(calls)
    expect((await db.streams.listByIds(ids)).map(({ totalViews }) => totalViews)).toEqual([1, 1, 1])
  })

  it('of two administrators by each other at once leaves one of them', async () => {
    const one = await makeAdmin(db)
    const other = await makeAdmin(db)
    const lockUsers = query<object, object>(
      'select users.id from users where users.id in (:one!::uuid, :other!::uuid) for key share',
    )
    const calls: Promise<unknown>[] = []
    await db.transaction(async (tx) => {
      await tx.many(lockUsers, { one: one.id, other: other.id })
      for (const [userId, adminId] of [
        [other.id, one.id],
        [one.id, other.id],
      ] as const) {
        calls.push(caller().users.suspend({ userId, adminId }))
        await blockedBackends(db, calls.length)
      }
    })
    const outcomes = await Promise.allSettled(calls)
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
    await expect(calls[1]).rejects.toMatchObject({ rule: 'not_an_admin' })
    expect((await db.users.getAccount(one.id)).isActive).toBe(true)
  })

  it.each(['repeatable read', 'serializable'] as const)(
    'is refused at %s, where it would not see what was done while it waited',
    async (isolation) => {
      const { id: userId } = await db.users.create(sampleUser())
      const closing = db.transaction((tx) => tx.users.close({ userId }), { isolation })
      expect((await rejection(closing, DatabaseError)).sqlState).toBe('25001')
      expect((await db.users.getAccount(userId)).isActive).toBe(true)
    },
  )
})
