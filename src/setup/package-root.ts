import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { SetupError } from '../errors.js'
import { ownFile } from './own-file.js'
import { resolverOf } from './resolver.js'

const packageName = '@souk/db'

/** The folder of this package on disk, with the contents of its package.json that matter. */
export interface PackageRoot {
  readonly directory: string
  readonly version: string
}

/**
 * Finds the root of this package, with its `migrations/` and `sql/`.
 *
 * Source files, the ES build and the CommonJS build lie at different depths below the root, and a bundler puts shared code
 * anywhere, so the search goes upwards and compares names. A service that bundles this package into its own file has moved
 * the code away from the root. Then Node resolves the installed package.
 *
 * @param from - The path of the file to start at.
 * @throws {@link SetupError} if the package is neither above `from` nor installed where `from` could import it.
 */
export function findPackageRoot(from: string | null = ownFile()): PackageRoot {
  const root = packageRoot(from)
  if (root !== null) return root
  throw new SetupError(
    `the folder of ${packageName} cannot be found from ${from === null ? 'within a bundle' : dirname(from)}: ` +
      'leave the package out of the bundle (external), and install it',
  )
}

/** Returns the folder of this package, as {@link findPackageRoot} does; null if there is none, as in a bundle alone. */
export function packageDirectory(): string | null {
  return packageRoot(ownFile())?.directory ?? null
}

function packageRoot(from: string | null): PackageRoot | null {
  if (from === null) return null
  for (let directory = dirname(from); ; directory = dirname(directory)) {
    const root = readRoot(directory)
    if (root !== null) return root
    if (directory === dirname(directory)) break
  }
  return installedRoot(from)
}

function installedRoot(from: string): PackageRoot | null {
  try {
    return readRoot(dirname(resolverOf(from)(`${packageName}/package.json`)))
  } catch {
    return null
  }
}

function readRoot(directory: string): PackageRoot | null {
  const file = join(directory, 'package.json')
  if (!existsSync(file)) return null
  const manifest: unknown = JSON.parse(readFileSync(file, 'utf8'))
  if (!isManifest(manifest)) return null
  return { directory, version: manifest.version }
}

interface Manifest {
  readonly name: string
  readonly version: string
}

function isManifest(value: unknown): value is Manifest {
  return typeof value === 'object' && value !== null && 'name' in value && value.name === packageName
}
