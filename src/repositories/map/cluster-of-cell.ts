import { cellBounds, latitudeAt, longitudeAt } from './cell-grid.js'
import type { Cell } from './cells.js'
import type { ClusterFeature } from './map.js'

/** Makes the feature of a cell of a level. */
export function clusterOf(cell: Cell, level: number, withSamples: boolean): ClusterFeature {
  const { x, y, productCount: count, sampleId } = cell
  const isSingle = count === 1
  return {
    type: 'Feature',
    id: `${level}/${x}/${y}`,
    geometry: { type: 'Point', coordinates: [longitudeAt(cell.centreX), latitudeAt(cell.centreY)] },
    properties: {
      count,
      bounds: cellBounds(level, x, y),
      productId: isSingle ? sampleId : null,
      sampleId: isSingle || withSamples ? sampleId : null,
    },
  }
}
