import type { CursorCodec } from './cursor.js'
import { toPage, type Page } from './page.js'
import { cursorAfter, readListRequest, type PagedList } from './list-request.js'
import type { TimePosition } from './time-position.js'

/** The parameters of such a list's query besides its filters. */
interface TimePageParameters {
  /** The position where the previous page ended; absent for the first page. */
  readonly afterTime?: string
  readonly afterId?: string
  /** One more than the page holds. The extra row shows that there is a next page. */
  readonly limit: number
}

interface TimePageSource<Filters, Row, Item> {
  /** Runs the query. */
  readonly read: (parameters: Filters & TimePageParameters) => Promise<readonly Row[]>
  /** Returns the position of a row in the list. */
  readonly positionOf: (row: Row) => TimePosition
  /** Makes the item of a row, without the columns that only the cursor needs. It may change the row and return it. */
  readonly toItem: (row: Row, filters: Filters) => Item
}

/**
 * Reads one page of a list that is ordered by a time and an id.
 *
 * @throws {@link InvalidInputError} naming what is wrong: a filter, `limit`, or `cursor`.
 */
export async function timePage<Filters extends object, Row, Item>(
  list: PagedList<Filters, TimePosition>,
  cursors: CursorCodec,
  input: unknown,
  { read, positionOf, toItem }: TimePageSource<Filters, Row, Item>,
): Promise<Page<Item>> {
  const request = readListRequest(list, cursors, input)
  const { filters, limit, after } = request
  const position = after === null ? {} : { afterTime: after[0], afterId: after[1] }
  // eslint-disable-next-line no-restricted-syntax -- filters, once a page, and not the rows
  const rows = await read({ ...filters, ...position, limit: limit + 1 })
  return toPage(rows, {
    limit,
    cursorAfter: (row) => cursorAfter(list, cursors, request, positionOf(row)),
    toItem: (row) => toItem(row, filters),
  })
}
