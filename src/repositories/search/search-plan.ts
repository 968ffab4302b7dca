import { readSearchText, type SearchProductsCardParams } from '../../../generated/search.queries.js'
import type { CallOptions } from '../../engine/cancellation.js'
import type { Executor } from '../../engine/executor.js'
import {
  highestKey,
  priceAxis,
  priceFacets,
  timeAxis,
  timeFacets,
  type Axis,
  type PriceRange,
} from './axis.js'
import { boxRectangles, circleRectangles, commonRectangles, coverRectangles, ringFilter } from './cells.js'
import { equalFacets } from './facets.js'
import { queryShare } from './query-share.js'
import {
  lineRings,
  oneRing,
  oneRound,
  ringParts,
  roundRings,
  wholeRing,
  type FirstRing,
  type Rings,
} from './rings.js'
import type { ReadSearch } from './search-input.js'
import { partBelow, sharesOf, type Shares } from './shares.js'

/** The sorts of the statement: by relevance one goes along one of these too. */
export type WalkSort = 'newest' | 'nearest' | 'priceUp' | 'priceDown'

/** The conditions of a search that each row is compared with. */
type RowConditions = Pick<
  SearchProductsCardParams,
  | 'query'
  | 'filters'
  | 'minPriceMinor'
  | 'maxPriceMinor'
  | 'tags'
  | 'near'
  | 'radiusMetres'
  | 'currency'
  | 'createdAfter'
  | 'sellerId'
  | 'neighborhood'
  | 'west'
  | 'south'
  | 'east'
  | 'north'
>

