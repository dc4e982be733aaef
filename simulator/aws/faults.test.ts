import {
  CreateFlowLogsCommand,
  DescribeFlowLogsCommand,
  DescribeNetworkInterfacesCommand,
  DescribeVpcsCommand,
} from '@aws-sdk/client-ec2'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BUCKET } from '../demo/world-builder'
import { HUB, REGION, refusalOf, startAwsHarness, type AwsHarness } from './testing/harness'

let aws: AwsHarness
beforeEach(async () => {
  aws = await startAwsHarness()
})
afterEach(() => aws.close())

const create = (ClientToken?: string, ids = aws.ids('vpc').slice(0, 1)) =>
  aws.ec2.send(
    new CreateFlowLogsCommand({
      ResourceIds: [...ids],
      ResourceType: 'VPC',
      TrafficType: 'ALL',
      LogDestinationType: 's3',
      LogDestination: `arn:aws:s3:::${BUCKET}`,
      ...(ClientToken ? { ClientToken } : {}),
    }),
  )

describe('faults', () => {
  it('loses the reply after the effect; the same token then finds what was made', async () => {
    aws.simulator.admin.postFault({ match: { operation: 'CreateFlowLogs' }, effect: { kind: 'loseReply' } })
    await expect(create('token')).rejects.toThrow()
    expect(aws.truth.flowLogs()).toHaveLength(1)
    const replay = await create('token')
    expect(replay.FlowLogIds).toEqual([aws.truth.flowLogs()[0]!.id])
    expect(aws.truth.flowLogs()).toHaveLength(1)
  })

  it('loses the request before the effect', async () => {
    aws.simulator.admin.postFault({ effect: { kind: 'loseRequest' } })
    await expect(create('token')).rejects.toThrow()
    expect(aws.truth.flowLogs()).toEqual([])
    expect((await create('token')).FlowLogIds).toHaveLength(1)
  })

  it('answers half a body although the effect happened', async () => {
    aws.simulator.admin.postFault({ effect: { kind: 'truncatedBody' } })
    await expect(create('token')).rejects.toThrow()
    expect(aws.truth.flowLogs()).toHaveLength(1)
  })

  it("answers a proxy's page instead of XML", async () => {
    aws.simulator.admin.postFault({ effect: { kind: 'htmlError', status: 502 } })
    const refusal = await refusalOf(create())
    expect(refusal.status).toBe(502)
    expect(aws.truth.flowLogs()).toEqual([])
  })

  it('hides a fresh log from listings for a while', async () => {
    aws.simulator.admin.postFault({ effect: { kind: 'hideFresh', ms: 30_000 } })
    await create()
    const list = async () => (await aws.ec2.send(new DescribeFlowLogsCommand({}))).FlowLogs
    expect(await list()).toEqual([])
    aws.clock.advance(30_000)
    expect(await list()).toHaveLength(1)
  })

  it('lets some of a batch fail, in words of choice', async () => {
    const vpcs = aws.ids('vpc')
    aws.simulator.admin.postFault({
      effect: { kind: 'partial', code: '400', message: 'Try again later.' },
      times: 2,
      after: 1,
    })
    const answer = await create(undefined, [...vpcs])
    expect(answer.FlowLogIds).toHaveLength(2)
    expect(answer.Unsuccessful?.map((item) => item.ResourceId)).toEqual([vpcs[1], vpcs[2]])
  })

  it('strikes only the account, region, operation and resource it names', async () => {
    const [first, second] = aws.ids('vpc')
    aws.simulator.admin.postFault({
      match: { cloud: 'aws', account: HUB, region: REGION, operation: 'CreateFlowLogs', resource: second! },
      effect: { kind: 'error', status: 500, code: 'InternalError', message: 'Sorry.' },
    })
    await create(undefined, [first!])
    await aws.ec2.send(new DescribeVpcsCommand({ VpcIds: [second!] }))
    expect((await refusalOf(create(undefined, [second!]))).code).toBe('InternalError')
  })

  it('is retried by the SDK as the real thing is', async () => {
    aws.simulator.admin.postFault({ effect: { kind: 'throttle' }, times: 2 })
    const patient = aws.ec2With({ attempts: 3 })
    const { $metadata } = await patient.send(new DescribeVpcsCommand({}))
    expect($metadata.attempts).toBe(3)
  }, 20_000)
})

describe('throttling', () => {
  beforeEach(() => aws.simulator.admin.patchSettings({ throttlingEnabled: true }))
  const burst = async (call: () => Promise<unknown>, count: number) => {
    let refused = 0
    for (let index = 0; index < count; index += 1) {
      try {
        await call()
      } catch (error) {
        if (!(error instanceof Error) || error.name !== 'RequestLimitExceeded') throw error
        refused += 1
      }
    }
    return refused
  }

  it('allows reads of a hundred in a burst and twenty a second, for each region and action', async () => {
    const describeVpcs = () => aws.ec2.send(new DescribeVpcsCommand({}))
    expect(await burst(describeVpcs, 105)).toBe(5)
    aws.clock.advance(500)
    expect(await burst(describeVpcs, 12)).toBe(2)
    const elsewhere = aws.ec2With({ region: 'us-east-1' })
    expect(await burst(() => elsewhere.send(new DescribeVpcsCommand({})), 5)).toBe(0)
    expect(await burst(() => aws.ec2.send(new DescribeFlowLogsCommand({})), 5)).toBe(0)
  }, 20_000)

  it('is stricter on interfaces asked for without page or filter', async () => {
    const careless = () => aws.ec2.send(new DescribeNetworkInterfacesCommand({}))
    const paged = () => aws.ec2.send(new DescribeNetworkInterfacesCommand({ MaxResults: 1000 }))
    expect(await burst(careless, 55)).toBe(5)
    expect(await burst(paged, 55)).toBe(0)
  }, 20_000)

  it('allows fifty creates in a burst and five a second', async () => {
    const dryRun = () =>
      aws.ec2
        .send(new CreateFlowLogsCommand({ ResourceIds: ['vpc-1'], ResourceType: 'VPC', DryRun: true }))
        .catch((error: unknown) => {
          if (error instanceof Error && error.name === 'DryRunOperation') return
          throw error
        })
    expect(await burst(dryRun, 52)).toBe(2)
    aws.clock.advance(1000)
    expect(await burst(dryRun, 6)).toBe(1)
  }, 20_000)
})

it('counts every call with its outcome', async () => {
  await create()
  await refusalOf(create())
  aws.simulator.admin.postFault({ effect: { kind: 'loseReply' } })
  await create('x', aws.ids('vpc').slice(1, 2)).catch(() => undefined)
  const { meter } = aws.simulator.admin
  const calls = { cloud: 'aws', operation: 'CreateFlowLogs', account: HUB, region: REGION } as const
  expect(meter.count(calls)).toBe(3)
  expect(meter.count({ ...calls, outcome: 'ok' })).toBe(1)
  expect(meter.count({ ...calls, outcome: 'FlowLogAlreadyExists' })).toBe(1)
  expect(meter.count({ ...calls, outcome: 'loseReply' })).toBe(1)
  expect(meter.snapshot().byOperation).toEqual({ 'aws:CreateFlowLogs': 3 })
})
