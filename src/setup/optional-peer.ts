import { errorCode } from './error-code.js'
import { SetupError } from '../errors.js'
import { installedVersion } from './installed-version.js'
import { isSupported, peerPackages, type PeerPackage } from './peer-packages.js'

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
 * @throws {@link SetupError} if one of them is not installed, or in a version that is not supported; the message holds the
 * line that installs them.
 */
export async function importOptionalPeer<Module>(
  packages: readonly PeerPackage[],
  feature: string,
  load: () => Promise<Module>,
): Promise<Module> {
  assertPeerVersions(packages, feature)
  try {
    return await load()
  } catch (error) {
    if (!isModuleNotFound(error)) throw error
    throw new SetupError(`${feature} needs ${packages.join(' and ')}: ${installLine(packages)}`, {
      cause: error,
    })
  }
}

/**
 * Refuses optional packages that are installed in a version that is not supported. Those that are missing are no matter
 * here.
 *
 * @param versionOf - Returns the version of a package; null if it is unknown.
 * @throws {@link SetupError} with the version that is installed, and the line that installs another.
 */
export function assertPeerVersions(
  packages: readonly PeerPackage[],
  feature: string,
  versionOf: (name: PeerPackage) => string | null = installedVersion,
): void {
  for (const name of packages) {
    const version = versionOf(name)
    if (version === null || isSupported(name, version)) continue
    throw new SetupError(
      `${feature} needs ${name} ^${peerPackages[name]}, and ${version} is installed: ${installLine(packages)}`,
    )
  }
}

function installLine(packages: readonly PeerPackage[]): string {
  // The lowest version of the range: a shell may read a ^ as its own.
  return `npm install ${packages.map((name) => `${name}@${peerPackages[name]}`).join(' ')}`
}

function isModuleNotFound(error: unknown): boolean {
  const code = errorCode(error)
  return code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND'
}
