import { describe, expect, it } from 'vitest'
import { accountFaults } from './account-rules'
import { accountByPattern, type OnboardingPattern } from './onboarding-pattern'

const PATTERN: OnboardingPattern = {
  roleName: 'WeirControlPlane',
  externalId: 'weir-{accountId}',
  regions: ['eu-west-1'],
  labels: { source: 'organisation' },
  pathLabel: 'folder',
}
const FOUND = { accountId: '100000000044', name: 'retail-prod', path: 'workloads/production' }
const AWS = { provider: 'aws-ec2', partition: 'aws' } as const

describe('adding an account by a pattern', () => {
  it('makes role, external id and labels from its id and folder', () => {
    expect(accountByPattern(AWS, PATTERN, FOUND)).toEqual({
      ...AWS,
      accountId: '100000000044',
      name: 'retail-prod',
      roleArn: 'arn:aws:iam::100000000044:role/WeirControlPlane',
      externalId: 'weir-100000000044',
      regions: ['eu-west-1'],
      labels: { source: 'organisation', folder: 'workloads/production' },
    })
  })

  it('makes accounts that the rules for accounts accept, on both clouds', () => {
    expect(accountFaults(accountByPattern(AWS, PATTERN, FOUND))).toEqual([])
    const alibaba = { provider: 'alibaba-cen', partition: 'alibaba' } as const
    const found = { ...FOUND, accountId: '1900000000000011' }
    expect(accountByPattern(alibaba, PATTERN, found).roleArn).toBe('acs:ram::1900000000000011:role/WeirControlPlane')
    expect(accountFaults(accountByPattern(alibaba, PATTERN, found))).toEqual([])
  })

  it('writes no folder where none is known, and a name where the cloud has none', () => {
    const { labels, name } = accountByPattern(AWS, PATTERN, { ...FOUND, path: '', name: '' })
    expect(labels).toEqual({ source: 'organisation' })
    expect(name).toBe('100000000044')
  })
})
