/** Types and queries of "invariants.sql". Made by souk-db generate; never edit. */

import { PreparedQuery } from '../src/engine/prepared-query.js'

/** `conversationsCountedWrongly` has no parameters. */
export type ConversationsCountedWronglyParams = undefined

/** A row of `conversationsCountedWrongly`. */
export interface ConversationsCountedWronglyRow {
  readonly tableName: string
  readonly id: string
}

/**
 * A participant's unread count is the number of messages that the other one sent and they have not read.
 *
 * ```sql
 * select
 *   'conversations' as "table_name!",
 *   conversations.id
 * from conversations
 * where conversations.buyer_unread_count <> (
 *     select count(*)
 *     from messages
 *     where messages.conversation_id = conversations.id
 *       and messages.sender_id <> conversations.buyer_id
 *       and messages.read_at is null
 *   )
 *   or conversations.seller_unread_count <> (
 *     select count(*)
 *     from messages
 *     where messages.conversation_id = conversations.id
 *       and messages.sender_id <> conversations.seller_id
 *       and messages.read_at is null
 *   )
 * ```
 */
export const conversationsCountedWrongly = new PreparedQuery<ConversationsCountedWronglyParams, ConversationsCountedWronglyRow>(
  {"usedParamSet":{},"params":[],"statement":"-- A participant's unread count is the number of messages that the other one sent and they have not read.\nselect\n  'conversations' as \"table_name!\",\n  conversations.id\nfrom conversations\nwhere conversations.buyer_unread_count <> (\n    select count(*)\n    from messages\n    where messages.conversation_id = conversations.id\n      and messages.sender_id <> conversations.buyer_id\n      and messages.read_at is null\n  )\n  or conversations.seller_unread_count <> (\n    select count(*)\n    from messages\n    where messages.conversation_id = conversations.id\n      and messages.sender_id <> conversations.seller_id\n      and messages.read_at is null\n  )"},
  {"name":"conversationsCountedWrongly","file":"invariants.sql","parameterTypes":{}},
)

/** `conversationsWithoutTheirNewestMessage` has no parameters. */
export type ConversationsWithoutTheirNewestMessageParams = undefined

/** A row of `conversationsWithoutTheirNewestMessage`. */
export interface ConversationsWithoutTheirNewestMessageRow {
  readonly tableName: string
  readonly id: string
}

/**
 * The last message is the newest one, and there is none exactly if nothing is said.
 *
 * ```sql
 * select
 *   'conversations' as "table_name!",
 *   conversations.id
 * from conversations
 * where conversations.last_message_id is distinct from (
 *     select messages.id
 *     from messages
 *     where messages.conversation_id = conversations.id
 *     order by messages.created_at desc, messages.id desc
 *     limit 1
 *   )
 * ```
 */
export const conversationsWithoutTheirNewestMessage = new PreparedQuery<ConversationsWithoutTheirNewestMessageParams, ConversationsWithoutTheirNewestMessageRow>(
  {"usedParamSet":{},"params":[],"statement":"-- The last message is the newest one, and there is none exactly if nothing is said.\nselect\n  'conversations' as \"table_name!\",\n  conversations.id\nfrom conversations\nwhere conversations.last_message_id is distinct from (\n    select messages.id\n    from messages\n    where messages.conversation_id = conversations.id\n    order by messages.created_at desc, messages.id desc\n    limit 1\n  )"},
  {"name":"conversationsWithoutTheirNewestMessage","file":"invariants.sql","parameterTypes":{}},
)

/** `conversationsDatedUnlikeTheirLastMessage` has no parameters. */
export type ConversationsDatedUnlikeTheirLastMessageParams = undefined

/** A row of `conversationsDatedUnlikeTheirLastMessage`. */
export interface ConversationsDatedUnlikeTheirLastMessageRow {
  readonly tableName: string
  readonly id: string
}

/**
 * Their place in the inbox is that of their last message.
 *
 * ```sql
 * select
 *   'conversations' as "table_name!",
 *   conversations.id
 * from conversations
 * left join messages on messages.id = conversations.last_message_id
 * where conversations.last_message_at is distinct from messages.created_at
 * ```
 */
export const conversationsDatedUnlikeTheirLastMessage = new PreparedQuery<ConversationsDatedUnlikeTheirLastMessageParams, ConversationsDatedUnlikeTheirLastMessageRow>(
  {"usedParamSet":{},"params":[],"statement":"-- Their place in the inbox is that of their last message.\nselect\n  'conversations' as \"table_name!\",\n  conversations.id\nfrom conversations\nleft join messages on messages.id = conversations.last_message_id\nwhere conversations.last_message_at is distinct from messages.created_at"},
  {"name":"conversationsDatedUnlikeTheirLastMessage","file":"invariants.sql","parameterTypes":{}},
)

/** `conversationsArchivedByOthers` has no parameters. */
export type ConversationsArchivedByOthersParams = undefined

