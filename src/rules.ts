/**
 * The rules of the package's commands: the one list of them, with the sentence of each.
 *
 * A statement names the rule that refused it, and generation knows by which names it can do so: a name that is not here
 * does not compile.
 */

/** The rules about the state of rows, by name. */
export const conflictRules = {
  account_closed: 'an account that takes part is closed',
  account_is_admin: 'an administrator chooses no other role',
  conversation_parties_fixed: 'a conversation keeps its parties',
  currency_changed: 'the product is no longer sold in the currency of the offer',
  message_shows_offer: 'the message shows an offer, and stays with it',
  offer_already_pending: 'the buyer has an offer on the product that waits for an answer',
  offer_expired: 'the time to answer the offer has passed',
  offer_not_pending: 'the offer was answered already',
  offer_without_payment: 'an accepted offer has its payment',
  pair_fixed: 'a follow and a block keep their two users',
  payment_ids_differ: 'an id at the payment provider is not that of this payment',
  payment_not_pending: 'the payment was paid, or has ended',
  payment_terms_fixed: 'a settled payment keeps its parties, product and amounts',
  price_changed: 'the asking price is no longer the expected one',
  product_already_sold: 'the product is sold already',
  product_has_payments: 'the product has payments, which are kept',
  product_hidden: 'the product was taken off the market by a moderator',
  product_in_deal: 'the product is in an open deal',
  product_not_available: 'the product is not on the market',
  product_not_of_conversation: 'the conversation is not one about this product, with its seller',
  product_of_another_seller: 'the product is on sale by another seller',
  repeated_differently: 'a command with this id was given other content before',
  sender_not_a_participant: 'the sender is neither the buyer nor the seller',
  stream_already_ended: 'the stream has ended already',
  stream_already_live: 'the stream is live already',
  stream_not_live: 'the stream is not live',
  user_blocked: 'one of the two has blocked the other',
  user_has_payments: 'the user has payments, which are kept',
  verification_already_pending: 'the user waits for a decision already',
  verification_already_reviewed: 'the verification was decided already',
  verification_not_approved: 'the verification is not an approved one',
} as const

/** The rules about the acting user, by name. */
export const forbiddenRules = {
  not_a_participant: 'the user is neither the buyer nor the seller',
  not_an_admin: 'it is for an administrator with an open account',
  not_the_buyer: 'a payment is called off by its buyer',
  not_the_maker: 'an offer is taken back by the party who made it',
  not_the_owner: 'it is for its owner alone',
  not_the_sender: 'the message was sent by somebody else',
  own_account: 'nobody follows or blocks themselves',
  own_offer: 'an offer is answered by the party who did not make it',
  own_product: 'nobody buys or makes an offer for a product of their own',
  own_verification: 'nobody decides upon papers of their own',
} as const

/** A rule about the state of a row. */
export type ConflictRule = keyof typeof conflictRules

/** A rule about the acting user. */
export type ForbiddenRule = keyof typeof forbiddenRules
