import { InvalidInputError } from '../errors.js'
import type { Read } from './read.js'

/** Reads an array of a fixed length, each element with its own reader, such as the payload of a cursor. */
export function tuple<const Elements extends readonly unknown[]>(readers: {
  readonly [K in keyof Elements]: Read<Elements[K]>
}): Read<Elements> {
  const all: readonly Read<unknown>[] = readers
  return (value, field) => {
    if (!Array.isArray(value) || value.length !== all.length) {
      throw new InvalidInputError(field, `must be an array of ${all.length} elements`)
    }
    const elements = all.map((readElement, index) => readElement(value[index], `${field}[${index}]`))
    return elements as readonly unknown[] as Elements
  }
}
