/**
 * Makes the constructor of plain objects, of `Object.prototype`, for what carries the rows of a page.
 *
 * An object literal would do, but for V8: it counts what lives on of the objects of a literal, and where many do, as
 * in a page that waits for its end, it makes all later ones among the old objects. There they keep what they hold,
 * thousands of strings and dates that are young, until the next full collection. What a constructor makes it does not
 * count. (`node --no-allocation-site-pretenuring` shows what that costs.)
 *
 * @param assign - gives `this` its properties.
 */
export function plainConstructor<Value extends object, Values extends readonly unknown[]>(
  assign: (this: Value, ...values: Values) => void,
): new (...values: Values) => Value {
  assign.prototype = Object.prototype
  return assign as unknown as new (...values: Values) => Value
}

const none: readonly never[] = []

/** Makes an empty array, without a literal for the same reason as {@link plainConstructor}. */
export function emptyArray<Item>(): Item[] {
  return none.slice()
}
