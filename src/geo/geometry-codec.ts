import type { TypeCodec } from '../engine/encode.js'
import { plainConstructor } from '../plain-object.js'
import type { Point, Position } from './geojson.js'
import { encodeGeometry, geometryFromEwkb } from './ewkb.js'
import { readPlainPointBytes } from './plain-point.js'

const PlainPoint = plainConstructor(function (
  this: { -readonly [Key in keyof Point]: Point[Key] },
  coordinates: Position,
) {
  this.type = 'Point'
  this.coordinates = coordinates
})

/** How the engine sends and reads PostGIS's `geography` and `geometry`: GeoJSON here, EWKB there. */
export const geometryCodec = {
  encode: encodeGeometry,
  decode: (hex: string) => geometryFromEwkb(hex, 'geometry'),
  decodeBinary: (bytes: Buffer, start: number, end: number) => {
    const coordinates = readPlainPointBytes(bytes, start, end)
    if (coordinates !== undefined) return new PlainPoint(coordinates)
    return geometryFromEwkb(bytes.toString('hex', start, end), 'geometry')
  },
  delimiter: ':',
} satisfies TypeCodec
