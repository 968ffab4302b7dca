/** What a statement gave. */
export interface StatementResult {
  readonly rows: readonly object[]
  /** How many rows it read or wrote, as the server counts them. */
  readonly rowCount: number
  /** True if only a piece of the result was asked for, and there may be more. */
  readonly hasMore?: boolean
}
