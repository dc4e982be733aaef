import { describe, expect, it } from 'vitest'
import { aCenSpec, aVpcSpec } from '../../../test/builders/flow-log-specs'
import { bucketStatements, deliveryPermissions, deliveryTrust } from '../onboarding/destination-access'
import type { AwsFlowLogSpec } from '../flow-log-spec'
import { evaluatePreflight, NOTHING_ASKED, unknownPreflight } from './evaluate'
import type { AwsPreflightFacts, BucketFacts, CenPreflightFacts, Reading } from './facts'
import { preflightGroups, samplesOf, type PreflightTarget } from './group'

const SCOPE = { provider: 'aws-ec2', partition: 'aws', accountId: '111122223333', region: 'eu-west-1' } as const
const INSTALLATION = '0193a000-0000-7000-8000-000000000001'

const target = (more: Partial<PreflightTarget> = {}): PreflightTarget => ({
  ordinal: 0,
  scope: SCOPE,
  type: 'VPC',
  externalId: 'vpc-0aaaabbbbccccdddd',
  name: null,
  state: 'available',
  isSettled: true,
  notCoverable: null,
  router: null,
  logsOnTarget: 0,
  logsOfOtherLevel: 0,
  desired: S3_SPEC,
  ...more,
})

const S3_SPEC: AwsFlowLogSpec = {
  ...aVpcSpec(),
  logDestinationType: 's3',
  logDestination: 'arn:aws:s3:::central-logs/network/',
  deliverLogsPermissionArn: null,
  destinationOptions: { fileFormat: 'plain-text', hiveCompatiblePartitions: false, perHourPartition: false },
}
const read = <Value>(value: Value): Reading<Value> => ({ state: 'read', value })
const ABSENT = { state: 'absent', vendorCode: 'NoSuch' } as const
const DENIED = {
  state: 'unreadable',
  why: 'AWS refused.',
  action: 's3:GetBucketPolicy',
  vendorCode: 'AccessDenied',
} as const
const policyOf = (account: string): string =>
  JSON.stringify({
    Statement: bucketStatements('central-logs', { partition: 'aws', accountIds: [account], organisationId: null }),
  })

const GOOD_BUCKET: BucketFacts = {
  region: 'eu-west-1',
  policy: read(policyOf('111122223333')),
  encryption: read({ named: null, usesKms: false }),
  ownership: read('BucketOwnerPreferred'),
  key: null,
}

function s3(bucket: Reading<BucketFacts>, spec: AwsFlowLogSpec = S3_SPEC) {
  return judge({ bucket }, spec)
}

function judge(facts: Partial<AwsPreflightFacts>, spec: AwsFlowLogSpec, more: Partial<PreflightTarget> = {}) {
  const [group] = preflightGroups([target({ desired: spec, ...more })])
  if (group === undefined) throw new Error('there is one group')
  const result = evaluatePreflight(group, { ...NOTHING_ASKED, ...facts }, INSTALLATION)
  const of = (id: string) => result.checks.find((check) => check.id === id)
  return { ...result, of }
}

describe('groups', () => {
  it('hold everything that shares account, region, destination and roles', () => {
    const other = { ...S3_SPEC, logDestination: 'arn:aws:s3:::other' }
    const groups = preflightGroups([
      target({ ordinal: 0 }),
      target({ ordinal: 1, type: 'Subnet', desired: { ...S3_SPEC, trafficType: 'REJECT' } }),
      target({ ordinal: 2, desired: other }),
      target({ ordinal: 3, scope: { ...SCOPE, region: 'us-east-1' } }),
    ])
    expect(groups.map(({ targets }) => targets.map(({ ordinal }) => ordinal))).toEqual([[0, 1], [2], [3]])
    expect(groups[0] && samplesOf(groups[0]).map(({ type }) => type)).toEqual(['VPC', 'Subnet'])
  })
})

