import { describe, expect, it } from 'vitest'
import { ForbiddenError, NotFoundError } from '../../src/errors.js'
import { newId } from '../../src/repositories/new-id.js'
import { rejection } from '../setup/rejection.js'
import { bothWays } from '../setup/market/both-ways.js'
import { openMarket } from '../setup/market/open-market.js'
import { sampleUser } from '../setup/market/samples.js'
import { startChat } from '../setup/market/start-chat.js'

const { db } = await openMarket()

describe.each(bothWays(db))('conversations on %s', (_, way) => {
  it('are got and found by both participants', async () => {
    const { buyer, seller, conversation } = await way(startChat)
    for (const { id: userId } of [buyer, seller]) {
      const access = { conversationId: conversation.id, userId }
      expect(await way((on) => on.conversations.get(access))).toStrictEqual(conversation)
      expect(await way((on) => on.conversations.find(access))).toStrictEqual(conversation)
    }
  })

  it('are not found when they are not there', async () => {
    const access = { conversationId: newId(), userId: newId() }
    expect(await way((on) => on.conversations.find(access))).toBeNull()
    const error = await rejection(
      way((on) => on.conversations.get(access)),
      NotFoundError,
    )
    expect(error.table).toBe('conversations')
  })

  it('are refused to who takes no part, whatever is asked, and stay as they are', async () => {
    const { buyer, conversation } = await way(startChat)
    const stranger = await db.users.create(sampleUser())
    const access = { conversationId: conversation.id, userId: stranger.id }
    for (const ask of ['get', 'find', 'archive', 'unarchive', 'markRead'] as const) {
      const error = await rejection(
        way<unknown>((on) => on.conversations[ask](access)),
        ForbiddenError,
      )
      expect(error).toMatchObject({ code: 'forbidden', rule: 'not_a_participant', retryable: false })
      const missing = await rejection(
        way<unknown>(async (on) => {
          const found = await on.conversations[ask]({ ...access, conversationId: newId() })
          if (found === null) throw new NotFoundError('conversations')
        }),
        NotFoundError,
      )
      expect(missing.table).toBe('conversations')
    }
    const read = await db.conversations.get({ conversationId: conversation.id, userId: buyer.id })
    expect(read).toStrictEqual(conversation)
  })

  it('that are asked for in one tick are one statement, and each is refused by itself', async () => {
    const chats = [await way(startChat), await way(startChat), await way(startChat)]
    const stranger = await db.users.create(sampleUser())
    const [first] = chats
    const results = await way((on) =>
      Promise.allSettled([
        ...chats.map(({ conversation, buyer }) =>
          on.conversations.get({ conversationId: conversation.id, userId: buyer.id }),
        ),
        on.conversations.get({ conversationId: first?.conversation.id ?? '', userId: stranger.id }),
        on.conversations.find({ conversationId: newId(), userId: stranger.id }),
      ]),
    )
    expect(results).toMatchObject([
      ...chats.map(({ conversation }) => ({ status: 'fulfilled', value: conversation })),
      { status: 'rejected', reason: { rule: 'not_a_participant' } },
      { status: 'fulfilled', value: null },
    ])
  })
})

describe.each(bothWays(db))('conversations.archive and unarchive on %s', (_, way) => {
  it('archive for one participant each, once, and bring back', async () => {
    const { buyer, seller, conversation } = await way(startChat)
    const [byBuyer, bySeller] = [buyer, seller].map(({ id }) => ({
      conversationId: conversation.id,
      userId: id,
    }))
    if (byBuyer === undefined || bySeller === undefined) throw new Error('there are two')
    const archivedBy = async (ask: 'archive' | 'unarchive', access: typeof byBuyer) =>
      (await way((on) => on.conversations[ask](access))).archivedBy
    expect(await archivedBy('archive', byBuyer)).toEqual([buyer.id])
    expect(await archivedBy('archive', byBuyer)).toEqual([buyer.id])
    expect(await archivedBy('archive', bySeller)).toEqual([buyer.id, seller.id])
    expect(await archivedBy('unarchive', byBuyer)).toEqual([seller.id])
    expect(await archivedBy('unarchive', byBuyer)).toEqual([seller.id])
    expect(await archivedBy('unarchive', bySeller)).toEqual([])
  })
})
