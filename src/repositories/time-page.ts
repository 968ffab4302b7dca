import type { CursorCodec } from '../pagination/cursor.js'
import { toPage, type Page } from '../pagination/page.js'
import { cursorAfter, readListRequest, type PagedList } from './list-request.js'
import type { TimePosition } from './time-position.js'

/** What the query of such a list is given besides its filters. */
interface TimePageParameters {
  /** Where the page before ended; absent for the first one. */
  readonly afterTime?: string
  readonly afterId?: string
  /** One more than the page holds: the extra row tells whether there is a next page. */
  readonly limit: number
}

interface TimePageSource<Filters, Row, Item> {
  /** Runs the query. */
  readonly read: (parameters: Filters & TimePageParameters) => Promise<readonly Row[]>
  /** Takes the exact time, which only the cursor needs, out of a row. */
  readonly split: (row: Row) => readonly [time: string, item: Item]
}

/**
 * Reads one page of a list that is ordered by a time and an id.
 *
 * @throws {@link InvalidInputError} naming what is wrong: a filter, `limit`, or `cursor`.
 */
export async function timePage<Filters extends object, Row, Item extends { readonly id: string }>(
  list: PagedList<Filters, TimePosition>,
  cursors: CursorCodec,
  input: unknown,
  { read, split }: TimePageSource<Filters, Row, Item>,
): Promise<Page<Item>> {
  const request = readListRequest(list, cursors, input)
  const { filters, limit, after } = request
  const position = after === null ? {} : { afterTime: after[0], afterId: after[1] }
  const rows = await read({ ...filters, ...position, limit: limit + 1 })
  return toPage(rows.map(split), {
    limit,
    cursorAfter: ([time, { id }]) => cursorAfter(list, cursors, request, [time, id]),
    toItem: ([, item]) => item,
  })
}
