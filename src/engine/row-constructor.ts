/**
 * Writes the code of a constructor of rows, `Row`, which takes a value for each key.
 *
 * A row is a plain object, of `Object.prototype`, but not made by a literal. V8 counts what lives on of the objects of
 * a literal; where many do, as in a page that waits for its end, it makes all later ones among the old objects. There
 * they keep their strings and dates, which are young, until the next full collection: each scavenge then copies most
 * of what was read, which took a third of the time of reading a page. Of the objects of a constructor V8 does not do so.
 */
export function rowConstructor(keys: readonly string[]): string {
  const names = keys.map((_, index) => `v${index}`)
  const members = keys.map((key, index) => `this[${JSON.stringify(key)}] = v${index}`)
  return `function Row(${names.join(', ')}) { ${members.join('; ')} }
    Row.prototype = Object.prototype`
}
