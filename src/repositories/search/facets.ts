/**
 * The facets of `souk_facets` and its neighbours: a bucket of a kind. The numbers are those of the migration that made them.
 */
import {
  feedTypes,
  productCategories,
  productConditions,
  type FeedType,
  type ProductCategory,
  type ProductCondition,
} from '../../../generated/enums.js'

const size = 2 ** 25

/** The kinds of facets that have levels, each of which the finest one's number begins. */
export const facetKinds = { time: 10, price: 20, cell: 30 } as const

/** Makes a facet of a kind and a value. Values beyond 25 bits are cut, as the server cuts them. */
export function facet(kind: number, value: number): number {
  return kind * size + (((value % size) + size) % size)
}

/** The filters that have facets by themselves: those that are equal or not. */
export interface EqualFilters {
  readonly category?: ProductCategory | undefined
  readonly condition?: ProductCondition | undefined
  readonly feedType?: FeedType | undefined
}

/** Returns the facets of filters, as few as say all of it. */
export function equalFacets({ category, condition, feedType }: EqualFilters): readonly number[] {
  const ofCategory = category === undefined ? 0 : productCategories.indexOf(category) + 1
  const ofCondition = condition === undefined ? 0 : productConditions.indexOf(condition) + 1
  const ofFeed = feedType === undefined ? 0 : feedTypes.indexOf(feedType) + 1
  if (ofCategory === 0) {
    return [
      ...(ofFeed === 0 ? [] : [facet(4, ofFeed)]),
      ...(ofCondition === 0 ? [] : [facet(5, ofCondition)]),
    ]
  }
  const combined = [
    ...(ofFeed === 0 ? [] : [facet(2, ofCategory * 16 + ofFeed)]),
    ...(ofCondition === 0 ? [] : [facet(3, ofCategory * 16 + ofCondition)]),
  ]
  return combined.length === 0 ? [facet(1, ofCategory)] : combined
}
