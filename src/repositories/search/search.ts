import type { FeedType, ProductCategory, ProductCondition } from '../../../generated/enums.js'
import type { BBox } from '../../geo/geojson.js'
import type { PointInput } from '../../geo/point.js'
import type { Page, PageInput } from '../../pagination/page.js'
import type { BoundedCount } from '../bounded-count.js'
import type { Listing, ListingCard } from '../products/product.js'

/** The orders of a search. */
export const searchSorts = ['relevance', 'nearest', 'newest', 'priceUp', 'priceDown'] as const

/** An order of a search. */
export type SearchSort = (typeof searchSorts)[number]

/** The words and filters of a search. All of them narrow it. */
export interface SearchFilters {
  /**
   * Words in English or Arabic, 1 to 200 characters: `red shoes`, `"new balance"`, `shoes or boots` (`حذاء او بوت`),
   * `iphone -case`.
   *
   * @defaultValue all listings
   */
  readonly text?: string | undefined
  readonly category?: ProductCategory | undefined
  readonly feedType?: FeedType | undefined
  readonly condition?: ProductCondition | undefined
  /** ISO 4217; needed to compare prices. */
  readonly currency?: string | undefined
  /** In the minor unit of `currency`. */
  readonly minPriceMinor?: number | undefined
  /** In the minor unit of `currency`. */
  readonly maxPriceMinor?: number | undefined
  readonly sellerId?: string | undefined
  /** Tags as they are written, all of which a listing must have: at most 10. */
  readonly tags?: readonly string[] | undefined
  /** The origin of distances. */
  readonly near?: PointInput | undefined
  /** The radius of the search around `near`: metres along the WGS 84 spheroid. */
  readonly radiusMetres?: number | undefined
  /** The name of a part of a city, in whatever spelling of the same letters: at most 100 characters. */
  readonly neighborhood?: string | undefined
  /** West, south, east, north, in degrees; a west greater than the east crosses the antimeridian. */
  readonly box?: Readonly<BBox> | undefined
  /** Only what was listed later. */
  readonly createdAfter?: Date | undefined
}

/** A page of a search. */
export interface SearchProductsInput extends SearchFilters, PageInput {
  /**
   * By price needs `currency`, by distance `near`, by relevance a `text`.
   *
   * @defaultValue `relevance` for a text, else `newest`
   */
  readonly sort?: SearchSort | undefined
  /** The user who looks. Whoever blocked them, or is blocked by them, is left out. @defaultValue nobody is left out */
  readonly viewerId?: string | undefined
  /** Counts what is found, on the first page. @defaultValue false */
  readonly withTotal?: boolean | undefined
  /** Adds snippets to the items. @defaultValue false */
  readonly withSnippets?: boolean | undefined
}

/** A text in pieces, of which some are words of the query. */
export type Snippet = readonly SnippetPiece[]

/** A piece of a text. */
export interface SnippetPiece {
  readonly text: string
  readonly isMatch: boolean
}

/** The card of a product that a search found. */
export interface FoundProductCard extends ListingCard {
  /** The measure of how well it fits: weights of title, tags and description, for comparison within one search. */
  readonly rank: number
  /** The distance from `near` to the public place, in metres; null without one of the two. */
  readonly distanceMetres: number | null
  /** The parts of title and description around the words; only `withSnippets`. */
  readonly snippets?: { readonly title: Snippet; readonly description: Snippet | null } | undefined
}

/** A whole product that a search found. */
export interface FoundProduct extends Listing, Omit<FoundProductCard, keyof ListingCard> {}

/** A page of what a search found. */
export interface SearchPage<Item = FoundProductCard> extends Page<Item> {
  /** The text that was searched in place of the one given, whose words hardly any listing has; null if none was. */
  readonly correctedQuery: string | null
  /** The number of what is found: exact up to 250, else at least that; null unless asked for, and after the first page. */
  readonly total: BoundedCount | null
}

/** The words that somebody has begun to type. */
export interface SuggestInput {
  /** 1 to 60 characters. */
  readonly text: string
  /** 1 to 20. @defaultValue 8 */
  readonly limit?: number | undefined
}

/** A word that listings have. */
export interface Suggestion {
  readonly term: string
  /** The number of listings that have it, when they were last counted. */
  readonly listingCount: number
}

/** A batch of the collection of words. */
export interface CollectTermsInput {
  /** The greatest number of listings: 1 to 10,000. */
  readonly limit: number
  /** Begins with the first listing, and forgets what was collected before. @defaultValue false */
  readonly isAnew?: boolean | undefined
}

/** Listings of one value, among those that are found. */
export interface FacetCount<Value> {
  readonly value: Value
  readonly count: number
}

/** Listings of one currency with prices from `fromMinor` up to `belowMinor`. */
export interface PriceBandCount {
  readonly currency: string
  readonly fromMinor: number
  readonly belowMinor: number
  readonly count: number
}

/** The listings that a search finds, by what one may filter next, the most frequent first. */
export interface FacetCounts {
  /** The listings that were counted. If there are more, these are the newest, and the counts are good for shares of them. */
  readonly counted: BoundedCount
  readonly categories: readonly FacetCount<ProductCategory>[]
  readonly conditions: readonly FacetCount<ProductCondition>[]
  readonly neighborhoods: readonly FacetCount<string>[]
  readonly priceBands: readonly PriceBandCount[]
}
