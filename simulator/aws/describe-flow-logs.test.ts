import {
  CreateFlowLogsCommand,
  DeleteFlowLogsCommand,
  DescribeFlowLogsCommand,
  paginateDescribeFlowLogs,
  type DescribeFlowLogsCommandInput,
  type Filter,
} from '@aws-sdk/client-ec2'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BUCKET, DELIVERY_ROLE, LOG_GROUP } from '../demo/world-builder'
import type { PlantedFlowLog } from './truth'
import { HUB, REGION, refusalOf, startAwsHarness, type AwsHarness } from './testing/harness'

let aws: AwsHarness
beforeEach(async () => {
  aws = await startAwsHarness()
})
afterEach(() => aws.close())

const ROLE = `arn:aws:iam::${HUB}:role/${DELIVERY_ROLE}`

const describeLogs = (input: DescribeFlowLogsCommandInput = {}) => aws.ec2.send(new DescribeFlowLogsCommand(input))

function plant(change: Partial<PlantedFlowLog> = {}): string {
  return aws.truth.plantFlowLog({
    accountId: HUB,
    region: REGION,
    resourceId: aws.ids('vpc')[0]!,
    resourceType: 'VPC',
    destinationType: 's3',
    logDestination: `arn:aws:s3:::${BUCKET}`,
    ...change,
  }).id
}

async function createOne(LogDestination = `arn:aws:s3:::${BUCKET}`): Promise<string> {
  const { FlowLogIds } = await aws.ec2.send(
    new CreateFlowLogsCommand({
      ResourceIds: aws.ids('vpc').slice(0, 1),
      ResourceType: 'VPC',
      TrafficType: 'ALL',
      LogDestinationType: 's3',
      LogDestination,
    }),
  )
  return FlowLogIds![0]!
}

