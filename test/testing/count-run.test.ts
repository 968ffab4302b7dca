import { describe, expect, test } from 'vitest'
import { countRun, type Report } from '../../scripts/count-run.js'

const empty: Report = {
  numPassedTests: 0,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [],
}

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

  test('counts a file that does not load as a failure beside those of others', () => {
    const report = {
      ...empty,
      numPassedTests: 5,
      numFailedTests: 1,
      testResults: [
        { status: 'failed', assertionResults: [{ status: 'failed' }] },
        { status: 'failed', assertionResults: [] },
        { status: 'passed', assertionResults: [{ status: 'passed' }] },
      ],
    }
    expect(countRun(1, report)).toEqual({ passed: 5, failed: 2, skipped: 0 })
  })
})
