/** Tags at the end of a comment in the schema, which are for generation and not for readers. */
const tags =
  /(?:\s*@(?:secret|disclosed|impersonal|withheld|name\s+\S+|personal\s+[a-z0-9_]+(?:\.[a-z0-9_]+)*(?:,\s*[a-z0-9_]+(?:\.[a-z0-9_]+)*)*))+\s*$/

/**
 * Reports whether `table.*` and the table's model leave a column out: its comment ends with `@secret`.
 *
 * ```sql
 * comment on column users.password_hash is 'An Argon2 hash. @secret';
 * ```
 */
export function isSecret({ comment }: { readonly comment: string | null }): boolean {
  return tagsOf(comment).includes('@secret')
}

/**
 * Returns the name in TypeScript that a table or an enum declares with `@name`; null if it declares none.
 *
 * ```sql
 * comment on table transactions is 'The payments. @name Payment';
 * ```
 */
export function declaredName({ comment }: { readonly comment: string | null }): string | null {
  return /@name\s+(\S+)/.exec(tagsOf(comment))?.[1] ?? null
}

/** Returns a comment as people read it, without its tags; null if it says nothing else. */
export function shownComment(comment: string | null): string | null {
  const shown = comment?.replace(tags, '') ?? ''
  return shown === '' ? null : shown
}

function tagsOf(comment: string | null): string {
  return tags.exec(comment ?? '')?.[0] ?? ''
}
