import { uniqueKeys, type UniqueKey } from '../../src/generate/emit/conflict-keys.js'
import { findTable, type Catalogue } from '../../src/generate/schema/catalogue.js'
import type { KeptQuery } from './kept-release.js'

/**
 * Finds the keys that an `on conflict do nothing` without a target relied on and that no unique index holds any more: the
 * server prepares the statement, which then inserts a second row where it inserted none.
 */
export function conflictBreaks({ conflictKeys = {} }: KeptQuery, catalogue: Catalogue): readonly string[] {
  return Object.entries(conflictKeys).flatMap(([name, keys]) => {
    const [table = '', schema] = name.split('.').reverse()
    const now = uniqueKeys(findTable(catalogue, table, schema)?.indexes ?? [])
    return keys
      .filter((key) => !now.some((other) => isHeldBy(key, other)))
      .map((key) => `does nothing on a conflict in ${name} ${shown(key)}, which no unique index finds now`)
  })
}

/** True if rows that conflict by `key` conflict by the other one, too. */
function isHeldBy(key: UniqueKey, other: UniqueKey): boolean {
  const isWide = other.predicate === null || other.predicate === key.predicate
  return isWide && other.columns.every((column) => key.columns.includes(column))
}

function shown({ columns, predicate }: UniqueKey): string {
  return `(${columns.join(', ')})${predicate === null ? '' : ` where ${predicate}`}`
}
