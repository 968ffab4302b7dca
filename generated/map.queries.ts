/** Types and queries of "map.sql". Made by souk-db generate; never edit. */

import { PreparedQuery } from '../src/engine/statement/prepared-query.js'
import type { FeedType, ProductCategory, ProductCondition } from './enums.js'
import type { Point } from '../src/geo/geojson.js'
export type { FeedType, ProductCategory, ProductCondition }

/** Parameters of `listProductsInBox`. */
export type ListProductsInBoxParams = {
  readonly plane: 'all' | 'category'
  readonly budget: number
  readonly centreX: number
  readonly centreY: number
  readonly minX: number
  readonly minY: number
  readonly maxX: number
  readonly maxY: number
  readonly condition?: ProductCondition | undefined
  readonly feedType?: FeedType | undefined
  readonly currency?: string | undefined
  readonly minPriceMinor?: number | undefined
  readonly maxPriceMinor?: number | undefined
  readonly viewerId?: string | undefined
  readonly limit: number
  readonly south: number
  readonly north: number
  readonly west: number
  readonly east: number
} & (
  | { readonly category: ProductCategory; readonly afterDistance: number; readonly afterId: string; readonly acrossMaxX: number }
  | { readonly category: ProductCategory; readonly afterDistance: number; readonly afterId: string; readonly acrossMaxX?: undefined }
  | { readonly category?: undefined; readonly afterDistance: number; readonly afterId: string; readonly acrossMaxX: number }
  | { readonly category?: undefined; readonly afterDistance: number; readonly afterId: string; readonly acrossMaxX?: undefined }
  | { readonly category: ProductCategory; readonly afterDistance?: undefined; readonly afterId?: undefined; readonly acrossMaxX: number }
  | { readonly category: ProductCategory; readonly afterDistance?: undefined; readonly afterId?: undefined; readonly acrossMaxX?: undefined }
  | { readonly category?: undefined; readonly afterDistance?: undefined; readonly afterId?: undefined; readonly acrossMaxX: number }
  | { readonly category?: undefined; readonly afterDistance?: undefined; readonly afterId?: undefined; readonly acrossMaxX?: undefined }
)

/** A row of `listProductsInBox`. */
export interface ListProductsInBoxRow {
  /** The id of the listing. */
  readonly id: string
  /** The name of the thing, in the seller's words. */
  readonly title: string
  /** The asking price, in the minor unit of currency (fils, cents). */
  readonly priceMinor: number
  /** ISO 4217, such as AED. It gives the scale of the prices. */
  readonly currency: string
  /** The kind of thing. */
  readonly category: ProductCategory
  readonly imageUrl: string | null
  /** A point 230 to 500 m from where it can be picked up, which anybody may see; null if the seller does not say. */
  readonly publicLocation: Point
  readonly distanceOrder: number
  readonly isWalkEnd: boolean
  readonly isLeftOut: boolean
}

/**
 * The available products in a box, those nearest to its middle on the plane first.
 * The walk is that of listProductsNearby: of an index alone, with a budget, and its last product is a row too.
 * acrossMaxX: for a box that crosses the antimeridian. The first part ends there, and the second one begins on the other side,
 * where the middle is a whole turn away. Each part is a walk of its own.
 *
 * [sql/map.sql:8](../sql/map.sql#L8)
 *
 * ```sql
 * with walked_product as (
 *   select
 *     entry.id,
 *     entry.seller_id,
 *     /*[if category]*\/ entry.category, /*[end]*\/
 *     entry.condition,
 *     entry.feed_type,
 *     entry.currency,
 *     entry.price_minor,
 *     entry.distance_order,
 *     row_number() over (order by entry.distance_order) >= (select :budget!::bigint) as is_walk_end
 *   from (
 *     (
 *       select
 *         product.id,
 *         product.seller_id,
 *         /*[if category]*\/ product.category, /*[end]*\/
 *         product.condition,
 *         product.feed_type,
 *         product.currency,
 *         product.price_minor,
 *         product.place <-> (select point(:centreX!::float8, :centreY!::float8) /*[if category]*\/ + plane_of(:category!) /*[end]*\/) as distance_order
 *       from (
 *         select
 *           products.id,
 *           products.seller_id,
 *           /*[if category]*\/ products.category, /*[end]*\/
 *           products.condition,
 *           products.feed_type,
 *           products.currency,
 *           products.price_minor,
 *           /*[if plane=all]*\/ products.place /*[end]*\/
 *           /*[if plane=category]*\/ products.category_place /*[end]*\/ as place
 *         from products
 *         where products.is_available
 *       ) as product
 *       where product.place <@ (
 *         select
 *           box(
 *             point(:minX!::float8, :minY!::float8) /*[if category]*\/ + plane_of(:category!) /*[end]*\/,
 *             point(:maxX!::float8, :maxY!::float8) /*[if category]*\/ + plane_of(:category!) /*[end]*\/
 *           )
 *       )
 *         /*[if afterDistance afterId]*\/
 *         and (
 *           product.place <-> (select point(:centreX!::float8, :centreY!::float8) /*[if category]*\/ + plane_of(:category!) /*[end]*\/),
 *           product.id
 *         ) > (:afterDistance!::float8, :afterId!::uuid)
 *         /*[end]*\/
 *       order by product.place <-> (select point(:centreX!::float8, :centreY!::float8) /*[if category]*\/ + plane_of(:category!) /*[end]*\/)
 *       fetch first (select :budget!::bigint) rows with ties
 *     )
 *     /*[if acrossMaxX]*\/
 *     union all
 *     (
 *       select
 *         product.id,
 *         product.seller_id,
 *         /*[if category]*\/ product.category, /*[end]*\/
 *         product.condition,
 *         product.feed_type,
 *         product.currency,
 *         product.price_minor,
 *         product.place <-> (
 *           select point(:centreX!::float8 - 2 * pi(), :centreY!::float8) /*[if category]*\/ + plane_of(:category!) /*[end]*\/
 *         ) as distance_order
 *       from (
 *         select
 *           products.id,
 *           products.seller_id,
 *           /*[if category]*\/ products.category, /*[end]*\/
 *           products.condition,
 *           products.feed_type,
 *           products.currency,
 *           products.price_minor,
 *           /*[if plane=all]*\/ products.place /*[end]*\/
 *           /*[if plane=category]*\/ products.category_place /*[end]*\/ as place
 *         from products
 *         where products.is_available
 *       ) as product
 *       where product.place <@ (
 *         select
 *           box(
 *             point(-4, :minY!::float8) /*[if category]*\/ + plane_of(:category!) /*[end]*\/,
 *             point(:acrossMaxX!::float8, :maxY!::float8) /*[if category]*\/ + plane_of(:category!) /*[end]*\/
 *           )
 *       )
 *         /*[if afterDistance afterId]*\/
 *         and (
 *           product.place <-> (select point(:centreX!::float8 - 2 * pi(), :centreY!::float8) /*[if category]*\/ + plane_of(:category!) /*[end]*\/),
 *           product.id
 *         ) > (:afterDistance!::float8, :afterId!::uuid)
 *         /*[end]*\/
 *       order by product.place <-> (select point(:centreX!::float8 - 2 * pi(), :centreY!::float8) /*[if category]*\/ + plane_of(:category!) /*[end]*\/)
 *       fetch first (select :budget!::bigint) rows with ties
 *     )
 *     /*[end]*\/
 *   ) as entry
 *   order by entry.distance_order
 *   fetch first (select :budget!::bigint) rows with ties
 * ),
 * matched_product as (
 *   select
 *     walked_product.id,
 *     walked_product.seller_id,
 *     walked_product.distance_order,
 *     walked_product.is_walk_end,
 *     true
 *     /*[if category]*\/ and walked_product.category = :category! /*[end]*\/
 *     /*[if condition]*\/ and walked_product.condition = :condition! /*[end]*\/
 *     /*[if feedType]*\/ and walked_product.feed_type = :feedType! /*[end]*\/
 *     /*[if currency]*\/ and walked_product.currency = :currency! /*[end]*\/
 *     /*[if minPriceMinor]*\/ and walked_product.price_minor >= :minPriceMinor! /*[end]*\/
 *     /*[if maxPriceMinor]*\/ and walked_product.price_minor <= :maxPriceMinor! /*[end]*\/
 *     as is_match
 *   from walked_product
 * ),
 * page as (
 *   select
 *     matched_product.id,
 *     matched_product.distance_order,
 *     matched_product.is_walk_end,
 *     not matched_product.is_match /*[if viewerId]*\/ or sight.is_blocked is not null /*[end]*\/ as is_left_out
 *   from matched_product
 *   /*[if viewerId]*\/
 *   left join lateral (
 *     select true as is_blocked
 *     from blocks
 *     where matched_product.is_match
 *       and least(blocks.blocker_id, blocks.blocked_id) = least(:viewerId!, matched_product.seller_id)
 *       and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:viewerId!, matched_product.seller_id)
 *     limit 1
 *   ) as sight on true
 *   /*[end]*\/
 *   where (matched_product.is_match /*[if viewerId]*\/ and sight.is_blocked is null /*[end]*\/)
 *     or matched_product.is_walk_end
 *   order by matched_product.distance_order
 *   fetch first (select :limit!::bigint) rows with ties
 * )
 * select
 *   shown_product.id,
 *   shown_product.title,
 *   shown_product.price_minor,
 *   shown_product.currency,
 *   shown_product.category,
 *   shown_product.image_url,
 *   shown_product.public_location as "public_location!",
 *   page.distance_order as "distance_order!",
 *   page.is_walk_end as "is_walk_end!",
 *   page.is_left_out
 *   or st_y(shown_product.public_location::geometry) not between :south! and :north!
 *   or case
 *     when :west!::float8 <= :east!::float8 then st_x(shown_product.public_location::geometry) not between :west! and :east!
 *     else st_x(shown_product.public_location::geometry) < :west! and st_x(shown_product.public_location::geometry) > :east!
 *   end as "is_left_out!"
 * from page
 * cross join lateral (
 *   select
 *     products.id,
 *     products.title,
 *     products.price_minor,
 *     products.currency,
 *     products.category,
 *     products.image_urls[1] as image_url,
 *     products.public_location
 *   from products
 *   where products.id = page.id
 *   limit 1
 * ) as shown_product
 * where shown_product.public_location is not null -- it has a place, but a type does not know
 * order by page.distance_order, page.id -- a total order: pages never repeat a row
 * limit (select :limit!::bigint)
 * ```
 */
