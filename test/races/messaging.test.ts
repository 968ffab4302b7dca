/**
 * Conversations and messages while everybody writes, reads and deletes at once, over many connections: whatever the
 * order, afterwards the counts are the truth and the last message is the newest.
 *
 * What each caller does is the same in every run; in which order the server does it is not.
 */

import { beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../../src/database.js'
import { NotFoundError, TransactionError } from '../../src/errors.js'
import type { Conversation } from '../../generated/models.js'
import { newId } from '../../src/repositories/new-id.js'
import { findBrokenInvariants } from '../../src/testing/index.js'
import { openMarket } from '../setup/market/open-market.js'
import { refusals } from '../setup/market/refusals.js'
import { rowCounts } from '../setup/market/row-counts.js'
import { sampleProduct, sampleUser } from '../setup/market/samples.js'
import { startChat } from '../setup/market/start-chat.js'
import { startConnectionKiller } from '../setup/races/connection-killer.js'
import { insist } from '../setup/races/insist.js'
import { openMany, racers } from '../setup/races/open-many.js'
import { pick, seededRandom, type Random } from '../setup/random.js'

const { db, test } = await openMarket()
const callers = openMany(test.url)
beforeEach((context) => {
  if (!test.multiSession) context.skip('the embedded database has one session, so nothing races')
})

/** Does something at once, from every database in turn. */
function atOnce<T>(times: number, call: (on: Database, n: number) => Promise<T>): Promise<T[]> {
  return Promise.all(
    Array.from({ length: times }, (_, n) => call(callers[n % callers.length] ?? callers[0], n)),
  )
}

/** What somebody did, as they were told. */
interface Told {
  readonly sent: Set<string>
  readonly deleted: Set<string>
  readonly counts: Map<string, number>
}

interface Scene {
  readonly conversations: readonly [Conversation, ...Conversation[]]
  readonly told: Told
}

/** Calls until the outcome is known, also of a transaction whose connection was lost during COMMIT. */
async function settle<T>(call: () => Promise<T>): Promise<T> {
  return insist(call).catch((error: unknown) => {
    if (error instanceof TransactionError && error.kind === 'outcome_unknown') return settle(call)
    throw error
  })
}

/** One participant of one conversation after another does one thing after another. */
async function act(
  on: Database,
  random: Random,
  { conversations, told }: Scene,
  steps: number,
): Promise<void> {
  const mine: { id: string; conversation: Conversation; userId: string }[] = []
  const count = (name: string) => told.counts.set(name, (told.counts.get(name) ?? 0) + 1)

  for (let step = 0; step < steps; step++) {
    const conversation = pick(random, conversations)
    const userId = pick(random, [conversation.buyerId, conversation.sellerId])
    const access = { conversationId: conversation.id, userId }
    const chance = random()
    const target = mine[Math.floor(random() * mine.length)]
    if (chance < 0.45 || target === undefined) {
      const id = newId()
      const message = { id, conversationId: conversation.id, senderId: userId, content: `step ${step}` }
      await settle(() =>
        chance < 0.1 ? on.transaction((tx) => tx.messages.send(message)) : on.messages.send(message),
      )
      told.sent.add(id)
      mine.push({ id, conversation, userId })
      count('send')
    } else if (chance < 0.65) {
      // The newest of one's own as often as any: that is where the last message changes.
      const victim = random() < 0.5 ? (mine.at(-1) ?? target) : target
      mine.splice(mine.indexOf(victim), 1)
      const access = { messageId: victim.id, userId: victim.userId }
      await settle(() => on.messages.delete(access)).catch((error: unknown) => {
        // The first attempt, whose connection was lost, had deleted it.
        if (!(error instanceof NotFoundError)) throw error
      })
      told.deleted.add(victim.id)
      count('delete')
    } else if (chance < 0.8) {
      await settle(() => on.conversations.markRead(access))
      count('markRead')
    } else if (chance < 0.9) {
      const { buyerId, sellerId } = target.conversation
      const reader = target.userId === buyerId ? sellerId : buyerId
      await settle(() => on.messages.markRead({ messageId: target.id, userId: reader }))
      count('markReadUpTo')
    } else if (chance < 0.95) {
      await settle(() => on.conversations.archive(access))
      count('archive')
    } else {
      const [message, both] = [newId(), newId()]
      await settle(() =>
        on.transaction(async (tx) => {
          const to = { conversationId: conversation.id, senderId: userId, content: 'of two' }
          await tx.messages.send({ ...to, id: message })
          await tx.conversations.markRead(access)
          await tx.messages.send({ ...to, id: both })
        }),
      )
      told.sent.add(message).add(both)
      count('transaction')
    }
  }
}

async function play(
  seed: number,
  { actors, steps }: { readonly actors: number; readonly steps: number },
): Promise<Told> {
  const chats = await Promise.all([startChat(db), startChat(db), startChat(db)])
  const [first, ...others] = chats.map(({ conversation }) => conversation)
  if (first === undefined) throw new Error('there are three')
  const told: Told = { sent: new Set(), deleted: new Set(), counts: new Map() }
  const scene = { conversations: [first, ...others], told } as const
  await atOnce(actors, (on, n) => act(on, seededRandom(seed + n), scene, steps))
  await expectTold(scene)
  return told
}

/** Every message that was sent and not deleted is there, once, and no other. */
async function expectTold({ conversations, told }: Scene): Promise<void> {
  const found: string[] = []
  for (const { id: conversationId, buyerId: userId } of conversations) {
    const list = { conversationId, userId, limit: 100 }
    let page = await db.messages.list(list)
    found.push(...page.items.map(({ id }) => id))
    while (page.nextCursor !== null) {
      page = await db.messages.list({ ...list, cursor: page.nextCursor })
      found.push(...page.items.map(({ id }) => id))
    }
  }
  const expected = [...told.sent].filter((id) => !told.deleted.has(id))
  expect(found.toSorted()).toEqual(expected.toSorted())
}

describe('conversations.open, from everywhere at once,', () => {
  it.each([
    ['about a product', true],
    ['about nothing', false],
  ])('%s opens one conversation, which all get', async (_, isAboutProduct) => {
    for (let round = 0; round < 10; round++) {
      const [buyer, seller] = [await db.users.create(sampleUser()), await db.users.create(sampleUser())]
      const product = await db.products.create(sampleProduct(seller.id))
      const subject = isAboutProduct ? { productId: product.id } : {}
      const before = await rowCounts(db)
      const opened = await atOnce(40, (on) =>
        on.conversations.open({ buyerId: buyer.id, sellerId: seller.id, ...subject }),
      )
      expect(new Set(opened.map(({ id }) => id)).size).toBe(1)
      expect(await rowCounts(db)).toEqual({ ...before, conversations: (before['conversations'] ?? 0) + 1 })
    }
    expect(await findBrokenInvariants(db)).toEqual([])
  })

  it('while its product is deleted, gives conversations or is refused, and the product goes', async () => {
    for (let round = 0; round < 10; round++) {
      const { buyer, seller, product, conversation } = await startChat(db)
      const others = await Promise.all(Array.from({ length: 10 }, () => db.users.create(sampleUser())))
      const opens = others.map(({ id }, n) =>
        (callers[n % callers.length] ?? db).conversations.open({
          buyerId: id,
          sellerId: seller.id,
          productId: product.id,
        }),
      )
      const deletion = db.products.delete({ productId: product.id, sellerId: seller.id })
      const refused = await refusals(opens)
      await deletion
      for (const error of refused) expect(error).toMatchObject({ code: 'not_found', table: 'products' })
      const left = await db.conversations.get({ conversationId: conversation.id, userId: buyer.id })
      expect(left.productId).toBeNull()
    }
    expect(await findBrokenInvariants(db)).toEqual([])
  })
})

describe('messages.send, from everywhere at once,', () => {
  it('sends one message for one id, and counts it once', async () => {
    for (let round = 0; round < 10; round++) {
      const { buyer, conversation } = await startChat(db)
      const message = { id: newId(), conversationId: conversation.id, senderId: buyer.id, content: 'Once' }
      const sent = await atOnce(40, (on) => on.messages.send(message))
      for (const one of sent) expect(one).toStrictEqual(sent[0])
      const after = await db.conversations.get({ conversationId: conversation.id, userId: buyer.id })
      expect(after).toMatchObject({ sellerUnreadCount: 1, lastMessageId: message.id })
    }
  })

  it('gives one id to one of many conversations, and refuses the others', async () => {
    const chats = await Promise.all(Array.from({ length: 20 }, () => startChat(db)))
    const id = newId()
    const refused = await refusals(
      chats.map(({ buyer, conversation }, n) =>
        (callers[n % callers.length] ?? db).messages.send({
          id,
          conversationId: conversation.id,
          senderId: buyer.id,
          content: 'Mine',
        }),
      ),
    )
    expect(refused).toHaveLength(chats.length - 1)
    for (const error of refused)
      expect(error).toMatchObject({ code: 'conflict', rule: 'repeated_differently' })
    expect(await findBrokenInvariants(db)).toEqual([])
  })

  it('orders the messages as they were sent, each of them later than the one before', async () => {
    const { buyer, seller, conversation } = await startChat(db)
    const order: string[][] = await atOnce(10, async (on, n) => {
      const ids: string[] = []
      for (let step = 0; step < 20; step++) {
        const senderId = n % 2 === 0 ? buyer.id : seller.id
        const sent = await on.messages.send({ conversationId: conversation.id, senderId, content: `${n}` })
        ids.push(sent.id)
      }
      return ids
    })
    const access = { conversationId: conversation.id, userId: buyer.id }
    const list = { ...access, direction: 'newer', limit: 100 } as const
    const first = await db.messages.list(list)
    const second = await db.messages.list({ ...list, cursor: first.nextCursor })
    const listed = [...first.items, ...second.items].map(({ id }) => id)
    expect(listed).toHaveLength(200)
    for (const ids of order) expect(listed.filter((id) => ids.includes(id))).toEqual(ids)
    expect(await findBrokenInvariants(db)).toEqual([])
  })
})

describe('messages.delete, from everywhere at once,', () => {
  it('leaves a conversation in which nothing was said when everything is deleted', async () => {
    for (let round = 0; round < 10; round++) {
      const { buyer, conversation } = await startChat(db)
      const to = { conversationId: conversation.id, senderId: buyer.id }
      const ids: string[] = []
      for (let n = 0; n < 30; n++) ids.push((await db.messages.send({ ...to, content: `${n}` })).id)
      await atOnce(ids.length, (on, n) => on.messages.delete({ messageId: ids[n] ?? '', userId: buyer.id }))
      const after = await db.conversations.get({ conversationId: conversation.id, userId: buyer.id })
      expect(after).toMatchObject({ lastMessageId: null, lastMessageAt: null, sellerUnreadCount: 0 })
      expect(await findBrokenInvariants(db)).toEqual([])
    }
  })

  it('deletes a message once, also while it is read', async () => {
    for (let round = 0; round < 20; round++) {
      const { buyer, seller, conversation } = await startChat(db)
      const access = { conversationId: conversation.id, userId: seller.id }
      const to = { conversationId: conversation.id, senderId: buyer.id }
      const { id: messageId } = await db.messages.send({ ...to, content: 'Read me' })
      const outcomes = await atOnce(12, async (on, n) => {
        if (n % 3 === 0) return on.conversations.markRead(access)
        if (n % 3 === 1) return on.messages.markRead({ messageId, userId: seller.id }).catch(ignoreMissing)
        return on.messages.delete({ messageId, userId: buyer.id }).then(() => -1, ignoreMissing)
      })
      expect(outcomes.filter((outcome) => outcome === -1)).toHaveLength(1)
      expect(outcomes.filter((outcome) => outcome === 1).length).toBeLessThanOrEqual(1)
    }
    expect(await findBrokenInvariants(db)).toEqual([])
  })
})

function ignoreMissing(error: unknown): number {
  if (error instanceof NotFoundError) return 0
  throw error
}

describe('sends, reads, deletes and archivings in the same conversations', () => {
  it.each([1, 2, 3])(
    'leave counts that are the truth and the newest message last (seed %i)',
    async (seed) => {
      const { counts } = await play(seed * 1000, { actors: 15, steps: 40 })
      for (const [, times] of counts) expect(times).toBeGreaterThan(5)
      expect(counts.size).toBe(6)
      expect(await findBrokenInvariants(db)).toEqual([])
    },
  )

  it('do so also while connections are ended at random', async () => {
    const killer = await startConnectionKiller(test.url, { applicationName: racers, seed: 7, pauseMs: 100 })
    // As often as it takes: how many connections end meanwhile hangs on how quick the machine is.
    try {
      for (let round = 1; killer.killed < 20; round++) await play(round * 7_000, { actors: 30, steps: 40 })
    } finally {
      await killer.stop()
    }
    expect(await findBrokenInvariants(db)).toEqual([])
  })

  it('end when a participant is deleted, with whom all of it goes', async () => {
    for (let round = 0; round < 5; round++) {
      const { buyer, seller, conversation } = await startChat(db)
      const sends = atOnce(20, async (on, n) => {
        for (let step = 0; step < 5; step++) {
          const senderId = n % 2 === 0 ? buyer.id : seller.id
          await on.messages.send({ conversationId: conversation.id, senderId, content: 'Hello' })
        }
      }).catch((error: unknown) => {
        expect(error).toMatchObject({ code: 'not_found' })
      })
      await db.users.delete({ userId: round % 2 === 0 ? buyer.id : seller.id })
      await sends
      expect(await db.conversations.find({ conversationId: conversation.id, userId: buyer.id })).toBeNull()
    }
    expect(await findBrokenInvariants(db)).toEqual([])
  })
})
