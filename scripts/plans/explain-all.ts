import { Client, DatabaseError } from 'pg'
import { queries } from '../../generated/queries.js'
import { createDatabase } from '../../src/database.js'
import type { PreparedQuery } from '../../src/engine/statement/prepared-query.js'
import { own } from '../../src/own-properties.js'
import { isSoukError } from '../../src/errors.js'
import { calls, firstPages, repositoriesOf } from './calls.js'
import { alwaysGiven, combinationsOf } from '../../src/engine/statement/combinations.js'
import { describePlan, tablesReadWhole } from './describe-plan.js'
import { Planner, planModes } from './planner.js'
import { buffersOf } from './plan-node.js'
import type { PlanLine, PlanRecord } from './record.js'
import { recorderOf, type Sent } from './recorder.js'
import { valueFor, type Commonness } from './values.js'

/** A table of more rows is not to be read whole. */
const fewRows = 5_000

/** Queries that are left out, by file or name, and why. */
const leftOut: Readonly<Record<string, string>> = {
  'invariants.sql': 'look for broken rows, so they read all',
}

/** Queries that may read a table whole, if it has no more rows, and why. */
const readsWhole: Readonly<Record<string, { readonly upTo: number; readonly because: string }>> = {
  forgetSearchTerms: { upTo: Infinity, because: 'it begins the list of words anew' },
  recountMapCells: { upTo: Infinity, because: 'it counts all products again, for souk-db recount' },
  createProducts: { upTo: 50_000, because: 'it looks up a hundred ids, as far as the server knows' },
  createUsers: { upTo: 50_000, because: 'it looks up a hundred ids, as far as the server knows' },
  trackAnalyticsEvents: { upTo: 50_000, because: 'it looks up a hundred ids, as far as the server knows' },
}

/** Queries of which one of these is always given. */
const oneOf: Readonly<Record<string, readonly string[]>> = {
  findCredentials: ['email', 'phone', 'username'],
  findProfile: ['id', 'username'],
}

interface Explained {
  readonly record: PlanRecord
  /** Faults, whatever was recorded. */
  readonly faults: readonly string[]
  readonly statements: number
  readonly pages: readonly PageCost[]
}

/** The cost of a first page, which depends on the machine for its time. */
interface PageCost {
  readonly note: string
  readonly blocks: number
  readonly milliseconds: number
}

/** Explains every query of the package, or only one, in a database of `seed.sql`. */
export async function explainAll(url: string, only?: string): Promise<Explained> {
  const client = new Client({ connectionString: url })
  await client.connect()
  const db = createDatabase({ url, statementTimeoutMs: 600_000 })
  try {
    await client.query('set jit = off')
    const explainer = new Explainer(new Planner(client), await tableSizes(client), only)
    const { executor, take } = recorderOf(db)
    const repositories = repositoriesOf(executor)
    const pages: PageCost[] = []
    if (only === undefined) {
      for (const { note, run } of firstPages) {
        await run(repositories)
        take()
        await run(repositories)
        const blocks = await explainer.addPage(note, take())
        pages.push({ note, blocks, milliseconds: await medianTime(() => run(repositories)) })
      }
    }
    const called = new Set<string>()
    for (const { note, run } of calls) {
      take()
      await run(repositories)
      for (const { query, parameters } of take()) {
        called.add(query.metadata?.name ?? '')
        await explainer.add(query, parameters, commonnessOf(note), note)
      }
    }
    for (const query of queries as readonly PreparedQuery<object, unknown>[]) {
      const { name = '', file = '' } = query.metadata ?? {}
      if (called.has(name) || own(leftOut, file) !== undefined || own(leftOut, name) !== undefined) continue
      await explainCombinations(explainer, query)
    }
    return { ...explainer.result(), pages }
  } finally {
    await db.close()
    await client.end()
  }
}

/** The median time of a call, in milliseconds: for whoever looks, and for no comparison. */
async function medianTime(call: () => Promise<unknown>): Promise<number> {
  const times = []
  for (let n = 0; n < 21; n++) {
    const began = performance.now()
    await call()
    times.push(performance.now() - began)
  }
  return times.sort((one, other) => one - other)[10] ?? NaN
}

function commonnessOf(note: string): Commonness {
  return note.includes('rare') || note.includes('few') ? 'rare' : 'common'
}