export const listProductsInBox = new PreparedQuery<ListProductsInBoxParams, ListProductsInBoxRow>(
  '{"usedParamSet":{"budget":true,"centreX":true,"centreY":true,"category":true,"minX":true,"minY":true,"maxX":true,"maxY":true,"afterDistance":true,"afterId":true,"acrossMaxX":true,"condition":true,"feedType":true,"currency":true,"minPriceMinor":true,"maxPriceMinor":true,"viewerId":true,"limit":true,"south":true,"north":true,"west":true,"east":true},"params":[{"name":"budget","required":true,"transform":{"type":"scalar"},"locs":[{"a":785,"b":792},{"a":2398,"b":2405},{"a":4093,"b":4100},{"a":4213,"b":4220}]},{"name":"centreX","required":true,"transform":{"type":"scalar"},"locs":[{"a":1096,"b":1104},{"a":2050,"b":2058},{"a":2282,"b":2290},{"a":2755,"b":2763},{"a":3723,"b":3731},{"a":3966,"b":3974}]},{"name":"centreY","required":true,"transform":{"type":"scalar"},"locs":[{"a":1115,"b":1123},{"a":2069,"b":2077},{"a":2301,"b":2309},{"a":2785,"b":2793},{"a":3753,"b":3761},{"a":3996,"b":4004}]},{"name":"category","required":true,"transform":{"type":"scalar"},"locs":[{"a":1163,"b":1172},{"a":1811,"b":1820},{"a":1913,"b":1922},{"a":2117,"b":2126},{"a":2349,"b":2358},{"a":2833,"b":2842},{"a":3478,"b":3487},{"a":3586,"b":3595},{"a":3801,"b":3810},{"a":4044,"b":4053},{"a":4460,"b":4469}]},{"name":"minX","required":true,"transform":{"type":"scalar"},"locs":[{"a":1750,"b":1755}]},{"name":"minY","required":true,"transform":{"type":"scalar"},"locs":[{"a":1766,"b":1771},{"a":3433,"b":3438}]},{"name":"maxX","required":true,"transform":{"type":"scalar"},"locs":[{"a":1852,"b":1857}]},{"name":"maxY","required":true,"transform":{"type":"scalar"},"locs":[{"a":1868,"b":1873},{"a":3541,"b":3546}]},{"name":"afterDistance","required":true,"transform":{"type":"scalar"},"locs":[{"a":2175,"b":2189},{"a":3859,"b":3873}]},{"name":"afterId","required":true,"transform":{"type":"scalar"},"locs":[{"a":2200,"b":2208},{"a":3884,"b":3892}]},{"name":"acrossMaxX","required":true,"transform":{"type":"scalar"},"locs":[{"a":3519,"b":3530}]},{"name":"condition","required":true,"transform":{"type":"scalar"},"locs":[{"a":4535,"b":4545}]},{"name":"feedType","required":true,"transform":{"type":"scalar"},"locs":[{"a":4610,"b":4619}]},{"name":"currency","required":true,"transform":{"type":"scalar"},"locs":[{"a":4683,"b":4692}]},{"name":"minPriceMinor","required":true,"transform":{"type":"scalar"},"locs":[{"a":4765,"b":4779}]},{"name":"maxPriceMinor","required":true,"transform":{"type":"scalar"},"locs":[{"a":4852,"b":4866}]},{"name":"viewerId","required":true,"transform":{"type":"scalar"},"locs":[{"a":5347,"b":5356},{"a":5454,"b":5463}]},{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":5729,"b":5735},{"a":6921,"b":6927}]},{"name":"south","required":true,"transform":{"type":"scalar"},"locs":[{"a":6140,"b":6146}]},{"name":"north","required":true,"transform":{"type":"scalar"},"locs":[{"a":6152,"b":6158}]},{"name":"west","required":true,"transform":{"type":"scalar"},"locs":[{"a":6179,"b":6184},{"a":6275,"b":6280},{"a":6350,"b":6355}]},{"name":"east","required":true,"transform":{"type":"scalar"},"locs":[{"a":6197,"b":6202},{"a":6286,"b":6291},{"a":6409,"b":6414}]}],"statement":"-- The available products in a box, those nearest to its middle on the plane first.\\n-- The walk is that of listProductsNearby: of an index alone, with a budget, and its last product is a row too.\\n-- acrossMaxX: for a box that crosses the antimeridian. The first part ends there, and the second one begins on the other side,\\n-- where the middle is a whole turn away. Each part is a walk of its own.\\n-- lint-disable total-order: the two parts have nothing in common, so no product comes twice.\\nwith walked_product as (\\n  select\\n    entry.id,\\n    entry.seller_id,\\n    /*[if category]*/ entry.category, /*[end]*/\\n    entry.condition,\\n    entry.feed_type,\\n    entry.currency,\\n    entry.price_minor,\\n    entry.distance_order,\\n    row_number() over (order by entry.distance_order) >= (select :budget!::bigint) as is_walk_end\\n  from (\\n    (\\n      select\\n        product.id,\\n        product.seller_id,\\n        /*[if category]*/ product.category, /*[end]*/\\n        product.condition,\\n        product.feed_type,\\n        product.currency,\\n        product.price_minor,\\n        product.place <-> (select point(:centreX!::float8, :centreY!::float8) /*[if category]*/ + plane_of(:category!) /*[end]*/) as distance_order\\n      from (\\n        select\\n          products.id,\\n          products.seller_id,\\n          /*[if category]*/ products.category, /*[end]*/\\n          products.condition,\\n          products.feed_type,\\n          products.currency,\\n          products.price_minor,\\n          /*[if plane=all]*/ products.place /*[end]*/\\n          /*[if plane=category]*/ products.category_place /*[end]*/ as place\\n        from products\\n        where products.is_available\\n      ) as product\\n      where product.place <@ (\\n        select\\n          box(\\n            point(:minX!::float8, :minY!::float8) /*[if category]*/ + plane_of(:category!) /*[end]*/,\\n            point(:maxX!::float8, :maxY!::float8) /*[if category]*/ + plane_of(:category!) /*[end]*/\\n          )\\n      )\\n        /*[if afterDistance afterId]*/\\n        and (\\n          product.place <-> (select point(:centreX!::float8, :centreY!::float8) /*[if category]*/ + plane_of(:category!) /*[end]*/),\\n          product.id\\n        ) > (:afterDistance!::float8, :afterId!::uuid)\\n        /*[end]*/\\n      order by product.place <-> (select point(:centreX!::float8, :centreY!::float8) /*[if category]*/ + plane_of(:category!) /*[end]*/)\\n      fetch first (select :budget!::bigint) rows with ties\\n    )\\n    /*[if acrossMaxX]*/\\n    union all\\n    (\\n      select\\n        product.id,\\n        product.seller_id,\\n        /*[if category]*/ product.category, /*[end]*/\\n        product.condition,\\n        product.feed_type,\\n        product.currency,\\n        product.price_minor,\\n        product.place <-> (\\n          select point(:centreX!::float8 - 2 * pi(), :centreY!::float8) /*[if category]*/ + plane_of(:category!) /*[end]*/\\n        ) as distance_order\\n      from (\\n        select\\n          products.id,\\n          products.seller_id,\\n          /*[if category]*/ products.category, /*[end]*/\\n          products.condition,\\n          products.feed_type,\\n          products.currency,\\n          products.price_minor,\\n          /*[if plane=all]*/ products.place /*[end]*/\\n          /*[if plane=category]*/ products.category_place /*[end]*/ as place\\n        from products\\n        where products.is_available\\n      ) as product\\n      where product.place <@ (\\n        select\\n          box(\\n            point(-4, :minY!::float8) /*[if category]*/ + plane_of(:category!) /*[end]*/,\\n            point(:acrossMaxX!::float8, :maxY!::float8) /*[if category]*/ + plane_of(:category!) /*[end]*/\\n          )\\n      )\\n        /*[if afterDistance afterId]*/\\n        and (\\n          product.place <-> (select point(:centreX!::float8 - 2 * pi(), :centreY!::float8) /*[if category]*/ + plane_of(:category!) /*[end]*/),\\n          product.id\\n        ) > (:afterDistance!::float8, :afterId!::uuid)\\n        /*[end]*/\\n      order by product.place <-> (select point(:centreX!::float8 - 2 * pi(), :centreY!::float8) /*[if category]*/ + plane_of(:category!) /*[end]*/)\\n      fetch first (select :budget!::bigint) rows with ties\\n    )\\n    /*[end]*/\\n  ) as entry\\n  order by entry.distance_order\\n  fetch first (select :budget!::bigint) rows with ties\\n),\\nmatched_product as (\\n  select\\n    walked_product.id,\\n    walked_product.seller_id,\\n    walked_product.distance_order,\\n    walked_product.is_walk_end,\\n    true\\n    /*[if category]*/ and walked_product.category = :category! /*[end]*/\\n    /*[if condition]*/ and walked_product.condition = :condition! /*[end]*/\\n    /*[if feedType]*/ and walked_product.feed_type = :feedType! /*[end]*/\\n    /*[if currency]*/ and walked_product.currency = :currency! /*[end]*/\\n    /*[if minPriceMinor]*/ and walked_product.price_minor >= :minPriceMinor! /*[end]*/\\n    /*[if maxPriceMinor]*/ and walked_product.price_minor <= :maxPriceMinor! /*[end]*/\\n    as is_match\\n  from walked_product\\n),\\npage as (\\n  select\\n    matched_product.id,\\n    matched_product.distance_order,\\n    matched_product.is_walk_end,\\n    not matched_product.is_match /*[if viewerId]*/ or sight.is_blocked is not null /*[end]*/ as is_left_out\\n  from matched_product\\n  /*[if viewerId]*/\\n  left join lateral (\\n    select true as is_blocked\\n    from blocks\\n    where matched_product.is_match\\n      and least(blocks.blocker_id, blocks.blocked_id) = least(:viewerId!, matched_product.seller_id)\\n      and greatest(blocks.blocker_id, blocks.blocked_id) = greatest(:viewerId!, matched_product.seller_id)\\n    limit 1\\n  ) as sight on true\\n  /*[end]*/\\n  where (matched_product.is_match /*[if viewerId]*/ and sight.is_blocked is null /*[end]*/)\\n    or matched_product.is_walk_end\\n  order by matched_product.distance_order\\n  fetch first (select :limit!::bigint) rows with ties\\n)\\nselect\\n  shown_product.id,\\n  shown_product.title,\\n  shown_product.price_minor,\\n  shown_product.currency,\\n  shown_product.category,\\n  shown_product.image_url,\\n  shown_product.public_location as \\"public_location!\\",\\n  page.distance_order as \\"distance_order!\\",\\n  page.is_walk_end as \\"is_walk_end!\\",\\n  page.is_left_out\\n  or st_y(shown_product.public_location::geometry) not between :south! and :north!\\n  or case\\n    when :west!::float8 <= :east!::float8 then st_x(shown_product.public_location::geometry) not between :west! and :east!\\n    else st_x(shown_product.public_location::geometry) < :west! and st_x(shown_product.public_location::geometry) > :east!\\n  end as \\"is_left_out!\\"\\nfrom page\\ncross join lateral (\\n  select\\n    products.id,\\n    products.title,\\n    products.price_minor,\\n    products.currency,\\n    products.category,\\n    products.image_urls[1] as image_url,\\n    products.public_location\\n  from products\\n  where products.id = page.id\\n  limit 1\\n) as shown_product\\nwhere shown_product.public_location is not null -- it has a place, but a type does not know\\norder by page.distance_order, page.id -- a total order: pages never repeat a row\\nlimit (select :limit!::bigint)"}',
  '{"name":"listProductsInBox","file":"map.sql","parameterTypes":{"budget":"int8","centreX":"float8","centreY":"float8","category":"product_category","minX":"float8","minY":"float8","maxX":"float8","maxY":"float8","afterDistance":"float8","afterId":"uuid","acrossMaxX":"float8","condition":"product_condition","feedType":"feed_type","currency":"text","minPriceMinor":"int8","maxPriceMinor":"int8","viewerId":"uuid","limit":"int8","south":"float8","north":"float8","west":"float8","east":"float8"},"tables":["blocks","products"],"access":"read"}',
)

