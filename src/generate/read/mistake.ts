import type { GenerationMistake } from '../../errors.js'
import type { SourceFile } from './source-file.js'

/** The parts of a mistake besides its place. */
export interface MistakeDetails {
  readonly rule: GenerationMistake['rule']
  readonly message: string
  readonly hint?: string | undefined
  readonly sqlState?: string | undefined
  readonly query?: string | undefined
}

/** Makes a mistake at a place in a file. */
export function mistakeAt(
  file: SourceFile,
  offset: number,
  { rule, message, hint, sqlState, query }: MistakeDetails,
): GenerationMistake {
  const position = file.positionAt(offset)
  return {
    rule,
    file: file.path,
    ...position,
    source: file.lineText(position.line),
    message,
    hint: hint ?? null,
    sqlState: sqlState ?? null,
    query: query ?? null,
  }
}

/** Leaves out mistakes that say the same of the same place. */
export function eachOnce(mistakes: readonly GenerationMistake[]): readonly GenerationMistake[] {
  const isSame = (one: GenerationMistake, other: GenerationMistake) =>
    one.message === other.message && compareMistakes(one, other) === 0
  return mistakes.filter((one, index) => mistakes.findIndex((other) => isSame(one, other)) === index)
}

/** Orders mistakes by file, line and column. */
export function compareMistakes(one: GenerationMistake, other: GenerationMistake): number {
  if (one.file !== other.file) return one.file < other.file ? -1 : 1
  return one.line - other.line || one.column - other.column
}
