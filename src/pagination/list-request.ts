import { pageLimit, recordCopy } from '../input/index.js'
import { decodeCursor, encodeCursor, type CursorPosition } from './cursor.js'
import type { PageInput } from './page.js'

/** A list that is read page by page. */
export interface PagedList<Filters extends object, Position extends CursorPosition> {
  /** The name of the list. A cursor of another list is refused. */
  readonly kind: string
  /**
   * Reads the filters, without `limit` and `cursor`, into values that JSON can hold. A method, so that a list of a
   * service's own may say which input it takes: the value is whatever the caller gave.
   */
  readFilters(value: unknown): Filters
  /** Reads the position where a page ended, as the cursor holds it. */
  readonly readPosition: (value: unknown, field: string) => Position
}

/** The keys of a list's input that are its own, besides those of every page. */
export type FiltersOf<Input extends PageInput> = Omit<Input, keyof PageInput>

/** A request for a page. */
export interface ListRequest<Filters, Position> {
  readonly filters: Filters
  readonly limit: number
  /** The position where the previous page ended; null for the first page. */
  readonly after: Position | null
}

/**
 * Reads the input of a list.
 *
 * @throws {@link InvalidInputError} naming what is wrong: a filter, `limit`, or `cursor`.
 */
export function readListRequest<Filters extends object, Position extends CursorPosition>(
  list: PagedList<Filters, Position>,
  input: unknown,
): ListRequest<Filters, Position> {
  // eslint-disable-next-line no-restricted-syntax -- an input, once a page, and not the rows
  const { cursor, limit, ...rest } = recordCopy(input, 'input')
  const filters = list.readFilters(rest)
  const isFirst = cursor === undefined || cursor === null
  return {
    filters,
    limit: pageLimit(limit, 'limit'),
    after: isFirst ? null : decodeCursor({ kind: list.kind, filters }, cursor, list.readPosition),
  }
}

/** Writes the cursor of the page that follows `position`. */
export function cursorAfter<Filters extends object, Position extends CursorPosition>(
  { kind }: PagedList<Filters, Position>,
  { filters }: ListRequest<Filters, Position>,
  position: Position,
): string {
  return encodeCursor({ kind, filters }, position)
}
