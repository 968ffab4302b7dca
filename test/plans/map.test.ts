// Thorough: fills tables with as many rows as a city has.

import * as queries from '../../generated/map.queries.js'
import type { PreparedQuery } from '../../src/engine/statement/prepared-query.js'
import { StatementCache } from '../../src/engine/statement/statement.js'
import { geographyCodecs } from '../../src/geo/geography-codecs.js'
import type { BBox } from '../../src/geo/geojson.js'
import { planeBox, planeCentre } from '../../src/repositories/map/plane-box.js'
import { gridAt, gridOf, mostCells, planeStripsOf, stripsOf } from '../../src/repositories/map/cell-grid.js'
import { cellBudget } from '../../src/repositories/map/cells.js'
import { marketSeed } from '../setup/plans/market-seed.js'
import { bounded, type PlanCase } from '../setup/plans/plan-case.js'
import { seededId } from '../setup/plans/seeded-id.js'
import { testPlans } from '../setup/plans/test-plans.js'

const boxes = {
  'of a street': [55.25, 25.19, 55.27, 25.21],
  'of a city': [55.0, 24.9, 55.6, 25.5],
  'of a country': [51, 22, 57, 27],
  'of the world': [-180, -90, 180, 90],
  'across the antimeridian': [20, -60, -20, 60],
} satisfies Readonly<Record<string, BBox>>

const market = marketSeed('users', 'products')
const recount = new StatementCache({ codecs: geographyCodecs })
  .get(queries.recountMapCells as PreparedQuery<never, unknown>)
  .bind({}).prepared.text

await testPlans(
  {
    ...market,
    statements: (size) => [
      ...market.statements(size),
      'truncate map_changes',
      recount,
      // Something is on sale in every part of the world.
      `insert into map_cells (level, category, x, y, product_count, sum_x, sum_y, id_high, id_low)
      select level, category, x, y, 1, x::bigint << (30 - level), y::bigint << (30 - level), 1, 1
      from generate_series(2, 5) as level
      cross join unnest(array['', 'books']) as category
      cross join generate_series(0, 31) as x
      cross join generate_series(0, 31) as y
      where x < 2 ^ level
        and y < 2 ^ level
      order by level, category, x, y
      on conflict do nothing`,
      'vacuum (analyze) map_cells, map_changes',
    ],
  },
  [...products(), ...clusters(), ...streets(), ...tiles()],
)

/** Views of a screen of 1,900 to 1,000 pixels, whose cells are counted beforehand. */
function clusters(): readonly PlanCase[] {
  const views = [
    ['of the world', boxes['of the world'], 0, 20],
    ['of the world, closer', boxes['of the world'], 2, 20],
    ['across the antimeridian', boxes['across the antimeridian'], 3, 40],
    ['of a country', [50, 22, 58, 27], 8, 250],
    ['of a city', [54.9, 24.9, 55.6, 25.4], 11, 250],
    ['of a part of it', [55.22, 25.18, 55.4, 25.28], 13, 1_000],
    ['of streets', [55.25, 25.18, 55.33, 25.22], 14, 1_000],
  ] as const
  return views.flatMap(([note, [west, south, east, north], zoom, buffers]) =>
    (['', 'books'] as const).map((category) =>
      bounded({
        query: queries.listMapCells,
        note: `${note}, ${category}`,
        parameters: {
          ...stripsOf(gridOf([west, south, east, north], zoom)),
          category,
          plane: category === '' ? 'all' : 'category',
        },
        indexes: ['map_cells_pkey'],
        rows: mostCells,
        buffers,
      }),
    ),
  )
}

