import type { SourceFile } from '../read/source-file.js'

/** A function that a migration defines, if only under a condition. */
export interface DefinedFunction {
  readonly name: string
  readonly argumentCount: number
  /** The type as it is written. */
  readonly result: string
}

const definition =
  /\bcreate\s+(?:or\s+replace\s+)?function\s+(?:"?\w+"?\s*\.\s*)?"?(\w+)"?\s*\(([^()]*)\)\s*returns\s+([\w ]+?)\s*(?:\n|$|\b(?:language|as|return|begin|stable|volatile|immutable|strict|parallel)\b)/gi

/**
 * Finds the functions that migrations define, also within the body of a `do`, where a condition on the server's version
 * may leave them out: they are in no catalogue of the newer server.
 */
export function definedFunctions(files: readonly SourceFile[]): readonly DefinedFunction[] {
  return files.flatMap(({ text }) =>
    Array.from(text.matchAll(definition), ({ 1: name = '', 2: parameters = '', 3: result = '' }) => ({
      name: name.toLowerCase(),
      argumentCount: parameters.trim() === '' ? 0 : parameters.split(',').length,
      result: result.toLowerCase(),
    })),
  )
}
