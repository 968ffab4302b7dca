/** Types and queries of "conversations.sql". Made by souk-db generate; never edit. */

import { PreparedQuery } from '../src/engine/statement/prepared-query.js'
import type { Conversation } from './models.js'
import type { BadgeType, MessageType } from './enums.js'
import type { JsonColumns } from './json-columns.js'
export type { BadgeType, MessageType }

/** Parameters of `openConversation`. */
export interface OpenConversationParams {
  readonly buyerId: string
  readonly sellerId: string
  readonly productId?: string | null
}

/**
 * Returns the conversation about a product, or the general one of the two, and opens it if there is none.
 * Returns no row if the product is not the seller's, if an account of the two is closed or missing, or if another call opened
 * it after this statement began: on conflict waits for that call, but what it wrote is seen by the next statement only.
 * One that exists is returned whoever is closed: it may still be read.
 *
 * [sql/conversations.sql:21](../sql/conversations.sql#L21)
 *
 * ```sql
 * with locked_party as (
 *   select
 *     users.id,
 *     users.is_active
 *   from users
 *   where users.id in (:buyerId!, :sellerId!)
 *   order by users.id
 *   for key share
 * ),
 * existing_conversation as (
 *   select
 *     conversations.id,
 *     conversations.buyer_id,
 *     conversations.seller_id,
 *     conversations.product_id,
 *     conversations.last_message_id,
 *     conversations.last_message_at,
 *     conversations.buyer_unread_count,
 *     conversations.seller_unread_count,
 *     conversations.archived_by,
 *     conversations.created_at,
 *     conversations.updated_at,
 *     conversations.is_general
 *   from conversations
 *   where conversations.buyer_id = :buyerId!
 *     and conversations.seller_id = :sellerId!
 *     and (conversations.product_id = :productId::uuid or (conversations.is_general and :productId::uuid is null))
 * ),
 * opened_conversation as (
 *   insert into conversations (buyer_id, seller_id, product_id, is_general)
 *   select
 *     :buyerId!,
 *     :sellerId!,
 *     :productId, -- null: about nothing in particular
 *     :productId::uuid is null
 *   where not exists (select from existing_conversation)
 *     and (select count(*) from locked_party where locked_party.is_active) = 2
 *     and (
 *       :productId::uuid is null
 *       or exists (select from products where products.id = :productId and products.seller_id = :sellerId!)
 *     )
 *   on conflict do nothing
 *   returning
 *     conversations.id,
 *     conversations.buyer_id,
 *     conversations.seller_id,
 *     conversations.product_id,
 *     conversations.last_message_id,
 *     conversations.last_message_at,
 *     conversations.buyer_unread_count,
 *     conversations.seller_unread_count,
 *     conversations.archived_by,
 *     conversations.created_at,
 *     conversations.updated_at,
 *     conversations.is_general
 * )
 * select
 *   existing_conversation.id,
 *   existing_conversation.buyer_id,
 *   existing_conversation.seller_id,
 *   existing_conversation.product_id,
 *   existing_conversation.last_message_id,
 *   existing_conversation.last_message_at,
 *   existing_conversation.buyer_unread_count,
 *   existing_conversation.seller_unread_count,
 *   existing_conversation.archived_by,
 *   existing_conversation.created_at,
 *   existing_conversation.updated_at,
 *   existing_conversation.is_general
 * from existing_conversation
 * union all
 * select
 *   opened_conversation.id,
 *   opened_conversation.buyer_id,
 *   opened_conversation.seller_id,
 *   opened_conversation.product_id,
 *   opened_conversation.last_message_id,
 *   opened_conversation.last_message_at,
 *   opened_conversation.buyer_unread_count,
 *   opened_conversation.seller_unread_count,
 *   opened_conversation.archived_by,
 *   opened_conversation.created_at,
 *   opened_conversation.updated_at,
 *   opened_conversation.is_general
 * from opened_conversation
 * ```
 */
