/** Types and queries of "invariants.sql". Made by souk-db generate; never edit. */

import { PreparedQuery } from '../src/engine/statement/prepared-query.js'

/** `conversationsCountedWrongly` has no parameters. */
export type ConversationsCountedWronglyParams = undefined

/** A row of `conversationsCountedWrongly`. */
export interface ConversationsCountedWronglyRow {
  readonly tableName: 'conversations'
  /** The id of the conversation. */
  readonly id: string
}

/**
 * A participant's unread count is the number of messages that the other one sent and they have not read.
 *
 * [sql/invariants.sql:7](../sql/invariants.sql#L7)
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
  '{"usedParamSet":{},"params":[],"statement":"-- A participant\'s unread count is the number of messages that the other one sent and they have not read.\\nselect\\n  \'conversations\' as \\"table_name!\\",\\n  conversations.id\\nfrom conversations\\nwhere conversations.buyer_unread_count <> (\\n    select count(*)\\n    from messages\\n    where messages.conversation_id = conversations.id\\n      and messages.sender_id <> conversations.buyer_id\\n      and messages.read_at is null\\n  )\\n  or conversations.seller_unread_count <> (\\n    select count(*)\\n    from messages\\n    where messages.conversation_id = conversations.id\\n      and messages.sender_id <> conversations.seller_id\\n      and messages.read_at is null\\n  )"}',
  '{"name":"conversationsCountedWrongly","file":"invariants.sql","parameterTypes":{},"tables":["conversations","messages"],"access":"read"}',
)

/** `conversationsWithoutTheirNewestMessage` has no parameters. */
export type ConversationsWithoutTheirNewestMessageParams = undefined

/** A row of `conversationsWithoutTheirNewestMessage`. */
export interface ConversationsWithoutTheirNewestMessageRow {
  readonly tableName: 'conversations'
  /** The id of the conversation. */
  readonly id: string
}

/**
 * The last message is the newest one, and there is none exactly if nothing is said.
 *
 * [sql/invariants.sql:28](../sql/invariants.sql#L28)
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
  '{"usedParamSet":{},"params":[],"statement":"-- The last message is the newest one, and there is none exactly if nothing is said.\\nselect\\n  \'conversations\' as \\"table_name!\\",\\n  conversations.id\\nfrom conversations\\nwhere conversations.last_message_id is distinct from (\\n    select messages.id\\n    from messages\\n    where messages.conversation_id = conversations.id\\n    order by messages.created_at desc, messages.id desc\\n    limit 1\\n  )"}',
  '{"name":"conversationsWithoutTheirNewestMessage","file":"invariants.sql","parameterTypes":{},"tables":["conversations","messages"],"access":"read"}',
)

/** `conversationsDatedUnlikeTheirLastMessage` has no parameters. */
export type ConversationsDatedUnlikeTheirLastMessageParams = undefined

/** A row of `conversationsDatedUnlikeTheirLastMessage`. */
export interface ConversationsDatedUnlikeTheirLastMessageRow {
  readonly tableName: 'conversations'
  /** The id of the conversation. */
  readonly id: string
}

/**
 * Their place in the inbox is that of their last message.
 *
 * [sql/invariants.sql:42](../sql/invariants.sql#L42)
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
  '{"usedParamSet":{},"params":[],"statement":"-- Their place in the inbox is that of their last message.\\nselect\\n  \'conversations\' as \\"table_name!\\",\\n  conversations.id\\nfrom conversations\\nleft join messages on messages.id = conversations.last_message_id\\nwhere conversations.last_message_at is distinct from messages.created_at"}',
  '{"name":"conversationsDatedUnlikeTheirLastMessage","file":"invariants.sql","parameterTypes":{},"tables":["conversations","messages"],"access":"read"}',
)

/** `conversationsArchivedByOthers` has no parameters. */
export type ConversationsArchivedByOthersParams = undefined

/** A row of `conversationsArchivedByOthers`. */
export interface ConversationsArchivedByOthersRow {
  readonly tableName: 'conversations'
  /** The id of the conversation. */
  readonly id: string
}

/**
 * [sql/invariants.sql:51](../sql/invariants.sql#L51)
 *
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
  '{"usedParamSet":{},"params":[],"statement":"select\\n  \'conversations\' as \\"table_name!\\",\\n  conversations.id\\nfrom conversations\\nwhere not conversations.archived_by <@ array[conversations.buyer_id, conversations.seller_id]\\n  or cardinality(conversations.archived_by) > 2"}',
  '{"name":"conversationsArchivedByOthers","file":"invariants.sql","parameterTypes":{},"tables":["conversations"],"access":"read"}',
)

/** `messagesOfOthers` has no parameters. */
export type MessagesOfOthersParams = undefined

/** A row of `messagesOfOthers`. */
export interface MessagesOfOthersRow {
  readonly tableName: 'messages'
  /** The id of the message. */
  readonly id: string
}

/**
 * Only participants send.
 *
 * [sql/invariants.sql:59](../sql/invariants.sql#L59)
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
  '{"usedParamSet":{},"params":[],"statement":"-- Only participants send.\\nselect\\n  \'messages\' as \\"table_name!\\",\\n  messages.id\\nfrom messages\\njoin conversations on conversations.id = messages.conversation_id\\nwhere messages.sender_id not in (conversations.buyer_id, conversations.seller_id)"}',
  '{"name":"messagesOfOthers","file":"invariants.sql","parameterTypes":{},"tables":["conversations","messages"],"access":"read"}',
)

/** `messagesToOthers` has no parameters. */
export type MessagesToOthersParams = undefined

/** A row of `messagesToOthers`. */
export interface MessagesToOthersRow {
  readonly tableName: 'messages'
  /** The id of the message. */
  readonly id: string
}

/**
 * The recipient is the participant who did not send it. Policies, and a look-up by id, go by that.
 *
 * [sql/invariants.sql:68](../sql/invariants.sql#L68)
 *
 * ```sql
 * select
 *   'messages' as "table_name!",
 *   messages.id
 * from messages
 * join conversations on conversations.id = messages.conversation_id
 * where messages.recipient_id is distinct from (
 *     case messages.sender_id when conversations.buyer_id then conversations.seller_id else conversations.buyer_id end
 *   )
 * ```
 */
export const messagesToOthers = new PreparedQuery<MessagesToOthersParams, MessagesToOthersRow>(
  '{"usedParamSet":{},"params":[],"statement":"-- The recipient is the participant who did not send it. Policies, and a look-up by id, go by that.\\nselect\\n  \'messages\' as \\"table_name!\\",\\n  messages.id\\nfrom messages\\njoin conversations on conversations.id = messages.conversation_id\\nwhere messages.recipient_id is distinct from (\\n    case messages.sender_id when conversations.buyer_id then conversations.seller_id else conversations.buyer_id end\\n  )"}',
  '{"name":"messagesToOthers","file":"invariants.sql","parameterTypes":{},"tables":["conversations","messages"],"access":"read"}',
)

/** `messagesOfTheSameInstant` has no parameters. */
export type MessagesOfTheSameInstantParams = undefined

/** A row of `messagesOfTheSameInstant`. */
export interface MessagesOfTheSameInstantRow {
  readonly tableName: 'messages'
  /** The id of the message. */
  readonly id: string
}

/**
 * The times of a conversation's messages are in the order in which they were sent.
 *
 * [sql/invariants.sql:79](../sql/invariants.sql#L79)
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
  '{"usedParamSet":{},"params":[],"statement":"-- The times of a conversation\'s messages are in the order in which they were sent.\\nselect\\n  \'messages\' as \\"table_name!\\",\\n  messages.id\\nfrom messages\\njoin messages as other_message\\n  on other_message.conversation_id = messages.conversation_id\\n  and other_message.created_at = messages.created_at\\n  and other_message.id < messages.id"}',
  '{"name":"messagesOfTheSameInstant","file":"invariants.sql","parameterTypes":{},"tables":["messages"],"access":"read"}',
)

/** `secondConversationsAboutOneSubject` has no parameters. */
export type SecondConversationsAboutOneSubjectParams = undefined

/** A row of `secondConversationsAboutOneSubject`. */
export interface SecondConversationsAboutOneSubjectRow {
  readonly tableName: 'conversations'
  /** The id of the conversation. */
  readonly id: string
}

/**
 * A buyer and a seller have one conversation about a product, and one about nothing in particular.
 *
 * [sql/invariants.sql:90](../sql/invariants.sql#L90)
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
  '{"usedParamSet":{},"params":[],"statement":"-- A buyer and a seller have one conversation about a product, and one about nothing in particular.\\nselect\\n  \'conversations\' as \\"table_name!\\",\\n  conversations.id\\nfrom conversations\\njoin conversations as first_conversation\\n  on first_conversation.buyer_id = conversations.buyer_id\\n  and first_conversation.seller_id = conversations.seller_id\\n  and first_conversation.id < conversations.id\\nwhere first_conversation.product_id = conversations.product_id\\n  or (first_conversation.is_general and conversations.is_general)"}',
  '{"name":"secondConversationsAboutOneSubject","file":"invariants.sql","parameterTypes":{},"tables":["conversations"],"access":"read"}',
)

/** `secondOpenPayments` has no parameters. */
export type SecondOpenPaymentsParams = undefined

/** A row of `secondOpenPayments`. */
export interface SecondOpenPaymentsRow {
  readonly tableName: 'transactions'
  /** The id of the payment. */
  readonly id: string
}

/**
 * A product has at most one open deal.
 *
 * [sql/invariants.sql:103](../sql/invariants.sql#L103)
 *
 * ```sql
 * select
 *   'transactions' as "table_name!",
 *   transactions.id
 * from transactions
 * where transactions.status in ('pending', 'completed')
 *   and exists (
 *     select from transactions as first_payment
 *     where first_payment.product_id = transactions.product_id
 *       and first_payment.status in ('pending', 'completed')
 *       and first_payment.id < transactions.id
 *   )
 * ```
 */
export const secondOpenPayments = new PreparedQuery<SecondOpenPaymentsParams, SecondOpenPaymentsRow>(
  '{"usedParamSet":{},"params":[],"statement":"-- A product has at most one open deal.\\nselect\\n  \'transactions\' as \\"table_name!\\",\\n  transactions.id\\nfrom transactions\\nwhere transactions.status in (\'pending\', \'completed\')\\n  and exists (\\n    select from transactions as first_payment\\n    where first_payment.product_id = transactions.product_id\\n      and first_payment.status in (\'pending\', \'completed\')\\n      and first_payment.id < transactions.id\\n  )"}',
  '{"name":"secondOpenPayments","file":"invariants.sql","parameterTypes":{},"tables":["transactions"],"access":"read"}',
)

/** `availableProductsInADeal` has no parameters. */
export type AvailableProductsInADealParams = undefined

/** A row of `availableProductsInADeal`. */
export interface AvailableProductsInADealRow {
  readonly tableName: 'products'
  /** The id of the listing. */
  readonly id: string
}

/**
 * A product is off the market while it is in an open deal, and when it is sold.
 *
 * [sql/invariants.sql:117](../sql/invariants.sql#L117)
 *
 * ```sql
 * select
 *   'products' as "table_name!",
 *   products.id
 * from products
 * where products.is_available
 *   and (
 *     products.sold_at is not null
 *     or exists (
 *       select from transactions
 *       where transactions.product_id = products.id
 *         and transactions.status in ('pending', 'completed')
 *     )
 *   )
 * ```
 */
export const availableProductsInADeal = new PreparedQuery<AvailableProductsInADealParams, AvailableProductsInADealRow>(
  '{"usedParamSet":{},"params":[],"statement":"-- A product is off the market while it is in an open deal, and when it is sold.\\nselect\\n  \'products\' as \\"table_name!\\",\\n  products.id\\nfrom products\\nwhere products.is_available\\n  and (\\n    products.sold_at is not null\\n    or exists (\\n      select from transactions\\n      where transactions.product_id = products.id\\n        and transactions.status in (\'pending\', \'completed\')\\n    )\\n  )"}',
  '{"name":"availableProductsInADeal","file":"invariants.sql","parameterTypes":{},"tables":["products","transactions"],"access":"read"}',
)

/** `completedPaymentsOfUnsoldProducts` has no parameters. */
export type CompletedPaymentsOfUnsoldProductsParams = undefined

/** A row of `completedPaymentsOfUnsoldProducts`. */
export interface CompletedPaymentsOfUnsoldProductsRow {
  readonly tableName: 'transactions'
  /** The id of the payment. */
  readonly id: string
}

/**
 * A product that was paid for is sold.
 *
 * [sql/invariants.sql:133](../sql/invariants.sql#L133)
 *
 * ```sql
 * select
 *   'transactions' as "table_name!",
 *   transactions.id
 * from transactions
 * join products on products.id = transactions.product_id
 * where transactions.status = 'completed'
 *   and products.sold_at is null
 * ```
 */
