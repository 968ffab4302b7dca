/** Types and queries of "messages.sql". Made by souk-db generate; never edit. */

import { PreparedQuery } from '../src/engine/statement/prepared-query.js'
import type { Message } from './models.js'
import type { MessageType } from './enums.js'
import type { Json } from '../src/engine/values/json.js'
import type { JsonColumns } from './json-columns.js'
export type { MessageType }

/** Parameters of `sendMessage`. */
export interface SendMessageParams {
  readonly conversationId: string
  readonly senderId: string
  readonly id: string
  readonly messageType: MessageType
  readonly content?: string | null
  readonly imageUrls: readonly (string | null)[]
  readonly requestDigest?: string | null
  readonly notify?: Json | undefined
}

/**
 * Sends a message: it becomes the last one of its conversation, unread by the other participant, in whose inbox the
 * conversation is again if they had archived it.
 * Returns no row if the conversation is not the sender's, if an account of the two is closed, or if the id is taken, also by
 * a statement that runs now: on conflict waits for it, and the rest hangs on the row that was inserted.
 * The two are locked, as the foreign key will do anyway with the sender, before the conversation: in the order in which
 * deleting or closing an account locks them, so that they wait for each other in turn and not in a circle.
 *
 * [sql/messages.sql:9](../sql/messages.sql#L9)
 *
 * ```sql
 * with locked_party as (
 *   select
 *     users.id,
 *     users.is_active
 *   from conversations
 *   join users on users.id in (conversations.buyer_id, conversations.seller_id)
 *   where conversations.id = :conversationId!
 *   order by users.id
 *   for key share of users
 * ),
 * locked_parties as (
 *   select coalesce(bool_and(locked_party.is_active), false) as are_open
 *   from locked_party
 * ),
 * conversation as (
 *   select
 *     conversations.id,
 *     conversations.buyer_id,
 *     conversations.seller_id,
 *     conversations.last_message_at
 *   from locked_parties
 *   join conversations on conversations.id = :conversationId!
 *   where locked_parties.are_open
 *     and :senderId! in (conversations.buyer_id, conversations.seller_id)
 *   for no key update of conversations
 * ),
 * sent_message as (
 *   insert into messages (
 *     id,
 *     conversation_id,
 *     sender_id,
 *     message_type,
 *     content,
 *     image_urls,
 *     request_digest,
 *     created_at,
 *     updated_at
 *   )
 *   select
 *     :id!,
 *     conversation.id,
 *     :senderId!,
 *     :messageType!,
 *     :content, -- null: images without a caption
 *     :imageUrls!,
 *     :requestDigest, -- null: the caller gave no id
 *     clock.now,
 *     clock.now
 *   from conversation
 *   cross join lateral (
 *     select greatest(clock_timestamp(), conversation.last_message_at + interval '1 microsecond') as now
 *   ) as clock
 *   on conflict (id) do nothing
 *   returning
 *     messages.id,
 *     messages.conversation_id,
 *     messages.sender_id,
 *     messages.message_type,
 *     messages.content,
 *     messages.image_urls,
 *     messages.offer_data,
 *     messages.read_at,
 *     messages.created_at,
 *     messages.updated_at,
 *     messages.offer_id,
 *     messages.hidden_at,
 *     messages.erased_at
 * ),
 * /*[if notify]*\/
 * sent_notification as (
 *   insert into notifications (user_id, actor_id, notification_type, subject_type, subject_id, title, body, data, channels, dedupe_key)
 *   select
 *     case :senderId! when conversation.buyer_id then conversation.seller_id else conversation.buyer_id end,
 *     :senderId!,
 *     'message',
 *     'message',
 *     sent_message.id,
 *     content.title,
 *     content.body,
 *     coalesce(content.data, '{}'),
 *     coalesce(content.channels, '{}'),
 *     concat_ws(':', 'messages.send', sent_message.id)
 *   from sent_message
 *   join conversation on conversation.id = sent_message.conversation_id
 *   cross join jsonb_populate_record(null::notifications, :notify!::jsonb) as content
 *   on conflict do nothing
 * ),
 * /*[end]*\/
 * counted_conversation as (
 *   update conversations
 *   set
 *     last_message_id = sent_message.id,
 *     last_message_at = sent_message.created_at,
 *     buyer_unread_count = conversations.buyer_unread_count
 *       + case when conversations.buyer_id = :senderId! then 0 else 1 end,
 *     seller_unread_count = conversations.seller_unread_count
 *       + case when conversations.seller_id = :senderId! then 0 else 1 end,
 *     archived_by = array_remove(
 *       conversations.archived_by,
 *       case when conversations.buyer_id = :senderId! then conversations.seller_id else conversations.buyer_id end
 *     )
 *   from sent_message
 *   where conversations.id = sent_message.conversation_id
 * )
 * select
 *   sent_message.id,
 *   sent_message.conversation_id,
 *   sent_message.sender_id,
 *   sent_message.message_type,
 *   sent_message.content,
 *   sent_message.image_urls,
 *   sent_message.offer_data,
 *   sent_message.read_at,
 *   sent_message.created_at,
 *   sent_message.updated_at,
 *   sent_message.offer_id,
 *   sent_message.hidden_at,
 *   sent_message.erased_at
 * from sent_message
 * ```
 */