export const openConversation = new PreparedQuery<OpenConversationParams, Conversation>(
  '{"usedParamSet":{"buyerId":true,"sellerId":true,"productId":true},"params":[{"name":"buyerId","required":true,"transform":{"type":"scalar"},"locs":[{"a":527,"b":535},{"a":1055,"b":1063},{"a":1338,"b":1346}]},{"name":"sellerId","required":true,"transform":{"type":"scalar"},"locs":[{"a":538,"b":547},{"a":1099,"b":1108},{"a":1353,"b":1362},{"a":1714,"b":1723}]},{"name":"productId","required":false,"transform":{"type":"scalar"},"locs":[{"a":1146,"b":1155},{"a":1196,"b":1205},{"a":1369,"b":1378},{"a":1422,"b":1431},{"a":1595,"b":1604},{"a":1678,"b":1687}]}],"statement":"-- Returns the conversation about a product, or the general one of the two, and opens it if there is none.\\n-- Returns no row if the product is not the seller\'s, if an account of the two is closed or missing, or if another call opened\\n-- it after this statement began: on conflict waits for that call, but what it wrote is seen by the next statement only.\\n-- One that exists is returned whoever is closed: it may still be read.\\nwith locked_party as (\\n  select\\n    users.id,\\n    users.is_active\\n  from users\\n  where users.id in (:buyerId!, :sellerId!)\\n  order by users.id\\n  for key share\\n),\\nexisting_conversation as (\\n  select\\n    conversations.id,\\n    conversations.buyer_id,\\n    conversations.seller_id,\\n    conversations.product_id,\\n    conversations.last_message_id,\\n    conversations.last_message_at,\\n    conversations.buyer_unread_count,\\n    conversations.seller_unread_count,\\n    conversations.archived_by,\\n    conversations.created_at,\\n    conversations.updated_at,\\n    conversations.is_general\\n  from conversations\\n  where conversations.buyer_id = :buyerId!\\n    and conversations.seller_id = :sellerId!\\n    and (conversations.product_id = :productId::uuid or (conversations.is_general and :productId::uuid is null))\\n),\\nopened_conversation as (\\n  insert into conversations (buyer_id, seller_id, product_id, is_general)\\n  select\\n    :buyerId!,\\n    :sellerId!,\\n    :productId, -- null: about nothing in particular\\n    :productId::uuid is null\\n  where not exists (select from existing_conversation)\\n    and (select count(*) from locked_party where locked_party.is_active) = 2\\n    and (\\n      :productId::uuid is null\\n      or exists (select from products where products.id = :productId and products.seller_id = :sellerId!)\\n    )\\n  on conflict do nothing\\n  returning\\n    conversations.id,\\n    conversations.buyer_id,\\n    conversations.seller_id,\\n    conversations.product_id,\\n    conversations.last_message_id,\\n    conversations.last_message_at,\\n    conversations.buyer_unread_count,\\n    conversations.seller_unread_count,\\n    conversations.archived_by,\\n    conversations.created_at,\\n    conversations.updated_at,\\n    conversations.is_general\\n)\\nselect\\n  existing_conversation.id,\\n  existing_conversation.buyer_id,\\n  existing_conversation.seller_id,\\n  existing_conversation.product_id,\\n  existing_conversation.last_message_id,\\n  existing_conversation.last_message_at,\\n  existing_conversation.buyer_unread_count,\\n  existing_conversation.seller_unread_count,\\n  existing_conversation.archived_by,\\n  existing_conversation.created_at,\\n  existing_conversation.updated_at,\\n  existing_conversation.is_general\\nfrom existing_conversation\\nunion all\\nselect\\n  opened_conversation.id,\\n  opened_conversation.buyer_id,\\n  opened_conversation.seller_id,\\n  opened_conversation.product_id,\\n  opened_conversation.last_message_id,\\n  opened_conversation.last_message_at,\\n  opened_conversation.buyer_unread_count,\\n  opened_conversation.seller_unread_count,\\n  opened_conversation.archived_by,\\n  opened_conversation.created_at,\\n  opened_conversation.updated_at,\\n  opened_conversation.is_general\\nfrom opened_conversation"}',
  '{"name":"openConversation","file":"conversations.sql","parameterTypes":{"buyerId":"uuid","sellerId":"uuid","productId":"uuid"},"tables":["conversations","products","users"],"access":"write"}',
)

/** Parameters of `findConversation`. */
export interface FindConversationParams {
  readonly id: string
}

/**
 * [sql/conversations.sql:68](../sql/conversations.sql#L68)
 *
 * ```sql
 * select
 *   conversations.id,
 *   conversations.buyer_id,
 *   conversations.seller_id,
 *   conversations.product_id,
 *   conversations.last_message_id,
 *   conversations.last_message_at,
 *   conversations.buyer_unread_count,
 *   conversations.seller_unread_count,
 *   conversations.archived_by,
 *   conversations.created_at,
 *   conversations.updated_at,
 *   conversations.is_general
 * from conversations
 * where conversations.id = :id!
 * ```
 */
export const findConversation = new PreparedQuery<FindConversationParams, Conversation>(
  '{"usedParamSet":{"id":true},"params":[{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":403,"b":406}]}],"statement":"select\\n  conversations.id,\\n  conversations.buyer_id,\\n  conversations.seller_id,\\n  conversations.product_id,\\n  conversations.last_message_id,\\n  conversations.last_message_at,\\n  conversations.buyer_unread_count,\\n  conversations.seller_unread_count,\\n  conversations.archived_by,\\n  conversations.created_at,\\n  conversations.updated_at,\\n  conversations.is_general\\nfrom conversations\\nwhere conversations.id = :id!"}',
  '{"name":"findConversation","file":"conversations.sql","parameterTypes":{"id":"uuid"},"tables":["conversations"],"access":"read"}',
)

/** Parameters of `hintTyping`. */
export interface HintTypingParams {
  readonly userId: string
  readonly conversationId: string
}

/** A row of `hintTyping`. */
export interface HintTypingRow {
  /** The id of the conversation. */
  readonly id: string
  readonly sent: '' | null
}

/**
 * Hints to the processes that a participant is writing, for the other one's live streams. Nothing is stored, and no row is
 * locked. No row if the user takes no part, or if a block parts the two.
 * primary-only: a standby cannot notify
 *
 * [sql/conversations.sql:74](../sql/conversations.sql#L74)
 *
 * ```sql
 * select
 *   conversations.id,
 *   pg_notify(
 *     'souk_hints',
 *     json_build_object(
 *       'type',
 *       'typing',
 *       'conversationId',
 *       conversations.id,
 *       'userId',
 *       :userId!::uuid,
 *       'to',
 *       case when conversations.buyer_id = :userId! then conversations.seller_id else conversations.buyer_id end
 *     )::text
 *   ) as sent
 * from conversations
 * where conversations.id = :conversationId!
 *   and :userId! in (conversations.buyer_id, conversations.seller_id)
 *   and not exists (
 *     select from blocks
 *     where least(blocks.blocker_id, blocks.blocked_id) = least(conversations.buyer_id, conversations.seller_id)
 *       and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(conversations.buyer_id, conversations.seller_id)
 *   )
 * ```
 */