describe('DescribeFlowLogs', () => {
  it('gives every page once, without gaps or repeats, while logs come and go in between', async () => {
    const planted = Array.from({ length: 23 }, () => plant())
    const first = await describeLogs({ MaxResults: 10 })
    expect(first.FlowLogs).toHaveLength(10)
    aws.truth.removeFlowLog(planted[3]!)
    aws.truth.removeFlowLog(planted[15]!)
    const added = plant()
    const rest: string[] = []
    let NextToken = first.NextToken
    while (NextToken !== undefined) {
      const page = await describeLogs({ MaxResults: 10, NextToken })
      rest.push(...(page.FlowLogs ?? []).map((flowLog) => flowLog.FlowLogId!))
      NextToken = page.NextToken
    }
    const expected = [...planted.slice(10), added].filter((id) => id !== planted[15])
    expect(rest).toEqual(expected)
  })

  it("works with the SDK's own paginator", async () => {
    const planted = Array.from({ length: 12 }, () => plant())
    const seen: string[] = []
    for await (const page of paginateDescribeFlowLogs({ client: aws.ec2, pageSize: 5 }, {})) {
      seen.push(...(page.FlowLogs ?? []).map((flowLog) => flowLog.FlowLogId!))
    }
    expect(seen).toEqual(planted)
  })

  it('ends with no token when the last page is exactly full', async () => {
    Array.from({ length: 10 }, () => plant())
    const first = await describeLogs({ MaxResults: 5 })
    const second = await describeLogs({ MaxResults: 5, NextToken: first.NextToken })
    expect(second.FlowLogs).toHaveLength(5)
    expect(second.NextToken).toBeUndefined()
  })

  it.each([
    ['fewer than five', { MaxResults: 4 }, 'InvalidParameterValue'],
    ['a page size with ids', { MaxResults: 10, FlowLogIds: ['fl-0'] }, 'InvalidParameterCombination'],
    ['a made-up token', { NextToken: 'bm90aGluZw' }, 'InvalidNextToken'],
    ['an unknown filter', { Filter: [{ Name: 'log-destination', Values: ['x'] }] }, 'InvalidParameterValue'],
    ['a filter without values', { Filter: [{ Name: 'resource-id', Values: [] }] }, 'InvalidParameterValue'],
    ['an id that is none', { FlowLogIds: ['vpc-1'] }, 'InvalidParameterValue'],
  ])('refuses %s', async (_why, input: DescribeFlowLogsCommandInput, code) => {
    plant()
    const refusal = await refusalOf(describeLogs(input))
    expect(refusal.code).toBe(code)
  })

  it("refuses a token of another region's listing", async () => {
    Array.from({ length: 6 }, () => plant())
    const { NextToken } = await describeLogs({ MaxResults: 5 })
    const other = aws.ec2With({ region: 'us-east-1' })
    expect((await refusalOf(other.send(new DescribeFlowLogsCommand({ NextToken })))).code).toBe('InvalidNextToken')
  })

  it('refuses unknown ids as a whole and names them, but finds nothing by filter', async () => {
    const id = plant()
    const refusal = await refusalOf(describeLogs({ FlowLogIds: [id, 'fl-0aa', 'fl-0bb'] }))
    expect(refusal).toMatchObject({ code: 'InvalidFlowLogId.NotFound', status: 400 })
    expect(refusal.message).toContain('[TotalCount: 2] fl-0aa, fl-0bb')
    const filtered = await describeLogs({ Filter: [{ Name: 'flow-log-id', Values: ['fl-0aa'] }] })
    expect(filtered.FlowLogs).toEqual([])
    expect((await describeLogs({ FlowLogIds: [id] })).FlowLogs).toHaveLength(1)
  })

  it('filters by every field there is: values of one are or, filters are and', async () => {
    const [first, second] = aws.ids('vpc')
    const reject = plant({ resourceId: first!, trafficType: 'REJECT', tags: [{ key: 'team', value: 'edge' }] })
    const group = plant({
      resourceId: second!,
      destinationType: 'cloud-watch-logs',
      logDestination: null,
      logGroupName: LOG_GROUP,
      permissionArn: ROLE,
      tags: [{ key: 'team', value: 'payments' }],
    })
    const failing = plant({ resourceId: second!, forcedError: 'Unknown error' })
    const cases: readonly (readonly [readonly Filter[], readonly string[]])[] = [
      [[{ Name: 'traffic-type', Values: ['REJECT'] }], [reject]],
      [[{ Name: 'log-destination-type', Values: ['s3'] }], [reject, failing]],
      [[{ Name: 'log-group-name', Values: [LOG_GROUP] }], [group]],
      [[{ Name: 'resource-id', Values: [first!, second!] }], [reject, group, failing]],
      [[{ Name: 'deliver-log-status', Values: ['FAILED'] }], [failing]],
      [[{ Name: 'flow-log-id', Values: [group, 'fl-0'] }], [group]],
      [[{ Name: 'tag:team', Values: ['edge', 'pay*'] }], [reject, group]],
      [[{ Name: 'tag:team', Values: ['Edge'] }], []],
      [[{ Name: 'tag-key', Values: ['te?m'] }], [reject, group]],
      [
        [
          { Name: 'resource-id', Values: [second!] },
          { Name: 'deliver-log-status', Values: ['SUCCESS'] },
        ],
        [group],
      ],
    ]
    for (const [Filters, expected] of cases) {
      const { FlowLogs } = await describeLogs({ Filter: [...Filters] })
      expect(
        FlowLogs?.map((flowLog) => flowLog.FlowLogId),
        JSON.stringify(Filters),
      ).toEqual(expected)
    }
  })

  it('shows a fresh log, and hides a deleted one, only after the visibility delay', async () => {
    aws.simulator.admin.patchSettings({ aws: { visibilityDelayMs: 4_000 } })
    const id = await createOne()
    expect((await describeLogs()).FlowLogs).toEqual([])
    expect((await refusalOf(describeLogs({ FlowLogIds: [id] }))).code).toBe('InvalidFlowLogId.NotFound')
    aws.clock.advance(4_000)
    expect((await describeLogs()).FlowLogs).toHaveLength(1)
    await aws.ec2.send(new DeleteFlowLogsCommand({ FlowLogIds: [id] }))
    aws.clock.advance(3_999)
    expect((await describeLogs()).FlowLogs).toHaveLength(1)
    aws.clock.advance(1)
    expect((await describeLogs()).FlowLogs).toEqual([])
  })
})

