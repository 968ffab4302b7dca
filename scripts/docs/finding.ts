import type { SourceFile } from '../../src/generate/read/source-file.js'

/** A place in the documentation that is not true of the code. */
export interface DocsFinding {
  readonly rule: 'link' | 'example' | 'code' | 'partial' | 'sql' | 'command'
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

/** Makes a finding out of its place in a file. */
export function findingAt(
  file: SourceFile,
  offset: number,
  rule: DocsFinding['rule'],
  message: string,
  hint: string | null = null,
): DocsFinding {
  const position = file.positionAt(offset)
  return { rule, file: file.path, ...position, source: file.lineText(position.line), message, hint }
}
