import { filesThatDidNotLoad, type Report } from './test-report.js'

/** The results of the tests of one run, or of several. */
export interface Counts {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

/** Fewer than any run has: one with fewer has lost them, as by a mistake in what its command leaves out. */
const fewestTests = 50

/** Counts a run. What ended without a failed test to show for it counts as one failure. */
export function countRun(exitCode: number, report: Report | null): Counts {
  if (report === null) return { passed: 0, failed: 1, skipped: 0 }
  const failed = report.numFailedTests + filesThatDidNotLoad(report).length
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && (exitCode !== 0 || report.numPassedTests < fewestTests) ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}
