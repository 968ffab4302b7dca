import type { ClientBase } from 'pg'
import type { GenerationMistake } from '../../errors.js'
import type { Catalogue } from '../schema/catalogue.js'
import { callsIn, type AnalysedCall } from '../analyse/calls-in.js'
import { waysToChoose, withChoice } from '../read/choices.js'
import { compileQuery } from '../read/compile-query.js'
import { describeStatement } from './describe-statement.js'
import { joinChoices, maximumWays, tooManyWays, wordsOf } from './join-choices.js'
import { knownNames } from './known-names.js'
import { checkParameterGroups, parameterGroups } from '../read/parameter-groups.js'
import type { ParsedQuery } from '../read/parsed-query.js'
import { parseStatement } from '../read/statement-tree.js'
import { statementUsage } from './statement-usage.js'
import { serverMistake } from './server-mistake.js'
import { typeColumns, withKnownTexts } from './type-columns.js'
import { typeParameters } from './type-parameters.js'
import { typeVariants } from './type-variants.js'
import type { TypedQuery } from './typed-query.js'

/** A typed query, or the mistakes that keep it from being typed. */
export type TypeQueryResult = (
  { readonly typed: TypedQuery } | { readonly mistakes: readonly GenerationMistake[] }
) & {
  /** The statements of the query that the server has analysed, with all their clauses: one for each way to choose. */
  readonly analysed: readonly AnalysedQuery[]
}

/** A query as one choice leaves it. */
export interface AnalysedQuery {
  readonly query: ParsedQuery
  /** The functions that it calls; null if the server does not say. */
  readonly calls: readonly AnalysedCall[] | null
}

/** Makes the database describe a query, and types its parameters and columns, for each way to choose. */
export async function typeQuery(
  client: ClientBase,
  catalogue: Catalogue,
  query: ParsedQuery,
): Promise<TypeQueryResult> {
  const ways = waysToChoose(query.ir)
  if (ways.length > maximumWays) return { mistakes: [tooManyWays(query)], analysed: [] }
  const typed: TypedQuery[] = []
  const analysed: AnalysedQuery[] = []
  for (const chosen of ways) {
    const result = await typeChosen(client, catalogue, { ...query, ir: withChoice(query.ir, chosen) })
    analysed.push(...result.analysed)
    if ('mistakes' in result) {
      const words = wordsOf(chosen)
      const told = result.mistakes.map((mistake) => ({
        ...mistake,
        message: words === '' ? mistake.message : `with ${words}: ${mistake.message}`,
      }))
      return { mistakes: told, analysed }
    }
    typed.push(result.typed)
  }
  return { ...joinChoices(query, ways, typed), analysed }
}

async function typeChosen(
  client: ClientBase,
  catalogue: Catalogue,
  query: ParsedQuery,
): Promise<TypeQueryResult> {
  const compiled = compileQuery(query.ir)
  const result = await describeStatement(client, compiled)
  if ('error' in result) {
    const names = await knownNames(client, catalogue, result.error.code)
    return { mistakes: [serverMistake(query, compiled, result.error, names)], analysed: [] }
  }

  const { tree } = result.description
  const analysed = [{ query, calls: tree === null ? null : callsIn(tree) }]
  const whole = { query, compiled, tree: parseStatement(compiled.text), catalogue }
  const parameters = typeParameters(whole, result.description.parameterOids)
  const columns = typeColumns(whole, result.description)
  const mistakes = [...parameters.mistakes, ...columns.mistakes, ...checkParameterGroups(query)]
  if (mistakes.length > 0) return { mistakes, analysed }
  const variants = await typeVariants(client, whole, {
    parameterOids: result.description.parameterOids,
    columns: columns.columns,
  })
  if ('mistake' in variants) return { mistakes: [variants.mistake], analysed }
  return {
    analysed,
    typed: {
      query,
      text: compiled.text,
      arguments: parameters.arguments,
      groups: parameterGroups(query),
      choices: [],
      placeholders: compiled.placeholders.map(({ path }) => path),
      columns: variants.columns.map(withKnownTexts),
      usage: whole.tree === null ? null : statementUsage(whole.tree.statement, catalogue.volatileFunctions),
    },
  }
}