export const completedPaymentsOfUnsoldProducts = new PreparedQuery<CompletedPaymentsOfUnsoldProductsParams, CompletedPaymentsOfUnsoldProductsRow>(
  '{"usedParamSet":{},"params":[],"statement":"-- A product that was paid for is sold.\\nselect\\n  \'transactions\' as \\"table_name!\\",\\n  transactions.id\\nfrom transactions\\njoin products on products.id = transactions.product_id\\nwhere transactions.status = \'completed\'\\n  and products.sold_at is null"}',
  '{"name":"completedPaymentsOfUnsoldProducts","file":"invariants.sql","parameterTypes":{},"tables":["products","transactions"],"access":"read"}',
)

/** `paymentsThatDoNotAddUp` has no parameters. */
export type PaymentsThatDoNotAddUpParams = undefined

/** A row of `paymentsThatDoNotAddUp`. */
export interface PaymentsThatDoNotAddUpRow {
  readonly tableName: 'transactions'
  /** The id of the payment. */
  readonly id: string
}

/**
 * An amount is the fee and the payout together, neither of them negative.
 *
 * [sql/invariants.sql:143](../sql/invariants.sql#L143)
 *
 * ```sql
 * select
 *   'transactions' as "table_name!",
 *   transactions.id
 * from transactions
 * where transactions.amount_minor <> transactions.platform_fee_minor + transactions.seller_payout_minor
 *   or transactions.platform_fee_minor not between 0 and transactions.amount_minor
 * ```
 */
export const paymentsThatDoNotAddUp = new PreparedQuery<PaymentsThatDoNotAddUpParams, PaymentsThatDoNotAddUpRow>(
  '{"usedParamSet":{},"params":[],"statement":"-- An amount is the fee and the payout together, neither of them negative.\\nselect\\n  \'transactions\' as \\"table_name!\\",\\n  transactions.id\\nfrom transactions\\nwhere transactions.amount_minor <> transactions.platform_fee_minor + transactions.seller_payout_minor\\n  or transactions.platform_fee_minor not between 0 and transactions.amount_minor"}',
  '{"name":"paymentsThatDoNotAddUp","file":"invariants.sql","parameterTypes":{},"tables":["transactions"],"access":"read"}',
)

/** `paymentsDatedUnlikeTheirStatus` has no parameters. */
export type PaymentsDatedUnlikeTheirStatusParams = undefined

/** A row of `paymentsDatedUnlikeTheirStatus`. */
export interface PaymentsDatedUnlikeTheirStatusRow {
  readonly tableName: 'transactions'
  /** The id of the payment. */
  readonly id: string
}

/**
 * [sql/invariants.sql:152](../sql/invariants.sql#L152)
 *
 * ```sql
 * select
 *   'transactions' as "table_name!",
 *   transactions.id
 * from transactions
 * where (transactions.completed_at is not null) <> (transactions.status = 'completed')
 *   or transactions.completed_at < transactions.created_at
 *   or transactions.paid_at < transactions.created_at
 * ```
 */
export const paymentsDatedUnlikeTheirStatus = new PreparedQuery<PaymentsDatedUnlikeTheirStatusParams, PaymentsDatedUnlikeTheirStatusRow>(
  '{"usedParamSet":{},"params":[],"statement":"select\\n  \'transactions\' as \\"table_name!\\",\\n  transactions.id\\nfrom transactions\\nwhere (transactions.completed_at is not null) <> (transactions.status = \'completed\')\\n  or transactions.completed_at < transactions.created_at\\n  or transactions.paid_at < transactions.created_at"}',
  '{"name":"paymentsDatedUnlikeTheirStatus","file":"invariants.sql","parameterTypes":{},"tables":["transactions"],"access":"read"}',
)

/** `paymentsUnlikeTheirFacts` has no parameters. */
export type PaymentsUnlikeTheirFactsParams = undefined

/** A row of `paymentsUnlikeTheirFacts`. */
export interface PaymentsUnlikeTheirFactsRow {
  readonly tableName: 'transactions'
  /** The id of the payment. */
  readonly id: string
}

/**
 * The sums of a payment are those of its facts in its own currency.
 *
 * [sql/invariants.sql:161](../sql/invariants.sql#L161)
 *
 * ```sql
 * select
 *   'transactions' as "table_name!",
 *   transactions.id
 * from transactions
 * cross join lateral (
 *   select
 *     coalesce(sum(payment_facts.amount_minor) filter (
 *       where payment_facts.kind = 'intent'
 *         and payment_facts.status = 'succeeded'
 *     ), 0) as received,
 *     coalesce(sum(payment_facts.amount_minor) filter (
 *       where payment_facts.kind = 'refund'
 *         and payment_facts.status in ('requires_action', 'pending', 'succeeded')
 *     ), 0) as refunded,
 *     coalesce(max(payment_facts.amount_minor) filter (where payment_facts.kind = 'refund'), 0) as largest_refund,
 *     coalesce(sum(payment_facts.amount_minor) filter (
 *       where payment_facts.kind = 'dispute'
 *         and payment_facts.status in ('needs_response', 'under_review', 'lost')
 *     ), 0) as disputed,
 *     coalesce(sum(payment_facts.amount_minor - payment_facts.reversed_minor) filter (
 *       where payment_facts.kind = 'transfer'
 *     ), 0) as transferred,
 *     count(*) filter (where payment_facts.kind = 'attempt') as failed_attempts
 *   from payment_facts
 *   where payment_facts.payment_id = transactions.id
 *     and payment_facts.currency = transactions.currency
 * ) as facts
 * where (
 *     transactions.amount_received_minor,
 *     transactions.amount_refunded_minor,
 *     transactions.largest_refund_minor,
 *     transactions.amount_disputed_minor,
 *     transactions.amount_transferred_minor,
 *     transactions.failed_attempts
 *   ) <> (
 *     facts.received,
 *     facts.refunded,
 *     facts.largest_refund,
 *     facts.disputed,
 *     facts.transferred,
 *     facts.failed_attempts
 *   )
 * ```
 */
export const paymentsUnlikeTheirFacts = new PreparedQuery<PaymentsUnlikeTheirFactsParams, PaymentsUnlikeTheirFactsRow>(
  '{"usedParamSet":{},"params":[],"statement":"-- The sums of a payment are those of its facts in its own currency.\\nselect\\n  \'transactions\' as \\"table_name!\\",\\n  transactions.id\\nfrom transactions\\ncross join lateral (\\n  select\\n    coalesce(sum(payment_facts.amount_minor) filter (\\n      where payment_facts.kind = \'intent\'\\n        and payment_facts.status = \'succeeded\'\\n    ), 0) as received,\\n    coalesce(sum(payment_facts.amount_minor) filter (\\n      where payment_facts.kind = \'refund\'\\n        and payment_facts.status in (\'requires_action\', \'pending\', \'succeeded\')\\n    ), 0) as refunded,\\n    coalesce(max(payment_facts.amount_minor) filter (where payment_facts.kind = \'refund\'), 0) as largest_refund,\\n    coalesce(sum(payment_facts.amount_minor) filter (\\n      where payment_facts.kind = \'dispute\'\\n        and payment_facts.status in (\'needs_response\', \'under_review\', \'lost\')\\n    ), 0) as disputed,\\n    coalesce(sum(payment_facts.amount_minor - payment_facts.reversed_minor) filter (\\n      where payment_facts.kind = \'transfer\'\\n    ), 0) as transferred,\\n    count(*) filter (where payment_facts.kind = \'attempt\') as failed_attempts\\n  from payment_facts\\n  where payment_facts.payment_id = transactions.id\\n    and payment_facts.currency = transactions.currency\\n) as facts\\nwhere (\\n    transactions.amount_received_minor,\\n    transactions.amount_refunded_minor,\\n    transactions.largest_refund_minor,\\n    transactions.amount_disputed_minor,\\n    transactions.amount_transferred_minor,\\n    transactions.failed_attempts\\n  ) <> (\\n    facts.received,\\n    facts.refunded,\\n    facts.largest_refund,\\n    facts.disputed,\\n    facts.transferred,\\n    facts.failed_attempts\\n  )"}',
  '{"name":"paymentsUnlikeTheirFacts","file":"invariants.sql","parameterTypes":{},"tables":["payment_facts","transactions"],"access":"read"}',
)

/** `paymentsUnlikeTheirStatus` has no parameters. */
export type PaymentsUnlikeTheirStatusParams = undefined

/** A row of `paymentsUnlikeTheirStatus`. */
export interface PaymentsUnlikeTheirStatusRow {
  readonly tableName: 'transactions'
  /** The id of the payment. */
  readonly id: string
}

/**
 * A status is what is known makes of it.
 *
 * [sql/invariants.sql:206](../sql/invariants.sql#L206)
 *
 * ```sql
 * select
 *   'transactions' as "table_name!",
 *   transactions.id
 * from transactions
 * where case
 *   when transactions.amount_received_minor > 0
 *     and transactions.amount_refunded_minor >= transactions.amount_received_minor
 *     then transactions.status <> 'refunded'
 *   when transactions.paid_at is not null and transactions.largest_refund_minor < transactions.amount_received_minor
 *     then transactions.status not in ('completed', 'cancelled')
 *   when transactions.paid_at is not null and transactions.amount_received_minor > 0
 *     then transactions.status <> 'cancelled'
 *   when transactions.paid_at is not null then transactions.status not in ('completed', 'cancelled')
 *   when transactions.cancelled_at is not null then transactions.status <> 'cancelled'
 *   when transactions.expired_at is not null
 *     then transactions.status
 *       <> (case when transactions.failed_attempts > 0 and transactions.amount_received_minor = 0 then 'failed' else 'cancelled' end)::transaction_status
 *   when transactions.amount_received_minor > 0
 *     and transactions.largest_refund_minor >= transactions.amount_received_minor
 *     then transactions.status <> 'cancelled'
 *   -- Less than the price came, was paid back in parts, and one of those failed.
 *   when transactions.amount_received_minor > 0 and transactions.amount_refunded_minor > 0
 *     then transactions.status not in ('pending', 'cancelled')
 *   else transactions.status <> 'pending'
 * end
 * ```
 */
export const paymentsUnlikeTheirStatus = new PreparedQuery<PaymentsUnlikeTheirStatusParams, PaymentsUnlikeTheirStatusRow>(
  '{"usedParamSet":{},"params":[],"statement":"-- A status is what is known makes of it.\\nselect\\n  \'transactions\' as \\"table_name!\\",\\n  transactions.id\\nfrom transactions\\nwhere case\\n  when transactions.amount_received_minor > 0\\n    and transactions.amount_refunded_minor >= transactions.amount_received_minor\\n    then transactions.status <> \'refunded\'\\n  when transactions.paid_at is not null and transactions.largest_refund_minor < transactions.amount_received_minor\\n    then transactions.status not in (\'completed\', \'cancelled\')\\n  when transactions.paid_at is not null and transactions.amount_received_minor > 0\\n    then transactions.status <> \'cancelled\'\\n  when transactions.paid_at is not null then transactions.status not in (\'completed\', \'cancelled\')\\n  when transactions.cancelled_at is not null then transactions.status <> \'cancelled\'\\n  when transactions.expired_at is not null\\n    then transactions.status\\n      <> (case when transactions.failed_attempts > 0 and transactions.amount_received_minor = 0 then \'failed\' else \'cancelled\' end)::transaction_status\\n  when transactions.amount_received_minor > 0\\n    and transactions.largest_refund_minor >= transactions.amount_received_minor\\n    then transactions.status <> \'cancelled\'\\n  -- Less than the price came, was paid back in parts, and one of those failed.\\n  when transactions.amount_received_minor > 0 and transactions.amount_refunded_minor > 0\\n    then transactions.status not in (\'pending\', \'cancelled\')\\n  else transactions.status <> \'pending\'\\nend"}',
  '{"name":"paymentsUnlikeTheirStatus","file":"invariants.sql","parameterTypes":{},"tables":["transactions"],"access":"read"}',
)

/** `moneyWithoutADeal` has no parameters. */
export type MoneyWithoutADealParams = undefined

/** A row of `moneyWithoutADeal`. */
export interface MoneyWithoutADealRow {
  readonly tableName: 'transactions'
  /** The id of the payment. */
  readonly id: string
}

/**
 * Money that is neither the price of an open deal, nor paid back, nor disputed, is due.
 *
 * [sql/invariants.sql:234](../sql/invariants.sql#L234)
 *
 * ```sql
 * select
 *   'transactions' as "table_name!",
 *   transactions.id
 * from transactions
 * where transactions.amount_due_minor
 *   <> greatest(
 *     0,
 *     transactions.amount_received_minor
 *     - transactions.amount_refunded_minor
 *     - transactions.amount_disputed_minor
 *     - case when transactions.status in ('pending', 'completed') then transactions.amount_minor else 0 end
 *   )
 * ```
 */
