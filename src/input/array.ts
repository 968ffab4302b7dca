import { InvalidInputError } from '../errors.js'
import type { Read } from './read.js'

export interface ArrayOptions {
  /** @defaultValue 0 */
  readonly min?: number
  readonly max: number
}

/** Reads an array; an element is named by its index, such as `tags[2]`. A hole is an absent element. */
export function array<T>(readElement: Read<T>, { min = 0, max }: ArrayOptions): Read<readonly T[]> {
  return (value, field) => {
    if (!Array.isArray(value)) throw new InvalidInputError(field, 'must be an array')
    if (value.length > max) throw new InvalidInputError(field, `must have at most ${max} elements`)
    if (value.length < min) throw new InvalidInputError(field, `must have at least ${min} elements`)
    const read = new Array<T>(value.length)
    for (let index = 0; index < read.length; index++) {
      const element: unknown = value[index]
      read[index] = readElement(element, `${field}[${index}]`)
    }
    return read
  }
}