/** Parameters of `listMapCells`. */
export type ListMapCellsParams = {
  readonly plane: 'all' | 'category'
  readonly firstXs: readonly (number | null)[]
  readonly lastXs: readonly (number | null)[]
  readonly level: number
  readonly category: string
  readonly firstY: number
  readonly lastY: number
} & (
  | { readonly withSamples: boolean; readonly edgeYs: readonly (number | null)[] }
  | { readonly withSamples: boolean; readonly edgeYs?: undefined }
  | { readonly withSamples?: undefined; readonly edgeYs?: undefined }
)

/** A row of `listMapCells`. */
export interface ListMapCellsRow {
  /** The column of the cell, from the west. */
  readonly x: number
  /** The row of the cell, from the north. */
  readonly y: number
  /** The number of available products. */
  readonly productCount: number
  readonly centreX: number
  readonly centreY: number
  readonly sampleId: string | null
}

/**
 * The cells of a level, counted beforehand. The strips are ranges of columns: many cells in one range where they stand beside each
 * other in the index, on coarse levels, and a column each elsewhere.
 * withSamples: some product of each cell too, by a walk of the index into its box. edgeYs are the edges of the rows on the
 * plane, from the north.
 *
 * [sql/map.sql:187](../sql/map.sql#L187)
 *
 * ```sql
 * select
 *   cell.x,
 *   cell.y,
 *   cell.product_count,
 *   (cell.sum_x / cell.product_count::float8 + 0.5) / 1073741824 as "centre_x!",
 *   (cell.sum_y / cell.product_count::float8 + 0.5) / 1073741824 as "centre_y!",
 *   case
 *     when cell.product_count = 1 then (lpad(to_hex(cell.id_high), 16, '0') || lpad(to_hex(cell.id_low), 16, '0'))::uuid
 *     /*[if withSamples]*\/ else sample.id /*[end]*\/
 *   end as sample_id
 * from unnest((select :firstXs!::integer[]), (select :lastXs!::integer[])) as strip (first_x, last_x)
 * cross join lateral (
 *   select
 *     map_cells.x,
 *     map_cells.y,
 *     map_cells.product_count,
 *     map_cells.sum_x,
 *     map_cells.sum_y,
 *     map_cells.id_high,
 *     map_cells.id_low
 *   from map_cells
 *   where map_cells.level = (select :level!::integer)
 *     and map_cells.category = (select :category!::text)
 *     and map_cells.x between strip.first_x and strip.last_x
 *     and map_cells.y between (select :firstY!::integer) and (select :lastY!::integer)
 *     and map_cells.product_count > 0
 *   order by map_cells.x, map_cells.y
 *   limit 2048
 * ) as cell
 * /*[if withSamples]*\/
 * left join lateral (
 *   select product.id
 *   from (
 *     select
 *       products.id,
 *       /*[if plane=all]*\/ products.place /*[end]*\/
 *       /*[if plane=category]*\/ products.category_place /*[end]*\/ as place
 *     from products
 *     where products.is_available
 *       /*[if plane=category]*\/ and products.category = (select :category!::text::product_category) /*[end]*\/
 *   ) as product
 *   where :withSamples!::boolean
 *     and cell.product_count > 1
 *     and product.place <@ box(
 *       point(
 *         (cell.x / power(2, :level!::integer) - 0.5) * 2 * pi(),
 *         (:edgeYs!::float8[])[cell.y - :firstY!::integer + 2]
 *       ) /*[if plane=category]*\/ + plane_of((:category!::text)::product_category) /*[end]*\/,
 *       point(
 *         ((cell.x + 1) / power(2, :level!::integer) - 0.5) * 2 * pi(),
 *         (:edgeYs!::float8[])[cell.y - :firstY!::integer + 1]
 *       ) /*[if plane=category]*\/ + plane_of((:category!::text)::product_category) /*[end]*\/
 *     )
 *   limit 1
 * ) as sample on true
 * /*[end]*\/
 * order by cell.y, cell.x
 * ```
 */
export const listMapCells = new PreparedQuery<ListMapCellsParams, ListMapCellsRow>(
  '{"usedParamSet":{"firstXs":true,"lastXs":true,"level":true,"category":true,"firstY":true,"lastY":true,"withSamples":true,"edgeYs":true},"params":[{"name":"firstXs","required":true,"transform":{"type":"scalar"},"locs":[{"a":774,"b":782}]},{"name":"lastXs","required":true,"transform":{"type":"scalar"},"locs":[{"a":805,"b":812}]},{"name":"level","required":true,"transform":{"type":"scalar"},"locs":[{"a":1084,"b":1090},{"a":1924,"b":1930},{"a":2160,"b":2166}]},{"name":"category","required":true,"transform":{"type":"scalar"},"locs":[{"a":1139,"b":1148},{"a":1731,"b":1740},{"a":2066,"b":2075},{"a":2302,"b":2311}]},{"name":"firstY","required":true,"transform":{"type":"scalar"},"locs":[{"a":1252,"b":1259},{"a":1999,"b":2006},{"a":2235,"b":2242}]},{"name":"lastY","required":true,"transform":{"type":"scalar"},"locs":[{"a":1283,"b":1289}]},{"name":"withSamples","required":true,"transform":{"type":"scalar"},"locs":[{"a":1800,"b":1812}]},{"name":"edgeYs","required":true,"transform":{"type":"scalar"},"locs":[{"a":1970,"b":1977},{"a":2206,"b":2213}]}],"statement":"-- The cells of a level, counted beforehand. The strips are ranges of columns: many cells in one range where they stand beside each\\n-- other in the index, on coarse levels, and a column each elsewhere.\\n-- withSamples: some product of each cell too, by a walk of the index into its box. edgeYs are the edges of the rows on the\\n-- plane, from the north.\\nselect\\n  cell.x,\\n  cell.y,\\n  cell.product_count,\\n  (cell.sum_x / cell.product_count::float8 + 0.5) / 1073741824 as \\"centre_x!\\",\\n  (cell.sum_y / cell.product_count::float8 + 0.5) / 1073741824 as \\"centre_y!\\",\\n  case\\n    when cell.product_count = 1 then (lpad(to_hex(cell.id_high), 16, \'0\') || lpad(to_hex(cell.id_low), 16, \'0\'))::uuid\\n    /*[if withSamples]*/ else sample.id /*[end]*/\\n  end as sample_id\\nfrom unnest((select :firstXs!::integer[]), (select :lastXs!::integer[])) as strip (first_x, last_x)\\ncross join lateral (\\n  select\\n    map_cells.x,\\n    map_cells.y,\\n    map_cells.product_count,\\n    map_cells.sum_x,\\n    map_cells.sum_y,\\n    map_cells.id_high,\\n    map_cells.id_low\\n  from map_cells\\n  where map_cells.level = (select :level!::integer)\\n    and map_cells.category = (select :category!::text)\\n    and map_cells.x between strip.first_x and strip.last_x\\n    and map_cells.y between (select :firstY!::integer) and (select :lastY!::integer)\\n    and map_cells.product_count > 0\\n  order by map_cells.x, map_cells.y\\n  limit 2048\\n) as cell\\n/*[if withSamples]*/\\nleft join lateral (\\n  select product.id\\n  from (\\n    select\\n      products.id,\\n      /*[if plane=all]*/ products.place /*[end]*/\\n      /*[if plane=category]*/ products.category_place /*[end]*/ as place\\n    from products\\n    where products.is_available\\n      /*[if plane=category]*/ and products.category = (select :category!::text::product_category) /*[end]*/\\n  ) as product\\n  where :withSamples!::boolean\\n    and cell.product_count > 1\\n    and product.place <@ box(\\n      point(\\n        (cell.x / power(2, :level!::integer) - 0.5) * 2 * pi(),\\n        (:edgeYs!::float8[])[cell.y - :firstY!::integer + 2]\\n      ) /*[if plane=category]*/ + plane_of((:category!::text)::product_category) /*[end]*/,\\n      point(\\n        ((cell.x + 1) / power(2, :level!::integer) - 0.5) * 2 * pi(),\\n        (:edgeYs!::float8[])[cell.y - :firstY!::integer + 1]\\n      ) /*[if plane=category]*/ + plane_of((:category!::text)::product_category) /*[end]*/\\n    )\\n  limit 1\\n) as sample on true\\n/*[end]*/\\norder by cell.y, cell.x"}',
  '{"name":"listMapCells","file":"map.sql","parameterTypes":{"firstXs":"int4[]","lastXs":"int4[]","level":"int4","category":"text","firstY":"int4","lastY":"int4","withSamples":"bool","edgeYs":"float8[]"},"tables":["map_cells","products"],"access":"read"}',
)

