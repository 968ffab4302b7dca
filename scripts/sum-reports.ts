/**
 * Sums the runs of the suite that scripts/test-matrix.sh made: `tsx scripts/sum-reports.ts FOLDER`.
 *
 * For each run the folder holds `NAME.exit` with the exit code and `NAME.json`, vitest's report; or, for a run
 * that was left out, `NAME.skipped` with the reason. What failed is named again, for a log's end is what gets read.
 * The last line printed is `N passed, N failed, N skipped`.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { basename, extname, join, relative } from 'node:path'
import { countRun, type Counts } from './count-run.js'
import { listFailures, type Report } from './test-report.js'

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
  const sums: string[] = []
  let total: Counts = { passed: 0, failed: 0, skipped: 0 }
  for (const file of readdirSync(folder).sort()) {
    const name = basename(file, extname(file))
    let counts: Counts
    if (file.endsWith('.skipped')) {
      counts = { passed: 0, failed: 0, skipped: 1 }
      sums.push(`${name}: left out: ${readFileSync(join(folder, file), 'utf8').trim()}`)
    } else if (file.endsWith('.exit')) {
      const exitCode = Number(readFileSync(join(folder, file), 'utf8'))
      const report = readReport(join(folder, `${name}.json`))
      counts = countRun(exitCode, report)
      sums.push(`${name}: ${line(counts)}`)
      for (const failure of report === null ? [] : listFailures(report)) {
        const message = failure.message.split('\n').slice(0, 12).join('\n    ')
        console.log(`FAILED in ${name}: ${relative('.', failure.file)} > ${failure.test}\n    ${message}`)
      }
    } else continue
    total = {
      passed: total.passed + counts.passed,
      failed: total.failed + counts.failed,
      skipped: total.skipped + counts.skipped,
    }
  }
  console.log(sums.join('\n'))
  console.log(line(total))
  process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0
}

main(process.argv[2] ?? '.')
