import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { importOptionalPeer } from '../setup/optional-peer.js'
import { findPackageRoot } from '../setup/package-root.js'
import { resolverOf } from '../setup/resolver.js'

/** The versions of PGlite and PostGIS, and the paths where they are installed. */
export interface EnginePackages {
  /** Folders that hold extensions as `*.tar.gz`. */
  readonly bundles: readonly string[]
  /** Such as `pglite 0.5.8, pglite-postgis 0.2.8`. */
  readonly version: string
}

const names = ['@electric-sql/pglite', '@electric-sql/pglite-postgis'] as const

/**
 * Finds the optional packages of the embedded database.
 *
 * @param resolve - Finds a package's main file, as `require.resolve` does.
 * @throws `SetupError` if one is not installed, or in a version that is not supported, or if this package is in a bundle
 * without being installed: the embedded database runs in a thread of its own, whose file a bundle does not have.
 */
export async function findEnginePackages(
  // As the thread finds them, which is a file of this package.
  resolve: (name: string) => string = resolverOf(join(findPackageRoot().directory, 'package.json')),
): Promise<EnginePackages> {
  const bundles = await importOptionalPeer(names, 'The embedded database', () =>
    Promise.resolve().then(() => names.map((name) => dirname(resolve(name)))),
  )
  const versions = await Promise.all(bundles.map((folder) => versionIn(join(folder, '..'))))
  return { bundles, version: versions.join(', ') }
}

async function versionIn(folder: string): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
  if (typeof manifest !== 'object' || manifest === null) return 'unknown'
  const { name, version } = manifest as { readonly name?: unknown; readonly version?: unknown }
  return `${String(name)} ${String(version)}`
}