export const hintTyping = new PreparedQuery<HintTypingParams, HintTypingRow>(
  '{"usedParamSet":{"userId":true,"conversationId":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":420,"b":427},{"a":489,"b":496},{"a":650,"b":657}]},{"name":"conversationId","required":true,"transform":{"type":"scalar"},"locs":[{"a":627,"b":642}]}],"statement":"-- Hints to the processes that a participant is writing, for the other one\'s live streams. Nothing is stored, and no row is\\n-- locked. No row if the user takes no part, or if a block parts the two.\\n-- primary-only: a standby cannot notify\\nselect\\n  conversations.id,\\n  pg_notify(\\n    \'souk_hints\',\\n    json_build_object(\\n      \'type\',\\n      \'typing\',\\n      \'conversationId\',\\n      conversations.id,\\n      \'userId\',\\n      :userId!::uuid,\\n      \'to\',\\n      case when conversations.buyer_id = :userId! then conversations.seller_id else conversations.buyer_id end\\n    )::text\\n  ) as sent\\nfrom conversations\\nwhere conversations.id = :conversationId!\\n  and :userId! in (conversations.buyer_id, conversations.seller_id)\\n  and not exists (\\n    select from blocks\\n    where least(blocks.blocker_id, blocks.blocked_id) = least(conversations.buyer_id, conversations.seller_id)\\n      and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(conversations.buyer_id, conversations.seller_id)\\n  )"}',
  '{"name":"hintTyping","file":"conversations.sql","parameterTypes":{"userId":"uuid","conversationId":"uuid"},"tables":["blocks","conversations"],"access":"write","primary":true}',
)

/** Parameters of `findCounterpart`. */
export interface FindCounterpartParams {
  readonly userId: string
  readonly conversationId: string
}

/** A row of `findCounterpart`. */
export interface FindCounterpartRow {
  readonly id: string
}

/**
 * The other participant of a user's conversation, for their presence. No row if the user takes no part, or if a block parts the two.
 * primary-only: a right hangs on it
 *
 * [sql/conversations.sql:102](../sql/conversations.sql#L102)
 *
 * ```sql
 * select case when conversations.buyer_id = :userId! then conversations.seller_id else conversations.buyer_id end as "id!"
 * from conversations
 * where conversations.id = :conversationId!
 *   and :userId! in (conversations.buyer_id, conversations.seller_id)
 *   and not exists (
 *     select from blocks
 *     where least(blocks.blocker_id, blocks.blocked_id) = least(conversations.buyer_id, conversations.seller_id)
 *       and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(conversations.buyer_id, conversations.seller_id)
 *   )
 * ```
 */
export const findCounterpart = new PreparedQuery<FindCounterpartParams, FindCounterpartRow>(
  '{"usedParamSet":{"userId":true,"conversationId":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":213,"b":220},{"a":359,"b":366}]},{"name":"conversationId","required":true,"transform":{"type":"scalar"},"locs":[{"a":336,"b":351}]}],"statement":"-- The other participant of a user\'s conversation, for their presence. No row if the user takes no part, or if a block parts the two.\\n-- primary-only: a right hangs on it\\nselect case when conversations.buyer_id = :userId! then conversations.seller_id else conversations.buyer_id end as \\"id!\\"\\nfrom conversations\\nwhere conversations.id = :conversationId!\\n  and :userId! in (conversations.buyer_id, conversations.seller_id)\\n  and not exists (\\n    select from blocks\\n    where least(blocks.blocker_id, blocks.blocked_id) = least(conversations.buyer_id, conversations.seller_id)\\n      and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(conversations.buyer_id, conversations.seller_id)\\n  )"}',
  '{"name":"findCounterpart","file":"conversations.sql","parameterTypes":{"userId":"uuid","conversationId":"uuid"},"tables":["blocks","conversations"],"access":"read","primary":true}',
)

/** Parameters of `judgeParties`. */
export interface JudgePartiesParams {
  readonly buyerId: string
  readonly sellerId: string
}

/** A row of `judgeParties`. */
export interface JudgePartiesRow {
  readonly knownCount: number
  readonly areOpen: boolean
}

/**
 * The reasons for which nothing can be opened between two users, or said by one of them.
 * primary-only: a right hangs on it
 *
 * [sql/conversations.sql:115](../sql/conversations.sql#L115)
 *
 * ```sql
 * select
 *   count(*)::integer as "known_count!",
 *   coalesce(bool_and(users.is_active), false) as "are_open!"
 * from users
 * where users.id in (:buyerId!, :sellerId!)
 * ```
 */
export const judgeParties = new PreparedQuery<JudgePartiesParams, JudgePartiesRow>(
  '{"usedParamSet":{"buyerId":true,"sellerId":true},"params":[{"name":"buyerId","required":true,"transform":{"type":"scalar"},"locs":[{"a":263,"b":271}]},{"name":"sellerId","required":true,"transform":{"type":"scalar"},"locs":[{"a":274,"b":283}]}],"statement":"-- The reasons for which nothing can be opened between two users, or said by one of them.\\n-- primary-only: a right hangs on it\\nselect\\n  count(*)::integer as \\"known_count!\\",\\n  coalesce(bool_and(users.is_active), false) as \\"are_open!\\"\\nfrom users\\nwhere users.id in (:buyerId!, :sellerId!)"}',
  '{"name":"judgeParties","file":"conversations.sql","parameterTypes":{"buyerId":"uuid","sellerId":"uuid"},"tables":["users"],"access":"read","primary":true}',
)

/** Parameters of `listConversationsByIds`. */
export interface ListConversationsByIdsParams {
  readonly ids: readonly (string | null)[]
}

/**
 * Conversations in the order of their ids in the list; those that do not exist are left out.
 *
 * [sql/conversations.sql:124](../sql/conversations.sql#L124)
 *
 * ```sql
 * select
 *   conversations.id,
 *   conversations.buyer_id,
 *   conversations.seller_id,
 *   conversations.product_id,
 *   conversations.last_message_id,
 *   conversations.last_message_at,
 *   conversations.buyer_unread_count,
 *   conversations.seller_unread_count,
 *   conversations.archived_by,
 *   conversations.created_at,
 *   conversations.updated_at,
 *   conversations.is_general
 * from unnest(:ids!::uuid[]) with ordinality as wanted (id, place)
 * join conversations on conversations.id = wanted.id
 * order by wanted.place
 * ```
 */
