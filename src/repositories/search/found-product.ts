import type { FoundProduct } from './search.js'
import type { WalkedRow } from './search-walk.js'
import { snippetOf } from './snippet.js'

/** Makes the item of a row, with snippets if the words of the query are given. */
export function foundProduct({ product }: WalkedRow, lexemes: ReadonlySet<string> | null): FoundProduct {
  if (lexemes === null) return product
  const description = product.description === null ? null : snippetOf(product.description, lexemes)
  return Object.assign(product, { snippets: { title: snippetOf(product.title, lexemes), description } })
}
