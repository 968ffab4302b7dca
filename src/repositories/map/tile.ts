import type { ProductCategory } from '../../../generated/enums.js'
import { readCellTile, readProductTile } from '../../../generated/map.queries.js'
import type { CallOptions } from '../../engine/cancellation.js'
import type { Executor } from '../../engine/executor.js'
import { levels, planeStripsOf, stripsOf, type CellGrid } from './cell-grid.js'
import { cellBudget } from './cells.js'
import { encodeTile, type TileFeature } from './encode-tile.js'

/** A tile that is asked for. */
interface Asked {
  readonly z: number
  readonly x: number
  readonly y: number
  readonly category?: ProductCategory | undefined
}

/** A tile has up to 16 × 16 clusters. */
const cellLevels = 4

/** Reads a vector tile: of the products themselves where cells are too small to be kept, unless they are too many. */
export async function readTile(executor: Executor, asked: Asked, options?: CallOptions): Promise<Uint8Array> {
  const { z, x: tileX, y: tileY, category } = asked
  const level = z + cellLevels
  if (level > levels.last) {
    const { minXs, maxXs, minY, maxY } = planeStripsOf(cellsOf(asked, level))
    const [minX = 0] = minXs
    const [maxX = 0] = maxXs
    const kind = category === undefined ? { plane: 'all' as const } : { plane: 'category' as const, category }
    const parameters = { z, tileX, tileY, level, minX, maxX, minY, maxY, ...kind, budget: cellBudget }
    const row = await executor.one(readProductTile, parameters, options)
    // A kept cell is larger than a tile beyond zoom 16, and its middle is mostly in another one.
    if (!row.isCut || z > levels.last) return bytesOf(row)
  }
  const grid = cellsOf(asked, Math.min(level, levels.last))
  const parameters = { z, tileX, tileY, ...stripsOf(grid), category: category ?? '' }
  return bytesOf(await executor.one(readCellTile, parameters, options))
}

/** The cells of a tile; the one that it is in, where cells are larger than it. */
function cellsOf({ z, x, y }: Asked, level: number): CellGrid {
  const side = 2 ** (level - z)
  const first = (index: number) => Math.floor(index * side)
  const last = (index: number) => Math.max(first(index), first(index + 1) - 1)
  return { level, columns: [[first(x), last(x)]], firstY: first(y), lastY: last(y) }
}

/** The tile, which the server has encoded if it can. */
async function bytesOf(row: {
  readonly tile: Uint8Array | null
  readonly features: readonly TileFeature[] | null
}): Promise<Uint8Array> {
  return row.tile ?? encodeTile(row.features ?? [])
}
