import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RunDescription } from '../describe-run.js'
import { repositoryFolder } from '../folders.js'
import type { Measurement } from '../measurement.js'
import { chart } from './chart.js'
import { page } from './page.js'
import { rank } from './ranking.js'

/** Writes docs/bench.md and docs/bench.svg; gives their names. */
export function writeReport(description: RunDescription, measurements: readonly Measurement[]): string[] {
  const rankings = rank(measurements)
  const files = {
    'docs/bench.md': page(description, rankings),
    'docs/bench.svg': chart(description, rankings),
  }
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(repositoryFolder, name), text)
  }
  return Object.keys(files)
}
