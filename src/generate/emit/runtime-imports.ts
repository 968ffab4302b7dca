import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'

/** The modules that generated modules import from. */
export interface RuntimeImports {
  readonly preparedQuery: string
  readonly geojson: string
  readonly json: string
}

/** The folder of the generated modules, and what they import. */
export interface OutputPlace {
  readonly directory: string
  readonly runtime: RuntimeImports
}

const packageName = '@souk/db'

/**
 * Decides where generated modules import from: the package, or its sources within its own repository.
 *
 * @param runtime - The package to import from instead, for a service that wraps this one.
 */
export function resolveRuntimeImports(outDirectory: string, runtime?: string): RuntimeImports {
  if (runtime !== undefined) return fromPackage(runtime)
  const root = ownRepository(resolve(outDirectory))
  if (root === null) return fromPackage(packageName)
  const source = (path: string) => {
    const target = relative(resolve(outDirectory), join(root, 'src', path))
      .split(sep)
      .join('/')
    return target.startsWith('.') ? target : `./${target}`
  }
  return {
    preparedQuery: source('engine/statement/prepared-query.js'),
    geojson: source('geo/geojson.js'),
    json: source('engine/values/json.js'),
  }
}

function fromPackage(name: string): RuntimeImports {
  return { preparedQuery: name, geojson: `${name}/geo`, json: name }
}

/** Returns the folder of the nearest package if it is this package with its sources; otherwise null. */
function ownRepository(start: string): string | null {
  for (let directory = start; ; directory = dirname(directory)) {
    const file = join(directory, 'package.json')
    if (existsSync(file)) {
      const { name } = JSON.parse(readFileSync(file, 'utf8')) as { readonly name?: unknown }
      return name === packageName && existsSync(join(directory, 'src/engine/statement/prepared-query.ts'))
        ? directory
        : null
    }
    if (directory === dirname(directory)) return null
  }
}
