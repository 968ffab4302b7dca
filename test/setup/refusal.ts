import { fc } from './fast-check.js'
import { expect } from 'vitest'
import { InvalidInputError } from '../../src/errors.js'
import type { Read } from '../../src/input/read.js'

/** Runs what must be refused and gives the refusal. */
export function refusal(act: () => unknown): InvalidInputError {
  let accepted: unknown
  try {
    accepted = act()
  } catch (error) {
    if (error instanceof InvalidInputError) return error
    throw error
  }
  throw new Error(`accepted, and read as ${JSON.stringify(accepted)}`)
}

/** What a program may be given by mistake or on purpose. */
export const anything = fc.anything({
  maxDepth: 4,
  withBigInt: true,
  withBoxedValues: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withObjectString: true,
  withSet: true,
  withSparseArray: true,
  withTypedArray: true,
})

/** Asserts that a reader throws nothing but an error that names the field and holds none of the value's texts. */
export function expectSafe(read: Read<unknown>, value: unknown): void {
  try {
    read(value, 'given')
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidInputError)
    if (!(error instanceof InvalidInputError)) return
    expect(error.field).toMatch(/^given/)
    const told = [error.message, error.field, error.cause].join(' ')
    for (const text of textsOf(value)) expect(told).not.toContain(text)
  }
}

/** Texts within a value that are long enough not to stand in a message by chance. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return value.length > 6 ? [value] : []
  if (typeof value === 'number' || typeof value === 'bigint') {
    return String(value).length > 8 ? [String(value)] : []
  }
  return Array.isArray(value) ? value.flatMap(textsOf) : []
}
