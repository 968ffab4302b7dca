/** Which table a seeded id is of; `inserted` are the products that the benchmark itself writes. */
export type SeededTable = 'product' | 'user' | 'conversation' | 'inserted'

const prefixes: Readonly<Record<SeededTable, string>> = {
  product: '0192f5a0-0000-7000-8000-',
  user: '0192f5a0-0000-7000-8001-',
  conversation: '0192f5a0-0000-7000-8002-',
  inserted: '0192f5a0-0001-7000-8003-',
}

/** The id of the nth row that seed.sql writes: a UUID of version 7 whose last part is a decimal number. */
export function seededId(table: SeededTable, n: number): string {
  return prefixes[table] + String(100_000_000_000 + n)
}
