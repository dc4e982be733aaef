import { CreateTagsCommand, DeleteTagsCommand, DescribeFlowLogsCommand, DescribeTagsCommand } from '@aws-sdk/client-ec2'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BUCKET } from '../demo/world-builder'
import { HUB, REGION, refusalOf, startAwsHarness, type AwsHarness } from './testing/harness'

let aws: AwsHarness
let flowLogId: string
beforeEach(async () => {
  aws = await startAwsHarness()
  flowLogId = aws.truth.plantFlowLog({
    accountId: HUB,
    region: REGION,
    resourceId: aws.ids('vpc')[0]!,
    resourceType: 'VPC',
    destinationType: 's3',
    logDestination: `arn:aws:s3:::${BUCKET}`,
    tags: [{ key: 'aws:cloudformation:stack-name', value: 'network' }],
  }).id
})
afterEach(() => aws.close())

const put = (Key: string, Value: string, ids = [flowLogId]) =>
  aws.ec2.send(new CreateTagsCommand({ Resources: ids, Tags: [{ Key, Value }] }))
const tagsNow = async () => {
  const { FlowLogs } = await aws.ec2.send(new DescribeFlowLogsCommand({ FlowLogIds: [flowLogId] }))
  return Object.fromEntries(FlowLogs![0]!.Tags!.map((tag) => [tag.Key!, tag.Value!]))
}

describe('tags', () => {
  it('adds and overwrites in place, without a new id', async () => {
    await put('team', 'edge')
    await put('team', 'payments')
    expect(await tagsNow()).toEqual({ 'aws:cloudformation:stack-name': 'network', team: 'payments' })
  })

  it('removes by key, by key and value, or everything of the user', async () => {
    for (const key of ['a', 'b', 'c']) await put(key, '1')
    await aws.ec2.send(
      new DeleteTagsCommand({ Resources: [flowLogId], Tags: [{ Key: 'a' }, { Key: 'b', Value: '2' }] }),
    )
    expect(Object.keys(await tagsNow())).toEqual(['aws:cloudformation:stack-name', 'b', 'c'])
    await aws.ec2.send(new DeleteTagsCommand({ Resources: [flowLogId] }))
    expect(Object.keys(await tagsNow())).toEqual(['aws:cloudformation:stack-name'])
  })

  it('refuses what may not be: too many, of the system, on what does not exist', async () => {
    const many = Array.from({ length: 50 }, (_unused, index) => ({ Key: `k${index}`, Value: '' }))
    await aws.ec2.send(new CreateTagsCommand({ Resources: [flowLogId], Tags: many }))
    expect((await refusalOf(put('one-more', ''))).code).toBe('TagLimitExceeded')
    await put('k3', 'changed')
    expect((await refusalOf(put('aws:x', ''))).code).toBe('InvalidParameterValue')
    expect((await refusalOf(put('x', '', ['fl-0123']))).code).toBe('InvalidFlowLogId.NotFound')
    expect((await refusalOf(put('x', '', ['vpc-0123']))).code).toBe('InvalidID')
    expect(Object.keys(await tagsNow())).toHaveLength(51)
  })

  it('changes all resources of a request or none', async () => {
    const refusal = await refusalOf(put('x', '1', [flowLogId, 'vpc-0123']))
    expect(refusal.code).toBe('InvalidID')
    expect(await tagsNow()).not.toHaveProperty('x')
    const [vpc] = aws.ids('vpc')
    await put('x', '1', [flowLogId, vpc!])
    expect(await tagsNow()).toHaveProperty('x', '1')
  })

  it('lists tags with filters and pages', async () => {
    await put('team', 'edge')
    const ofLogs = await aws.ec2.send(
      new DescribeTagsCommand({ Filters: [{ Name: 'resource-type', Values: ['vpc-flow-log'] }] }),
    )
    expect(ofLogs.Tags).toEqual([
      { ResourceId: flowLogId, ResourceType: 'vpc-flow-log', Key: 'aws:cloudformation:stack-name', Value: 'network' },
      { ResourceId: flowLogId, ResourceType: 'vpc-flow-log', Key: 'team', Value: 'edge' },
    ])
    const seen = new Set<string>()
    let NextToken: string | undefined
    do {
      const page = await aws.ec2.send(new DescribeTagsCommand({ MaxResults: 7, ...(NextToken ? { NextToken } : {}) }))
      for (const tag of page.Tags!) {
        const line = `${tag.ResourceId ?? ''} ${tag.Key ?? ''}`
        expect(seen.has(line)).toBe(false)
        seen.add(line)
      }
      NextToken = page.NextToken
    } while (NextToken)
    const all = await aws.ec2.send(new DescribeTagsCommand({}))
    expect(seen.size).toBe(all.Tags?.length)
  })
})