export const moneyWithoutADeal = new PreparedQuery<MoneyWithoutADealParams, MoneyWithoutADealRow>(
  '{"usedParamSet":{},"params":[],"statement":"-- Money that is neither the price of an open deal, nor paid back, nor disputed, is due.\\nselect\\n  \'transactions\' as \\"table_name!\\",\\n  transactions.id\\nfrom transactions\\nwhere transactions.amount_due_minor\\n  <> greatest(\\n    0,\\n    transactions.amount_received_minor\\n    - transactions.amount_refunded_minor\\n    - transactions.amount_disputed_minor\\n    - case when transactions.status in (\'pending\', \'completed\') then transactions.amount_minor else 0 end\\n  )"}',
  '{"name":"moneyWithoutADeal","file":"invariants.sql","parameterTypes":{},"tables":["transactions"],"access":"read"}',
)

/** `paymentsWithFactsThatDoNotFit` has no parameters. */
export type PaymentsWithFactsThatDoNotFitParams = undefined

/** A row of `paymentsWithFactsThatDoNotFit`. */
export interface PaymentsWithFactsThatDoNotFitRow {
  readonly tableName: 'transactions'
  /** The id of the payment. */
  readonly id: string
}

/**
 * A fact in another currency, or a success of another amount than the price, is marked for a review.
 *
 * [sql/invariants.sql:249](../sql/invariants.sql#L249)
 *
 * ```sql
 * select
 *   'transactions' as "table_name!",
 *   transactions.id
 * from transactions
 * where not transactions.needs_review
 *   and exists (
 *     select from payment_facts
 *     where payment_facts.payment_id = transactions.id
 *       and (
 *         payment_facts.currency <> transactions.currency
 *         or (
 *           payment_facts.kind = 'intent'
 *           and payment_facts.status = 'succeeded'
 *           and payment_facts.amount_minor <> transactions.amount_minor
 *         )
 *       )
 *   )
 * ```
 */
export const paymentsWithFactsThatDoNotFit = new PreparedQuery<PaymentsWithFactsThatDoNotFitParams, PaymentsWithFactsThatDoNotFitRow>(
  '{"usedParamSet":{},"params":[],"statement":"-- A fact in another currency, or a success of another amount than the price, is marked for a review.\\nselect\\n  \'transactions\' as \\"table_name!\\",\\n  transactions.id\\nfrom transactions\\nwhere not transactions.needs_review\\n  and exists (\\n    select from payment_facts\\n    where payment_facts.payment_id = transactions.id\\n      and (\\n        payment_facts.currency <> transactions.currency\\n        or (\\n          payment_facts.kind = \'intent\'\\n          and payment_facts.status = \'succeeded\'\\n          and payment_facts.amount_minor <> transactions.amount_minor\\n        )\\n      )\\n  )"}',
  '{"name":"paymentsWithFactsThatDoNotFit","file":"invariants.sql","parameterTypes":{},"tables":["payment_facts","transactions"],"access":"read"}',
)

/** `factsMiscounted` has no parameters. */
export type FactsMiscountedParams = undefined

/** A row of `factsMiscounted`. */
export interface FactsMiscountedRow {
  readonly tableName: 'payment_facts'
  /** The id of the fact. */
  readonly id: string
}

/**
 * [sql/invariants.sql:269](../sql/invariants.sql#L269)
 *
 * ```sql
 * select
 *   'payment_facts' as "table_name!",
 *   payment_facts.id
 * from payment_facts
 * where payment_facts.counted
 *   <> payment_fact_count(
 *     payment_facts.kind,
 *     payment_facts.status,
 *     payment_facts.amount_minor,
 *     payment_facts.reversed_minor
 *   )
 * ```
 */
export const factsMiscounted = new PreparedQuery<FactsMiscountedParams, FactsMiscountedRow>(
  '{"usedParamSet":{},"params":[],"statement":"select\\n  \'payment_facts\' as \\"table_name!\\",\\n  payment_facts.id\\nfrom payment_facts\\nwhere payment_facts.counted\\n  <> payment_fact_count(\\n    payment_facts.kind,\\n    payment_facts.status,\\n    payment_facts.amount_minor,\\n    payment_facts.reversed_minor\\n  )"}',
  '{"name":"factsMiscounted","file":"invariants.sql","parameterTypes":{},"tables":["payment_facts"],"access":"read"}',
)

/** `paymentsUnlikeTheirOffer` has no parameters. */
export type PaymentsUnlikeTheirOfferParams = undefined

/** A row of `paymentsUnlikeTheirOffer`. */
export interface PaymentsUnlikeTheirOfferRow {
  readonly tableName: 'transactions'
  /** The id of the payment. */
  readonly id: string
}

/**
 * A payment for an offer is between its parties, for its product and amount, and open exactly while it is accepted.
 *
 * [sql/invariants.sql:282](../sql/invariants.sql#L282)
 *
 * ```sql
 * select
 *   'transactions' as "table_name!",
 *   transactions.id
 * from transactions
 * join offers on offers.id = transactions.offer_id
 * where (transactions.buyer_id, transactions.seller_id, transactions.product_id)
 *     <> (offers.buyer_id, offers.seller_id, offers.product_id)
 *   or transactions.amount_minor <> offers.amount_minor
 *   or transactions.currency <> offers.currency
 *   or (transactions.status in ('pending', 'completed')) <> (offers.status = 'accepted')
 * ```
 */
export const paymentsUnlikeTheirOffer = new PreparedQuery<PaymentsUnlikeTheirOfferParams, PaymentsUnlikeTheirOfferRow>(
  '{"usedParamSet":{},"params":[],"statement":"-- A payment for an offer is between its parties, for its product and amount, and open exactly while it is accepted.\\nselect\\n  \'transactions\' as \\"table_name!\\",\\n  transactions.id\\nfrom transactions\\njoin offers on offers.id = transactions.offer_id\\nwhere (transactions.buyer_id, transactions.seller_id, transactions.product_id)\\n    <> (offers.buyer_id, offers.seller_id, offers.product_id)\\n  or transactions.amount_minor <> offers.amount_minor\\n  or transactions.currency <> offers.currency\\n  or (transactions.status in (\'pending\', \'completed\')) <> (offers.status = \'accepted\')"}',
  '{"name":"paymentsUnlikeTheirOffer","file":"invariants.sql","parameterTypes":{},"tables":["offers","transactions"],"access":"read"}',
)

/** `acceptedOffersWithoutPayment` has no parameters. */
export type AcceptedOffersWithoutPaymentParams = undefined

/** A row of `acceptedOffersWithoutPayment`. */
export interface AcceptedOffersWithoutPaymentRow {
  readonly tableName: 'offers'
  /** The id of the offer. */
  readonly id: string
}

/**
 * [sql/invariants.sql:295](../sql/invariants.sql#L295)
 *
 * ```sql
 * select
 *   'offers' as "table_name!",
 *   offers.id
 * from offers
 * where offers.status = 'accepted'
 *   and not exists (
 *     select from transactions
 *     where transactions.offer_id = offers.id
 *   )
 * ```
 */
export const acceptedOffersWithoutPayment = new PreparedQuery<AcceptedOffersWithoutPaymentParams, AcceptedOffersWithoutPaymentRow>(
  '{"usedParamSet":{},"params":[],"statement":"select\\n  \'offers\' as \\"table_name!\\",\\n  offers.id\\nfrom offers\\nwhere offers.status = \'accepted\'\\n  and not exists (\\n    select from transactions\\n    where transactions.offer_id = offers.id\\n  )"}',
  '{"name":"acceptedOffersWithoutPayment","file":"invariants.sql","parameterTypes":{},"tables":["offers","transactions"],"access":"read"}',
)

/** `pendingOffersOffTheMarket` has no parameters. */
export type PendingOffersOffTheMarketParams = undefined

/** A row of `pendingOffersOffTheMarket`. */
export interface PendingOffersOffTheMarketRow {
  readonly tableName: 'offers'
  /** The id of the offer. */
  readonly id: string
}

/**
 * Nobody waits for an answer about a product that cannot be bought.
 *
 * [sql/invariants.sql:306](../sql/invariants.sql#L306)
 *
 * ```sql
 * select
 *   'offers' as "table_name!",
 *   offers.id
 * from offers
 * join products on products.id = offers.product_id
 * where offers.status = 'pending'
 *   and not products.is_available
 * ```
 */
export const pendingOffersOffTheMarket = new PreparedQuery<PendingOffersOffTheMarketParams, PendingOffersOffTheMarketRow>(
  '{"usedParamSet":{},"params":[],"statement":"-- Nobody waits for an answer about a product that cannot be bought.\\nselect\\n  \'offers\' as \\"table_name!\\",\\n  offers.id\\nfrom offers\\njoin products on products.id = offers.product_id\\nwhere offers.status = \'pending\'\\n  and not products.is_available"}',
  '{"name":"pendingOffersOffTheMarket","file":"invariants.sql","parameterTypes":{},"tables":["offers","products"],"access":"read"}',
)

/** `offersOfOtherParties` has no parameters. */
export type OffersOfOtherPartiesParams = undefined

/** A row of `offersOfOtherParties`. */
export interface OffersOfOtherPartiesRow {
  readonly tableName: 'offers'
  /** The id of the offer. */
  readonly id: string
}

/**
 * An offer is between the parties of its conversation, about a product of that seller's.
 *
 * [sql/invariants.sql:316](../sql/invariants.sql#L316)
 *
 * ```sql
 * select
 *   'offers' as "table_name!",
 *   offers.id
 * from offers
 * join conversations on conversations.id = offers.conversation_id
 * join products on products.id = offers.product_id
 * where (offers.buyer_id, offers.seller_id) <> (conversations.buyer_id, conversations.seller_id)
 *   or offers.seller_id <> products.seller_id
 *   or offers.product_id <> conversations.product_id
 *   or offers.made_by not in (offers.buyer_id, offers.seller_id)
 * ```
 */
export const offersOfOtherParties = new PreparedQuery<OffersOfOtherPartiesParams, OffersOfOtherPartiesRow>(
  '{"usedParamSet":{},"params":[],"statement":"-- An offer is between the parties of its conversation, about a product of that seller\'s.\\nselect\\n  \'offers\' as \\"table_name!\\",\\n  offers.id\\nfrom offers\\njoin conversations on conversations.id = offers.conversation_id\\njoin products on products.id = offers.product_id\\nwhere (offers.buyer_id, offers.seller_id) <> (conversations.buyer_id, conversations.seller_id)\\n  or offers.seller_id <> products.seller_id\\n  or offers.product_id <> conversations.product_id\\n  or offers.made_by not in (offers.buyer_id, offers.seller_id)"}',
  '{"name":"offersOfOtherParties","file":"invariants.sql","parameterTypes":{},"tables":["conversations","offers","products"],"access":"read"}',
)

/** `offersWithoutTheirMessage` has no parameters. */
export type OffersWithoutTheirMessageParams = undefined

/** A row of `offersWithoutTheirMessage`. */
export interface OffersWithoutTheirMessageRow {
  readonly tableName: 'offers'
  /** The id of the offer. */
  readonly id: string
}

/**
 * Every offer is shown by one message of its maker, in its conversation, with its amount.
 *
 * [sql/invariants.sql:329](../sql/invariants.sql#L329)
 *
 * ```sql
 * select
 *   'offers' as "table_name!",
 *   offers.id
 * from offers
 * where (
 *   select count(*)
 *   from messages
 *   where messages.offer_id = offers.id
 *     and messages.message_type = 'offer'
 *     and messages.conversation_id = offers.conversation_id
 *     and messages.sender_id = offers.made_by
 *     and messages.created_at = offers.created_at
 *     and messages.offer_data ->> 'currency' = offers.currency
 *     and (messages.offer_data ->> 'amountMinor')::bigint = offers.amount_minor
 * ) <> 1
 * ```
 */
export const offersWithoutTheirMessage = new PreparedQuery<OffersWithoutTheirMessageParams, OffersWithoutTheirMessageRow>(
  '{"usedParamSet":{},"params":[],"statement":"-- Every offer is shown by one message of its maker, in its conversation, with its amount.\\nselect\\n  \'offers\' as \\"table_name!\\",\\n  offers.id\\nfrom offers\\nwhere (\\n  select count(*)\\n  from messages\\n  where messages.offer_id = offers.id\\n    and messages.message_type = \'offer\'\\n    and messages.conversation_id = offers.conversation_id\\n    and messages.sender_id = offers.made_by\\n    and messages.created_at = offers.created_at\\n    and messages.offer_data ->> \'currency\' = offers.currency\\n    and (messages.offer_data ->> \'amountMinor\')::bigint = offers.amount_minor\\n) <> 1"}',
  '{"name":"offersWithoutTheirMessage","file":"invariants.sql","parameterTypes":{},"tables":["messages","offers"],"access":"read"}',
)

/** `counteredOffersWithoutAnswer` has no parameters. */
export type CounteredOffersWithoutAnswerParams = undefined

/** A row of `counteredOffersWithoutAnswer`. */
export interface CounteredOffersWithoutAnswerRow {
  readonly tableName: 'offers'
  /** The id of the offer. */
  readonly id: string
}

/**
 * [sql/invariants.sql:347](../sql/invariants.sql#L347)
 *
 * ```sql
 * select
 *   'offers' as "table_name!",
 *   offers.id
 * from offers
 * where offers.status = 'countered'
 *   and not exists (
 *     select from offers as answer
 *     where answer.parent_offer_id = offers.id
 *   )
 * ```
 */
