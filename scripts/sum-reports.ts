/**
 * Sums the runs of the suite that scripts/test-matrix.sh made: `tsx scripts/sum-reports.ts FOLDER`.
 *
 * For each run the folder holds `NAME.exit` with the exit code and `NAME.json`, vitest's report; or, for a run
 * that was left out, `NAME.skipped` with the reason. The last line printed is `N passed, N failed, N skipped`.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { countRun, type Counts, type Report } from './count-run.js'

function readReport(file: string): Report | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report
  } catch {
    return null
  }
}

function line({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`
}

function main(folder: string): void {
  let total: Counts = { passed: 0, failed: 0, skipped: 0 }
  for (const file of readdirSync(folder).sort()) {
    const name = basename(file, extname(file))
    let counts: Counts
    if (file.endsWith('.skipped')) {
      counts = { passed: 0, failed: 0, skipped: 1 }
      console.log(`${name}: left out: ${readFileSync(join(folder, file), 'utf8').trim()}`)
    } else if (file.endsWith('.exit')) {
      const exitCode = Number(readFileSync(join(folder, file), 'utf8'))
      counts = countRun(exitCode, readReport(join(folder, `${name}.json`)))
      console.log(`${name}: ${line(counts)}`)
    } else continue
    total = {
      passed: total.passed + counts.passed,
      failed: total.failed + counts.failed,
      skipped: total.skipped + counts.skipped,
    }
  }
  console.log(line(total))
  process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0
}

main(process.argv[2] ?? '.')