describe('delivery', () => {
  const verdictOf = async (id: string) => {
    const { FlowLogs } = await describeLogs({ FlowLogIds: [id] })
    const [flowLog] = FlowLogs!
    expect(flowLog!.FlowLogStatus).toBe('ACTIVE')
    return [flowLog!.DeliverLogsStatus, flowLog!.DeliverLogsErrorMessage]
  }

  it('says nothing for a minute, then SUCCESS', async () => {
    const id = await createOne()
    aws.clock.advance(59_999)
    expect(await verdictOf(id)).toEqual([undefined, undefined])
    aws.clock.advance(1)
    expect(await verdictOf(id)).toEqual(['SUCCESS', undefined])
  })

  it('turns with the state of the bucket, in both directions', async () => {
    const id = await createOne()
    aws.clock.advance(60_000)
    const bucket = aws.truth.world.buckets.get(BUCKET)!
    aws.truth.putBucket({ ...bucket, delivery: 'denied' })
    expect(await verdictOf(id)).toEqual(['FAILED', 'Access error'])
    aws.truth.removeBucket(BUCKET)
    expect(await verdictOf(id)).toEqual(['FAILED', 'Access error'])
    aws.truth.putBucket(bucket)
    expect(await verdictOf(id)).toEqual(['SUCCESS', undefined])
  })

  it('fails for a missing log group unless the role may make one, and then makes it', async () => {
    const input = {
      ResourceIds: aws.ids('vpc').slice(0, 1),
      ResourceType: 'VPC',
      TrafficType: 'ALL',
      LogGroupName: '/not/there',
      DeliverLogsPermissionArn: ROLE,
    } as const
    const { FlowLogIds } = await aws.ec2.send(
      new CreateFlowLogsCommand({ ...input, ResourceIds: [...input.ResourceIds] }),
    )
    aws.clock.advance(60_000)
    expect(await verdictOf(FlowLogIds![0]!)).toEqual(['FAILED', 'Access error'])
    const role = aws.truth.world.roles.get(ROLE)!
    aws.truth.putRole({ ...role, allowedActions: [...role.allowedActions!, 'logs:CreateLogGroup'] })
    expect(await verdictOf(FlowLogIds![0]!)).toEqual(['SUCCESS', undefined])
    aws.truth.putLogGroup({ accountId: HUB, region: REGION, name: '/not/there', isThrottled: true })
    expect(await verdictOf(FlowLogIds![0]!)).toEqual(['FAILED', 'Rate limited'])
    aws.truth.putRole({ ...role, trustedServices: [] })
    expect(await verdictOf(FlowLogIds![0]!)).toEqual(['FAILED', 'Access error'])
  })

  it('fails with a message of choice, or never comes, as faults ask', async () => {
    aws.simulator.admin.postFault({ effect: { kind: 'failDelivery', message: 'Unknown error' } })
    const failing = await createOne()
    aws.simulator.admin.postFault({ effect: { kind: 'noDelivery' } })
    const silent = await createOne(`arn:aws:s3:::${BUCKET}/silent`)
    aws.clock.advance(24 * 3600_000)
    expect(await verdictOf(failing)).toEqual(['FAILED', 'Unknown error'])
    expect(await verdictOf(silent)).toEqual([undefined, undefined])
  })
})

