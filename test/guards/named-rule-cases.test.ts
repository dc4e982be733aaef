import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { AWS_RULE_CASES } from '../../lib/domain/aws/__fixtures__/rule-cases'
import { CEN_RULE_CASES } from '../../lib/domain/cen/__fixtures__/rule-cases'
import { RULE_IDS } from '../../lib/domain/rules'
import { validateRequest, validateRequestText } from '../../lib/domain/validate-request'

/* Each rule of both clouds has a named case that breaks it and nothing else, and every case names a rule there is. */

const NUMBERED = Array.from({ length: 18 }, (_, index) => `R${index + 1}`)

// No JSON value is no JSON; a kind of resource is a Configuration's to choose, not a request's.
const ELSEWHERE: readonly string[] = ['json', 'target-type']

const CLOUDS = [
  { provider: 'aws-ec2', cases: AWS_RULE_CASES },
  // The API of CEN has no enumerations.
  { provider: 'alibaba-cen', cases: CEN_RULE_CASES, without: ['allowed-value'] },
] as const

describe.each(CLOUDS)('the rules of $provider', ({ provider, cases, ...rest }) => {
  const exempt = [...ELSEWHERE, ...('without' in rest ? rest.without : [])]
  const exemptInDocs = 'without' in rest ? rest.without : ([] as readonly string[])
  const rules = RULE_IDS[provider].filter((rule) => !exempt.includes(rule))

  it.each(rules)('%s has a named case that it alone refuses', (rule) => {
    const own = cases.filter((one) => one.rule === rule)
    expect(own.map(({ name }) => name)).not.toEqual([])
    for (const { request, place, name } of own) {
      const broken = new Set(validateRequest(provider, request, place).map((violation) => violation.rule))
      expect([...broken], name).toEqual([rule])
    }
  })

  it('has no case of a rule that does not exist, and no two of one name', () => {
    const titles = cases.map(({ rule, name }) => `${rule} ${name}`)
    expect(cases.filter(({ rule }) => !rules.includes(rule))).toEqual([])
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([])
  })

  it('is written down in the documentation of its cloud', () => {
    const text = readFileSync(`docs/providers/${provider}.md`, 'utf8')
    expect(RULE_IDS[provider].filter((rule) => !exemptInDocs.includes(rule) && !text.includes(`\`${rule}\``))).toEqual(
      [],
    )
  })

  it('answers a text that is no JSON', () => {
    expect(validateRequestText(provider, 'nope').map(({ rule }) => rule)).toEqual(['json'])
  })

  it(`counted: ${rules.length} rules of ${provider} have a named case, ${cases.length} cases in all`, () => {
    expect(cases.length).toBeGreaterThan(rules.length)
  })
})

it('the rules of AWS hold every number of the documentation', () => {
  expect(NUMBERED.filter((id) => !RULE_IDS['aws-ec2'].includes(id))).toEqual([])
})
