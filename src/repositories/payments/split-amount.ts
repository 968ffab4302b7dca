import { integer } from '../../input/index.js'

/** The two parts of an amount, which add up to it. */
export interface SplitAmount {
  /** The marketplace's fee, in the minor unit. */
  readonly platformFeeMinor: number
  /** The seller's payout, in the minor unit. */
  readonly sellerPayoutMinor: number
}

const readAmount = integer({ min: 0 })

/** Reads a share in basis points: hundredths of a percent, from nothing to the whole. */
export const readBasisPoints = integer({ min: 0, max: 10_000 })

/**
 * Divides an amount into the platform's fee and the seller's payout.
 *
 * The rule: the fee is `feeBasisPoints` hundredths of a percent of the amount, rounded **half up** to a whole minor
 * unit; the payout is the rest. So the two always add up to the amount, and the fee is never above it. All in whole
 * numbers, exact for every amount that JavaScript holds exactly; the server's `platform_fee_minor` does the same.
 *
 * @param amountMinor - In the currency's minor unit; a whole number, not negative.
 * @param feeBasisPoints - 0 to 10,000: 250 is 2.5 %.
 * @throws {@link InvalidInputError} if one of them is not such a number.
 *
 * @example
 * ```ts
 * splitAmount(25_000, 250) // { platformFeeMinor: 625, sellerPayoutMinor: 24_375 }
 * splitAmount(10, 500) // { platformFeeMinor: 1, sellerPayoutMinor: 9 }: half a unit is rounded up
 * ```
 */
export function splitAmount(amountMinor: number, feeBasisPoints: number): SplitAmount {
  const amount = readAmount(amountMinor, 'amountMinor')
  const basisPoints = readBasisPoints(feeBasisPoints, 'feeBasisPoints')
  // Ten-thousands and the rest apart: amount * basisPoints would be above what a number holds exactly.
  const rest = amount % 10_000
  const platformFeeMinor =
    ((amount - rest) / 10_000) * basisPoints + Math.floor((rest * basisPoints + 5_000) / 10_000)
  return { platformFeeMinor, sellerPayoutMinor: amount - platformFeeMinor }
}
