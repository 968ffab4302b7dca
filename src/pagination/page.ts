import { plainConstructor } from '../plain-object.js'

/** One page of a list. */
export interface Page<Item> {
  readonly items: readonly Item[]
  /** Asks for the page after this one; null on the last page. */
  readonly nextCursor: string | null
}

const PlainPage = plainConstructor(function (
  this: { items: readonly unknown[]; nextCursor: string | null },
  items: readonly unknown[],
  nextCursor: string | null,
) {
  this.items = items
  this.nextCursor = nextCursor
})

interface PageOptions<Row, Item> {
  readonly limit: number
  /** Makes the cursor that continues after a row. */
  readonly cursorAfter: (row: Row) => string
  /** Makes the item of a row, without the columns that only the cursor needs; it may be the row itself, changed. */
  readonly toItem: (row: Row) => Item
}

/** Makes a page out of rows of which one more than `limit` was asked for: the extra one says that there is a next page. */
export function toPage<Row, Item>(rows: readonly Row[], options: PageOptions<Row, Item>): Page<Item> {
  const onPage = rows.slice(0, options.limit)
  const last = onPage.at(-1)
  const hasMore = rows.length > options.limit && last !== undefined
  // First, for making the items may take away what it needs.
  const nextCursor = hasMore ? options.cursorAfter(last) : null
  return new PlainPage(onPage.map(options.toItem), nextCursor) as Page<Item>
}

/** Which page of a list. */
export interface PageInput {
  /** `nextCursor` of the page before. It holds the filters, so none may be given with it. */
  readonly cursor: string
  /** 1 to 100. @defaultValue the limit of the page before */
  readonly limit?: number
}
