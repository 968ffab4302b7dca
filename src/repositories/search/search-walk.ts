import type {
  SearchProductsCardParams,
  SearchProductsCardRow,
  WalkDenseProductsCardParams,
} from '../../../generated/search.queries.js'
import type { CallOptions } from '../../engine/cancellation.js'
import type { Executor } from '../../engine/executor.js'
import type { PreparedQuery } from '../../engine/statement/prepared-query.js'
import type { ProfileColumns } from '../profile-of-row.js'
import { highestKey, lowestKey } from './axis.js'
import { firstRings, type Rings } from './rings.js'
import type { SearchPlan, WalkSort } from './search-plan.js'

/** The position where a page ended. */
export interface WalkPosition {
  /** The key from which on the rows are. */
  readonly from: number
  /** By relevance the key before which they are, as the first page of these rows found out; null for the next rows. */
  readonly to: number | null
  /** The key, or by relevance the negated rank, of the last row; and its id. */
  readonly afterKey: number
  readonly afterId: string
}

const lowestId = '00000000-0000-0000-0000-000000000000'
const highestId = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/** The position behind all rows before a key. */
function positionFrom(from: number): WalkPosition {
  return { from, to: null, afterKey: lowestKey, afterId: lowestId }
}

/** The position before the first row. */
export const firstPosition = positionFrom(lowestKey)

/** The columns of every row of a search, a card or a whole one. */
export interface SearchRow
  extends
    ProfileColumns,
    Pick<
      SearchProductsCardRow,
      | 'id'
      | 'title'
      | 'snippetText'
      | 'sortKey'
      | 'orderKey'
      | 'ring'
      | 'lastRing'
      | 'found'
      | 'lastFound'
      | 'isMatch'
      | 'isWalkEnd'
      | 'isLeftOut'
    > {}

/** The statements of a search, for cards or for whole rows. */
export interface SearchQueries<Row extends SearchRow> {
  readonly rings: PreparedQuery<SearchProductsCardParams, Row>
  readonly dense: PreparedQuery<WalkDenseProductsCardParams, Row>
}

/** The rows of a page: one more than it holds if there is a next one. */
export interface WalkedRows<Row extends SearchRow> {
  readonly rows: readonly Row[]
  /** The position behind each row. */
  readonly positions: readonly WalkPosition[]
  /** The position behind all that was looked at; null if nothing is left. */
  readonly next: WalkPosition | null
}

/** The question of a page. */
export interface WalkRequest<Row extends SearchRow> {
  readonly queries: SearchQueries<Row>
  readonly plan: SearchPlan
  readonly sort: WalkSort
  readonly isRanked: boolean
  readonly after: WalkPosition
  /** One more than the page holds. */
  readonly limit: number
  readonly viewerId?: string | undefined
  readonly withSnippets: boolean
}

/** A page takes one statement where estimates are right. It ends, short, after so many. */
const mostStatements = 8
/** The rows among which the most relevant ones are found. */
const rankedRows = 40
/** A ring with more rows is asked for in narrower ones. */
const ringCap = 150
/** Among all listings, where few were thought to match. */
const wholeCap = 110
/** Of a ring that cannot be narrower, rows at one price or one time, so many are read to order them; of more, an index is walked. */
const tieCap = 500
/** If at least this part of all listings should match, the index that has the sort's order is walked at once. */
const leastDensity = 0.1
/** Of rows at one price or one time the index is walked if at least this part of all listings should match. */
const leastTieDensity = 0.03
/** The walk of that index goes over so many rows, those that do not match among them. */
const walkBudget = 1_000
/** No cap, for a ring that cannot be narrower and has no such index: rows at one place, or those that are ranked together. */
const noCap = 10_000_000

/** Reads a page of a search, ring by ring. */
export async function walkSearch<Row extends SearchRow>(
  executor: Executor,
  request: WalkRequest<Row>,
  options?: CallOptions,
): Promise<WalkedRows<Row>> {
  const walk = new Walk(executor, request, options)
  for (let statement = 0; statement < mostStatements; statement++) {
    if (await walk.step()) break
  }
  return walk.result
}

class Walk<Row extends SearchRow> {
  readonly #executor: Executor
  readonly #request: WalkRequest<Row>
  readonly #options: CallOptions | undefined
  readonly #rows: Row[] = []
  readonly #positions: WalkPosition[] = []
  #position: WalkPosition | null
  #rings: Rings
  /** True before an index was walked in which hardly a row should be passed over. */
  #isDense: boolean

  constructor(executor: Executor, request: WalkRequest<Row>, options: CallOptions | undefined) {
    this.#executor = executor
    this.#request = request
    this.#options = options
    this.#position = request.after
    this.#rings = this.#ringsAt(request.after)
    this.#isDense = this.#isDenserThan(leastDensity)
  }