export const counteredOffersWithoutAnswer = new PreparedQuery<CounteredOffersWithoutAnswerParams, CounteredOffersWithoutAnswerRow>(
  '{"usedParamSet":{},"params":[],"statement":"select\\n  \'offers\' as \\"table_name!\\",\\n  offers.id\\nfrom offers\\nwhere offers.status = \'countered\'\\n  and not exists (\\n    select from offers as answer\\n    where answer.parent_offer_id = offers.id\\n  )"}',
  '{"name":"counteredOffersWithoutAnswer","file":"invariants.sql","parameterTypes":{},"tables":["offers"],"access":"read"}',
)

/** `answersOutOfTurn` has no parameters. */
export type AnswersOutOfTurnParams = undefined

/** A row of `answersOutOfTurn`. */
export interface AnswersOutOfTurnRow {
  readonly tableName: 'offers'
  /** The id of the offer. */
  readonly id: string
}

/**
 * An offer that answers another one is the other party's, of the same negotiation, and has made that one countered.
 *
 * [sql/invariants.sql:358](../sql/invariants.sql#L358)
 *
 * ```sql
 * select
 *   'offers' as "table_name!",
 *   offers.id
 * from offers
 * join offers as parent_offer on parent_offer.id = offers.parent_offer_id
 * where parent_offer.status <> 'countered'
 *   or parent_offer.made_by = offers.made_by
 *   or parent_offer.conversation_id <> offers.conversation_id
 *   or parent_offer.product_id <> offers.product_id
 *   or parent_offer.created_at >= offers.created_at
 * ```
 */
export const answersOutOfTurn = new PreparedQuery<AnswersOutOfTurnParams, AnswersOutOfTurnRow>(
  '{"usedParamSet":{},"params":[],"statement":"-- An offer that answers another one is the other party\'s, of the same negotiation, and has made that one countered.\\nselect\\n  \'offers\' as \\"table_name!\\",\\n  offers.id\\nfrom offers\\njoin offers as parent_offer on parent_offer.id = offers.parent_offer_id\\nwhere parent_offer.status <> \'countered\'\\n  or parent_offer.made_by = offers.made_by\\n  or parent_offer.conversation_id <> offers.conversation_id\\n  or parent_offer.product_id <> offers.product_id\\n  or parent_offer.created_at >= offers.created_at"}',
  '{"name":"answersOutOfTurn","file":"invariants.sql","parameterTypes":{},"tables":["offers"],"access":"read"}',
)

/** `offersExpiredBeforeTheirTime` has no parameters. */
export type OffersExpiredBeforeTheirTimeParams = undefined

/** A row of `offersExpiredBeforeTheirTime`. */
export interface OffersExpiredBeforeTheirTimeRow {
  readonly tableName: 'offers'
  /** The id of the offer. */
  readonly id: string
}

/**
 * [sql/invariants.sql:371](../sql/invariants.sql#L371)
 *
 * ```sql
 * select
 *   'offers' as "table_name!",
 *   offers.id
 * from offers
 * where offers.status = 'expired'
 *   and (offers.expires_at > offers.updated_at) is not false
 * ```
 */
export const offersExpiredBeforeTheirTime = new PreparedQuery<OffersExpiredBeforeTheirTimeParams, OffersExpiredBeforeTheirTimeRow>(
  '{"usedParamSet":{},"params":[],"statement":"select\\n  \'offers\' as \\"table_name!\\",\\n  offers.id\\nfrom offers\\nwhere offers.status = \'expired\'\\n  and (offers.expires_at > offers.updated_at) is not false"}',
  '{"name":"offersExpiredBeforeTheirTime","file":"invariants.sql","parameterTypes":{},"tables":["offers"],"access":"read"}',
)

/** `watchedStreamsOffAir` has no parameters. */
export type WatchedStreamsOffAirParams = undefined

/** A row of `watchedStreamsOffAir`. */
export interface WatchedStreamsOffAirRow {
  readonly tableName: 'streams'
  /** The id of the stream. */
  readonly id: string
}

/**
 * A stream that is not live has no viewers.
 *
 * [sql/invariants.sql:379](../sql/invariants.sql#L379)
 *
 * ```sql
 * select
 *   'streams' as "table_name!",
 *   streams.id
 * from streams
 * where streams.status <> 'live'
 *   and streams.viewer_count > 0
 * ```
 */
export const watchedStreamsOffAir = new PreparedQuery<WatchedStreamsOffAirParams, WatchedStreamsOffAirRow>(
  '{"usedParamSet":{},"params":[],"statement":"-- A stream that is not live has no viewers.\\nselect\\n  \'streams\' as \\"table_name!\\",\\n  streams.id\\nfrom streams\\nwhere streams.status <> \'live\'\\n  and streams.viewer_count > 0"}',
  '{"name":"watchedStreamsOffAir","file":"invariants.sql","parameterTypes":{},"tables":["streams"],"access":"read"}',
)

/** `endedStreamsOfAnotherDuration` has no parameters. */
export type EndedStreamsOfAnotherDurationParams = undefined

/** A row of `endedStreamsOfAnotherDuration`. */
export interface EndedStreamsOfAnotherDurationRow {
  readonly tableName: 'streams'
  /** The id of the stream. */
  readonly id: string
}

/**
 * A stream has lasted from its start to its end, in whole seconds.
 *
 * [sql/invariants.sql:388](../sql/invariants.sql#L388)
 *
 * ```sql
 * select
 *   'streams' as "table_name!",
 *   streams.id
 * from streams
 * where streams.duration_seconds is distinct from floor(extract(epoch from streams.ended_at - streams.started_at))
 * ```
 */
export const endedStreamsOfAnotherDuration = new PreparedQuery<EndedStreamsOfAnotherDurationParams, EndedStreamsOfAnotherDurationRow>(
  '{"usedParamSet":{},"params":[],"statement":"-- A stream has lasted from its start to its end, in whole seconds.\\nselect\\n  \'streams\' as \\"table_name!\\",\\n  streams.id\\nfrom streams\\nwhere streams.duration_seconds is distinct from floor(extract(epoch from streams.ended_at - streams.started_at))"}',
  '{"name":"endedStreamsOfAnotherDuration","file":"invariants.sql","parameterTypes":{},"tables":["streams"],"access":"read"}',
)

/** `secondPendingVerifications` has no parameters. */
export type SecondPendingVerificationsParams = undefined

/** A row of `secondPendingVerifications`. */
export interface SecondPendingVerificationsRow {
  readonly tableName: 'verifications'
  /** The id of the verification. */
  readonly id: string
}

/**
 * A user waits for one decision at a time.
 *
 * [sql/invariants.sql:396](../sql/invariants.sql#L396)
 *
 * ```sql
 * select
 *   'verifications' as "table_name!",
 *   verifications.id
 * from verifications
 * join verifications as first_verification
 *   on first_verification.user_id = verifications.user_id
 *   and first_verification.status = 'pending'
 *   and first_verification.id < verifications.id
 * where verifications.status = 'pending'
 * ```
 */
export const secondPendingVerifications = new PreparedQuery<SecondPendingVerificationsParams, SecondPendingVerificationsRow>(
  '{"usedParamSet":{},"params":[],"statement":"-- A user waits for one decision at a time.\\nselect\\n  \'verifications\' as \\"table_name!\\",\\n  verifications.id\\nfrom verifications\\njoin verifications as first_verification\\n  on first_verification.user_id = verifications.user_id\\n  and first_verification.status = \'pending\'\\n  and first_verification.id < verifications.id\\nwhere verifications.status = \'pending\'"}',
  '{"name":"secondPendingVerifications","file":"invariants.sql","parameterTypes":{},"tables":["verifications"],"access":"read"}',
)

/** `secondPendingOffers` has no parameters. */
export type SecondPendingOffersParams = undefined

/** A row of `secondPendingOffers`. */
export interface SecondPendingOffersRow {
  readonly tableName: 'offers'
  /** The id of the offer. */
  readonly id: string
}

/**
 * A buyer has one offer on a product that waits for an answer.
 *
 * [sql/invariants.sql:408](../sql/invariants.sql#L408)
 *
 * ```sql
 * select
 *   'offers' as "table_name!",
 *   offers.id
 * from offers
 * join offers as first_offer
 *   on first_offer.buyer_id = offers.buyer_id
 *   and first_offer.product_id = offers.product_id
 *   and first_offer.status = 'pending'
 *   and first_offer.id < offers.id
 * where offers.status = 'pending'
 * ```
 */
export const secondPendingOffers = new PreparedQuery<SecondPendingOffersParams, SecondPendingOffersRow>(
  '{"usedParamSet":{},"params":[],"statement":"-- A buyer has one offer on a product that waits for an answer.\\nselect\\n  \'offers\' as \\"table_name!\\",\\n  offers.id\\nfrom offers\\njoin offers as first_offer\\n  on first_offer.buyer_id = offers.buyer_id\\n  and first_offer.product_id = offers.product_id\\n  and first_offer.status = \'pending\'\\n  and first_offer.id < offers.id\\nwhere offers.status = \'pending\'"}',
  '{"name":"secondPendingOffers","file":"invariants.sql","parameterTypes":{},"tables":["offers"],"access":"read"}',
)

/** `paymentsToAnotherSeller` has no parameters. */
export type PaymentsToAnotherSellerParams = undefined

/** A row of `paymentsToAnotherSeller`. */
export interface PaymentsToAnotherSellerRow {
  readonly tableName: 'transactions'
  /** The id of the payment. */
  readonly id: string
}

/**
 * A payment goes to the seller of its product.
 *
 * [sql/invariants.sql:421](../sql/invariants.sql#L421)
 *
 * ```sql
 * select
 *   'transactions' as "table_name!",
 *   transactions.id
 * from transactions
 * join products on products.id = transactions.product_id
 * where transactions.seller_id <> products.seller_id
 * ```
 */
export const paymentsToAnotherSeller = new PreparedQuery<PaymentsToAnotherSellerParams, PaymentsToAnotherSellerRow>(
  '{"usedParamSet":{},"params":[],"statement":"-- A payment goes to the seller of its product.\\nselect\\n  \'transactions\' as \\"table_name!\\",\\n  transactions.id\\nfrom transactions\\njoin products on products.id = transactions.product_id\\nwhere transactions.seller_id <> products.seller_id"}',
  '{"name":"paymentsToAnotherSeller","file":"invariants.sql","parameterTypes":{},"tables":["products","transactions"],"access":"read"}',
)

/** `conversationsAboutAnotherSellersProduct` has no parameters. */
export type ConversationsAboutAnotherSellersProductParams = undefined

/** A row of `conversationsAboutAnotherSellersProduct`. */
export interface ConversationsAboutAnotherSellersProductRow {
  readonly tableName: 'conversations'
  /** The id of the conversation. */
  readonly id: string
}

/**
 * A conversation is about a product of its seller's, if it is about one.
 *
 * [sql/invariants.sql:430](../sql/invariants.sql#L430)
 *
 * ```sql
 * select
 *   'conversations' as "table_name!",
 *   conversations.id
 * from conversations
 * join products on products.id = conversations.product_id
 * where conversations.seller_id <> products.seller_id
 * ```
 */
export const conversationsAboutAnotherSellersProduct = new PreparedQuery<ConversationsAboutAnotherSellersProductParams, ConversationsAboutAnotherSellersProductRow>(
  '{"usedParamSet":{},"params":[],"statement":"-- A conversation is about a product of its seller\'s, if it is about one.\\nselect\\n  \'conversations\' as \\"table_name!\\",\\n  conversations.id\\nfrom conversations\\njoin products on products.id = conversations.product_id\\nwhere conversations.seller_id <> products.seller_id"}',
  '{"name":"conversationsAboutAnotherSellersProduct","file":"invariants.sql","parameterTypes":{},"tables":["conversations","products"],"access":"read"}',
)

/** `approvedVerificationsOfUnverifiedUsers` has no parameters. */
export type ApprovedVerificationsOfUnverifiedUsersParams = undefined

/** A row of `approvedVerificationsOfUnverifiedUsers`. */
export interface ApprovedVerificationsOfUnverifiedUsersRow {
  readonly tableName: 'verifications'
  /** The id of the verification. */
  readonly id: string
}

/**
 * Whoever has an approved verification is verified.
 *
 * [sql/invariants.sql:439](../sql/invariants.sql#L439)
 *
 * ```sql
 * select
 *   'verifications' as "table_name!",
 *   verifications.id
 * from verifications
 * join users on users.id = verifications.user_id
 * where verifications.status = 'approved'
 *   and not users.is_verified
 * ```
 */
