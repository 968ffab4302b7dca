import { expect } from 'vitest'
import type { Page } from '../../../src/pagination/page.js'

/**
 * Reads a list from its first page to its last, and gives the items of each page.
 *
 * Asserts what every list promises: a page with another one after it is full, and only a list without items has an
 * empty page.
 */
export async function pagesOf<Input extends { readonly limit: number }, Item>(
  list: (input: Input & { readonly cursor?: string | null }) => Promise<Page<Item>>,
  first: Input,
): Promise<(readonly Item[])[]> {
  let page = await list(first)
  const pages = [page.items]
  while (page.nextCursor !== null) {
    expect(page.items).toHaveLength(first.limit)
    if (pages.length > 1000) throw new Error('the list does not end')
    page = await list({ ...first, cursor: page.nextCursor })
    expect(page.items.length).toBeGreaterThan(0)
    pages.push(page.items)
  }
  expect(page.items.length).toBeLessThanOrEqual(first.limit)
  return pages
}
