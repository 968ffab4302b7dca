/**
 * Lints migrations/: `npm run lint:migrations`.
 *
 * Squawk's rules, with the settings of `.squawk.toml`, and our own: docs/migration-lint.md.
 */
import { join } from 'node:path'
import { formatMistake } from '../src/generate/format-mistake.js'
import { findPackageRoot } from '../src/setup/package-root.js'
import { lintMigrations } from './migrations/lint-migrations.js'

try {
  const { directory } = findPackageRoot()
  const findings = await lintMigrations({
    migrations: join(directory, 'migrations'),
    releases: join(directory, 'releases'),
    squawkConfig: join(directory, '.squawk.toml'),
  })
  for (const finding of findings) console.error(`${formatMistake({ ...finding, sqlState: null })}\n`)
  console.log(`migrations/: ${findings.length === 0 ? 'nothing found' : `${findings.length} found`}`)
  if (findings.length > 0) process.exitCode = 1
} catch (error) {
  console.error(`lint-migrations: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}
