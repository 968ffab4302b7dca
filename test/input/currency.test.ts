import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../../src/errors.js'
import { assertStep, minorUnitDigits, minorUnitStep, readCurrency } from '../../src/input/currency.js'
import { digitsByCurrency } from '../../src/input/iso-4217.js'
import { openMarket } from '../setup/market/open-market.js'
import { query } from '../setup/query.js'

const { db } = await openMarket()

const onServer = query<
  { readonly codes: readonly string[] },
  { readonly code: string; readonly digits: number | null; readonly step: number }
>(
  `select code, minor_unit_digits(code) as digits, minor_unit_step(code) as step
  from unnest(:codes!::text[]) with ordinality as given (code, place) order by place`,
  { codes: 'text[]' },
)

const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ')
const everyCode = letters.flatMap((a) => letters.flatMap((b) => letters.map((c) => a + b + c)))

describe('the currencies', () => {
  it('are the same on the server, of all codes of three letters', async () => {
    const rows = await db.many(onServer, { codes: everyCode })
    const known = everyCode.map((code) => digitsByCurrency.get(code) ?? null)
    expect(rows.map(({ digits }) => digits)).toEqual(known)
    for (const { code, digits, step } of rows) if (digits !== null) expect(step).toBe(minorUnitStep(code))
  })

  it('are codes that the platform knows too', () => {
    const platform = new Set(Intl.supportedValuesOf('currency'))
    // Younger than the data of some releases of Node.
    const young = new Set(['SLE', 'VED', 'XCG', 'ZWG'])
    expect([...digitsByCurrency.keys()].filter((code) => !platform.has(code) && !young.has(code))).toEqual([])
  })

  it.each([
    'ZZZ',
    'XXX',
    'XTS',
    'XAU',
    'XDR',
    'CHE',
    'USN',
    'ANG',
    'BGN',
    'aed',
    'AED ',
    '',
    'toString',
    784,
    null,
  ])('refuse %j', (value) => {
    expect(() => readCurrency(value, 'currency')).toThrow(InvalidInputError)
  })
})

describe('minorUnitDigits and minorUnitStep', () => {
  it.each([
    ['AED', 2, 1],
    ['JPY', 0, 1],
    ['ISK', 0, 1],
    ['KWD', 3, 10],
    ['BHD', 3, 10],
    ['OMR', 3, 10],
    ['JOD', 3, 10],
    ['TND', 3, 10],
  ])('of %s are %d and %d', (currency, digits, step) => {
    expect(minorUnitDigits(currency)).toBe(digits)
    expect(minorUnitStep(currency)).toBe(step)
  })

  it('refuse a code that is none', () => {
    expect(() => minorUnitDigits('ZZZ')).toThrow(expect.objectContaining({ field: 'currency' }) as Error)
    expect(() => minorUnitStep('XXX')).toThrow(InvalidInputError)
  })
})

describe('assertStep', () => {
  it('names the field of an amount that cannot be paid', () => {
    expect(() => assertStep(1_001, 'KWD', 'priceMinor')).toThrow(
      expect.objectContaining({ field: 'priceMinor' }) as Error,
    )
    assertStep(1_000, 'KWD', 'priceMinor')
    assertStep(1_001, 'AED', 'priceMinor')
  })
})
