import type { CatalogueColumn } from '../schema/catalogue.js'
import type { ParameterGroup } from '../read/parameter-groups.js'
import type { ParsedQuery } from '../read/parsed-query.js'
import type { StatementUsage } from './statement-usage.js'
import type { JsonShape } from './json-shape.js'
import type { MappedType } from './type-map.js'

/** A value that a query takes. */
export interface TypedParameter {
  readonly name: string
  /** The type's name in SQL, such as `uuid[]`. */
  readonly sqlType: string
  readonly type: MappedType
  readonly required: boolean
  /** The JSON column that it is written to, such as `messages.offer_data`; null if there is none. */
  readonly jsonColumn: string | null
}

/** An argument of a query: a value, a list of values, a tuple, or a list of tuples. */
export type TypedArgument =
  | { readonly shape: 'scalar' | 'list'; readonly parameter: TypedParameter }
  | { readonly shape: 'tuple' | 'tuples'; readonly name: string; readonly keys: readonly TypedParameter[] }

/** A column of a query's rows. */
export interface TypedColumn {
  /** The name in SQL, without a hint. */
  readonly name: string
  /** The name in the row. */
  readonly property: string
  readonly sqlType: string
  readonly type: MappedType
  readonly nullable: boolean
  /** The JSON column that it is a copy of, such as `messages.offer_data`; null if there is none. */
  readonly jsonColumn: string | null
  /** The shape of the JSON that the statement builds; null if it builds none. */
  readonly shape: JsonShape | null
  /** The table column that it is a copy of; null if the server reports none. */
  readonly source: CatalogueColumn | null
  /** The texts that it can be, where the statement writes out all of them. */
  readonly texts: ReadonlySet<string> | null
}

/** The arguments of a query for one way to choose. */
export interface TypedChoice {
  /** The word of each choice: `sort` is `price`. */
  readonly chosen: ReadonlyMap<string, string>
  readonly arguments: readonly TypedArgument[]
  readonly groups: readonly ParameterGroup[]
}

/** A query with its types. */
export interface TypedQuery {
  readonly query: ParsedQuery
  /** The text as the engine sends it, with all clauses and the first word of each choice. */
  readonly text: string
  readonly arguments: readonly TypedArgument[]
  /** The arguments of optional clauses, grouped by the combinations in which they may be given. */
  readonly groups: readonly ParameterGroup[]
  /** The ways to choose, such as the orders of a list; empty if the query has no choice. */
  readonly choices: readonly TypedChoice[]
  /** The parameters behind `$1`, `$2`, … of the text. */
  readonly placeholders: readonly string[]
  /** Empty if the statement returns no rows. */
  readonly columns: readonly TypedColumn[]
  /** Null if the parser rejects a statement that the server accepts. */
  readonly usage: StatementUsage | null
}

/** Lists every type in a query's module. */
export function typesOf({
  arguments: typedArguments,
  columns,
}: Pick<TypedQuery, 'arguments' | 'columns'>): MappedType[] {
  const parameters = typedArguments.flatMap((one) => ('keys' in one ? one.keys : [one.parameter]))
  return [...parameters, ...columns].map(({ type }) => type)
}
