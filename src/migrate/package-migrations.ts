import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findPackageRoot } from '../setup/package-root.js'

/**
 * Returns the texts of this package's own migrations, by the names of their files.
 *
 * This module is that of the sources. The build puts another in its place, which holds the texts, so that they travel
 * with the code: into a service's bundle, and out of reach of a newer package that is installed beside it.
 */
export async function packageMigrations(): Promise<Readonly<Record<string, string>>> {
  const directory = join(findPackageRoot().directory, 'migrations')
  const names = (await readdir(directory)).filter((name) => name.endsWith('.sql'))
  const entries = names.map(async (name) => [name, await readFile(join(directory, name), 'utf8')] as const)
  return Object.fromEntries(await Promise.all(entries))
}
