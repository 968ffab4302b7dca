import { fc } from '../setup/fast-check.js'
import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../../src/errors.js'
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

const onServer = query<
  { readonly amounts: readonly string[]; readonly points: readonly string[] },
  { readonly fee: number }
>(
  `select platform_fee_minor(amount, points) as fee
  from unnest(:amounts!::bigint[], :points!::integer[]) with ordinality as given (amount, points, place) order by place`,
  { amounts: 'text[]', points: 'text[]' },
)

describe('splitAmount', () => {
  it.each([
    [25_000, 250, 625],
    [10, 500, 1], // half a unit is rounded up
    [9, 500, 0],
    [30, 500, 2], // 1.5
    [50, 500, 3], // 2.5, which half even would round to 2
    [1, 10_000, 1],
    [0, 10_000, 0],
    [Number.MAX_SAFE_INTEGER, 10_000, Number.MAX_SAFE_INTEGER],
    [Number.MAX_SAFE_INTEGER, 9_999, 9_006_298_534_815_517],
  ])('of %d at %d basis points keeps %d', (amountMinor, feeBasisPoints, platformFeeMinor) => {
    const split = splitAmount(amountMinor, feeBasisPoints)
    expect(split).toEqual({ platformFeeMinor, sellerPayoutMinor: amountMinor - platformFeeMinor })
  })

  it('is the exact share, rounded half up, and never loses or makes a unit', () => {
    fc.assert(
      fc.property(amount, basisPoints, (amountMinor, points) => {
        const { platformFeeMinor, sellerPayoutMinor } = splitAmount(amountMinor, points)
        expect(BigInt(platformFeeMinor)).toBe((BigInt(amountMinor) * BigInt(points) + 5_000n) / 10_000n)
        expect(platformFeeMinor + sellerPayoutMinor).toBe(amountMinor)
        expect(platformFeeMinor).toBeGreaterThanOrEqual(0)
        expect(sellerPayoutMinor).toBeGreaterThanOrEqual(0)
      }),
      { numRuns: 2_000 },
    )
  })

  it('is what the server computes', async () => {
    const cases = fc.sample(fc.tuple(amount, basisPoints), { numRuns: 2_000, seed: 5 })
    const rows = await db.many(onServer, {
      amounts: cases.map(([amountMinor]) => String(amountMinor)),
      points: cases.map(([, points]) => String(points)),
    })
    expect(rows.map(({ fee }) => fee)).toEqual(
      cases.map(([amountMinor, points]) => splitAmount(amountMinor, points).platformFeeMinor),
    )
  })

  it.each([
    [-1, 1, 'amountMinor'],
    [1.5, 1, 'amountMinor'],
    [NaN, 1, 'amountMinor'],
    [2 ** 53, 1, 'amountMinor'],
    [1, -1, 'feeBasisPoints'],
    [1, 10_001, 'feeBasisPoints'],
    [1, 2.5, 'feeBasisPoints'],
    [1, Infinity, 'feeBasisPoints'],
  ])('refuses %d at %d', (amountMinor, feeBasisPoints, field) => {
    expect(() => splitAmount(amountMinor, feeBasisPoints)).toThrow(InvalidInputError)
    expect(() => splitAmount(amountMinor, feeBasisPoints)).toThrow(
      expect.objectContaining({ field }) as Error,
    )
  })
})