/** Parameters of `countMapCells`. */
export type CountMapCellsParams =
  | {
  readonly plane: 'all'
  readonly firstXs: readonly (number | null)[]
  readonly lastXs: readonly (number | null)[]
  readonly minXs: readonly (number | null)[]
  readonly maxXs: readonly (number | null)[]
  readonly minY: number
  readonly maxY: number
  readonly budget: number
  readonly level: number
  readonly firstY: number
  readonly lastY: number
}
  | {
  readonly plane: 'category'
  readonly firstXs: readonly (number | null)[]
  readonly lastXs: readonly (number | null)[]
  readonly minXs: readonly (number | null)[]
  readonly maxXs: readonly (number | null)[]
  readonly category: ProductCategory
  readonly minY: number
  readonly maxY: number
  readonly budget: number
  readonly level: number
  readonly firstY: number
  readonly lastY: number
}

/** A row of `countMapCells`. */
export interface CountMapCellsRow {
  readonly x: number
  readonly y: number
  readonly productCount: number
  readonly centreX: number
  readonly centreY: number
  readonly sampleId: string
  readonly isCut: boolean
}

/**
 * The same of the products themselves, up to a budget: for streets, whose cells are too many to be kept.
 *
 * [sql/map.sql:250](../sql/map.sql#L250)
 *
 * ```sql
 * with walked_product as materialized (
 *   select
 *     product.id,
 *     strip.first_x,
 *     strip.last_x,
 *     map_x(product.place) as map_x,
 *     map_y(product.place) as map_y
 *   from unnest(
 *     (select :firstXs!::integer[]),
 *     (select :lastXs!::integer[]),
 *     (select :minXs!::float8[]),
 *     (select :maxXs!::float8[])
 *   ) as strip (first_x, last_x, min_x, max_x)
 *   cross join lateral (
 *     select
 *       products.id,
 *       /*[if plane=all]*\/ products.place /*[end]*\/
 *       /*[if plane=category]*\/ products.category_place - (select plane_of(:category!)) /*[end]*\/ as place
 *     from products
 *     where products.is_available
 *       /*[if plane=all]*\/
 *       and products.place <@ box(
 *         point(strip.min_x, (select :minY!::float8)),
 *         point(strip.max_x, (select :maxY!::float8))
 *       )
 *       /*[end]*\/
 *       /*[if plane=category]*\/
 *       and products.category = (select :category!::product_category)
 *       and products.category_place <@ box(
 *         point(strip.min_x, (select :minY!::float8)) + (select plane_of(:category!)),
 *         point(strip.max_x, (select :maxY!::float8)) + (select plane_of(:category!))
 *       )
 *       /*[end]*\/
 *     limit (select :budget!::bigint)
 *   ) as product
 * )
 * select
 *   walked_product.map_x >> (select 30 - :level!::integer) as "x!",
 *   walked_product.map_y >> (select 30 - :level!::integer) as "y!",
 *   count(*)::integer as "product_count!",
 *   (avg(walked_product.map_x)::float8 + 0.5) / 1073741824 as "centre_x!",
 *   (avg(walked_product.map_y)::float8 + 0.5) / 1073741824 as "centre_y!",
 *   max(walked_product.id::text)::uuid as "sample_id!",
 *   (select count(*) from walked_product) >= (select :budget!::bigint) as "is_cut!"
 * from walked_product
 * where walked_product.map_x >> (select 30 - :level!::integer) between walked_product.first_x and walked_product.last_x
 *   and walked_product.map_y >> (select 30 - :level!::integer) between (select :firstY!::integer) and (select :lastY!::integer)
 * group by 1, 2
 * order by 2, 1
 * ```
 */
export const countMapCells = new PreparedQuery<CountMapCellsParams, CountMapCellsRow>(
  '{"usedParamSet":{"firstXs":true,"lastXs":true,"minXs":true,"maxXs":true,"category":true,"minY":true,"maxY":true,"budget":true,"level":true,"firstY":true,"lastY":true},"params":[{"name":"firstXs","required":true,"transform":{"type":"scalar"},"locs":[{"a":302,"b":310}]},{"name":"lastXs","required":true,"transform":{"type":"scalar"},"locs":[{"a":337,"b":344}]},{"name":"minXs","required":true,"transform":{"type":"scalar"},"locs":[{"a":371,"b":377}]},{"name":"maxXs","required":true,"transform":{"type":"scalar"},"locs":[{"a":403,"b":409}]},{"name":"category","required":true,"transform":{"type":"scalar"},"locs":[{"a":643,"b":652},{"a":980,"b":989},{"a":1123,"b":1132},{"a":1208,"b":1217}]},{"name":"minY","required":true,"transform":{"type":"scalar"},"locs":[{"a":818,"b":823},{"a":1087,"b":1092}]},{"name":"maxY","required":true,"transform":{"type":"scalar"},"locs":[{"a":871,"b":876},{"a":1172,"b":1177}]},{"name":"budget","required":true,"transform":{"type":"scalar"},"locs":[{"a":1263,"b":1270},{"a":1729,"b":1736}]},{"name":"level","required":true,"transform":{"type":"scalar"},"locs":[{"a":1344,"b":1350},{"a":1410,"b":1416},{"a":1823,"b":1829},{"a":1941,"b":1947}]},{"name":"firstY","required":true,"transform":{"type":"scalar"},"locs":[{"a":1975,"b":1982}]},{"name":"lastY","required":true,"transform":{"type":"scalar"},"locs":[{"a":2006,"b":2012}]}],"statement":"-- The same of the products themselves, up to a budget: for streets, whose cells are too many to be kept.\\nwith walked_product as materialized (\\n  select\\n    product.id,\\n    strip.first_x,\\n    strip.last_x,\\n    map_x(product.place) as map_x,\\n    map_y(product.place) as map_y\\n  from unnest(\\n    (select :firstXs!::integer[]),\\n    (select :lastXs!::integer[]),\\n    (select :minXs!::float8[]),\\n    (select :maxXs!::float8[])\\n  ) as strip (first_x, last_x, min_x, max_x)\\n  cross join lateral (\\n    select\\n      products.id,\\n      /*[if plane=all]*/ products.place /*[end]*/\\n      /*[if plane=category]*/ products.category_place - (select plane_of(:category!)) /*[end]*/ as place\\n    from products\\n    where products.is_available\\n      /*[if plane=all]*/\\n      and products.place <@ box(\\n        point(strip.min_x, (select :minY!::float8)),\\n        point(strip.max_x, (select :maxY!::float8))\\n      )\\n      /*[end]*/\\n      /*[if plane=category]*/\\n      and products.category = (select :category!::product_category)\\n      and products.category_place <@ box(\\n        point(strip.min_x, (select :minY!::float8)) + (select plane_of(:category!)),\\n        point(strip.max_x, (select :maxY!::float8)) + (select plane_of(:category!))\\n      )\\n      /*[end]*/\\n    limit (select :budget!::bigint)\\n  ) as product\\n)\\nselect\\n  walked_product.map_x >> (select 30 - :level!::integer) as \\"x!\\",\\n  walked_product.map_y >> (select 30 - :level!::integer) as \\"y!\\",\\n  count(*)::integer as \\"product_count!\\",\\n  (avg(walked_product.map_x)::float8 + 0.5) / 1073741824 as \\"centre_x!\\",\\n  (avg(walked_product.map_y)::float8 + 0.5) / 1073741824 as \\"centre_y!\\",\\n  max(walked_product.id::text)::uuid as \\"sample_id!\\",\\n  (select count(*) from walked_product) >= (select :budget!::bigint) as \\"is_cut!\\"\\nfrom walked_product\\nwhere walked_product.map_x >> (select 30 - :level!::integer) between walked_product.first_x and walked_product.last_x\\n  and walked_product.map_y >> (select 30 - :level!::integer) between (select :firstY!::integer) and (select :lastY!::integer)\\ngroup by 1, 2\\norder by 2, 1"}',
  '{"name":"countMapCells","file":"map.sql","parameterTypes":{"firstXs":"int4[]","lastXs":"int4[]","minXs":"float8[]","maxXs":"float8[]","minY":"float8","maxY":"float8","budget":"int8","level":"int4","firstY":"int4","lastY":"int4","category":"product_category"},"tables":["products"],"access":"read"}',
)

