/**
 * What a statement's tree says of a column.
 *
 * - `never`: it cannot be null.
 * - `maybe`: it can, or nobody can tell.
 */
export type Nullness = 'never' | 'maybe'

/** A column of a result, or of something that a statement reads. */
export interface OutputColumn {
  /** The name, if the tree tells it; null for an expression that the server names. */
  readonly name: string | null
  readonly nullness: Nullness
  /** True for `*` of something whose columns nobody can count from the tree. */
  readonly star: boolean
  /** False if it is known not to be JSON, of which a cast may make null: `'null'::jsonb::int`. */
  readonly mayBeJson: boolean
  /** Where it stands in the text, in bytes of UTF-8 as the parser counts. */
  readonly location: number
}

/** The same columns, as the far side of an outer join gives them. */
export function asOuter(columns: readonly OutputColumn[]): readonly OutputColumn[] {
  return columns.map((column) => ({ ...column, nullness: 'maybe' }))
}

/** A column of which nothing is known but its name. */
export function unknownColumn(name: string | null): OutputColumn {
  return { name, nullness: 'maybe', star: false, mayBeJson: true, location: 0 }
}
