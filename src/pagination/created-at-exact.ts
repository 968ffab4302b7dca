import type { TimePosition } from './time-position.js'

/** A row of a list: an item with its exact time for the cursor, because a `Date` has only milliseconds. */
type Row<Item, Column extends string> = Item & Readonly<Record<Column | 'id', string>>

/**
 * Makes `positionOf` and `toItem` for a list that is ordered by a time.
 *
 * An item is the row itself without that column, which is the last one: see `withoutColumns`.
 */
export function byExactTime<Item>() {
  return <Column extends string>(column: Column) => ({
    positionOf: (row: Row<Item, Column>): TimePosition => [row[column], row.id],
    toItem: (row: Row<Item, Column>): Item => {
      Reflect.deleteProperty(row, column)
      return row
    },
  })
}

/** Does the same as {@link byExactTime}, for a list that is ordered by `created_at`. */
export function byCreatedAt<Item>() {
  return byExactTime<Item>()('createdAtExact')
}