describe('a bucket', () => {
  it('passes when everything is in order', () => {
    const result = s3(read(GOOD_BUCKET))
    expect(result).toMatchObject({ state: 'passed', blocks: false })
    expect(result.checks.length).toBeGreaterThan(3)
  })

  it('that does not exist blocks', () => {
    expect(s3(ABSENT)).toMatchObject({ state: 'failed', blocks: true })
    expect(s3(ABSENT).checks[0]).toMatchObject({ id: 's3/exists', vendorCode: 'NoSuch' })
  })

  it('whose policy lets another account in names the two statements to add', () => {
    const result = s3(read({ ...GOOD_BUCKET, policy: read(policyOf('222233334444')) }))
    const check = result.of('s3/policy')
    expect(check).toMatchObject({ state: 'failed', blocks: false })
    expect(check?.fixes[0]?.text).toContain('"AWSLogDeliveryAclCheck"')
    expect(check?.fixes[0]?.text).toContain('"aws:SourceAccount": "111122223333"')
    // Adding exactly what it says mends it.
    const added = JSON.parse(check?.fixes[0]?.text ?? '[]') as object[]
    const mended = JSON.stringify({
      Statement: [...(JSON.parse(policyOf('222233334444')) as { Statement: object[] }).Statement, ...added],
    })
    expect(s3(read({ ...GOOD_BUCKET, policy: read(mended) })).of('s3/policy')?.state).toBe('passed')
  })

  it('that lacks only the check of the access list names only that statement', () => {
    const [write] = (JSON.parse(policyOf('111122223333')) as { Statement: object[] }).Statement
    const check = s3(read({ ...GOOD_BUCKET, policy: read(JSON.stringify({ Statement: [write] })) })).of('s3/policy')
    expect(check?.message).toContain('AWSLogDeliveryAclCheck')
    expect(check?.fixes[0]?.text).not.toContain('AWSLogDeliveryWrite')
  })

  it.each([
    ['another prefix', 'arn:aws:s3:::central-logs/other/AWSLogs/111122223333/*', false, 'failed'],
    ['its own prefix', 'arn:aws:s3:::central-logs/network/AWSLogs/111122223333/*', false, 'passed'],
    ['its own prefix, for Hive names', 'arn:aws:s3:::central-logs/network/AWSLogs/111122223333/*', true, 'failed'],
    ['the Hive names', 'arn:aws:s3:::central-logs/network/AWSLogs/aws-account-id=111122223333/*', true, 'passed'],
  ] as const)('whose policy names %s', (_why, resource, isHive, expected) => {
    const policy = policyOf('111122223333').replace('arn:aws:s3:::central-logs/*', resource)
    const spec = {
      ...S3_SPEC,
      destinationOptions: { fileFormat: 'parquet', hiveCompatiblePartitions: isHive, perHourPartition: false } as const,
    }
    expect(s3(read({ ...GOOD_BUCKET, policy: read(policy) }), spec).of('s3/policy')?.state).toBe(expected)
  })

  it('whose policy cannot be read is unknown, with the permission and the statements', () => {
    const check = s3(read({ ...GOOD_BUCKET, policy: DENIED })).of('s3/policy')
    expect(check).toMatchObject({ state: 'unknown', vendorCode: 'AccessDenied' })
    expect(check?.fixes.map(({ text }) => text).join()).toMatch(/s3:GetBucketPolicy.*AWSLogDeliveryWrite/s)
  })

  it('that names its key by id blocks, with the command that names the ARN', () => {
    const key = read({
      arn: 'arn:aws:kms:eu-west-1:222233334444:key/1',
      isAwsManaged: false,
      isEnabled: true,
      policy: read('{}'),
    })
    const check = s3(read({ ...GOOD_BUCKET, encryption: read({ named: '1', usesKms: true }), key })).of('s3/encryption')
    expect(check).toMatchObject({ state: 'failed', blocks: true })
    expect(check?.fixes[0]?.text).toContain('arn:aws:kms:eu-west-1:222233334444:key/1')
  })

  it('whose key lets nobody in names the key statement', () => {
    const arn = 'arn:aws:kms:eu-west-1:222233334444:key/1'
    const key = (policy: string) => read({ arn, isAwsManaged: false, isEnabled: true, policy: read(policy) })
    const bucket = (policy: string) =>
      read({ ...GOOD_BUCKET, encryption: read({ named: arn, usesKms: true }), key: key(policy) })
    const check = s3(bucket('{"Statement":[]}')).of('s3/encryption')
    expect(check?.state).toBe('failed')
    expect(s3(bucket(`{"Statement":[${check?.fixes[0]?.text ?? ''}]}`)).of('s3/encryption')?.state).toBe('passed')
  })

  it('with access lists off and a policy that asks for one is a warning', () => {
    expect(s3(read({ ...GOOD_BUCKET, ownership: read('BucketOwnerEnforced') })).of('s3/ownership')?.state).toBe(
      'warning',
    )
  })

  it('in another region is a warning, for nobody wrote down whether it is refused', () => {
    expect(s3(read({ ...GOOD_BUCKET, region: 'us-east-1' })).of('s3/exists')?.state).toBe('warning')
  })

  it('whose policy is nearly full is a warning', () => {
    const long = JSON.stringify({
      Statement: [
        ...(JSON.parse(policyOf('111122223333')) as { Statement: object[] }).Statement,
        { Sid: 'x'.repeat(19_500) },
      ],
    })
    expect(s3(read({ ...GOOD_BUCKET, policy: read(long) })).of('s3/policy-size')?.state).toBe('warning')
  })
})

