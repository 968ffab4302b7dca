import type { ConflictRule } from './rules.js'

/**
 * The constraints and triggers of the package's migrations that stand for a rule: by name, the rule of the
 * {@link ConflictError} that a caller gets. A trigger raises its own name as that of a violated constraint.
 */
export const constraintRules = {
  ck_users_erased_closed: 'account_erased',
  offers_buyer_id_product_id_excl: 'offer_already_pending',
  tr_conversations_keep_parties: 'conversation_parties_fixed',
  tr_messages_sender_takes_part: 'sender_not_a_participant',
  tr_moderation_actions_keep: 'audit_log_kept',
  tr_offers_accepted_have_payment: 'offer_without_payment',
  tr_products_open_account: 'account_closed',
  tr_products_reopened_account: 'account_closed',
  tr_products_stay_in_deal: 'product_in_deal',
  tr_stream_products_limit: 'too_many_stream_products',
  tr_reviews_keep_parties: 'review_not_of_payment',
  tr_reviews_of_payment: 'review_not_of_payment',
  tr_transactions_keep_accepted_offer: 'offer_without_payment',
  tr_transactions_settled_keep_terms: 'payment_terms_fixed',
} as const satisfies Readonly<Record<string, ConflictRule>>
