import type { OperationName } from './operations.js'

type Item = Readonly<Record<string, unknown>>

/**
 * Returns what must be the same of an answer from every peer.
 *
 * - An insert: peers answer as they like, some with more than a message can carry; what counts is in the table.
 * - The sellers of whole rows, ranks, and distances from nowhere, which the package alone returns, are left out.
 * - The order by distance: the package orders on a plane, peers on a sphere or in degrees. So of the nearest, those that are
 *   about as far as the last one may be others.
 * - The middles of clusters: the package's are means on the map, those of peers of degrees.
 */
export function comparable(operation: OperationName, result: unknown): unknown {
  if (operation === 'insert-1000') return 'inserted'
  if (!Array.isArray(result)) return result
  const items = result as readonly Item[]
  switch (operation) {
    case 'feed':
      return items.map((item) => without(item, 'seller', 'distanceMetres'))
    case 'nearest':
      return surelyNearest(items).map((item) => without(item, 'seller'))
    case 'nearest-cards':
      return surelyNearest(items)
    case 'cards':
    case 'search':
    case 'search-rare':
      return items.map((item) => without(item, 'rank', 'distanceMetres'))
    case 'map':
      return sortedBy(items, 'id')
    case 'clusters':
    case 'clusters-near':
      return sortedBy(items, 'id').map((item) => ({ ...item, geometry: null, properties: countOf(item) }))
    default:
      return items
  }
}

function without(item: Item, ...keys: readonly string[]): Item {
  return Object.fromEntries(Object.entries(item).filter(([key]) => !keys.includes(key)))
}

/** The differences between the orders are below one per cent of a distance. */
const surely = 0.98

function surelyNearest(items: readonly Item[]): readonly Item[] {
  const sorted = sortedBy(items, 'distanceMetres')
  const last = sorted.at(-1)
  return last === undefined ? sorted : sorted.filter((item) => distanceOf(item) <= surely * distanceOf(last))
}

function distanceOf(item: Item): number {
  return Number(item['distanceMetres'] ?? item['distance_metres'])
}

function countOf({ properties }: Item): unknown {
  return (properties as { readonly count?: unknown }).count
}

/** Sorts by a number or a text, whose key may be in snake_case. */
function sortedBy(items: readonly Item[], key: string): readonly Item[] {
  const snake = key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  const of = (item: Item) => (item[key] ?? item[snake]) as number | string
  return [...items].sort((a, b) => (of(a) < of(b) ? -1 : 1))
}
