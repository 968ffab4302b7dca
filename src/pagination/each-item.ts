import type { Page, PageInput } from './page.js'

/**
 * Reads a list from its first page to its last, one item at a time. A page is read when the items before it have been
 * taken.
 *
 * @param list - Reads a page, such as `(input) => db.products.feed(input)`.
 * @param input - The filters, and the size of a page. A `cursor` in it begins after that page.
 *
 * @example
 * ```ts
 * for await (const product of eachItem((input) => db.products.feed(input), { category: 'sneakers', limit: 100 })) {
 *   console.log(product.title)
 * }
 * ```
 */
export async function* eachItem<const Input extends PageInput, Item>(
  list: (input: Input) => Promise<Page<Item>>,
  input: Input,
): AsyncGenerator<Item, void, undefined> {
  let page = await list(input)
  yield* page.items
  while (page.nextCursor !== null) {
    // eslint-disable-next-line no-restricted-syntax -- an input, once a page, and not the rows
    page = await list({ ...input, cursor: page.nextCursor })
    yield* page.items
  }
}
