import { assertStep, minorUnitStep, readCurrency } from '../../input/currency.js'
import { integer, object, type Keys } from '../../input/index.js'

/** An amount, and the marketplace's share of it. */
export interface SplitAmountInput {
  /** In the minor unit of `currency`; a whole number, not negative. For three decimals a multiple of ten. */
  readonly amountMinor: number
  /** ISO 4217. */
  readonly currency: string
  /** Hundredths of a percent, 0 to 10,000: 250 is 2.5 %. */
  readonly feeBasisPoints: number
}

/** The two parts of an amount, which add up to it. */
export interface SplitAmount {
  /** The marketplace's fee, in the minor unit. */
  readonly platformFeeMinor: number
  /** The seller's payout, in the minor unit. */
  readonly sellerPayoutMinor: number
}

/** Reads a share in basis points: hundredths of a percent, from nothing to the whole. */
export const readBasisPoints = integer({ min: 0, max: 10_000 })

const readSplitAmount = object({
  amountMinor: integer({ min: 0 }),
  currency: readCurrency,
  feeBasisPoints: readBasisPoints,
} satisfies Keys<SplitAmountInput>)

/**
 * Divides an amount into the platform's fee and the seller's payout.
 *
 * The rule: the fee is `feeBasisPoints` hundredths of a percent of the amount, rounded **half up** to a whole minor
 * unit, or to a multiple of ten in a currency of three decimals ({@link minorUnitStep}); the payout is the rest. So the
 * two always add up to the amount, and the fee is never above it. All in whole numbers, exact for every amount that
 * JavaScript holds exactly; the server's `platform_fee_minor` does the same.
 *
 * @throws {@link InvalidInputError} if one of them is not such a number, the currency is not one of ISO 4217, or the
 * amount cannot be paid in it.
 *
 * @example
 * ```ts
 * splitAmount({ amountMinor: 25_000, currency: 'AED', feeBasisPoints: 250 }) // a fee of 625, a payout of 24_375
 * splitAmount({ amountMinor: 10, currency: 'AED', feeBasisPoints: 500 }) // 1 and 9: half a unit is rounded up
 * splitAmount({ amountMinor: 25_050, currency: 'KWD', feeBasisPoints: 250 }) // 630 and 24_420: multiples of ten
 * ```
 */
export function splitAmount(input: SplitAmountInput): SplitAmount {
  const { amountMinor, currency, feeBasisPoints } = readSplitAmount(input)
  assertStep(amountMinor, currency, 'amountMinor')
  const step = minorUnitStep(currency)
  const steps = amountMinor / step
  // Ten-thousands and the rest apart: steps * feeBasisPoints would be above what a number holds exactly.
  const rest = steps % 10_000
  const feeSteps =
    ((steps - rest) / 10_000) * feeBasisPoints + Math.floor((rest * feeBasisPoints + 5_000) / 10_000)
  const platformFeeMinor = feeSteps * step
  return { platformFeeMinor, sellerPayoutMinor: amountMinor - platformFeeMinor }
}