/** Parameters of `foldMapChanges`. */
export interface FoldMapChangesParams {
  readonly limit: number
}

/** A row of `foldMapChanges`. */
export interface FoldMapChangesRow {
  readonly folded: number
}

/**
 * Folds the oldest changes into the cells, and returns how many there were. One session at a time: another one finds nothing to do.
 * A cell that is empty goes, and the others are written in one order.
 *
 * [sql/map.sql:302](../sql/map.sql#L302)
 *
 * ```sql
 * with turn as materialized (
 *   select pg_try_advisory_xact_lock(2029, 0) as is_ours
 * ),
 * taken_change as (
 *   delete from map_changes
 *   using turn
 *   where turn.is_ours
 *     and map_changes.id = any(array(
 *       select oldest_change.id
 *       from map_changes as oldest_change
 *       order by oldest_change.id
 *       limit (select :limit!::bigint)
 *     ))
 *   returning
 *     map_changes.category,
 *     map_changes.x,
 *     map_changes.y,
 *     map_changes.change,
 *     ('x' || left(replace(map_changes.product_id::text, '-', ''), 16))::bit(64)::bigint as id_high,
 *     ('x' || right(replace(map_changes.product_id::text, '-', ''), 16))::bit(64)::bigint as id_low
 * ),
 * folded_cell as materialized (
 *   select
 *     grid.level,
 *     kind.category,
 *     taken_change.x >> (30 - grid.level) as x,
 *     taken_change.y >> (30 - grid.level) as y,
 *     sum(taken_change.change)::integer as product_count,
 *     sum(taken_change.x::bigint * taken_change.change)::bigint as sum_x,
 *     sum(taken_change.y::bigint * taken_change.change)::bigint as sum_y,
 *     bit_xor(taken_change.id_high) as id_high,
 *     bit_xor(taken_change.id_low) as id_low
 *   from taken_change
 *   cross join generate_series(2, 16) as grid (level)
 *   cross join lateral (values (''), (taken_change.category::text)) as kind (category)
 *   group by 1, 2, 3, 4
 * ),
 * emptied_cell as (
 *   delete from map_cells
 *   using folded_cell
 *   where map_cells.level = folded_cell.level
 *     and map_cells.category = folded_cell.category
 *     and map_cells.x = folded_cell.x
 *     and map_cells.y = folded_cell.y
 *     and map_cells.product_count + folded_cell.product_count = 0
 *     -- A change may come before the one that it takes back: then something is left, and needed for that.
 *     and map_cells.sum_x + folded_cell.sum_x = 0
 *     and map_cells.sum_y + folded_cell.sum_y = 0
 *     and map_cells.id_high = folded_cell.id_high
 *     and map_cells.id_low = folded_cell.id_low
 *   returning
 *     map_cells.level,
 *     map_cells.category,
 *     map_cells.x,
 *     map_cells.y
 * ),
 * kept_cell as (
 *   insert into map_cells (level, category, x, y, product_count, sum_x, sum_y, id_high, id_low)
 *   select
 *     folded_cell.level,
 *     folded_cell.category,
 *     folded_cell.x,
 *     folded_cell.y,
 *     folded_cell.product_count,
 *     folded_cell.sum_x,
 *     folded_cell.sum_y,
 *     folded_cell.id_high,
 *     folded_cell.id_low
 *   from folded_cell
 *   where (folded_cell.product_count, folded_cell.sum_x, folded_cell.sum_y, folded_cell.id_high, folded_cell.id_low)
 *     <> (0, 0, 0, 0, 0)
 *     and not exists (
 *       select
 *       from emptied_cell
 *       where emptied_cell.level = folded_cell.level
 *         and emptied_cell.category = folded_cell.category
 *         and emptied_cell.x = folded_cell.x
 *         and emptied_cell.y = folded_cell.y
 *     )
 *   order by folded_cell.level, folded_cell.category, folded_cell.x, folded_cell.y
 *   on conflict (level, category, x, y) do update
 *   set
 *     product_count = map_cells.product_count + excluded.product_count,
 *     sum_x = map_cells.sum_x + excluded.sum_x,
 *     sum_y = map_cells.sum_y + excluded.sum_y,
 *     id_high = map_cells.id_high # excluded.id_high,
 *     id_low = map_cells.id_low # excluded.id_low
 * )
 * select count(*)::integer as "folded!"
 * from taken_change
 * ```
 */
export const foldMapChanges = new PreparedQuery<FoldMapChangesParams, FoldMapChangesRow>(
  '{"usedParamSet":{"limit":true},"params":[{"name":"limit","required":true,"transform":{"type":"scalar"},"locs":[{"a":526,"b":532}]}],"statement":"-- Folds the oldest changes into the cells, and returns how many there were. One session at a time: another one finds nothing to do.\\n-- A cell that is empty goes, and the others are written in one order.\\nwith turn as materialized (\\n  select pg_try_advisory_xact_lock(2029, 0) as is_ours\\n),\\ntaken_change as (\\n  delete from map_changes\\n  using turn\\n  where turn.is_ours\\n    and map_changes.id = any(array(\\n      select oldest_change.id\\n      from map_changes as oldest_change\\n      order by oldest_change.id\\n      limit (select :limit!::bigint)\\n    ))\\n  returning\\n    map_changes.category,\\n    map_changes.x,\\n    map_changes.y,\\n    map_changes.change,\\n    (\'x\' || left(replace(map_changes.product_id::text, \'-\', \'\'), 16))::bit(64)::bigint as id_high,\\n    (\'x\' || right(replace(map_changes.product_id::text, \'-\', \'\'), 16))::bit(64)::bigint as id_low\\n),\\nfolded_cell as materialized (\\n  select\\n    grid.level,\\n    kind.category,\\n    taken_change.x >> (30 - grid.level) as x,\\n    taken_change.y >> (30 - grid.level) as y,\\n    sum(taken_change.change)::integer as product_count,\\n    sum(taken_change.x::bigint * taken_change.change)::bigint as sum_x,\\n    sum(taken_change.y::bigint * taken_change.change)::bigint as sum_y,\\n    bit_xor(taken_change.id_high) as id_high,\\n    bit_xor(taken_change.id_low) as id_low\\n  from taken_change\\n  cross join generate_series(2, 16) as grid (level)\\n  cross join lateral (values (\'\'), (taken_change.category::text)) as kind (category)\\n  group by 1, 2, 3, 4\\n),\\nemptied_cell as (\\n  delete from map_cells\\n  using folded_cell\\n  where map_cells.level = folded_cell.level\\n    and map_cells.category = folded_cell.category\\n    and map_cells.x = folded_cell.x\\n    and map_cells.y = folded_cell.y\\n    and map_cells.product_count + folded_cell.product_count = 0\\n    -- A change may come before the one that it takes back: then something is left, and needed for that.\\n    and map_cells.sum_x + folded_cell.sum_x = 0\\n    and map_cells.sum_y + folded_cell.sum_y = 0\\n    and map_cells.id_high = folded_cell.id_high\\n    and map_cells.id_low = folded_cell.id_low\\n  returning\\n    map_cells.level,\\n    map_cells.category,\\n    map_cells.x,\\n    map_cells.y\\n),\\nkept_cell as (\\n  insert into map_cells (level, category, x, y, product_count, sum_x, sum_y, id_high, id_low)\\n  select\\n    folded_cell.level,\\n    folded_cell.category,\\n    folded_cell.x,\\n    folded_cell.y,\\n    folded_cell.product_count,\\n    folded_cell.sum_x,\\n    folded_cell.sum_y,\\n    folded_cell.id_high,\\n    folded_cell.id_low\\n  from folded_cell\\n  where (folded_cell.product_count, folded_cell.sum_x, folded_cell.sum_y, folded_cell.id_high, folded_cell.id_low)\\n    <> (0, 0, 0, 0, 0)\\n    and not exists (\\n      select\\n      from emptied_cell\\n      where emptied_cell.level = folded_cell.level\\n        and emptied_cell.category = folded_cell.category\\n        and emptied_cell.x = folded_cell.x\\n        and emptied_cell.y = folded_cell.y\\n    )\\n  order by folded_cell.level, folded_cell.category, folded_cell.x, folded_cell.y\\n  on conflict (level, category, x, y) do update\\n  set\\n    product_count = map_cells.product_count + excluded.product_count,\\n    sum_x = map_cells.sum_x + excluded.sum_x,\\n    sum_y = map_cells.sum_y + excluded.sum_y,\\n    id_high = map_cells.id_high # excluded.id_high,\\n    id_low = map_cells.id_low # excluded.id_low\\n)\\nselect count(*)::integer as \\"folded!\\"\\nfrom taken_change"}',
  '{"name":"foldMapChanges","file":"map.sql","parameterTypes":{"limit":"int8"},"tables":["map_cells","map_changes"],"access":"write"}',
)

