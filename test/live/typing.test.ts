/** Hints that a participant is writing. */

import { describe, expect, it } from 'vitest'
import { createDatabase } from '../../src/database.js'
import { ForbiddenError, InvalidInputError, NotFoundError } from '../../src/errors.js'
import type { LiveItem } from '../../src/live/live-item.js'
import { newId } from '../../src/repositories/new-id.js'
import { openMarket } from '../setup/market/open-market.js'
import { startChat } from '../setup/market/start-chat.js'
import { rejection } from '../setup/rejection.js'

const { db, test } = await openMarket()

describe('typing', () => {
  it('is hinted to the other participant, in another process too, once in two seconds', async () => {
    const { buyer, seller, conversation } = await startChat(db)
    const { id: conversationId } = conversation
    const other = createDatabase({ url: test.url })
    const feeds = [
      other.live({ userId: seller.id, hints: true, types: ['message.sent'] }),
      db.live({ userId: seller.id, hints: true, types: ['message.sent'] }),
    ]
    const unasked = db.live({ userId: seller.id, types: ['message.sent'] })
    const own = db.live({ userId: buyer.id, hints: true, types: ['message.sent'] })
    await Promise.all([...feeds, unasked, own].map(({ ready }) => ready))
    await Promise.all(Array.from({ length: 20 }, () => db.typing({ conversationId, userId: buyer.id })))
    const sent = db.metrics().queries.find(({ query }) => query === 'hintTyping')
    expect(sent?.calls).toBe(1)
    const firsts = await Promise.all(
      feeds.map(async (feed) => (await feed[Symbol.asyncIterator]().next()).value),
    )
    const hint = { type: 'typing', conversationId, userId: buyer.id }
    expect(firsts).toEqual([hint, hint])
    await db.messages.send({ conversationId, senderId: buyer.id, content: 'Is it there?' })
    for (const feed of [...feeds, unasked, own]) {
      const { value } = (await feed[Symbol.asyncIterator]().next()) as { readonly value: LiveItem }
      expect(value.type).toBe('message.sent')
    }
    // What a stream's position says is not moved by a hint.
    expect(feeds[0]?.position).toBe(unasked.position)
    await Promise.all([...feeds, unasked, own].map((feed) => feed.close()))
    await other.close()
  })

  it('waits as one hint for a reader that is slow', async () => {
    const { buyer, seller, conversation } = await startChat(db)
    const { id: conversationId } = conversation
    await using feed = db.live({ userId: seller.id, hints: true, types: ['message.sent'] })
    await feed.ready
    // Each process sends its own.
    for (let process = 0; process < 3; process++) {
      const other = createDatabase({ url: test.url })
      await other.typing({ conversationId, userId: buyer.id })
      await other.close()
    }
    const types: string[] = []
    await using mark = db.live({ userId: buyer.id, hints: true, types: ['message.sent'] })
    await mark.ready
    // Notifications come in the order of their commits: after this one, the three have come.
    await db.typing({ conversationId, userId: seller.id })
    expect((await mark[Symbol.asyncIterator]().next()).value).toMatchObject({ userId: seller.id })
    await db.messages.send({ conversationId, senderId: buyer.id, content: 'Is it there?' })
    for await (const item of feed) {
      types.push(item.type)
      if (types.includes('message.sent') && types.includes('typing')) break
    }
    expect(types.toSorted()).toEqual(['message.sent', 'typing'])
  })

  it('is refused to a stranger, and not told to whom a block parts from the other', async () => {
    const { buyer, seller, conversation } = await startChat(db)
    const { id: conversationId } = conversation
    const stranger = { conversationId, userId: newId() }
    expect(await rejection(db.typing(stranger), ForbiddenError)).toMatchObject({ rule: 'not_a_participant' })
    expect(await rejection(db.typing({ ...stranger, conversationId: newId() }), NotFoundError)).toMatchObject(
      {
        table: 'conversations',
      },
    )
    expect(await rejection(db.typing({ ...stranger, userId: 'x' }), InvalidInputError)).toMatchObject({
      field: 'userId',
    })
    await using feed = db.live({ userId: seller.id, hints: true, types: ['user.followed'] })
    await feed.ready
    await db.blocks.block({ userId: seller.id, blockedId: buyer.id })
    await db.typing({ conversationId, userId: buyer.id })
    const { id: followerId } = (await startChat(db)).buyer
    await db.follows.follow({ userId: followerId, followeeId: seller.id })
    for await (const item of feed) {
      expect(item).toMatchObject({ type: 'user.followed' })
      break
    }
  })
})
