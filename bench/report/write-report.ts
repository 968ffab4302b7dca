import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RunDescription } from '../describe-run.js'
import { repositoryFolder } from '../folders.js'
import type { Measurement } from '../measurement.js'
import { operationNames, operationOf } from '../operations.js'
import { chart } from './chart.js'
import { page } from './page.js'
import { rank } from './ranking.js'
import { searchPage } from './search-page.js'

/**
 * Writes the pages in docs/ all of whose operations were measured: bench.md with bench.svg, and bench-search.md.
 *
 * @returns Their names.
 */
export function writeReport(description: RunDescription, measurements: readonly Measurement[]): string[] {
  const rankings = rank(measurements)
  const isWhole = (isOfPage: boolean) =>
    operationNames
      .filter((name) => isOfSearchPage(name) === isOfPage)
      .every((name) => rankings.some(({ operation }) => operation === name))
  const main = rankings.filter(({ operation }) => !isOfSearchPage(operation))
  const search = rankings.filter(({ operation }) => isOfSearchPage(operation))
  const files = {
    ...(isWhole(false) && {
      'docs/bench.md': page(description, main),
      'docs/bench.svg': chart(description, main),
    }),
    ...(isWhole(true) && { 'docs/bench-search.md': searchPage(description, search) }),
  }
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(repositoryFolder, name), text)
  }
  return Object.keys(files)
}

function isOfSearchPage(name: (typeof operationNames)[number]): boolean {
  return operationOf(name).isOfSearchPage === true
}
