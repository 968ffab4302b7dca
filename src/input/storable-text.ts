/**
 * Reports whether PostgreSQL stores a string unchanged.
 *
 * PostgreSQL has no NUL character. A lone surrogate, which UTF-8 cannot encode, would become U+FFFD.
 */
export function isStorableText(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0')
}
