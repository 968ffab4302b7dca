/**
 * Checks that versions which were published still run on the newest schema: `npm run release:check`.
 *
 * While a new version is rolled out, the one before it runs on the schema that the new one has migrated to. `--url`
 * uses a migrated database as it stands, instead of the embedded one.
 */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { findPackageRoot } from '../src/setup/package-root.js'
import { checkReleases } from './release/check-releases.js'
import { readReleases } from './release/kept-release.js'

try {
  const { values } = parseArgs({
    options: { url: { type: 'string' }, releases: { type: 'string' }, migrations: { type: 'string' } },
  })
  const releases = await readReleases(values.releases ?? join(findPackageRoot().directory, 'releases'))
  if (releases.length === 0) {
    console.log('releases/: no version has been published yet, so none can break')
  } else {
    const { url, migrations } = values
    const own = migrations === undefined ? {} : { migrations: { directory: migrations } }
    const breaks = await checkReleases(releases, url === undefined ? own : { url })
    for (const line of breaks) console.error(line)
    const versions = releases.map(
      ({ version, queries }) => `${version} (${Object.keys(queries).length} queries)`,
    )
    console.log(
      `${versions.join(', ')}: ${breaks.length === 0 ? 'all run on this schema' : `${breaks.length} broken`}`,
    )
    if (breaks.length > 0) process.exitCode = 1
  }
} catch (error) {
  console.error(`check-release: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}
