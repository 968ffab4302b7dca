/**
 * Returns the source of a constructor of rows, `Row`, which takes a value for each key (see `plain-object.ts`).
 *
 * In the scope that evaluates it, `put` must be the function of `own-properties.ts`.
 */
export function rowConstructor(keys: readonly string[]): string {
  const names = keys.map((_, index) => `v${index}`)
  const members = keys.map((key, index) =>
    key in Object.prototype
      ? `put(this, ${JSON.stringify(key)}, v${index})`
      : `this[${JSON.stringify(key)}] = v${index}`,
  )
  return `function Row(${names.join(', ')}) { ${members.join('; ')} }
    Row.prototype = Object.prototype`
}
