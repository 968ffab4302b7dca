import type { Box, MapView } from './workload.js'

/** The cells of a view from its middle to each side. */
const cells = { city: 6, streets: 8 } as const

/** The levels of those cells, two above the zoom of the map. */
const levels = { city: 13, streets: 18 } as const

/** The distance from the middle of a box of some streets to each side, in degrees: about a kilometre. */
const halfBox = 0.01

/** A centimetre, in degrees. */
const slack = 1e-7

type Place = readonly [longitude: number, latitude: number]

/** Makes a box of some streets around a place. */
export function boxAround([longitude, latitude]: Place): Box {
  return [longitude - halfBox, latitude - halfBox, longitude + halfBox, latitude + halfBox]
}

/** Makes a view of whole cells around a place. */
export function viewAround([longitude, latitude]: Place, kind: keyof typeof cells): MapView {
  const level = levels[kind]
  const size = 2 ** level
  const x = Math.floor((longitude / 360 + 0.5) * size)
  const y = Math.floor(rowOf(latitude) * size)
  const around = cells[kind]
  return {
    level,
    bounds: [
      ((x - around) / size) * 360 - 180 + slack,
      latitudeAt((y + around) / size) + slack,
      ((x + around) / size) * 360 - 180 - slack,
      latitudeAt((y - around) / size) - slack,
    ],
  }
}

function rowOf(latitude: number): number {
  return 0.5 - Math.asinh(Math.tan((latitude * Math.PI) / 180)) / (2 * Math.PI)
}

function latitudeAt(share: number): number {
  return (Math.atan(Math.sinh(Math.PI * (1 - 2 * share))) * 180) / Math.PI
}
