/**
 * Reads a caller's unknown value: returns it with its type, or refuses it.
 *
 * `field` names the value in the error, such as `email` or `items[3].priceMinor`. The result is a copy where the value
 * could otherwise change between its check and its use.
 *
 * @throws {@link InvalidInputError} which never holds the value.
 */
export type Read<T> = (value: unknown, field: string) => T

/** The type that a {@link Read} returns. */
export type ReadBy<R extends Read<unknown>> = ReturnType<R>
