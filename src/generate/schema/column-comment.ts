import type { CatalogueColumn } from './catalogue.js'

/** What stands at the end of a column's comment to keep `table.*` from giving it. */
const secretMark = /\s*@secret\s*$/

/**
 * Tells whether `table.*` leaves a column out: its comment ends with `@secret`.
 *
 * ```sql
 * comment on column users.password_hash is 'An Argon2 hash. @secret';
 * ```
 */
export function isSecret({ comment }: Pick<CatalogueColumn, 'comment'>): boolean {
  return comment !== null && secretMark.test(comment)
}

/** A column's comment as people are to read it; null if it says nothing. */
export function shownComment(comment: string | null): string | null {
  const shown = comment?.replace(secretMark, '') ?? ''
  return shown === '' ? null : shown
}
