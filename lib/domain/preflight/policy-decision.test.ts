import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bucketStatements, deliveryTrust } from '../onboarding/destination-access'
import { UNKNOWN_TAIL } from './policy-conditions'
import { decide, type AccessQuestion } from './policy-decision'
import { parsePolicy } from './policy-language'

const DELIVERY: AccessQuestion = {
  principal: { service: 'delivery.logs.amazonaws.com' },
  action: 's3:PutObject',
  resource: 'arn:aws:s3:::logs/AWSLogs/111122223333/vpcflowlogs/eu-west-1/2026/11/21/x.log.gz',
  context: {
    'aws:sourceaccount': '111122223333',
    'aws:sourcearn': `arn:aws:logs:eu-west-1:111122223333:${UNKNOWN_TAIL}`,
    's3:x-amz-acl': 'bucket-owner-full-control',
    'aws:securetransport': 'true',
    'aws:principalisawsservice': 'true',
    'aws:sourcevpce': null,
  },
}

const allow = (more: object) => ({
  Sid: 'One',
  Effect: 'Allow',
  Principal: { Service: 'delivery.logs.amazonaws.com' },
  Action: 's3:PutObject',
  Resource: 'arn:aws:s3:::logs/*',
  ...more,
})
const deny = (more: object) => ({ Sid: 'No', Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*', ...more })
const kindOf = (...statements: readonly object[]) =>
  decide(parsePolicy(JSON.stringify({ Statement: statements })) ?? [], DELIVERY).kind

describe('what a bucket policy says to log delivery', () => {
  const cases: readonly (readonly [string, string, readonly object[]])[] = [
    ['allowed', 'a plain statement', [allow({})]],
    [
      'allowed',
      'lists of everything',
      [allow({ Action: ['s3:Get*', 's3:Put*'], Resource: ['x', 'arn:aws:s3:::logs/*'] })],
    ],
    ['allowed', 'lower-case action', [allow({ Action: 's3:putobject' })]],
    ['not-allowed', 'another service', [allow({ Principal: { Service: 'config.amazonaws.com' } })]],
    ['not-allowed', 'another account’s path', [allow({ Resource: 'arn:aws:s3:::logs/AWSLogs/222233334444/*' })]],
    ['not-allowed', 'only the Hive path', [allow({ Resource: 'arn:aws:s3:::logs/AWSLogs/aws-account-id=*/*' })]],
    ['not-allowed', 'no statement at all', []],
    ['allowed', 'the account among others', [condition('StringEquals', 'aws:SourceAccount', ['1', '111122223333'])]],
    ['not-allowed', 'other accounts', [condition('StringEquals', 'aws:SourceAccount', ['222233334444'])]],
    ['allowed', 'the logs ARN', [condition('ArnLike', 'aws:SourceArn', 'arn:aws:logs:*:111122223333:*')]],
    [
      'not-allowed',
      'an ec2 ARN, which is the wrong one',
      [condition('ArnLike', 'aws:SourceArn', 'arn:aws:ec2:*:111122223333:*')],
    ],
    ['not-allowed', 'another region', [condition('ArnLike', 'aws:SourceArn', 'arn:aws:logs:us-east-1:111122223333:*')]],
    [
      'unknown',
      'a certain delivery source',
      [condition('ArnLike', 'aws:SourceArn', 'arn:aws:logs:eu-west-1:111122223333:delivery-source:a')],
    ],
    ['unknown', 'an organisation', [condition('StringEquals', 'aws:SourceOrgID', 'o-example')]],
    ['unknown', 'an operator nobody knows', [condition('SomethingNew', 'aws:SourceAccount', '111122223333')]],
    ['unknown', 'a policy variable', [condition('StringEquals', 'aws:SourceAccount', '${aws:PrincipalAccount}')]],
    ['not-allowed', 'a key that delivery never carries', [condition('StringEquals', 'aws:SourceVpce', 'vpce-1')]],
    ['allowed', 'such a key, if it exists', [condition('StringEqualsIfExists', 'aws:SourceVpce', 'vpce-1')]],
    ['allowed', 'such a key, negated', [condition('StringNotEquals', 'aws:SourceVpce', 'vpce-1')]],
    ['refused', 'an explicit refusal', [allow({}), deny({})]],
    [
      'allowed',
      'a refusal of what is not encrypted',
      [allow({}), deny({ Condition: { Bool: { 'aws:SecureTransport': 'false' } } })],
    ],
    [
      'allowed',
      'a refusal that spares services',
      [allow({}), deny({ Condition: { Bool: { 'aws:PrincipalIsAWSService': 'false' } } })],
    ],
    [
      'unknown',
      'a refusal outside an organisation',
      [allow({}), deny({ Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-x' } } })],
    ],
    ['refused', 'a refusal of everything but reading', [allow({}), deny({ Action: undefined, NotAction: 's3:Get*' })]],
    ['unknown', 'everybody may, which services may not be', [allow({ Principal: '*' })]],
    ['unknown', 'a refusal for all but some', [allow({}), deny({ Principal: undefined, NotPrincipal: { AWS: '1' } })]],
    ['allowed', 'one statement that is no list', [allow({ Condition: {} })]],
  ]
  it.each(cases)('%s: %s', (expected, _why, statements) => expect(kindOf(...statements)).toBe(expected))

  it('names the statement that refuses, and the key that is not known', () => {
    expect(decide(parsePolicy(JSON.stringify({ Statement: [deny({})] })) ?? [], DELIVERY)).toEqual({
      kind: 'refused',
      by: 'the statement “No”',
    })
    const open = parsePolicy(JSON.stringify({ Statement: condition('StringEquals', 'aws:SourceOrgID', 'o-x') })) ?? []
    expect(decide(open, DELIVERY)).toMatchObject({ because: expect.stringContaining('aws:SourceOrgID') as string })
  })

  it('lets in what the generators write', () => {
    const sources = { partition: 'aws', accountIds: ['222233334444', '111122223333'], organisationId: null }
    expect(kindOf(...bucketStatements('logs', sources))).toBe('allowed')
    expect(kindOf(...bucketStatements('logs', { ...sources, accountIds: ['222233334444'] }))).toBe('not-allowed')
  })
})

describe('what a trust policy says', () => {
  const question: AccessQuestion = {
    principal: { service: 'vpc-flow-logs.amazonaws.com' },
    action: 'sts:AssumeRole',
    resource: null,
    context: {
      'aws:sourceaccount': '111122223333',
      'aws:sourcearn': 'arn:aws:ec2:eu-west-1:111122223333:vpc-flow-log/fl-0123456789abcdef0',
    },
  }
  const trustOf = (account: string) => parsePolicy(JSON.stringify(deliveryTrust('aws', account))) ?? []

  it('lets the service in for its own account, and for no other', () => {
    expect(decide(trustOf('111122223333'), question).kind).toBe('allowed')
    expect(decide(trustOf('222233334444'), question).kind).toBe('not-allowed')
  })

  it('knows an account by its root and by its number', () => {
    const arn = 'arn:aws:iam::111122223333:role/source'
    for (const AWS of ['arn:aws:iam::111122223333:root', '111122223333', arn]) {
      const text = JSON.stringify({ Statement: { Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole' } })
      expect(decide(parsePolicy(text) ?? [], { ...question, principal: { arn } }).kind).toBe('allowed')
    }
  })
})

describe('any text', () => {
  it('is read or called unreadable, never thrown at', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const statements = parsePolicy(text)
        if (statements !== null) decide(statements, DELIVERY)
      }),
    )
  })
})

function condition(operator: string, key: string, values: string | readonly string[]): object {
  return allow({ Condition: { [operator]: { [key]: values } } })
}
