import type { CatalogueColumn } from '../schema/catalogue.js'

/**
 * The knowledge about a column's nulls.
 *
 * - `never`: it cannot be null.
 * - `maybe`: it can be null, or the tree does not show that it cannot.
 */
export type Nullness = 'never' | 'maybe'

/** The facts about a value in the rows of a query. */
export interface ColumnFacts {
  readonly nullness: Nullness
  /** The strings that it can be, if the statement writes out all of them; otherwise null. */
  readonly texts: ReadonlySet<string> | null
  /** The table column that it is a copy of, even through unions; null if there is none. */
  readonly source: CatalogueColumn | null
}

/** A column of which nothing is known. */
export const unknownFacts: ColumnFacts = { nullness: 'maybe', texts: null, source: null }

/** Returns the union of all sets; null if one of them is unknown. */
export function together(sets: readonly (ReadonlySet<string> | null)[]): ReadonlySet<string> | null {
  const all = new Set<string>()
  for (const set of sets) {
    if (set === null) return null
    for (const text of set) all.add(text)
  }
  return all
}
