import type { FeedType, ProductCategory, ProductCondition } from '../../../generated/enums.js'
import type { BBox, Feature, Point } from '../../geo/geojson.js'
import type { PageInput } from '../../pagination/page.js'

/** A page of the products in a box. */
export interface MapProductsInput extends PageInput {
  /** West, south, east, north, in degrees. A west that is greater than the east is a box across the antimeridian. */
  readonly bounds: Readonly<BBox>
  readonly category?: ProductCategory | undefined
  readonly condition?: ProductCondition | undefined
  readonly feedType?: FeedType | undefined
  /** ISO 4217; needed to compare prices. */
  readonly currency?: string | undefined
  /** In the minor unit of `currency`. */
  readonly minPriceMinor?: number | undefined
  /** In the minor unit of `currency`. */
  readonly maxPriceMinor?: number | undefined
  /** The user who looks. Whoever blocked them, or is blocked by them, is left out. @defaultValue nobody is left out */
  readonly viewerId?: string | undefined
}

/** A product as a map shows it. */
export interface MapProduct {
  readonly id: string
  readonly title: string
  /** In the minor unit of `currency`. */
  readonly priceMinor: number
  /** ISO 4217. */
  readonly currency: string
  readonly category: ProductCategory
  /** The cover; null if there are no images. */
  readonly imageUrl: string | null
  /** 230 to 500 m from where it can be picked up. */
  readonly publicLocation: Point
}

/** A view of a map. */
export interface MapClustersInput {
  /** West, south, east, north, in degrees. A west that is greater than the east is a box across the antimeridian. */
  readonly bounds: Readonly<BBox>
  /** The zoom of the map, with tiles of 256 pixels: 0 to 22. A fraction counts as the zoom below it. */
  readonly zoom: number
  readonly category?: ProductCategory | undefined
  /** Looks up a product of each cluster, which costs some buffers each. @defaultValue false */
  readonly withSamples?: boolean | undefined
}

/** The properties of a cluster's feature. */
export interface ClusterProperties {
  /** The number of available products, at least 1. */
  readonly count: number
  /** The cell that they are in: west, south, east, north. */
  readonly bounds: BBox
  /** The product, of a cluster of one; else null. */
  readonly productId: string | null
  /**
   * One of the products: of a cluster of one its `productId`, which may have gone since it was counted; of others null unless
   * asked for, or if all have gone.
   */
  readonly sampleId: string | null
}

/** A cluster: its middle is that of the public places of its products, its id the cell's level, column and row. */
export type ClusterFeature = Feature<Point, ClusterProperties>

/** A batch of the changes of the map. */
export interface FoldMapChangesInput {
  /** The greatest number of changes: 1 to 10,000. */
  readonly limit: number
}

/** A vector tile. */
export interface MapTileInput {
  /** The zoom: 0 to 22. */
  readonly z: number
  /** The column, from the west: 0 to 2^z - 1. */
  readonly x: number
  /** The row, from the north: 0 to 2^z - 1. */
  readonly y: number
  readonly category?: ProductCategory | undefined
}