export const approvedVerificationsOfUnverifiedUsers = new PreparedQuery<ApprovedVerificationsOfUnverifiedUsersParams, ApprovedVerificationsOfUnverifiedUsersRow>(
  '{"usedParamSet":{},"params":[],"statement":"-- Whoever has an approved verification is verified.\\nselect\\n  \'verifications\' as \\"table_name!\\",\\n  verifications.id\\nfrom verifications\\njoin users on users.id = verifications.user_id\\nwhere verifications.status = \'approved\'\\n  and not users.is_verified"}',
  '{"name":"approvedVerificationsOfUnverifiedUsers","file":"invariants.sql","parameterTypes":{},"tables":["users","verifications"],"access":"read"}',
)

/** `reviewsOfOtherPayments` has no parameters. */
export type ReviewsOfOtherPaymentsParams = undefined

/** A row of `reviewsOfOtherPayments`. */
export interface ReviewsOfOtherPaymentsRow {
  readonly tableName: 'reviews'
  /** The id of the review. */
  readonly id: string
}

/**
 * A review is about the other party of its payment, and the product is the payment's.
 *
 * [sql/invariants.sql:449](../sql/invariants.sql#L449)
 *
 * ```sql
 * select
 *   'reviews' as "table_name!",
 *   reviews.id
 * from reviews
 * join transactions on transactions.id = reviews.payment_id
 * where reviews.product_id <> transactions.product_id
 *   or (
 *     (reviews.reviewer_id, reviews.reviewee_id) <> (transactions.buyer_id, transactions.seller_id)
 *     and (reviews.reviewer_id, reviews.reviewee_id) <> (transactions.seller_id, transactions.buyer_id)
 *   )
 * ```
 */
export const reviewsOfOtherPayments = new PreparedQuery<ReviewsOfOtherPaymentsParams, ReviewsOfOtherPaymentsRow>(
  '{"usedParamSet":{},"params":[],"statement":"-- A review is about the other party of its payment, and the product is the payment\'s.\\nselect\\n  \'reviews\' as \\"table_name!\\",\\n  reviews.id\\nfrom reviews\\njoin transactions on transactions.id = reviews.payment_id\\nwhere reviews.product_id <> transactions.product_id\\n  or (\\n    (reviews.reviewer_id, reviews.reviewee_id) <> (transactions.buyer_id, transactions.seller_id)\\n    and (reviews.reviewer_id, reviews.reviewee_id) <> (transactions.seller_id, transactions.buyer_id)\\n  )"}',
  '{"name":"reviewsOfOtherPayments","file":"invariants.sql","parameterTypes":{},"tables":["reviews","transactions"],"access":"read"}',
)

/** `reviewsOfUnpaidPayments` has no parameters. */
export type ReviewsOfUnpaidPaymentsParams = undefined

/** A row of `reviewsOfUnpaidPayments`. */
export interface ReviewsOfUnpaidPaymentsRow {
  readonly tableName: 'reviews'
  /** The id of the review. */
  readonly id: string
}

/**
 * Nobody is reviewed for a deal that never came about.
 *
 * [sql/invariants.sql:462](../sql/invariants.sql#L462)
 *
 * ```sql
 * select
 *   'reviews' as "table_name!",
 *   reviews.id
 * from reviews
 * join transactions on transactions.id = reviews.payment_id
 * where transactions.paid_at is null
 *   and transactions.completed_at is null
 * ```
 */
export const reviewsOfUnpaidPayments = new PreparedQuery<ReviewsOfUnpaidPaymentsParams, ReviewsOfUnpaidPaymentsRow>(
  '{"usedParamSet":{},"params":[],"statement":"-- Nobody is reviewed for a deal that never came about.\\nselect\\n  \'reviews\' as \\"table_name!\\",\\n  reviews.id\\nfrom reviews\\njoin transactions on transactions.id = reviews.payment_id\\nwhere transactions.paid_at is null\\n  and transactions.completed_at is null"}',
  '{"name":"reviewsOfUnpaidPayments","file":"invariants.sql","parameterTypes":{},"tables":["reviews","transactions"],"access":"read"}',
)

/** `usersRatedUnlikeTheirReviews` has no parameters. */
export type UsersRatedUnlikeTheirReviewsParams = undefined

/** A row of `usersRatedUnlikeTheirReviews`. */
export interface UsersRatedUnlikeTheirReviewsRow {
  readonly tableName: 'users'
  /** The id of the user. */
  readonly id: string
}

/**
 * The counts of a user's ratings are the numbers of the public reviews.
 *
 * [sql/invariants.sql:472](../sql/invariants.sql#L472)
 *
 * ```sql
 * select
 *   'users' as "table_name!",
 *   users.id
 * from users
 * left join user_stats on user_stats.user_id = users.id
 * cross join lateral (
 *   select
 *     count(*) filter (where reviews.rating = 1) as count_1,
 *     count(*) filter (where reviews.rating = 2) as count_2,
 *     count(*) filter (where reviews.rating = 3) as count_3,
 *     count(*) filter (where reviews.rating = 4) as count_4,
 *     count(*) filter (where reviews.rating = 5) as count_5
 *   from reviews
 *   where reviews.reviewee_id = users.id
 *     and reviews.hidden_at is null
 * ) as counted
 * where coalesce(user_stats.rating_1_count, 0) <> counted.count_1
 *   or coalesce(user_stats.rating_2_count, 0) <> counted.count_2
 *   or coalesce(user_stats.rating_3_count, 0) <> counted.count_3
 *   or coalesce(user_stats.rating_4_count, 0) <> counted.count_4
 *   or coalesce(user_stats.rating_5_count, 0) <> counted.count_5
 * ```
 */
export const usersRatedUnlikeTheirReviews = new PreparedQuery<UsersRatedUnlikeTheirReviewsParams, UsersRatedUnlikeTheirReviewsRow>(
  '{"usedParamSet":{},"params":[],"statement":"-- The counts of a user\'s ratings are the numbers of the public reviews.\\nselect\\n  \'users\' as \\"table_name!\\",\\n  users.id\\nfrom users\\nleft join user_stats on user_stats.user_id = users.id\\ncross join lateral (\\n  select\\n    count(*) filter (where reviews.rating = 1) as count_1,\\n    count(*) filter (where reviews.rating = 2) as count_2,\\n    count(*) filter (where reviews.rating = 3) as count_3,\\n    count(*) filter (where reviews.rating = 4) as count_4,\\n    count(*) filter (where reviews.rating = 5) as count_5\\n  from reviews\\n  where reviews.reviewee_id = users.id\\n    and reviews.hidden_at is null\\n) as counted\\nwhere coalesce(user_stats.rating_1_count, 0) <> counted.count_1\\n  or coalesce(user_stats.rating_2_count, 0) <> counted.count_2\\n  or coalesce(user_stats.rating_3_count, 0) <> counted.count_3\\n  or coalesce(user_stats.rating_4_count, 0) <> counted.count_4\\n  or coalesce(user_stats.rating_5_count, 0) <> counted.count_5"}',
  '{"name":"usersRatedUnlikeTheirReviews","file":"invariants.sql","parameterTypes":{},"tables":["reviews","user_stats","users"],"access":"read"}',
)

/** `usersShownUnlikeTheirBadges` has no parameters. */
export type UsersShownUnlikeTheirBadgesParams = undefined

/** A row of `usersShownUnlikeTheirBadges`. */
export interface UsersShownUnlikeTheirBadgesRow {
  readonly tableName: 'users'
  /** The id of the user. */
  readonly id: string
}

/**
 * The list of a user's badges is that of the badges that were not taken back.
 *
 * [sql/invariants.sql:496](../sql/invariants.sql#L496)
 *
 * ```sql
 * select
 *   'users' as "table_name!",
 *   users.id
 * from users
 * left join user_stats on user_stats.user_id = users.id
 * where coalesce(user_stats.badges, '{}') <> array(
 *     select badges.badge_type
 *     from badges
 *     where badges.user_id = users.id
 *       and badges.revoked_at is null
 *     order by badges.badge_type
 *   )
 * ```
 */
export const usersShownUnlikeTheirBadges = new PreparedQuery<UsersShownUnlikeTheirBadgesParams, UsersShownUnlikeTheirBadgesRow>(
  '{"usedParamSet":{},"params":[],"statement":"-- The list of a user\'s badges is that of the badges that were not taken back.\\nselect\\n  \'users\' as \\"table_name!\\",\\n  users.id\\nfrom users\\nleft join user_stats on user_stats.user_id = users.id\\nwhere coalesce(user_stats.badges, \'{}\') <> array(\\n    select badges.badge_type\\n    from badges\\n    where badges.user_id = users.id\\n      and badges.revoked_at is null\\n    order by badges.badge_type\\n  )"}',
  '{"name":"usersShownUnlikeTheirBadges","file":"invariants.sql","parameterTypes":{},"tables":["badges","user_stats","users"],"access":"read"}',
)

/** `usersVerifiedUnlikeTheirBadge` has no parameters. */
export type UsersVerifiedUnlikeTheirBadgeParams = undefined

/** A row of `usersVerifiedUnlikeTheirBadge`. */
export interface UsersVerifiedUnlikeTheirBadgeRow {
  readonly tableName: 'users'
  /** The id of the user. */
  readonly id: string
}

/**
 * Whoever has the mark of verification has its badge, and nobody else does.
 *
 * [sql/invariants.sql:511](../sql/invariants.sql#L511)
 *
 * ```sql
 * select
 *   'users' as "table_name!",
 *   users.id
 * from users
 * where users.is_verified <> exists (
 *     select from badges
 *     where badges.user_id = users.id
 *       and badges.badge_type = 'verified'
 *   )
 * ```
 */
export const usersVerifiedUnlikeTheirBadge = new PreparedQuery<UsersVerifiedUnlikeTheirBadgeParams, UsersVerifiedUnlikeTheirBadgeRow>(
  '{"usedParamSet":{},"params":[],"statement":"-- Whoever has the mark of verification has its badge, and nobody else does.\\nselect\\n  \'users\' as \\"table_name!\\",\\n  users.id\\nfrom users\\nwhere users.is_verified <> exists (\\n    select from badges\\n    where badges.user_id = users.id\\n      and badges.badge_type = \'verified\'\\n  )"}',
  '{"name":"usersVerifiedUnlikeTheirBadge","file":"invariants.sql","parameterTypes":{},"tables":["badges","users"],"access":"read"}',
)

/** `offersOfNothing` has no parameters. */
export type OffersOfNothingParams = undefined

/** A row of `offersOfNothing`. */
export interface OffersOfNothingRow {
  readonly tableName: 'offers'
  /** The id of the offer. */
  readonly id: string
}

/**
 * Nobody waits for an answer to an offer of zero.
 *
 * [sql/invariants.sql:523](../sql/invariants.sql#L523)
 *
 * ```sql
 * select
 *   'offers' as "table_name!",
 *   offers.id
 * from offers
 * where offers.status = 'pending'
 *   and offers.amount_minor <= 0
 * ```
 */
export const offersOfNothing = new PreparedQuery<OffersOfNothingParams, OffersOfNothingRow>(
  '{"usedParamSet":{},"params":[],"statement":"-- Nobody waits for an answer to an offer of zero.\\nselect\\n  \'offers\' as \\"table_name!\\",\\n  offers.id\\nfrom offers\\nwhere offers.status = \'pending\'\\n  and offers.amount_minor <= 0"}',
  '{"name":"offersOfNothing","file":"invariants.sql","parameterTypes":{},"tables":["offers"],"access":"read"}',
)

/** `productsOfClosedAccounts` has no parameters. */
export type ProductsOfClosedAccountsParams = undefined

/** A row of `productsOfClosedAccounts`. */
export interface ProductsOfClosedAccountsRow {
  readonly tableName: 'products'
  /** The id of the listing. */
  readonly id: string
}

/**
 * A closed account sells nothing.
 *
 * [sql/invariants.sql:532](../sql/invariants.sql#L532)
 *
 * ```sql
 * select
 *   'products' as "table_name!",
 *   products.id
 * from products
 * join users on users.id = products.seller_id
 * where products.is_available
 *   and not users.is_active
 * ```
 */
export const productsOfClosedAccounts = new PreparedQuery<ProductsOfClosedAccountsParams, ProductsOfClosedAccountsRow>(
  '{"usedParamSet":{},"params":[],"statement":"-- A closed account sells nothing.\\nselect\\n  \'products\' as \\"table_name!\\",\\n  products.id\\nfrom products\\njoin users on users.id = products.seller_id\\nwhere products.is_available\\n  and not users.is_active"}',
  '{"name":"productsOfClosedAccounts","file":"invariants.sql","parameterTypes":{},"tables":["products","users"],"access":"read"}',
)

/** `offersOfClosedAccounts` has no parameters. */
export type OffersOfClosedAccountsParams = undefined

/** A row of `offersOfClosedAccounts`. */
export interface OffersOfClosedAccountsRow {
  readonly tableName: 'offers'
  /** The id of the offer. */
  readonly id: string
}

/**
 * Nobody waits for the answer of a closed account, or answers it.
 *
 * [sql/invariants.sql:542](../sql/invariants.sql#L542)
 *
 * ```sql
 * select
 *   'offers' as "table_name!",
 *   offers.id
 * from offers
 * join users on users.id in (offers.buyer_id, offers.seller_id)
 * where offers.status = 'pending'
 *   and not users.is_active
 * ```
 */