describe('CloudWatch Logs', () => {
  const ROLE = 'arn:aws:iam::111122223333:role/weir-flow-logs'
  const SPEC: AwsFlowLogSpec = {
    ...S3_SPEC,
    logDestinationType: 'cloud-watch-logs',
    logDestination: 'arn:aws:logs:eu-west-1:111122223333:log-group:/weir/vpc',
    deliverLogsPermissionArn: ROLE,
    destinationOptions: null,
  }
  const role = {
    trustPolicy: JSON.stringify(deliveryTrust('aws', '111122223333')),
    policies: [JSON.stringify(deliveryPermissions('aws', '111122223333', '/weir/vpc'))],
    unreadPolicies: 0,
  }
  const group = read({ arn: 'x', key: null })
  const idsOf = (facts: Partial<AwsPreflightFacts>, spec = SPEC) =>
    judge(facts, spec)
      .checks.filter(({ state }) => state !== 'passed')
      .map(({ id, state }) => `${id} ${state}`)

  it('passes with what the generators write', () => {
    expect(idsOf({ deliveryRole: read(role), logGroup: group })).toEqual([])
  })

  it.each<[string, Partial<AwsPreflightFacts>, readonly string[]]>([
    ['no role', { deliveryRole: ABSENT, logGroup: group }, ['cloudwatch/role failed']],
    [
      'a trust policy for another account',
      {
        deliveryRole: read({ ...role, trustPolicy: JSON.stringify(deliveryTrust('aws', '222233334444')) }),
        logGroup: group,
      },
      ['cloudwatch/trust failed'],
    ],
    [
      'no right to write',
      { deliveryRole: read({ ...role, policies: [] }), logGroup: group },
      ['cloudwatch/permissions failed'],
    ],
    [
      'policies that could not be read',
      { deliveryRole: read({ ...role, policies: [], unreadPolicies: 1 }), logGroup: group },
      ['cloudwatch/permissions unknown'],
    ],
    [
      'the ARN without its star',
      {
        deliveryRole: read({
          ...role,
          policies: role.policies.map((text) => text.replace('/weir/vpc:*', '/weir/vpc')),
        }),
        logGroup: group,
      },
      ['cloudwatch/permissions failed'],
    ],
    [
      'no group, and a role that may not make it',
      { deliveryRole: read(role), logGroup: ABSENT },
      ['cloudwatch/group failed'],
    ],
    [
      'no group, and a role that may',
      {
        deliveryRole: read({
          ...role,
          policies: ['{"Statement":{"Effect":"Allow","Action":"logs:*","Resource":"*"}}'],
        }),
        logGroup: ABSENT,
      },
      [],
    ],
  ])('%s', (_why, facts, expected) => expect(idsOf(facts)).toEqual(expected))

  it('does not ask about a role of another account: that can never work', () => {
    const result = judge({}, { ...SPEC, deliverLogsPermissionArn: 'arn:aws:iam::222233334444:role/x' })
    expect(result).toMatchObject({ state: 'failed', blocks: true })
  })
})

