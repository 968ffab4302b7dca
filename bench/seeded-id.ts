/**
 * The rows that a seeded id is of: those of seed.sql, and the products (`inserted`) and messages that the benchmark itself
 * writes.
 */
export type SeededTable = 'product' | 'user' | 'conversation' | 'inboxOwner' | 'inserted' | 'message'

const prefixes: Readonly<Record<SeededTable, string>> = {
  product: '0192f5a0-0000-7000-8000-',
  user: '0192f5a0-0000-7000-8001-',
  conversation: '0192f5a0-0000-7000-8002-',
  inboxOwner: '0192f5a0-0000-7000-8004-',
  inserted: '0192f5a0-0001-7000-8003-',
  message: '0192f5a0-0001-7000-8005-',
}

/** The id of the nth row that seed.sql writes: a UUID of version 7 whose last part is a decimal number. */
export function seededId(table: SeededTable, n: number): string {
  return prefixes[table] + String(100_000_000_000 + n)
}