export const listConversationsByIds = new PreparedQuery<ListConversationsByIdsParams, Conversation>(
  '{"usedParamSet":{"ids":true},"params":[{"name":"ids","required":true,"transform":{"type":"scalar"},"locs":[{"a":465,"b":469}]}],"statement":"-- Conversations in the order of their ids in the list; those that do not exist are left out.\\nselect\\n  conversations.id,\\n  conversations.buyer_id,\\n  conversations.seller_id,\\n  conversations.product_id,\\n  conversations.last_message_id,\\n  conversations.last_message_at,\\n  conversations.buyer_unread_count,\\n  conversations.seller_unread_count,\\n  conversations.archived_by,\\n  conversations.created_at,\\n  conversations.updated_at,\\n  conversations.is_general\\nfrom unnest(:ids!::uuid[]) with ordinality as wanted (id, place)\\njoin conversations on conversations.id = wanted.id\\norder by wanted.place"}',
  '{"name":"listConversationsByIds","file":"conversations.sql","parameterTypes":{"ids":"uuid[]"},"tables":["conversations"],"access":"read"}',
)

/** Parameters of `listInbox`. */
export type ListInboxParams = {
  readonly userId: string
  readonly isArchived: boolean
  readonly limit: number
} & (
  | { readonly afterTime: Date | string; readonly afterId: string }
  | { readonly afterTime?: undefined; readonly afterId?: undefined }
)

/** A row of `listInbox`. */
export interface ListInboxRow extends Conversation {
  readonly latestAtExact: string
  /** The user. */
  readonly profileId: string
  /** The name by which the public knows the user. */
  readonly profileUsername: string
  /** The full name; null if none was given. */
  readonly profileFullName: string | null
  /** The address of the picture; null if there is none. */
  readonly profileAvatarUrl: string | null
  /** The part of town in words; null if none was given. */
  readonly profileNeighborhood: string | null
  /** True once a verification was approved. */
  readonly profileIsVerified: boolean
  /** True if the account was closed. */
  readonly profileIsClosed: boolean
  /** The time when the account was made. */
  readonly profileMemberSince: Date
  /** The number of users who follow the user. */
  readonly profileFollowerCount: number
  /** The number of users whom the user follows. */
  readonly profileFollowingCount: number
  /** The number of visible reviews of the user. */
  readonly profileRatingCount: number
  /** The sum of the stars of those reviews. */
  readonly profileRatingSum: number
  /** The kinds of badges, in the order of display; null of a user who has no counts. */
  readonly profileBadges: readonly BadgeType[] | null
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
}

/**
 * A user's conversations, archived or not, newest first; each with the other participant and the last message.
 * Nobody is on both sides of a conversation, so the two walks of the inbox indexes, each ended by the limit, have no row
 * in common.
 * Unlike elsewhere the limits are there for the planner to see: for a user with thousands of conversations it must know
 * how few are asked for, or it reads all users to join them.
 * CASE and not COALESCE, `= any` and not `@>`: the indexes are on what does not leak (migration 40), and a value of isArchived that
 * the planner sees would become another expression.
 * The exact time is text for the cursor: a Date has only milliseconds.
 *
 * [sql/conversations.sql:132](../sql/conversations.sql#L132)
 *
 * ```sql
 * with inbox as (
 *   (
 *     select
 *       conversations.id,
 *       conversations.buyer_id,
 *       conversations.seller_id,
 *       conversations.product_id,
 *       conversations.last_message_id,
 *       conversations.last_message_at,
 *       conversations.buyer_unread_count,
 *       conversations.seller_unread_count,
 *       conversations.archived_by,
 *       conversations.created_at,
 *       conversations.updated_at,
 *       conversations.is_general,
 *       case when conversations.last_message_at is null then conversations.created_at else conversations.last_message_at end as latest_at
 *     from conversations
 *     where conversations.buyer_id = :userId!
 *       and (conversations.buyer_id = any (conversations.archived_by)) = (select :isArchived!::boolean)
 *       /*[if afterTime afterId]*\/
 *       and case when conversations.last_message_at is null then conversations.created_at else conversations.last_message_at end <= :afterTime!
 *       and (case when conversations.last_message_at is null then conversations.created_at else conversations.last_message_at end, conversations.id) < (:afterTime!, :afterId!)
 *       /*[end]*\/
 *     order by case when conversations.last_message_at is null then conversations.created_at else conversations.last_message_at end desc, conversations.id desc
 *     limit :limit!
 *   )
 *   union all
 *   (
 *     select
 *       conversations.id,
 *       conversations.buyer_id,
 *       conversations.seller_id,
 *       conversations.product_id,
 *       conversations.last_message_id,
 *       conversations.last_message_at,
 *       conversations.buyer_unread_count,
 *       conversations.seller_unread_count,
 *       conversations.archived_by,
 *       conversations.created_at,
 *       conversations.updated_at,
 *       conversations.is_general,
 *       case when conversations.last_message_at is null then conversations.created_at else conversations.last_message_at end as latest_at
 *     from conversations
 *     where conversations.seller_id = :userId!
 *       and (conversations.seller_id = any (conversations.archived_by)) = (select :isArchived!::boolean)
 *       /*[if afterTime afterId]*\/
 *       and case when conversations.last_message_at is null then conversations.created_at else conversations.last_message_at end <= :afterTime!
 *       and (case when conversations.last_message_at is null then conversations.created_at else conversations.last_message_at end, conversations.id) < (:afterTime!, :afterId!)
 *       /*[end]*\/
 *     order by case when conversations.last_message_at is null then conversations.created_at else conversations.last_message_at end desc, conversations.id desc
 *     limit :limit!
 *   )
 *   order by latest_at desc, id desc -- a total order: pages never repeat a row
 *   limit :limit!
 * )
 * select
 *   inbox.id as "id!",
 *   inbox.buyer_id as "buyer_id!",
 *   inbox.seller_id as "seller_id!",
 *   inbox.product_id,
 *   inbox.is_general as "is_general!",
 *   inbox.last_message_id,
 *   inbox.last_message_at,
 *   inbox.buyer_unread_count as "buyer_unread_count!",
 *   inbox.seller_unread_count as "seller_unread_count!",
 *   inbox.archived_by as "archived_by!",
 *   inbox.created_at as "created_at!",
 *   inbox.updated_at as "updated_at!",
 *   inbox.latest_at::text as "latest_at_exact!",
 *   other_participant.profile_id,
 *   other_participant.profile_username,
 *   other_participant.profile_full_name,
 *   other_participant.profile_avatar_url,
 *   other_participant.profile_neighborhood,
 *   other_participant.profile_is_verified,
 *   other_participant.profile_is_closed,
 *   other_participant.profile_member_since,
 *   other_participant.profile_follower_count,
 *   other_participant.profile_following_count,
 *   other_participant.profile_rating_count,
 *   other_participant.profile_rating_sum,
 *   other_participant.profile_badges,
 *   messages.id as "message_id?",
 *   messages.conversation_id as "message_conversation_id?",
 *   messages.sender_id as "message_sender_id?",
 *   messages.message_type as "message_type?",
 *   messages.content as "message_content?",
 *   messages.image_urls as "message_image_urls?",
 *   messages.offer_id as "message_offer_id?",
 *   messages.offer_data as "message_offer_data?",
 *   messages.read_at as "message_read_at?",
 *   messages.erased_at as "message_erased_at?",
 *   messages.created_at as "message_created_at?",
 *   messages.updated_at as "message_updated_at?",
 *   messages.hidden_at as "message_hidden_at?"
 * from inbox
 * join profiles as other_participant
 *   on other_participant.profile_id = case when inbox.buyer_id = :userId! then inbox.seller_id else inbox.buyer_id end
 * left join messages on messages.id = inbox.last_message_id
 * order by inbox.latest_at desc, inbox.id desc
 * ```
 */
