import { expect, it } from 'vitest'
import { countTests, type TestReport } from './test-counts.ts'

const report: TestReport = {
  numPassedTests: 2,
  numFailedTests: 1,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [
    { status: 'passed', assertionResults: [{ status: 'passed' }] },
    { status: 'failed', assertionResults: [{ status: 'passed' }, { status: 'failed' }] },
  ],
}

it('counts what vitest counts', () => {
  expect(countTests(report)).toEqual({ passed: 2, failed: 1, skipped: 0 })
})

it('counts a file that cannot be loaded as a failure', () => {
  const testResults = [...report.testResults, { status: 'failed', assertionResults: [] }]
  expect(countTests({ ...report, testResults })).toEqual({ passed: 2, failed: 2, skipped: 0 })
})

it('counts tests that are left out or only announced as skipped', () => {
  expect(countTests({ ...report, numPendingTests: 3, numTodoTests: 1 }).skipped).toBe(4)
})