export const sendMessage = new PreparedQuery<SendMessageParams, Message>(
  '{"usedParamSet":{"conversationId":true,"senderId":true,"id":true,"messageType":true,"content":true,"imageUrls":true,"requestDigest":true,"notify":true},"params":[{"name":"conversationId","required":true,"transform":{"type":"scalar"},"locs":[{"a":819,"b":834},{"a":1203,"b":1218}]},{"name":"senderId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1260,"b":1269},{"a":1597,"b":1606},{"a":2480,"b":2489},{"a":2582,"b":2591},{"a":3261,"b":3270},{"a":3395,"b":3404},{"a":3531,"b":3540}]},{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":1566,"b":1569}]},{"name":"messageType","required":true,"transform":{"type":"scalar"},"locs":[{"a":1613,"b":1625}]},{"name":"content","required":false,"transform":{"type":"scalar"},"locs":[{"a":1632,"b":1639}]},{"name":"imageUrls","required":true,"transform":{"type":"scalar"},"locs":[{"a":1680,"b":1690}]},{"name":"requestDigest","required":false,"transform":{"type":"scalar"},"locs":[{"a":1697,"b":1710}]},{"name":"notify","required":true,"transform":{"type":"scalar"},"locs":[{"a":2953,"b":2960}]}],"statement":"-- Sends a message: it becomes the last one of its conversation, unread by the other participant, in whose inbox the\\n-- conversation is again if they had archived it.\\n-- Returns no row if the conversation is not the sender\'s, if an account of the two is closed, or if the id is taken, also by\\n-- a statement that runs now: on conflict waits for it, and the rest hangs on the row that was inserted.\\n-- The two are locked, as the foreign key will do anyway with the sender, before the conversation: in the order in which\\n-- deleting or closing an account locks them, so that they wait for each other in turn and not in a circle.\\nwith locked_party as (\\n  select\\n    users.id,\\n    users.is_active\\n  from conversations\\n  join users on users.id in (conversations.buyer_id, conversations.seller_id)\\n  where conversations.id = :conversationId!\\n  order by users.id\\n  for key share of users\\n),\\nlocked_parties as (\\n  select coalesce(bool_and(locked_party.is_active), false) as are_open\\n  from locked_party\\n),\\nconversation as (\\n  select\\n    conversations.id,\\n    conversations.buyer_id,\\n    conversations.seller_id,\\n    conversations.last_message_at\\n  from locked_parties\\n  join conversations on conversations.id = :conversationId!\\n  where locked_parties.are_open\\n    and :senderId! in (conversations.buyer_id, conversations.seller_id)\\n  for no key update of conversations\\n),\\nsent_message as (\\n  insert into messages (\\n    id,\\n    conversation_id,\\n    sender_id,\\n    message_type,\\n    content,\\n    image_urls,\\n    request_digest,\\n    created_at,\\n    updated_at\\n  )\\n  select\\n    :id!,\\n    conversation.id,\\n    :senderId!,\\n    :messageType!,\\n    :content, -- null: images without a caption\\n    :imageUrls!,\\n    :requestDigest, -- null: the caller gave no id\\n    clock.now,\\n    clock.now\\n  from conversation\\n  cross join lateral (\\n    select greatest(clock_timestamp(), conversation.last_message_at + interval \'1 microsecond\') as now\\n  ) as clock\\n  on conflict (id) do nothing\\n  returning\\n    messages.id,\\n    messages.conversation_id,\\n    messages.sender_id,\\n    messages.message_type,\\n    messages.content,\\n    messages.image_urls,\\n    messages.offer_data,\\n    messages.read_at,\\n    messages.created_at,\\n    messages.updated_at,\\n    messages.offer_id,\\n    messages.hidden_at,\\n    messages.erased_at\\n),\\n/*[if notify]*/\\nsent_notification as (\\n  insert into notifications (user_id, actor_id, notification_type, subject_type, subject_id, title, body, data, channels, dedupe_key)\\n  select\\n    case :senderId! when conversation.buyer_id then conversation.seller_id else conversation.buyer_id end,\\n    :senderId!,\\n    \'message\',\\n    \'message\',\\n    sent_message.id,\\n    content.title,\\n    content.body,\\n    coalesce(content.data, \'{}\'),\\n    coalesce(content.channels, \'{}\'),\\n    concat_ws(\':\', \'messages.send\', sent_message.id)\\n  from sent_message\\n  join conversation on conversation.id = sent_message.conversation_id\\n  cross join jsonb_populate_record(null::notifications, :notify!::jsonb) as content\\n  on conflict do nothing\\n),\\n/*[end]*/\\ncounted_conversation as (\\n  update conversations\\n  set\\n    last_message_id = sent_message.id,\\n    last_message_at = sent_message.created_at,\\n    buyer_unread_count = conversations.buyer_unread_count\\n      + case when conversations.buyer_id = :senderId! then 0 else 1 end,\\n    seller_unread_count = conversations.seller_unread_count\\n      + case when conversations.seller_id = :senderId! then 0 else 1 end,\\n    archived_by = array_remove(\\n      conversations.archived_by,\\n      case when conversations.buyer_id = :senderId! then conversations.seller_id else conversations.buyer_id end\\n    )\\n  from sent_message\\n  where conversations.id = sent_message.conversation_id\\n)\\nselect\\n  sent_message.id,\\n  sent_message.conversation_id,\\n  sent_message.sender_id,\\n  sent_message.message_type,\\n  sent_message.content,\\n  sent_message.image_urls,\\n  sent_message.offer_data,\\n  sent_message.read_at,\\n  sent_message.created_at,\\n  sent_message.updated_at,\\n  sent_message.offer_id,\\n  sent_message.hidden_at,\\n  sent_message.erased_at\\nfrom sent_message"}',
  '{"name":"sendMessage","file":"messages.sql","parameterTypes":{"conversationId":"uuid","senderId":"uuid","id":"uuid","messageType":"message_type","content":"text","imageUrls":"text[]","requestDigest":"uuid","notify":"jsonb"},"tables":["conversations","messages","notifications","users"],"access":"write"}',
)