export const listInbox = new PreparedQuery<ListInboxParams, ListInboxRow>(
  '{"usedParamSet":{"userId":true,"isArchived":true,"afterTime":true,"afterId":true,"limit":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1315,"b":1322},{"a":2594,"b":2601},{"a":5038,"b":5045}]},{"name":"isArchived","required":true,"transform":{"type":"scalar"},"locs":[{"a":1403,"b":1414},{"a":2683,"b":2694}]},{"name":"afterTime","required":true,"transform":{"type":"scalar"},"locs":[{"a":1589,"b":1599},{"a":1751,"b":1761},{"a":2869,"b":2879},{"a":3031,"b":3041}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":1764,"b":1772},{"a":3044,"b":3052}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":1959,"b":1965},{"a":3239,"b":3245},{"a":3337,"b":3343}]}],"statement":"-- A user\'s conversations, archived or not, newest first; each with the other participant and the last message.\\n-- Nobody is on both sides of a conversation, so the two walks of the inbox indexes, each ended by the limit, have no row\\n-- in common.\\n-- Unlike elsewhere the limits are there for the planner to see: for a user with thousands of conversations it must know\\n-- how few are asked for, or it reads all users to join them.\\n-- CASE and not COALESCE, `= any` and not `@>`: the indexes are on what does not leak (migration 40), and a value of isArchived that\\n-- the planner sees would become another expression.\\n-- The exact time is text for the cursor: a Date has only milliseconds.\\nwith inbox as (\\n  (\\n    select\\n      conversations.id,\\n      conversations.buyer_id,\\n      conversations.seller_id,\\n      conversations.product_id,\\n      conversations.last_message_id,\\n      conversations.last_message_at,\\n      conversations.buyer_unread_count,\\n      conversations.seller_unread_count,\\n      conversations.archived_by,\\n      conversations.created_at,\\n      conversations.updated_at,\\n      conversations.is_general,\\n      case when conversations.last_message_at is null then conversations.created_at else conversations.last_message_at end as latest_at\\n    from conversations\\n    where conversations.buyer_id = :userId!\\n      and (conversations.buyer_id = any (conversations.archived_by)) = (select :isArchived!::boolean)\\n      /*[if afterTime afterId]*/\\n      and case when conversations.last_message_at is null then conversations.created_at else conversations.last_message_at end <= :afterTime!\\n      and (case when conversations.last_message_at is null then conversations.created_at else conversations.last_message_at end, conversations.id) < (:afterTime!, :afterId!)\\n      /*[end]*/\\n    order by case when conversations.last_message_at is null then conversations.created_at else conversations.last_message_at end desc, conversations.id desc\\n    limit :limit!\\n  )\\n  union all\\n  (\\n    select\\n      conversations.id,\\n      conversations.buyer_id,\\n      conversations.seller_id,\\n      conversations.product_id,\\n      conversations.last_message_id,\\n      conversations.last_message_at,\\n      conversations.buyer_unread_count,\\n      conversations.seller_unread_count,\\n      conversations.archived_by,\\n      conversations.created_at,\\n      conversations.updated_at,\\n      conversations.is_general,\\n      case when conversations.last_message_at is null then conversations.created_at else conversations.last_message_at end as latest_at\\n    from conversations\\n    where conversations.seller_id = :userId!\\n      and (conversations.seller_id = any (conversations.archived_by)) = (select :isArchived!::boolean)\\n      /*[if afterTime afterId]*/\\n      and case when conversations.last_message_at is null then conversations.created_at else conversations.last_message_at end <= :afterTime!\\n      and (case when conversations.last_message_at is null then conversations.created_at else conversations.last_message_at end, conversations.id) < (:afterTime!, :afterId!)\\n      /*[end]*/\\n    order by case when conversations.last_message_at is null then conversations.created_at else conversations.last_message_at end desc, conversations.id desc\\n    limit :limit!\\n  )\\n  order by latest_at desc, id desc -- a total order: pages never repeat a row\\n  limit :limit!\\n)\\nselect\\n  inbox.id as \\"id!\\",\\n  inbox.buyer_id as \\"buyer_id!\\",\\n  inbox.seller_id as \\"seller_id!\\",\\n  inbox.product_id,\\n  inbox.is_general as \\"is_general!\\",\\n  inbox.last_message_id,\\n  inbox.last_message_at,\\n  inbox.buyer_unread_count as \\"buyer_unread_count!\\",\\n  inbox.seller_unread_count as \\"seller_unread_count!\\",\\n  inbox.archived_by as \\"archived_by!\\",\\n  inbox.created_at as \\"created_at!\\",\\n  inbox.updated_at as \\"updated_at!\\",\\n  inbox.latest_at::text as \\"latest_at_exact!\\",\\n  other_participant.profile_id,\\n  other_participant.profile_username,\\n  other_participant.profile_full_name,\\n  other_participant.profile_avatar_url,\\n  other_participant.profile_neighborhood,\\n  other_participant.profile_is_verified,\\n  other_participant.profile_is_closed,\\n  other_participant.profile_member_since,\\n  other_participant.profile_follower_count,\\n  other_participant.profile_following_count,\\n  other_participant.profile_rating_count,\\n  other_participant.profile_rating_sum,\\n  other_participant.profile_badges,\\n  messages.id as \\"message_id?\\",\\n  messages.conversation_id as \\"message_conversation_id?\\",\\n  messages.sender_id as \\"message_sender_id?\\",\\n  messages.message_type as \\"message_type?\\",\\n  messages.content as \\"message_content?\\",\\n  messages.image_urls as \\"message_image_urls?\\",\\n  messages.offer_id as \\"message_offer_id?\\",\\n  messages.offer_data as \\"message_offer_data?\\",\\n  messages.read_at as \\"message_read_at?\\",\\n  messages.erased_at as \\"message_erased_at?\\",\\n  messages.created_at as \\"message_created_at?\\",\\n  messages.updated_at as \\"message_updated_at?\\",\\n  messages.hidden_at as \\"message_hidden_at?\\"\\nfrom inbox\\njoin profiles as other_participant\\n  on other_participant.profile_id = case when inbox.buyer_id = :userId! then inbox.seller_id else inbox.buyer_id end\\nleft join messages on messages.id = inbox.last_message_id\\norder by inbox.latest_at desc, inbox.id desc"}',
  '{"name":"listInbox","file":"conversations.sql","parameterTypes":{"userId":"uuid","isArchived":"bool","afterTime":"timestamptz","afterId":"uuid","limit":"int8"},"tables":["conversations","messages","profiles"],"access":"read"}',
)

