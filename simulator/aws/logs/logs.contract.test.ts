import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  GetLogEventsCommand,
  type FilterLogEventsCommandInput,
} from '@aws-sdk/client-cloudwatch-logs'
import { CreateFlowLogsCommand } from '@aws-sdk/client-ec2'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AWS_BASE_CREDENTIALS } from '../../demo/credentials'
import { LOG_GROUP } from '../../demo/world-builder'
import { isQuiet } from '../records/capture-points'
import { toGroup } from '../testing/flow-log-inputs'
import { REGION, refusalOf, startAwsHarness, type AwsHarness } from '../testing/harness'

let aws: AwsHarness
let logs: CloudWatchLogsClient

beforeAll(async () => {
  aws = await startAwsHarness()
  logs = new CloudWatchLogsClient({
    endpoint: aws.simulator.url,
    region: REGION,
    credentials: AWS_BASE_CREDENTIALS,
    maxAttempts: 1,
  })
  const busy = aws.ids('vpc').filter((id) => !isQuiet(id))
  await aws.ec2.send(new CreateFlowLogsCommand(toGroup(aws, { ResourceIds: busy })))
  await aws.ec2.send(
    new CreateFlowLogsCommand(
      toGroup(aws, {
        ResourceIds: [...aws.ids('transit-gateway')].slice(0, 1),
        ResourceType: 'TransitGateway',
        TrafficType: undefined,
        MaxAggregationInterval: 60,
      }),
    ),
  )
  aws.clock.advance(3600_000)
})
afterAll(async () => {
  logs.destroy()
  await aws.close()
})

async function filterAll(input: Partial<FilterLogEventsCommandInput>) {
  const pages = []
  let nextToken: string | undefined
  do {
    const page = await logs.send(new FilterLogEventsCommand({ logGroupName: LOG_GROUP, ...input, nextToken }))
    pages.push(page.events ?? [])
    nextToken = page.nextToken
  } while (nextToken !== undefined)
  return pages
}

describe('groups and streams', () => {
  it('lists groups and one stream for each interface and kind of traffic', async () => {
    const { logGroups } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: '/network' }))
    expect(logGroups?.map(({ logGroupName }) => logGroupName)).toEqual([LOG_GROUP])
    const { logStreams = [] } = await logs.send(new DescribeLogStreamsCommand({ logGroupName: LOG_GROUP }))
    const names = logStreams.map(({ logStreamName }) => logStreamName ?? '')
    expect(names).toContain(`${aws.ids('transit-gateway')[0]}-all`)
    expect(names.filter((name) => /^eni-[0-9a-f]{17}-all$/.test(name)).length).toBeGreaterThan(3)
    for (const { lastEventTimestamp, lastIngestionTime } of logStreams) {
      expect(lastIngestionTime).toBeGreaterThan(lastEventTimestamp ?? Infinity)
    }
  })

  it('pages through streams, newest first where asked, and does not mix that with a prefix', async () => {
    const common = { logGroupName: LOG_GROUP, orderBy: 'LastEventTime', descending: true, limit: 2 } as const
    const first = await logs.send(new DescribeLogStreamsCommand(common))
    const second = await logs.send(new DescribeLogStreamsCommand({ ...common, nextToken: first.nextToken }))
    const times = [...first.logStreams!, ...second.logStreams!].map(({ lastEventTimestamp }) => lastEventTimestamp ?? 0)
    expect(times.map((time) => Math.floor(time / 60_000))).toEqual(
      times.map((time) => Math.floor(time / 60_000)).toSorted((one, other) => other - one),
    )
    const mixed = new DescribeLogStreamsCommand({ ...common, logStreamNamePrefix: 'eni-' })
    expect(await refusalOf(logs.send(mixed))).toMatchObject({ code: 'InvalidParameterException' })
    const nowhere = new DescribeLogStreamsCommand({ logGroupName: '/nowhere' })
    expect(await refusalOf(logs.send(nowhere))).toMatchObject({ code: 'ResourceNotFoundException' })
  })
})

describe('events', () => {
  it('reads a stream to its end, which a token that comes back tells', async () => {
    const { logStreams = [] } = await logs.send(new DescribeLogStreamsCommand({ logGroupName: LOG_GROUP }))
    const common = { logGroupName: LOG_GROUP, logStreamName: logStreams[0]?.logStreamName ?? '' }
    const whole = await logs.send(new GetLogEventsCommand({ ...common, startFromHead: true }))
    expect(whole.events!.length).toBeGreaterThan(40)
    const seen: (string | undefined)[] = []
    let token: string | undefined
    for (;;) {
      const page = await logs.send(
        new GetLogEventsCommand({ ...common, startFromHead: true, limit: 17, nextToken: token }),
      )
      seen.push(...(page.events ?? []).map(({ message }) => message))
      if (page.nextForwardToken === token) break
      token = page.nextForwardToken
    }
    expect(seen).toEqual(whole.events!.map(({ message }) => message))
    const newest = await logs.send(new GetLogEventsCommand({ ...common, limit: 5 }))
    expect(newest.events).toEqual(whole.events!.slice(-5))
    const before = await logs.send(
      new GetLogEventsCommand({ ...common, limit: 5, nextToken: newest.nextBackwardToken }),
    )
    expect(before.events).toEqual(whole.events!.slice(-10, -5))
  })

  it('filters a group by time, stream and pattern, empty pages included', async () => {
    const streams = aws.ids('transit-gateway')
    const all = (await filterAll({})).flat()
    expect(all.map(({ timestamp }) => timestamp)).toEqual(all.map(({ timestamp }) => timestamp).toSorted())
    expect((await filterAll({ limit: 10 })).flat()).toEqual(all)
    const middle = all[Math.floor(all.length / 2)]!.timestamp!
    expect((await filterAll({ startTime: middle })).flat()).toEqual(all.filter(({ timestamp }) => timestamp! >= middle))
    const ofGateway = (await filterAll({ logStreamNamePrefix: streams[0] })).flat()
    expect(ofGateway[0]?.message?.split(' ')).toHaveLength(36)
    const rejected = (await filterAll({ filterPattern: 'REJECT' })).flat()
    expect(rejected.length).toBeGreaterThan(0)
    expect(rejected.every(({ message }) => message?.endsWith('REJECT OK'))).toBe(true)
    const columns = Array.from({ length: 12 }, (_, index) => `c${index}`).join(', ')
    const byColumn = await filterAll({ filterPattern: `[${columns}, action="REJECT", status]` })
    expect(byColumn.flat()).toEqual(rejected)
    expect((await filterAll({ filterPattern: '"no such text"' })).flat()).toEqual([])
  })

  it('refuses who may not read', async () => {
    const key = aws.truth.world.accessKeys.get(AWS_BASE_CREDENTIALS.accessKeyId)!
    const before = key.allowedActions
    key.allowedActions = ['ec2:*']
    const call = logs.send(new FilterLogEventsCommand({ logGroupName: LOG_GROUP }))
    expect(await refusalOf(call)).toMatchObject({
      code: 'AccessDeniedException',
      message: expect.stringContaining('logs:FilterLogEvents') as string,
    })
    key.allowedActions = before
  })
})
