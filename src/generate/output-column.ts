/**
 * What a statement's tree says of one of its output columns, before types are known.
 *
 * - `never`: an expression that cannot be null.
 * - `origin`: null exactly if the table's column it is a copy of is null.
 * - `maybe`: anything else, above all a column from the far side of an outer join.
 */
export type Nullness = 'never' | 'origin' | 'maybe'

/** An item of a select list or a returning list. */
export interface OutputColumn {
  /** The name, if the tree tells it; null for an expression that the server names. */
  readonly name: string | null
  readonly nullness: Nullness
  /** True for `*` and `table.*`, which stand for any number of columns. */
  readonly star: boolean
  /** Where it stands in the text, in bytes of UTF-8 as the parser counts. */
  readonly location: number
}
