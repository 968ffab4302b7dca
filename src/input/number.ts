import { InvalidInputError } from '../errors.js'
import type { Read } from './read.js'

interface Range {
  readonly min?: number
  readonly max?: number
}

/** Reads a finite number; a negative zero becomes zero. */
export function number({ min = -Number.MAX_VALUE, max = Number.MAX_VALUE }: Range = {}): Read<number> {
  return (value, field) => {
    if (typeof value === 'number' && value >= min && value <= max) return value + 0
    throw new InvalidInputError(field, `must be a number${between(min, max, Number.MAX_VALUE)}`)
  }
}

/** Reads a whole number that JavaScript holds exactly; a negative zero becomes zero. */
export function integer({
  min = Number.MIN_SAFE_INTEGER,
  max = Number.MAX_SAFE_INTEGER,
}: Range = {}): Read<number> {
  return (value, field) => {
    if (Number.isSafeInteger(value) && typeof value === 'number' && value >= min && value <= max)
      return value + 0
    throw new InvalidInputError(field, `must be a whole number${between(min, max, Number.MAX_SAFE_INTEGER)}`)
  }
}

/** Reads an amount of money in the currency's minor unit. */
export const minorUnits: Read<number> = integer({ min: 0 })

/** Reads an amount of money that is more than nothing, in the currency's minor unit. */
export const positiveMinorUnits: Read<number> = integer({ min: 1 })

/** Reads the radius of a search. No two places on Earth are farther apart than half of the equator. */
export const radiusMetres: Read<number> = number({ min: Number.MIN_VALUE, max: 20_037_508 })

function between(min: number, max: number, unbounded: number): string {
  const lowest = min === Number.MIN_VALUE ? ' above 0' : min > -unbounded ? ` of at least ${min}` : ''
  const highest = max < unbounded ? ` of at most ${max}` : ''
  return [lowest, highest].filter(Boolean).join(' and')
}
