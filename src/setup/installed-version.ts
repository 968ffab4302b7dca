import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ownFile } from './own-file.js'
import { resolverOf } from './resolver.js'

/** Returns the version of a package as this one finds it; null if it is not installed, or its version cannot be told. */
export function installedVersion(name: string, from: string | null = ownFile()): string | null {
  if (from === null) return null
  const resolve = resolverOf(from)
  // A package may export neither its manifest nor anything to `require`, so the folders are looked into first.
  for (const modules of resolve.paths(name) ?? []) {
    const version = versionIn(join(modules, name), name)
    if (version !== null) return version
  }
  // Without such folders (Yarn Plug'n'Play) the resolver knows the place.
  const main = mainFile(name, resolve)
  if (main === null) return null
  for (let directory = dirname(main); directory !== dirname(directory); directory = dirname(directory)) {
    const version = versionIn(directory, name)
    if (version !== null) return version
  }
  return null
}

function mainFile(name: string, resolve: NodeJS.RequireResolve): string | null {
  try {
    return resolve(name)
  } catch {
    return null
  }
}

function versionIn(directory: string, name: string): string | null {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'))
    if (typeof manifest !== 'object' || manifest === null) return null
    const { name: own, version } = manifest as { readonly name?: unknown; readonly version?: unknown }
    return own === name && typeof version === 'string' ? version : null
  } catch {
    return null
  }
}
