/**
 * Holds the documentation against the code: `npm run lint:docs`.
 *
 * Every link of a doc comment leads somewhere; every example, and every block of TypeScript in the pages, compiles; every
 * block of SQL parses.
 */
import { formatMistake } from '../src/generate/format-mistake.js'
import { findPackageRoot } from '../src/setup/package-root.js'
import { checkDocs, readDocsFiles } from './docs/check-docs.js'

const { directory } = findPackageRoot()
const { findings, ...report } = await checkDocs(directory, await readDocsFiles(directory))
for (const finding of findings) console.error(`${formatMistake({ ...finding, sqlState: null })}\n`)
console.log(
  `documentation: ${report.links} links, ${report.blocks} blocks of code (${report.partial} partial), ` +
    (findings.length === 0 ? 'nothing found' : `${findings.length} found`),
)
if (findings.length > 0) process.exitCode = 1
