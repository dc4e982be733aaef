import { describe, expect, it } from 'vitest'
import { readVitestReport } from './vitest-lane'

const test = (fullName: string, status: string, ...failureMessages: string[]) => ({ fullName, status, failureMessages })

describe('readVitestReport', () => {
  it('counts tests, names failures by file, and leaves skipped tests out', () => {
    const report = {
      testResults: [
        {
          name: '/repo/lib/a.test.ts',
          status: 'failed',
          message: '',
          assertionResults: [
            test('adds', 'passed'),
            test('subtracts', 'failed', 'expected 1'),
            test('later', 'skipped'),
          ],
        },
      ],
    }
    expect(readVitestReport(report, '/repo')).toEqual({
      passed: 1,
      failures: [{ title: 'lib/a.test.ts › subtracts', message: 'expected 1' }],
    })
  })

  it('repeats what a test says it counted, once it passed', () => {
    const assertionResults = [
      test('cases counted: 96 codes have a case', 'passed'),
      test('cases counted: 0 rules have one', 'failed', 'none'),
    ]
    const report = { testResults: [{ name: '/repo/c.test.ts', status: 'failed', message: '', assertionResults }] }
    expect(readVitestReport(report, '/repo').counts).toEqual(['96 codes have a case'])
  })

  it('counts a file that could not be loaded as one failure', () => {
    const report = {
      testResults: [
        { name: '/repo/lib/b.test.ts', status: 'failed', message: 'cannot find ./b', assertionResults: [] },
      ],
    }
    expect(readVitestReport(report, '/repo')).toEqual({
      passed: 0,
      failures: [{ title: 'lib/b.test.ts could not be run', message: 'cannot find ./b' }],
    })
  })
})
