import type { SelectStmt } from 'libpg-query'

/** Reports whether a query has a limit. `limit all` and `limit null` are none. */
export function hasLimit({ limitCount }: SelectStmt): boolean {
  return limitCount !== undefined && !('A_Const' in limitCount && limitCount.A_Const.isnull === true)
}
