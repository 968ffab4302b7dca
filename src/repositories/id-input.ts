import { array, object, uuid } from '../input/index.js'

/** Reads an id. */
export const readId = uuid

/** Reads what a command needs that takes an id alone, such as `{ productId }`. */
export function idOf<Name extends string>(name: Name): (input: Readonly<Record<Name, string>>) => string {
  const read: (input: unknown) => Readonly<Record<string, string>> = object({ [name]: uuid })
  return (input) => read(input)[name] ?? ''
}

/** Reads ids: as many as one statement takes. */
export const readIds = array(uuid, { max: 10_000 })
