import { plainConstructor } from '../plain-object.js'

/** One page of a list. */
export interface Page<Item> {
  readonly items: readonly Item[]
  /** Requests the page after this one; null on the last page. */
  readonly nextCursor: string | null
  /**
   * False if the page is short, or empty, although there is more: what was looked at for it was left out, up to the bound of
   * one call. Its cursor goes on behind that. True if the page is full, or the last one.
   */
  readonly isComplete: boolean
}

const PlainPage = plainConstructor(function (
  this: { items: readonly unknown[]; nextCursor: string | null; isComplete: boolean },
  items: readonly unknown[],
  nextCursor: string | null,
  isComplete: boolean,
) {
  this.items = items
  this.nextCursor = nextCursor
  this.isComplete = isComplete
})

/** Makes a page of at most `limit` items, which ends where its cursor continues. */
export function pageOf<Item>(items: readonly Item[], nextCursor: string | null, limit: number): Page<Item> {
  return new PlainPage(items, nextCursor, nextCursor === null || items.length >= limit) as Page<Item>
}

/** The parts of a page that its list knows. */
export interface PageOptions<Row, Item> {
  readonly limit: number
  /** Makes the cursor that continues after a row. */
  readonly cursorAfter: (row: Row) => string
  /** Makes the item of a row, without the columns that only the cursor needs. It may change the row and return it. */
  readonly toItem: (row: Row) => Item
}

/** Makes a page of rows. One row more than `limit` was requested: if it is there, there is a next page. */
export function toPage<Row, Item>(rows: readonly Row[], options: PageOptions<Row, Item>): Page<Item> {
  const onPage = rows.slice(0, options.limit)
  const last = onPage.at(-1)
  const hasMore = rows.length > options.limit && last !== undefined
  // The cursor comes first, since making the items may remove columns that it needs.
  const nextCursor = hasMore ? options.cursorAfter(last) : null
  return pageOf(onPage.map(options.toItem), nextCursor, options.limit)
}

/** The keys that every list takes besides its filters. */
export interface PageInput {
  /**
   * The `nextCursor` of the previous page, which must have been asked for with the same filters, by the same person.
   * @defaultValue null: the first page
   */
  readonly cursor?: string | null | undefined
  /** The greatest number of items on the page: 1 to 100. It may differ from page to page. @defaultValue 20 */
  readonly limit?: number | undefined
}
