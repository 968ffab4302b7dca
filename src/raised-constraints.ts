/**
 * The rules that triggers of the package's migrations raise as violations of a constraint, by the name that they give:
 * the catalogue knows none of them as constraints.
 */
export const raisedConstraints = {
  tr_products_stay_in_deal: { kind: 'check', table: 'products', columns: ['is_available'] },
} as const
