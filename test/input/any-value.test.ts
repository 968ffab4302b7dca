import { fc } from '../setup/fast-check.js'
import { describe, it } from 'vitest'
import { parseFeatureCollection } from '../../src/geo/parse-feature-collection.js'
import { parseGeometry } from '../../src/geo/geometry.js'
import { parsePoint } from '../../src/geo/point.js'
import { parsePosition } from '../../src/geo/position.js'
import {
  array,
  boolean,
  integer,
  json,
  minorUnits,
  nullable,
  number,
  object,
  oneOf,
  optional,
  pageLimit,
  radiusMetres,
  text,
  timestamp,
  tuple,
  url,
  uuid,
  type Read,
} from '../../src/input/index.js'
import { anything, expectSafe } from '../setup/refusal.js'

const words = oneOf(['new', 'good'])
const readers: Readonly<Record<string, Read<unknown>>> = {
  array: array(text({ max: 3 }), { max: 3 }),
  boolean,
  integer: integer(),
  json: json({ maxDepth: 2, maxBytes: 100 }),
  minorUnits,
  nullable: nullable(words),
  number: number({ min: -1, max: 1 }),
  object: object({ id: uuid, tags: array(words, { max: 2 }) }),
  oneOf: words,
  optional: optional(boolean),
  pageLimit,
  parseFeatureCollection,
  parseGeometry,
  parsePoint,
  parsePosition,
  radiusMetres,
  text: text({ min: 2, max: 4, pattern: { matches: /^\w+$/, problem: 'must be a word' } }),
  timestamp,
  tuple: tuple([uuid, boolean]),
  url: url(),
  uuid,
}

describe.each(Object.entries(readers))('%s', (_, read) => {
  it('throws nothing but InvalidInputError, which names the field and never holds the value', () => {
    fc.assert(fc.property(anything, (value) => expectSafe(read, value)))
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.double()), (value) => expectSafe(read, value)),
    )
  })
})
