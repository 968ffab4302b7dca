import type { ProductCategory } from '../../../generated/enums.js'
import { countMapCells, listMapCells } from '../../../generated/map.queries.js'
import type { CallOptions } from '../../engine/cancellation.js'
import type { Executor } from '../../engine/executor.js'
import { levels, planeEdgesOf, planeStripsOf, stripsOf, type CellGrid } from './cell-grid.js'

/** The products of a cell. */
export interface Cell {
  readonly x: number
  readonly y: number
  readonly productCount: number
  /** The middle of their places: shares of the world's width from the west, and height from the north. */
  readonly centreX: number
  readonly centreY: number
  readonly sampleId: string | null
}

/** The cells that are asked for. */
export interface View {
  readonly grid: CellGrid
  readonly category: ProductCategory | undefined
}

/** The number of products beyond which those of a view are not counted one by one. */
export const cellBudget = 4_000

/** Counts the products of cells that are too small to be kept; null if the cells are kept, or the products too many. */
export async function countCells(
  executor: Executor,
  { grid, category }: View,
  options?: CallOptions,
): Promise<readonly Cell[] | null> {
  if (grid.level <= levels.last) return null
  const kind = category === undefined ? { plane: 'all' as const } : { plane: 'category' as const, category }
  const parameters = { ...planeStripsOf(grid), ...kind, budget: cellBudget }
  const rows = await executor.many(countMapCells, parameters, options)
  if (rows.some(({ isCut }) => isCut)) return null
  return rows
}

/** Lists the cells that were counted beforehand. */
export async function listCells(
  executor: Executor,
  { grid, category, withSamples }: View & { readonly withSamples: boolean },
  options?: CallOptions,
): Promise<readonly Cell[]> {
  const parameters = {
    ...stripsOf(grid),
    category: category ?? '',
    plane: category === undefined ? ('all' as const) : ('category' as const),
    ...(withSamples && { withSamples, edgeYs: planeEdgesOf(grid) }),
  }
  return executor.many(listMapCells, parameters, options)
}
