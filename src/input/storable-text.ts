/**
 * Tells whether PostgreSQL stores a text as it is.
 *
 * It has no NUL character, and a lone surrogate, which UTF-8 cannot write, would become U+FFFD on its way there.
 */
export function isStorableText(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0')
}
