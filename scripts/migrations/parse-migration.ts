import { parseSync, type Node } from 'libpg-query'
import type { SourceFile } from '../../src/generate/read/source-file.js'
import { sqlRegions } from '../../src/generate/read/sql-regions.js'

/** A statement of a migration. */
export interface MigrationStatement {
  readonly node: Node
  /** The place of its first word in the file. */
  readonly offset: number
}

/** A migration, taken apart. */
export interface ParsedMigration {
  readonly file: SourceFile
  readonly statements: readonly MigrationStatement[]
  /** False for a file that asks to run outside a transaction. */
  readonly inTransaction: boolean
  /** The place in the file of a location in its trees, which count bytes. */
  readonly offsetOf: (location: number) => number
}

/**
 * Takes a migration apart. The parser must have been loaded.
 *
 * @throws {@link Error} of the parser if the file is not SQL.
 */
export function parseMigration(file: SourceFile): ParsedMigration {
  const bytes = Buffer.from(file.text)
  const offsetOf = (location: number) => bytes.subarray(0, location).toString().length
  const statements = (parseSync(file.text).stmts ?? []).flatMap(({ stmt, stmt_location = 0 }) =>
    stmt === undefined ? [] : [{ node: stmt, offset: firstWord(file.text, offsetOf(stmt_location)) }],
  )
  return {
    file,
    statements,
    inTransaction: !file.text.includes('-- postgres-migrations disable-transaction'),
    offsetOf,
  }
}

/** The first character from a place on that is neither a comment nor a space. */
function firstWord(text: string, from: number): number {
  for (const { kind, start, end } of sqlRegions(text)) {
    if (end <= from || kind === 'line-comment' || kind === 'block-comment') continue
    const begin = Math.max(start, from)
    const word = text.slice(begin, end).search(/\S/)
    if (word >= 0) return begin + word
  }
  return from
}
