import { InvalidInputError } from '../errors.js'

/** Refuses what gives no items; a string would give its characters. @throws {@link InvalidInputError} naming `rows`. */
export function assertIterable(rows: unknown): void {
  const isIterable =
    typeof rows === 'object' && rows !== null && (Symbol.asyncIterator in rows || Symbol.iterator in rows)
  if (!isIterable) throw new InvalidInputError('rows', 'must be an iterable or an async iterable of objects')
}
