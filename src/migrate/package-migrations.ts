import { join } from 'node:path'
import { findPackageRoot } from '../setup/package-root.js'

/** The folder of this package's own migrations. */
export function packageMigrations(): string {
  return join(findPackageRoot().directory, 'migrations')
}
