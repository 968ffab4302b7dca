const prefixes = {
  users: 1,
  products: 2,
  streams: 3,
  verifications: 4,
  conversations: 5,
  messages: 6,
  offers: 7,
  transactions: 8,
  notifications: 'a',
  wishlists: 'c',
  reviews: 9,
  sessions: 'a1',
  tokens: 'a2',
} as const

/** A table whose seeded rows have ids that are known. */
export type SeededTable = keyof typeof prefixes

/** The id of the nth row that is seeded. */
export function seededId(table: SeededTable, n: number): string {
  return `${head(table)}${n.toString(16).padStart(12, '0')}`
}

/** The ids of 20 rows, from the nth on. */
export function seededIds(table: SeededTable, n: number): readonly string[] {
  return Array.from({ length: 20 }, (_, more) => seededId(table, n + more))
}

/** The id of the nth row, in SQL, where `n` is an expression. */
export function seededIdSql(table: SeededTable, n: string): string {
  return `('${head(table)}' || lpad(to_hex(${n}), 12, '0'))::uuid`
}

function head(table: SeededTable): string {
  return `${String(prefixes[table]).padStart(8, '0')}-0000-7000-8000-`
}
