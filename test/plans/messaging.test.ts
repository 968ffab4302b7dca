/**
 * Each query of conversations and messages reads by the indexes that are meant for it and no more than it needs, among
 * hundreds of thousands of rows, planned once for all values and planned for the values at hand.
 */

import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import * as conversations from '../../generated/conversations.queries.js'
import * as messages from '../../generated/messages.queries.js'
import type { PreparedQuery } from '../../src/engine/statement/prepared-query.js'
import { newId } from '../../src/repositories/new-id.js'
import { findBrokenInvariants } from '../../src/testing/index.js'
import { openClient } from '../setup/migrate/open-client.js'
import { openMarket } from '../setup/market/open-market.js'
import {
  idOf,
  messagingSeed,
  partiesOf,
  realisticMessaging,
  unreadInLongest,
} from '../setup/plans/messaging-seed.js'
import { buffersOf, nodesOf } from '../setup/plans/plan-node.js'
import { Planner, planModes, type PlanMode } from '../setup/plans/planner.js'

const { db, test } = await openMarket()
const size = realisticMessaging
const client = await openClient(test.url)
afterAll(() => client.end())
beforeEach((context) => {
  if (!test.multiSession)
    context.skip('so many rows are too many for the embedded database, and fewer have other plans')
})
if (test.multiSession) for (const statement of messagingSeed(size)) await client.query(statement)
await client.query('set jit = off')
const planner = new Planner(client)

interface Case {
  readonly name: string
  readonly ask: (mode: PlanMode) => ReturnType<Planner['planOf']>
  /** The indexes that it is meant to read by. */
  readonly indexes: readonly string[]
  /** How many blocks it may touch, in tables of any size. */
  readonly buffers: number
  /** The most rows that any of its scans may give. */
  readonly rows: number
  /** The most rows that any of its scans may pass over, for what its index does not hold. @defaultValue 0 */
  readonly passedOver?: number
  /** Somebody has no more than a page holds, so reading all of it and sorting that may be the better plan. */
  readonly isShort?: boolean
}

interface CaseInput<Params> extends Omit<Case, 'name' | 'ask'> {
  readonly query: PreparedQuery<Params, unknown>
  readonly note?: string
  readonly parameters: Params
}

function planned<Params extends object>({ query, note, parameters, ...expected }: CaseInput<Params>): Case {
  return {
    name: [query.metadata?.name, note].filter((part) => part !== undefined).join(', '),
    ask: (mode) => planner.planOf({ query, parameters, mode }),
    ...expected,
  }
}

const limit = 21
const [busiest, somebody] = [idOf('users', 1), idOf('users', 2_000)]
const conversationId = idOf('conversations', 1)
const ids = Array.from({ length: 20 }, (_, n) => idOf('conversations', 100 + n))
const messageIds = Array.from({ length: 20 }, (_, n) => idOf('messages', 100 + n))
/** In the middle of the times. */
const afterTime = '2026-05-20 00:00:00+00'
const position = { afterTime, afterId: idOf('conversations', 1) }

const inboxes = ['ix_conversations_buyer_inbox', 'ix_conversations_seller_inbox']
const inbox = (note: string, parameters: Omit<conversations.ListInboxParams, 'limit'>, isShort = false) =>
  planned({
    query: conversations.listInbox,
    note,
    parameters: { ...parameters, limit },
    indexes: inboxes,
    buffers: 350,
    rows: limit,
    isShort,
  })

/** One command touches the rows and all their indexes, several times, and the triggers' look-ups are its own too. */
const written = 400