/** Parameters of `findMessage`. */
export interface FindMessageParams {
  readonly id: string
  readonly requestDigest?: string | undefined
}

/** A row of `findMessage`. */
export interface FindMessageRow extends Message {
  /** The participant who did not send it, for policies. */
  readonly recipientId: string | null
}

/**
 * A message, and who may see it beside its sender; if a digest is given, the message that the same content made.
 *
 * [sql/messages.sql:112](../sql/messages.sql#L112)
 *
 * ```sql
 * select
 *   messages.id,
 *   messages.conversation_id,
 *   messages.sender_id,
 *   messages.message_type,
 *   messages.content,
 *   messages.image_urls,
 *   messages.offer_data,
 *   messages.read_at,
 *   messages.created_at,
 *   messages.updated_at,
 *   messages.offer_id,
 *   messages.hidden_at,
 *   messages.erased_at,
 *   messages.recipient_id
 * from messages
 * where messages.id = :id!
 *   /*[if requestDigest]*\/ and messages.request_digest = :requestDigest! /*[end]*\/
 * ```
 */
export const findMessage = new PreparedQuery<FindMessageParams, FindMessageRow>(
  '{"usedParamSet":{"id":true,"requestDigest":true},"params":[{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":528,"b":531}]},{"name":"requestDigest","required":true,"transform":{"type":"scalar"},"locs":[{"a":588,"b":602}]}],"statement":"-- A message, and who may see it beside its sender; if a digest is given, the message that the same content made.\\n-- lint-disable secret-column: the caller is compared with it\\nselect\\n  messages.id,\\n  messages.conversation_id,\\n  messages.sender_id,\\n  messages.message_type,\\n  messages.content,\\n  messages.image_urls,\\n  messages.offer_data,\\n  messages.read_at,\\n  messages.created_at,\\n  messages.updated_at,\\n  messages.offer_id,\\n  messages.hidden_at,\\n  messages.erased_at,\\n  messages.recipient_id\\nfrom messages\\nwhere messages.id = :id!\\n  /*[if requestDigest]*/ and messages.request_digest = :requestDigest! /*[end]*/"}',
  '{"name":"findMessage","file":"messages.sql","parameterTypes":{"id":"uuid","requestDigest":"uuid"},"tables":["messages"],"access":"read"}',
)

/** Parameters of `listMessagesByIds`. */
export interface ListMessagesByIdsParams {
  readonly ids: readonly (string | null)[]
}

/** A row of `listMessagesByIds`. */
export interface ListMessagesByIdsRow extends Message {
  /** The participant who did not send it, for policies. */
  readonly recipientId: string | null
}

/**
 * Messages, as in findMessage, in the order of their ids in the list; those that do not exist are left out.
 *
 * [sql/messages.sql:122](../sql/messages.sql#L122)
 *
 * ```sql
 * select
 *   messages.id,
 *   messages.conversation_id,
 *   messages.sender_id,
 *   messages.message_type,
 *   messages.content,
 *   messages.image_urls,
 *   messages.offer_data,
 *   messages.read_at,
 *   messages.created_at,
 *   messages.updated_at,
 *   messages.offer_id,
 *   messages.hidden_at,
 *   messages.erased_at,
 *   messages.recipient_id
 * from unnest(:ids!::uuid[]) with ordinality as wanted (id, place)
 * join messages on messages.id = wanted.id
 * order by wanted.place
 * ```
 */
export const listMessagesByIds = new PreparedQuery<ListMessagesByIdsParams, ListMessagesByIdsRow>(
  '{"usedParamSet":{"ids":true},"params":[{"name":"ids","required":true,"transform":{"type":"scalar"},"locs":[{"a":501,"b":505}]}],"statement":"-- Messages, as in findMessage, in the order of their ids in the list; those that do not exist are left out.\\n-- lint-disable secret-column: the caller is compared with it\\nselect\\n  messages.id,\\n  messages.conversation_id,\\n  messages.sender_id,\\n  messages.message_type,\\n  messages.content,\\n  messages.image_urls,\\n  messages.offer_data,\\n  messages.read_at,\\n  messages.created_at,\\n  messages.updated_at,\\n  messages.offer_id,\\n  messages.hidden_at,\\n  messages.erased_at,\\n  messages.recipient_id\\nfrom unnest(:ids!::uuid[]) with ordinality as wanted (id, place)\\njoin messages on messages.id = wanted.id\\norder by wanted.place"}',
  '{"name":"listMessagesByIds","file":"messages.sql","parameterTypes":{"ids":"uuid[]"},"tables":["messages"],"access":"read"}',
)

/** Parameters of `listOlderMessages`. */
export type ListOlderMessagesParams = {
  readonly fromId?: string | undefined
  readonly limit: number
  readonly conversationId: string
  readonly userId: string
} & (
  | { readonly afterTime: Date | string; readonly afterId: string }
  | { readonly afterTime?: undefined; readonly afterId?: undefined }
)

