import { bufferedRadius } from './buffered-radius.js'
import { coordinateOrder } from './coordinate-order.js'
import { crossJoin } from './cross-join.js'
import { distanceComparison } from './distance-comparison.js'
import { distanceInDegrees } from './distance-in-degrees.js'
import { indexedSide } from './indexed-side.js'
import type { LintRule } from './lint-rule.js'
import { lockOrder } from './lock-order.js'
import { mixedSrids } from './mixed-srids.js'
import { nearestWithoutLimit } from './nearest-without-limit.js'
import { notInNullable } from './not-in-nullable.js'
import { nullComparison } from './null-comparison.js'
import { offset } from './offset.js'
import { optionalCondition } from './optional-condition.js'
import { secretColumn } from './secret-column.js'
import { selectStar } from './select-star.js'
import { totalOrder } from './total-order.js'
import { unboundedList } from './unbounded-list.js'
import { unboundedWrite } from './unbounded-write.js'

/** All rules, ordered by name. */
export const lintRules: readonly LintRule[] = [
  bufferedRadius,
  coordinateOrder,
  crossJoin,
  distanceComparison,
  distanceInDegrees,
  indexedSide,
  lockOrder,
  mixedSrids,
  nearestWithoutLimit,
  notInNullable,
  nullComparison,
  offset,
  optionalCondition,
  secretColumn,
  selectStar,
  totalOrder,
  unboundedList,
  unboundedWrite,
]
