import {
  CreateFlowLogsCommand,
  CreateTagsCommand,
  DescribeFlowLogsCommand,
  DescribeNatGatewaysCommand,
  DescribeNetworkInterfacesCommand,
  DescribeSubnetsCommand,
  DescribeTransitGatewayAttachmentsCommand,
  DescribeTransitGatewaysCommand,
  DescribeVpcsCommand,
  type CreateFlowLogsCommandInput,
} from '@aws-sdk/client-ec2'
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AWS_BASE_CREDENTIALS } from '../demo/credentials'
import { TEST_EXTERNAL_ID, TEST_MEMBER_ACCOUNT } from '../demo/test-world'
import { BUCKET, STREAM } from '../demo/world-builder'
import { AWS_ERRORS, type AwsErrorCode } from './errors'
import { signedPost } from './testing/signed-post'
import { assumeMember, HUB, REGION, refusalOf, startAwsHarness, type AwsHarness } from './testing/harness'

let aws: AwsHarness
beforeEach(async () => {
  aws = await startAwsHarness()
})
afterEach(() => aws.close())

const input = (change: Partial<CreateFlowLogsCommandInput> = {}): CreateFlowLogsCommandInput => ({
  ResourceIds: aws.ids('vpc').slice(0, 1),
  ResourceType: 'VPC',
  TrafficType: 'ALL',
  LogDestinationType: 's3',
  LogDestination: `arn:aws:s3:::${BUCKET}`,
  ...change,
})
const create = (change: Partial<CreateFlowLogsCommandInput> = {}) =>
  aws.ec2.send(new CreateFlowLogsCommand(input(change)))
