/**
 * Statements after which new products have nothing to be found by in a search. To work that out takes most of the time of an
 * insert, so rows for the plans of anything else do without it.
 */
export const unsearchedProducts: readonly string[] = [
  `alter table products
    alter column search drop expression,
    alter column search set default '',
    alter column facets drop expression,
    alter column facets set default '{}'`,
]