/** `lockMapCells` has no parameters. */
export type LockMapCellsParams = undefined

/** A row of `lockMapCells`. */
export interface LockMapCellsRow {
  readonly lock: string | null
}

/**
 * Waits until nobody else changes the cells, and keeps it so to the end of the transaction.
 *
 * [sql/map.sql:396](../sql/map.sql#L396)
 *
 * ```sql
 * select pg_advisory_xact_lock(2029, 0)::text as lock
 * ```
 */
export const lockMapCells = new PreparedQuery<LockMapCellsParams, LockMapCellsRow>(
  '{"usedParamSet":{},"params":[],"statement":"-- Waits until nobody else changes the cells, and keeps it so to the end of the transaction.\\nselect pg_advisory_xact_lock(2029, 0)::text as lock"}',
  '{"name":"lockMapCells","file":"map.sql","parameterTypes":{},"tables":[],"access":"write"}',
)

/** `recountMapCells` has no parameters. */
export type RecountMapCellsParams = undefined

/** A row of `recountMapCells`. */
export interface RecountMapCellsRow {
  readonly checked: number
  readonly drifted: number
}

/**
 * Compares the cells with the products on sale, less what is still to be folded, and repairs them. It reads all products.
 *
 * [sql/map.sql:400](../sql/map.sql#L400)
 *
 * ```sql
 * with counted_cell as (
 *   select
 *     listed.category,
 *     listed.x >> 14 as x,
 *     listed.y >> 14 as y,
 *     sum(listed.change)::integer as product_count,
 *     sum(listed.x::bigint * listed.change)::bigint as sum_x,
 *     sum(listed.y::bigint * listed.change)::bigint as sum_y,
 *     bit_xor(('x' || left(replace(listed.id::text, '-', ''), 16))::bit(64)::bigint) as id_high,
 *     bit_xor(('x' || right(replace(listed.id::text, '-', ''), 16))::bit(64)::bigint) as id_low
 *   from (
 *     select
 *       products.category,
 *       map_x(products.place) as x,
 *       map_y(products.place) as y,
 *       products.id,
 *       1 as change
 *     from products
 *     where products.is_available
 *       and products.place is not null
 *     union all
 *     select
 *       map_changes.category,
 *       map_changes.x,
 *       map_changes.y,
 *       map_changes.product_id,
 *       -map_changes.change
 *     from map_changes
 *   ) as listed
 *   group by 1, 2, 3
 * ),
 * expected_cell as (
 *   select
 *     grid.level,
 *     kind.category,
 *     counted_cell.x >> (16 - grid.level) as x,
 *     counted_cell.y >> (16 - grid.level) as y,
 *     sum(counted_cell.product_count)::integer as product_count,
 *     sum(counted_cell.sum_x)::bigint as sum_x,
 *     sum(counted_cell.sum_y)::bigint as sum_y,
 *     bit_xor(counted_cell.id_high) as id_high,
 *     bit_xor(counted_cell.id_low) as id_low
 *   from counted_cell
 *   cross join generate_series(2, 16) as grid (level)
 *   cross join lateral (values (''), (counted_cell.category::text)) as kind (category)
 *   group by 1, 2, 3, 4
 *   having (sum(counted_cell.product_count), bit_xor(counted_cell.id_high), bit_xor(counted_cell.id_low)) <> (0, 0, 0)
 * ),
 * compared_cell as materialized (
 *   select
 *     coalesce(expected_cell.level, map_cells.level) as level,
 *     coalesce(expected_cell.category, map_cells.category) as category,
 *     coalesce(expected_cell.x, map_cells.x) as x,
 *     coalesce(expected_cell.y, map_cells.y) as y,
 *     expected_cell.product_count,
 *     expected_cell.sum_x,
 *     expected_cell.sum_y,
 *     expected_cell.id_high,
 *     expected_cell.id_low,
 *     coalesce(map_cells.product_count, 0) as old_count,
 *     (expected_cell.product_count, expected_cell.sum_x, expected_cell.sum_y, expected_cell.id_high, expected_cell.id_low)
 *       is distinct from (map_cells.product_count, map_cells.sum_x, map_cells.sum_y, map_cells.id_high, map_cells.id_low) as is_wrong
 *   from expected_cell
 *   full join map_cells
 *     on map_cells.level = expected_cell.level
 *     and map_cells.category = expected_cell.category
 *     and map_cells.x = expected_cell.x
 *     and map_cells.y = expected_cell.y
 * ),
 * emptied_cell as (
 *   delete from map_cells
 *   using compared_cell
 *   where compared_cell.product_count is null
 *     and map_cells.level = compared_cell.level
 *     and map_cells.category = compared_cell.category
 *     and map_cells.x = compared_cell.x
 *     and map_cells.y = compared_cell.y
 * ),
 * repaired_cell as (
 *   insert into map_cells (level, category, x, y, product_count, sum_x, sum_y, id_high, id_low)
 *   select
 *     compared_cell.level,
 *     compared_cell.category,
 *     compared_cell.x,
 *     compared_cell.y,
 *     compared_cell.product_count,
 *     compared_cell.sum_x,
 *     compared_cell.sum_y,
 *     compared_cell.id_high,
 *     compared_cell.id_low
 *   from compared_cell
 *   where compared_cell.is_wrong
 *     and compared_cell.product_count is not null
 *   order by compared_cell.level, compared_cell.category, compared_cell.x, compared_cell.y
 *   on conflict (level, category, x, y) do update
 *   set
 *     product_count = excluded.product_count,
 *     sum_x = excluded.sum_x,
 *     sum_y = excluded.sum_y,
 *     id_high = excluded.id_high,
 *     id_low = excluded.id_low
 * )
 * select
 *   count(*)::integer as "checked!",
 *   count(*) filter (
 *     where compared_cell.is_wrong
 *       and (compared_cell.product_count is not null or compared_cell.old_count <> 0)
 *   )::integer as "drifted!"
 * from compared_cell
 * ```
 */
export const recountMapCells = new PreparedQuery<RecountMapCellsParams, RecountMapCellsRow>(
  '{"usedParamSet":{},"params":[],"statement":"-- Compares the cells with the products on sale, less what is still to be folded, and repairs them. It reads all products.\\nwith counted_cell as (\\n  select\\n    listed.category,\\n    listed.x >> 14 as x,\\n    listed.y >> 14 as y,\\n    sum(listed.change)::integer as product_count,\\n    sum(listed.x::bigint * listed.change)::bigint as sum_x,\\n    sum(listed.y::bigint * listed.change)::bigint as sum_y,\\n    bit_xor((\'x\' || left(replace(listed.id::text, \'-\', \'\'), 16))::bit(64)::bigint) as id_high,\\n    bit_xor((\'x\' || right(replace(listed.id::text, \'-\', \'\'), 16))::bit(64)::bigint) as id_low\\n  from (\\n    select\\n      products.category,\\n      map_x(products.place) as x,\\n      map_y(products.place) as y,\\n      products.id,\\n      1 as change\\n    from products\\n    where products.is_available\\n      and products.place is not null\\n    union all\\n    select\\n      map_changes.category,\\n      map_changes.x,\\n      map_changes.y,\\n      map_changes.product_id,\\n      -map_changes.change\\n    from map_changes\\n  ) as listed\\n  group by 1, 2, 3\\n),\\nexpected_cell as (\\n  select\\n    grid.level,\\n    kind.category,\\n    counted_cell.x >> (16 - grid.level) as x,\\n    counted_cell.y >> (16 - grid.level) as y,\\n    sum(counted_cell.product_count)::integer as product_count,\\n    sum(counted_cell.sum_x)::bigint as sum_x,\\n    sum(counted_cell.sum_y)::bigint as sum_y,\\n    bit_xor(counted_cell.id_high) as id_high,\\n    bit_xor(counted_cell.id_low) as id_low\\n  from counted_cell\\n  cross join generate_series(2, 16) as grid (level)\\n  cross join lateral (values (\'\'), (counted_cell.category::text)) as kind (category)\\n  group by 1, 2, 3, 4\\n  having (sum(counted_cell.product_count), bit_xor(counted_cell.id_high), bit_xor(counted_cell.id_low)) <> (0, 0, 0)\\n),\\ncompared_cell as materialized (\\n  select\\n    coalesce(expected_cell.level, map_cells.level) as level,\\n    coalesce(expected_cell.category, map_cells.category) as category,\\n    coalesce(expected_cell.x, map_cells.x) as x,\\n    coalesce(expected_cell.y, map_cells.y) as y,\\n    expected_cell.product_count,\\n    expected_cell.sum_x,\\n    expected_cell.sum_y,\\n    expected_cell.id_high,\\n    expected_cell.id_low,\\n    coalesce(map_cells.product_count, 0) as old_count,\\n    (expected_cell.product_count, expected_cell.sum_x, expected_cell.sum_y, expected_cell.id_high, expected_cell.id_low)\\n      is distinct from (map_cells.product_count, map_cells.sum_x, map_cells.sum_y, map_cells.id_high, map_cells.id_low) as is_wrong\\n  from expected_cell\\n  full join map_cells\\n    on map_cells.level = expected_cell.level\\n    and map_cells.category = expected_cell.category\\n    and map_cells.x = expected_cell.x\\n    and map_cells.y = expected_cell.y\\n),\\nemptied_cell as (\\n  delete from map_cells\\n  using compared_cell\\n  where compared_cell.product_count is null\\n    and map_cells.level = compared_cell.level\\n    and map_cells.category = compared_cell.category\\n    and map_cells.x = compared_cell.x\\n    and map_cells.y = compared_cell.y\\n),\\nrepaired_cell as (\\n  insert into map_cells (level, category, x, y, product_count, sum_x, sum_y, id_high, id_low)\\n  select\\n    compared_cell.level,\\n    compared_cell.category,\\n    compared_cell.x,\\n    compared_cell.y,\\n    compared_cell.product_count,\\n    compared_cell.sum_x,\\n    compared_cell.sum_y,\\n    compared_cell.id_high,\\n    compared_cell.id_low\\n  from compared_cell\\n  where compared_cell.is_wrong\\n    and compared_cell.product_count is not null\\n  order by compared_cell.level, compared_cell.category, compared_cell.x, compared_cell.y\\n  on conflict (level, category, x, y) do update\\n  set\\n    product_count = excluded.product_count,\\n    sum_x = excluded.sum_x,\\n    sum_y = excluded.sum_y,\\n    id_high = excluded.id_high,\\n    id_low = excluded.id_low\\n)\\nselect\\n  count(*)::integer as \\"checked!\\",\\n  count(*) filter (\\n    where compared_cell.is_wrong\\n      and (compared_cell.product_count is not null or compared_cell.old_count <> 0)\\n  )::integer as \\"drifted!\\"\\nfrom compared_cell"}',
  '{"name":"recountMapCells","file":"map.sql","parameterTypes":{},"tables":["map_cells","map_changes","products"],"access":"write"}',
)

