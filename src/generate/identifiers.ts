/** Converts a name: `list_products`, `listProducts` → `ListProducts`. */
export function pascalCase(name: string): string {
  return name
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
}

/** Converts a name: `ListProducts` → `listProducts`. */
export function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1)
}

/** Writes a property name in TypeScript, quoted where necessary. */
export function propertyName(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name)
}

/** Writes a string literal in single quotes. */
export function quoted(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
}

/** Converts a name: `product_category` → `productCategories`. */
export function pluralCamelCase(name: string): string {
  const singular = lowerFirst(pascalCase(name))
  if (/[^aeiou]y$/.test(singular)) return `${singular.slice(0, -1)}ies`
  return /(?:s|x|z|ch|sh)$/.test(singular) ? `${singular}es` : `${singular}s`
}

// Words that cannot name a `const` of a module, and globals that a generated module must not shadow.
const reserved = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum eval export ' +
    'extends false finally for function if implements import in instanceof interface let new null package ' +
    'private protected public return static super switch this throw true try typeof undefined var void while ' +
    'with yield'
  ).split(' '),
)

/** Reports whether a name cannot be that of an exported constant. */
export function isReservedWord(name: string): boolean {
  return reserved.has(name)
}

const builtinTypes = new Set(
  'any bigint boolean never number object string symbol undefined unknown'.split(' '),
)

/** Reports whether a name can be that of an exported type. */
export function isTypeName(name: string): boolean {
  return /^[A-Za-z]\w*$/.test(name) && !reserved.has(name) && !builtinTypes.has(name)
}
