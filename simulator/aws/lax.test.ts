import {
  CreateFlowLogsCommand,
  DescribeFlowLogsCommand,
  DescribeNatGatewaysCommand,
  DescribeRegionsCommand,
  type CreateFlowLogsCommandInput,
} from '@aws-sdk/client-ec2'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { patchSettings, settingsFor, type AwsLaxSettings } from '../core/settings'
import { BUCKET } from '../demo/world-builder'
import { startAwsHarness, type AwsHarness } from './testing/harness'

let harness: AwsHarness
beforeEach(async () => {
  harness = await startAwsHarness()
})
afterEach(() => harness.close())

const loosen = (...switches: readonly (keyof AwsLaxSettings)[]): void =>
  patchSettings(harness.simulator.admin.settings, {
    aws: { lax: Object.fromEntries(switches.map((name) => [name, true])) },
  })

const create = (changes: Partial<CreateFlowLogsCommandInput> = {}) =>
  harness.ec2.send(
    new CreateFlowLogsCommand({
      ResourceIds: [harness.ids('vpc')[0]!],
      ResourceType: 'VPC',
      TrafficType: 'ALL',
      LogDestinationType: 's3',
      LogDestination: `arn:aws:s3:::${BUCKET}/lax`,
      ClientToken: 'a-token',
      TagSpecifications: [{ ResourceType: 'vpc-flow-log', Tags: [{ Key: 'a', Value: 'b' }] }],
      ...changes,
    }),
  )
const listed = async () => (await harness.ec2.send(new DescribeFlowLogsCommand({}))).FlowLogs ?? []

describe('a stand-in that falls short of AWS', () => {
  it('is strict in everything unless told otherwise', async () => {
    expect(Object.values(settingsFor('test').aws.lax)).not.toContain(true)
    const { FlowLogIds } = await create()
    expect((await create()).FlowLogIds, 'the token is remembered').toEqual(FlowLogIds)
    await expect(create({ ClientToken: 'another' })).rejects.toThrow('existing Flow Log')
    expect(await listed()).toMatchObject([{ Tags: [{ Key: 'a', Value: 'b' }], MaxAggregationInterval: 600 }])
  })

  it('forgets tokens and takes copies', async () => {
    loosen('ignoresClientTokens', 'acceptsDuplicates')
    const first = await create()
    const second = await create()
    expect(first.ClientToken).toBeUndefined()
    expect(second.FlowLogIds).not.toEqual(first.FlowLogIds)
    expect(await listed()).toHaveLength(2)
  })

  it('drops tags at creation', async () => {
    loosen('dropsTagsAtCreation')
    await create()
    expect(await listed()).toMatchObject([{ Tags: [] }])
  })

  it('describes without tags and members', async () => {
    loosen('hidesTags', 'leavesOutMembers')
    await create()
    const [flowLog] = await listed()
    expect(flowLog).toMatchObject({ LogDestination: `arn:aws:s3:::${BUCKET}/lax` })
    for (const member of ['Tags', 'CreationTime', 'LogFormat', 'MaxAggregationInterval', 'DestinationOptions']) {
      expect(flowLog).not.toHaveProperty(member)
    }
  })

  it('carries a dry run out', async () => {
    await expect(create({ DryRun: true })).rejects.toThrow('DryRun flag is set')
    loosen('ignoresDryRun')
    expect((await create({ DryRun: true })).FlowLogIds).toHaveLength(1)
  })

  it('gives everything at once, or the same page for ever', async () => {
    for (const id of harness.ids('vpc')) await create({ ResourceIds: [id], ClientToken: `token-${id}` })
    const all = await listed()
    const page = (NextToken?: string) =>
      harness.ec2.send(new DescribeFlowLogsCommand({ MaxResults: 5, ...(NextToken && { NextToken }) }))
    loosen('ignoresPaging')
    expect(await page()).toMatchObject({ FlowLogs: all })
    expect((await page()).NextToken).toBeUndefined()
    patchSettings(harness.simulator.admin.settings, { profile: 'test' })
    loosen('repeatsPages')
    const first = await page()
    const second = await page(first.NextToken)
    expect(second.NextToken).toBe(first.NextToken)
    expect(second.FlowLogs).toEqual(first.FlowLogs)
  })

  it('filters nothing', async () => {
    loosen('ignoresFilters')
    await create()
    const filtered = new DescribeFlowLogsCommand({ Filter: [{ Name: 'resource-id', Values: ['vpc-nothing'] }] })
    expect((await harness.ec2.send(filtered)).FlowLogs).toHaveLength(1)
  })

  it('lists every region, and does not say which are enabled', async () => {
    const strict = (await harness.ec2.send(new DescribeRegionsCommand({}))).Regions ?? []
    loosen('listsRegionsUnfiltered')
    const lax = (await harness.ec2.send(new DescribeRegionsCommand({}))).Regions ?? []
    expect(lax.length).toBeGreaterThan(strict.length)
    expect(new Set(lax.map(({ OptInStatus }) => OptInStatus))).toEqual(new Set([undefined]))
  })

  it('answers what it has never heard of with a web page', async () => {
    loosen('knowsBasicsOnly')
    const failure: unknown = await harness.ec2.send(new DescribeNatGatewaysCommand({})).catch((error: unknown) => error)
    expect(failure).toMatchObject({ $metadata: { httpStatusCode: 501 } })
  })
})
