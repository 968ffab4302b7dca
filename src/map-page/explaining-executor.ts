import type { Executor, QueryArguments } from '../engine/executor.js'
import { PreparedQuery, type Query } from '../engine/statement/prepared-query.js'
import { withRepositories } from '../repositories/repositories.js'

/** A query, and the plan with which the server ran it. */
export interface ExplainedQuery {
  readonly query: string
  readonly file: string
  /** The server's lines of text. */
  readonly plan: readonly string[]
}

const explain = 'explain (analyze, buffers) '

/** Has the server explain each read before it runs, with the very values of the call. Nothing can be written through it. */
class ExplainingExecutor implements Executor {
  readonly copiesApart = false
  readonly plans: ExplainedQuery[] = []
  readonly #executor: Executor

  constructor(executor: Executor) {
    this.#executor = executor
  }

  async many<Params, Row>(query: Query<Params, Row>, ...rest: QueryArguments<Params>): Promise<Row[]> {
    await this.#explain(query, rest)
    return this.#executor.many(query, ...rest)
  }

  async one<Params, Row>(query: Query<Params, Row>, ...rest: QueryArguments<Params>): Promise<Row> {
    await this.#explain(query, rest)
    return this.#executor.one(query, ...rest)
  }

  async maybeOne<Params, Row>(
    query: Query<Params, Row>,
    ...rest: QueryArguments<Params>
  ): Promise<Row | null> {
    await this.#explain(query, rest)
    return this.#executor.maybeOne(query, ...rest)
  }

  execute(): never {
    return refuse()
  }

  stream(): never {
    return refuse()
  }

  insertMany(): never {
    return refuse()
  }

  copyIn(): never {
    return refuse()
  }

  async #explain<Params>(query: Query<Params, unknown>, rest: QueryArguments<Params>): Promise<void> {
    if (!(query instanceof PreparedQuery)) return
    const rows = await this.#executor.many(explained(query), ...rest)
    const { name = 'query', file = '' } = query.metadata ?? {}
    this.plans.push({ query: name, file, plan: rows.flatMap((row) => Object.values(row).map(String)) })
  }
}

/** Repositories whose reads are explained while they run. */
export const ExplainingRepositories = withRepositories(ExplainingExecutor)

const known = new WeakMap<object, unknown>()

/** The same query behind EXPLAIN. It is one object for each query, so that its texts are compiled once. */
function explained<Params>(query: PreparedQuery<Params, unknown>): PreparedQuery<Params, object> {
  const made = known.get(query) as PreparedQuery<Params, object> | undefined
  if (made !== undefined) return made
  const { queryIR, metadata } = query
  const params = queryIR.params.map((parameter) => ({
    ...parameter,
    locs: parameter.locs.map(({ a, b }) => ({ a: a + explain.length, b: b + explain.length })),
  }))
  const ir = { ...queryIR, params, statement: `${explain}${queryIR.statement}` }
  const fresh = new PreparedQuery<Params, object>(
    ir,
    metadata && { ...metadata, name: `explain_${metadata.name}` },
  )
  known.set(query, fresh)
  return fresh
}

function refuse(): never {
  throw new TypeError('only reads are explained')
}
