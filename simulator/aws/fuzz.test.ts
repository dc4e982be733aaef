import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { AWS_OTHER_CREDENTIALS } from '../demo/credentials'
import { signedPost } from './testing/signed-post'
import { startAwsHarness, type AwsHarness } from './testing/harness'

let aws: AwsHarness
beforeAll(async () => {
  aws = await startAwsHarness()
})
afterAll(() => aws.close())

const PAGED = ['Filter.1.Name', 'Filter.1.Value.1', 'MaxResults', 'NextToken', 'DryRun']

/** Actions with parameters that exist for them, so that most of what is sent gets past the front door. */
const ACTIONS: readonly (readonly [action: string, version: string, names: readonly string[]])[] = [
  [
    'CreateFlowLogs',
    '2016-11-15',
    [
      ...['ResourceId.1', 'ResourceId.2', 'ResourceType', 'TrafficType', 'LogDestinationType', 'LogDestination'],
      ...['LogFormat', 'LogGroupName', 'DeliverLogsPermissionArn', 'MaxAggregationInterval', 'ClientToken', 'DryRun'],
      ...['DestinationOptions.FileFormat', 'TagSpecification.1.ResourceType', 'TagSpecification.1.Tag.1.Key'],
      ...['TagFieldSpecification.1.ResourceType', 'TagFieldSpecification.1.TagKey.1'],
    ],
  ],
  ['DescribeFlowLogs', '2016-11-15', [...PAGED, 'FlowLogId.1']],
  ['DeleteFlowLogs', '2016-11-15', ['FlowLogId.1', 'FlowLogId.2', 'DryRun']],
  ['CreateTags', '2016-11-15', ['ResourceId.1', 'Tag.1.Key', 'Tag.1.Value', 'Tag.2.Key']],
  ['DeleteTags', '2016-11-15', ['ResourceId.1', 'Tag.1.Key', 'Tag.1.Value', 'Tag.2.Key']],
  ['DescribeTags', '2016-11-15', PAGED],
  ['DescribeRegions', '2016-11-15', ['AllRegions', 'RegionName.1', 'Filter.1.Name', 'Filter.1.Value.1']],
  ['DescribeVpcs', '2016-11-15', [...PAGED, 'VpcId.1']],
  ['DescribeNetworkInterfaces', '2016-11-15', [...PAGED, 'NetworkInterfaceId.1']],
  ['AssumeRole', '2011-06-15', ['RoleArn', 'RoleSessionName', 'ExternalId', 'DurationSeconds', 'Policy']],
  ['GetCallerIdentity', '2011-06-15', ['Extra']],
  ['constructor', '2016-11-15', ['__proto__.1']],
]

it('nothing that a known caller may send ends in an internal error', async () => {
  const realistic = fc.constantFrom(
    ...[
      'VPC',
      'Subnet',
      'ALL',
      's3',
      'arn:aws:s3:::org-network-flow-logs',
      'true',
      '60',
      '5',
      'fl-01',
      'tag:a',
      'resource-id',
    ],
    ...[
      'vpc-flow-log',
      '${version}',
      'arn:aws:iam::222233334444:role/vpc-flow-logs-delivery',
      '*',
      '__proto__',
      '',
      '-1',
      '1e9',
    ],
    ...aws.ids('vpc'),
  )
  const value = fc.oneof({ weight: 3, arbitrary: realistic }, fc.string({ unit: 'binary' }))
  const request = fc
    .constantFrom(...ACTIONS)
    .chain(([Action, Version, names]) =>
      fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 8 }).map((given) => ({ ...given, Action, Version })),
    )
  await fc.assert(
    fc.asyncProperty(request, async (parameters) => {
      try {
        await signedPost(aws.simulator.url, parameters, AWS_OTHER_CREDENTIALS)
      } catch (error) {
        const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode
        expect(status, String(error)).toBeGreaterThanOrEqual(400)
        expect(status, String(error)).toBeLessThan(500)
      }
    }),
    { numRuns: 1_000 },
  )
  const { meter } = aws.simulator.admin
  expect(meter.count({ outcome: 'InternalError' })).toBe(0)
  // The search is worth something only if part of it gets through to the work itself.
  expect(meter.count({ outcome: 'ok' })).toBeGreaterThan(50)
}, 60_000)