const conversationCases = [
  planned({
    query: conversations.openConversation,
    note: 'that exists',
    parameters: partiesOf(1, size),
    indexes: ['conversations_buyer_id_seller_id_product_id_key'],
    buffers: 20,
    rows: 1,
    passedOver: 10,
  }),
  planned({
    query: conversations.openConversation,
    note: 'that is new',
    parameters: { ...partiesOf(1, size), productId: null },
    indexes: [],
    buffers: 100,
    rows: 0,
    passedOver: 10,
  }),
  planned({
    query: conversations.findConversation,
    parameters: { id: conversationId },
    indexes: ['conversations_pkey'],
    buffers: 6,
    rows: 1,
  }),
  planned({
    query: conversations.listConversationsByIds,
    parameters: { ids },
    indexes: ['conversations_pkey'],
    buffers: 90,
    rows: 20,
  }),
  inbox('of the busiest', { userId: busiest, isArchived: false }),
  inbox('of the busiest, next page', { userId: busiest, isArchived: false, ...position }),
  inbox('of the busiest, archived', { userId: busiest, isArchived: true }),
  inbox('of the busiest, archived, next page', { userId: busiest, isArchived: true, ...position }),
  inbox('of somebody', { userId: somebody, isArchived: false }, true),
  inbox('of somebody, archived, next page', { userId: somebody, isArchived: true, ...position }, true),
  planned({
    query: conversations.setConversationArchived,
    parameters: { id: conversationId, userId: busiest, isArchived: true },
    indexes: ['conversations_pkey'],
    buffers: 200,
    rows: 1,
  }),
  planned({
    query: conversations.markConversationRead,
    note: 'the longest',
    parameters: { id: conversationId, userId: busiest },
    indexes: ['conversations_pkey', 'ix_messages_unread'],
    buffers: unreadInLongest * 40,
    rows: unreadInLongest,
  }),
  planned({
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
const from = idOf('messages', 5_000)
const reading = { conversationId, userId: busiest, limit }
const lists = (['listOlderMessages', 'listNewerMessages'] as const).flatMap((name) => {
  const query = messages[name]
  const expected = { buffers: 60, rows: limit }
  return [
    planned({ query, parameters: reading, indexes: ['conversations_pkey', page], ...expected }),
    planned({
      query,
      note: 'from a message',
      parameters: { ...reading, fromId: from },
      indexes: ['conversations_pkey', 'messages_pkey', page],
      ...expected,
    }),
    planned({
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
  planned({
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
    rows: 1,
  }),
  planned({
    query: messages.findMessage,
    parameters: { id: from },
    indexes: ['messages_pkey', 'conversations_pkey'],
    buffers: 12,
    rows: 1,
  }),
  planned({
    query: messages.listMessagesByIds,
    parameters: { ids: messageIds },
    indexes: ['messages_pkey', 'conversations_pkey'],
    buffers: 180,
    rows: 20,
  }),
  planned({
    query: messages.markMessagesRead,
    note: 'of the longest, up to the newest but ten',
    parameters: { upToId: idOf('messages', 10), userId: busiest },
    indexes: ['messages_pkey', 'conversations_pkey', 'ix_messages_unread'],
    buffers: unreadInLongest * 40,
    rows: unreadInLongest,
  }),
  planned({
    query: messages.deleteMessage,
    note: 'the last of the longest',
    parameters: { id: idOf('messages', 1), senderId: partiesOf(1, size).sellerId },
    indexes: ['messages_pkey', 'conversations_pkey', page],
    buffers: written,
    rows: 1,
    passedOver: 1, // the message itself
  }),
]

it('the rows that are read are those of a marketplace', async () => {
  expect(await findBrokenInvariants(db)).toEqual([])
})

describe.each(planModes)('with %s', (mode) => {
  it.each([...conversationCases, ...messageCases])('$name reads by its indexes', async (planCase) => {
    const plan = await planCase.ask(mode)
    const nodes = nodesOf(plan)
    const scans = nodes.filter(
      (node) => node['Relation Name'] !== undefined && node['Node Type'].endsWith('Scan'),
    )
    const how =
      planCase.isShort === true ? /^(?:Index|Index Only|Bitmap Heap) Scan$/ : /^Index (?:Only )?Scan$/
    for (const scan of scans) {
      expect(scan['Node Type']).toMatch(how)
      expect(scan['Actual Rows'] * scan['Actual Loops']).toBeLessThanOrEqual(planCase.rows)
      expect(scan['Rows Removed by Filter'] ?? 0).toBeLessThanOrEqual(planCase.passedOver ?? 0)
    }
    const used = new Set(nodes.map((node) => node['Index Name']))
    if (planCase.isShort !== true) for (const index of planCase.indexes) expect(used).toContain(index)
    expect(buffersOf(plan)).toBeLessThanOrEqual(planCase.buffers)
  })
})
