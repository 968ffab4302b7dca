import { toPage, type Page, type PageOptions } from './page.js'
import { cursorAfter, readListRequest, type PagedList } from './list-request.js'
import { readTimePosition, type TimePosition } from './time-position.js'

/** A list that is ordered by a time and an id. */
export type TimeList<Filters extends object> = Omit<PagedList<Filters, TimePosition>, 'readPosition'>

/** The parameters of such a list's query besides its filters. */
export interface TimePageParameters {
  /** The position where the previous page ended; absent for the first page. */
  readonly afterTime?: string
  readonly afterId?: string
  /** One more than the page holds. The extra row shows that there is a next page. */
  readonly limit: number
}

/** The query of such a list, and what becomes of its rows. */
export interface TimePageSource<Filters, Row, Item> {
  /** Runs the query. */
  readonly read: (parameters: Filters & TimePageParameters) => Promise<readonly Row[]>
  /** Returns the position of a row in the list. */
  readonly positionOf: (row: Row) => TimePosition
  /** Makes the item of a row, without the columns that only the cursor needs. It may change the row and return it. */
  readonly toItem: (row: Row, filters: Filters) => Item
  /** Makes the page of the rows, which are one more than the page holds if there is a next one. @defaultValue all but that one */
  readonly makePage?: (rows: readonly Row[], options: PageOptions<Row, Item>) => Page<Item>
}

/**
 * Reads one page of a list that is ordered by a time and an id.
 *
 * @throws {@link InvalidInputError} naming what is wrong: a filter, `limit`, or `cursor`.
 *
 * @example
 * ```ts
 * interface Rental {
 *   readonly id: string
 *   readonly createdAtExact: string
 * }
 * interface RentalParameters extends TimePageParameters {
 *   readonly userId: string
 * }
 * declare const listRentals: Query<RentalParameters, Rental> // generated from the .sql file
 *
 * const rentals = {
 *   kind: 'rentals.byUser',
 *   readFilters: ({ userId }: { readonly userId: string }) => ({ userId }),
 * }
 * const page = await timePage(rentals, { userId: buyer.id, limit: 50 }, {
 *   read: (parameters) => db.many(listRentals, parameters),
 *   positionOf: ({ createdAtExact, id }) => [createdAtExact, id],
 *   toItem: ({ id }) => ({ id }),
 * })
 * ```
 */
export async function timePage<Filters extends object, Row, Item>(
  timeList: TimeList<Filters>,
  input: unknown,
  { read, positionOf, toItem, makePage = toPage }: TimePageSource<Filters, Row, Item>,
): Promise<Page<Item>> {
  // eslint-disable-next-line no-restricted-syntax -- a list, once a page, and not the rows
  const list = { ...timeList, readPosition: readTimePosition }
  const request = readListRequest(list, input)
  const { filters, limit, after } = request
  const position = after === null ? {} : { afterTime: after[0], afterId: after[1] }
  // eslint-disable-next-line no-restricted-syntax -- filters, once a page, and not the rows
  const rows = await read({ ...filters, ...position, limit: limit + 1 })
  return makePage(rows, {
    limit,
    cursorAfter: (row) => cursorAfter(list, request, positionOf(row)),
    toItem: (row) => toItem(row, filters),
  })
}
