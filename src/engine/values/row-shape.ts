import type { Field } from './row-builder.js'

/**
 * Reads the body of a DataRow: a count, then for each column its length (-1: null) and its value.
 *
 * @throws an error of ours if it has not the columns that it was made for.
 */
export type RowReader = (bytes: Buffer, start: number, end: number) => object

/** How the rows of a statement are read, and the columns that this was made for. */
export interface RowShape {
  readonly fields: readonly Field[]
  /** Reads a row in which every column is text, as a server sends it that was not told otherwise. */
  readonly read: RowReader
  /** Where columns are better had in binary: what a Bind says to get them so, and what reads such a row. */
  readonly binary: { readonly formats: Buffer; readonly read: RowReader } | null
}
