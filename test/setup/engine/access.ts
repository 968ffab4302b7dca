import { PreparedQuery } from '../../../src/engine/statement/prepared-query.js'
import { query } from '../query.js'

/** Makes a query of which generation would have said that it only reads. */
export function read<Params, Row>(
  sql: string,
  parameterTypes: Readonly<Record<string, string>> = {},
): PreparedQuery<Params, Row> {
  const { queryIR, metadata } = query<Params, Row>(sql, parameterTypes)
  if (metadata === undefined) throw new Error('the query has no metadata')
  return new PreparedQuery(queryIR, { ...metadata, access: 'read' })
}