/** A row of `listOlderMessages`. */
export interface ListOlderMessagesRow {
  /** The id of the message. */
  readonly messageId: string | null
  /** The conversation that it is part of. */
  readonly messageConversationId: string | null
  /** The writer; of a system message, the participant whose action it reports. */
  readonly messageSenderId: string | null
  /** The kind of the message. */
  readonly messageType: MessageType | null
  /** The text. Text and system messages always have one, unless they were erased; with images or an offer it is a caption, or null. */
  readonly messageContent: string | null
  /** In the order of display; at most 10. */
  readonly messageImageUrls: readonly string[] | null
  /** The offer that it shows; null if it shows none, or if that offer is gone. */
  readonly messageOfferId: string | null
  /** The terms of that offer as the chat showed them, which stay as they were; null if it shows none. */
  readonly messageOfferData: JsonColumns['messages.offer_data'] | null
  /** The time the other participant read it; null if unread. */
  readonly messageReadAt: Date | null
  /** The time at which the text and the images were erased, together with their sender's personal data; null if they were not. */
  readonly messageErasedAt: Date | null
  /** Later than that of each earlier message of the conversation. */
  readonly messageCreatedAt: Date | null
  /** The time of the last change. */
  readonly messageUpdatedAt: Date | null
  /** The time when a moderator hid it: its words and pictures are shown to nobody. Null: it is shown. */
  readonly messageHiddenAt: Date | null
  readonly createdAtExact: string | null
}

/**
 * A conversation from its end, or from a message, back: newest first.
 * A participant gets a row without a message if there is none; no row at all says that the conversation is not theirs,
 * or that the message to start from is not in it.
 * The message to start from is looked up by its id alone: with its conversation beside it the planner may walk all of that.
 *
 * [sql/messages.sql:132](../sql/messages.sql#L132)
 *
 * ```sql
 * /*[if fromId]*\/
 * with start_message as materialized (
 *   select
 *     messages.id,
 *     messages.conversation_id,
 *     messages.created_at
 *   from messages
 *   where messages.id = :fromId!
 * )
 * /*[end]*\/
 * select
 *   page.id as "message_id?",
 *   page.conversation_id as "message_conversation_id?",
 *   page.sender_id as "message_sender_id?",
 *   page.message_type as "message_type?",
 *   page.content as "message_content?",
 *   page.image_urls as "message_image_urls?",
 *   page.offer_id as "message_offer_id?",
 *   page.offer_data as "message_offer_data?",
 *   page.read_at as "message_read_at?",
 *   page.erased_at as "message_erased_at?",
 *   page.created_at as "message_created_at?",
 *   page.updated_at as "message_updated_at?",
 *   page.hidden_at as "message_hidden_at?",
 *   page.created_at::text as "created_at_exact?"
 * from conversations
 * /*[if fromId]*\/ join start_message on start_message.conversation_id = conversations.id /*[end]*\/
 * left join lateral (
 *   select
 *     messages.id,
 *     messages.conversation_id,
 *     messages.sender_id,
 *     messages.message_type,
 *     messages.content,
 *     messages.image_urls,
 *     messages.offer_data,
 *     messages.read_at,
 *     messages.created_at,
 *     messages.updated_at,
 *     messages.offer_id,
 *     messages.hidden_at,
 *     messages.erased_at
 *   from messages
 *   where messages.conversation_id = conversations.id
 *     /*[if fromId]*\/
 *     and messages.created_at <= start_message.created_at
 *     and (messages.created_at, messages.id) < (start_message.created_at, start_message.id)
 *     /*[end]*\/
 *     /*[if afterTime afterId]*\/
 *     and messages.created_at <= :afterTime!
 *     and (messages.created_at, messages.id) < (:afterTime!, :afterId!)
 *     /*[end]*\/
 *   order by messages.created_at desc, messages.id desc
 *   limit (select :limit!::bigint)
 * ) as page on true
 * where conversations.id = :conversationId!
 *   and :userId! in (conversations.buyer_id, conversations.seller_id)
 * order by page.created_at desc, page.id desc
 * ```
 */