describe('Firehose', () => {
  const SPEC: AwsFlowLogSpec = {
    ...S3_SPEC,
    logDestinationType: 'kinesis-data-firehose',
    logDestination: 'arn:aws:firehose:eu-west-1:222233334444:deliverystream:flow',
    deliverLogsPermissionArn: 'arn:aws:iam::111122223333:role/source',
    deliverCrossAccountRole: 'arn:aws:iam::222233334444:role/AWSLogDeliveryFirehoseCrossAccountRole-weir',
    destinationOptions: null,
  }

  it('reads nothing into a source other than Direct PUT', () => {
    const result = judge({ stream: read({ status: 'ACTIVE', source: 'KinesisStreamAsSource' }) }, SPEC)
    expect(result.of('firehose/stream')).toMatchObject({ state: 'failed', blocks: true })
  })

  it('asks for the name AWS wants of the far role', () => {
    const result = judge({}, { ...SPEC, deliverCrossAccountRole: 'arn:aws:iam::222233334444:role/mine' })
    expect(result.of('firehose/destination-role')).toMatchObject({ state: 'failed', blocks: true })
    expect(judge({}, SPEC).of('firehose/destination-role')?.state).toBe('unknown')
  })

  it('must be in the region of the flow log', () => {
    const result = judge({}, { ...SPEC, logDestination: SPEC.logDestination.replace('eu-west-1', 'us-east-1') })
    expect(result.of('firehose/stream')).toMatchObject({ state: 'failed', blocks: true })
  })
})

describe('the request itself', () => {
  const dryRun = (outcome: AwsPreflightFacts['dryRuns'][number]['outcome']) => ({
    dryRuns: [{ targetType: 'VPC', targetExternalId: 'vpc-1', outcome }],
    bucket: read(GOOD_BUCKET),
  })

  it('that is denied names the action and the statement', () => {
    const denied = {
      kind: 'denied',
      action: 'ec2:CreateFlowLogs',
      message: 'x',
      vendorCode: 'UnauthorizedOperation',
      isEncoded: false,
    } as const
    const check = judge(dryRun(denied), S3_SPEC).of('request/dry-run')
    expect(check).toMatchObject({ state: 'failed', blocks: true })
    expect(check?.fixes[0]?.text).toContain(INSTALLATION)
  })

  it('that is denied in code offers the command that decodes it', () => {
    const message = `You are not authorized. Encoded authorization failure message: ${'aB3_'.repeat(30)}`
    const denied = {
      kind: 'denied',
      action: null,
      message,
      vendorCode: 'UnauthorizedOperation',
      isEncoded: true,
    } as const
    expect(judge(dryRun(denied), S3_SPEC).of('request/dry-run')?.fixes[0]?.text).toContain(
      `--encoded-message ${'aB3_'.repeat(30)}`,
    )
  })

  it('is asked about on behalf: what IAM denies is named', () => {
    const simulated = read([{ action: 'logs:CreateLogDelivery', decision: 'denied' }] as const)
    const check = judge({ simulated, bucket: read(GOOD_BUCKET) }, S3_SPEC).of('request/on-behalf')
    expect(check).toMatchObject({ state: 'failed' })
    expect(check?.fixes[0]?.text).toContain('logs:CreateLogDelivery')
  })

  it('has no room on a target that is full', () => {
    expect(judge({ bucket: read(GOOD_BUCKET) }, S3_SPEC, { logsOnTarget: 250 }).of('request/quota')?.state).toBe(
      'warning',
    )
    const gateway = { ...S3_SPEC, family: 'aws-transit-gateway' as const }
    expect(judge({ bucket: read(GOOD_BUCKET) }, gateway, { logsOnTarget: 250 }).of('request/quota')?.state).toBe(
      'failed',
    )
  })
})

