import type { ExpectedRight } from './expected-rights.js'
import { quoted } from './role-names.js'

/** Writes rights as GRANT has them: `select, update ("a", "b")`. */
export function listOfRights(rights: readonly ExpectedRight[]): string {
  return byRight(rights, quoted)
}

/** Writes rights as people read them: `select, update (a, b)`. */
export function describeRights(rights: readonly ExpectedRight[]): string {
  return byRight(rights, (name) => name)
}

function byRight(rights: readonly ExpectedRight[], name: (column: string) => string): string {
  const words = [...new Set(rights.map(({ right }) => right))]
  return words
    .flatMap((word) => {
      const columns = rights.flatMap(({ right, column }) =>
        right === word && column !== null ? [name(column)] : [],
      )
      const isWhole = rights.some(({ right, column }) => right === word && column === null)
      return [
        ...(isWhole ? [word] : []),
        ...(columns.length === 0 ? [] : [`${word} (${columns.join(', ')})`]),
      ]
    })
    .join(', ')
}
