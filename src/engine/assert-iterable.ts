import { InvalidInputError } from '../errors.js'

/**
 * Refuses a value that is not iterable. A string is refused too, because it would yield its characters.
 *
 * @throws {@link InvalidInputError} naming `rows`.
 */
export function assertIterable(rows: unknown): void {
  const isIterable =
    typeof rows === 'object' && rows !== null && (Symbol.asyncIterator in rows || Symbol.iterator in rows)
  if (!isIterable) throw new InvalidInputError('rows', 'must be an iterable or an async iterable of objects')
}
