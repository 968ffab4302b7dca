import type { CursorCodec, CursorPayload } from './cursor.js'
import { integer, object, optional, pageLimit, recordCopy, tuple, type Read } from '../input/index.js'

/** A list that is read page by page. */
export interface PagedList<Filters, Position> {
  /** The name of its cursors. A cursor of another list is refused. */
  readonly kind: string
  /** Reads the caller's filters, without `limit`. */
  readonly readFilters: (value: unknown, field?: string) => Filters
  /** Reads the position where a page ended, as the cursor holds it. */
  readonly readPosition: Read<Position>
}

/** A request for a page: the first one by filters, or the next one by the previous page's cursor. */
export interface ListRequest<Filters, Position> {
  readonly filters: Filters
  readonly limit: number
  /** The position where the previous page ended; null for the first page. */
  readonly after: Position | null
}

const readLimit = integer({ min: 1, max: 100 })
const readContinuation = object({ cursor: (value) => value, limit: optional(readLimit) })

/**
 * Reads the input of a list.
 *
 * @throws {@link InvalidInputError} naming what is wrong: a filter, `limit`, or `cursor`.
 */
export function readListRequest<Filters, Position>(
  list: PagedList<Filters, Position>,
  cursors: CursorCodec,
  input: unknown,
): ListRequest<Filters, Position> {
  // eslint-disable-next-line no-restricted-syntax -- an input, once a page, and not the rows
  const { cursor: given, limit: asked, ...rest } = recordCopy(input, 'input')
  if (given === undefined) {
    return { filters: list.readFilters(rest), limit: pageLimit(asked, 'limit'), after: null }
  }
  const { cursor, limit } = readContinuation(input)
  return cursors.decode(list.kind, cursor, (payload, field) => {
    const [filters, limitBefore, after] = tuple([list.readFilters, readLimit, list.readPosition])(
      payload,
      field,
    )
    return { filters, limit: limit ?? limitBefore, after }
  })
}

/** Writes the cursor of the page that follows `position`. */
export function cursorAfter<Filters, Position extends CursorPayload>(
  list: PagedList<Filters, Position>,
  cursors: CursorCodec,
  { filters, limit }: ListRequest<Filters, Position>,
  position: Position,
): string {
  return cursors.encode(list.kind, [filters as CursorPayload, limit, position])
}
