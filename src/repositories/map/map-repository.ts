import * as queries from '../../../generated/map.queries.js'
import type { CallOptions } from '../../engine/cancellation.js'
import type { Executor } from '../../engine/executor.js'
import type { FeatureCollection, Point } from '../../geo/geojson.js'
import { cursorAfter, readListRequest } from '../../pagination/list-request.js'
import type { Page } from '../../pagination/page.js'
import { toWalkedPage } from '../walked-page.js'
import { withoutColumns } from '../without-columns.js'
import type {
  ClusterProperties,
  FoldMapChangesInput,
  MapClustersInput,
  MapProduct,
  MapProductsInput,
  MapTileInput,
} from './map.js'
import { countCells, listCells, type Cell } from './cells.js'
import { gridAt, gridOf, levels } from './cell-grid.js'
import { clusterOf } from './cluster-of-cell.js'
import { boxList, readClusters, readFold, readTileInput } from './map-input.js'
import { readTile } from './tile.js'
import { planeBox, planeCentre, withAntimeridian } from './plane-box.js'

/** The map: what is on sale in a box, and clusters of it. All of it is made of public places, 230 to 500 m off. */
export class SqlMapRepository {
  readonly #executor: Executor

  constructor(executor: Executor) {
    this.#executor = executor
  }

  /**
   * Lists the available products in a box, those nearest to its middle first.
   *
   * The order is by distance on the plane of the map, and by id, so pages never repeat or skip a product. A page reads no more
   * than 2,000 products (500 for a viewer), however few of them fit the filters: then it is short, or empty, and its cursor goes
   * on behind them. The box holds all of it once `nextCursor` is null.
   *
   * @throws {@link InvalidInputError} naming the corner, the filter, `limit` or `cursor`.
   *
   * @example
   * ```ts
   * const page = await db.map.products({ bounds: [55.1, 25.0, 55.4, 25.3], category: 'sneakers', limit: 50 })
   * ```
   */
  async products(input: MapProductsInput, options?: CallOptions): Promise<Page<MapProduct>> {
    const request = readListRequest(boxList, input)
    // eslint-disable-next-line no-restricted-syntax -- filters, once a page, and not the rows
    const { bounds: given, ...filters } = request.filters
    const bounds = withAntimeridian(given)
    const [west, south, east, north] = bounds
    const plane: 'category' | 'all' = filters.category === undefined ? 'all' : 'category'
    const parameters = {
      ...filters,
      ...planeBox(bounds),
      ...planeCentre(bounds),
      ...(request.after !== null && { afterDistance: request.after[0], afterId: request.after[1] }),
      plane,
      west,
      south,
      east,
      north,
      budget: filters.viewerId === undefined ? 2_000 : 500,
      // One more than the page holds: it tells whether there is a next page.
      limit: request.limit + 1,
    }
    const rows = await this.#executor.many(queries.listProductsInBox, parameters, options)
    return toWalkedPage(rows, {
      limit: request.limit,
      cursorAfter: (row) => cursorAfter(boxList, request, [row.distanceOrder, row.id]),
      toItem: (row) => withoutColumns(row, 'isLeftOut', 'isWalkEnd', 'distanceOrder'),
    })
  }

  /**
   * Clusters the available products of a view: those of a cell of the web's map, of 64 pixels, are one.
   *
   * Up to zoom 14 the cells were counted by maintenance, and are as old as its last run. Beyond it the products themselves are
   * counted, as they are now, unless there are 4,000 or more in the view: then it has the cells of zoom 14. The cells at the
   * edges of the view count as a whole, so a cluster is the same in each view of a zoom. A view of more than 640 cells has those
   * of a lower zoom.
   *
   * @throws {@link InvalidInputError} naming the corner, `zoom` or `category`.
   *
   * @example
   * ```ts
   * const clusters = await db.map.clusters({ bounds: [54.9, 24.8, 55.6, 25.4], zoom: 11 })
   * ```
   */
  async clusters(
    input: MapClustersInput,
    options?: CallOptions,
  ): Promise<FeatureCollection<Point, ClusterProperties>> {
    const { bounds, zoom, category, withSamples } = readClusters(input)
    const grid = gridOf(bounds, Math.floor(zoom))
    const counted = await countCells(this.#executor, { grid, category }, options)
    if (counted !== null) return collectionOf(counted, grid.level, withSamples)
    const kept = gridAt(bounds, Math.min(grid.level, levels.last))
    const cells = await listCells(this.#executor, { grid: kept, category, withSamples }, options)
    return collectionOf(cells, kept.level, withSamples)
  }

  /**
   * Reads a vector tile (Mapbox Vector Tile 2.1) of the available products: clusters of up to 16 × 16 cells, in the layer
   * `products`, of extent 4,096. A point has the property `count`, and `id`, the product's, if it is one. What `clusters` says
   * of age and of many products is true of tiles from zoom 13 on; beyond zoom 16, one of 4,000 products or more shows some 4,000 of them.
   *
   * PostGIS encodes the tile; one that was built without protobuf-c returns what goes into it, and it is encoded here.
   *
   * @returns The tile; no bytes if it is empty.
   * @throws {@link InvalidInputError} naming `z`, `x`, `y` or `category`.
   *
   * @example
   * ```ts
   * const tile = await db.map.tile({ z: 11, x: 1338, y: 875 })
   * ```
   */
  async tile(input: MapTileInput, options?: CallOptions): Promise<Uint8Array> {
    return readTile(this.#executor, readTileInput(input), options)
  }

  /**
   * Folds up to `limit` changes into the cells of the map, for maintenance. Of several sessions at a time one does.
   *
   * @returns The number of changes.
   */
  async foldChanges(input: FoldMapChangesInput, options?: CallOptions): Promise<number> {
    const { folded } = await this.#executor.one(queries.foldMapChanges, readFold(input), options)
    return folded
  }
}

/** The map: what is on sale in a box. */
export interface MapRepository extends Pick<SqlMapRepository, keyof SqlMapRepository> {}

function collectionOf(cells: readonly Cell[], level: number, withSamples: boolean) {
  return {
    type: 'FeatureCollection' as const,
    features: cells.map((cell) => clusterOf(cell, level, withSamples)),
  }
}
