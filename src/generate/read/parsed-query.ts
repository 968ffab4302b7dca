import type { QueryIR } from '../../engine/statement/prepared-query.js'
import type { SourceFile } from './source-file.js'

/** A stretch of a statement that stands for a shorter one in the file; offsets count from the statement's beginning. */
export interface Expansion {
  readonly start: number
  readonly end: number
  /** The stretch of the file's statement that it stands for. */
  readonly sourceStart: number
  readonly sourceEnd: number
}

/** A query as it stands in its file, before a database has seen it. */
export interface ParsedQuery {
  readonly name: string
  readonly file: SourceFile
  /** Where the name stands in the file. */
  readonly nameOffset: number
  readonly ir: QueryIR
  /** Where the statement begins in the file; offsets of the representation count from here. */
  readonly statementOffset: number
  /** What was written in the place of stars, in its order; the offsets of the representation are those with it. */
  readonly expansions: readonly Expansion[]
  /** The `--` lines between the name and the first word of SQL. */
  readonly prose: readonly string[]
}

/** The place in its file of an offset of a query's statement; within an expansion that of the star. */
export function fileOffset({ statementOffset, expansions }: ParsedQuery, offset: number): number {
  let added = 0
  for (const { start, end, sourceStart, sourceEnd } of expansions) {
    if (offset < start) break
    if (offset < end) return statementOffset + sourceStart
    added = end - sourceEnd
  }
  return statementOffset + offset - added
}
