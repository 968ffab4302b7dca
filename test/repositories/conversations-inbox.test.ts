import { describe, expect, it } from 'vitest'
import { newId } from '../../src/repositories/new-id.js'
import { query } from '../setup/query.js'
import { bothWays } from '../setup/market/both-ways.js'
import { openMarket } from '../setup/market/open-market.js'
import { pagesOf } from '../setup/market/pages-of.js'
import { completeUser, sampleProduct, sampleUser } from '../setup/market/samples.js'
import { startChat } from '../setup/market/start-chat.js'

const { db } = await openMarket()

/** The face of somebody, as anybody may see it. */
async function profileOf(userId: string) {
  return (await db.users.listProfiles([userId]))[0]
}

/** Somebody with conversations on both sides; the ids of them, newest first. */
async function busyUser(count: number) {
  const user = await db.users.create(sampleUser())
  const opened: string[] = []
  for (let n = 0; n < count; n++) {
    const other = await db.users.create(sampleUser())
    const [buyerId, sellerId] = n % 3 === 0 ? [other.id, user.id] : [user.id, other.id]
    const product = await db.products.create(sampleProduct(sellerId))
    const conversation = await db.conversations.open({ buyerId, sellerId, productId: product.id })
    opened.push(conversation.id)
  }
  return { user, opened: opened.toReversed() }
}

describe.each(bothWays(db))('conversations.inbox on %s', (_, way) => {
  it('shows the other one, the last message and what is unread, to each participant', async () => {
    const { buyer, seller, conversation } = await way(startChat)
    const complete = await db.users.create(completeUser())
    const general = await way((on) => on.conversations.open({ buyerId: complete.id, sellerId: seller.id }))
    const message = await way((on) =>
      on.messages.send({ conversationId: conversation.id, senderId: buyer.id, content: 'Still there?' }),
    )
    const access = { conversationId: conversation.id, userId: seller.id }
    const after = await db.conversations.get(access)
    const { items, nextCursor } = await way((on) => on.conversations.inbox({ userId: seller.id }))
    expect(nextCursor).toBeNull()
    expect(items).toStrictEqual([
      {
        ...after,
        otherParticipant: await profileOf(buyer.id),
        lastMessage: message,
        unreadCount: 1,
      },
      {
        ...general,
        otherParticipant: await profileOf(complete.id),
        lastMessage: null,
        unreadCount: 0,
      },
    ])
    const ofBuyer = await way((on) => on.conversations.inbox({ userId: buyer.id }))
    expect(ofBuyer.items).toStrictEqual([
      {
        ...after,
        otherParticipant: expect.objectContaining({ id: seller.id }) as object,
        lastMessage: message,
        unreadCount: 0,
      },
    ])
  })

  it.each([1, 2, 5, 11, 12, 100])('lists both sides, newest first, in pages of %i', async (limit) => {
    const { user, opened } = await busyUser(11)
    const first = { userId: user.id, limit }
    const pages = await way((on) => pagesOf((input) => on.conversations.inbox(input), first))
    expect(pages.flat().map(({ id }) => id)).toEqual(opened)
  })

  it('puts a conversation in front when something is said in it, and back when that is deleted', async () => {
    const { user, opened } = await busyUser(4)
    const order = async () => {
      const { items } = await way((on) => on.conversations.inbox({ userId: user.id }))
      return items.map(({ id }) => id)
    }
    const [newest, second, third, oldest = ''] = opened
    const message = await way((on) =>
      on.messages.send({ conversationId: oldest, senderId: user.id, content: 'Once more' }),
    )
    expect(await order()).toEqual([oldest, newest, second, third])
    await way((on) => on.messages.delete({ messageId: message.id, userId: user.id }))
    expect(await order()).toEqual(opened)
  })

  it('shows what somebody archived apart from the rest, and what the other one archived among it', async () => {
    const { user, opened } = await busyUser(6)
    const [mine = '', theirs = ''] = opened
    await way((on) => on.conversations.archive({ conversationId: mine, userId: user.id }))
    const { buyerId, sellerId } = await db.conversations.get({ conversationId: theirs, userId: user.id })
    const other = buyerId === user.id ? sellerId : buyerId
    await way((on) => on.conversations.archive({ conversationId: theirs, userId: other }))
    const inbox = async (isArchived: boolean) => {
      const { items } = await way((on) => on.conversations.inbox({ userId: user.id, isArchived }))
      return items.map(({ id }) => id)
    }
    expect(await inbox(true)).toEqual([mine])
    expect(await inbox(false)).toEqual(opened.filter((id) => id !== mine))
    await way((on) => on.conversations.unarchive({ conversationId: mine, userId: user.id }))
    expect(await inbox(true)).toEqual([])
    expect(await inbox(false)).toEqual(opened)
  })

  it('is empty for who never talked, and for who is not there', async () => {
    const silent = await db.users.create(sampleUser())
    const empty = { items: [], nextCursor: null, isComplete: true }
    expect(await way((on) => on.conversations.inbox({ userId: silent.id }))).toEqual(empty)
    expect(await way((on) => on.conversations.inbox({ userId: newId() }))).toEqual(empty)
  })

  it('orders conversations of one instant by id, over pages and sides', async () => {
    const { user, opened } = await busyUser(7)
    const settle = query<{ readonly ids: readonly string[] }, object>(
      `update conversations set created_at = '2026-01-01 00:00:00.123456+00' where id = any(:ids!::uuid[])`,
      { ids: 'uuid[]' },
    )
    await db.execute(settle, { ids: opened })
    const first = { userId: user.id, limit: 2 }
    const pages = await way((on) => pagesOf((input) => on.conversations.inbox(input), first))
    expect(pages.flat().map(({ id }) => id)).toEqual(opened.toSorted().toReversed())
  })

  it('repeats no conversation when one moves to the front between two pages', async () => {
    const { user, opened } = await busyUser(6)
    const first = await way((on) => on.conversations.inbox({ userId: user.id, limit: 2 }))
    const moved = opened[4] ?? ''
    await way((on) => on.messages.send({ conversationId: moved, senderId: user.id, content: 'Now' }))
    const rest = await way((on) =>
      on.conversations.inbox({ userId: user.id, cursor: first.nextCursor, limit: 10 }),
    )
    expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(opened.filter((id) => id !== moved))
  })
})
