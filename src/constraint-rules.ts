import type { ConflictRule } from './rules.js'

/**
 * The constraints and triggers of the package's migrations that stand for a rule: by name, the rule of the
 * {@link ConflictError} that a caller gets. A trigger raises its own name as that of a violated constraint.
 */
export const constraintRules = {
  offers_buyer_id_product_id_excl: 'offer_already_pending',
  tr_products_stay_in_deal: 'product_in_deal',
} as const satisfies Readonly<Record<string, ConflictRule>>
