import { describe, expect, test } from 'vitest'
import { aResource, AWS_SCOPE } from '../../test/builders/cloud-facts'
import type { Selector, SelectorClause } from './configuration'
import { compileSelector, describeSelector, selects } from './selector'
import { resourceKeyText } from './resource'

const vpc = aResource({ tags: { env: 'prod', team: 'net' } })
const key = resourceKeyText(vpc.key)
const clauses = (list: readonly SelectorClause[], excludes: readonly string[] = []): Selector => ({
  kind: 'clauses',
  clauses: list,
  excludes,
})

test.each<{ selector: Selector; isSelected: boolean; why: string }>([
  { selector: { kind: 'explicit', targets: [key] }, isSelected: true, why: 'named' },
  { selector: { kind: 'explicit', targets: ['other'] }, isSelected: false, why: 'not named' },
  {
    selector: clauses([{ on: 'account', values: ['1', AWS_SCOPE.accountId] }]),
    isSelected: true,
    why: 'one of the accounts',
  },
  { selector: clauses([{ on: 'region', values: ['us-east-1'] }]), isSelected: false, why: 'another region' },
  { selector: clauses([{ on: 'type', values: ['VPC'] }]), isSelected: true, why: 'the type' },
  {
    selector: clauses([{ on: 'tag', key: 'env', values: ['prod', 'stage'] }]),
    isSelected: true,
    why: 'one of the values',
  },
  {
    selector: clauses([{ on: 'tag', key: 'Env', values: ['prod'] }]),
    isSelected: false,
    why: 'tag keys are case-sensitive',
  },
  {
    selector: clauses([{ on: 'tag', key: 'constructor', values: ['x'] }]),
    isSelected: false,
    why: 'only real tags count',
  },
  {
    selector: clauses([
      { on: 'type', values: ['VPC'] },
      { on: 'tag', key: 'env', values: ['dev'] },
    ]),
    isSelected: false,
    why: 'every clause must hold',
  },
  { selector: clauses([{ on: 'type', values: ['VPC'] }], [key]), isSelected: false, why: 'excludes win' },
  { selector: clauses([{ on: 'attachmentKind', values: ['VPC'] }]), isSelected: false, why: 'it is no attachment' },
  { selector: clauses([]), isSelected: false, why: 'no clause selects nothing, never everything' },
])('$isSelected: $why', ({ selector, isSelected }) => {
  expect(selects(selector, vpc, 'aws-vpc')).toBe(isSelected)
})

describe('whatever the selector says', () => {
  const all = clauses([{ on: 'account', values: [AWS_SCOPE.accountId] }])
  test('only resources of the family, owned and settled, enter', () => {
    expect(selects(all, vpc, 'aws-vpc')).toBe(true)
    expect(selects(all, vpc, 'aws-transit-gateway')).toBe(false)
    expect(selects(all, aResource({ ownerAccountId: 'other' }), 'aws-vpc')).toBe(false)
    expect(selects(all, aResource({ isSettled: false }), 'aws-vpc')).toBe(false)
  })

  test('a target that is being changed does not leave', () => {
    expect(compileSelector(all, 'aws-vpc').matches(aResource({ isSettled: false }))).toBe(true)
  })
})

test.each<{ selector: Selector; text: string }>([
  { selector: { kind: 'explicit', targets: ['a', 'b'] }, text: '2 chosen targets.' },
  {
    selector: clauses([
      { on: 'type', values: ['VPC', 'Subnet'] },
      { on: 'account', values: ['1', '2'] },
      { on: 'tag', key: 'env', values: ['prod'] },
    ]),
    text: 'All VPCs and subnets in accounts 1 or 2 and tagged env = prod, today and in future.',
  },
  {
    selector: clauses([{ on: 'region', values: ['a', 'b', 'c', 'd', 'e', 'f'] }], ['x']),
    text: 'All VPCs, subnets, network interfaces and regional NAT gateways in a, b, c, d or 2 more, except 1 excluded, today and in future.',
  },
])('reads: $text', ({ selector, text }) => {
  expect(describeSelector(selector, 'aws-vpc')).toBe(text)
})
