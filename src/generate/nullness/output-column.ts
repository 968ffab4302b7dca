import type { CatalogueColumn } from '../schema/catalogue.js'

/**
 * The knowledge about a column's nulls.
 *
 * - `never`: it cannot be null.
 * - `maybe`: it can be null, or the tree does not show that it cannot.
 */
export type Nullness = 'never' | 'maybe'

/** The facts about a column that decide whether it, or what is made of it, can be null. */
export interface ColumnFacts {
  readonly nullness: Nullness
  /** False if it is known not to be JSON. A cast may make null of JSON: `'null'::jsonb::int`. */
  readonly mayBeJson: boolean
  /** False if it is known not to be a range, whose `lower` and `upper` may be null. */
  readonly mayBeRange: boolean
  /** The strings that it can be, if the statement writes out all of them; otherwise null. */
  readonly texts: ReadonlySet<string> | null
  /** The table column that it is a copy of, even through unions; null if there is none. */
  readonly source: CatalogueColumn | null
}

/** A column of a result. */
export interface OutputColumn extends ColumnFacts {
  /** Null for an expression whose name only the server knows. */
  readonly name: string | null
  /** True for `*` of something whose columns are unknown. */
  readonly star: boolean
  /** The place in the text, in bytes of UTF-8 as the parser counts. */
  readonly location: number
}

/** A column of which nothing is known. */
export const unknownFacts: ColumnFacts = {
  nullness: 'maybe',
  mayBeJson: true,
  mayBeRange: true,
  texts: null,
  source: null,
}
