import { object, type Keys } from '../../input/index.js'
import type { FeeBasisPoints } from './payment.js'
import { readBasisPoints } from './split-amount.js'

/** Reads what the marketplace keeps, by feed. */
export const readFeeBasisPoints = object({
  discover: readBasisPoints,
  community: readBasisPoints,
} satisfies Keys<FeeBasisPoints>)

/** Names the fees as the queries do. */
export function feeParameters({ discover, community }: FeeBasisPoints) {
  return { discoverFeeBasisPoints: discover, communityFeeBasisPoints: community }
}
