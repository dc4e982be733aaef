import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createManualClock } from '../core/clock'
import { startSimulator, type Simulator } from '../server'
import type { ResourceKind } from '../aws/world-types'
import { DEMO_ACCOUNTS } from './accounts'

let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator({ world: 'demo', seed: 1 })
})
afterAll(() => simulator.close())

const truth = () => simulator.admin.clouds.aws.truth
const countOf = (kind: ResourceKind) =>
  truth()
    .resources()
    .filter((resource) => resource.kind === kind).length

describe('the demo fleet', () => {
  it('has the size it is meant to have', () => {
    expect(countOf('vpc')).toBeGreaterThanOrEqual(380)
    expect(countOf('vpc')).toBeLessThanOrEqual(420)
    expect(countOf('subnet')).toBe(3 * countOf('vpc'))
    expect(countOf('network-interface')).toBeGreaterThanOrEqual(2_800)
    expect(countOf('network-interface')).toBeLessThanOrEqual(3_300)
    expect(countOf('transit-gateway')).toBe(14)
    expect(countOf('transit-gateway-attachment')).toBe(60)
    const nats = truth()
      .resources()
      .filter((resource) => resource.kind === 'nat-gateway')
    expect(nats.filter((nat) => nat.availabilityMode === 'regional').length).toBeGreaterThan(5)
    expect(DEMO_ACCOUNTS).toHaveLength(8)
    for (const account of DEMO_ACCOUNTS) expect([3, 4]).toContain(account.regions.length)
  })

  it('holds some 125 flow logs of others: fine, failing in each way there is, REJECT-only, of every origin', () => {
    const flowLogs = truth().flowLogs()
    expect(flowLogs.length).toBeGreaterThanOrEqual(115)
    expect(flowLogs.length).toBeLessThanOrEqual(135)
    const failing = (message: string) => flowLogs.filter((one) => one.deliverLogsErrorMessage === message).length
    expect(failing('Access error')).toBeGreaterThanOrEqual(15)
    expect(failing('Rate limited')).toBeGreaterThanOrEqual(1)
    expect(failing('Unknown error')).toBeGreaterThanOrEqual(1)
    expect(flowLogs.filter((one) => one.deliverLogsStatus === 'SUCCESS').length).toBeGreaterThan(80)
    expect(flowLogs.filter((one) => one.trafficType === 'REJECT').length).toBeGreaterThanOrEqual(10)
    const marked = (key: string) => flowLogs.filter((one) => one.tags.some((tag) => tag.key === key)).length
    expect(marked('terraform')).toBeGreaterThan(25)
    expect(marked('aws:cloudformation:stack-name')).toBeGreaterThan(20)
    const towers = flowLogs.filter((one) => one.logGroupName === 'aws-controltower/VPCFlowLogs')
    expect(towers.length).toBeGreaterThan(5)
    expect(flowLogs.some((one) => one.tags.length === 0)).toBe(true)
    for (const key of ['weir:installation', 'weir:configuration', 'weir:operation']) expect(marked(key)).toBe(0)
  })

  it('puts every flow log on a resource that is there and of its own account', () => {
    for (const flowLog of truth().flowLogs()) {
      const resource = truth().world.resources.get(flowLog.resourceId)
      expect(resource).toMatchObject({ ownerId: flowLog.accountId, region: flowLog.region })
    }
  })

  it('shares networks between accounts, and has an opt-in region that is not enabled', () => {
    const shared = truth()
      .resources()
      .filter((resource) => resource.kind === 'vpc' && resource.sharedWith.length > 0)
    expect(shared.length).toBeGreaterThan(4)
    const interfaces = truth()
      .resources()
      .filter((resource) => resource.kind === 'network-interface')
    const sharedIds = new Set(shared.map((vpc) => vpc.id))
    const ofParticipants = interfaces.filter((one) => sharedIds.has(one.vpcId) && one.ownerId !== shared[0]!.ownerId)
    expect(ofParticipants.length).toBeGreaterThan(5)
    expect(truth().world.isRegionEnabled('888899990000', 'me-central-1')).toBe(false)
    expect(truth().resources({ region: 'me-central-1' })).toEqual([])
  })

  it('is the same from the same seed, but for the moment it was made', async () => {
    const clock = createManualClock()
    const again = await startSimulator({ world: 'demo', seed: 1, clock })
    const third = await startSimulator({ world: 'demo', seed: 1, clock })
    const { aws } = again.admin.clouds
    expect(aws.truth.resources()).toEqual(truth().resources())
    expect(third.admin.clouds.aws.truth.flowLogs()).toEqual(aws.truth.flowLogs())
    await again.close()
    await third.close()
  })

  it('tells how to get into each account: one by the base identity itself, the others by role', () => {
    const accounts = simulator.admin.accounts().filter((account) => account.provider === 'aws')
    expect(accounts).toHaveLength(8)
    expect(accounts.filter((account) => account.roleArn === null)).toHaveLength(1)
    expect(new Set(accounts.map((account) => account.externalId)).size).toBe(8)
  })
})

describe('the bench world', () => {
  it('spreads its networks evenly over forty account-regions', async () => {
    const bench = await startSimulator({ world: 'bench-aws', seed: 1, profile: 'bench' })
    const vpcs = bench.admin.clouds.aws.truth.resources()
    expect(vpcs).toHaveLength(10_000)
    const perScope = new Map<string, number>()
    for (const vpc of vpcs)
      perScope.set(`${vpc.ownerId}/${vpc.region}`, (perScope.get(`${vpc.ownerId}/${vpc.region}`) ?? 0) + 1)
    expect(perScope.size).toBe(40)
    expect([...new Set(perScope.values())]).toEqual([250])
    await bench.close()
  })

  it('is as large as the settings say', async () => {
    const small = await startSimulator({ world: 'bench-aws', settings: { bench: { awsVpcs: 30, awsAccounts: 2 } } })
    expect(small.admin.clouds.aws.truth.resources()).toHaveLength(30)
    expect(small.admin.accounts().filter((account) => account.provider === 'aws')).toHaveLength(2)
    await small.close()
  })
})
