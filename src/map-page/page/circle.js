const earthRadius = 6_371_008.8
const corners = 96

/** Draws the circle of a radius around a place, as a polygon. */
export function circleAround([longitude, latitude], radiusMetres) {
  const angle = radiusMetres / earthRadius
  const phi = (latitude * Math.PI) / 180
  const ring = Array.from({ length: corners + 1 }, (_, corner) => {
    const bearing = (corner / corners) * 2 * Math.PI
    const sine = Math.sin(phi) * Math.cos(angle) + Math.cos(phi) * Math.sin(angle) * Math.cos(bearing)
    const east = Math.sin(bearing) * Math.sin(angle) * Math.cos(phi)
    const turn = Math.atan2(east, Math.cos(angle) - Math.sin(phi) * sine)
    return [longitude + (turn * 180) / Math.PI, (Math.asin(sine) * 180) / Math.PI]
  })
  return { type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [ring] } }
}
