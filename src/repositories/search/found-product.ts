import type { SearchProductsRow } from '../../../generated/search.queries.js'
import { itemWithProfile } from '../profile-of-row.js'
import type { FoundProduct } from './search.js'
import { snippetOf } from './snippet.js'

/** Makes the item of a row, with snippets if the words of the query are given. */
export function foundProduct(row: SearchProductsRow, lexemes: ReadonlySet<string> | null): FoundProduct {
  const item = itemWithProfile(
    row,
    'seller',
    'isLeftOut',
    'lastFound',
    'found',
    'lastRing',
    'ring',
    'orderKey',
    'sortKey',
  )
  if (lexemes === null) return item
  const description = item.description === null ? null : snippetOf(item.description, lexemes)
  return Object.assign(item, { snippets: { title: snippetOf(item.title, lexemes), description } })
}