export const listOlderMessages = new PreparedQuery<ListOlderMessagesParams, ListOlderMessagesRow>(
  '{"usedParamSet":{"fromId":true,"afterTime":true,"afterId":true,"limit":true,"conversationId":true,"userId":true},"params":[{"name":"fromId","required":true,"transform":{"type":"scalar"},"locs":[{"a":538,"b":545}]},{"name":"afterTime","required":true,"transform":{"type":"scalar"},"locs":[{"a":1920,"b":1930},{"a":1978,"b":1988}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1991,"b":1999}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":2086,"b":2092}]},{"name":"conversationId","required":true,"transform":{"type":"scalar"},"locs":[{"a":2146,"b":2161}]},{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":2169,"b":2176}]}],"statement":"-- A conversation from its end, or from a message, back: newest first.\\n-- A participant gets a row without a message if there is none; no row at all says that the conversation is not theirs,\\n-- or that the message to start from is not in it.\\n-- The message to start from is looked up by its id alone: with its conversation beside it the planner may walk all of that.\\n/*[if fromId]*/\\nwith start_message as materialized (\\n  select\\n    messages.id,\\n    messages.conversation_id,\\n    messages.created_at\\n  from messages\\n  where messages.id = :fromId!\\n)\\n/*[end]*/\\nselect\\n  page.id as \\"message_id?\\",\\n  page.conversation_id as \\"message_conversation_id?\\",\\n  page.sender_id as \\"message_sender_id?\\",\\n  page.message_type as \\"message_type?\\",\\n  page.content as \\"message_content?\\",\\n  page.image_urls as \\"message_image_urls?\\",\\n  page.offer_id as \\"message_offer_id?\\",\\n  page.offer_data as \\"message_offer_data?\\",\\n  page.read_at as \\"message_read_at?\\",\\n  page.erased_at as \\"message_erased_at?\\",\\n  page.created_at as \\"message_created_at?\\",\\n  page.updated_at as \\"message_updated_at?\\",\\n  page.hidden_at as \\"message_hidden_at?\\",\\n  page.created_at::text as \\"created_at_exact?\\"\\nfrom conversations\\n/*[if fromId]*/ join start_message on start_message.conversation_id = conversations.id /*[end]*/\\nleft join lateral (\\n  select\\n    messages.id,\\n    messages.conversation_id,\\n    messages.sender_id,\\n    messages.message_type,\\n    messages.content,\\n    messages.image_urls,\\n    messages.offer_data,\\n    messages.read_at,\\n    messages.created_at,\\n    messages.updated_at,\\n    messages.offer_id,\\n    messages.hidden_at,\\n    messages.erased_at\\n  from messages\\n  where messages.conversation_id = conversations.id\\n    /*[if fromId]*/\\n    and messages.created_at <= start_message.created_at\\n    and (messages.created_at, messages.id) < (start_message.created_at, start_message.id)\\n    /*[end]*/\\n    /*[if afterTime afterId]*/\\n    and messages.created_at <= :afterTime!\\n    and (messages.created_at, messages.id) < (:afterTime!, :afterId!)\\n    /*[end]*/\\n  order by messages.created_at desc, messages.id desc\\n  limit (select :limit!::bigint)\\n) as page on true\\nwhere conversations.id = :conversationId!\\n  and :userId! in (conversations.buyer_id, conversations.seller_id)\\norder by page.created_at desc, page.id desc"}',
  '{"name":"listOlderMessages","file":"messages.sql","parameterTypes":{"fromId":"uuid","afterTime":"timestamptz","afterId":"uuid","limit":"int8","conversationId":"uuid","userId":"uuid"},"tables":["conversations","messages"],"access":"read"}',
)

/** Parameters of `listNewerMessages`. */
export type ListNewerMessagesParams = {
  readonly fromId?: string | undefined
  readonly limit: number
  readonly conversationId: string
  readonly userId: string
} & (
  | { readonly afterTime: Date | string; readonly afterId: string }
  | { readonly afterTime?: undefined; readonly afterId?: undefined }
)

/** A row of `listNewerMessages`. */
export interface ListNewerMessagesRow {
  /** The id of the message. */
  readonly messageId: string | null
  /** The conversation that it is part of. */
  readonly messageConversationId: string | null
  /** The writer; of a system message, the participant whose action it reports. */
  readonly messageSenderId: string | null
  /** The kind of the message. */
  readonly messageType: MessageType | null
  /** The text. Text and system messages always have one, unless they were erased; with images or an offer it is a caption, or null. */
  readonly messageContent: string | null
  /** In the order of display; at most 10. */
  readonly messageImageUrls: readonly string[] | null
  /** The offer that it shows; null if it shows none, or if that offer is gone. */
  readonly messageOfferId: string | null
  /** The terms of that offer as the chat showed them, which stay as they were; null if it shows none. */
  readonly messageOfferData: JsonColumns['messages.offer_data'] | null
  /** The time the other participant read it; null if unread. */
  readonly messageReadAt: Date | null
  /** The time at which the text and the images were erased, together with their sender's personal data; null if they were not. */
  readonly messageErasedAt: Date | null
  /** Later than that of each earlier message of the conversation. */
  readonly messageCreatedAt: Date | null
  /** The time of the last change. */
  readonly messageUpdatedAt: Date | null
  /** The time when a moderator hid it: its words and pictures are shown to nobody. Null: it is shown. */
  readonly messageHiddenAt: Date | null
  readonly createdAtExact: string | null
}

/**
 * A conversation from its beginning, or from a message, on: oldest first.
 * A participant gets a row without a message if there is none; no row at all says that the conversation is not theirs,
 * or that the message to start from is not in it.
 * The message to start from is looked up as in listOlderMessages.
 *
 * [sql/messages.sql:184](../sql/messages.sql#L184)
 *
 * ```sql
 * /*[if fromId]*\/
 * with start_message as materialized (
 *   select
 *     messages.id,
 *     messages.conversation_id,
 *     messages.created_at
 *   from messages
 *   where messages.id = :fromId!
 * )
 * /*[end]*\/
 * select
 *   page.id as "message_id?",
 *   page.conversation_id as "message_conversation_id?",
 *   page.sender_id as "message_sender_id?",
 *   page.message_type as "message_type?",
 *   page.content as "message_content?",
 *   page.image_urls as "message_image_urls?",
 *   page.offer_id as "message_offer_id?",
 *   page.offer_data as "message_offer_data?",
 *   page.read_at as "message_read_at?",
 *   page.erased_at as "message_erased_at?",
 *   page.created_at as "message_created_at?",
 *   page.updated_at as "message_updated_at?",
 *   page.hidden_at as "message_hidden_at?",
 *   page.created_at::text as "created_at_exact?"
 * from conversations
 * /*[if fromId]*\/ join start_message on start_message.conversation_id = conversations.id /*[end]*\/
 * left join lateral (
 *   select
 *     messages.id,
 *     messages.conversation_id,
 *     messages.sender_id,
 *     messages.message_type,
 *     messages.content,
 *     messages.image_urls,
 *     messages.offer_data,
 *     messages.read_at,
 *     messages.created_at,
 *     messages.updated_at,
 *     messages.offer_id,
 *     messages.hidden_at,
 *     messages.erased_at
 *   from messages
 *   where messages.conversation_id = conversations.id
 *     /*[if fromId]*\/
 *     and messages.created_at >= start_message.created_at
 *     and (messages.created_at, messages.id) > (start_message.created_at, start_message.id)
 *     /*[end]*\/
 *     /*[if afterTime afterId]*\/
 *     and messages.created_at >= :afterTime!
 *     and (messages.created_at, messages.id) > (:afterTime!, :afterId!)
 *     /*[end]*\/
 *   order by messages.created_at, messages.id
 *   limit (select :limit!::bigint)
 * ) as page on true
 * where conversations.id = :conversationId!
 *   and :userId! in (conversations.buyer_id, conversations.seller_id)
 * order by page.created_at, page.id
 * ```
 */
