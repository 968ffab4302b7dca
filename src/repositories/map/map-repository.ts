import * as queries from '../../../generated/map.queries.js'
import type { CallOptions } from '../../engine/cancellation.js'
import type { Executor } from '../../engine/executor.js'
import { cursorAfter, readListRequest } from '../../pagination/list-request.js'
import type { Page } from '../../pagination/page.js'
import { toWalkedPage } from '../walked-page.js'
import { withoutColumns } from '../without-columns.js'
import type { MapProduct, MapProductsInput } from './map.js'
import { boxList } from './map-input.js'
import { planeBox, planeCentre, withAntimeridian } from './plane-box.js'

/** The map: what is on sale in a box. All of it is made of public places, 230 to 500 m off. */
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
}

/** The map: what is on sale in a box. */
export interface MapRepository extends Pick<SqlMapRepository, keyof SqlMapRepository> {}
