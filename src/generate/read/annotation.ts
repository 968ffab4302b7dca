import type { SourceFile } from './source-file.js'

/** A comment that names the query below it: `@name listUsers`. */
export interface Annotation {
  readonly name: string
  /** The offset of the comment. */
  readonly start: number
  /** The offset of the name. */
  readonly nameOffset: number
}

/**
 * Finds every comment that begins with `@name`, by its text alone.
 *
 * pgtyped silently drops queries when a mistake confuses it. Its result is compared with this list.
 */
export function findAnnotations({ text }: SourceFile): Annotation[] {
  return Array.from(text.matchAll(/\/\*\s*@name\s+([^\s*]*)/g), (match) => ({
    name: match[1] ?? '',
    start: match.index,
    nameOffset: match.index + match[0].length - (match[1] ?? '').length,
  }))
}
