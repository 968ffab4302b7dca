import { InvalidInputError } from '../errors.js'
import { digitsByCurrency } from './iso-4217.js'
import type { Read } from './read.js'

/** Reads a currency: a code of ISO 4217 that people pay with. */
export const readCurrency: Read<string> = (value, field) => {
  if (typeof value === 'string' && digitsByCurrency.has(value)) return value
  throw new InvalidInputError(field, 'must be a currency of ISO 4217, in capital letters')
}

/**
 * Returns the number of decimals of a currency by ISO 4217, such as 2 for `AED`, 0 for `JPY` and 3 for `KWD`: an amount
 * in the minor unit is the price times ten to the power of it.
 *
 * @throws {@link InvalidInputError} if `currency` is not a code of ISO 4217 that people pay with.
 *
 * @example
 * ```ts
 * const price = product.priceMinor / 10 ** minorUnitDigits(product.currency) // 25.5 for 2,550 fils of AED
 * ```
 */
export function minorUnitDigits(currency: string): number {
  return digitsByCurrency.get(readCurrency(currency, 'currency')) ?? 0
}

/**
 * Returns the smallest amount of a currency that a payment provider takes, in its minor unit: 10 for a currency of three
 * decimals (BHD, IQD, JOD, KWD, LYD, OMR, TND), else 1. Prices, offers and fees are multiples of it.
 *
 * @throws {@link InvalidInputError} if `currency` is not a code of ISO 4217 that people pay with.
 */
export function minorUnitStep(currency: string): number {
  return minorUnitDigits(currency) === 3 ? 10 : 1
}

/**
 * Asserts that an amount can be paid in its currency.
 *
 * @throws {@link InvalidInputError} naming `field` if the amount is not a multiple of {@link minorUnitStep}.
 */
export function assertStep(amountMinor: number, currency: string, field: string): void {
  const step = minorUnitStep(currency)
  if (amountMinor % step !== 0) {
    throw new InvalidInputError(field, `must be a multiple of ${step}, as the currency has three decimals`)
  }
}
