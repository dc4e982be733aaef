import { describe, expect, it } from 'vitest'
import {
  accountOfDraft,
  draftFaults,
  editOfDraft,
  emptyDraft,
  faultsOfErrors,
  type AccountDraft,
} from './account-draft'

const AWS: AccountDraft = {
  ...emptyDraft('aws-ec2'),
  name: 'payments-prod',
  accountId: '111122223333',
  roleArn: 'arn:aws:iam::111122223333:role/weir',
  externalId: 'weir-7f3a',
  regions: ['eu-west-1'],
}
const ALIBABA: AccountDraft = {
  ...emptyDraft('alibaba-cen'),
  name: '生产环境',
  accountId: '1000000000000001',
  roleArn: 'acs:ram::1000000000000001:role/weir',
  regions: ['cn-hangzhou'],
}

describe('what is wrong with an account as it is typed', () => {
  it('is nothing for whole accounts of either cloud', () => {
    expect(draftFaults(AWS)).toEqual({})
    expect(draftFaults(ALIBABA)).toEqual({})
  })

  it('names every field that an empty form lacks, and no optional one', () => {
    expect(Object.keys(draftFaults(emptyDraft('aws-ec2')))).toEqual(['name', 'accountId', 'roleArn', 'regions'])
  })

  it.each<[string, AccountDraft, keyof AccountDraft, RegExp]>([
    [
      'an id that is too short counts its digits',
      { ...AWS, accountId: '1111', roleArn: AWS.roleArn },
      'accountId',
      /12 digits; this has 4/,
    ],
    ['the other cloud’s length', { ...ALIBABA, accountId: '111122223333' }, 'accountId', /16 digits; this has 12/],
    ['dashes in an id', { ...AWS, accountId: '1111-2222-3333' }, 'accountId', /Only digits/],
    [
      'a role of another account',
      { ...AWS, roleArn: 'arn:aws:iam::999922223333:role/weir' },
      'roleArn',
      /999922223333, not in 111122223333/,
    ],
    ['a role of another partition', { ...AWS, roleArn: 'arn:aws-cn:iam::111122223333:role/weir' }, 'roleArn', /aws-cn/],
    [
      'a user where a role belongs',
      { ...AWS, roleArn: 'arn:aws:iam::111122223333:user/x' },
      'roleArn',
      /not the ARN of a role/,
    ],
    ['an AWS role for Alibaba Cloud', { ...ALIBABA, roleArn: AWS.roleArn }, 'roleArn', /acs:ram::1000000000000001/],
    ['one character of external id', { ...AWS, externalId: 'x' }, 'externalId', /At least 2/],
    ['a space inside an external id', { ...AWS, externalId: 'a b' }, 'externalId', /only/],
    ['121 characters of name', { ...AWS, name: 'n'.repeat(121) }, 'name', /it has 121/],
    ['a typed region that is none', { ...AWS, regions: ['Frankfurt'] }, 'regions', /“Frankfurt”/],
    ['a label without a value sign', { ...AWS, labels: 'team=network\nowner' }, 'labels', /“owner”/],
    ['the same label twice', { ...AWS, labels: 'a=1\na=2' }, 'labels', /a is there twice/],
  ])('%s', (_, draft, field, message) => {
    const faults: Record<string, string> = draftFaults(draft)
    expect(Object.keys(faults)).toEqual([field])
    expect(faults[field]).toMatch(message)
  })

  it('asks for no role where the base identity itself is used', () => {
    expect(draftFaults({ ...AWS, access: 'base', roleArn: '' })).toEqual({})
  })
})

describe('what is sent', () => {
  it('is trimmed, without a role for the base identity', () => {
    expect(accountOfDraft({ ...AWS, name: ' payments ', access: 'base', labels: 'team = network\n\n' })).toEqual({
      provider: 'aws-ec2',
      accountId: '111122223333',
      partition: 'aws',
      name: 'payments',
      roleArn: null,
      externalId: null,
      regions: ['eu-west-1'],
      labels: { team: 'network' },
    })
  })

  it('holds only what an edit changes', () => {
    expect(editOfDraft({ ...AWS, name: 'payments' }, AWS)).toEqual({ name: 'payments' })
    expect(editOfDraft({ ...AWS, access: 'base' }, AWS)).toEqual({ roleArn: null, externalId: null })
    expect(editOfDraft({ ...AWS, name: `${AWS.name} ` }, AWS)).toBeNull()
  })
})

describe('what the server refused', () => {
  it('goes to its field, the first fault of each, and the rest stays together', () => {
    const { faults, rest } = faultsOfErrors([
      { pointer: '/regions/1', message: 'must be a region id such as eu-west-1', remedy: null },
      { pointer: '/regions', message: 'must not name a region twice', remedy: null },
      { pointer: '/accountId', message: 'This account is here already.', remedy: 'Open it instead.' },
      { pointer: '', message: 'must change something', remedy: null },
    ])
    expect(faults).toEqual({
      regions: 'It must be a region id such as eu-west-1.',
      accountId: 'This account is here already. Open it instead.',
    })
    expect(rest.map(({ pointer }) => pointer)).toEqual([''])
  })
})
