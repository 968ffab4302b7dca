import type { MapView } from '../workload.js'
import type { Row } from './row.js'

/** Half of the circumference of the Earth in Web Mercator, EPSG:3857, in metres. */
const halfWorld = 20_037_508.342789244

/** Returns the grid of a view for `st_snaptogrid`: the width of a cell, and the middle of one of them. */
export function gridOf({ level }: MapView) {
  const width = (2 * halfWorld) / 2 ** level
  return { middle: width / 2, width }
}

/** Makes a feature of a row: the middle of a cell, the number of products in it, and the middle of their places. */
export function toCluster(row: Row, view: MapView) {
  const { width } = gridOf(view)
  const x = Math.floor((Number(row['cell_x']) + halfWorld) / width)
  const y = Math.floor((halfWorld - Number(row['cell_y'])) / width)
  return {
    type: 'Feature',
    id: `${view.level}/${x}/${y}`,
    geometry: { type: 'Point', coordinates: [row['longitude'], row['latitude']] },
    properties: { count: row['count'] },
  }
}
