import type { MappedType } from '../type/type-map.js'
import type { RuntimeImports } from './runtime-imports.js'

/** Names to import from a module in addition to those that the types need. */
export interface FurtherImports {
  readonly values?: ReadonlyMap<string, readonly string[]>
  readonly types?: ReadonlyMap<string, readonly string[]>
}

/** Writes the imports that types need, one line for each module; an empty string if there are none. */
export function emitImports(
  types: readonly MappedType[],
  runtime: RuntimeImports,
  { values = new Map(), types: further = new Map() }: FurtherImports = {},
): string {
  const modules = {
    json: runtime.json,
    geojson: runtime.geojson,
    enums: './enums.js',
    'json-columns': './json-columns.js',
  }
  const named = new Map([...further].map(([module, names]) => [module, new Set(names)]))
  for (const { from, name } of types.flatMap((type) => type.imports)) {
    const names = named.get(modules[from]) ?? new Set()
    named.set(modules[from], names.add(name))
  }
  const lines = Array.from(values, ([module, names]) => {
    const besides = sorted(named.get(module)).map((name) => `type ${name}`)
    named.delete(module)
    return `import { ${[...names, ...besides].join(', ')} } from '${module}'\n`
  })
  const typeLines = Array.from(
    named,
    ([module, names]) => `import type { ${sorted(names).join(', ')} } from '${module}'\n`,
  )
  return [...lines, ...typeLines].join('')
}

function sorted(names: ReadonlySet<string> = new Set()): string[] {
  return [...names].sort()
}
