import { describe, expect, it } from 'vitest'
import { ForbiddenError, InvalidInputError, NotFoundError } from '../../src/errors.js'
import type { Message } from '../../generated/models.js'
import { newId } from '../../src/repositories/new-id.js'
import { rejection } from '../setup/rejection.js'
import { query } from '../setup/query.js'
import { bothWays } from '../setup/market/both-ways.js'
import { openMarket } from '../setup/market/open-market.js'
import { pagesOf } from '../setup/market/pages-of.js'
import { sampleUser } from '../setup/market/samples.js'
import { startChat } from '../setup/market/start-chat.js'

const { db } = await openMarket()
const { buyer, seller, conversation } = await startChat(db)
const { id: conversationId } = conversation
const sent: Message[] = []
for (let n = 0; n < 25; n++) {
  const senderId = n % 3 === 0 ? buyer.id : seller.id
  sent.push(await db.messages.send({ conversationId, senderId, content: `Message ${n}` }))
}
const ids = sent.map(({ id }) => id)
const access = { conversationId, userId: buyer.id }

describe.each(bothWays(db))('messages.list on %s', (_, way) => {
  it.each([1, 4, 5, 24, 25, 26])('goes back from the end, newest first, in pages of %i', async (limit) => {
    const pages = await way((on) => pagesOf((input) => on.messages.list(input), { ...access, limit }))
    expect(pages.flat()).toStrictEqual(sent.toReversed())
  })

  it.each([1, 7, 25, 100])('goes on from the beginning, oldest first, in pages of %i', async (limit) => {
    const first = { ...access, limit, direction: 'newer' as const }
    const pages = await way((on) => pagesOf((input) => on.messages.list(input), first))
    expect(pages.flat()).toStrictEqual(sent)
  })

  it('starts from any message, in both directions, without that message', async () => {
    for (const [n, from] of ids.entries()) {
      const [older, newer] = await way(async (on) => [
        await pagesOf((input) => on.messages.list(input), { ...access, from, limit: 10 }),
        await pagesOf((input) => on.messages.list(input), {
          ...access,
          from,
          direction: 'newer' as const,
          limit: 10,
        }),
      ])
      expect(older.flat().map(({ id }) => id)).toEqual(ids.slice(0, n).toReversed())
      expect(newer.flat().map(({ id }) => id)).toEqual(ids.slice(n + 1))
    }
  })

  it('gives each message as sending it gave it, to both participants alike', async () => {
    const { items } = await way((on) => on.messages.list({ ...access, userId: seller.id, limit: 100 }))
    expect(items).toStrictEqual(sent.toReversed())
  })

  it('gives an empty page of a conversation in which nothing was said, and past its ends', async () => {
    const silent = await way(startChat)
    const empty = { items: [], nextCursor: null, isComplete: true }
    const nothing = { conversationId: silent.conversation.id, userId: silent.seller.id }
    expect(await way((on) => on.messages.list(nothing))).toEqual(empty)
    expect(await way((on) => on.messages.list({ ...nothing, direction: 'newer' }))).toEqual(empty)
    expect(await way((on) => on.messages.list({ ...access, from: ids[0] ?? '' }))).toEqual(empty)
    expect(
      await way((on) => on.messages.list({ ...access, from: ids.at(-1) ?? '', direction: 'newer' })),
    ).toEqual(empty)
  })

  it('refuses who takes no part', async () => {
    const stranger = await db.users.create(sampleUser())
    const error = await rejection(
      way((on) => on.messages.list({ conversationId, userId: stranger.id })),
      ForbiddenError,
    )
    expect(error.rule).toBe('not_a_participant')
  })

  it('says which of them is missing: the conversation, or the message to start from', async () => {
    const other = await way(startChat)
    const foreign = await way((on) =>
      on.messages.send({
        conversationId: other.conversation.id,
        senderId: other.buyer.id,
        content: 'Elsewhere',
      }),
    )
    const cases = [
      [{ ...access, conversationId: newId() }, 'conversations'],
      [{ ...access, from: newId() }, 'messages'],
      [{ ...access, from: foreign.id }, 'messages'],
      [{ ...access, from: foreign.id, direction: 'newer' }, 'messages'],
    ] as const
    for (const [input, table] of cases) {
      const error = await rejection(
        way((on) => on.messages.list(input)),
        NotFoundError,
      )
      expect(error.table).toBe(table)
    }
  })
})

describe('a cursor of messages', () => {
  it('goes on at the very microsecond, also between messages that a Date cannot tell apart', async () => {
    const chat = await startChat(db)
    const to = { conversationId: chat.conversation.id, senderId: chat.buyer.id }
    const same: string[] = []
    for (let n = 0; n < 9; n++) same.push((await db.messages.send({ ...to, content: `${n}` })).id)
    const move = query<{ readonly ids: readonly string[] }, object>(
      `update messages set created_at = '2026-01-01 00:00:00.000001+00'::timestamptz + (place / 3) * interval '1 microsecond'
      from unnest(:ids!::uuid[]) with ordinality as given (id, place) where messages.id = given.id`,
      { ids: 'uuid[]' },
    )
    await db.execute(move, { ids: same.toSorted() })
    const list = { conversationId: chat.conversation.id, userId: chat.seller.id, limit: 2 }
    const older = await pagesOf((input) => db.messages.list(input), list)
    expect(older.flat().map(({ id }) => id)).toEqual(same.toSorted().toReversed())
    const newer = await pagesOf((input) => db.messages.list(input), { ...list, direction: 'newer' as const })
    expect(newer.flat().map(({ id }) => id)).toEqual(same.toSorted())
  })

  it('still goes on when the message at which its page ended is deleted', async () => {
    const chat = await startChat(db)
    const to = { conversationId: chat.conversation.id, senderId: chat.buyer.id }
    const own: string[] = []
    for (let n = 0; n < 6; n++) own.push((await db.messages.send({ ...to, content: `${n}` })).id)
    const list = { conversationId: chat.conversation.id, userId: chat.buyer.id, limit: 2 }
    const first = await db.messages.list(list)
    for (const { id } of first.items) await db.messages.delete({ messageId: id, userId: chat.buyer.id })
    const second = await db.messages.list({ ...list, cursor: first.nextCursor })
    expect(second.items.map(({ id }) => id)).toEqual([own[3], own[2]])
  })

  it('is of no other list, reader or filter', async () => {
    const { nextCursor: cursor } = await db.messages.list({ ...access, limit: 2 })
    for (const refused of [
      () => db.conversations.inbox({ userId: access.userId, cursor }),
      () => db.messages.list({ ...access, cursor, userId: seller.id }),
      () => db.messages.list({ ...access, cursor, conversationId: newId() }),
      () => db.messages.list({ ...access, cursor, direction: 'newer' }),
      () => db.messages.list({ ...access, cursor, from: ids[3] }),
    ]) {
      expect((await rejection(refused(), InvalidInputError)).field).toBe('cursor')
    }
    expect((await db.messages.list({ ...access, cursor, limit: 3 })).items).toHaveLength(3)
  })
})
