import type { QueryIR } from '../../engine/statement/prepared-query.js'
import type { SourceFile } from './source-file.js'

/** A stretch of a statement that replaced a star. Offsets count from the start of the statement. */
export interface Expansion {
  readonly start: number
  readonly end: number
  /** The stretch of the star, in the statement as written in the file. */
  readonly sourceStart: number
  readonly sourceEnd: number
}

/** A query as written in its file, before a database has seen it. */
export interface ParsedQuery {
  readonly name: string
  readonly file: SourceFile
  /** The offset of the name in the file. */
  readonly nameOffset: number
  readonly ir: QueryIR
  /** The offset of the statement in the file. Offsets in `ir` count from here. */
  readonly statementOffset: number
  /** The column lists that replaced stars, in their order. Offsets in `ir` are those after the replacement. */
  readonly expansions: readonly Expansion[]
  /** The `--` lines between the name and the first word of SQL. */
  readonly prose: readonly string[]
}

/** Maps an offset of a query's statement to its file. Offsets within an expansion map to the star. */
export function fileOffset({ statementOffset, expansions }: ParsedQuery, offset: number): number {
  let added = 0
  for (const { start, end, sourceStart, sourceEnd } of expansions) {
    if (offset < start) break
    if (offset < end) return statementOffset + sourceStart
    added = end - sourceEnd
  }
  return statementOffset + offset - added
}
