/**
 * Takes columns off a row that only this package needs, and returns that row: it is ours until it is given away.
 *
 * Name the last column first. Deleting the property that was added last leaves an object as quick as it was and
 * costs a twentieth of a copy without it; deleting any other makes the object slow.
 */
export function withoutColumns<Row extends object, Column extends keyof Row>(
  row: Row,
  ...columns: readonly Column[]
): Omit<Row, Column> {
  for (const column of columns) Reflect.deleteProperty(row, column)
  return row
}
