import type { SourceFile } from './source-file.js'

/** A comment that names the query below it: `@name listUsers`. */
export interface Annotation {
  readonly name: string
  /** Where the comment begins. */
  readonly start: number
  /** Where the name begins. */
  readonly nameOffset: number
}

/**
 * Finds every comment that begins with `@name`, by its text alone.
 *
 * pgtyped drops queries without a word when it loses its way in a file; what it found is compared with this.
 */
export function findAnnotations({ text }: SourceFile): Annotation[] {
  return Array.from(text.matchAll(/\/\*\s*@name\s+([^\s*]*)/g), (match) => ({
    name: match[1] ?? '',
    start: match.index,
    nameOffset: match.index + match[0].length - (match[1] ?? '').length,
  }))
}
