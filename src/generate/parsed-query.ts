import type { QueryIR } from '../engine/prepared-query.js'
import type { SourceFile } from './source-file.js'

/** A query as it stands in its file, before a database has seen it. */
export interface ParsedQuery {
  readonly name: string
  readonly file: SourceFile
  /** Where the name stands in the file. */
  readonly nameOffset: number
  readonly ir: QueryIR
  /** Where the statement begins in the file; offsets of the representation count from here. */
  readonly statementOffset: number
  /** The `--` lines between the name and the first word of SQL. */
  readonly prose: readonly string[]
}