async function explainCombinations(
  explainer: Explainer,
  query: PreparedQuery<object, unknown>,
): Promise<void> {
  const { name = '', file = '', parameterTypes = {} } = query.metadata ?? {}
  const always = alwaysGiven(query)
  for (const { given, words } of combinationsOf(query)) {
    if (own(oneOf, name)?.some((parameter) => given.includes(parameter)) === false) continue
    for (const commonness of ['common', 'rare'] as const) {
      const parameters = Object.fromEntries(
        [...always, ...given].map((parameter) => [
          parameter,
          valueFor({ query: name, file, parameter, type: parameterTypes[parameter] ?? '' }, commonness),
        ]),
      )
      await explainer.add(
        query,
        { ...parameters, ...words, ...prefixFor(words) },
        commonness,
        given.join(', '),
      )
    }
  }
}

/** A prefix of words as long as the index that is chosen has it. */
function prefixFor({ length }: Readonly<Record<string, string>>): object {
  const letters = { one: 1, two: 2, three: 3, more: 4 }
  return length === undefined ? {} : { prefix: 'qdbb'.slice(0, own(letters, length)) }
}

/** The number of rows of each table of the marketplace. */
async function tableSizes(client: Client): Promise<ReadonlyMap<string, number>> {
  const { rows } = await client.query<{ readonly name: string; readonly count: number }>(
    `select relname::text as name, reltuples as count
    from pg_class
    where relkind = 'r' and relnamespace = 'public'::regnamespace`,
  )
  return new Map(rows.map(({ name, count }) => [name, count]))
}

class Explainer {
  readonly #planner: Planner
  readonly #sizes: ReadonlyMap<string, number>
  readonly #only: string | undefined
  readonly #lines = new Map<string, PlanLine>()
  readonly #faults = new Set<string>()
  #statements = 0

  constructor(planner: Planner, sizes: ReadonlyMap<string, number>, only?: string) {
    this.#planner = planner
    this.#sizes = sizes
    this.#only = only
  }

  async add(
    query: PreparedQuery<object, unknown>,
    parameters: object,
    commonness: Commonness,
    note: string,
  ): Promise<void> {
    const name = query.metadata?.name ?? ''
    if (this.#only !== undefined && name !== this.#only) return
    const key = keyOf(query, parameters)
    for (const mode of planModes) {
      try {
        const plan = await this.#planner.planOf({ query, parameters, mode, isWarm: this.#lines.has(key) })
        this.#statements++
        for (const table of tablesReadWhole(plan)) {
          if ((this.#sizes.get(table) ?? 0) > (own(readsWhole, name)?.upTo ?? fewRows)) {
            this.#faults.add(`${key}: reads ${table} whole (${note}, ${commonness}, ${mode})`)
          }
        }
        this.#join(key, { common: 0, rare: 0, [commonness]: buffersOf(plan), nodes: describePlan(plan) })
      } catch (error) {
        if (!(error instanceof DatabaseError) && !isSoukError(error)) throw error
        this.#faults.add(`${key}: ${error.code ?? ''} ${error.message} (${commonness})`)
      }
    }
  }

  /** Adds the statements of a call as one line: the blocks of all of them together. */
  async addPage(note: string, sent: readonly Sent[]): Promise<number> {
    const plans = []
    for (const one of sent) plans.push(await this.#planner.planOf({ ...one, mode: 'force_generic_plan' }))
    this.#statements += plans.length
    const blocks = plans.map(buffersOf).reduce((sum, one) => sum + one, 0)
    this.#join(`First page: ${note}`, { common: blocks, rare: 0, nodes: plans.flatMap(describePlan) })
    return blocks
  }

  #join(key: string, { common, rare, nodes }: PlanLine): void {
    const before = this.#lines.get(key) ?? { common: 0, rare: 0, nodes: [] }
    this.#lines.set(key, {
      common: Math.max(before.common, common),
      rare: Math.max(before.rare, rare),
      nodes: [...new Set([...before.nodes, ...nodes])].sort(),
    })
  }

  result(): Omit<Explained, 'pages'> {
    const sorted = [...this.#lines].sort(([one], [other]) => (one < other ? -1 : 1))
    return { record: new Map(sorted), faults: [...this.#faults], statements: this.#statements }
  }
}

/** The query, with the optional clauses that it has. */
function keyOf(query: PreparedQuery<object, unknown>, parameters: object): string {
  const always = new Set(alwaysGiven(query))
  const given = Object.entries(parameters)
    .filter(([name, value]) => value !== undefined && !always.has(name))
    .map(([name, value]) => (isChoice(query, name) ? `${name}=${String(value)}` : name))
    .sort()
  return given.length === 0
    ? (query.metadata?.name ?? '')
    : `${query.metadata?.name ?? ''}: ${given.join(', ')}`
}

function isChoice({ queryIR }: PreparedQuery<object, unknown>, name: string): boolean {
  return !queryIR.params.some((parameter) => parameter.name === name)
}
