import type { BBox, Point } from '../../geo/geojson.js'
import { highestKey, type Axis } from './axis.js'
import { boxRectangles, circleRectangles, commonRectangles, coverRectangles, ringFilter } from './cells.js'

/** Ranges of a sort's key, one after another: the next one begins where the one before ends. */
export interface Rings {
  /** One more than there are rings. */
  readonly edges: readonly number[]
  /** The facets that cover each ring; null if all listings are one ring, found by words and filters alone. */
  readonly windows: readonly (readonly number[])[] | null
  /** True if nothing is beyond the last ring. */
  readonly isLast: boolean
  /** Reports whether a ring cannot be made narrower. */
  readonly isNarrowest: (ring: number) => boolean
}

/** The width of the first ring. */
export type FirstRing =
  | { readonly kind: 'part'; readonly part: number }
  /** In steps of an axis, or in metres. */
  | { readonly kind: 'width'; readonly width: number }
  /** The width of all rings, in steps of an axis. */
  | { readonly kind: 'equal'; readonly width: number }

/** Enough for all times and prices, if each ring has four times the width of the one before. */
const mostRings = 9
/** An overfull ring is parted into so many equal ones. */
export const ringParts = 16

/** A single ring without facets: for words that few listings have. */
export function wholeRing(from: number): Rings {
  return { edges: [from, highestKey], windows: null, isLast: true, isNarrowest: () => false }
}

/** The ring between two keys, to its end, if it has one. */
export function oneRing(axis: Axis, from: number, to: number): Rings {
  const first = clamped(axis, axis.stepOf(from))
  const last = to >= highestKey ? axis.lastStep : clamped(axis, axis.stepOf(to))
  return {
    edges: [from, to],
    windows: [axis.facets(first, Math.max(first, last))],
    isLast: to >= highestKey,
    isNarrowest: () => true,
  }
}

function clamped({ firstStep, lastStep }: Axis, step: number): number {
  return Math.min(lastStep, Math.max(firstStep, step))
}

/** Rings along times or prices, of which each holds some four times as many listings as the one before. */
export function lineRings(axis: Axis, from: number, first: FirstRing): Rings {
  const start = clamped(axis, axis.stepOf(from))
  const edges = [from]
  const windows: (readonly number[])[] = []
  const widths: number[] = []
  let step = start
  // The part of the rows that is behind the sparse ones is as wide as without them.
  let grown = 0
  const most = first.kind === 'equal' ? ringParts : mostRings
  while (edges.length <= most) {
    const next =
      sparseEnd(axis, step) ?? aligned(step, Math.max(step + 1, nextStep(axis, start, step, grown++, first)))
    const isLast = next > axis.lastStep
    const end = isLast ? Math.max(step, axis.lastStep) + 1 : next
    windows.push(axis.facets(step, end - 1))
    widths.push(end - step)
    edges.push(isLast ? highestKey : axis.keyOf(next))
    if (isLast) break
    step = next
  }
  return {
    edges,
    windows,
    isLast: edges.at(-1) === highestKey,
    // A ring of one price takes several steps where prices are low.
    isNarrowest: (ring) =>
      (widths[ring] ?? 1) <= 1 || (edges[ring + 1] ?? 0) - Math.max(edges[ring] ?? 0, axis.leastKey) <= 1,
  }
}

/** The end of the first ring where hardly anything is: there wide buckets do, which must not reach into the others. */
function sparseEnd({ denseStep }: Axis, step: number): number | null {
  if (denseStep === null) return null
  const end = Math.floor(denseStep / 16) * 16
  return end > step ? end : null
}

function nextStep(axis: Axis, start: number, step: number, ring: number, first: FirstRing): number {
  if (first.kind === 'equal') return step + first.width
  if (first.kind === 'width') return step + first.width * 4 ** ring
  return axis.stepAfter(start, (first.part * (4 ** (ring + 1) - 1)) / 3) ?? step + 4 ** ring
}

/** Moves the end of a ring outwards to where wider buckets end, so that it is covered by few. */
function aligned(step: number, next: number): number {
  if (!Number.isFinite(next)) return next
  const unit = 4 ** Math.max(0, Math.floor(Math.log(next - step) / Math.log(4)) - 1)
  return Math.ceil(next / unit) * unit
}

/** Returns the first of some rings. */
export function firstRings({ edges, windows }: Rings, count: number): Rings {
  return {
    edges: edges.slice(0, count + 1),
    windows: windows === null ? null : windows.slice(0, count),
    isLast: false,
    isNarrowest: () => true,
  }
}

/** The place of a search. */
export interface Surroundings {
  readonly near: Point
  /** Nothing farther is wanted. */
  readonly radiusMetres: number
  readonly box: BBox | undefined
}

/** Rings around a place, of which each is as wide as all those before it. */
export function roundRings({ near, radiusMetres, box }: Surroundings, from: number, width: number): Rings {
  const edges = [from]
  const windows: (readonly number[])[] = []
  let reached = Math.max(0, from)
  for (let ring = 0; ring < 2 * mostRings; ring++) {
    reached += width * 2 ** Math.max(0, ring - 1)
    const isLast = reached >= radiusMetres
    windows.push(
      coverRing({ near, radiusMetres: Math.min(reached, radiusMetres), box }, edges.at(-1) ?? 0, 20),
    )
    edges.push(isLast ? highestKey : reached)
    if (isLast) break
  }
  return {
    edges,
    windows,
    isLast: edges.at(-1) === highestKey,
    isNarrowest: (ring) => (edges[ring + 1] ?? 0) - Math.max(0, edges[ring] ?? 0) <= 160,
  }
}

/** The ring between two distances. */
export function oneRound(surroundings: Surroundings, from: number, to: number): Rings {
  const radiusMetres = Math.min(to, surroundings.radiusMetres)
  return {
    edges: [from, to],
    windows: [coverRing({ near: surroundings.near, box: surroundings.box, radiusMetres }, from, 40)],
    isLast: to >= highestKey,
    isNarrowest: () => true,
  }
}

function coverRing({ near, radiusMetres, box }: Surroundings, from: number, most: number): readonly number[] {
  const circle = circleRectangles(near, radiusMetres)
  const rectangles = box === undefined ? circle : commonRectangles(circle, boxRectangles(box))
  return coverRectangles(rectangles, most, ringFilter(near, from, radiusMetres))
}
