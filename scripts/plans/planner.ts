import type { Client } from 'pg'
import type { PreparedQuery } from '../../src/engine/statement/prepared-query.js'
import { StatementCache } from '../../src/engine/statement/statement.js'
import { geographyCodecs } from '../../src/geo/geography-codecs.js'
import type { PlanNode } from './plan-node.js'

/** The planning of a prepared statement: once for all values, or for the values at hand. A server does both. */
export const planModes = ['force_generic_plan', 'force_custom_plan'] as const

export type PlanMode = (typeof planModes)[number]

interface Call<Params> {
  readonly query: PreparedQuery<Params, unknown>
  readonly parameters: Params
}

interface Asked<Params> extends Call<Params> {
  readonly mode: PlanMode
  /** True if the session has run it before: it runs once then. @defaultValue false */
  readonly isWarm?: boolean
}

/** The number of times the server plans a prepared statement for its values before it thinks of a plan for all (plancache.c). */
const customPlansFirst = 5

/** Asks a server how it runs the queries of this package. */
export class Planner {
  readonly #client: Client
  readonly #statements = new StatementCache({ codecs: geographyCodecs })
  #prepared = 0

  constructor(client: Client) {
    this.#client = client
  }

  /**
   * Runs a query as the engine would and gives the plan, with what it read. What the query wrote is undone.
   *
   * It runs twice, for the first time reads what the session will have at hand from then on: catalogues, PROJ.
   */
  async planOf<Params extends object>({ mode, isWarm = false, ...asked }: Asked<Params>): Promise<PlanNode> {
    const { name, call } = await this.#prepare(asked)
    await this.#client.query(`set plan_cache_mode = ${mode}`)
    if (!isWarm) await this.#explain(call)
    const plan = await this.#explain(call)
    await this.#client.query(`deallocate ${name}`)
    return plan
  }

  /**
   * Reports whether the server, left to itself, comes to plan a query once for all calls. What it wrote is undone.
   *
   * It does not where a plan for the values at hand looks cheaper to it each time: then it plans each call anew.
   */
  async isPlannedOnce<Params extends object>(asked: Call<Params>): Promise<boolean> {
    const { name, call } = await this.#prepare(asked)
    await this.#client.query('set plan_cache_mode = auto')
    for (let run = 0; run < customPlansFirst + 2; run++) await this.#client.query(`explain ${call}`)
    const { rows } = await this.#client.query<{ readonly generic: number }>(
      'select generic_plans::integer as generic from pg_prepared_statements where name = $1',
      [name],
    )
    await this.#client.query(`deallocate ${name}`)
    return rows[0]?.generic === 2
  }

  async #prepare<Params extends object>({ query, parameters }: Call<Params>) {
    const { prepared, values } = this.#statements
      .get(query as PreparedQuery<never, unknown>)
      .bind(Object.fromEntries(Object.entries(parameters)))
    const name = `plan_${++this.#prepared}`
    const literals = values.map((value) =>
      value === null
        ? 'null'
        : this.#client.escapeLiteral(Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : value),
    )
    await this.#client.query(`prepare ${name} as ${prepared.text}`)
    return { name, call: `execute ${name}${literals.length === 0 ? '' : ` (${literals.join(', ')})`}` }
  }

  async #explain(call: string): Promise<PlanNode> {
    await this.#client.query('begin')
    try {
      const { rows } = await this.#client.query<{
        readonly 'QUERY PLAN': readonly { readonly Plan: PlanNode }[]
      }>(`explain (analyze, buffers, format json) ${call}`)
      const plan = rows[0]?.['QUERY PLAN'][0]?.Plan
      if (plan === undefined) throw new Error('the server gave no plan')
      return plan
    } finally {
      await this.#client.query('rollback')
    }
  }
}
