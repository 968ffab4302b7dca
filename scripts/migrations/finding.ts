import type { SourceFile } from '../../src/generate/read/source-file.js'

/** Something that a rule has to say about a place in a migration. */
export interface MigrationFinding {
  /** One of our rules, or one of squawk's. */
  readonly rule: string
  readonly file: string
  /** Counted from 1. */
  readonly line: number
  /** Counted from 1. */
  readonly column: number
  /** That line of the file. */
  readonly source: string
  readonly message: string
  readonly hint: string | null
}

/** Makes a finding of its place in a file. */
export function findingAt(
  file: SourceFile,
  offset: number,
  { rule, message, hint }: Pick<MigrationFinding, 'rule' | 'message' | 'hint'>,
): MigrationFinding {
  const position = file.positionAt(offset)
  return { rule, file: file.path, ...position, source: file.lineText(position.line), message, hint }
}

/** Orders findings as they stand in the files. */
export function compareFindings(one: MigrationFinding, other: MigrationFinding): number {
  if (one.file !== other.file) return one.file < other.file ? -1 : 1
  return one.line - other.line || one.column - other.column
}