/** Parameters of `readCellTile`. */
export interface ReadCellTileParams {
  readonly z: number
  readonly tileX: number
  readonly tileY: number
  readonly firstXs: readonly (number | null)[]
  readonly lastXs: readonly (number | null)[]
  readonly level: number
  readonly category: string
  readonly firstY: number
  readonly lastY: number
}

/** A row of `readCellTile`. */
export interface ReadCellTileRow {
  readonly tile: Buffer | null
  readonly features: readonly ({ readonly x: number; readonly y: number; readonly count: number; readonly id: string | null })[] | null
}

/**
 * A vector tile of the cells that were counted beforehand; or where PostGIS is built without protobuf-c, what goes into it.
 * A cell that is larger than the tile is in the tile of its middle.
 *
 * [sql/map.sql:512](../sql/map.sql#L512)
 *
 * ```sql
 * with feature as (
 *   select
 *     round(((cell.sum_x / cell.product_count::float8 + 0.5) / 1073741824 * power(2, :z!::integer) - :tileX!::integer) * 4096)::integer as tile_x,
 *     round(((cell.sum_y / cell.product_count::float8 + 0.5) / 1073741824 * power(2, :z!::integer) - :tileY!::integer) * 4096)::integer as tile_y,
 *     cell.product_count,
 *     case
 *       when cell.product_count = 1
 *       then (lpad(to_hex(cell.id_high), 16, '0') || lpad(to_hex(cell.id_low), 16, '0'))::uuid::text
 *     end as id
 *   from unnest((select :firstXs!::integer[]), (select :lastXs!::integer[])) as strip (first_x, last_x)
 *   cross join lateral (
 *     select
 *       map_cells.x,
 *       map_cells.y,
 *       map_cells.product_count,
 *       map_cells.sum_x,
 *       map_cells.sum_y,
 *       map_cells.id_high,
 *       map_cells.id_low
 *     from map_cells
 *     where map_cells.level = (select :level!::integer)
 *       and map_cells.category = (select :category!::text)
 *       and map_cells.x between strip.first_x and strip.last_x
 *       and map_cells.y between (select :firstY!::integer) and (select :lastY!::integer)
 *       and map_cells.product_count > 0
 *     order by map_cells.x, map_cells.y
 *     limit 256
 *   ) as cell
 * ),
 * shown_feature as (
 *   select
 *     feature.tile_x,
 *     feature.tile_y,
 *     feature.product_count,
 *     feature.id
 *   from feature
 *   where feature.tile_x between 0 and 4096
 *     and feature.tile_y between 0 and 4096
 * )
 * select
 *   case
 *     when coalesce(postgis_libprotobuf_version(), '') <> ''
 *     then (
 *       select st_asmvt(listed, 'products', 4096, 'geom')
 *       from (
 *         select
 *           st_makepoint(shown_feature.tile_x, shown_feature.tile_y) as geom,
 *           shown_feature.product_count as count,
 *           shown_feature.id
 *         from shown_feature
 *         order by shown_feature.tile_y, shown_feature.tile_x, shown_feature.product_count, shown_feature.id
 *       ) as listed
 *     )
 *   end as tile,
 *   case
 *     when coalesce(postgis_libprotobuf_version(), '') = ''
 *     then (
 *       select
 *         jsonb_agg(
 *           jsonb_build_object(
 *             'x', shown_feature.tile_x,
 *             'y', shown_feature.tile_y,
 *             'count', shown_feature.product_count,
 *             'id', shown_feature.id
 *           )
 *           order by shown_feature.tile_y, shown_feature.tile_x, shown_feature.product_count, shown_feature.id
 *         )
 *       from shown_feature
 *     )
 *   end as features
 * ```
 */
export const readCellTile = new PreparedQuery<ReadCellTileParams, ReadCellTileRow>(
  '{"usedParamSet":{"z":true,"tileX":true,"tileY":true,"firstXs":true,"lastXs":true,"level":true,"category":true,"firstY":true,"lastY":true},"params":[{"name":"z","required":true,"transform":{"type":"scalar"},"locs":[{"a":304,"b":306},{"a":449,"b":451}]},{"name":"tileX","required":true,"transform":{"type":"scalar"},"locs":[{"a":320,"b":326}]},{"name":"tileY","required":true,"transform":{"type":"scalar"},"locs":[{"a":465,"b":471}]},{"name":"firstXs","required":true,"transform":{"type":"scalar"},"locs":[{"a":713,"b":721}]},{"name":"lastXs","required":true,"transform":{"type":"scalar"},"locs":[{"a":744,"b":751}]},{"name":"level","required":true,"transform":{"type":"scalar"},"locs":[{"a":1045,"b":1051}]},{"name":"category","required":true,"transform":{"type":"scalar"},"locs":[{"a":1102,"b":1111}]},{"name":"firstY","required":true,"transform":{"type":"scalar"},"locs":[{"a":1219,"b":1226}]},{"name":"lastY","required":true,"transform":{"type":"scalar"},"locs":[{"a":1250,"b":1256}]}],"statement":"-- A vector tile of the cells that were counted beforehand; or where PostGIS is built without protobuf-c, what goes into it.\\n-- A cell that is larger than the tile is in the tile of its middle.\\nwith feature as (\\n  select\\n    round(((cell.sum_x / cell.product_count::float8 + 0.5) / 1073741824 * power(2, :z!::integer) - :tileX!::integer) * 4096)::integer as tile_x,\\n    round(((cell.sum_y / cell.product_count::float8 + 0.5) / 1073741824 * power(2, :z!::integer) - :tileY!::integer) * 4096)::integer as tile_y,\\n    cell.product_count,\\n    case\\n      when cell.product_count = 1\\n      then (lpad(to_hex(cell.id_high), 16, \'0\') || lpad(to_hex(cell.id_low), 16, \'0\'))::uuid::text\\n    end as id\\n  from unnest((select :firstXs!::integer[]), (select :lastXs!::integer[])) as strip (first_x, last_x)\\n  cross join lateral (\\n    select\\n      map_cells.x,\\n      map_cells.y,\\n      map_cells.product_count,\\n      map_cells.sum_x,\\n      map_cells.sum_y,\\n      map_cells.id_high,\\n      map_cells.id_low\\n    from map_cells\\n    where map_cells.level = (select :level!::integer)\\n      and map_cells.category = (select :category!::text)\\n      and map_cells.x between strip.first_x and strip.last_x\\n      and map_cells.y between (select :firstY!::integer) and (select :lastY!::integer)\\n      and map_cells.product_count > 0\\n    order by map_cells.x, map_cells.y\\n    limit 256\\n  ) as cell\\n),\\nshown_feature as (\\n  select\\n    feature.tile_x,\\n    feature.tile_y,\\n    feature.product_count,\\n    feature.id\\n  from feature\\n  where feature.tile_x between 0 and 4096\\n    and feature.tile_y between 0 and 4096\\n)\\nselect\\n  case\\n    when coalesce(postgis_libprotobuf_version(), \'\') <> \'\'\\n    then (\\n      select st_asmvt(listed, \'products\', 4096, \'geom\')\\n      from (\\n        select\\n          st_makepoint(shown_feature.tile_x, shown_feature.tile_y) as geom,\\n          shown_feature.product_count as count,\\n          shown_feature.id\\n        from shown_feature\\n        order by shown_feature.tile_y, shown_feature.tile_x, shown_feature.product_count, shown_feature.id\\n      ) as listed\\n    )\\n  end as tile,\\n  case\\n    when coalesce(postgis_libprotobuf_version(), \'\') = \'\'\\n    then (\\n      select\\n        jsonb_agg(\\n          jsonb_build_object(\\n            \'x\', shown_feature.tile_x,\\n            \'y\', shown_feature.tile_y,\\n            \'count\', shown_feature.product_count,\\n            \'id\', shown_feature.id\\n          )\\n          order by shown_feature.tile_y, shown_feature.tile_x, shown_feature.product_count, shown_feature.id\\n        )\\n      from shown_feature\\n    )\\n  end as features"}',
  '{"name":"readCellTile","file":"map.sql","parameterTypes":{"z":"int4","tileX":"int4","tileY":"int4","firstXs":"int4[]","lastXs":"int4[]","level":"int4","category":"text","firstY":"int4","lastY":"int4"},"tables":["map_cells"],"access":"read"}',
)