/** Parameters of `setConversationArchived`. */
export interface SetConversationArchivedParams {
  readonly userId: string
  readonly isArchived: boolean
  readonly id: string
}

/**
 * Archives a conversation for one participant, or brings it back; returns no row if it is not theirs.
 *
 * [sql/conversations.sql:208](../sql/conversations.sql#L208)
 *
 * ```sql
 * update conversations
 * set archived_by = array_remove(conversations.archived_by, :userId!)
 *   || case when :isArchived! then array[:userId!]::uuid[] else '{}' end
 * where conversations.id = :id!
 *   and :userId! in (conversations.buyer_id, conversations.seller_id)
 * returning
 *   conversations.id,
 *   conversations.buyer_id,
 *   conversations.seller_id,
 *   conversations.product_id,
 *   conversations.last_message_id,
 *   conversations.last_message_at,
 *   conversations.buyer_unread_count,
 *   conversations.seller_unread_count,
 *   conversations.archived_by,
 *   conversations.created_at,
 *   conversations.updated_at,
 *   conversations.is_general
 * ```
 */
export const setConversationArchived = new PreparedQuery<SetConversationArchivedParams, Conversation>(
  '{"usedParamSet":{"userId":true,"isArchived":true,"id":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":182,"b":189},{"a":231,"b":238},{"a":299,"b":306}]},{"name":"isArchived","required":true,"transform":{"type":"scalar"},"locs":[{"a":207,"b":218}]},{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":288,"b":291}]}],"statement":"-- Archives a conversation for one participant, or brings it back; returns no row if it is not theirs.\\nupdate conversations\\nset archived_by = array_remove(conversations.archived_by, :userId!)\\n  || case when :isArchived! then array[:userId!]::uuid[] else \'{}\' end\\nwhere conversations.id = :id!\\n  and :userId! in (conversations.buyer_id, conversations.seller_id)\\nreturning\\n  conversations.id,\\n  conversations.buyer_id,\\n  conversations.seller_id,\\n  conversations.product_id,\\n  conversations.last_message_id,\\n  conversations.last_message_at,\\n  conversations.buyer_unread_count,\\n  conversations.seller_unread_count,\\n  conversations.archived_by,\\n  conversations.created_at,\\n  conversations.updated_at,\\n  conversations.is_general"}',
  '{"name":"setConversationArchived","file":"conversations.sql","parameterTypes":{"userId":"uuid","isArchived":"bool","id":"uuid"},"tables":["conversations"],"access":"write"}',
)

/** Parameters of `markConversationRead`. */
export interface MarkConversationReadParams {
  readonly id: string
  readonly userId: string
}

/** A row of `markConversationRead`. */
export interface MarkConversationReadRow {
  readonly readCount: number
}

