import { describe, expect, it } from 'vitest'
import { AWS_ERROR_CASES } from '../../lib/providers/aws-ec2/__fixtures__/error-cases'
import { AWS_ERROR_TABLE } from '../../lib/providers/aws-ec2/error-table'
import { findRow as findAwsRow } from '../../lib/providers/aws-ec2/errors'
import { ERROR_TABLE as CEN_ERROR_TABLE } from '../../lib/providers/alibaba-cen/error-table'
import { findRow } from '../../lib/providers/alibaba-cen/errors'
import { ALIBABA_ERRORS } from '../../simulator/alibaba/errors'
import { AWS_ERRORS } from '../../simulator/aws/errors'
import { CEN_ERROR_CASES } from '../../lib/providers/alibaba-cen/__fixtures__/error-cases'
import { DOCUMENTED_AWS_ERRORS, DOCUMENTED_CEN_ERRORS, type DocumentedError } from './documented-errors'

/* Each error code that a cloud documents has a named case, a row that explains it, and a way to appear in the simulator. */

interface NamedCase {
  readonly name: string
  readonly code: string
  readonly message: string
  readonly isItem: boolean
}

const isAbout = ({ code, says, isItem = false }: DocumentedError, one: NamedCase): boolean =>
  one.code === code && one.isItem === isItem && (says === undefined || says.test(one.message))

const title = ({ code, says }: DocumentedError): string => (says === undefined ? code : `${code} (${says.source})`)

const CLOUDS = [
  {
    cloud: 'AWS',
    documented: DOCUMENTED_AWS_ERRORS,
    cases: AWS_ERROR_CASES.map((one) => ({ ...one, isItem: one.scope === 'item' })),
    // What an item says is an answer of its own there, under one code.
    simulated: (code: string) => code === '400' || code in AWS_ERRORS,
  },
  {
    cloud: 'Alibaba Cloud CEN',
    documented: DOCUMENTED_CEN_ERRORS,
    cases: CEN_ERROR_CASES.map((one) => ({ ...one, message: '', isItem: false })),
    simulated: (code: string) => code in ALIBABA_ERRORS,
  },
] as const

describe.each(CLOUDS)('the error codes of $cloud', ({ documented, cases, simulated }) => {
  it.each(documented.map((error) => [title(error), error] as const))('%s has a named case', (_title, error) => {
    expect(cases.filter((one) => isAbout(error, one)).map(({ name }) => name)).not.toEqual([])
  })

  it('has no two cases of one name', () => {
    const names = cases.map(({ name }) => name)
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  })

  it('lets every one of them appear in the simulator', () => {
    expect(documented.filter(({ code }) => !simulated(code)).map(({ code }) => code)).toEqual([])
  })
})

describe('the tables of the providers', () => {
  it('AWS: every code of every row has a case that this row answers', () => {
    const met = new Set(
      AWS_ERROR_CASES.flatMap((one) => {
        const row = findAwsRow({ ...one, httpStatus: one.status })
        return row === undefined ? [] : [`${AWS_ERROR_TABLE.indexOf(row)} ${one.code}`]
      }),
    )
    const missing = AWS_ERROR_TABLE.flatMap((row, index) =>
      row.codes.filter((code) => !met.has(`${index} ${code}`)).map((code) => `${row.reason}: ${code}`),
    )
    expect(missing).toEqual([])
  })

  it('CEN: every code of every row has a case that this row answers', () => {
    const missing = CEN_ERROR_TABLE.flatMap((row) =>
      row.codes
        .filter(
          (pattern) =>
            !CEN_ERROR_CASES.some((one) => fits(pattern, one.code) && findRow(one.action, one.code, '') === row),
        )
        .map((code) => `${row.reason}: ${code}`),
    )
    expect(missing).toEqual([])
  })

  const total = DOCUMENTED_AWS_ERRORS.length + DOCUMENTED_CEN_ERRORS.length
  it(`counted: ${total} error codes and messages have a named case`, () => {
    expect(total).toBeGreaterThan(100)
  })
})

function fits(pattern: string, code: string): boolean {
  const [wanted, given] = [pattern.toLowerCase(), code.toLowerCase()]
  if (wanted.startsWith('*')) return given.includes(wanted.slice(1, -1))
  return wanted.endsWith('*') ? given.startsWith(wanted.slice(0, -1)) : wanted === given
}
