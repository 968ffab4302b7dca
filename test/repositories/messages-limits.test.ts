/** The reader of messages and the checks of their table know the same limits. */

import { describe, expect, it } from 'vitest'
import { ConstraintError, InvalidInputError } from '../../src/errors.js'
import { rejection } from '../setup/rejection.js'
import { query } from '../setup/query.js'
import { openMarket } from '../setup/market/open-market.js'
import { startChat } from '../setup/market/start-chat.js'

const { db } = await openMarket()
const { conversation, buyer } = await startChat(db)
const to = { conversationId: conversation.id, senderId: buyer.id }

/** Characters as the server counts them: this one is one, though JavaScript says two. */
const text = (length: number) => '\u{1F45F}'.repeat(length)
const url = (length: number) => 'https://example.com/'.padEnd(length, 'x')
const urls = (count: number) => Array.from({ length: count }, () => url(2048))

const insertUnread = query<
  {
    readonly conversationId: string
    readonly type: string
    readonly content: string | null
    readonly urls: readonly string[]
  },
  object
>(
  `insert into messages (conversation_id, sender_id, message_type, content, image_urls)
  select conversations.id, conversations.buyer_id, :type!::message_type, :content::text, :urls!::text[]
  from conversations where conversations.id = :conversationId!`,
  { conversationId: 'uuid', type: 'message_type', content: 'text', urls: 'text[]' },
)

describe('the limits of messages', () => {
  it('are those of the checks of the table, each of them', async () => {
    const checks = await db.many(
      query<undefined, { readonly conname: string }>(
        `select conname from pg_constraint
        where contype = 'c' and conrelid = 'messages'::regclass order by conname`,
      ),
    )
    expect(checks.map(({ conname }) => conname)).toEqual([
      'ck_messages_carries_what_it_says',
      'ck_messages_content_length',
      'ck_messages_image_urls_list',
      'ck_messages_offer_data_object', // no input: making an offer writes it
      'ck_messages_offer_data_terms', // as well
    ])
  })

  it('are what the reader and the server take', async () => {
    for (const content of [text(1), text(5_000)]) {
      expect(await db.messages.send({ ...to, content })).toMatchObject({ content })
      expect(
        await db.messages.sendSystem({
          conversationId: to.conversationId,
          aboutUserId: to.senderId,
          content,
        }),
      ).toMatchObject({ content })
    }
    for (const imageUrls of [urls(1), urls(10)]) {
      const sent = await db.messages.send({ ...to, messageType: 'image', imageUrls, content: text(5_000) })
      expect(sent.imageUrls).toEqual(imageUrls)
    }
  })

  it.each([
    ['text', '', [], 'content', 'ck_messages_content_length'],
    ['text', text(5_001), [], 'content', 'ck_messages_content_length'],
    ['text', null, [], 'content', 'ck_messages_carries_what_it_says'],
    ['system', null, [], 'content', 'ck_messages_carries_what_it_says'],
    ['image', 'A caption alone', [], 'imageUrls', 'ck_messages_carries_what_it_says'],
    ['image', text(5_001), urls(1), 'content', 'ck_messages_content_length'],
    ['image', null, urls(11), 'imageUrls', 'ck_messages_image_urls_list'],
    ['image', null, [''], 'imageUrls[0]', 'ck_messages_image_urls_list'],
    [
      'image',
      null,
      Array.from({ length: 10 }, () => url(2049)),
      'imageUrls[0]',
      'ck_messages_image_urls_list',
    ],
  ] as const)('refuse past them by both (%s)', async (messageType, content, imageUrls, field, constraint) => {
    const given = { ...to, messageType, content, ...(imageUrls.length > 0 ? { imageUrls } : {}) }
    const system = { conversationId: to.conversationId, aboutUserId: to.senderId, content }
    const send =
      messageType === 'system' ? db.messages.sendSystem(system as never) : db.messages.send(given as never)
    const byReader = await rejection(send, InvalidInputError)
    expect(byReader.field).toBe(field)
    const row = { conversationId: conversation.id, type: messageType, content, urls: imageUrls }
    const byServer = await rejection(db.execute(insertUnread, row), ConstraintError)
    expect(byServer).toMatchObject({ kind: 'check', constraint })
  })
})
