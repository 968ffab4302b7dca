/** Decoders of frequent types that read the bytes of the text form, without making a string of them. */

import { misfit, unsafeInteger } from './misfit.js'

export { sliceAscii as ascii } from './slice-text.js'

const minus = 45

/** Reads an integer of any width; refuses one that is not safe in JavaScript. */
export function integer(bytes: Buffer, start: number, end: number): number {
  let at = start
  const negative = bytes[at] === minus
  if (negative) at++
  let value = 0
  // The digit first: `value * 10 + byte` could lose precision although the number itself does not.
  if (at >= end) throw misfit()
  for (; at < end; at++) {
    const digit = (bytes[at] ?? 0) - 48
    if (digit < 0 || digit > 9) throw misfit()
    value = value * 10 + digit
  }
  if (value > Number.MAX_SAFE_INTEGER) throw unsafeInteger()
  return negative ? -value : value
}

export function boolean(bytes: Buffer, start: number, end: number): boolean {
  const letter = bytes[start]
  if (end - start !== 1 || (letter !== 116 && letter !== 102)) throw misfit()
  return letter === 116
}
