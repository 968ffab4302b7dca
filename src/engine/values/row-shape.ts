import type { Field } from './row-builder.js'

/**
 * Decodes the body of a DataRow: a count, then for each column its length (-1: null) and its value.
 *
 * @throws one of our errors if its columns are not those that the reader was compiled for.
 */
export type RowReader = (bytes: Buffer, start: number, end: number) => object

/** The columns of a statement's rows, and the functions compiled to read them. */
export interface RowShape {
  readonly fields: readonly Field[]
  /** Reads a row with all columns as text, the server's default. */
  readonly read: RowReader
  /**
   * The binary form, if it is faster for some columns: the format codes of a Bind, and the function that reads such a
   * row.
   */
  readonly binary: { readonly formats: Buffer; readonly read: RowReader } | null
}