const assume = (change: { ExternalId?: string; DurationSeconds?: number; Policy?: string } = {}, region = REGION) =>
  aws.stsWith({ region }).send(
    new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${TEST_MEMBER_ACCOUNT}:role/WeirControlPlane`,
      RoleSessionName: 'test',
      ExternalId: TEST_EXTERNAL_ID,
      ...change,
    }),
  )
const post = (parameters: Record<string, string>, change: { readonly authorization?: string } = {}) =>
  signedPost(aws.simulator.url, parameters, AWS_BASE_CREDENTIALS, change)

/** For each code that a rule answers: a call that meets the rule. The type demands that no row is forgotten. */
type RuleCode = {
  [Code in AwsErrorCode]: (typeof AWS_ERRORS)[Code]['arises'] extends 'fault' ? never : Code
}[AwsErrorCode]

const PROVOKED: Readonly<Record<AwsErrorCode, (() => Promise<unknown>) | 'fault'>> = {
  FlowLogAlreadyExists: async () => {
    await create()
    return create()
  },
  FlowLogsLimitExceeded: () => {
    aws.simulator.admin.patchSettings({ aws: { flowLogsPerResource: 0 } })
    return create()
  },
  InvalidParameter: () => create({ MaxAggregationInterval: 7 }),
  InvalidParameterValue: () => create({ TrafficType: 'NONE' as 'ALL' }),
  InvalidParameterCombination: () =>
    aws.ec2.send(new DescribeFlowLogsCommand({ MaxResults: 5, FlowLogIds: ['fl-01'] })),
  MissingParameter: () => create({ ResourceIds: [] }),
  UnknownParameter: () => post({ Action: 'DescribeVpcs', Version: '2016-11-15', Colour: 'blue' }),
  ValidationError: () => create({ LogFormat: 'srcaddr' }),
  InvalidAction: () => post({ Action: 'RunInstances', Version: '2016-11-15' }),
  NoSuchVersion: () => post({ Action: 'DescribeVpcs', Version: '1999-01-01' }),
  LogDestinationNotFound: () => {
    aws.truth.removeStream(HUB, REGION, STREAM)
    const LogDestination = `arn:aws:firehose:${REGION}:${HUB}:deliverystream/${STREAM}`
    return create({ LogDestinationType: 'kinesis-data-firehose', LogDestination })
  },
  LogDestinationNotFoundException: 'fault',
  LogDestinationPermissionIssue: () => {
    aws.truth.putBucket({ ...aws.truth.world.buckets.get(BUCKET)!, delivery: 'policy-full' })
    return create()
  },
  LogDestinationPermissionIssueException: 'fault',
  UnauthorizedOperation: () => {
    for (const key of aws.truth.world.accessKeys.values()) key.allowedActions = []
    return create()
  },
  AccessDenied: () => assume({ ExternalId: 'wrong' }),
  AuthFailure: () => aws.ec2With({ region: 'af-south-1' }).send(new DescribeVpcsCommand({})),
  SignatureDoesNotMatch: () =>
    aws.ec2With({ credentials: { ...AWS_BASE_CREDENTIALS, secretAccessKey: 'x' } }).send(new DescribeVpcsCommand({})),
  IncompleteSignature: () =>
    post({ Action: 'DescribeVpcs', Version: '2016-11-15' }, { authorization: 'AWS4-HMAC-SHA256 Credential=half' }),
  MissingAuthenticationToken: () => post({ Action: 'GetCallerIdentity', Version: '2011-06-15' }, { authorization: '' }),
  InvalidClientTokenId: () =>
    aws
      .stsWith({ credentials: { ...AWS_BASE_CREDENTIALS, accessKeyId: 'AKIANOBODY' } })
      .send(new GetCallerIdentityCommand({})),
  ExpiredToken: async () => {
    const credentials = await assumeMember(aws)
    aws.simulator.admin.patchSettings({ aws: { maxClockSkewMs: 24 * 3600_000 } })
    aws.clock.advanceWall(2 * 3600_000)
    return aws.stsWith({ credentials }).send(new GetCallerIdentityCommand({}))
  },
  ExpiredTokenException: 'fault',
  RequestExpired: () => {
    aws.clock.advanceWall(-10 * 60_000)
    return aws.ec2.send(new DescribeVpcsCommand({}))
  },
  OptInRequired: 'fault',
  DryRunOperation: () => create({ DryRun: true }),
  IdempotentParameterMismatch: async () => {
    await create({ ClientToken: 'a' })
    return create({ ClientToken: 'a', TrafficType: 'ACCEPT' })
  },
  InvalidClientToken: () => create({ ClientToken: 'a b' }),
  'InvalidFlowLogId.NotFound': () => aws.ec2.send(new DescribeFlowLogsCommand({ FlowLogIds: ['fl-01'] })),
  'InvalidVpcID.NotFound': () => aws.ec2.send(new DescribeVpcsCommand({ VpcIds: ['vpc-01'] })),
  'InvalidSubnetID.NotFound': () => aws.ec2.send(new DescribeSubnetsCommand({ SubnetIds: ['subnet-01'] })),
  'InvalidNetworkInterfaceID.NotFound': () =>
    aws.ec2.send(new DescribeNetworkInterfacesCommand({ NetworkInterfaceIds: ['eni-01'] })),
  'InvalidTransitGatewayID.NotFound': () =>
    aws.ec2.send(new DescribeTransitGatewaysCommand({ TransitGatewayIds: ['tgw-01'] })),
  'InvalidTransitGatewayAttachmentID.NotFound': () =>
    aws.ec2.send(new DescribeTransitGatewayAttachmentsCommand({ TransitGatewayAttachmentIds: ['tgw-attach-01'] })),
  NatGatewayNotFound: () => aws.ec2.send(new DescribeNatGatewaysCommand({ NatGatewayIds: ['nat-01'] })),
  InvalidNextToken: () => aws.ec2.send(new DescribeVpcsCommand({ NextToken: 'x' })),
  InvalidID: () => aws.ec2.send(new CreateTagsCommand({ Resources: ['vpc-01'], Tags: [{ Key: 'a', Value: 'b' }] })),
  TagLimitExceeded: () => {
    const Tags = Array.from({ length: 51 }, (_unused, index) => ({ Key: `k${index}`, Value: '' }))
    return aws.ec2.send(new CreateTagsCommand({ Resources: aws.ids('vpc').slice(0, 1), Tags }))
  },
  TagPolicyViolation: 'fault',
  ConcurrentTagAccess: 'fault',
  RequestLimitExceeded: async () => {
    const limits = { size: 1, refillPerSecond: 0 }
    aws.simulator.admin.patchSettings({ throttlingEnabled: true, aws: { buckets: { read: limits } } })
    await aws.ec2.send(new DescribeVpcsCommand({}))
    return aws.ec2.send(new DescribeVpcsCommand({}))
  },
  InternalError: 'fault',
  InternalFailure: 'fault',
  ServerInternal: 'fault',
  ServiceUnavailable: 'fault',
  Unavailable: 'fault',
  AccessDeniedException: 'fault',
  AWSOrganizationsNotInUseException: 'fault',
  InvalidInputException: 'fault',
  ServiceException: 'fault',
  TooManyRequestsException: 'fault',
  MalformedPolicyDocument: () => assume({ Policy: 'not json' }),
  PackedPolicyTooLarge: 'fault',
  RegionDisabledException: () => {
    aws.truth.setOptedInRegions(HUB, ['af-south-1'])
    return assume({}, 'af-south-1')
  },
}

describe('every error code', () => {
  const rules = Object.entries(AWS_ERRORS).filter(([, row]) => row.arises === 'rule')
  it.each(rules)('%s is answered by a rule', async (name, row) => {
    const provoke = PROVOKED[name as RuleCode]
    if (provoke === 'fault') throw new Error('the table says that a rule answers it')
    const refusal = await refusalOf(provoke())
    // The SDK of STS names some of its errors after its own classes.
    expect(refusal.code.replace(/Exception$/, '')).toBe(name.replace(/Exception$/, ''))
    expect(refusal.status).toBe(row.status)
    expect(refusal.message.length).toBeGreaterThan(0)
    expect(refusal.requestId).toMatch(/^[0-9a-f-]{36}$/)
  })

  const all = Object.entries(AWS_ERRORS)
  it.each(all)('%s is answered when a fault asks for it', async (code, row) => {
    const { status, message } = row
    aws.simulator.admin.postFault({ effect: { kind: 'error', code, status, message } })
    const refusal = await refusalOf(aws.ec2.send(new DescribeVpcsCommand({})))
    expect(refusal).toMatchObject({ code, status, message })
    await aws.ec2.send(new DescribeVpcsCommand({}))
  })

  it("has the vendor's words for what clients match by text", async () => {
    const missing = await create({ LogDestination: 'arn:aws:s3:::gone' })
    expect(missing.Unsuccessful?.[0]?.Error).toEqual({ Code: '400', Message: 'LogDestination: gone does not exist.' })
    expect(AWS_ERRORS.FlowLogAlreadyExists.message).toContain('same configuration and log destination')
    expect(AWS_ERRORS.DryRunOperation.message).toContain('DryRun flag is set')
  })
})
