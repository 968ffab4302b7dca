import { ConflictError, ForbiddenError, type ConflictRule, type ForbiddenRule } from '../../errors.js'

const forbidden = {
  not_a_participant: 'the user is neither the buyer nor the seller',
  own_product: 'nobody buys or makes an offer for what they sell themselves',
  own_offer: 'an offer is answered by the party who did not make it',
  not_the_maker: 'an offer is taken back by the party who made it',
} as const satisfies Partial<Record<ForbiddenRule, string>>

const conflicts = {
  id_taken: 'an id is that of another row',
  product_already_sold: 'the product is sold already',
  product_not_available: 'the product is not on the market',
  product_not_of_conversation: 'the conversation is not one about this product, with its seller',
  offer_not_pending: 'the offer has had its answer already',
  offer_expired: 'the time to answer the offer has passed',
  currency_changed: 'the product is no longer sold in the currency of the offer',
  price_changed: 'the price asked is no longer the expected one',
  payment_not_pending: 'the payment is no longer pending',
  payment_not_completed: 'the payment is not a completed one',
  payment_ids_differ: 'the payment is known by other ids than those given',
} as const satisfies Partial<Record<ConflictRule, string>>

/**
 * Throws the error of the rule that a trade command names as the one that refused.
 *
 * @throws {@link ForbiddenError} if the command was not for this user; {@link ConflictError} if the state does not
 * allow it.
 */
export function refuse(rule: string): never {
  if (isKeyOf(forbidden, rule)) throw new ForbiddenError(rule, forbidden[rule])
  if (isKeyOf(conflicts, rule)) throw new ConflictError(rule, conflicts[rule])
  throw new TypeError(`no such rule: ${rule}`)
}

function isKeyOf<Rules extends object>(rules: Rules, rule: PropertyKey): rule is keyof Rules {
  return Object.hasOwn(rules, rule)
}
