import type { ListFollowedProductsRow, ListFollowedStreamsRow } from '../../../generated/follows.queries.js'
import type { TimePosition } from '../../pagination/time-position.js'
import { itemWithProfile } from '../profile-of-row.js'
import type { FollowedItem } from './follow.js'

/** A row of one of the two queries that make the feed. */
export type FollowedRow =
  | { readonly kind: 'product'; readonly shownAt: Date; readonly row: ListFollowedProductsRow }
  | { readonly kind: 'stream'; readonly shownAt: Date; readonly row: ListFollowedStreamsRow }

/** Merges the rows of both queries, each newest first, into the `limit` newest ones. */
export function newestFollowed(
  products: readonly ListFollowedProductsRow[],
  streams: readonly ListFollowedStreamsRow[],
  limit: number,
): FollowedRow[] {
  const rows: FollowedRow[] = []
  for (const row of products) rows.push({ kind: 'product', shownAt: row.createdAt, row })
  for (const row of streams) rows.push({ kind: 'stream', shownAt: row.shownAt, row })
  return rows.sort(newestFirst).slice(0, limit)
}

/** Returns the position of a row in the feed. */
export function followedPosition({ row }: FollowedRow): TimePosition {
  return [row.shownAtExact, row.id]
}

/** Makes the item of a row, which is ours until it is given away. */
export function followedItem({ kind, shownAt, row }: FollowedRow): FollowedItem {
  if (kind === 'product') {
    return { kind, shownAt, product: itemWithProfile(row, 'seller', 'shownAtExact') }
  }
  return { kind, shownAt, stream: itemWithProfile(row, 'streamer', 'shownAtExact', 'shownAt') }
}

/** Compares by time and id as the server does. Within a millisecond the texts of two times differ by their fractions alone. */
function newestFirst(one: FollowedRow, other: FollowedRow): number {
  return (
    other.shownAt.getTime() - one.shownAt.getTime() ||
    descending(one.row.shownAtExact, other.row.shownAtExact) ||
    descending(one.row.id, other.row.id)
  )
}

function descending(one: string, other: string): number {
  return one === other ? 0 : one < other ? 1 : -1
}
