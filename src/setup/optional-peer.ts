import { SetupError } from '../errors.js'
import { findPackageRoot } from './package-root.js'

/**
 * Loads packages that only some users need and that are therefore not installed with this one.
 *
 * The import stays a literal `import('…')` in the caller, so that the compiler and bundlers see it.
 *
 * @example
 * ```ts
 * const { PGlite } = await importOptionalPeer(['@electric-sql/pglite'], 'The embedded database', () =>
 *   import('@electric-sql/pglite'),
 * )
 * ```
 *
 * @param packages - Every package that the feature needs, so that one line installs them all.
 * @param feature - The feature that needs them, as the subject of a sentence.
 * @throws {@link SetupError} if one of them is not installed; the message holds the line that installs them.
 */
export async function importOptionalPeer<Module>(
  packages: readonly string[],
  feature: string,
  load: () => Promise<Module>,
): Promise<Module> {
  try {
    return await load()
  } catch (error) {
    if (!isModuleNotFound(error)) throw error
    throw new SetupError(
      `${feature} needs ${packages.join(' and ')}: npm install ${packages.map(withVersion).join(' ')}`,
      { cause: error },
    )
  }
}

function withVersion(name: string): string {
  const range = findPackageRoot().peerDependencies[name]
  // The lowest version of a range like ^1.2.0: a shell may read the ^ as its own.
  return range === undefined ? name : `${name}@${range.replace(/^[^\d]*/, '')}`
}

function isModuleNotFound(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    (error.code === 'ERR_MODULE_NOT_FOUND' || error.code === 'MODULE_NOT_FOUND')
  )
}
