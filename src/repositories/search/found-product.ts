import { itemWithProfile } from '../profile-of-row.js'
import type { SearchRow } from './search-walk.js'
import { snippetOf } from './snippet.js'

/** Makes the item of a row, with snippets if the words of the query are given. */
export function foundProduct<Row extends SearchRow>(row: Row, lexemes: ReadonlySet<string> | null) {
  const { title, snippetText } = row
  const item = itemWithProfile(
    row,
    'seller',
    'isLeftOut',
    'isWalkEnd',
    'isMatch',
    'lastFound',
    'found',
    'lastRing',
    'ring',
    'orderKey',
    'sortKey',
    'snippetText',
  )
  if (lexemes === null) return item
  const description = snippetText === null ? null : snippetOf(snippetText, lexemes)
  return Object.assign(item, { snippets: { title: snippetOf(title, lexemes), description } })
}
