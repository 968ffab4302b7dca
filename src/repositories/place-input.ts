import { parsePoint } from '../geo/point.js'
import { nullable, optional, readableText } from '../input/index.js'

/** The place of a row: a point, and the part of town in words. */
export const placeShape = {
  location: optional(nullable(parsePoint)),
  neighborhood: optional(nullable(readableText({ max: 120 }))),
} as const
