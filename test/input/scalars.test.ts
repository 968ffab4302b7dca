import { fc } from '../setup/fast-check.js'
import { describe, expect, it } from 'vitest'
import {
  boolean,
  integer,
  minorUnits,
  number,
  oneOf,
  pageLimit,
  radiusMetres,
  timestamp,
  uuid,
  type Read,
} from '../../src/input/index.js'
import { refusal } from '../setup/refusal.js'

function expectRefused(read: Read<unknown>, values: readonly unknown[]): void {
  for (const value of values) expect(refusal(() => read(value, 'given')).field).toBe('given')
}

describe('uuid', () => {
  it('reads every version, in lower case', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.boolean(), (value, upper) => {
        expect(uuid(upper ? value.toUpperCase() : value, 'id')).toBe(value)
      }),
    )
    expect(uuid('00000000-0000-0000-0000-000000000000', 'id')).toBe('00000000-0000-0000-0000-000000000000')
  })

  it('refuses the other forms that PostgreSQL knows', () => {
    const id = '0198c3a4-5b6c-7d8e-9f00-112233445566'
    expectRefused(uuid, [
      `{${id}}`,
      id.replaceAll('-', ''),
      `${id}\n`,
      ` ${id}`,
      id.slice(1),
      `${id}0`,
      [id],
      '',
    ])
  })
})

describe('integer', () => {
  it('refuses fractions, unsafe numbers, strings and bigints', () => {
    expectRefused(integer(), [
      0.5,
      2 ** 53,
      -(2 ** 53),
      NaN,
      Infinity,
      '1',
      1n,
      Object(1),
      null,
      undefined,
      [1],
    ])
  })

  it('keeps to its bounds and names them', () => {
    const stars = integer({ min: 1, max: 5 })
    expect([1, 5].map((value) => stars(value, 'rating'))).toEqual([1, 5])
    expectRefused(stars, [0, 6])
    expect(refusal(() => stars(6, 'rating')).message).toBe(
      'rating: must be a whole number of at least 1 and of at most 5',
    )
  })

  it('reads a negative zero as zero', () => {
    expect(integer()(-0, 'count')).toBe(0)
  })
})

describe('minorUnits', () => {
  it('reads nothing and the largest safe amount', () => {
    expect(minorUnits(0, 'priceMinor')).toBe(0)
    expect(minorUnits(Number.MAX_SAFE_INTEGER, 'priceMinor')).toBe(Number.MAX_SAFE_INTEGER)
  })

  it('refuses a negative price and a price with decimals', () => {
    expectRefused(minorUnits, [-1, 99.5])
    expect(refusal(() => minorUnits(-1, 'priceMinor')).message).toBe(
      'priceMinor: must be a whole number of at least 0',
    )
  })
})

describe('number', () => {
  it('refuses what is not finite', () => {
    expectRefused(number(), [NaN, Infinity, -Infinity, '1'])
    expect(number()(-Number.MAX_VALUE, 'score')).toBe(-Number.MAX_VALUE)
  })
})

describe('radiusMetres', () => {
  it('reads up to half of the way around Earth', () => {
    expect(radiusMetres(0.5, 'radiusMetres')).toBe(0.5)
    expect(radiusMetres(20_037_508, 'radiusMetres')).toBe(20_037_508)
    expectRefused(radiusMetres, [0, -0, -1, 20_037_509, NaN, Infinity, '5000'])
    expect(refusal(() => radiusMetres(0, 'radiusMetres')).message).toBe(
      'radiusMetres: must be a number above 0 and of at most 20037508',
    )
  })
})

describe('pageLimit', () => {
  it('is 20 if absent, and never more than 100', () => {
    expect(pageLimit(undefined, 'limit')).toBe(20)
    expect(pageLimit(100, 'limit')).toBe(100)
    expectRefused(pageLimit, [0, 101, 1.5, null, '20'])
  })
})

describe('boolean', () => {
  it('takes nothing else for true or false', () => {
    expect([true, false].map((value) => boolean(value, 'isActive'))).toEqual([true, false])
    expectRefused(boolean, [0, 1, 'true', '', null, undefined, Object(true)])
  })
})

describe('oneOf', () => {
  it('names the vocabulary, not the word', () => {
    const condition = oneOf(['new', 'like_new', 'good'])
    expect(condition('good', 'condition')).toBe('good')
    expectRefused(condition, ['GOOD', 'good ', ['good'], 'toString', '__proto__', undefined])
    expect(refusal(() => condition('broken', 'condition')).message).toBe(
      'condition: must be one of new, like_new, good',
    )
  })
})

describe('timestamp', () => {
  it('gives a copy of the date', () => {
    const given = new Date('2026-11-23T02:19:00.123Z')
    const read = timestamp(given, 'expiresAt')
    expect(read).toEqual(given)
    expect(read).not.toBe(given)
  })

  it('refuses an invalid date, the year 0 and the year 10000, and anything that is no Date', () => {
    expectRefused(timestamp, [
      new Date(NaN),
      new Date('0000-12-31T23:59:59.999Z'),
      new Date('+010000-01-01T00:00:00Z'),
      '2026-11-23',
      0,
      { getTime: () => 0 },
    ])
    expect(timestamp(new Date('0001-01-01T00:00:00Z'), 'at').getUTCFullYear()).toBe(1)
    expect(timestamp(new Date('9999-12-31T23:59:59.999Z'), 'at').getUTCFullYear()).toBe(9999)
  })
})