export const offersOfClosedAccounts = new PreparedQuery<OffersOfClosedAccountsParams, OffersOfClosedAccountsRow>(
  '{"usedParamSet":{},"params":[],"statement":"-- Nobody waits for the answer of a closed account, or answers it.\\nselect\\n  \'offers\' as \\"table_name!\\",\\n  offers.id\\nfrom offers\\njoin users on users.id in (offers.buyer_id, offers.seller_id)\\nwhere offers.status = \'pending\'\\n  and not users.is_active"}',
  '{"name":"offersOfClosedAccounts","file":"invariants.sql","parameterTypes":{},"tables":["offers","users"],"access":"read"}',
)

/** `streamsOfClosedAccounts` has no parameters. */
export type StreamsOfClosedAccountsParams = undefined

/** A row of `streamsOfClosedAccounts`. */
export interface StreamsOfClosedAccountsRow {
  readonly tableName: 'streams'
  /** The id of the stream. */
  readonly id: string
}

/**
 * A closed account streams nothing, and nobody can stream in its name.
 *
 * [sql/invariants.sql:552](../sql/invariants.sql#L552)
 *
 * ```sql
 * select
 *   'streams' as "table_name!",
 *   streams.id
 * from streams
 * join users on users.id = streams.user_id
 * where not users.is_active
 *   and (streams.status <> 'ended' or streams.stream_key is not null or streams.rtmp_url is not null)
 * ```
 */
export const streamsOfClosedAccounts = new PreparedQuery<StreamsOfClosedAccountsParams, StreamsOfClosedAccountsRow>(
  '{"usedParamSet":{},"params":[],"statement":"-- A closed account streams nothing, and nobody can stream in its name.\\nselect\\n  \'streams\' as \\"table_name!\\",\\n  streams.id\\nfrom streams\\njoin users on users.id = streams.user_id\\nwhere not users.is_active\\n  and (streams.status <> \'ended\' or streams.stream_key is not null or streams.rtmp_url is not null)"}',
  '{"name":"streamsOfClosedAccounts","file":"invariants.sql","parameterTypes":{},"tables":["streams","users"],"access":"read"}',
)

/** `liveSessionsOfClosedAccounts` has no parameters. */
export type LiveSessionsOfClosedAccountsParams = undefined

/** A row of `liveSessionsOfClosedAccounts`. */
export interface LiveSessionsOfClosedAccountsRow {
  readonly tableName: 'sessions'
  /** The id of the session, such as for the `sid` claim of a JWT. */
  readonly id: string
}

/**
 * Whoever closes an account ends its sessions.
 *
 * [sql/invariants.sql:562](../sql/invariants.sql#L562)
 *
 * ```sql
 * select
 *   'sessions' as "table_name!",
 *   sessions.id
 * from sessions
 * join users on users.id = sessions.user_id
 * where sessions.revoked_at is null
 *   and not users.is_active
 * ```
 */
export const liveSessionsOfClosedAccounts = new PreparedQuery<LiveSessionsOfClosedAccountsParams, LiveSessionsOfClosedAccountsRow>(
  '{"usedParamSet":{},"params":[],"statement":"-- Whoever closes an account ends its sessions.\\nselect\\n  \'sessions\' as \\"table_name!\\",\\n  sessions.id\\nfrom sessions\\njoin users on users.id = sessions.user_id\\nwhere sessions.revoked_at is null\\n  and not users.is_active"}',
  '{"name":"liveSessionsOfClosedAccounts","file":"invariants.sql","parameterTypes":{},"tables":["sessions","users"],"access":"read"}',
)

/** `liveTokensOfClosedAccounts` has no parameters. */
export type LiveTokensOfClosedAccountsParams = undefined

/** A row of `liveTokensOfClosedAccounts`. */
export interface LiveTokensOfClosedAccountsRow {
  readonly tableName: 'tokens'
  /** The id of the row, the same for all its tokens. */
  readonly id: string
}

/**
 * Whoever closes an account voids its tokens.
 *
 * [sql/invariants.sql:572](../sql/invariants.sql#L572)
 *
 * ```sql
 * select
 *   'tokens' as "table_name!",
 *   tokens.id
 * from tokens
 * join users on users.id = tokens.user_id
 * where tokens.used_at is null
 *   and tokens.expires_at > clock_timestamp()
 *   and not users.is_active
 * ```
 */
export const liveTokensOfClosedAccounts = new PreparedQuery<LiveTokensOfClosedAccountsParams, LiveTokensOfClosedAccountsRow>(
  '{"usedParamSet":{},"params":[],"statement":"-- Whoever closes an account voids its tokens.\\nselect\\n  \'tokens\' as \\"table_name!\\",\\n  tokens.id\\nfrom tokens\\njoin users on users.id = tokens.user_id\\nwhere tokens.used_at is null\\n  and tokens.expires_at > clock_timestamp()\\n  and not users.is_active"}',
  '{"name":"liveTokensOfClosedAccounts","file":"invariants.sql","parameterTypes":{},"tables":["tokens","users"],"access":"read"}',
)

/** `codesUsedWithoutAGuess` has no parameters. */
export type CodesUsedWithoutAGuessParams = undefined

/** A row of `codesUsedWithoutAGuess`. */
export interface CodesUsedWithoutAGuessRow {
  readonly tableName: 'tokens'
  /** The id of the row, the same for all its tokens. */
  readonly id: string
}

/**
 * A code is used by a guess, which is counted.
 *
 * [sql/invariants.sql:583](../sql/invariants.sql#L583)
 *
 * ```sql
 * select
 *   'tokens' as "table_name!",
 *   tokens.id
 * from tokens
 * where tokens.form = 'code'
 *   and tokens.used_at is not null
 *   and tokens.attempts = 0
 * ```
 */
export const codesUsedWithoutAGuess = new PreparedQuery<CodesUsedWithoutAGuessParams, CodesUsedWithoutAGuessRow>(
  '{"usedParamSet":{},"params":[],"statement":"-- A code is used by a guess, which is counted.\\nselect\\n  \'tokens\' as \\"table_name!\\",\\n  tokens.id\\nfrom tokens\\nwhere tokens.form = \'code\'\\n  and tokens.used_at is not null\\n  and tokens.attempts = 0"}',
  '{"name":"codesUsedWithoutAGuess","file":"invariants.sql","parameterTypes":{},"tables":["tokens"],"access":"read"}',
)

/** `tokensUsedAfterTheyWereVoid` has no parameters. */
export type TokensUsedAfterTheyWereVoidParams = undefined

/** A row of `tokensUsedAfterTheyWereVoid`. */
export interface TokensUsedAfterTheyWereVoidRow {
  readonly tableName: 'tokens'
  /** The id of the row, the same for all its tokens. */
  readonly id: string
}

/**
 * [sql/invariants.sql:593](../sql/invariants.sql#L593)
 *
 * ```sql
 * select
 *   'tokens' as "table_name!",
 *   tokens.id
 * from tokens
 * where tokens.used_at >= tokens.expires_at
 * ```
 */
export const tokensUsedAfterTheyWereVoid = new PreparedQuery<TokensUsedAfterTheyWereVoidParams, TokensUsedAfterTheyWereVoidRow>(
  '{"usedParamSet":{},"params":[],"statement":"select\\n  \'tokens\' as \\"table_name!\\",\\n  tokens.id\\nfrom tokens\\nwhere tokens.used_at >= tokens.expires_at"}',
  '{"name":"tokensUsedAfterTheyWereVoid","file":"invariants.sql","parameterTypes":{},"tables":["tokens"],"access":"read"}',
)

/** `sessionsUsedAfterTheyEnded` has no parameters. */
export type SessionsUsedAfterTheyEndedParams = undefined

/** A row of `sessionsUsedAfterTheyEnded`. */
export interface SessionsUsedAfterTheyEndedRow {
  readonly tableName: 'sessions'
  /** The id of the session, such as for the `sid` claim of a JWT. */
  readonly id: string
}

/**
 * A session that has ended is not refreshed.
 *
 * [sql/invariants.sql:600](../sql/invariants.sql#L600)
 *
 * ```sql
 * select
 *   'sessions' as "table_name!",
 *   sessions.id
 * from sessions
 * where sessions.last_used_at >= least(sessions.revoked_at, sessions.idle_expires_at)
 * ```
 */
export const sessionsUsedAfterTheyEnded = new PreparedQuery<SessionsUsedAfterTheyEndedParams, SessionsUsedAfterTheyEndedRow>(
  '{"usedParamSet":{},"params":[],"statement":"-- A session that has ended is not refreshed.\\nselect\\n  \'sessions\' as \\"table_name!\\",\\n  sessions.id\\nfrom sessions\\nwhere sessions.last_used_at >= least(sessions.revoked_at, sessions.idle_expires_at)"}',
  '{"name":"sessionsUsedAfterTheyEnded","file":"invariants.sql","parameterTypes":{},"tables":["sessions"],"access":"read"}',
)

/** `casesCountedWrongly` has no parameters. */
export type CasesCountedWronglyParams = undefined

/** A row of `casesCountedWrongly`. */
export interface CasesCountedWronglyRow {
  readonly tableName: 'moderation_cases'
  /** The id of the case. */
  readonly id: string
}

/**
 * The count of a case is the number of its reports.
 *
 * [sql/invariants.sql:607](../sql/invariants.sql#L607)
 *
 * ```sql
 * select
 *   'moderation_cases' as "table_name!",
 *   moderation_cases.id
 * from moderation_cases
 * where moderation_cases.report_count <> (
 *     select count(*)
 *     from reports
 *     where reports.case_id = moderation_cases.id
 *   )
 * ```
 */
export const casesCountedWrongly = new PreparedQuery<CasesCountedWronglyParams, CasesCountedWronglyRow>(
  '{"usedParamSet":{},"params":[],"statement":"-- The count of a case is the number of its reports.\\nselect\\n  \'moderation_cases\' as \\"table_name!\\",\\n  moderation_cases.id\\nfrom moderation_cases\\nwhere moderation_cases.report_count <> (\\n    select count(*)\\n    from reports\\n    where reports.case_id = moderation_cases.id\\n  )"}',
  '{"name":"casesCountedWrongly","file":"invariants.sql","parameterTypes":{},"tables":["moderation_cases","reports"],"access":"read"}',
)

/** `casesLessUrgentThanTheirReports` has no parameters. */
export type CasesLessUrgentThanTheirReportsParams = undefined

/** A row of `casesLessUrgentThanTheirReports`. */
export interface CasesLessUrgentThanTheirReportsRow {
  readonly tableName: 'moderation_cases'
  /** The id of the case. */
  readonly id: string
}

/**
 * A case waits in the place of its most urgent report.
 *
 * [sql/invariants.sql:619](../sql/invariants.sql#L619)
 *
 * ```sql
 * select
 *   'moderation_cases' as "table_name!",
 *   moderation_cases.id
 * from moderation_cases
 * where exists (
 *     select from reports
 *     where reports.case_id = moderation_cases.id
 *       and reports.reason < moderation_cases.reason
 *   )
 * ```
 */
export const casesLessUrgentThanTheirReports = new PreparedQuery<CasesLessUrgentThanTheirReportsParams, CasesLessUrgentThanTheirReportsRow>(
  '{"usedParamSet":{},"params":[],"statement":"-- A case waits in the place of its most urgent report.\\nselect\\n  \'moderation_cases\' as \\"table_name!\\",\\n  moderation_cases.id\\nfrom moderation_cases\\nwhere exists (\\n    select from reports\\n    where reports.case_id = moderation_cases.id\\n      and reports.reason < moderation_cases.reason\\n  )"}',
  '{"name":"casesLessUrgentThanTheirReports","file":"invariants.sql","parameterTypes":{},"tables":["moderation_cases","reports"],"access":"read"}',
)

/** `secondOpenCases` has no parameters. */
export type SecondOpenCasesParams = undefined

/** A row of `secondOpenCases`. */
export interface SecondOpenCasesRow {
  readonly tableName: 'moderation_cases'
  /** The id of the case. */
  readonly id: string
}

/**
 * A thing has one open case.
 *
 * [sql/invariants.sql:631](../sql/invariants.sql#L631)
 *
 * ```sql
 * select
 *   'moderation_cases' as "table_name!",
 *   moderation_cases.id
 * from moderation_cases
 * join moderation_cases as first_case
 *   on first_case.subject_type = moderation_cases.subject_type
 *   and first_case.subject_id = moderation_cases.subject_id
 *   and first_case.status = 'open'
 *   and first_case.id < moderation_cases.id
 * where moderation_cases.status = 'open'
 * ```
 */
