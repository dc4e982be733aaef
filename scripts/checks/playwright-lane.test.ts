import { describe, expect, it } from 'vitest'
import { readPlaywrightReport } from './playwright-lane'

const spec = (title: string, status: string, message?: string) => ({
  title,
  tests: [{ projectName: 'phone', status, results: [message === undefined ? {} : { error: { message } }] }],
})

describe('readPlaywrightReport', () => {
  it('walks nested suites, counts expected outcomes, and names the rest by project and path', () => {
    const report = {
      errors: [],
      suites: [
        {
          title: 'changes.spec.ts',
          specs: [spec('opens', 'expected')],
          suites: [
            { title: 'approval', specs: [spec('applies', 'unexpected', 'timed out'), spec('later', 'skipped')] },
          ],
        },
      ],
    }
    expect(readPlaywrightReport(report)).toEqual({
      passed: 1,
      failures: [{ title: '[phone] changes.spec.ts › approval › applies', message: 'timed out' }],
    })
  })

  it('does not let a flaky test pass, nor an error outside of the tests', () => {
    const report = { errors: [{ message: 'no server' }], suites: [{ title: 'a', specs: [spec('b', 'flaky')] }] }
    expect(readPlaywrightReport(report)).toMatchObject({
      passed: 0,
      failures: [{ message: 'no server' }, { title: '[phone] a › b' }],
    })
  })
})
