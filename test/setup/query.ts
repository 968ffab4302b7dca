import { parseSQLFile, queryASTToIR } from '@pgtyped/parser'
import { PreparedQuery } from '../../src/engine/statement/prepared-query.js'

/** Makes a typed query of a text, as generation would, for a test that needs one of its own. */
export function query<Params, Row>(
  sql: string,
  parameterTypes: Readonly<Record<string, string>> = {},
  annotation = '',
  access?: 'read' | 'write',
): PreparedQuery<Params, Row> {
  const [ast] = parseSQLFile(`/* @name query ${annotation} */\n${sql};`).queries
  if (ast === undefined) throw new Error('the text holds no query')
  // pgtyped writes the transform's kind as an enum, which TypeScript does not take for the strings it is.
  return new PreparedQuery(queryASTToIR(ast), {
    name: 'query',
    file: 'test.sql',
    parameterTypes,
    ...(access === undefined ? {} : { access }),
  })
}

/** The same of a text that only reads, as generation would have seen. */
export function reading<Params, Row>(
  sql: string,
  parameterTypes: Readonly<Record<string, string>> = {},
): PreparedQuery<Params, Row> {
  return query(sql, parameterTypes, '', 'read')
}