/** Views whose products are counted one by one, up to a budget. */
function streets(): readonly PlanCase[] {
  const views = [
    ['of streets', [55.255, 25.19, 55.275, 25.2], 15],
    ['of a street', [55.262, 25.198, 55.267, 25.2], 17],
    ['of a city, as nobody asks', [55, 25, 55.3, 25.3], 22],
  ] as const
  return views.flatMap(([note, [west, south, east, north], zoom]) =>
    (['all', 'category'] as const).map((plane) => {
      const grid = gridAt([west, south, east, north], zoom + 2)
      const category = plane === 'all' ? {} : { category: 'books' }
      return bounded({
        query: queries.countMapCells,
        note: `${note}, ${plane}`,
        parameters: {
          ...planeStripsOf(grid),
          plane,
          ...category,
          budget: cellBudget,
        } as queries.CountMapCellsParams,
        indexes: [plane === 'all' ? 'ix_products_place' : 'ix_products_category_place'],
        rows: cellBudget,
        buffers: 300 + cellBudget,
      })
    }),
  )
}

/** Boxes of all sizes, with filters that the index holds. */
function products(): readonly PlanCase[] {
  const budget = 2_000
  const limit = 21
  const filters = {
    all: {},
    'of a category': { category: 'books' },
    'of a condition and price': {
      condition: 'new',
      currency: 'AED',
      minPriceMinor: 10_000,
      maxPriceMinor: 90_000,
    },
    'next page': { afterDistance: 0.0001, afterId: seededId('products', 1) },
    'that nothing fits': { currency: 'USD' },
    'of a category that nothing fits': { category: 'books', currency: 'USD' },
  }
  return Object.entries(boxes).flatMap(([box, bounds]) =>
    Object.entries(filters).map(([filter, asked]) => {
      const [west, south, east, north] = bounds
      const plane = 'category' in asked ? 'category' : 'all'
      const parameters = {
        ...asked,
        ...planeBox(bounds),
        ...planeCentre(bounds),
        plane,
        west,
        south,
        east,
        north,
        budget,
        limit,
      } as queries.ListProductsInBoxParams
      const isWide = bounds[2] < bounds[0] || bounds[0] === -180
      return bounded({
        query: queries.listProductsInBox,
        note: `${box}, ${filter}`,
        parameters,
        indexes: [plane === 'category' ? 'ix_products_category_place' : 'ix_products_place', 'products_pkey'],
        rows: budget + 2,
        // A cursor passes over what is nearer.
        passedOver: filter === 'next page' ? budget : 0,
        // From the middle of the sea an index walks far to the first product.
        buffers: (isWide ? 400 : 140) + 5 * limit + (filter === 'all' ? 0 : budget),
      })
    }),
  )
}

/** Tiles of cells, and of the products themselves. */
function tiles(): readonly PlanCase[] {
  const tileAt = (z: number) => ({
    z,
    tileX: Math.floor((55.27 / 360 + 0.5) * 2 ** z),
    tileY: Math.floor((0.5 - Math.asinh(Math.tan((25.2 * Math.PI) / 180)) / (2 * Math.PI)) * 2 ** z),
  })
  const cells = ([0, 1, 5, 9, 12] as const).map((z) => {
    const tile = tileAt(z)
    const columns = [[16 * tile.tileX, 16 * tile.tileX + 15]] as const
    const grid = { level: z + 4, columns, firstY: 16 * tile.tileY, lastY: 16 * tile.tileY + 15 }
    return bounded({
      query: queries.readCellTile,
      note: `zoom ${z}`,
      parameters: { ...tile, ...stripsOf(grid), category: '' },
      indexes: ['map_cells_pkey'],
      rows: 256,
      buffers: z < 2 ? 20 : 320,
    })
  })
  const products = ([13, 15, 18] as const).map((z) => {
    const tile = tileAt(z)
    const columns = [[16 * tile.tileX, 16 * tile.tileX + 15]] as const
    const grid = { level: z + 4, columns, firstY: 16 * tile.tileY, lastY: 16 * tile.tileY + 15 }
    const { level, minXs, maxXs, minY, maxY } = planeStripsOf(grid)
    const [minX = 0] = minXs
    const [maxX = 0] = maxXs
    return bounded({
      query: queries.readProductTile,
      note: `zoom ${z}`,
      parameters: { ...tile, level, minX, maxX, minY, maxY, plane: 'all', budget: cellBudget },
      indexes: ['ix_products_place'],
      rows: cellBudget,
      buffers: 300 + cellBudget,
    })
  })
  return [...cells, ...products]
}
