/**
 * Refuses to publish what is not ready: `npm run release`, which `npm publish` runs too.
 *
 * Everything has to be committed, the manifest kept, the changelog written and `dist/` built from these files.
 */
import { findPackageRoot } from '../src/setup/package-root.js'
import { releaseProblems } from './release/release-problems.js'

const { directory, version } = findPackageRoot()
const problems = await releaseProblems(directory, version)
for (const problem of problems) console.error(`release: ${problem}`)
if (problems.length > 0) process.exitCode = 1
else console.log(`${version} is ready to be published`)