/**
 * Marks read all that the other participant wrote; returns no row if the conversation is not the reader's.
 *
 * [sql/conversations.sql:218](../sql/conversations.sql#L218)
 *
 * ```sql
 * with conversation as (
 *   select
 *     conversations.id,
 *     clock_timestamp() as read_at
 *   from conversations
 *   where conversations.id = :id!
 *     and :userId! in (conversations.buyer_id, conversations.seller_id)
 *   for no key update
 * ),
 * read_message as (
 *   update messages
 *   set read_at = conversation.read_at
 *   from conversation
 *   where messages.conversation_id = conversation.id
 *     and messages.sender_id <> :userId!
 *     and messages.read_at is null
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
export const markConversationRead = new PreparedQuery<MarkConversationReadParams, MarkConversationReadRow>(
  '{"usedParamSet":{"id":true,"userId":true},"params":[{"name":"id","required":true,"transform":{"type":"scalar"},"locs":[{"a":243,"b":246}]},{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":256,"b":263},{"a":515,"b":522},{"a":909,"b":916},{"a":1059,"b":1066}]}],"statement":"-- Marks read all that the other participant wrote; returns no row if the conversation is not the reader\'s.\\nwith conversation as (\\n  select\\n    conversations.id,\\n    clock_timestamp() as read_at\\n  from conversations\\n  where conversations.id = :id!\\n    and :userId! in (conversations.buyer_id, conversations.seller_id)\\n  for no key update\\n),\\nread_message as (\\n  update messages\\n  set read_at = conversation.read_at\\n  from conversation\\n  where messages.conversation_id = conversation.id\\n    and messages.sender_id <> :userId!\\n    and messages.read_at is null\\n  returning messages.conversation_id\\n),\\nread_count as (\\n  select\\n    read_message.conversation_id,\\n    count(*)::integer as messages\\n  from read_message\\n  group by read_message.conversation_id\\n),\\ncounted_conversation as (\\n  update conversations\\n  set\\n    buyer_unread_count = conversations.buyer_unread_count\\n      - case when conversations.buyer_id = :userId! then read_count.messages else 0 end,\\n    seller_unread_count = conversations.seller_unread_count\\n      - case when conversations.seller_id = :userId! then read_count.messages else 0 end\\n  from read_count\\n  where conversations.id = read_count.conversation_id\\n)\\nselect coalesce(read_count.messages, 0) as \\"read_count!\\"\\nfrom conversation\\nleft join read_count on read_count.conversation_id = conversation.id"}',
  '{"name":"markConversationRead","file":"conversations.sql","parameterTypes":{"id":"uuid","userId":"uuid"},"tables":["conversations","messages"],"access":"write"}',
)

/** Parameters of `countUnreadMessages`. */
export interface CountUnreadMessagesParams {
  readonly userId: string
}

/** A row of `countUnreadMessages`. */
export interface CountUnreadMessagesRow {
  readonly unreadCount: number
}

/**
 * The number of messages that a user has not read, in all conversations.
 *
 * [sql/conversations.sql:259](../sql/conversations.sql#L259)
 *
 * ```sql
 * select
 *   (
 *     (
 *       select coalesce(sum(conversations.buyer_unread_count), 0)
 *       from conversations
 *       where conversations.buyer_id = :userId!
 *         and conversations.buyer_unread_count > 0
 *     ) + (
 *       select coalesce(sum(conversations.seller_unread_count), 0)
 *       from conversations
 *       where conversations.seller_id = :userId!
 *         and conversations.seller_unread_count > 0
 *     )
 *   )::bigint as "unread_count!"
 * ```
 */
export const countUnreadMessages = new PreparedQuery<CountUnreadMessagesParams, CountUnreadMessagesRow>(
  '{"usedParamSet":{"userId":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":217,"b":224},{"a":413,"b":420}]}],"statement":"-- The number of messages that a user has not read, in all conversations.\\nselect\\n  (\\n    (\\n      select coalesce(sum(conversations.buyer_unread_count), 0)\\n      from conversations\\n      where conversations.buyer_id = :userId!\\n        and conversations.buyer_unread_count > 0\\n    ) + (\\n      select coalesce(sum(conversations.seller_unread_count), 0)\\n      from conversations\\n      where conversations.seller_id = :userId!\\n        and conversations.seller_unread_count > 0\\n    )\\n  )::bigint as \\"unread_count!\\""}',
  '{"name":"countUnreadMessages","file":"conversations.sql","parameterTypes":{"userId":"uuid"},"tables":["conversations"],"access":"read"}',
)

/** Parameters of `findMiscountedConversations`. */
export interface FindMiscountedConversationsParams {
  readonly afterId: string
  readonly limit: number
}

/** A row of `findMiscountedConversations`. */
export interface FindMiscountedConversationsRow {
  readonly lastId: string | null
  readonly checked: number
  readonly driftedIds: readonly (string | null)[]
}

/**
 * Looks at conversations in the order of their ids, and returns those whose unread counts are wrong. Counts and messages are
 * those of one snapshot, in which a command shows both or neither.
 * The limit is no subselect, of which the planner would expect a tenth of the table, and read and sort all of it.
 * primary-only: work is taken from it
 *
 * [sql/conversations.sql:276](../sql/conversations.sql#L276)
 *
 * ```sql
 * with checked_conversation as (
 *   select
 *     conversations.id,
 *     conversations.buyer_id,
 *     conversations.seller_id,
 *     conversations.buyer_unread_count,
 *     conversations.seller_unread_count
 *   from conversations
 *   where conversations.id > :afterId!
 *   order by conversations.id
 *   limit :limit!::bigint
 * )
 * select
 *   (array_agg(checked_conversation.id order by checked_conversation.id desc))[1] as last_id,
 *   count(*)::integer as "checked!",
 *   coalesce(
 *     array_agg(checked_conversation.id order by checked_conversation.id) filter (
 *       where (checked_conversation.buyer_unread_count, checked_conversation.seller_unread_count)
 *         <> (counted.of_buyer, counted.of_seller)
 *     ),
 *     '{}'
 *   ) as "drifted_ids!"
 * from checked_conversation
 * cross join lateral (
 *   select
 *     count(*) filter (where messages.sender_id <> checked_conversation.buyer_id) as of_buyer,
 *     count(*) filter (where messages.sender_id <> checked_conversation.seller_id) as of_seller
 *   from messages
 *   where messages.conversation_id = checked_conversation.id
 *     and messages.read_at is null
 * ) as counted
 * ```
 */
