/**
 * The rules of the package's commands: the one list of them, with the sentence of each.
 *
 * A statement names the rule that refused it, and generation knows by which names it can do so: a name that is not here
 * does not compile.
 */

/** The rules about the state of rows, by name. */
export const conflictRules = {
  account_closed: 'an account that takes part is closed',
  account_erased: 'the personal data of the account was erased, and it stays closed',
  account_is_admin: 'an administrator chooses no other role',
  already_reported: 'the reporter has an open report of the same thing',
  analytics_event_fixed: 'an event of analytics stays as it was written',
  audit_log_kept: 'an entry of the audit log is never changed or deleted',
  case_already_decided: 'the case was decided already',
  case_not_leased: 'the case is not leased to the administrator by this attempt',
  conversation_parties_fixed: 'a conversation keeps its parties',
  currency_changed: 'the product is no longer sold in the currency of the offer',
  delivery_attempt_over: 'the attempt to deliver is over, or another worker has it',
  idempotency_key_reused: 'the key was used for another request',
  message_shows_offer: 'the message shows an offer, and stays with it',
  nothing_to_hide: 'the case is about an account, or about something that is gone',
  offer_already_pending: 'the buyer has an offer on the product that waits for an answer',
  offer_expired: 'the time to answer the offer has passed',
  offer_not_pending: 'the offer was answered already',
  offer_without_payment: 'an accepted offer has its payment',
  pair_fixed: 'a follow and a block keep their two users',
  password_changed: 'the password is no longer the one that was compared',
  payment_ids_differ: 'an id at the payment provider is not that of this payment',
  payment_not_completed: 'the payment was never completed',
  payment_not_pending: 'the payment was paid, or has ended',
  payment_terms_fixed: 'a settled payment keeps its parties, product and amounts',
  price_changed: 'the asking price is no longer the expected one',
  product_already_sold: 'the product is sold already',
  product_has_payments: 'the product has payments, which are kept',
  product_hidden: 'the product was taken off the market by a moderator',
  product_in_deal: 'the product is in an open deal',
  product_not_available: 'the product is not on the market',
  product_not_in_stream: 'the product is not one of the stream',
  product_not_of_conversation: 'the conversation is not one about this product, with its seller',
  product_of_another_seller: 'the product is on sale by another seller',
  refresh_token_reused: 'the refresh token was used before, so its session has ended',
  repeated_differently: 'a command with this id was given other content before',
  review_already_written: 'the party has reviewed the payment already',
  review_not_of_payment: 'a review is of a completed payment, by one of its parties about the other one',
  review_settled: 'the review was answered or hidden, or is too old to be changed',
  sender_not_a_participant: 'the sender is neither the buyer nor the seller',
  session_ended: 'the session has ended, or there is none',
  stream_already_ended: 'the stream has ended already',
  stream_already_live: 'the stream is live already',
  stream_not_live: 'the stream is not live',
  token_invalid: 'the token is wrong, used or void',
  token_limit_reached: 'as many tokens were issued within an hour as are allowed',
  token_locked: 'the code was guessed as often as is allowed',
  too_many_saved_searches: 'a user has at most 50 saved searches',
  too_many_stream_products: 'a stream has at most 200 products',
  user_blocked: 'one of the two has blocked the other',
  user_has_payments: 'the user has payments, which are kept',
  verification_already_pending: 'the user waits for a decision already',
  verification_already_reviewed: 'the verification was decided already',
  verification_not_approved: 'the verification is not an approved one',
  webhook_body_differs: 'the event came before with another body',
} as const

/** The rules about the acting user, by name. */
export const forbiddenRules = {
  not_a_participant: 'the user is neither the buyer nor the seller',
  not_an_admin: 'it is for an administrator with an open account',
  not_the_buyer: 'a payment is called off by its buyer',
  not_the_maker: 'an offer is taken back by the party who made it',
  not_the_owner: 'it is for its owner alone',
  not_the_reviewee: 'a review is answered by the party whom it is about',
  not_the_reviewer: 'a review is changed by the party who wrote it',
  not_the_sender: 'the message was sent by somebody else',
  own_account: 'nobody follows or blocks themselves',
  own_case: 'nobody decides upon a case that they reported or that is about them',
  own_offer: 'an offer is answered by the party who did not make it',
  own_product: 'nobody buys, saves or makes offers for their own product',
  own_report: 'nobody reports themselves or what is their own',
  own_verification: 'nobody decides upon papers of their own',
} as const

/** A rule about the state of a row. */
export type ConflictRule = keyof typeof conflictRules

/** A rule about the acting user. */
export type ForbiddenRule = keyof typeof forbiddenRules
