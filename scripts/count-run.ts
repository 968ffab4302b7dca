/** How the tests of one run, or of several, ended. */
export interface Counts {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

/** What is read of the report that vitest writes with `--reporter=json`. */
export interface Report {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numTodoTests: number
  readonly testResults: readonly {
    readonly status: string
    readonly assertionResults: readonly { readonly status: string }[]
  }[]
}

/** Counts a run. What ended without a failed test to show for it counts as one failure. */
export function countRun(exitCode: number, report: Report | null): Counts {
  if (report === null) return { passed: 0, failed: 1, skipped: 0 }
  const filesThatDidNotLoad = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((assertion) => assertion.status === 'failed'),
  )
  const failed = report.numFailedTests + filesThatDidNotLoad.length
  const ranNothing = report.numPassedTests + failed === 0
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && (exitCode !== 0 || ranNothing) ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}
