/**
 * Keeps what this version sends and which migrations it brings, in releases/: `npm run release:manifest`, before it is
 * published.
 *
 * `--check` writes nothing and fails if that has not been done; publishing runs it.
 */
import { join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import { findPackageRoot } from '../src/setup/package-root.js'
import { findUnkept, keepRelease } from './release/keep-release.js'

try {
  const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } })
  const { directory, version } = findPackageRoot()
  const options = {
    version,
    manifest: join(directory, 'generated', 'manifest.json'),
    migrations: join(directory, 'migrations'),
    releases: join(directory, 'releases'),
  }
  if (values.check) {
    const unkept = (await findUnkept(options)).map((path) => relative(directory, path))
    if (unkept.length > 0) {
      throw new Error(`${unkept.join(' and ')}: run "npm run release:manifest" and commit the result`)
    }
    console.log(`releases/ keeps what ${version} sends`)
  } else {
    await keepRelease(options)
    console.log(`releases/ keeps what ${version} sends: commit it with the version, then publish`)
  }
} catch (error) {
  console.error(`release-manifest: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}