export const findMiscountedConversations = new PreparedQuery<FindMiscountedConversationsParams, FindMiscountedConversationsRow>(
  '{"usedParamSet":{"afterId":true,"limit":true},"params":[{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":591,"b":599}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":637,"b":643}]}],"statement":"-- Looks at conversations in the order of their ids, and returns those whose unread counts are wrong. Counts and messages are\\n-- those of one snapshot, in which a command shows both or neither.\\n-- The limit is no subselect, of which the planner would expect a tenth of the table, and read and sort all of it.\\n-- primary-only: work is taken from it\\nwith checked_conversation as (\\n  select\\n    conversations.id,\\n    conversations.buyer_id,\\n    conversations.seller_id,\\n    conversations.buyer_unread_count,\\n    conversations.seller_unread_count\\n  from conversations\\n  where conversations.id > :afterId!\\n  order by conversations.id\\n  limit :limit!::bigint\\n)\\nselect\\n  (array_agg(checked_conversation.id order by checked_conversation.id desc))[1] as last_id,\\n  count(*)::integer as \\"checked!\\",\\n  coalesce(\\n    array_agg(checked_conversation.id order by checked_conversation.id) filter (\\n      where (checked_conversation.buyer_unread_count, checked_conversation.seller_unread_count)\\n        <> (counted.of_buyer, counted.of_seller)\\n    ),\\n    \'{}\'\\n  ) as \\"drifted_ids!\\"\\nfrom checked_conversation\\ncross join lateral (\\n  select\\n    count(*) filter (where messages.sender_id <> checked_conversation.buyer_id) as of_buyer,\\n    count(*) filter (where messages.sender_id <> checked_conversation.seller_id) as of_seller\\n  from messages\\n  where messages.conversation_id = checked_conversation.id\\n    and messages.read_at is null\\n) as counted"}',
  '{"name":"findMiscountedConversations","file":"conversations.sql","parameterTypes":{"afterId":"uuid","limit":"int8"},"tables":["conversations","messages"],"access":"read","primary":true}',
)

/** Parameters of `lockConversations`. */
export interface LockConversationsParams {
  readonly ids: readonly (string | null)[]
}

/** A row of `lockConversations`. */
export interface LockConversationsRow {
  /** The id of the conversation. */
  readonly id: string
}

/**
 * For recountConversations, which must be a statement of its own: only then it sees what was committed before the lock.
 *
 * [sql/conversations.sql:313](../sql/conversations.sql#L313)
 *
 * ```sql
 * select conversations.id
 * from conversations
 * where conversations.id = any (:ids!::uuid[])
 * order by conversations.id
 * for no key update
 * ```
 */
export const lockConversations = new PreparedQuery<LockConversationsParams, LockConversationsRow>(
  '{"usedParamSet":{"ids":true},"params":[{"name":"ids","required":true,"transform":{"type":"scalar"},"locs":[{"a":194,"b":198}]}],"statement":"-- For recountConversations, which must be a statement of its own: only then it sees what was committed before the lock.\\nselect conversations.id\\nfrom conversations\\nwhere conversations.id = any (:ids!::uuid[])\\norder by conversations.id\\nfor no key update"}',
  '{"name":"lockConversations","file":"conversations.sql","parameterTypes":{"ids":"uuid[]"},"tables":["conversations"],"access":"write"}',
)

/** Parameters of `recountConversations`. */
export interface RecountConversationsParams {
  readonly ids: readonly (string | null)[]
}

/** A row of `recountConversations`. */
export interface RecountConversationsRow {
  /** The id of the conversation. */
  readonly id: string
}

/**
 * Sets the unread counts of locked conversations to the number of their messages; returns those that were wrong.
 *
 * [sql/conversations.sql:321](../sql/conversations.sql#L321)
 *
 * ```sql
 * update conversations
 * set
 *   buyer_unread_count = counted.of_buyer,
 *   seller_unread_count = counted.of_seller
 * from (
 *   select
 *     checked_conversation.id,
 *     count(messages.id) filter (where messages.sender_id <> checked_conversation.buyer_id) as of_buyer,
 *     count(messages.id) filter (where messages.sender_id <> checked_conversation.seller_id) as of_seller
 *   from conversations as checked_conversation
 *   left join messages
 *     on messages.conversation_id = checked_conversation.id
 *     and messages.read_at is null
 *   where checked_conversation.id = any (:ids!::uuid[])
 *   group by checked_conversation.id
 * ) as counted
 * where conversations.id = counted.id
 *   and (conversations.buyer_unread_count, conversations.seller_unread_count) <> (counted.of_buyer, counted.of_seller)
 * returning conversations.id
 * ```
 */
export const recountConversations = new PreparedQuery<RecountConversationsParams, RecountConversationsRow>(
  '{"usedParamSet":{"ids":true},"params":[{"name":"ids","required":true,"transform":{"type":"scalar"},"locs":[{"a":670,"b":674}]}],"statement":"-- Sets the unread counts of locked conversations to the number of their messages; returns those that were wrong.\\nupdate conversations\\nset\\n  buyer_unread_count = counted.of_buyer,\\n  seller_unread_count = counted.of_seller\\nfrom (\\n  select\\n    checked_conversation.id,\\n    count(messages.id) filter (where messages.sender_id <> checked_conversation.buyer_id) as of_buyer,\\n    count(messages.id) filter (where messages.sender_id <> checked_conversation.seller_id) as of_seller\\n  from conversations as checked_conversation\\n  left join messages\\n    on messages.conversation_id = checked_conversation.id\\n    and messages.read_at is null\\n  where checked_conversation.id = any (:ids!::uuid[])\\n  group by checked_conversation.id\\n) as counted\\nwhere conversations.id = counted.id\\n  and (conversations.buyer_unread_count, conversations.seller_unread_count) <> (counted.of_buyer, counted.of_seller)\\nreturning conversations.id"}',
  '{"name":"recountConversations","file":"conversations.sql","parameterTypes":{"ids":"uuid[]"},"tables":["conversations","messages"],"access":"write"}',
)
