/**
 * Holds the documentation against the code: `npm run lint:docs`.
 *
 * Every link of a doc comment leads somewhere; every example, and every block of TypeScript in the pages, compiles; every
 * block of SQL parses.
 */
import { formatMistake } from '../src/generate/format-mistake.js'
import { findPackageRoot } from '../src/setup/package-root.js'
import { checkDocs, readDocsFiles } from './docs/check-docs.js'

/** Folders whose links are being mended. */
const linksToMend = ['src/engine/', 'src/embedded/', 'src/generate/', 'src/migrate/', 'src/repositories/']

const { directory } = findPackageRoot()
const report = await checkDocs(directory, await readDocsFiles(directory))
const isAllowed = ({ rule, file }: (typeof report.findings)[number]) =>
  rule === 'link' && linksToMend.some((folder) => file.startsWith(folder))
const findings = report.findings.filter((finding) => !isAllowed(finding))
for (const finding of findings) console.error(`${formatMistake({ ...finding, sqlState: null })}\n`)
for (const folder of linksToMend) {
  const allowed = report.findings.filter((finding) => isAllowed(finding) && finding.file.startsWith(folder))
  if (allowed.length > 0) console.log(`allowed for now: ${allowed.length} links in ${folder}`)
}
console.log(
  `documentation: ${report.links} links, ${report.blocks} blocks of code (${report.partial} partial), ` +
    (findings.length === 0 ? 'nothing found' : `${findings.length} found`),
)
if (findings.length > 0) process.exitCode = 1
