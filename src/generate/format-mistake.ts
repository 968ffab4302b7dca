import type { GenerationMistake } from '../errors.js'

/** The parts of a mistake that are shown. The rule may also be one of another tool. */
export type ShownMistake = Pick<
  GenerationMistake,
  'file' | 'line' | 'column' | 'message' | 'source' | 'hint' | 'sqlState'
> & { readonly rule: string }

/**
 * Formats a mistake as compilers do: place, message and SQLSTATE or rule, the line with a caret below it, the hint.
 *
 * The place is `file:line:column`, which terminals and editors turn into a link.
 */
export function formatMistake(mistake: ShownMistake): string {
  const { file, line, column, message, source, hint, sqlState, rule } = mistake
  const gutter = `${String(line).padStart(4)} | `
  // Tabs stay, and a character of two UTF-16 units becomes one space, so that the caret is at the right place.
  const indent = Array.from(source.slice(0, column - 1), (character) => (character === '\t' ? '\t' : ' '))
  const lines = [
    `${file}:${line}:${column} ${message} (${sqlState ?? rule})`,
    `${gutter}${source}`,
    `${' '.repeat(gutter.length)}${indent.join('')}^`,
  ]
  if (hint !== null) lines.push(`${' '.repeat(gutter.length)}hint: ${hint}`)
  return lines.join('\n')
}
