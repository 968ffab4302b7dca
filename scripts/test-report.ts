/** The part that is read of the report of vitest's `--reporter=json`. */
export interface Report {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numTodoTests: number
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    /** Why the file did not load. */
    readonly message: string
    readonly assertionResults: readonly {
      readonly fullName: string
      readonly status: string
      readonly failureMessages?: readonly string[] | null
    }[]
  }[]
}

/** A test that failed, or a file that did not load. */
export interface Failure {
  readonly file: string
  readonly test: string
  readonly message: string
}

/** The files that failed before any of their tests did. */
export function filesThatDidNotLoad({ testResults }: Report): Report['testResults'] {
  return testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((assertion) => assertion.status === 'failed'),
  )
}

export function listFailures(report: Report): Failure[] {
  return [
    ...filesThatDidNotLoad(report).map(({ name, message }) => ({ file: name, test: '(the file)', message })),
    ...report.testResults.flatMap(({ name, assertionResults }) =>
      assertionResults
        .filter(({ status }) => status === 'failed')
        .map(({ fullName, failureMessages }) => ({
          file: name,
          test: fullName,
          message: (failureMessages ?? []).join('\n'),
        })),
    ),
  ]
}
