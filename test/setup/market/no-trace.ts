import { inspect } from 'node:util'
import { expect } from 'vitest'

/** Asserts that nothing which an error shows of itself holds a text or a long number of the value that it refused. */
export function expectNoTrace(error: Error, value: unknown): void {
  const shown = inspect(error, { depth: 10, showHidden: true, maxStringLength: null })
    .split('\n')
    // A stack's frames name our own files and functions.
    .filter((line) => !/^\s+at /.test(line))
    .join('\n')
  for (const text of tracesOf(value)) expect(shown).not.toContain(text)
}

/** What of a value is long enough not to stand in a message by chance. */
function tracesOf(value: unknown, depth = 0): readonly string[] {
  if (depth > 5) return []
  switch (typeof value) {
    case 'string':
      // A message quotes no text of more than a few characters, so the beginning of one tells enough.
      return value.length > 6 ? [value.slice(0, 40)] : []
    case 'number':
    case 'bigint':
      return String(value).length > 6 ? [String(value)] : []
    case 'object':
      if (value === null) return []
      return Object.values(value).flatMap((member) => tracesOf(member, depth + 1))
    default:
      return []
  }
}
