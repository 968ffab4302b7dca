import type { SelectStmt } from 'libpg-query'

/** Tells whether a query stops after a number of rows; `limit all` and `limit null` do not. */
export function hasLimit({ limitCount }: SelectStmt): boolean {
  return limitCount !== undefined && !('A_Const' in limitCount && limitCount.A_Const.isnull === true)
}
