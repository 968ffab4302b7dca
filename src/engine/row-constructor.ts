/**
 * Writes the code of a constructor of rows, `Row`, which takes a value for each key.
 *
 * A row is a plain object, of `Object.prototype`, but not made by a literal. V8 counts what lives on of the objects of
 * a literal or an array literal; where many do, as in a page that waits for its end, it makes all later ones among the
 * old objects. There they keep what they hold, strings and dates that are young, until the next full collection. With
 * that switched off (`--no-allocation-site-pretenuring`) a page of the feed took two thirds of the time. The result that
 * carries rows avoids literals for the same reason; how much each of the two contributes was not measured apart.
 */
export function rowConstructor(keys: readonly string[]): string {
  const names = keys.map((_, index) => `v${index}`)
  const members = keys.map((key, index) => `this[${JSON.stringify(key)}] = v${index}`)
  return `function Row(${names.join(', ')}) { ${members.join('; ')} }
    Row.prototype = Object.prototype`
}