export const listNewerMessages = new PreparedQuery<ListNewerMessagesParams, ListNewerMessagesRow>(
  '{"usedParamSet":{"fromId":true,"afterTime":true,"afterId":true,"limit":true,"conversationId":true,"userId":true},"params":[{"name":"fromId","required":true,"transform":{"type":"scalar"},"locs":[{"a":484,"b":491}]},{"name":"afterTime","required":true,"transform":{"type":"scalar"},"locs":[{"a":1866,"b":1876},{"a":1924,"b":1934}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1937,"b":1945}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":2022,"b":2028}]},{"name":"conversationId","required":true,"transform":{"type":"scalar"},"locs":[{"a":2082,"b":2097}]},{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":2105,"b":2112}]}],"statement":"-- A conversation from its beginning, or from a message, on: oldest first.\\n-- A participant gets a row without a message if there is none; no row at all says that the conversation is not theirs,\\n-- or that the message to start from is not in it.\\n-- The message to start from is looked up as in listOlderMessages.\\n/*[if fromId]*/\\nwith start_message as materialized (\\n  select\\n    messages.id,\\n    messages.conversation_id,\\n    messages.created_at\\n  from messages\\n  where messages.id = :fromId!\\n)\\n/*[end]*/\\nselect\\n  page.id as \\"message_id?\\",\\n  page.conversation_id as \\"message_conversation_id?\\",\\n  page.sender_id as \\"message_sender_id?\\",\\n  page.message_type as \\"message_type?\\",\\n  page.content as \\"message_content?\\",\\n  page.image_urls as \\"message_image_urls?\\",\\n  page.offer_id as \\"message_offer_id?\\",\\n  page.offer_data as \\"message_offer_data?\\",\\n  page.read_at as \\"message_read_at?\\",\\n  page.erased_at as \\"message_erased_at?\\",\\n  page.created_at as \\"message_created_at?\\",\\n  page.updated_at as \\"message_updated_at?\\",\\n  page.hidden_at as \\"message_hidden_at?\\",\\n  page.created_at::text as \\"created_at_exact?\\"\\nfrom conversations\\n/*[if fromId]*/ join start_message on start_message.conversation_id = conversations.id /*[end]*/\\nleft join lateral (\\n  select\\n    messages.id,\\n    messages.conversation_id,\\n    messages.sender_id,\\n    messages.message_type,\\n    messages.content,\\n    messages.image_urls,\\n    messages.offer_data,\\n    messages.read_at,\\n    messages.created_at,\\n    messages.updated_at,\\n    messages.offer_id,\\n    messages.hidden_at,\\n    messages.erased_at\\n  from messages\\n  where messages.conversation_id = conversations.id\\n    /*[if fromId]*/\\n    and messages.created_at >= start_message.created_at\\n    and (messages.created_at, messages.id) > (start_message.created_at, start_message.id)\\n    /*[end]*/\\n    /*[if afterTime afterId]*/\\n    and messages.created_at >= :afterTime!\\n    and (messages.created_at, messages.id) > (:afterTime!, :afterId!)\\n    /*[end]*/\\n  order by messages.created_at, messages.id\\n  limit (select :limit!::bigint)\\n) as page on true\\nwhere conversations.id = :conversationId!\\n  and :userId! in (conversations.buyer_id, conversations.seller_id)\\norder by page.created_at, page.id"}',
  '{"name":"listNewerMessages","file":"messages.sql","parameterTypes":{"fromId":"uuid","afterTime":"timestamptz","afterId":"uuid","limit":"int8","conversationId":"uuid","userId":"uuid"},"tables":["conversations","messages"],"access":"read"}',
)

/** Parameters of `markMessagesRead`. */
export interface MarkMessagesReadParams {
  readonly upToId: string
  readonly userId: string
}

/** A row of `markMessagesRead`. */
export interface MarkMessagesReadRow {
  readonly readCount: number
}

