/**
 * Turns what a peer gives into plain JSON that can be compared: keys in camelCase, and a value of each kind that JSON
 * does not know told apart from the text it would become. A price that is a string or a BigInt, or a time that is not
 * a Date, stays different from one that is right.
 */
export function toPlain(value: unknown): unknown {
  if (value === undefined) return null
  if (value instanceof Date) return { $date: value.toISOString() }
  if (typeof value === 'bigint') return { $bigint: value.toString() }
  if (Array.isArray(value)) return value.map(toPlain)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, item]) => [camelCase(key), toPlain(item)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )
}

function camelCase(key: string): string {
  return key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
}

/** Where two plain values first differ, such as `[3].location.coordinates[0]`, and what is there; null if nowhere. */
export function firstDifference(a: unknown, b: unknown, path = ''): string | null {
  if (Object.is(a, b)) return null
  if (Array.isArray(a) && Array.isArray(b)) {
    if (a.length !== b.length) return `${path}.length: ${a.length} and ${b.length}`
    return firstOf(a.map((item, index) => firstDifference(item, b[index], `${path}[${index}]`)))
  }
  if (isRecord(a) && isRecord(b)) {
    const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])]
    return firstOf(keys.map((key) => firstDifference(a[key], b[key], `${path}.${key}`)))
  }
  return `${path}: ${JSON.stringify(a)} and ${JSON.stringify(b)}`
}

function firstOf(differences: readonly (string | null)[]): string | null {
  return differences.find((one) => one !== null) ?? null
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
