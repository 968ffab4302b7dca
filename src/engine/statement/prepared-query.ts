/**
 * A query as generation wrote it: its SQL, where its parameters stand, and what they are.
 *
 * `generated/` holds one of these per query. Nothing here touches a database; an
 * `Executor` compiles a query when it first runs it.
 */

/** A parameter and its places in the text: pgtyped's intermediate representation, as its parser gives it. */
export interface QueryParameter {
  readonly name: string
  readonly required: boolean
  readonly transform:
    | { readonly type: 'scalar' }
    | { readonly type: 'array_spread' }
    | {
        readonly type: 'pick_tuple' | 'pick_array_spread'
        readonly keys: readonly { readonly name: string; readonly required: boolean }[]
      }
  /** Offsets into the statement; `b` is the offset of the last character. */
  readonly locs: readonly { readonly a: number; readonly b: number }[]
}

/** A statement in pgtyped's intermediate representation. */
export interface QueryIR {
  readonly usedParamSet: Readonly<Record<string, boolean>>
  readonly params: readonly QueryParameter[]
  readonly statement: string
}

/** The facts about a query that generation adds to pgtyped's representation. */
export interface QueryMetadata {
  /** The name given with `@name`, such as `listProductsNearbyCard`. */
  readonly name: string
  /** The file it stands in, relative to the folder of queries, such as `products.sql`. */
  readonly file: string
  /** Each parameter's PostgreSQL type, such as `geography`, `uuid[]`, `jsonb`. */
  readonly parameterTypes: Readonly<Record<string, string>>
  /** The tables and views that its text names, in order. */
  readonly tables?: readonly string[]
  /** `write` if its text changes or locks something; functions that are not PostgreSQL's are not looked into. */
  readonly access?: 'read' | 'write'
  /** True if it must see what was committed last, for a decision hangs on it: no replica serves it. */
  readonly primary?: boolean
}

/** A typed query: run it with an `Executor`. */
export class PreparedQuery<Params, Row> {
  /** Carries the types; there is no such property at run time. */
  declare readonly $types: { readonly params: Params; readonly row: Row }
  #queryIR: QueryIR | string
  #metadata: QueryMetadata | string | undefined

  /**
   * Either may come as JSON, which is read when it is first asked for: a service starts sooner with a string than with
   * an object that most processes never look at.
   */
  constructor(queryIR: QueryIR | string, metadata?: QueryMetadata | string) {
    this.#queryIR = queryIR
    this.#metadata = metadata
  }

  get queryIR(): QueryIR {
    if (typeof this.#queryIR === 'string') this.#queryIR = JSON.parse(this.#queryIR) as QueryIR
    return this.#queryIR
  }

  get metadata(): QueryMetadata | undefined {
    if (typeof this.#metadata === 'string') this.#metadata = JSON.parse(this.#metadata) as QueryMetadata
    return this.#metadata
  }
}

/** A query of pgtyped's own generator: the same thing, told by its `run`. */
export interface PgtypedQuery<Params, Row> {
  readonly run: (params: Params, connection: never) => Promise<Row[]>
}

/** Whatever an `Executor` runs: a query of `souk-db generate`, or of pgtyped. */
export type Query<Params, Row> = PreparedQuery<Params, Row> | PgtypedQuery<Params, Row>
