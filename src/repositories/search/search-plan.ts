import { readSearchText, type SearchProductsCardParams } from '../../../generated/search.queries.js'
import type { CallOptions } from '../../engine/cancellation.js'
import type { Executor } from '../../engine/executor.js'
import { highestKey, priceAxis, priceFacets, timeAxis, timeFacets, type Axis } from './axis.js'
import { boxRectangles, circleRectangles, commonRectangles, coverRectangles, ringFilter } from './cells.js'
import { equalFacets } from './facets.js'
import { queryShare } from './query-share.js'
import { lineRings, oneRing, oneRound, roundRings, wholeRing, type FirstRing, type Rings } from './rings.js'
import type { ReadSearch } from './search-input.js'
import { sharesOf, type Shares } from './shares.js'

/** The sorts of the statement: by relevance one goes along one of these too. */
export type WalkSort = 'newest' | 'nearest' | 'priceUp' | 'priceDown'

/** The parameters of a search that stay the same from ring to ring. */
type Conditions = Pick<
  SearchProductsCardParams,
  | 'query'
  | 'filters'
  | 'cells'
  | 'prices'
  | 'times'
  | 'minPriceMinor'
  | 'maxPriceMinor'
  | 'tags'
  | 'near'
  | 'radiusMetres'
  | 'currency'
  | 'createdAfter'
  | 'sellerId'
  | 'west'
  | 'south'
  | 'east'
  | 'north'
>

/** All listings are within half of the equator. */
const farthestMetres = 20_037_508
const farMetres = 100_000
const highestPrice = Number.MAX_SAFE_INTEGER

/** The number of matches up to which they are not looked for ring by ring. */
const fewMatches = 60

/** A guess at the number of matches where there are more than {@link fewMatches} against expectation. */
const manyMatches = 1_000

/** A search that has been looked up: what its rows must be, and where to look for them first. */
export class SearchPlan {
  readonly #conditions: Conditions
  /** An estimate; null if nothing is known. It decides the cost of a search only. */
  readonly matches: number | null
  readonly #axis: Axis | null
  readonly #isByTime: boolean
  readonly #search: ReadSearch
  readonly #shares: Shares | null

  constructor(input: {
    readonly search: ReadSearch
    readonly conditions: Conditions
    readonly axis: Axis | null
    readonly isByTime: boolean
    readonly shares: Shares | null
  }) {
    this.#conditions = input.conditions
    this.#search = input.search
    this.#axis = input.axis
    this.#isByTime = input.isByTime
    this.#shares = input.shares
    this.matches = input.shares === null ? null : estimate(input.conditions, input.shares)
  }

  /** The query, as PostgreSQL writes it. */
  get query(): string {
    return this.#conditions.query
  }

