/** Types and queries of "messages.sql". Made by souk-db generate; never edit. */

import { PreparedQuery } from '@souk/db'

/** Parameters of `insertMessage`. */
export interface InsertMessageParams {
  readonly conversationId: string
  readonly senderId: string
  readonly content: string
}

/** A row of `insertMessage`. */
export interface InsertMessageRow {
  /** The id of the message. */
  readonly id: string
  /** Later than that of each earlier message of the conversation. */
  readonly createdAt: Date
}

/**
 * [sql/messages.sql:3](../sql/messages.sql#L3)
 *
 * ```sql
 * insert into messages (conversation_id, sender_id, content)
 * values (:conversationId!, :senderId!, :content!)
 * returning messages.id, messages.created_at
 * ```
 */
export const insertMessage = new PreparedQuery<InsertMessageParams, InsertMessageRow>(
  '{"usedParamSet":{"conversationId":true,"senderId":true,"content":true},"params":[{"name":"conversationId","required":true,"transform":{"type":"scalar"},"locs":[{"a":67,"b":82}]},{"name":"senderId","required":true,"transform":{"type":"scalar"},"locs":[{"a":85,"b":94}]},{"name":"content","required":true,"transform":{"type":"scalar"},"locs":[{"a":97,"b":105}]}],"statement":"insert into messages (conversation_id, sender_id, content)\\nvalues (:conversationId!, :senderId!, :content!)\\nreturning messages.id, messages.created_at"}',
  '{"name":"insertMessage","file":"messages.sql","parameterTypes":{"conversationId":"uuid","senderId":"uuid","content":"text"},"tables":["messages"],"access":"write"}',
)

/** Parameters of `setLastMessage`. */
export interface SetLastMessageParams {
  readonly messageId: string
  readonly sentAt: Date | string
  readonly id: string
}

/** `setLastMessage` returns no rows. */
export type SetLastMessageRow = never

/**
 * [sql/messages.sql:8](../sql/messages.sql#L8)
 *
 * ```sql
 * update conversations
 * set
 *   last_message_id = :messageId!,
 *   last_message_at = :sentAt!,
 *   seller_unread_count = conversations.seller_unread_count + 1
 * where conversations.id = :id!
 * ```
 */
export const setLastMessage = new PreparedQuery<SetLastMessageParams, SetLastMessageRow>(
  '{"usedParamSet":{"messageId":true,"sentAt":true,"id":true},"params":[{"name":"messageId","required":true,"transform":{"type":"scalar"},"locs":[{"a":45,"b":55}]},{"name":"sentAt","required":true,"transform":{"type":"scalar"},"locs":[{"a":78,"b":85}]},{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":175,"b":178}]}],"statement":"update conversations\\nset\\n  last_message_id = :messageId!,\\n  last_message_at = :sentAt!,\\n  seller_unread_count = conversations.seller_unread_count + 1\\nwhere conversations.id = :id!"}',
  '{"name":"setLastMessage","file":"messages.sql","parameterTypes":{"messageId":"uuid","sentAt":"timestamptz","id":"uuid"},"tables":["conversations"],"access":"write"}',
)

/** Parameters of `countUnread`. */
export interface CountUnreadParams {
  readonly id: string
}

/** `countUnread` returns no rows. */
export type CountUnreadRow = never

/**
 * [sql/messages.sql:16](../sql/messages.sql#L16)
 *
 * ```sql
 * update conversations
 * set seller_unread_count = conversations.seller_unread_count + 1
 * where conversations.id = :id!
 * ```
 */
export const countUnread = new PreparedQuery<CountUnreadParams, CountUnreadRow>(
  '{"usedParamSet":{"id":true},"params":[{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":110,"b":113}]}],"statement":"update conversations\\nset seller_unread_count = conversations.seller_unread_count + 1\\nwhere conversations.id = :id!"}',
  '{"name":"countUnread","file":"messages.sql","parameterTypes":{"id":"uuid"},"tables":["conversations"],"access":"write"}',
)

/** Parameters of `findConversation`. */
export interface FindConversationParams {
  readonly id: string
}