describe('DeleteFlowLogs', () => {
  const remove = (ids: string[]) => aws.ec2.send(new DeleteFlowLogsCommand({ FlowLogIds: ids }))

  it('deletes what is named and keeps the history of who did it', async () => {
    const [one, two] = [plant(), plant()]
    expect((await remove([one])).Unsuccessful).toEqual([])
    expect((await describeLogs()).FlowLogs?.map((flowLog) => flowLog.FlowLogId)).toEqual([two])
    expect(aws.truth.flowLogs({ deleted: true })).toMatchObject([
      { id: one, deletedBy: `arn:aws:iam::${HUB}:user/weir-control-plane`, deletedAtMs: aws.clock.now().getTime() },
    ])
  })

  it('refuses the whole request for one unknown id, naming it, and deletes none', async () => {
    const id = plant()
    const refusal = await refusalOf(remove([id, 'fl-0123']))
    expect(refusal.code).toBe('InvalidFlowLogId.NotFound')
    expect(refusal.message).toContain('[TotalCount: 1] fl-0123')
    expect(aws.truth.flowLogs({ deleted: false })).toHaveLength(1)
  })

  it('deletes a log that listings do not show yet, and none twice', async () => {
    aws.simulator.admin.patchSettings({ aws: { visibilityDelayMs: 60_000 } })
    const id = await createOne()
    await remove([id])
    expect((await refusalOf(remove([id]))).code).toBe('InvalidFlowLogId.NotFound')
  })

  it('reports single failures as items and goes on with the others', async () => {
    const ids = [plant(), plant(), plant()]
    aws.simulator.admin.postFault({
      match: { operation: 'DeleteFlowLogs', resource: ids[1]! },
      effect: { kind: 'partial', code: '400', message: 'Not now.' },
    })
    const answer = await remove(ids)
    expect(answer.Unsuccessful).toEqual([{ ResourceId: ids[1], Error: { Code: '400', Message: 'Not now.' } }])
    expect(aws.truth.flowLogs({ deleted: false }).map((flowLog) => flowLog.id)).toEqual([ids[1]])
  })

  it.each([
    ['nothing', [], 'MissingParameter'],
    ['more than a thousand', Array.from({ length: 1001 }, (_unused, index) => `fl-${index}`), 'InvalidParameterValue'],
    ['something else', ['vpc-1'], 'InvalidParameterValue'],
  ])('refuses %s', async (_why, ids: string[], code) => {
    expect((await refusalOf(remove(ids))).code).toBe(code)
  })

  it('needs the right to delete log deliveries for buckets, not for log groups', async () => {
    const toBucket = plant()
    const toGroup = plant({ destinationType: 'cloud-watch-logs', logDestination: null, logGroupName: LOG_GROUP })
    const key = [...aws.truth.world.accessKeys.values()].find((one) => one.userName === 'weir-control-plane')!
    key.allowedActions = key.allowedActions!.filter((allowed) => allowed !== 'logs:DeleteLogDelivery')
    expect((await refusalOf(remove([toBucket]))).message).toContain('logs:DeleteLogDelivery')
    await remove([toGroup])
  })
})

it('takes the flow logs of a resource along when the resource goes', async () => {
  const id = plant()
  aws.truth.removeResource(aws.ids('vpc')[0]!)
  expect((await describeLogs()).FlowLogs).toEqual([])
  expect(aws.truth.flowLogs()[0]).toMatchObject({ id, deletedBy: 'deleted with its resource' })
})

it('lists ten thousand flow logs of a scope in ten pages', async () => {
  const vpcs = aws.ids('vpc')
  for (let index = 0; index < 10_000; index += 1) plant({ resourceId: vpcs[index % vpcs.length]! })
  let pages = 0
  let total = 0
  for await (const page of paginateDescribeFlowLogs({ client: aws.ec2, pageSize: 1000 }, {})) {
    pages += 1
    total += page.FlowLogs?.length ?? 0
  }
  expect({ pages, total }).toEqual({ pages: 10, total: 10_000 })
  expect(aws.simulator.admin.meter.count({ operation: 'DescribeFlowLogs', outcome: 'ok' })).toBe(10)
})
