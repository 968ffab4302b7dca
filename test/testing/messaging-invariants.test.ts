/** Each invariant is broken here, past the commands, and is then named with the very row that breaks it. */

import { describe, expect, it } from 'vitest'
import { findBrokenInvariants } from '../../src/testing/index.js'
import { openMarket } from '../setup/market/open-market.js'
import { sampleUser } from '../setup/market/samples.js'
import { startChat } from '../setup/market/start-chat.js'
import { brokenAfter } from '../setup/testing/broken-after.js'

const { db } = await openMarket()
const { buyer, seller, product, conversation } = await startChat(db)
const stranger = await db.users.create(sampleUser())
const to = { conversationId: conversation.id, senderId: buyer.id }
const first = await db.messages.send({ ...to, content: 'First' })
const second = await db.messages.send({ ...to, content: 'Second' })
const general = await db.conversations.open({ buyerId: buyer.id, sellerId: seller.id })

const chat = `id = '${conversation.id}'`
const cases: readonly (readonly [
  invariant: string,
  table: string,
  id: string,
  changes: readonly string[],
])[] = [
  [
    'conversationsCountedWrongly',
    'conversations',
    conversation.id,
    [`update conversations set seller_unread_count = 3 where ${chat}`],
  ],
  [
    'conversationsCountedWrongly',
    'conversations',
    general.id,
    [`update conversations set buyer_unread_count = 1 where is_general`],
  ],
  [
    'conversationsCountedWrongly',
    'conversations',
    conversation.id,
    [`update messages set read_at = now() where id = '${first.id}'`],
  ],
  [
    'conversationsWithoutTheirNewestMessage',
    'conversations',
    conversation.id,
    [
      `update conversations set last_message_id = messages.id, last_message_at = messages.created_at
      from messages where messages.id = '${first.id}' and conversations.${chat}`,
    ],
  ],
  [
    'conversationsWithoutTheirNewestMessage',
    'conversations',
    conversation.id,
    [`update conversations set last_message_id = null, last_message_at = null where ${chat}`],
  ],
  [
    'conversationsDatedUnlikeTheirLastMessage',
    'conversations',
    conversation.id,
    [`update conversations set last_message_at = last_message_at + interval '1 microsecond' where ${chat}`],
  ],
  [
    'conversationsDatedUnlikeTheirLastMessage',
    'conversations',
    general.id,
    [`update conversations set last_message_at = now() where is_general`],
  ],
  [
    'conversationsArchivedByOthers',
    'conversations',
    conversation.id,
    [
      'alter table conversations drop constraint ck_conversations_archived_by_participants',
      `update conversations set archived_by = array['${stranger.id}'::uuid] where ${chat}`,
    ],
  ],
  [
    'messagesOfOthers',
    'messages',
    second.id,
    [
      'alter table messages disable trigger tr_messages_sender_takes_part',
      `update messages set sender_id = '${stranger.id}', read_at = now() where id = '${second.id}'`,
      `update conversations set seller_unread_count = 1 where ${chat}`,
    ],
  ],
  [
    'messagesToOthers',
    'messages',
    second.id,
    [
      'alter table messages disable trigger tr_messages_set_recipient',
      `update messages set recipient_id = sender_id where id = '${second.id}'`,
    ],
  ],
  [
    'conversationsAboutAnotherSellersProduct',
    'conversations',
    conversation.id,
    [
      'alter table conversations drop constraint fk_conversations_product',
      `update products set seller_id = '${stranger.id}' where id = '${product.id}'`,
    ],
  ],
  [
    'messagesOfTheSameInstant',
    'messages',
    second.id,
    [
      `update messages set created_at = '2026-01-01 00:00:00+00' where conversation_id = '${conversation.id}'`,
      `update conversations set last_message_at = '2026-01-01 00:00:00+00' where ${chat}`,
    ],
  ],
  [
    'secondConversationsAboutOneSubject',
    'conversations',
    general.id,
    [
      'alter table conversations drop constraint conversations_buyer_id_seller_id_product_id_key',
      `update conversations set is_general = false, product_id = '${product.id}' where is_general`,
    ],
  ],
  [
    'secondConversationsAboutOneSubject',
    'conversations',
    general.id,
    [
      'drop index conversations_buyer_id_seller_id_key',
      `update conversations set is_general = true, product_id = null`,
    ],
  ],
]

describe('findBrokenInvariants', () => {
  it('finds nothing where only commands were at work', async () => {
    expect(await findBrokenInvariants(db)).toEqual([])
  })

  it.each(cases)('finds, and nothing else, %s in %s', async (invariant, table, id, changes) => {
    expect(await brokenAfter(db, changes)).toEqual([{ invariant, table, id }])
  })
})
