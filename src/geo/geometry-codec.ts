import type { TypeCodec } from '../engine/encode.js'
import { encodeGeometry, geometryFromEwkb } from './ewkb.js'

/** How the engine sends and reads PostGIS's `geography` and `geometry`: GeoJSON here, hex EWKB there. */
export const geometryCodec: TypeCodec = {
  encode: encodeGeometry,
  decode: (hex) => geometryFromEwkb(hex, 'geometry'),
  delimiter: ':',
}
