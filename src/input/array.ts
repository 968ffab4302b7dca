import { InvalidInputError } from '../errors.js'
import type { Read } from './read.js'

export interface ArrayOptions {
  /** @defaultValue 0 */
  readonly min?: number
  readonly max: number
}

/**
 * Reads an array. An element is named by its index, such as `tags[2]`. A hole is an absent element.
 *
 * A refused element is read again to name it: building a name for every element would cost more than the reading.
 */
export function array<T>(readElement: Read<T>, { min = 0, max }: ArrayOptions): Read<readonly T[]> {
  return (value, field) => {
    if (!Array.isArray(value)) throw new InvalidInputError(field, 'must be an array')
    if (value.length > max) throw new InvalidInputError(field, `must have at most ${max} elements`)
    if (value.length < min) throw new InvalidInputError(field, `must have at least ${min} elements`)
    const read = new Array<T>(value.length)
    for (let index = 0; index < read.length; index++) {
      const element: unknown = value[index]
      try {
        read[index] = readElement(element, field)
      } catch {
        read[index] = readElement(element, `${field}[${index}]`)
      }
    }
    return read
  }
}