describe('CEN', () => {
  const CEN_SCOPE = {
    provider: 'alibaba-cen',
    partition: 'alibaba',
    accountId: '1234567890123456',
    region: 'cn-hangzhou',
  } as const
  const ROUTER = { externalId: 'tr-1', edition: 'Enterprise', state: 'Active' } as const
  const GOOD: CenPreflightFacts = {
    provider: 'alibaba-cen',
    routerService: read(true),
    serviceRole: read(true),
    project: read({ region: 'cn-hangzhou', status: 'Normal' }),
    logStore: read(true),
    index: read(true),
  }
  function judgeCen(facts: Partial<CenPreflightFacts>, more: Partial<PreflightTarget> = {}) {
    const one = target({
      scope: CEN_SCOPE,
      type: 'TransitRouterAttachment',
      externalId: 'tr-attach-1',
      router: ROUTER,
      desired: aCenSpec(),
      ...more,
    })
    const [group] = preflightGroups([one])
    if (group === undefined) throw new Error('there is one group')
    return evaluatePreflight(group, { ...GOOD, ...facts }, INSTALLATION)
  }
  const idsOf = (...from: Parameters<typeof judgeCen>) =>
    judgeCen(...from)
      .checks.filter(({ state }) => state !== 'passed')
      .map(({ id, state, blocks }) => `${id} ${state}${blocks ? ' blocks' : ''}`)

  it.each<[string, Partial<CenPreflightFacts>, Partial<PreflightTarget>, readonly string[]]>([
    ['all in order', {}, {}, []],
    ['a Basic router', {}, { router: { ...ROUTER, edition: 'Basic' } }, ['cen/edition failed blocks']],
    ['a router nobody saw', {}, { router: null }, ['cen/edition unknown']],
    ['a router that is changing', {}, { router: { ...ROUTER, state: 'Modifying' } }, ['cen/settled warning']],
    ['an attachment that is attaching', {}, { isSettled: false, state: 'Attaching' }, ['cen/settled warning']],
    ['both levels on one router', {}, { logsOfOtherLevel: 1 }, ['cen/levels warning']],
    ['no transit router service', { routerService: read(false) }, {}, ['cen/service failed blocks']],
    ['no service role yet', { serviceRole: ABSENT }, {}, ['cen/service-role warning']],
    ['a project nobody has yet', { project: ABSENT }, {}, ['sls/project unknown']],
    [
      'a project elsewhere',
      { project: read({ region: 'cn-beijing', status: 'Normal' }) },
      {},
      ['sls/project failed blocks'],
    ],
    [
      'a project that is disabled',
      { project: read({ region: 'cn-hangzhou', status: 'Disable' }) },
      {},
      ['sls/project failed'],
    ],
    ['no Logstore yet', { logStore: ABSENT }, {}, ['sls/log-store warning']],
    ['no index', { index: ABSENT }, {}, ['sls/index warning']],
    ['no look at the project', { project: { ...DENIED, action: 'log:GetProject' } }, {}, ['sls/project unknown']],
  ])('%s', (_why, facts, more, expected) => expect(idsOf(facts, more)).toEqual(expected))
})

describe('what could not be asked at all', () => {
  it('is unknown, never passed', () =>
    expect(unknownPreflight('No time.')).toMatchObject({ state: 'unknown', blocks: false }))
})
