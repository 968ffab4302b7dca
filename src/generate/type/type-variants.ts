import { fileOffset, type ParsedQuery } from '../read/parsed-query.js'
import type { ClientBase } from 'pg'
import type { GenerationMistake } from '../../errors.js'
import { clausesOf, pairsOf, unionsOf, type ClauseNode } from '../read/clause-tree.js'
import { compileQuery } from '../read/compile-query.js'
import { describeStatement } from './describe-statement.js'
import { knownNames } from './known-names.js'
import { together } from '../nullness/output-column.js'
import { anyJson, jsonType, mergedShape, type JsonShape } from './json-shape.js'
import { mistakeAt } from '../read/mistake.js'
import type { QueryContext } from './query-context.js'
import { serverMistake } from './server-mistake.js'
import { parseStatement } from '../read/statement-tree.js'
import { computedPath, typeColumns } from './type-columns.js'
import type { TypedColumn } from './typed-query.js'

/** The types of the text with all its clauses. */
export interface WholeTypes {
  readonly parameterOids: readonly number[]
  readonly columns: readonly TypedColumn[]
}

/** The columns for all combinations of clauses, or the first mistake in one. */
export type TypeVariantsResult =
  { readonly columns: readonly TypedColumn[] } | { readonly mistake: GenerationMistake }

/** Enough for eight independent clauses. */
const maximumVariants = 256

/** Enough for thirty independent clauses, of which each is tried with and without each other. */
const maximumPairs = 1_000

/**
 * Makes the database describe the combinations of a query's optional clauses: the variants of the query.
 *
 * Up to eight independent clauses are tried in every combination. More are tried in pairs: none, each alone, each two, all, all
 * but one, and all but two. So a mistake that takes three clauses to show itself is not found there.
 *
 * All must return the same columns and take the same parameter types. A column that may be null in one variant may be
 * null in the query.
 */
export async function typeVariants(
  client: ClientBase,
  context: QueryContext,
  whole: WholeTypes,
): Promise<TypeVariantsResult> {
  const { query } = context
  const clauses = clausesOf(query.ir)
  const [first] = clauses
  if (first === undefined) return { columns: whole.columns }
  const conditions = clauses.map((one) => one.conditions)
  const cases = unionsOf(conditions, maximumVariants) ?? pairsOf(conditions)
  if (cases.length > maximumPairs) {
    const message = `the optional clauses of this query make more than ${maximumPairs} statements, even in pairs`
    const hint = 'put clauses together that are given together, or write two queries'
    return { mistake: clauseMistake(context, first, message, hint) }
  }

  const variants = cases
    .map((given) => clauses.filter(({ conditions }) => ![...conditions].every((name) => given.has(name))))
    .filter((omitted) => omitted.length > 0)
    // The mistake that is reported is one with the fewest clauses left out.
    .sort((one, other) => one.length - other.length)
  let { columns } = whole
  for (const omitted of variants) {
    const result = await typeVariant(client, context, omitted, whole)
    if ('mistake' in result) return result
    columns = withVariant(query, columns, result.columns)
  }
  return { columns }
}

async function typeVariant(
  client: ClientBase,
  context: QueryContext,
  omitted: readonly ClauseNode[],
  whole: WholeTypes,
): Promise<TypeVariantsResult> {
  const { query, catalogue } = context
  const [clause] = omitted
  const without = `without the clause${omitted.length === 1 ? '' : 's'} of ${omitted.map(({ conditions }) => [...conditions].join(' ')).join(', ')}`
  const compiled = compileQuery(query.ir, omitted)
  const result = await describeStatement(client, compiled)
  if ('error' in result) {
    const names = await knownNames(client, catalogue, result.error.code)
    const mistake = serverMistake(query, compiled, result.error, names)
    return { mistake: { ...mistake, message: `${without}: ${mistake.message}` } }
  }
  const variant: QueryContext = { query, compiled, tree: parseStatement(compiled.text), catalogue }
  const { columns, mistakes } = typeColumns(variant, result.description)
  const [mistake] = mistakes
  if (mistake !== undefined) return { mistake: { ...mistake, message: `${without}: ${mistake.message}` } }

  if (clause !== undefined && !sameColumns(columns, whole.columns)) {
    const hint = 'a clause may change which rows come, not their columns: write two queries'
    return { mistake: clauseMistake(context, clause, `${without} the rows have other columns`, hint) }
  }
  const oids = new Map(
    context.compiled.placeholders.map(({ path }, index) => [path, whole.parameterOids[index]]),
  )
  const other = compiled.placeholders.find(
    ({ path }, index) => oids.get(path) !== result.description.parameterOids[index],
  )
  if (clause !== undefined && other !== undefined) {
    const message = `${without} the parameter ${other.path} has another type`
    return { mistake: clauseMistake(context, clause, message, `cast it everywhere: :${other.path}::type`) }
  }
  return { columns }
}

/** Returns the columns of rows of which each is one of two statements'. */
export function withVariant(
  query: ParsedQuery,
  columns: readonly TypedColumn[],
  others: readonly TypedColumn[],
): readonly TypedColumn[] {
  return columns.map((column, index) => {
    const other = others[index]
    const isSameCopy = column.source?.path === other?.source?.path
    return {
      ...withShape(column, mergedShape(column.shape, other?.shape ?? null)),
      nullable: column.nullable || other?.nullable === true,
      texts: together([column.texts, other?.texts ?? null]),
      source: isSameCopy ? column.source : null,
      jsonColumn:
        isSameCopy || column.jsonColumn === null ? column.jsonColumn : computedPath(query, column.property),
    }
  })
}

/** Reports whether two statements return the same columns, apart from their nulls. */
export function sameColumns(columns: readonly TypedColumn[], others: readonly TypedColumn[]): boolean {
  return columns.map(signature).join() === others.map(signature).join()
}

function withShape(column: TypedColumn, shape: JsonShape | null): TypedColumn {
  if (column.shape === null) return column
  return { ...column, shape, type: jsonType(shape ?? anyJson, () => anyJson.type) }
}

/** The JSON of one variant may be built of other parts than that of another. */
function signature({ name, sqlType, type, jsonColumn }: TypedColumn): string {
  return `${name} ${sqlType} ${jsonColumn === null ? type.text : ''}`
}

function clauseMistake(
  { query }: QueryContext,
  clause: ClauseNode,
  message: string,
  hint: string,
): GenerationMistake {
  return mistakeAt(query.file, fileOffset(query, clause.start), {
    rule: 'clause',
    message,
    hint,
    query: query.name,
  })
}
