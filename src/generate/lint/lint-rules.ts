import { distanceComparison } from './distance-comparison.js'
import { indexedSide } from './indexed-side.js'
import type { LintRule } from './lint-rule.js'
import { nearestWithoutLimit } from './nearest-without-limit.js'
import { offset } from './offset.js'
import { selectStar } from './select-star.js'
import { totalOrder } from './total-order.js'
import { unboundedWrite } from './unbounded-write.js'

/** All rules, ordered by name. */
export const lintRules: readonly LintRule[] = [
  distanceComparison,
  indexedSide,
  nearestWithoutLimit,
  offset,
  selectStar,
  totalOrder,
  unboundedWrite,
]
