import { fc } from '../setup/fast-check.js'
import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../../src/errors.js'
import { minorUnitStep } from '../../src/input/currency.js'
import { splitAmount } from '../../src/repositories/payments/split-amount.js'
import { query } from '../setup/query.js'
import { openMarket } from '../setup/market/open-market.js'

const { db } = await openMarket()

const amount = fc.oneof(
  fc.maxSafeNat(),
  fc.nat(30_000),
  fc.constantFrom(0, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER - 9_999),
)
const basisPoints = fc.oneof(fc.integer({ min: 0, max: 10_000 }), fc.constantFrom(0, 1, 250, 9_999, 10_000))

/** An amount that can be paid in its currency, and a share of it. */
const share = fc
  .tuple(amount, fc.constantFrom('AED', 'JPY', 'KWD', 'TND'), basisPoints)
  .map(([units, currency, feeBasisPoints]) => ({
    amountMinor: units - (units % minorUnitStep(currency)),
    currency,
    feeBasisPoints,
  }))

const onServer = query<
  {
    readonly amounts: readonly string[]
    readonly points: readonly string[]
    readonly currencies: readonly string[]
  },
  { readonly fee: number }
>(
  `select platform_fee_minor(amount, points, currency) as fee
  from unnest(:amounts!::bigint[], :points!::integer[], :currencies!::text[]) with ordinality
    as given (amount, points, currency, place)
  order by place`,
  { amounts: 'text[]', points: 'text[]', currencies: 'text[]' },
)

describe('splitAmount', () => {
  it.each([
    ['AED', 25_000, 250, 625],
    ['AED', 10, 500, 1], // half a unit is rounded up
    ['AED', 9, 500, 0],
    ['AED', 30, 500, 2], // 1.5
    ['AED', 50, 500, 3], // 2.5, which half even would round to 2
    ['AED', 1, 10_000, 1],
    ['AED', 0, 10_000, 0],
    ['AED', Number.MAX_SAFE_INTEGER, 10_000, Number.MAX_SAFE_INTEGER],
    ['AED', Number.MAX_SAFE_INTEGER, 9_999, 9_006_298_534_815_517],
    ['JPY', 50, 500, 3],
    ['KWD', 100, 500, 10], // half of ten is rounded up
    ['KWD', 90, 500, 0],
    ['KWD', 25_050, 250, 630], // 626.25
    ['BHD', 9_007_199_254_740_990, 10_000, 9_007_199_254_740_990],
  ])('in %s of %d at %d basis points keeps %d', (currency, amountMinor, feeBasisPoints, platformFeeMinor) => {
    const split = splitAmount({ amountMinor, currency, feeBasisPoints })
    expect(split).toEqual({ platformFeeMinor, sellerPayoutMinor: amountMinor - platformFeeMinor })
  })

  it('is the exact share, rounded half up to what can be paid, and never loses or makes a unit', () => {
    fc.assert(
      fc.property(share, (input) => {
        const { platformFeeMinor, sellerPayoutMinor } = splitAmount(input)
        const step = BigInt(minorUnitStep(input.currency))
        const steps = BigInt(input.amountMinor) / step
        expect(BigInt(platformFeeMinor)).toBe(
          step * ((steps * BigInt(input.feeBasisPoints) + 5_000n) / 10_000n),
        )
        expect(platformFeeMinor + sellerPayoutMinor).toBe(input.amountMinor)
        expect(platformFeeMinor).toBeGreaterThanOrEqual(0)
        expect(sellerPayoutMinor).toBeGreaterThanOrEqual(0)
        expect(BigInt(sellerPayoutMinor) % step).toBe(0n)
      }),
      { numRuns: 2_000 },
    )
  })

  it('is what the server computes', async () => {
    const cases = fc.sample(share, { numRuns: 2_000, seed: 5 })
    const rows = await db.many(onServer, {
      amounts: cases.map(({ amountMinor }) => String(amountMinor)),
      points: cases.map(({ feeBasisPoints }) => String(feeBasisPoints)),
      currencies: cases.map(({ currency }) => currency),
    })
    expect(rows.map(({ fee }) => fee)).toEqual(cases.map((each) => splitAmount(each).platformFeeMinor))
  })

  it.each([
    [-1, 'AED', 1, 'amountMinor'],
    [1.5, 'AED', 1, 'amountMinor'],
    [NaN, 'AED', 1, 'amountMinor'],
    [2 ** 53, 'AED', 1, 'amountMinor'],
    [1_001, 'KWD', 1, 'amountMinor'],
    [1, 'ZZZ', 1, 'currency'],
    [1, 'AED', -1, 'feeBasisPoints'],
    [1, 'AED', 10_001, 'feeBasisPoints'],
    [1, 'AED', 2.5, 'feeBasisPoints'],
    [1, 'AED', Infinity, 'feeBasisPoints'],
  ])('refuses %d %s at %d', (amountMinor, currency, feeBasisPoints, field) => {
    const split = () => splitAmount({ amountMinor, currency, feeBasisPoints })
    expect(split).toThrow(InvalidInputError)
    expect(split).toThrow(expect.objectContaining({ field }) as Error)
  })
})
