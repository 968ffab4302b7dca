import { describe, expect, test } from 'vitest'
import { countRun } from '../../scripts/count-run.js'
import { listFailures, type Report } from '../../scripts/test-report.js'

const empty: Report = {
  numPassedTests: 0,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [],
}

const passing = { fullName: 'a works', status: 'passed', failureMessages: [] }
const failing = { fullName: 'b works', status: 'failed', failureMessages: ['expected 1 to be 2'] }
const threeFiles: Report = {
  ...empty,
  numPassedTests: 5,
  numFailedTests: 1,
  testResults: [
    { name: 'b.test.ts', status: 'failed', message: '', assertionResults: [passing, failing] },
    { name: 'c.test.ts', status: 'failed', message: 'SyntaxError', assertionResults: [] },
    { name: 'a.test.ts', status: 'passed', message: '', assertionResults: [passing] },
  ],
}

describe('listFailures', () => {
  test('names the files that did not load, then the tests that failed', () => {
    expect(listFailures(threeFiles)).toEqual([
      { file: 'c.test.ts', test: '(the file)', message: 'SyntaxError' },
      { file: 'b.test.ts', test: 'b works', message: 'expected 1 to be 2' },
    ])
  })
})

describe('countRun', () => {
  test('counts what the report says', () => {
    const report = { ...empty, numPassedTests: 5, numFailedTests: 2, numPendingTests: 1, numTodoTests: 1 }
    expect(countRun(1, report)).toEqual({ passed: 5, failed: 2, skipped: 2 })
  })

  test('counts a run without a report as a failure', () => {
    expect(countRun(0, null)).toEqual({ passed: 0, failed: 1, skipped: 0 })
  })

  test('counts a run that ended badly after green tests as a failure', () => {
    expect(countRun(1, { ...empty, numPassedTests: 5 })).toEqual({ passed: 5, failed: 1, skipped: 0 })
  })

  test('counts a run of no tests as a failure', () => {
    expect(countRun(0, empty)).toEqual({ passed: 0, failed: 1, skipped: 0 })
  })

  test('counts a run that has lost nearly all of its tests as a failure', () => {
    expect(countRun(0, { ...empty, numPassedTests: 1 })).toEqual({ passed: 1, failed: 1, skipped: 0 })
    expect(countRun(0, { ...empty, numPassedTests: 80 })).toEqual({ passed: 80, failed: 0, skipped: 0 })
  })

  test('counts a file that does not load as a failure beside those of others', () => {
    expect(countRun(1, threeFiles)).toEqual({ passed: 5, failed: 2, skipped: 0 })
  })
})