/** Parameters of `readProductTile`. */
export type ReadProductTileParams =
  | {
  readonly plane: 'all'
  readonly minX: number
  readonly minY: number
  readonly maxX: number
  readonly maxY: number
  readonly budget: number
  readonly z: number
  readonly tileX: number
  readonly tileY: number
  readonly level: number
}
  | {
  readonly plane: 'category'
  readonly category: ProductCategory
  readonly minX: number
  readonly minY: number
  readonly maxX: number
  readonly maxY: number
  readonly budget: number
  readonly z: number
  readonly tileX: number
  readonly tileY: number
  readonly level: number
}

/** A row of `readProductTile`. */
export interface ReadProductTileRow {
  readonly isCut: boolean
  readonly tile: Buffer | null
  readonly features: readonly ({ readonly x: number; readonly y: number; readonly count: number; readonly id: string | null })[] | null
}

/**
 * The same of the products themselves, up to a budget: see countMapCells.
 *
 * [sql/map.sql:586](../sql/map.sql#L586)
 *
 * ```sql
 * with walked_product as materialized (
 *   select
 *     product.id,
 *     map_x(product.place) as map_x,
 *     map_y(product.place) as map_y
 *   from (
 *     select
 *       products.id,
 *       /*[if plane=all]*\/ products.place /*[end]*\/
 *       /*[if plane=category]*\/ products.category_place - (select plane_of(:category!)) /*[end]*\/ as place
 *     from products
 *     where products.is_available
 *       /*[if plane=all]*\/
 *       and products.place <@ (select box(point(:minX!::float8, :minY!::float8), point(:maxX!::float8, :maxY!::float8)))
 *       /*[end]*\/
 *       /*[if plane=category]*\/
 *       and products.category = (select :category!::product_category)
 *       and products.category_place <@ (
 *         select box(
 *           point(:minX!::float8, :minY!::float8) + plane_of(:category!),
 *           point(:maxX!::float8, :maxY!::float8) + plane_of(:category!)
 *         )
 *       )
 *       /*[end]*\/
 *     limit (select :budget!::bigint)
 *   ) as product
 * ),
 * cell as (
 *   select
 *     count(*)::integer as product_count,
 *     avg(walked_product.map_x)::float8 as middle_x,
 *     avg(walked_product.map_y)::float8 as middle_y,
 *     max(walked_product.id::text) as id
 *   from walked_product
 *   where walked_product.map_x >> (select 30 - :z!::integer) = :tileX!::integer
 *     and walked_product.map_y >> (select 30 - :z!::integer) = :tileY!::integer
 *   group by walked_product.map_x >> (select 30 - :level!::integer), walked_product.map_y >> (select 30 - :level!::integer)
 * ),
 * shown_feature as (
 *   select
 *     round(((cell.middle_x + 0.5) / 1073741824 * power(2, :z!::integer) - :tileX!::integer) * 4096)::integer as tile_x,
 *     round(((cell.middle_y + 0.5) / 1073741824 * power(2, :z!::integer) - :tileY!::integer) * 4096)::integer as tile_y,
 *     cell.product_count,
 *     case when cell.product_count = 1 then cell.id end as id
 *   from cell
 * )
 * select
 *   (select count(*) from walked_product) >= (select :budget!::bigint) as "is_cut!",
 *   case
 *     when coalesce(postgis_libprotobuf_version(), '') <> ''
 *     then (
 *       select st_asmvt(listed, 'products', 4096, 'geom')
 *       from (
 *         select
 *           st_makepoint(shown_feature.tile_x, shown_feature.tile_y) as geom,
 *           shown_feature.product_count as count,
 *           shown_feature.id
 *         from shown_feature
 *         order by shown_feature.tile_y, shown_feature.tile_x, shown_feature.product_count, shown_feature.id
 *       ) as listed
 *     )
 *   end as tile,
 *   case
 *     when coalesce(postgis_libprotobuf_version(), '') = ''
 *     then (
 *       select
 *         jsonb_agg(
 *           jsonb_build_object(
 *             'x', shown_feature.tile_x,
 *             'y', shown_feature.tile_y,
 *             'count', shown_feature.product_count,
 *             'id', shown_feature.id
 *           )
 *           order by shown_feature.tile_y, shown_feature.tile_x, shown_feature.product_count, shown_feature.id
 *         )
 *       from shown_feature
 *     )
 *   end as features
 * ```
 */
export const readProductTile = new PreparedQuery<ReadProductTileParams, ReadProductTileRow>(
  '{"usedParamSet":{"category":true,"minX":true,"minY":true,"maxX":true,"maxY":true,"budget":true,"z":true,"tileX":true,"tileY":true,"level":true},"params":[{"name":"category","required":true,"transform":{"type":"scalar"},"locs":[{"a":369,"b":378},{"a":679,"b":688},{"a":827,"b":836},{"a":899,"b":908}]},{"name":"minX","required":true,"transform":{"type":"scalar"},"locs":[{"a":522,"b":527},{"a":784,"b":789}]},{"name":"minY","required":true,"transform":{"type":"scalar"},"locs":[{"a":538,"b":543},{"a":800,"b":805}]},{"name":"maxX","required":true,"transform":{"type":"scalar"},"locs":[{"a":561,"b":566},{"a":856,"b":861}]},{"name":"maxY","required":true,"transform":{"type":"scalar"},"locs":[{"a":577,"b":582},{"a":872,"b":877}]},{"name":"budget","required":true,"transform":{"type":"scalar"},"locs":[{"a":963,"b":970},{"a":1924,"b":1931}]},{"name":"z","required":true,"transform":{"type":"scalar"},"locs":[{"a":1266,"b":1268},{"a":1344,"b":1346},{"a":1587,"b":1589},{"a":1706,"b":1708}]},{"name":"tileX","required":true,"transform":{"type":"scalar"},"locs":[{"a":1282,"b":1288},{"a":1603,"b":1609}]},{"name":"tileY","required":true,"transform":{"type":"scalar"},"locs":[{"a":1360,"b":1366},{"a":1722,"b":1728}]},{"name":"level","required":true,"transform":{"type":"scalar"},"locs":[{"a":1425,"b":1431},{"a":1481,"b":1487}]}],"statement":"-- The same of the products themselves, up to a budget: see countMapCells.\\nwith walked_product as materialized (\\n  select\\n    product.id,\\n    map_x(product.place) as map_x,\\n    map_y(product.place) as map_y\\n  from (\\n    select\\n      products.id,\\n      /*[if plane=all]*/ products.place /*[end]*/\\n      /*[if plane=category]*/ products.category_place - (select plane_of(:category!)) /*[end]*/ as place\\n    from products\\n    where products.is_available\\n      /*[if plane=all]*/\\n      and products.place <@ (select box(point(:minX!::float8, :minY!::float8), point(:maxX!::float8, :maxY!::float8)))\\n      /*[end]*/\\n      /*[if plane=category]*/\\n      and products.category = (select :category!::product_category)\\n      and products.category_place <@ (\\n        select box(\\n          point(:minX!::float8, :minY!::float8) + plane_of(:category!),\\n          point(:maxX!::float8, :maxY!::float8) + plane_of(:category!)\\n        )\\n      )\\n      /*[end]*/\\n    limit (select :budget!::bigint)\\n  ) as product\\n),\\ncell as (\\n  select\\n    count(*)::integer as product_count,\\n    avg(walked_product.map_x)::float8 as middle_x,\\n    avg(walked_product.map_y)::float8 as middle_y,\\n    max(walked_product.id::text) as id\\n  from walked_product\\n  where walked_product.map_x >> (select 30 - :z!::integer) = :tileX!::integer\\n    and walked_product.map_y >> (select 30 - :z!::integer) = :tileY!::integer\\n  group by walked_product.map_x >> (select 30 - :level!::integer), walked_product.map_y >> (select 30 - :level!::integer)\\n),\\nshown_feature as (\\n  select\\n    round(((cell.middle_x + 0.5) / 1073741824 * power(2, :z!::integer) - :tileX!::integer) * 4096)::integer as tile_x,\\n    round(((cell.middle_y + 0.5) / 1073741824 * power(2, :z!::integer) - :tileY!::integer) * 4096)::integer as tile_y,\\n    cell.product_count,\\n    case when cell.product_count = 1 then cell.id end as id\\n  from cell\\n)\\nselect\\n  (select count(*) from walked_product) >= (select :budget!::bigint) as \\"is_cut!\\",\\n  case\\n    when coalesce(postgis_libprotobuf_version(), \'\') <> \'\'\\n    then (\\n      select st_asmvt(listed, \'products\', 4096, \'geom\')\\n      from (\\n        select\\n          st_makepoint(shown_feature.tile_x, shown_feature.tile_y) as geom,\\n          shown_feature.product_count as count,\\n          shown_feature.id\\n        from shown_feature\\n        order by shown_feature.tile_y, shown_feature.tile_x, shown_feature.product_count, shown_feature.id\\n      ) as listed\\n    )\\n  end as tile,\\n  case\\n    when coalesce(postgis_libprotobuf_version(), \'\') = \'\'\\n    then (\\n      select\\n        jsonb_agg(\\n          jsonb_build_object(\\n            \'x\', shown_feature.tile_x,\\n            \'y\', shown_feature.tile_y,\\n            \'count\', shown_feature.product_count,\\n            \'id\', shown_feature.id\\n          )\\n          order by shown_feature.tile_y, shown_feature.tile_x, shown_feature.product_count, shown_feature.id\\n        )\\n      from shown_feature\\n    )\\n  end as features"}',
  '{"name":"readProductTile","file":"map.sql","parameterTypes":{"minX":"float8","minY":"float8","maxX":"float8","maxY":"float8","budget":"int8","z":"int4","tileX":"int4","tileY":"int4","level":"int4","category":"product_category"},"tables":["products"],"access":"read"}',
)
