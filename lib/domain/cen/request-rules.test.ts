import { describe, expect, test } from 'vitest'
import { tags, type RequestJson } from '../aws/__fixtures__/requests'
import { NO_PLACE, type RulePlace } from '../rule'
import { CEN_RULE_CASES, ofAttachment, ofRouter } from './__fixtures__/rule-cases'
import { validateRequest } from '../validate-request'

const RULES = [...new Set(CEN_RULE_CASES.map(({ rule }) => rule))]

describe.each(RULES)('%s', (rule) => {
  test.each(CEN_RULE_CASES.filter((one) => one.rule === rule))(
    'refuses $name, and nothing else is wrong',
    ({ request, field, place }) => {
      const violations = validateRequest('alibaba-cen', request, place)
      expect(new Set(violations.map((violation) => violation.rule))).toEqual(new Set([rule]))
      expect(violations.map((violation) => violation.field)).toContain(field)
      for (const { message, remedy, source } of violations) {
        for (const text of [message, remedy, source]) expect(text).toMatch(/\S/)
      }
    },
  )
})

const VALID: readonly { readonly name: string; readonly request: RequestJson; readonly place?: RulePlace }[] = [
  { name: 'a whole router', request: ofRouter() },
  { name: 'one attachment', request: ofAttachment() },
  { name: 'its region, being named', request: ofRouter(), place: { ...NO_PLACE, region: 'cn-hangzhou' } },
  { name: '60 s', request: ofRouter({ Interval: 60 }) },
  { name: '600 s', request: ofRouter({ Interval: 600 }) },
  { name: 'an empty name and description', request: ofRouter({ FlowLogName: '', Description: '' }) },
  {
    name: 'the longest name and description',
    request: ofRouter({ FlowLogName: 'n'.repeat(128), Description: '描'.repeat(256) }),
  },
  { name: 'a URL inside a description', request: ofRouter({ Description: 'see http://x' }) },
  { name: 'names of 3 characters', request: ofRouter({ ProjectName: 'a-1', LogStoreName: '1_a' }) },
  { name: 'names of 63', request: ofRouter({ ProjectName: 'a'.repeat(63), LogStoreName: 'a'.repeat(63) }) },
  { name: 'the shortest format', request: ofRouter({ LogFormatString: '${srcaddr}${dstaddr}${bytes}' }) },
  {
    name: 'a field nobody published, which the cloud judges',
    request: ofRouter({ LogFormatString: '${srcaddr}${dstaddr}${bytes}${tr-id_2}' }),
  },
  { name: '20 tags', request: ofRouter({ Tag: tags(20) }) },
  { name: 'no tags', request: ofRouter({ Tag: [] }) },
  {
    name: 'the longest key and value, and none',
    request: ofRouter({ Tag: [{ Key: 'k'.repeat(64), Value: 'v'.repeat(128) }, { Key: 'x' }] }),
  },
  { name: 'flat tags', request: ofRouter({ 'Tag.1.Key': 'a', 'Tag.1.Value': '', 'Tag.20.Key': 'b' }) },
  {
    name: 'the fields of older interfaces',
    request: ofRouter({
      OwnerAccount: 'a@b',
      OwnerId: 1234567890123456,
      ResourceOwnerAccount: 'a',
      ResourceOwnerId: '12',
    }),
  },
  { name: 'a token', request: ofRouter({ ClientToken: 'x'.repeat(64) }) },
]

describe('what CreateFlowlog allows', () => {
  test.each(VALID)('$name', ({ request, place }) => {
    expect(validateRequest('alibaba-cen', request, place)).toEqual([])
  })
})