/**
 * Marks read what the other participant wrote up to a message; returns no row if its conversation is not the reader's.
 *
 * [sql/messages.sql:236](../sql/messages.sql#L236)
 *
 * ```sql
 * with last_read as (
 *   select
 *     messages.id,
 *     messages.conversation_id,
 *     messages.created_at
 *   from messages
 *   where messages.id = :upToId!
 * ),
 * conversation as (
 *   select
 *     conversations.id,
 *     clock_timestamp() as read_at,
 *     last_read.id as last_read_id,
 *     last_read.created_at as last_read_created_at
 *   from last_read
 *   join conversations on conversations.id = last_read.conversation_id
 *   where :userId! in (conversations.buyer_id, conversations.seller_id)
 *   for no key update of conversations
 * ),
 * read_message as (
 *   update messages
 *   set read_at = conversation.read_at
 *   from conversation
 *   where messages.conversation_id = conversation.id
 *     and messages.sender_id <> :userId!
 *     and messages.read_at is null
 *     and messages.created_at <= conversation.last_read_created_at
 *     and (messages.created_at, messages.id) <= (conversation.last_read_created_at, conversation.last_read_id)
 *   returning messages.conversation_id
 * ),
 * read_count as (
 *   select
 *     read_message.conversation_id,
 *     count(*)::integer as messages
 *   from read_message
 *   group by read_message.conversation_id
 * ),
 * counted_conversation as (
 *   update conversations
 *   set
 *     buyer_unread_count = conversations.buyer_unread_count
 *       - case when conversations.buyer_id = :userId! then read_count.messages else 0 end,
 *     seller_unread_count = conversations.seller_unread_count
 *       - case when conversations.seller_id = :userId! then read_count.messages else 0 end
 *   from read_count
 *   where conversations.id = read_count.conversation_id
 * )
 * select coalesce(read_count.messages, 0) as "read_count!"
 * from conversation
 * left join read_count on read_count.conversation_id = conversation.id
 * ```
 */
export const markMessagesRead = new PreparedQuery<MarkMessagesReadParams, MarkMessagesReadRow>(
  '{"usedParamSet":{"upToId":true,"userId":true},"params":[{"name":"upToId","required":true,"transform":{"type":"scalar"},"locs":[{"a":258,"b":265}]},{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":530,"b":537},{"a":806,"b":813},{"a":1374,"b":1381},{"a":1524,"b":1531}]}],"statement":"-- Marks read what the other participant wrote up to a message; returns no row if its conversation is not the reader\'s.\\nwith last_read as (\\n  select\\n    messages.id,\\n    messages.conversation_id,\\n    messages.created_at\\n  from messages\\n  where messages.id = :upToId!\\n),\\nconversation as (\\n  select\\n    conversations.id,\\n    clock_timestamp() as read_at,\\n    last_read.id as last_read_id,\\n    last_read.created_at as last_read_created_at\\n  from last_read\\n  join conversations on conversations.id = last_read.conversation_id\\n  where :userId! in (conversations.buyer_id, conversations.seller_id)\\n  for no key update of conversations\\n),\\nread_message as (\\n  update messages\\n  set read_at = conversation.read_at\\n  from conversation\\n  where messages.conversation_id = conversation.id\\n    and messages.sender_id <> :userId!\\n    and messages.read_at is null\\n    and messages.created_at <= conversation.last_read_created_at\\n    and (messages.created_at, messages.id) <= (conversation.last_read_created_at, conversation.last_read_id)\\n  returning messages.conversation_id\\n),\\nread_count as (\\n  select\\n    read_message.conversation_id,\\n    count(*)::integer as messages\\n  from read_message\\n  group by read_message.conversation_id\\n),\\ncounted_conversation as (\\n  update conversations\\n  set\\n    buyer_unread_count = conversations.buyer_unread_count\\n      - case when conversations.buyer_id = :userId! then read_count.messages else 0 end,\\n    seller_unread_count = conversations.seller_unread_count\\n      - case when conversations.seller_id = :userId! then read_count.messages else 0 end\\n  from read_count\\n  where conversations.id = read_count.conversation_id\\n)\\nselect coalesce(read_count.messages, 0) as \\"read_count!\\"\\nfrom conversation\\nleft join read_count on read_count.conversation_id = conversation.id"}',
  '{"name":"markMessagesRead","file":"messages.sql","parameterTypes":{"upToId":"uuid","userId":"uuid"},"tables":["conversations","messages"],"access":"write"}',
)

/** Parameters of `deleteMessage`. */
export interface DeleteMessageParams {
  readonly senderId: string
  readonly id: string
}

/** A row of `deleteMessage`. */
export interface DeleteMessageRow {
  /** The id of the message. */
  readonly id: string
}

/**
 * Deletes a message of the sender's own, which neither the marketplace wrote nor shows an offer; the one before it
 * becomes the last one if it was that. Returns no row if the sender's account is closed.
 * Whatever was sent before the last message was there when this statement began, or the last message would not have
 * been either. Of what was there, some may be deleted since: `for key share` passes these over, as it looks at each row
 * anew. So the newest of the rest is the last message, whatever ran meanwhile.
 *
 * [sql/messages.sql:289](../sql/messages.sql#L289)
 *
 * ```sql
 * with acting_sender as (
 *   select users.id
 *   from users
 *   where users.id = :senderId!
 *     and users.is_active
 *   for key share
 * ),
 * own_message as (
 *   select
 *     messages.id,
 *     messages.conversation_id
 *   from acting_sender
 *   join messages on messages.sender_id = acting_sender.id
 *   where messages.id = :id!
 *     and messages.message_type <> 'system'
 *     and messages.offer_id is null
 * ),
 * conversation as (
 *   select
 *     conversations.id,
 *     own_message.id as message_id
 *   from own_message
 *   join conversations on conversations.id = own_message.conversation_id
 *   for no key update of conversations
 * ),
 * deleted_message as (
 *   delete from messages
 *   using conversation
 *   where messages.id = conversation.message_id
 *   returning
 *     messages.id,
 *     messages.conversation_id,
 *     messages.sender_id,
 *     messages.read_at
 * ),
 * message_before as (
 *   select
 *     newest_other.id,
 *     newest_other.created_at
 *   from conversation
 *   cross join lateral (
 *     select
 *       messages.id,
 *       messages.created_at
 *     from messages
 *     where messages.conversation_id = conversation.id
 *       and messages.id <> conversation.message_id
 *     order by messages.created_at desc, messages.id desc
 *     limit 1
 *     for key share
 *   ) as newest_other
 * ),
 * counted_conversation as (
 *   update conversations
 *   set
 *     last_message_id = case
 *       when conversations.last_message_id = deleted_message.id then message_before.id
 *       else conversations.last_message_id
 *     end,
 *     last_message_at = case
 *       when conversations.last_message_id = deleted_message.id then message_before.created_at
 *       else conversations.last_message_at
 *     end,
 *     buyer_unread_count = conversations.buyer_unread_count
 *       - case when deleted_message.read_at is null and deleted_message.sender_id <> conversations.buyer_id then 1 else 0 end,
 *     seller_unread_count = conversations.seller_unread_count
 *       - case when deleted_message.read_at is null and deleted_message.sender_id <> conversations.seller_id then 1 else 0 end
 *   from deleted_message
 *   left join message_before on true
 *   where conversations.id = deleted_message.conversation_id
 * )
 * select deleted_message.id
 * from deleted_message
 * ```
 */
