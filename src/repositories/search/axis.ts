import { coverRange, type Levels } from './cover-range.js'
import { facetKinds } from './facets.js'
import { partBelow, valueAt, type Shares } from './shares.js'

/** The facets of one ring may be so many. Each is a look-up in the index. */
const mostFacets = 12

/** No key of a row is beyond these. */
export const lowestKey = -9.1e15
export const highestKey = 9.2e15

/**
 * A sort along buckets of a line, in the order of the walk: a step is the number of a finest bucket, made so that it grows with
 * the sort's key.
 */
export interface Axis {
  readonly firstStep: number
  readonly lastStep: number
  /** No row has a lower key. */
  readonly leastKey: number
  /** The step before which hardly anything is; null if nothing is known of it. */
  readonly denseStep: number | null
  readonly stepOf: (key: number) => number
  /** Returns the least key of a step: those of earlier steps are less. */
  readonly keyOf: (step: number) => number
  /** Returns the step up to which, from another one on, a part of all rows lies; null if nothing is known of them. */
  readonly stepAfter: (step: number, part: number) => number | null
  readonly facets: (first: number, last: number) => readonly number[]
}

const spanSeconds = 1024
const timeLevels: Levels = { kind: facetKinds.time, count: 7 }

function spanAt(seconds: number): number {
  return Math.floor(seconds / spanSeconds)
}

/** Newest first. The key is the negated time in microseconds. */
export function timeAxis(
  { newest, oldest }: { readonly newest: number; readonly oldest: number },
  shares: Shares | null,
): Axis {
  const times = shares?.times ?? []
  return {
    firstStep: -spanAt(newest),
    lastStep: -spanAt(oldest),
    leastKey: lowestKey,
    denseStep: null,
    stepOf: (key) => -spanAt(-key / 1e6),
    keyOf: (step) => (step - 1) * spanSeconds * 1e6 + 1,
    stepAfter: (step, part) => {
      if (times.length < 2) return null
      const below = partBelow(times, (1 - step) * spanSeconds) - part
      return below <= 0 ? Infinity : -spanAt(valueAt(times, below))
    },
    facets: (first, last) => coverRange(-last, -first, timeLevels, mostFacets),
  }
}

/** Returns facets of all listings since a time. */
export function timeFacets(after: number, newest: number): readonly number[] {
  return coverRange(spanAt(after), spanAt(newest), timeLevels, 6)
}

const stepsOfPrice = 64

function priceStep(price: number): number {
  return Math.floor(Math.log(price + 1) * stepsOfPrice)
}

/** The least price on a step. */
function priceOf(step: number): number {
  return Math.max(0, Math.ceil(Math.exp(step / stepsOfPrice) - 1 - 1e-9))
}

function priceLevels(currencyCode: number): Levels {
  return { kind: facetKinds.price, count: 5, offset: currencyCode * 4096 }
}

/** The prices of a search, in the minor unit of one currency. */
export interface PriceRange {
  readonly minPriceMinor: number
  readonly maxPriceMinor: number
  readonly currencyCode: number
}

/** Cheapest first: the key is the price. Or dearest first: the key is the negated price. */
export function priceAxis(
  { minPriceMinor, maxPriceMinor, currencyCode }: PriceRange,
  isUp: boolean,
  shares: Shares | null,
): Axis {
  const prices = shares?.prices ?? []
  const lowest = priceStep(minPriceMinor)
  const highest = priceStep(maxPriceMinor)
  const cover = (first: number, last: number) => coverPrices(first, last, currencyCode, mostFacets)
  if (isUp) {
    return {
      firstStep: lowest,
      lastStep: highest,
      leastKey: 0,
      denseStep: prices.length < 2 ? null : priceStep(prices[0] ?? 0),
      stepOf: (key) => priceStep(Math.max(0, key)),
      keyOf: priceOf,
      stepAfter: (step, part) => {
        if (prices.length < 2) return null
        const below = partBelow(prices, priceOf(step)) + part
        return below >= 1 ? Infinity : priceStep(valueAt(prices, below))
      },
      facets: cover,
    }
  }
  return {
    firstStep: -highest,
    lastStep: -lowest,
    leastKey: -maxPriceMinor,
    denseStep: prices.length < 2 ? null : -priceStep(prices.at(-1) ?? 0),
    stepOf: (key) => -priceStep(Math.max(0, -key)),
    keyOf: (step) => 1 - priceOf(1 - step),
    stepAfter: (step, part) => {
      if (prices.length < 2) return null
      const below = partBelow(prices, priceOf(1 - step)) - part
      return below <= 0 ? Infinity : -priceStep(valueAt(prices, below))
    },
    facets: (first, last) => cover(-last, -first),
  }
}

/** Returns facets of all listings with a price in a range. */
export function priceFacets({ minPriceMinor, maxPriceMinor, currencyCode }: PriceRange): readonly number[] {
  return coverPrices(priceStep(minPriceMinor), priceStep(maxPriceMinor), currencyCode, 6)
}

function coverPrices(first: number, last: number, currencyCode: number, most: number): readonly number[] {
  // The offset is of the bucket, and each level has its own number of them.
  return coverRange(first, last, priceLevels(currencyCode), most)
}
