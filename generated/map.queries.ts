/** Types and queries of "map.sql". Made by souk-db generate; never edit. */

import { PreparedQuery } from '../src/engine/statement/prepared-query.js'
import type { FeedType, ProductCategory, ProductCondition } from './enums.js'
import type { Point } from '../src/geo/geojson.js'
export type { FeedType, ProductCategory, ProductCondition }

/** Parameters of `listProductsInBox`. */
export type ListProductsInBoxParams =
  | ({
  readonly plane: 'all'
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
))
  | ({
  readonly plane: 'category'
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
))

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
