import { pageOf, type Page, type PageOptions } from '../pagination/page.js'
import { timePage, type TimeList, type TimePageSource } from '../pagination/time-page.js'

/**
 * A row of a list that leaves out some rows of those that it walks over, and walks over a bounded number of them for one page:
 * see the head of `sql/follows.sql`.
 */
export interface WalkedRow {
  /** True for the row with which the walk ended, before its page was full. */
  readonly isWalkEnd: boolean
  /** True for such a row if it is one of those that are left out. */
  readonly isLeftOut: boolean
}

/**
 * Makes a page of the rows of a walk. One row more than `limit` was requested.
 *
 * The page is shorter than its limit, or empty, if the walk ended first: its cursor then continues after the walk,
 * and the page is not complete.
 */
export function toWalkedPage<Row extends WalkedRow, Item>(
  rows: readonly Row[],
  options: PageOptions<Row, Item>,
): Page<Item> {
  const onPage = rows.slice(0, options.limit)
  const last = onPage.at(-1)
  // Rows that are equally far away may stand behind the end of their walk.
  const hasMore = rows.length > options.limit || onPage.some(({ isWalkEnd }) => isWalkEnd)
  // The cursor comes first, since making the items may remove columns that it needs.
  const nextCursor = last !== undefined && hasMore ? options.cursorAfter(last) : null
  const items = onPage.filter(({ isLeftOut }) => !isLeftOut).map(options.toItem)
  return pageOf(items, nextCursor, options.limit)
}

/** Reads one page of a list that is ordered by a time and an id, as `timePage` does, and that leaves out rows. */
export function walkedTimePage<Filters extends object, Row extends WalkedRow, Item>(
  timeList: TimeList<Filters>,
  input: unknown,
  source: TimePageSource<Filters, Row, Item>,
): Promise<Page<Item>> {
  return timePage<Filters, Row, Item>(timeList, input, { ...source, makePage: toWalkedPage })
}
