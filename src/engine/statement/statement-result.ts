/** The result of a statement. */
export interface StatementResult {
  readonly rows: readonly object[]
  /** The number of rows read or written, as the server counts them. */
  readonly rowCount: number
  /** True if only a piece of the result was fetched, and there may be more. */
  readonly hasMore?: boolean
}
