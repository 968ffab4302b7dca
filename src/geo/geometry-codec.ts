import type { TypeCodec } from '../engine/values/encode.js'
import { loadPackage } from '../setup/load-package.js'
import { SetupError } from '../errors.js'
import { plainConstructor } from '../plain-object.js'
import type { AnyPosition, Geometry, Point, Position } from './geojson.js'
import { readPlainPoint, readPlainPointBytes } from './plain-point.js'
import { readEwkb, type Wkx } from './read-ewkb.js'
import { encodeGeometry } from './write-ewkb.js'

const PlainPoint = plainConstructor(function (
  this: { -readonly [Key in keyof Point]: Point[Key] },
  coordinates: Position,
) {
  this.type = 'Point'
  this.coordinates = coordinates
})

let wkx: Wkx | undefined

/**
 * Reads a geometry that is not a plain point.
 *
 * GeoJSON has no empty point, and a list must not fail because one row has one: its coordinates are NaN, as in EWKB and
 * as of a float, so the type holds. A parameter with such a position is refused.
 */
function readGeometry(hex: string): Geometry<AnyPosition> {
  if (wkx === undefined) throw new SetupError('wkx is not loaded yet')
  return readEwkb(wkx, hex, 'geometry', 'read')
}

/** The codec of PostGIS's `geography` and `geometry`: GeoJSON in JavaScript, EWKB on the wire. */
export const geometryCodec = {
  encode: encodeGeometry,
  async load() {
    wkx = await loadPackage('wkx', () => import('wkx'))
  },
  decode: (hex: string) => {
    const coordinates = readPlainPoint(hex)
    return coordinates === undefined ? readGeometry(hex) : new PlainPoint(coordinates)
  },
  decodeBinary: (bytes: Buffer, start: number, end: number) => {
    const coordinates = readPlainPointBytes(bytes, start, end)
    if (coordinates !== undefined) return new PlainPoint(coordinates)
    return readGeometry(bytes.toString('hex', start, end))
  },
  delimiter: ':',
} satisfies TypeCodec