  /** Returns the conditions of all rows. Rings by distance have the cells of a radius or a box in their own. */
  conditionsIn({ windows }: Rings): Conditions {
    if (this.#axis !== null || windows === null) return this.#conditions
    // eslint-disable-next-line no-restricted-syntax -- conditions, once a page, and not the rows
    const { cells, ...others } = this.#conditions
    return others
  }

  /** Returns the rings from a key on. Each of the first should hold some `wanted` listings. */
  ringsFrom(from: number, wanted: number): Rings {
    const { matches } = this
    if (matches !== null && matches <= fewMatches) return wholeRing(from)
    return this.#rings(from, this.#firstRing(matches, 2 * wanted, from))
  }

  /** Returns the rings from a key on, for words of which listings have more than was thought. */
  ringsAfterWhole(from: number, wanted: number): Rings {
    return this.#rings(from, this.#firstRing(this.matches === null ? null : manyMatches, 2 * wanted, from))
  }

  /** Returns narrower rings in place of one that held too many. */
  ringsWithin(from: number, to: number): Rings {
    const axis = this.#axis
    if (axis === null) {
      // Far away no cells are as narrow as the ring.
      if (from >= farMetres) return this.ringBetween(from, to)
      const width = Math.min(to, this.#radius) - Math.max(0, from)
      return this.#rings(from, { kind: 'width', width: Math.max(150, width / 8) })
    }
    const steps = Math.min(axis.stepOf(to), axis.lastStep) - Math.max(axis.stepOf(from), axis.firstStep)
    return this.#rings(from, { kind: 'width', width: Math.max(1, Math.floor(steps / 16)) })
  }

  /** Returns the listings between two keys as one ring. */
  ringBetween(from: number, to: number): Rings {
    if (this.matches !== null && this.matches <= fewMatches) {
      return { ...wholeRing(from), edges: [from, to], isLast: to >= highestKey, isNarrowest: () => true }
    }
    return this.#axis === null ? oneRound(this.#surroundings, from, to) : oneRing(this.#axis, from, to)
  }

  get #radius(): number {
    return this.#search.radiusMetres ?? farthestMetres
  }

  get #surroundings() {
    const { near, box } = this.#search
    if (near === undefined) throw new TypeError('a search by distance has an origin')
    return { near, box, radiusMetres: this.#radius }
  }

  #rings(from: number, first: FirstRing): Rings {
    if (this.#axis !== null) return lineRings(this.#axis, from, first)
    return roundRings(this.#surroundings, from, first.kind === 'width' ? first.width : 300)
  }

  #firstRing(matches: number | null, wanted: number, from: number): FirstRing {
    if (this.#axis === null) return { kind: 'width', width: this.#ringWidth(wanted, from) }
    if (matches === null || this.#shares === null) return { kind: 'width', width: 1 }
    // A part of all listings in the sort has as large a part of those that match, but for what the sort itself is bounded by.
    // eslint-disable-next-line no-restricted-syntax -- conditions, once a page, and not the rows
    const { times, ...others } = this.#conditions
    const along = this.#isByTime ? Math.max(matches, estimate(others, this.#shares)) : matches
    return { kind: 'part', part: Math.min(1, wanted / along) }
  }

  /** The width of a ring that has the area of the circle which holds what is wanted. */
  #ringWidth(wanted: number, from: number): number {
    // eslint-disable-next-line no-restricted-syntax -- conditions, once a page, and not the rows
    const { cells, ...others } = this.#conditions
    const everywhere = this.#shares === null ? 0 : estimate(others, this.#shares)
    const radius = this.#densestRadius(everywhere, wanted)
    const inner = Math.max(0, from)
    return Math.max(20, Math.hypot(inner, radius) - inner)
  }

  /** The radius around the origin that holds about as many matches as are wanted, by the density of all listings there. */
  #densestRadius(matches: number, wanted: number): number {
    const { near } = this.#surroundings
    for (let metres = 300; metres <= 100_000; metres *= Math.SQRT2) {
      const cells = coverRectangles(circleRectangles(near, metres), 30, ringFilter(near, 0, metres))
      const share = cells.reduce((sum, cell) => sum + (this.#shares?.facets.get(cell) ?? 0), 0)
      if (matches * share >= 0.8 * wanted) return metres
    }
    return this.#shares === null ? 300 : 20_000
  }
}

function estimate({ query, filters, cells, prices, times }: Conditions, shares: Shares): number {
  const words = queryShare(query, (lexeme) => shares.words.get(lexeme) ?? 0)
  const all = (filters ?? []).reduce<number>((part, one) => part * (shares.facets.get(one ?? 0) ?? 0), 1)
  const any = [cells, prices, times].map((some) =>
    some === undefined
      ? 1
      : Math.min(
          1,
          some.reduce<number>((part, one) => part + (shares.facets.get(one ?? 0) ?? 0), 0),
        ),
  )
  return shares.rowCount * words * all * any.reduce((part, one) => part * one, 1)
}

/**
 * Looks up the words of a search.
 *
 * @returns Null if nothing can be found: its words are only stop words or only excluded, or there are no listings.
 */
export async function planSearch(
  executor: Executor,
  search: ReadSearch,
  sort: WalkSort,
  options?: CallOptions,
): Promise<SearchPlan | null> {
  const { text, tags = [], sellerId = null, currency = null } = search
  const shares = await sharesOf(executor, options)
  const found = await executor.one(readSearchText, { text, tags, sellerId, currency }, options)
  const { newestSeconds: newest, oldestSeconds: oldest } = found
  if (!found.isSearchable || newest === null || oldest === null) return null

  const { currencyCode, sellerFacet } = found
  const range = priceRange(search, currencyCode)
  const filters = [
    ...equalFacets(search),
    ...(sellerFacet === null || sellerId === null ? [] : [sellerFacet]),
    ...found.tagFacets.filter((tag) => tag !== null),
  ]
  const cells = cellsOf(search)
  const isByPrice = sort === 'priceUp' || sort === 'priceDown'
  const hasPrice = search.minPriceMinor !== undefined || search.maxPriceMinor !== undefined
  const { near, radiusMetres, box, createdAfter } = search
  const conditions = {
    query: found.query,
    tags,
    minPriceMinor: range?.minPriceMinor ?? 0,
    maxPriceMinor: range?.maxPriceMinor ?? highestPrice,
    ...(filters.length === 0 ? {} : { filters }),
    ...(cells === undefined ? {} : { cells }),
    ...(range !== null && hasPrice && !isByPrice ? { prices: priceFacets(range) } : {}),
    ...(createdAfter === undefined
      ? {}
      : { createdAfter, times: timeFacets(createdAfter.getTime() / 1000, newest) }),
    ...(near === undefined ? {} : { near }),
    ...(radiusMetres === undefined ? {} : { radiusMetres }),
    ...(currency === null ? {} : { currency }),
    ...(sellerId === null ? {} : { sellerId }),
    ...(box === undefined ? {} : { west: box[0], south: box[1], east: box[2], north: box[3] }),
  } as Conditions
  const axis =
    sort === 'nearest'
      ? null
      : isByPrice && range !== null
        ? priceAxis(range, sort === 'priceUp', shares)
        : timeAxis(
            { newest, oldest: Math.max(oldest, (createdAfter?.getTime() ?? -Infinity) / 1000) },
            shares,
          )
  return new SearchPlan({ search, conditions, axis, isByTime: sort === 'newest', shares })
}

function priceRange({ minPriceMinor = 0, maxPriceMinor = highestPrice }: ReadSearch, code: number | null) {
  return code === null ? null : { minPriceMinor, maxPriceMinor, currencyCode: code }
}

function cellsOf({ near, radiusMetres, box }: ReadSearch): readonly number[] | undefined {
  const circle =
    near === undefined || radiusMetres === undefined ? undefined : circleRectangles(near, radiusMetres)
  const rectangles = box === undefined ? undefined : boxRectangles(box)
  if (circle !== undefined && rectangles !== undefined) {
    return coverRectangles(commonRectangles(circle, rectangles))
  }
  const only = circle ?? rectangles
  return only === undefined ? undefined : coverRectangles(only)
}
