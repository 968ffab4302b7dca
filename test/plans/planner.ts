import type { Client } from 'pg'
import type { PreparedQuery } from '../../src/engine/prepared-query.js'
import { StatementCache } from '../../src/engine/statement.js'
import { geographyCodecs } from '../../src/geography-codecs.js'
import type { PlanNode } from './plan-node.js'

/** How a prepared statement is planned: once for all values, or for the values at hand. A server does both. */
export const planModes = ['force_generic_plan', 'force_custom_plan'] as const

export type PlanMode = (typeof planModes)[number]

interface Asked<Params> {
  readonly query: PreparedQuery<Params, unknown>
  readonly parameters: Params
  readonly mode: PlanMode
}

/** Asks a server how it runs the queries of this package. */
export class Planner {
  readonly #client: Client
  readonly #statements = new StatementCache(geographyCodecs)
  #prepared = 0

  constructor(client: Client) {
    this.#client = client
  }

  /**
   * Runs a query as the engine would and gives the plan, with what it read. What the query wrote is undone.
   *
   * It runs twice, for the first time reads what the session will have at hand from then on: catalogues, PROJ.
   */
  async planOf<Params extends object>({ query, parameters, mode }: Asked<Params>): Promise<PlanNode> {
    const { prepared, values } = this.#statements
      .get(query as PreparedQuery<never, unknown>)
      .bind(Object.fromEntries(Object.entries(parameters)))
    const name = `plan_${++this.#prepared}`
    const literals = values.map((value) =>
      value === null ? 'null' : this.#client.escapeLiteral(String(value)),
    )
    const call = `execute ${name}${literals.length === 0 ? '' : ` (${literals.join(', ')})`}`
    await this.#client.query(`prepare ${name} as ${prepared.text}`)
    await this.#client.query(`set plan_cache_mode = ${mode}`)
    await this.#explain(call)
    const plan = await this.#explain(call)
    await this.#client.query(`deallocate ${name}`)
    return plan
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