/** The parameters of a search that stay the same from ring to ring. */
type Conditions = RowConditions & Pick<SearchProductsCardParams, 'cells' | 'prices' | 'times'>

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
  /** The conditions without the buckets of what they say of places, prices and times. */
  readonly rowConditions: RowConditions
  /** An estimate; null if nothing is known. It decides the cost of a search only. */
  readonly matches: number | null
  readonly #axis: Axis | null
  readonly #isByTime: boolean
  readonly #search: ReadSearch
  readonly #shares: Shares | null

  constructor(input: {
    readonly search: ReadSearch
    readonly conditions: Conditions
    readonly rowConditions: RowConditions
    readonly axis: Axis | null
    readonly isByTime: boolean
    readonly shares: Shares | null
  }) {
    this.#conditions = input.conditions
    this.rowConditions = input.rowConditions
    this.#search = input.search
    this.#axis = input.axis
    this.#isByTime = input.isByTime
    this.#shares = input.shares
    this.matches = input.shares === null ? null : estimate(input.conditions, input.shares)
  }

  /** The query, as PostgreSQL writes it; null without words. */
  get query(): string | null {
    return this.#conditions.query ?? null
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
    if (this.#hasFew) return wholeRing(from)
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
    return this.#rings(from, { kind: 'equal', width: Math.max(1, Math.ceil(steps / ringParts)) })
  }

  /** Returns the listings between two keys as one ring. */
  ringBetween(from: number, to: number): Rings {
    if (this.#hasFew) {
      return { ...wholeRing(from), edges: [from, to], isLast: to >= highestKey, isNarrowest: () => true }
    }
    return this.#axis === null ? oneRound(this.#surroundings, from, to) : oneRing(this.#axis, from, to)
  }

  /** The part of the listings along the sort that match, as far as is known; null if nothing is. */
  get density(): number | null {
    if (!this.#isNarrowed) return 1
    const shares = this.#shares
    if (shares === null) return null
    return this.#matchesAlong(shares) / Math.max(1, shares.rowCount)
  }

  /** Reports whether the index finds less than all listings without the help of a ring. */
  get #isNarrowed(): boolean {
    const { query, filters, cells, prices, times } = this.#conditions
    return [query, filters, cells, prices, times].some((one) => one !== undefined)
  }

  /** Reports whether so few match that a ring is no help. */
  get #hasFew(): boolean {
    return this.#isNarrowed && this.matches !== null && this.matches <= fewMatches
  }

  /** The matches that there would be if the sort were not bounded. */
  #matchesAlong(shares: Shares): number {
    if (!this.#isByTime) return estimate(this.#conditions, shares)
    // eslint-disable-next-line no-restricted-syntax -- conditions, once a page, and not the rows
    const { times, ...others } = this.#conditions
    return estimate(others, shares)
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
    return roundRings(this.#surroundings, from, first.kind === 'part' ? 300 : first.width)
  }

  #firstRing(matches: number | null, wanted: number, from: number): FirstRing {
    if (this.#axis === null) return { kind: 'width', width: this.#ringWidth(wanted, from) }
    if (matches === null || this.#shares === null) return { kind: 'width', width: 1 }
    // A part of all listings in the sort has as large a part of those that match, but for what the sort itself is bounded by.
    const along = Math.max(matches, this.#matchesAlong(this.#shares))
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
      // The shares of small cells are not known, and so much is taken to be everywhere in the circle.
      const held = matches * share
      if (held >= 0.8 * wanted) return held < 3 * wanted ? metres : metres * Math.sqrt((1.5 * wanted) / held)
    }
    return this.#shares === null ? 300 : 20_000
  }
}

function estimate(conditions: Conditions, shares: Shares): number {
  const { query, filters, cells, prices, times } = conditions
  const words = query === undefined ? 1 : queryShare(query, (lexeme) => shares.words.get(lexeme) ?? 0)
  const all = (filters ?? []).reduce<number>((part, one) => part * (shares.facets.get(one ?? 0) ?? 0), 1)
  const anyOf = (some: Conditions['cells']) => (some === undefined ? 1 : Math.min(1, sumOf(some, shares)))
  // Narrow steps of prices are no frequent facets.
  const pricePart = prices === undefined ? 1 : Math.max(anyOf(prices), partBetween(conditions, shares))
  return shares.rowCount * words * all * anyOf(cells) * pricePart * anyOf(times)
}

/** Returns the part of all listings, of whatever currency, that have a price between two. */
function partBetween({ minPriceMinor, maxPriceMinor }: Conditions, { prices }: Shares): number {
  return prices.length < 2 ? 0 : partBelow(prices, maxPriceMinor) - partBelow(prices, minPriceMinor)
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
  const { text = null, tags = [], sellerId = null, currency = null, neighborhood = null } = search
  const shares = await sharesOf(executor, options)
  const found = await executor.one(readSearchText, { text, tags, sellerId, currency, neighborhood }, options)
  const { newestSeconds: newest, oldestSeconds: oldest } = found
  if (!found.isSearchable || newest === null || oldest === null) return null

  const { currencyCode, sellerFacet, neighborhoodFacet } = found
  const range = priceRange(search, currencyCode)
  const filters = [
    ...equalFacets(search),
    ...(sellerFacet === null ? [] : [sellerFacet]),
    ...(neighborhoodFacet === null ? [] : [neighborhoodFacet]),
    ...found.tagFacets.filter((tag) => tag !== null),
  ]
  const cells = cellsOf(search)
  const isByPrice = sort === 'priceUp' || sort === 'priceDown'
  const { near, radiusMetres, box, createdAfter } = search
  const rowConditions = {
    ...(found.query === null ? {} : { query: found.query }),
    tags,
    minPriceMinor: range?.minPriceMinor ?? 0,
    maxPriceMinor: range?.maxPriceMinor ?? highestPrice,
    ...(filters.length === 0 ? {} : { filters }),
    createdAfter: createdAfter ?? null,
    near: near ?? null,
    radiusMetres: radiusMetres ?? null,
    currency,
    sellerId,
    neighborhood,
    west: box?.[0] ?? null,
    south: box?.[1] ?? null,
    east: box?.[2] ?? null,
    north: box?.[3] ?? null,
  }
  const conditions = {
    ...rowConditions,
    ...(cells === undefined ? {} : { cells }),
    ...(range !== null && !isByPrice && narrows(range, search, shares) ? { prices: priceFacets(range) } : {}),
    ...(createdAfter === undefined
      ? {}
      : { times: timeFacets(Math.max(createdAfter.getTime() / 1000, oldest), newest) }),
  }
  const axis =
    sort === 'nearest'
      ? null
      : isByPrice && range !== null
        ? priceAxis(range, sort === 'priceUp', shares)
        : timeAxis(
            { newest, oldest: Math.max(oldest, (createdAfter?.getTime() ?? -Infinity) / 1000) },
            shares,
          )
  return new SearchPlan({ search, conditions, rowConditions, axis, isByTime: sort === 'newest', shares })
}

function priceRange({ minPriceMinor = 0, maxPriceMinor = highestPrice }: ReadSearch, code: number | null) {
  return code === null ? null : { minPriceMinor, maxPriceMinor, currencyCode: code }
}

/** Reports whether the facets of prices leave out enough to be worth their look-ups: those of a frequent currency alone do not. */
function narrows(range: PriceRange, { minPriceMinor, maxPriceMinor }: ReadSearch, shares: Shares | null) {
  if (minPriceMinor !== undefined || maxPriceMinor !== undefined) return true
  return shares !== null && sumOf(priceFacets(range), shares) < 0.3
}

function sumOf(facets: readonly (number | null)[], { facets: shares }: Shares): number {
  return facets.reduce<number>((sum, one) => sum + (shares.get(one ?? 0) ?? 0), 0)
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
