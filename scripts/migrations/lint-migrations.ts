import { basename, join } from 'node:path'
import { loadModule } from 'libpg-query'
import { shownPath } from '../../src/generate/shown-path.js'
import { SourceFile } from '../../src/generate/read/source-file.js'
import { readMigrationFiles } from '../../src/migrate/migration-files.js'
import { compareFindings, findingAt, type MigrationFinding } from './finding.js'
import { ownRules } from './own-rules.js'
import { parseMigration } from './parse-migration.js'
import { runSquawk } from './run-squawk.js'
import { findChanged, firstReleaseFiles, readShippedMigrations } from './shipped-migrations.js'

/** The files to lint, and the rules. */
export interface LintMigrationsOptions {
  /** The folder of migrations. */
  readonly migrations: string
  /** The folder that records what has been published. */
  readonly releases: string
  /** Squawk's settings. */
  readonly squawkConfig: string
}

/** Squawk's rules about what others wait for while a statement reads or rewrites a table that is in use. */
export const trafficRules: ReadonlySet<string> = new Set([
  'adding-foreign-key-constraint',
  'adding-not-nullable-field',
  'changing-column-type',
  'constraint-missing-not-valid',
  'disallowed-unique-constraint',
  'require-concurrent-index-creation',
  'require-concurrent-index-deletion',
])

/** Holds migrations against squawk's rules, our own, and the record of what has been published. */
export async function lintMigrations(options: LintMigrationsOptions): Promise<readonly MigrationFinding[]> {
  await loadModule()
  const migrations = await readMigrationFiles({ directory: options.migrations, shown: options.migrations })
  const shipped = await readShippedMigrations(options.releases)
  const files = migrations.map(
    ({ file, sql }) => new SourceFile(file, shownPath(join(options.migrations, file)), sql),
  )
  const unwatched = firstReleaseFiles(shipped, migrations)
  const squawk = (await runSquawk(files, options.squawkConfig)).filter(
    ({ file, rule }) => !(trafficRules.has(rule) && unwatched.has(basename(file))),
  )
  // What squawk cannot parse is a finding of its own, and has nothing that our rules could look at.
  const broken = new Set(squawk.filter(({ rule }) => rule === 'syntax-error').map(({ file }) => file))
  const own = files
    .filter(({ path }) => !broken.has(path))
    .map(parseMigration)
    .flatMap((migration) => ownRules.flatMap(({ find }) => find(migration)))
  const changed = findChanged(shipped, migrations).map(({ file, problem }) =>
    findingAt(new SourceFile(file, shownPath(join(options.migrations, file)), ''), 0, {
      rule: 'shipped',
      message: `${problem}: databases that ran it refuse to go on`,
      hint: 'put back what was published, and make the change in a new file',
    }),
  )
  return [...squawk, ...own, ...changed].sort(compareFindings)
}
