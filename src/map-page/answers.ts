import type { Database } from '../database.js'
import { InvalidInputError } from '../errors.js'
import { recordStatements } from '../engine/telemetry/record-statements.js'
import type { Repositories } from '../repositories/repositories.js'
import { cardOf, pinOf } from './shown-product.js'
import { ExplainingRepositories, type ExplainedQuery } from './explaining-executor.js'

/** A statement that ran for an answer, without its values. */
export interface ShownStatement {
  readonly query: string
  readonly file: string | null
  /** The text that the server got, with `$1` in place of values. */
  readonly text: string
  readonly rowCount: number | null
  /** The time that the server worked on it. */
  readonly ranMs: number
}

/** An answer to the page: what it asked for, and how it was found. */
export interface Answer {
  readonly result: object
  readonly statements: readonly ShownStatement[]
  /** The plans of the statements, if they were asked for. */
  readonly plans?: readonly ExplainedQuery[]
}

type Question = (db: Repositories, parameters: URLSearchParams) => Promise<object>

/** More pins than this are clusters. */
const mostPins = 100
const resultsPerPage = 40

/** The questions that the page may ask. Each calls one method of the package, which checks its input. */
const questions: Readonly<Record<string, Question>> = {
  /** Single products when the view has few of them, else clusters. */
  async view({ map }, parameters) {
    const [west = NaN, south = NaN, east = NaN, north = NaN] = numbers(parameters, 'bounds')
    const bounds = [west, south, east, north] as const
    const [zoom = NaN] = numbers(parameters, 'zoom')
    if (zoom >= 12) {
      const { items, nextCursor } = await map.products({ bounds, limit: mostPins })
      if (nextCursor === null) return { pins: items.map(pinOf) }
    }
    return { clusters: await map.clusters({ bounds, zoom }) }
  },

  /** Products around a place, nearest first. */
  async nearby({ products }, parameters) {
    const [radiusMetres = NaN] = numbers(parameters, 'radiusMetres')
    const page = await products.nearby({ near: place(parameters), radiusMetres, limit: resultsPerPage })
    return { items: page.items.map(cardOf), hasMore: page.nextCursor !== null }
  },

  /** Products with words, around a place. */
  async search({ products }, parameters) {
    const [radiusMetres = NaN] = numbers(parameters, 'radiusMetres')
    const text = parameters.get('text') ?? ''
    const page = await products.search({ text, near: place(parameters), radiusMetres, limit: resultsPerPage })
    const { items, nextCursor, correctedQuery } = page
    return { items: items.map(cardOf), hasMore: nextCursor !== null, correctedQuery }
  },
}

/**
 * Answers a question of the page, in a transaction that cannot write. Null if there is no such question.
 *
 * @throws {@link InvalidInputError} naming the parameter that is wrong.
 */
export async function answer(
  db: Database,
  name: string,
  parameters: URLSearchParams,
  signal: AbortSignal,
): Promise<Answer | null> {
  const ask = Object.hasOwn(questions, name) ? questions[name] : undefined
  if (ask === undefined) return null
  const options = { readOnly: true, signal, statementTimeoutMs: 20_000 } as const
  if (!parameters.has('explain')) {
    const { result, statements } = await recordStatements(() =>
      db.transaction((tx) => ask(tx, parameters), options),
    )
    return { result, statements: statements.map(shown) }
  }
  const { result, plans } = await db.transaction(async (tx) => {
    const explaining = new ExplainingRepositories(tx)
    return { result: await ask(explaining, parameters), plans: explaining.plans }
  }, options)
  return { result, statements: [], plans }
}

function shown({
  query,
  file,
  text,
  rowCount = null,
  ranMs = 0,
}: Pick<ShownStatement, 'query' | 'file' | 'text'> & {
  readonly rowCount?: number | null
  readonly ranMs?: number
}): ShownStatement {
  return { query, file, text, rowCount, ranMs }
}

/** A pair of numbers, longitude and latitude. */
function place(parameters: URLSearchParams): readonly [longitude: number, latitude: number] {
  const [longitude = NaN, latitude = NaN] = numbers(parameters, 'near')
  return [longitude, latitude]
}

/** Numbers between commas. */
function numbers(parameters: URLSearchParams, name: string): readonly number[] {
  const text = parameters.get(name)
  if (text === null || text === '') throw new InvalidInputError(name, 'is required')
  return text.split(',').map(Number)
}
