// Thorough: fills tables with as many rows as a city has.

import { expect, it } from 'vitest'
import * as conversations from '../../generated/conversations.queries.js'
import * as messages from '../../generated/messages.queries.js'
import { newId } from '../../src/repositories/new-id.js'
import { findBrokenInvariants } from '../../src/testing/index.js'
import { messagingSeed, partiesOf, unreadInLongest } from '../setup/plans/messaging-seed.js'
import { bounded, short, smallScan } from '../setup/plans/plan-case.js'
import { seededId, seededIds } from '../setup/plans/seeded-id.js'
import { testPlans } from '../setup/plans/test-plans.js'

const limit = 21
const [busiest, somebody] = [seededId('users', 1), seededId('users', 2_000)]
const conversationId = seededId('conversations', 1)
const ids = seededIds('conversations', 100)
const messageIds = seededIds('messages', 100)
/** In the middle of the times. */
const afterTime = '2026-05-20 00:00:00+00'
const position = { afterTime, afterId: seededId('conversations', 1) }

type Inbox = Omit<conversations.ListInboxParams, 'limit'>

const inbox = (note: string, parameters: Inbox) => ({
  query: conversations.listInbox,
  note,
  parameters: { ...parameters, limit },
  buffers: 350,
  rows: limit,
})
const busyInbox = (note: string, parameters: Omit<Inbox, 'userId'>) =>
  bounded({
    ...inbox(`of the busiest, ${note}`, { ...parameters, userId: busiest }),
    indexes: ['ix_conversations_buyer_inbox', 'ix_conversations_seller_inbox'],
  })

/** One command touches the rows and all their indexes, several times, and the triggers' look-ups are its own too. */
const written = 400

const conversationCases = [
  bounded({
    query: conversations.openConversation,
    note: 'that exists',
    parameters: partiesOf(1),
    indexes: ['conversations_buyer_id_seller_id_product_id_key'],
    buffers: 20,
    rows: 1,
    passedOver: 10,
  }),
  bounded({
    query: conversations.openConversation,
    note: 'that is new',
    parameters: { ...partiesOf(1), productId: null },
    indexes: ['users_pkey'],
    buffers: 110,
    rows: 2, // the two accounts
    passedOver: 10,
  }),
  bounded({
    query: conversations.findConversation,
    parameters: { id: conversationId },
    indexes: ['conversations_pkey'],
    buffers: 6,
    rows: 1,
  }),
  bounded({
    query: conversations.listConversationsByIds,
    parameters: { ids },
    indexes: ['conversations_pkey'],
    buffers: 90,
    rows: 20,
  }),
  busyInbox('first page', { isArchived: false }),
  busyInbox('next page', { isArchived: false, ...position }),
  busyInbox('archived, first page', { isArchived: true }),
  busyInbox('archived, next page', { isArchived: true, ...position }),
  short(inbox('of somebody', { userId: somebody, isArchived: false })),
  short(inbox('of somebody, archived, next page', { userId: somebody, isArchived: true, ...position })),
  bounded({
    query: conversations.setConversationArchived,
    parameters: { id: conversationId, userId: busiest, isArchived: true },
    indexes: ['conversations_pkey'],
    buffers: 200,
    rows: 1,
  }),
  bounded({
    query: conversations.markConversationRead,
    note: 'the longest',
    parameters: { id: conversationId, userId: busiest },
    indexes: ['conversations_pkey', 'ix_messages_unread'],
    buffers: unreadInLongest * 40,
    rows: unreadInLongest,
  }),
  bounded({
    query: conversations.countUnreadMessages,
    note: 'of the busiest',
    parameters: { userId: busiest },
    indexes: ['ix_conversations_buyer_unread', 'ix_conversations_seller_unread'],
    // Of some 30,000 conversations, those in which something is unread.
    buffers: 3_000,
    rows: 1_500,
  }),
]

const page = 'ix_messages_conversation_created_at'
const from = seededId('messages', 5_000)
const reading = { conversationId, userId: busiest, limit }
const lists = (['listOlderMessages', 'listNewerMessages'] as const).flatMap((name) => {
  const query = messages[name]
  const expected = { buffers: 60, rows: limit }
  return [
    bounded({ query, parameters: reading, indexes: ['conversations_pkey', page], ...expected }),
    // The first, one in the middle, and the last one of the longest conversation.
    ...[50_000, 25_000, 1].map((n) =>
      bounded({
        query,
        note: `from message ${n}`,
        parameters: { ...reading, fromId: seededId('messages', n) },
        indexes: ['messages_pkey', 'conversations_pkey', page],
        ...expected,
        buffers: 20,
      }),
    ),
    bounded({
      query,
      note: 'next page',
      parameters: { ...reading, afterTime: '2026-06-30 20:00:00+00', afterId: from },
      indexes: ['conversations_pkey', page],
      ...expected,
    }),
  ]
})

const messageCases = [
  ...lists,
  bounded({
    query: messages.sendMessage,
    parameters: {
      id: newId(),
      conversationId,
      senderId: busiest,
      messageType: 'text',
      content: 'Hello',
      imageUrls: [],
    },
    indexes: ['users_pkey', 'conversations_pkey'],
    buffers: written,
    rows: 2, // the two accounts
    scans: smallScan,
  }),
  bounded({
    query: messages.findMessage,
    parameters: { id: from },
    indexes: ['messages_pkey'],
    buffers: 6,
    rows: 1,
  }),
  bounded({
    query: messages.listMessagesByIds,
    parameters: { ids: messageIds },
    indexes: ['messages_pkey'],
    buffers: 100,
    rows: 20,
  }),
  bounded({
    query: messages.markMessagesRead,
    note: 'of the longest, up to the newest but ten',
    parameters: { upToId: seededId('messages', 10), userId: busiest },
    indexes: ['messages_pkey', 'conversations_pkey', 'ix_messages_unread'],
    buffers: unreadInLongest * 40,
    rows: unreadInLongest,
  }),
  bounded({
    query: messages.deleteMessage,
    note: 'the last of the longest',
    parameters: { id: seededId('messages', 1), senderId: partiesOf(1).sellerId },
    indexes: ['messages_pkey', 'conversations_pkey', page],
    buffers: written,
    rows: 1,
    passedOver: 1, // the message itself
  }),
]

const { db } = await testPlans(messagingSeed, [...conversationCases, ...messageCases])

it('the rows that are read are those of a marketplace', async () => {
  expect(await findBrokenInvariants(db)).toEqual([])
})