/** A row of `findConversation`. */
export interface FindConversationRow {
  /** The id of the conversation. */
  readonly id: string
  /** The participant who may buy. */
  readonly buyerId: string
  /** The participant who sells. */
  readonly sellerId: string
  /** The product it is about; null if it is general, or if that product is gone. */
  readonly productId: string | null
  /** The newest message; null if there is none. */
  readonly lastMessageId: string | null
  /** The number of messages the seller has not read. */
  readonly sellerUnreadCount: number
}

/**
 * [sql/messages.sql:21](../sql/messages.sql#L21)
 *
 * ```sql
 * select
 *   conversations.id,
 *   conversations.buyer_id,
 *   conversations.seller_id,
 *   conversations.product_id,
 *   conversations.last_message_id,
 *   conversations.seller_unread_count
 * from conversations
 * where conversations.id = :id!
 * ```
 */
export const findConversation = new PreparedQuery<FindConversationParams, FindConversationRow>(
  '{"usedParamSet":{"id":true},"params":[{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":221,"b":224}]}],"statement":"select\\n  conversations.id,\\n  conversations.buyer_id,\\n  conversations.seller_id,\\n  conversations.product_id,\\n  conversations.last_message_id,\\n  conversations.seller_unread_count\\nfrom conversations\\nwhere conversations.id = :id!"}',
  '{"name":"findConversation","file":"messages.sql","parameterTypes":{"id":"uuid"},"tables":["conversations"],"access":"read"}',
)

/** Parameters of `sendMessage`. */
export interface SendMessageParams {
  readonly conversationId: string
  readonly senderId: string
  readonly content: string
}

/** A row of `sendMessage`. */
export interface SendMessageRow {
  /** The id of the conversation. */
  readonly id: string
  /** The participant who may buy. */
  readonly buyerId: string
  /** The participant who sells. */
  readonly sellerId: string
  /** The product it is about; null if it is general, or if that product is gone. */
  readonly productId: string | null
  /** The newest message; null if there is none. */
  readonly lastMessageId: string | null
  /** The number of messages the seller has not read. */
  readonly sellerUnreadCount: number
}

/**
 * All three in one statement, which is a transaction: no row, and nothing written, if there is no such conversation.
 *
 * [sql/messages.sql:32](../sql/messages.sql#L32)
 *
 * ```sql
 * with inserted_message as (
 *   insert into messages (conversation_id, sender_id, content)
 *   values (:conversationId!, :senderId!, :content!)
 *   returning messages.id, messages.conversation_id, messages.created_at
 * )
 * update conversations
 * set
 *   last_message_id = inserted_message.id,
 *   last_message_at = inserted_message.created_at,
 *   seller_unread_count = conversations.seller_unread_count + 1
 * from inserted_message
 * where conversations.id = inserted_message.conversation_id
 * returning
 *   conversations.id,
 *   conversations.buyer_id,
 *   conversations.seller_id,
 *   conversations.product_id,
 *   conversations.last_message_id,
 *   conversations.seller_unread_count
 * ```
 */
export const sendMessage = new PreparedQuery<SendMessageParams, SendMessageRow>(
  '{"usedParamSet":{"conversationId":true,"senderId":true,"content":true},"params":[{"name":"conversationId","required":true,"transform":{"type":"scalar"},"locs":[{"a":216,"b":231}]},{"name":"senderId","required":true,"transform":{"type":"scalar"},"locs":[{"a":234,"b":243}]},{"name":"content","required":true,"transform":{"type":"scalar"},"locs":[{"a":246,"b":254}]}],"statement":"-- All three in one statement, which is a transaction: no row, and nothing written, if there is no such conversation.\\nwith inserted_message as (\\n  insert into messages (conversation_id, sender_id, content)\\n  values (:conversationId!, :senderId!, :content!)\\n  returning messages.id, messages.conversation_id, messages.created_at\\n)\\nupdate conversations\\nset\\n  last_message_id = inserted_message.id,\\n  last_message_at = inserted_message.created_at,\\n  seller_unread_count = conversations.seller_unread_count + 1\\nfrom inserted_message\\nwhere conversations.id = inserted_message.conversation_id\\nreturning\\n  conversations.id,\\n  conversations.buyer_id,\\n  conversations.seller_id,\\n  conversations.product_id,\\n  conversations.last_message_id,\\n  conversations.seller_unread_count"}',
  '{"name":"sendMessage","file":"messages.sql","parameterTypes":{"conversationId":"uuid","senderId":"uuid","content":"text"},"tables":["conversations","messages"],"access":"write"}',
)
