import type { CatalogueColumn } from '../schema/catalogue.js'
import type { ParameterGroup } from '../read/parameter-groups.js'
import type { ParsedQuery } from '../read/parsed-query.js'
import type { StatementUsage } from './statement-usage.js'
import type { MappedType } from './type-map.js'

/** A value a query takes. */
export interface TypedParameter {
  readonly name: string
  /** The type's name in SQL, such as `uuid[]`. */
  readonly sqlType: string
  readonly type: MappedType
  readonly required: boolean
  /** The column of JSON that it is written to, such as `messages.offer_data`; null if it is none. */
  readonly jsonColumn: string | null
}

/** A parameter of the function that a query is: a value, a list of values, a tuple, a list of tuples. */
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
  /** The column of JSON that it is a copy of, such as `messages.offer_data`; null if it is none. */
  readonly jsonColumn: string | null
  /** The column of a table that it is a copy of, where the server says so. */
  readonly source: CatalogueColumn | null
  /** The texts that it can be, where the statement writes out all of them. */
  readonly texts: ReadonlySet<string> | null
}

/** A query that a database has seen. */
export interface TypedQuery {
  readonly query: ParsedQuery
  /** The text as the engine sends it. */
  readonly text: string
  readonly arguments: readonly TypedArgument[]
  /** Which of the arguments stand in optional clauses, and are given together. */
  readonly groups: readonly ParameterGroup[]
  /** Empty if the statement returns no rows. */
  readonly columns: readonly TypedColumn[]
  /** Null if the parser at hand does not read what the server did. */
  readonly usage: StatementUsage | null
}

/** Every type that a query's module speaks of. */
export function typesOf({ arguments: typedArguments, columns }: TypedQuery): MappedType[] {
  const parameters = typedArguments.flatMap((one) => ('keys' in one ? one.keys : [one.parameter]))
  return [...parameters, ...columns].map(({ type }) => type)
}