/** A row of `conversationsArchivedByOthers`. */
export interface ConversationsArchivedByOthersRow {
  readonly tableName: string
  readonly id: string
}

/**
 * ```sql
 * select
 *   'conversations' as "table_name!",
 *   conversations.id
 * from conversations
 * where not conversations.archived_by <@ array[conversations.buyer_id, conversations.seller_id]
 *   or cardinality(conversations.archived_by) > 2
 * ```
 */
export const conversationsArchivedByOthers = new PreparedQuery<ConversationsArchivedByOthersParams, ConversationsArchivedByOthersRow>(
  {"usedParamSet":{},"params":[],"statement":"select\n  'conversations' as \"table_name!\",\n  conversations.id\nfrom conversations\nwhere not conversations.archived_by <@ array[conversations.buyer_id, conversations.seller_id]\n  or cardinality(conversations.archived_by) > 2"},
  {"name":"conversationsArchivedByOthers","file":"invariants.sql","parameterTypes":{}},
)

/** `messagesOfOthers` has no parameters. */
export type MessagesOfOthersParams = undefined

/** A row of `messagesOfOthers`. */
export interface MessagesOfOthersRow {
  readonly tableName: string
  readonly id: string
}

/**
 * Only participants send.
 *
 * ```sql
 * select
 *   'messages' as "table_name!",
 *   messages.id
 * from messages
 * join conversations on conversations.id = messages.conversation_id
 * where messages.sender_id not in (conversations.buyer_id, conversations.seller_id)
 * ```
 */
export const messagesOfOthers = new PreparedQuery<MessagesOfOthersParams, MessagesOfOthersRow>(
  {"usedParamSet":{},"params":[],"statement":"-- Only participants send.\nselect\n  'messages' as \"table_name!\",\n  messages.id\nfrom messages\njoin conversations on conversations.id = messages.conversation_id\nwhere messages.sender_id not in (conversations.buyer_id, conversations.seller_id)"},
  {"name":"messagesOfOthers","file":"invariants.sql","parameterTypes":{}},
)

/** `messagesOfTheSameInstant` has no parameters. */
export type MessagesOfTheSameInstantParams = undefined

/** A row of `messagesOfTheSameInstant`. */
export interface MessagesOfTheSameInstantRow {
  readonly tableName: string
  readonly id: string
}

/**
 * The times of a conversation's messages tell in which order they were sent.
 *
 * ```sql
 * select
 *   'messages' as "table_name!",
 *   messages.id
 * from messages
 * join messages as other_message
 *   on other_message.conversation_id = messages.conversation_id
 *   and other_message.created_at = messages.created_at
 *   and other_message.id < messages.id
 * ```
 */
export const messagesOfTheSameInstant = new PreparedQuery<MessagesOfTheSameInstantParams, MessagesOfTheSameInstantRow>(
  {"usedParamSet":{},"params":[],"statement":"-- The times of a conversation's messages tell in which order they were sent.\nselect\n  'messages' as \"table_name!\",\n  messages.id\nfrom messages\njoin messages as other_message\n  on other_message.conversation_id = messages.conversation_id\n  and other_message.created_at = messages.created_at\n  and other_message.id < messages.id"},
  {"name":"messagesOfTheSameInstant","file":"invariants.sql","parameterTypes":{}},
)

/** `secondConversationsAboutOneSubject` has no parameters. */
export type SecondConversationsAboutOneSubjectParams = undefined

/** A row of `secondConversationsAboutOneSubject`. */
export interface SecondConversationsAboutOneSubjectRow {
  readonly tableName: string
  readonly id: string
}

/**
 * A buyer and a seller have one conversation about a product, and one about nothing in particular.
 *
 * ```sql
 * select
 *   'conversations' as "table_name!",
 *   conversations.id
 * from conversations
 * join conversations as first_conversation
 *   on first_conversation.buyer_id = conversations.buyer_id
 *   and first_conversation.seller_id = conversations.seller_id
 *   and first_conversation.id < conversations.id
 * where first_conversation.product_id = conversations.product_id
 *   or (first_conversation.is_general and conversations.is_general)
 * ```
 */
export const secondConversationsAboutOneSubject = new PreparedQuery<SecondConversationsAboutOneSubjectParams, SecondConversationsAboutOneSubjectRow>(
  {"usedParamSet":{},"params":[],"statement":"-- A buyer and a seller have one conversation about a product, and one about nothing in particular.\nselect\n  'conversations' as \"table_name!\",\n  conversations.id\nfrom conversations\njoin conversations as first_conversation\n  on first_conversation.buyer_id = conversations.buyer_id\n  and first_conversation.seller_id = conversations.seller_id\n  and first_conversation.id < conversations.id\nwhere first_conversation.product_id = conversations.product_id\n  or (first_conversation.is_general and conversations.is_general)"},
  {"name":"secondConversationsAboutOneSubject","file":"invariants.sql","parameterTypes":{}},
)
