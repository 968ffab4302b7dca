import type { GenerationMistake } from '../errors.js'

/** What is shown of a mistake, by whatever rule it is one. */
export type ShownMistake = Pick<
  GenerationMistake,
  'file' | 'line' | 'column' | 'message' | 'source' | 'hint' | 'sqlState'
> & { readonly rule: string }

/**
 * Writes a mistake as compilers do: place and message, the server's SQLSTATE or the rule, the line with a caret below, the
 * hint.
 *
 * The place is `file:line:column`, which terminals and editors turn into a link.
 */
export function formatMistake(mistake: ShownMistake): string {
  const { file, line, column, message, source, hint, sqlState, rule } = mistake
  const gutter = `${String(line).padStart(4)} | `
  // A tab stays a tab and a character of two UTF-16 units becomes one space, so that the caret stands right.
  const indent = Array.from(source.slice(0, column - 1), (character) => (character === '\t' ? '\t' : ' '))
  const lines = [
    `${file}:${line}:${column} ${message} (${sqlState ?? rule})`,
    `${gutter}${source}`,
    `${' '.repeat(gutter.length)}${indent.join('')}^`,
  ]
  if (hint !== null) lines.push(`${' '.repeat(gutter.length)}hint: ${hint}`)
  return lines.join('\n')
}