export const secondOpenCases = new PreparedQuery<SecondOpenCasesParams, SecondOpenCasesRow>(
  '{"usedParamSet":{},"params":[],"statement":"-- A thing has one open case.\\nselect\\n  \'moderation_cases\' as \\"table_name!\\",\\n  moderation_cases.id\\nfrom moderation_cases\\njoin moderation_cases as first_case\\n  on first_case.subject_type = moderation_cases.subject_type\\n  and first_case.subject_id = moderation_cases.subject_id\\n  and first_case.status = \'open\'\\n  and first_case.id < moderation_cases.id\\nwhere moderation_cases.status = \'open\'"}',
  '{"name":"secondOpenCases","file":"invariants.sql","parameterTypes":{},"tables":["moderation_cases"],"access":"read"}',
)

/** `casesDecidedInTheirOwnMatter` has no parameters. */
export type CasesDecidedInTheirOwnMatterParams = undefined

/** A row of `casesDecidedInTheirOwnMatter`. */
export interface CasesDecidedInTheirOwnMatterRow {
  readonly tableName: 'moderation_cases'
  /** The id of the case. */
  readonly id: string
}

/**
 * [sql/invariants.sql:644](../sql/invariants.sql#L644)
 *
 * ```sql
 * select
 *   'moderation_cases' as "table_name!",
 *   moderation_cases.id
 * from moderation_cases
 * where moderation_cases.decided_by = moderation_cases.reported_user_id
 * ```
 */
export const casesDecidedInTheirOwnMatter = new PreparedQuery<CasesDecidedInTheirOwnMatterParams, CasesDecidedInTheirOwnMatterRow>(
  '{"usedParamSet":{},"params":[],"statement":"select\\n  \'moderation_cases\' as \\"table_name!\\",\\n  moderation_cases.id\\nfrom moderation_cases\\nwhere moderation_cases.decided_by = moderation_cases.reported_user_id"}',
  '{"name":"casesDecidedInTheirOwnMatter","file":"invariants.sql","parameterTypes":{},"tables":["moderation_cases"],"access":"read"}',
)

/** `decidedCasesWithoutLog` has no parameters. */
export type DecidedCasesWithoutLogParams = undefined

/** A row of `decidedCasesWithoutLog`. */
export interface DecidedCasesWithoutLogRow {
  readonly tableName: 'moderation_cases'
  /** The id of the case. */
  readonly id: string
}

/**
 * A decision is written into the audit log, once.
 *
 * [sql/invariants.sql:651](../sql/invariants.sql#L651)
 *
 * ```sql
 * select
 *   'moderation_cases' as "table_name!",
 *   moderation_cases.id
 * from moderation_cases
 * where moderation_cases.status = 'decided'
 *   and (
 *     select count(*)
 *     from moderation_actions
 *     where moderation_actions.case_id = moderation_cases.id
 *   ) <> 1
 * ```
 */
export const decidedCasesWithoutLog = new PreparedQuery<DecidedCasesWithoutLogParams, DecidedCasesWithoutLogRow>(
  '{"usedParamSet":{},"params":[],"statement":"-- A decision is written into the audit log, once.\\nselect\\n  \'moderation_cases\' as \\"table_name!\\",\\n  moderation_cases.id\\nfrom moderation_cases\\nwhere moderation_cases.status = \'decided\'\\n  and (\\n    select count(*)\\n    from moderation_actions\\n    where moderation_actions.case_id = moderation_cases.id\\n  ) <> 1"}',
  '{"name":"decidedCasesWithoutLog","file":"invariants.sql","parameterTypes":{},"tables":["moderation_actions","moderation_cases"],"access":"read"}',
)

/** `leasedCasesThatDoNotWait` has no parameters. */
export type LeasedCasesThatDoNotWaitParams = undefined

/** A row of `leasedCasesThatDoNotWait`. */
export interface LeasedCasesThatDoNotWaitRow {
  readonly tableName: 'moderation_cases'
  /** The id of the case. */
  readonly id: string
}

/**
 * A case is leased while it is open, by a counted attempt.
 *
 * [sql/invariants.sql:664](../sql/invariants.sql#L664)
 *
 * ```sql
 * select
 *   'moderation_cases' as "table_name!",
 *   moderation_cases.id
 * from moderation_cases
 * where (moderation_cases.leased_by is not null or moderation_cases.leased_until is not null)
 *   and (moderation_cases.status <> 'open' or moderation_cases.attempt = 0 or moderation_cases.leased_until is null)
 * ```
 */
export const leasedCasesThatDoNotWait = new PreparedQuery<LeasedCasesThatDoNotWaitParams, LeasedCasesThatDoNotWaitRow>(
  '{"usedParamSet":{},"params":[],"statement":"-- A case is leased while it is open, by a counted attempt.\\nselect\\n  \'moderation_cases\' as \\"table_name!\\",\\n  moderation_cases.id\\nfrom moderation_cases\\nwhere (moderation_cases.leased_by is not null or moderation_cases.leased_until is not null)\\n  and (moderation_cases.status <> \'open\' or moderation_cases.attempt = 0 or moderation_cases.leased_until is null)"}',
  '{"name":"leasedCasesThatDoNotWait","file":"invariants.sql","parameterTypes":{},"tables":["moderation_cases"],"access":"read"}',
)

/** `streamProductsOfOthers` has no parameters. */
export type StreamProductsOfOthersParams = undefined

/** A row of `streamProductsOfOthers`. */
export interface StreamProductsOfOthersRow {
  readonly tableName: 'stream_products'
  /** The id of the row. */
  readonly id: string
}

/**
 * A stream shows products of its own streamer.
 *
 * [sql/invariants.sql:673](../sql/invariants.sql#L673)
 *
 * ```sql
 * select
 *   'stream_products' as "table_name!",
 *   stream_products.id
 * from stream_products
 * join streams on streams.id = stream_products.stream_id
 * join products on products.id = stream_products.product_id
 * where streams.user_id <> stream_products.seller_id
 *   or products.seller_id <> stream_products.seller_id
 * ```
 */
export const streamProductsOfOthers = new PreparedQuery<StreamProductsOfOthersParams, StreamProductsOfOthersRow>(
  '{"usedParamSet":{},"params":[],"statement":"-- A stream shows products of its own streamer.\\nselect\\n  \'stream_products\' as \\"table_name!\\",\\n  stream_products.id\\nfrom stream_products\\njoin streams on streams.id = stream_products.stream_id\\njoin products on products.id = stream_products.product_id\\nwhere streams.user_id <> stream_products.seller_id\\n  or products.seller_id <> stream_products.seller_id"}',
  '{"name":"streamProductsOfOthers","file":"invariants.sql","parameterTypes":{},"tables":["products","stream_products","streams"],"access":"read"}',
)

/** `streamsWithTooManyProducts` has no parameters. */
export type StreamsWithTooManyProductsParams = undefined

/** A row of `streamsWithTooManyProducts`. */
export interface StreamsWithTooManyProductsRow {
  readonly tableName: 'streams'
  /** The id of the stream. */
  readonly id: string
}

/**
 * [sql/invariants.sql:684](../sql/invariants.sql#L684)
 *
 * ```sql
 * select
 *   'streams' as "table_name!",
 *   streams.id
 * from streams
 * where (
 *     select count(*)
 *     from stream_products
 *     where stream_products.stream_id = streams.id
 *   ) > 200
 * ```
 */
export const streamsWithTooManyProducts = new PreparedQuery<StreamsWithTooManyProductsParams, StreamsWithTooManyProductsRow>(
  '{"usedParamSet":{},"params":[],"statement":"select\\n  \'streams\' as \\"table_name!\\",\\n  streams.id\\nfrom streams\\nwhere (\\n    select count(*)\\n    from stream_products\\n    where stream_products.stream_id = streams.id\\n  ) > 200"}',
  '{"name":"streamsWithTooManyProducts","file":"invariants.sql","parameterTypes":{},"tables":["stream_products","streams"],"access":"read"}',
)

/** `pinnedProductsOutOfStream` has no parameters. */
export type PinnedProductsOutOfStreamParams = undefined

/** A row of `pinnedProductsOutOfStream`. */
export interface PinnedProductsOutOfStreamRow {
  readonly tableName: 'streams'
  /** The id of the stream. */
  readonly id: string
}

/**
 * The product on show is one of the stream.
 *
 * [sql/invariants.sql:695](../sql/invariants.sql#L695)
 *
 * ```sql
 * select
 *   'streams' as "table_name!",
 *   streams.id
 * from streams
 * where streams.pinned_product_id is not null
 *   and not exists (
 *     select from stream_products
 *     where stream_products.stream_id = streams.id
 *       and stream_products.product_id = streams.pinned_product_id
 *   )
 * ```
 */
export const pinnedProductsOutOfStream = new PreparedQuery<PinnedProductsOutOfStreamParams, PinnedProductsOutOfStreamRow>(
  '{"usedParamSet":{},"params":[],"statement":"-- The product on show is one of the stream.\\nselect\\n  \'streams\' as \\"table_name!\\",\\n  streams.id\\nfrom streams\\nwhere streams.pinned_product_id is not null\\n  and not exists (\\n    select from stream_products\\n    where stream_products.stream_id = streams.id\\n      and stream_products.product_id = streams.pinned_product_id\\n  )"}',
  '{"name":"pinnedProductsOutOfStream","file":"invariants.sql","parameterTypes":{},"tables":["stream_products","streams"],"access":"read"}',
)

/** `paymentsInStreamsOfOthers` has no parameters. */
export type PaymentsInStreamsOfOthersParams = undefined

/** A row of `paymentsInStreamsOfOthers`. */
export interface PaymentsInStreamsOfOthersRow {
  readonly tableName: 'transactions'
  /** The id of the payment. */
  readonly id: string
}

/**
 * A payment belongs to a stream of its seller.
 *
 * [sql/invariants.sql:708](../sql/invariants.sql#L708)
 *
 * ```sql
 * select
 *   'transactions' as "table_name!",
 *   transactions.id
 * from transactions
 * join streams on streams.id = transactions.stream_id
 * where streams.user_id <> transactions.seller_id
 * ```
 */
export const paymentsInStreamsOfOthers = new PreparedQuery<PaymentsInStreamsOfOthersParams, PaymentsInStreamsOfOthersRow>(
  '{"usedParamSet":{},"params":[],"statement":"-- A payment belongs to a stream of its seller.\\nselect\\n  \'transactions\' as \\"table_name!\\",\\n  transactions.id\\nfrom transactions\\njoin streams on streams.id = transactions.stream_id\\nwhere streams.user_id <> transactions.seller_id"}',
  '{"name":"paymentsInStreamsOfOthers","file":"invariants.sql","parameterTypes":{},"tables":["streams","transactions"],"access":"read"}',
)

/** `followsBetweenBlocked` has no parameters. */
export type FollowsBetweenBlockedParams = undefined

/** A row of `followsBetweenBlocked`. */
export interface FollowsBetweenBlockedRow {
  readonly tableName: 'follows'
  /** The id of the follow. */
  readonly id: string
}

/**
 * Nobody follows whom they have blocked, or by whom they are blocked.
 *
 * [sql/invariants.sql:716](../sql/invariants.sql#L716)
 *
 * ```sql
 * select
 *   'follows' as "table_name!",
 *   follows.id
 * from follows
 * where exists (
 *   select from blocks
 *   where (blocks.blocker_id, blocks.blocked_id) in (
 *     (follows.follower_id, follows.followee_id),
 *     (follows.followee_id, follows.follower_id)
 *   )
 * )
 * ```
 */
export const followsBetweenBlocked = new PreparedQuery<FollowsBetweenBlockedParams, FollowsBetweenBlockedRow>(
  '{"usedParamSet":{},"params":[],"statement":"-- Nobody follows whom they have blocked, or by whom they are blocked.\\nselect\\n  \'follows\' as \\"table_name!\\",\\n  follows.id\\nfrom follows\\nwhere exists (\\n  select from blocks\\n  where (blocks.blocker_id, blocks.blocked_id) in (\\n    (follows.follower_id, follows.followee_id),\\n    (follows.followee_id, follows.follower_id)\\n  )\\n)"}',
  '{"name":"followsBetweenBlocked","file":"invariants.sql","parameterTypes":{},"tables":["blocks","follows"],"access":"read"}',
)

/** `pendingOffersBetweenBlocked` has no parameters. */
export type PendingOffersBetweenBlockedParams = undefined

/** A row of `pendingOffersBetweenBlocked`. */
export interface PendingOffersBetweenBlockedRow {
  readonly tableName: 'offers'
  /** The id of the offer. */
  readonly id: string
}

/**
 * Nobody waits for the answer of somebody whom a block parts from them.
 *
 * [sql/invariants.sql:730](../sql/invariants.sql#L730)
 *
 * ```sql
 * select
 *   'offers' as "table_name!",
 *   offers.id
 * from offers
 * where offers.status = 'pending'
 *   and exists (
 *     select from blocks
 *     where (blocks.blocker_id, blocks.blocked_id) in (
 *       (offers.buyer_id, offers.seller_id),
 *       (offers.seller_id, offers.buyer_id)
 *     )
 *   )
 * ```
 */
