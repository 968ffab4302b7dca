/** A row as a client gives it, under the names of its columns: what is in it, checkEquality finds out. */
export type Row = Record<string, unknown>