  get result(): WalkedRows<Row> {
    return { rows: this.#rows, positions: this.#positions, next: this.#position }
  }

  #cap({ windows }: Rings): number {
    return Math.max(windows === null ? wholeCap : ringCap, 3 * this.#request.limit)
  }

  /** Runs one statement. Returns true if the page is full, or nothing is left. */
  async step(): Promise<boolean> {
    const position = this.#position
    if (position === null) return true
    if (this.#isDense && this.#denseSort !== null) {
      this.#isDense = false
      return this.#walkDense(position, this.#denseSort)
    }
    const rings = this.#rings
    const isNarrowest = rings.isNarrowest(0) && rings.isNarrowest(rings.edges.length - 2)
    const cap = !isNarrowest ? this.#cap(rings) : this.#denseSort === null ? noCap : tieCap
    const found = await this.#executor.many(
      this.#request.queries.rings,
      this.#parameters(position, rings, cap),
      this.#options,
    )

    const [first] = found
    const lastRing = first?.lastRing ?? rings.edges.length - 1
    const isOverfull = first !== undefined && first.lastFound >= cap
    const end = rings.edges[isOverfull ? lastRing - 1 : lastRing] ?? highestKey
    if (isOverfull && this.#request.isRanked && lastRing > 1) {
      // The ranks of the rings before are in order only without this one.
      this.#narrow({ ...position, to: end }, firstRings(rings, lastRing - 1))
      return false
    }
    this.#take(
      found.filter(({ ring }) => !isOverfull || ring < lastRing),
      position,
      end,
    )
    if (this.#rows.length >= this.#request.limit) return true
    const start = lastRing === 1 ? position : positionFrom(end)
    const isTie =
      isOverfull && (isNarrowest || (rings.isNarrowest(lastRing - 1) && this.#isDenserThan(leastTieDensity)))
    if (isTie && this.#denseSort !== null) {
      await this.#walkDense(start, this.#denseSort)
      return true
    }
    if (isOverfull) {
      const { plan, limit } = this.#request
      const to = rings.edges[lastRing] ?? highestKey
      const narrower =
        rings.windows === null
          ? plan.ringsAfterWhole(end, limit)
          : rings.isNarrowest(lastRing - 1)
            ? plan.ringBetween(end, to)
            : plan.ringsWithin(end, to)
      this.#narrow(start, narrower)
      return false
    }
    const isEnd = end >= highestKey || (rings.isLast && lastRing === rings.edges.length - 1)
    this.#position = isEnd ? null : positionFrom(end)
    if (this.#position === null) return true
    this.#rings = this.#ringsAt(this.#position)
    return false
  }

  #isDenserThan(part: number): boolean {
    return (this.#request.plan.density ?? 0) >= part
  }

  /** The sort, if an index has its order. */
  get #denseSort(): DenseSort | null {
    const { sort, isRanked } = this.#request
    return isRanked || sort === 'nearest' ? null : sort
  }

  /** Goes on along the index that has the sort's order. Returns true if the page is full, or nothing is left. */
  async #walkDense(position: WalkPosition, sort: DenseSort): Promise<boolean> {
    const { queries, plan, limit, viewerId, withSnippets } = this.#request
    const wanted = limit - this.#rows.length
    const isDescending = isDescendingBy(sort)
    const { from, afterKey, afterId } = position
    const isBehindRow = afterKey >= from
    const parameters: WalkDenseProductsCardParams = {
      ...plan.rowConditions,
      sort,
      afterKey: isBehindRow ? afterKey : from,
      afterId: isBehindRow ? afterId : isDescending ? highestId : lowestId,
      budget: walkBudget,
      limit: wanted,
      withSnippets,
      ...(viewerId === undefined ? {} : { viewerId }),
    }
    const found = await this.#executor.many(queries.dense, parameters, this.#options)
    this.#position = null
    for (const row of found) {
      const { orderKey, id, isWalkEnd, isMatch } = row
      const behind = { from: orderKey, to: null, afterKey: orderKey, afterId: id }
      this.#position = isWalkEnd ? behind : null
      if (!isMatch) continue
      this.#positions.push(behind)
      this.#rows.push(row)
    }
    if (this.#rows.length >= limit || this.#position === null) return true
    this.#rings = this.#ringsAt(this.#position)
    return false
  }

  #narrow(position: WalkPosition, rings: Rings): void {
    this.#position = position
    this.#rings = rings
  }

  #ringsAt({ from, to }: WalkPosition): Rings {
    const { plan, limit, isRanked } = this.#request
    if (to !== null) return plan.ringBetween(from, to)
    return plan.ringsFrom(from, isRanked ? Math.max(limit, rankedRows) : limit)
  }

  #take(rows: readonly Row[], { from }: WalkPosition, end: number): void {
    for (const row of rows) {
      if (this.#rows.length >= this.#request.limit) return
      const { orderKey: afterKey, id: afterId } = row
      this.#positions.push(
        this.#request.isRanked
          ? { from, to: end, afterKey, afterId }
          : { from: afterKey, to: null, afterKey, afterId },
      )
      this.#rows.push(row)
    }
  }

  #parameters(position: WalkPosition, rings: Rings, cap: number): SearchProductsCardParams {
    const { plan, sort, isRanked, limit, viewerId, withSnippets } = this.#request
    const wanted = limit - this.#rows.length
    return {
      ...plan.conditionsIn(rings),
      ...windowsOf(rings),
      isRanked,
      sort,
      edges: rings.edges,
      isDescending: isDescendingBy(sort) && !isRanked,
      afterKey: position.afterKey,
      afterId: position.afterId,
      cap,
      enough: !isRanked ? wanted : position.to === null ? Math.max(wanted, rankedRows) : noCap,
      limit: wanted,
      withSnippets,
      ...(viewerId === undefined ? {} : { viewerId }),
    }
  }
}

/** The sorts whose order an index has. */
type DenseSort = WalkDenseProductsCardParams['sort']

/** Among equals the ids go as the sort goes, so that one index has the whole order. */
function isDescendingBy(sort: WalkSort): boolean {
  return sort === 'newest' || sort === 'priceDown'
}

/** Returns the facets of all rings in one list, and where each ring's end in it. */
export function windowsOf({ windows }: Rings) {
  if (windows === null) return {}
  let end = 0
  return { windows: windows.flat(), windowEnds: [0, ...windows.map((facets) => (end += facets.length))] }
}