export const deleteMessage = new PreparedQuery<DeleteMessageParams, DeleteMessageRow>(
  '{"usedParamSet":{"senderId":true,"id":true},"params":[{"name":"senderId","required":true,"transform":{"type":"scalar"},"locs":[{"a":598,"b":607}]},{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":824,"b":827}]}],"statement":"-- Deletes a message of the sender\'s own, which neither the marketplace wrote nor shows an offer; the one before it\\n-- becomes the last one if it was that. Returns no row if the sender\'s account is closed.\\n-- Whatever was sent before the last message was there when this statement began, or the last message would not have\\n-- been either. Of what was there, some may be deleted since: `for key share` passes these over, as it looks at each row\\n-- anew. So the newest of the rest is the last message, whatever ran meanwhile.\\nwith acting_sender as (\\n  select users.id\\n  from users\\n  where users.id = :senderId!\\n    and users.is_active\\n  for key share\\n),\\nown_message as (\\n  select\\n    messages.id,\\n    messages.conversation_id\\n  from acting_sender\\n  join messages on messages.sender_id = acting_sender.id\\n  where messages.id = :id!\\n    and messages.message_type <> \'system\'\\n    and messages.offer_id is null\\n),\\nconversation as (\\n  select\\n    conversations.id,\\n    own_message.id as message_id\\n  from own_message\\n  join conversations on conversations.id = own_message.conversation_id\\n  for no key update of conversations\\n),\\ndeleted_message as (\\n  delete from messages\\n  using conversation\\n  where messages.id = conversation.message_id\\n  returning\\n    messages.id,\\n    messages.conversation_id,\\n    messages.sender_id,\\n    messages.read_at\\n),\\nmessage_before as (\\n  select\\n    newest_other.id,\\n    newest_other.created_at\\n  from conversation\\n  cross join lateral (\\n    select\\n      messages.id,\\n      messages.created_at\\n    from messages\\n    where messages.conversation_id = conversation.id\\n      and messages.id <> conversation.message_id\\n    order by messages.created_at desc, messages.id desc\\n    limit 1\\n    for key share\\n  ) as newest_other\\n),\\ncounted_conversation as (\\n  update conversations\\n  set\\n    last_message_id = case\\n      when conversations.last_message_id = deleted_message.id then message_before.id\\n      else conversations.last_message_id\\n    end,\\n    last_message_at = case\\n      when conversations.last_message_id = deleted_message.id then message_before.created_at\\n      else conversations.last_message_at\\n    end,\\n    buyer_unread_count = conversations.buyer_unread_count\\n      - case when deleted_message.read_at is null and deleted_message.sender_id <> conversations.buyer_id then 1 else 0 end,\\n    seller_unread_count = conversations.seller_unread_count\\n      - case when deleted_message.read_at is null and deleted_message.sender_id <> conversations.seller_id then 1 else 0 end\\n  from deleted_message\\n  left join message_before on true\\n  where conversations.id = deleted_message.conversation_id\\n)\\nselect deleted_message.id\\nfrom deleted_message"}',
  '{"name":"deleteMessage","file":"messages.sql","parameterTypes":{"senderId":"uuid","id":"uuid"},"tables":["conversations","messages","users"],"access":"write"}',
)

/** Parameters of `ensureMessagePartitions`. */
export interface EnsureMessagePartitionsParams {
  readonly monthsAhead: number
}

/** A row of `ensureMessagePartitions`. */
export interface EnsureMessagePartitionsRow {
  readonly madeCount: number | null
}

/**
 * Makes the partitions of messages for this month and so many after it, and returns their number: 0 while messages are one table,
 * null if a table is held.
 *
 * [sql/messages.sql:369](../sql/messages.sql#L369)
 *
 * ```sql
 * select
 *   ensure_message_partitions(:monthsAhead!) as "made_count?"
 * ```
 */
export const ensureMessagePartitions = new PreparedQuery<EnsureMessagePartitionsParams, EnsureMessagePartitionsRow>(
  '{"usedParamSet":{"monthsAhead":true},"params":[{"name":"monthsAhead","required":true,"transform":{"type":"scalar"},"locs":[{"a":194,"b":206}]}],"statement":"-- Makes the partitions of messages for this month and so many after it, and returns their number: 0 while messages are one table,\\n-- null if a table is held.\\nselect\\n  ensure_message_partitions(:monthsAhead!) as \\"made_count?\\""}',
  '{"name":"ensureMessagePartitions","file":"messages.sql","parameterTypes":{"monthsAhead":"int4"},"tables":[],"access":"write"}',
)
