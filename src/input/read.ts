/**
 * Reads a value that a caller gave, of which nothing is known: gives it its type, or refuses it.
 *
 * `field` names the value in the error, such as `email` or `items[3].priceMinor`. What is read is a copy where it
 * could otherwise change between the check and its use.
 *
 * @throws {@link InvalidInputError} that never holds the value.
 */
export type Read<T> = (value: unknown, field: string) => T

/** The type that a {@link Read} gives. */
export type ReadBy<R extends Read<unknown>> = ReturnType<R>
