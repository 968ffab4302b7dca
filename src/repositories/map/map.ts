import type { FeedType, ProductCategory, ProductCondition } from '../../../generated/enums.js'
import type { BBox, Point } from '../../geo/geojson.js'
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
