import type { ClientBase } from 'pg'
import type { GenerationMistake } from '../errors.js'
import type { Catalogue } from './catalogue.js'
import { compileQuery } from './compile-query.js'
import { describeStatement } from './describe-statement.js'
import { knownNames } from './known-names.js'
import type { ParsedQuery } from './parsed-query.js'
import { parseStatement } from './statement-tree.js'
import { statementUsage } from './statement-usage.js'
import { serverMistake } from './server-mistake.js'
import { typeColumns } from './type-columns.js'
import { typeParameters } from './type-parameters.js'
import type { TypedQuery } from './typed-query.js'

/** A query with its types, or everything that keeps it from having them. */
export type TypeQueryResult =
  { readonly typed: TypedQuery } | { readonly mistakes: readonly GenerationMistake[] }

/** Shows a query to the database and types what it takes and gives. */
export async function typeQuery(
  client: ClientBase,
  catalogue: Catalogue,
  query: ParsedQuery,
): Promise<TypeQueryResult> {
  const compiled = compileQuery(query.ir)
  const result = await describeStatement(client, compiled)
  if ('error' in result) {
    const names = await knownNames(client, catalogue, result.error.sqlState)
    return { mistakes: [serverMistake(query, compiled, result.error, names)] }
  }

  const { parameterOids, columns: descriptions } = result.description
  const context = { query, compiled, tree: parseStatement(compiled.text), catalogue }
  const parameters = typeParameters(context, parameterOids)
  const columns = typeColumns(context, descriptions)
  const mistakes = [...parameters.mistakes, ...columns.mistakes]
  if (mistakes.length > 0) return { mistakes }
  return {
    typed: {
      query,
      text: compiled.text,
      arguments: parameters.arguments,
      columns: columns.columns,
      usage: context.tree === null ? null : statementUsage(context.tree.statement),
    },
  }
}
