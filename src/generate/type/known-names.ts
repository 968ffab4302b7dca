import type { ClientBase } from 'pg'
import { inTurn } from './in-turn.js'
import type { Catalogue } from '../schema/catalogue.js'

const undefinedColumn = '42703'
const undefinedTable = '42P01'
const undefinedObject = '42704'
const undefinedFunction = '42883'

/** Lists the existing names of the kind that the server did not find. One of them may have been meant. */
export async function knownNames(
  client: ClientBase,
  { columns, types }: Catalogue,
  sqlState: string,
): Promise<readonly string[]> {
  switch (sqlState) {
    case undefinedColumn:
      return Array.from(columns.values(), ({ name }) => name)
    case undefinedTable:
      return Array.from(columns.values(), ({ table }) => table)
    case undefinedObject:
      return Array.from(types.values(), ({ name }) => name).filter((name) => !name.startsWith('_'))
    case undefinedFunction: {
      const { rows } = await inTurn(client, () =>
        client.query<{ name: string }>('select distinct proname::text as name from pg_catalog.pg_proc'),
      )
      return rows.map(({ name }) => name)
    }
    default:
      return []
  }
}
