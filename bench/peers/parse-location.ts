import wkx from 'wkx'

/** Turns PostGIS's own form of a place, hexadecimal EWKB, into GeoJSON. */
export function parseLocation(hex: string): unknown {
  return wkx.Geometry.parse(Buffer.from(hex, 'hex')).toGeoJSON()
}