export const pendingOffersBetweenBlocked = new PreparedQuery<PendingOffersBetweenBlockedParams, PendingOffersBetweenBlockedRow>(
  '{"usedParamSet":{},"params":[],"statement":"-- Nobody waits for the answer of somebody whom a block parts from them.\\nselect\\n  \'offers\' as \\"table_name!\\",\\n  offers.id\\nfrom offers\\nwhere offers.status = \'pending\'\\n  and exists (\\n    select from blocks\\n    where (blocks.blocker_id, blocks.blocked_id) in (\\n      (offers.buyer_id, offers.seller_id),\\n      (offers.seller_id, offers.buyer_id)\\n    )\\n  )"}',
  '{"name":"pendingOffersBetweenBlocked","file":"invariants.sql","parameterTypes":{},"tables":["blocks","offers"],"access":"read"}',
)

/** `followsMiscounted` has no parameters. */
export type FollowsMiscountedParams = undefined

/** A row of `followsMiscounted`. */
export interface FollowsMiscountedRow {
  readonly tableName: 'users'
  /** The id of the user. */
  readonly id: string
}

/**
 * A user's counts are the numbers of their followers and of those whom they follow; without a row both are zero.
 *
 * [sql/invariants.sql:745](../sql/invariants.sql#L745)
 *
 * ```sql
 * select
 *   'users' as "table_name!",
 *   users.id
 * from users
 * left join user_stats on user_stats.user_id = users.id
 * where coalesce(user_stats.follower_count, 0) <> (
 *     select count(*)
 *     from follows
 *     where follows.followee_id = users.id
 *   )
 *   or coalesce(user_stats.following_count, 0) <> (
 *     select count(*)
 *     from follows
 *     where follows.follower_id = users.id
 *   )
 * ```
 */
export const followsMiscounted = new PreparedQuery<FollowsMiscountedParams, FollowsMiscountedRow>(
  '{"usedParamSet":{},"params":[],"statement":"-- A user\'s counts are the numbers of their followers and of those whom they follow; without a row both are zero.\\nselect\\n  \'users\' as \\"table_name!\\",\\n  users.id\\nfrom users\\nleft join user_stats on user_stats.user_id = users.id\\nwhere coalesce(user_stats.follower_count, 0) <> (\\n    select count(*)\\n    from follows\\n    where follows.followee_id = users.id\\n  )\\n  or coalesce(user_stats.following_count, 0) <> (\\n    select count(*)\\n    from follows\\n    where follows.follower_id = users.id\\n  )"}',
  '{"name":"followsMiscounted","file":"invariants.sql","parameterTypes":{},"tables":["follows","user_stats","users"],"access":"read"}',
)

/** `analyticsDaysCountedWrongly` has no parameters. */
export type AnalyticsDaysCountedWronglyParams = undefined

/** A row of `analyticsDaysCountedWrongly`. */
export interface AnalyticsDaysCountedWronglyRow {
  readonly tableName: 'analytics_daily'
  readonly id: string
}

/**
 * A day without a mark has the counts of its events. Days whose events were dropped keep theirs.
 *
 * [sql/invariants.sql:762](../sql/invariants.sql#L762)
 *
 * ```sql
 * with event_day as (
 *   select
 *     (array_agg(analytics_events.id))[1] as event_id,
 *     (analytics_events.occurred_at at time zone 'UTC')::date as day,
 *     counted_subject.dimension,
 *     counted_subject.subject_id,
 *     analytics_events.event_type,
 *     analytics_events.currency,
 *     count(*) as event_count,
 *     count(distinct analytics_events.visitor) as visitor_count,
 *     case
 *       when sum(analytics_events.value_minor) > 9007199254740991 then 9007199254740991
 *       else sum(analytics_events.value_minor)
 *     end as value_minor
 *   from analytics_events
 *   cross join lateral (
 *     values
 *       ('all'::analytics_dimension, null::uuid),
 *       ('product', analytics_events.product_id),
 *       ('stream', analytics_events.stream_id),
 *       ('seller', analytics_events.seller_id)
 *   ) as counted_subject (dimension, subject_id)
 *   where counted_subject.dimension = 'all'
 *     or counted_subject.subject_id is not null
 *   group by
 *     (analytics_events.occurred_at at time zone 'UTC')::date,
 *     counted_subject.dimension,
 *     counted_subject.subject_id,
 *     analytics_events.event_type,
 *     analytics_events.currency
 * )
 * select
 *   'analytics_daily' as "table_name!",
 *   coalesce(analytics_daily.id, event_day.event_id) as "id!"
 * from event_day
 * full join analytics_daily
 *   on analytics_daily.day = event_day.day
 *   and analytics_daily.dimension = event_day.dimension
 *   and coalesce(analytics_daily.subject_id::text, '') = coalesce(event_day.subject_id::text, '')
 *   and analytics_daily.event_type = event_day.event_type
 *   and coalesce(analytics_daily.currency, '') = coalesce(event_day.currency, '')
 * where (analytics_daily.event_count, analytics_daily.visitor_count, analytics_daily.value_minor)
 *     is distinct from (event_day.event_count, event_day.visitor_count, event_day.value_minor)
 *   and not exists (
 *     select from analytics_dirty_days
 *     where analytics_dirty_days.day = coalesce(analytics_daily.day, event_day.day)
 *   )
 *   and to_regclass('analytics_events_' || to_char(coalesce(analytics_daily.day, event_day.day), 'YYYY_MM')) is not null
 * ```
 */
export const analyticsDaysCountedWrongly = new PreparedQuery<AnalyticsDaysCountedWronglyParams, AnalyticsDaysCountedWronglyRow>(
  '{"usedParamSet":{},"params":[],"statement":"-- A day without a mark has the counts of its events. Days whose events were dropped keep theirs.\\n-- lint-disable indexed-side: all rows are compared\\nwith event_day as (\\n  select\\n    (array_agg(analytics_events.id))[1] as event_id,\\n    (analytics_events.occurred_at at time zone \'UTC\')::date as day,\\n    counted_subject.dimension,\\n    counted_subject.subject_id,\\n    analytics_events.event_type,\\n    analytics_events.currency,\\n    count(*) as event_count,\\n    count(distinct analytics_events.visitor) as visitor_count,\\n    case\\n      when sum(analytics_events.value_minor) > 9007199254740991 then 9007199254740991\\n      else sum(analytics_events.value_minor)\\n    end as value_minor\\n  from analytics_events\\n  cross join lateral (\\n    values\\n      (\'all\'::analytics_dimension, null::uuid),\\n      (\'product\', analytics_events.product_id),\\n      (\'stream\', analytics_events.stream_id),\\n      (\'seller\', analytics_events.seller_id)\\n  ) as counted_subject (dimension, subject_id)\\n  where counted_subject.dimension = \'all\'\\n    or counted_subject.subject_id is not null\\n  group by\\n    (analytics_events.occurred_at at time zone \'UTC\')::date,\\n    counted_subject.dimension,\\n    counted_subject.subject_id,\\n    analytics_events.event_type,\\n    analytics_events.currency\\n)\\nselect\\n  \'analytics_daily\' as \\"table_name!\\",\\n  coalesce(analytics_daily.id, event_day.event_id) as \\"id!\\"\\nfrom event_day\\nfull join analytics_daily\\n  on analytics_daily.day = event_day.day\\n  and analytics_daily.dimension = event_day.dimension\\n  and coalesce(analytics_daily.subject_id::text, \'\') = coalesce(event_day.subject_id::text, \'\')\\n  and analytics_daily.event_type = event_day.event_type\\n  and coalesce(analytics_daily.currency, \'\') = coalesce(event_day.currency, \'\')\\nwhere (analytics_daily.event_count, analytics_daily.visitor_count, analytics_daily.value_minor)\\n    is distinct from (event_day.event_count, event_day.visitor_count, event_day.value_minor)\\n  and not exists (\\n    select from analytics_dirty_days\\n    where analytics_dirty_days.day = coalesce(analytics_daily.day, event_day.day)\\n  )\\n  and to_regclass(\'analytics_events_\' || to_char(coalesce(analytics_daily.day, event_day.day), \'YYYY_MM\')) is not null"}',
  '{"name":"analyticsDaysCountedWrongly","file":"invariants.sql","parameterTypes":{},"tables":["analytics_daily","analytics_dirty_days","analytics_events"],"access":"read"}',
)

/** `productsLikedWronglyOften` has no parameters. */
export type ProductsLikedWronglyOftenParams = undefined

/** A row of `productsLikedWronglyOften`. */
export interface ProductsLikedWronglyOftenRow {
  readonly tableName: 'products'
  /** The id of the listing. */
  readonly id: string
}

/**
 * A product's like count is the number of those who saved it.
 *
 * [sql/invariants.sql:813](../sql/invariants.sql#L813)
 *
 * ```sql
 * select
 *   'products' as "table_name!",
 *   products.id
 * from products
 * left join (
 *   select
 *     wishlists.product_id,
 *     count(*) as likes
 *   from wishlists
 *   group by wishlists.product_id
 * ) as counted on counted.product_id = products.id
 * where products.like_count <> coalesce(counted.likes, 0)
 * ```
 */
export const productsLikedWronglyOften = new PreparedQuery<ProductsLikedWronglyOftenParams, ProductsLikedWronglyOftenRow>(
  '{"usedParamSet":{},"params":[],"statement":"-- A product\'s like count is the number of those who saved it.\\nselect\\n  \'products\' as \\"table_name!\\",\\n  products.id\\nfrom products\\nleft join (\\n  select\\n    wishlists.product_id,\\n    count(*) as likes\\n  from wishlists\\n  group by wishlists.product_id\\n) as counted on counted.product_id = products.id\\nwhere products.like_count <> coalesce(counted.likes, 0)"}',
  '{"name":"productsLikedWronglyOften","file":"invariants.sql","parameterTypes":{},"tables":["products","wishlists"],"access":"read"}',
)

/** `wishlistsOfOwnProducts` has no parameters. */
export type WishlistsOfOwnProductsParams = undefined

/** A row of `wishlistsOfOwnProducts`. */
export interface WishlistsOfOwnProductsRow {
  readonly tableName: 'wishlists'
  /** The id of the row. */
  readonly id: string
}

/**
 * Nobody saves a product of their own.
 *
 * [sql/invariants.sql:828](../sql/invariants.sql#L828)
 *
 * ```sql
 * select
 *   'wishlists' as "table_name!",
 *   wishlists.id
 * from wishlists
 * join products on products.id = wishlists.product_id
 * where wishlists.user_id = products.seller_id
 * ```
 */
export const wishlistsOfOwnProducts = new PreparedQuery<WishlistsOfOwnProductsParams, WishlistsOfOwnProductsRow>(
  '{"usedParamSet":{},"params":[],"statement":"-- Nobody saves a product of their own.\\nselect\\n  \'wishlists\' as \\"table_name!\\",\\n  wishlists.id\\nfrom wishlists\\njoin products on products.id = wishlists.product_id\\nwhere wishlists.user_id = products.seller_id"}',
  '{"name":"wishlistsOfOwnProducts","file":"invariants.sql","parameterTypes":{},"tables":["products","wishlists"],"access":"read"}',
)

/** `notificationsWithoutTheirDeliveries` has no parameters. */
export type NotificationsWithoutTheirDeliveriesParams = undefined

/** A row of `notificationsWithoutTheirDeliveries`. */
export interface NotificationsWithoutTheirDeliveriesRow {
  readonly tableName: 'notifications'
  /** The id of the row. */
  readonly id: string
}

/**
 * A notification has a delivery for each of its channels, and no other.
 *
 * [sql/invariants.sql:837](../sql/invariants.sql#L837)
 *
 * ```sql
 * select
 *   'notifications' as "table_name!",
 *   notifications.id
 * from notifications
 * where exists (
 *     select from unnest(notifications.channels) as wanted (channel)
 *     where not exists (
 *       select from notification_deliveries
 *       where notification_deliveries.notification_id = notifications.id
 *         and notification_deliveries.channel = wanted.channel
 *     )
 *   )
 *   or exists (
 *     select from notification_deliveries
 *     where notification_deliveries.notification_id = notifications.id
 *       and notification_deliveries.channel <> all(notifications.channels)
 *   )
 * ```
 */
export const notificationsWithoutTheirDeliveries = new PreparedQuery<NotificationsWithoutTheirDeliveriesParams, NotificationsWithoutTheirDeliveriesRow>(
  '{"usedParamSet":{},"params":[],"statement":"-- A notification has a delivery for each of its channels, and no other.\\nselect\\n  \'notifications\' as \\"table_name!\\",\\n  notifications.id\\nfrom notifications\\nwhere exists (\\n    select from unnest(notifications.channels) as wanted (channel)\\n    where not exists (\\n      select from notification_deliveries\\n      where notification_deliveries.notification_id = notifications.id\\n        and notification_deliveries.channel = wanted.channel\\n    )\\n  )\\n  or exists (\\n    select from notification_deliveries\\n    where notification_deliveries.notification_id = notifications.id\\n      and notification_deliveries.channel <> all(notifications.channels)\\n  )"}',
  '{"name":"notificationsWithoutTheirDeliveries","file":"invariants.sql","parameterTypes":{},"tables":["notification_deliveries","notifications"],"access":"read"}',
)
