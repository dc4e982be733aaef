import { beforeEach, describe, expect, it } from 'vitest'
import { aConfiguration } from '../../test/builders/cloud-facts'
import { aCenSpec } from '../../test/builders/flow-log-specs'
import { awsResources, cenResources } from '../../test/contracts/fake-resources'
import { useTestDatabase } from '../../test/database'
import type { EngineWorld } from '../../test/engine/engine-world'
import { createEngineWorld } from '../../test/engine/engine-world'

const database = useTestDatabase()
const { generation: _generation, ...VPCS } = aConfiguration()
const CEN_ATTACHMENTS = {
  ...VPCS,
  name: 'All attachments',
  provider: 'alibaba-cen',
  family: 'cen',
  selector: { kind: 'clauses', clauses: [{ on: 'type', values: ['TransitRouterAttachment'] }], excludes: [] },
  spec: aCenSpec(),
} as const

beforeEach(() => database.empty())

describe('like AWS', () => {
  let world: EngineWorld
  beforeEach(async () => {
    world = await createEngineWorld(database, { like: 'aws-ec2', resources: awsResources(undefined, 40) })
    await world.pass()
  })

  it('takes 40 VPCs from nothing to Active with one call, and finds nothing to do afterwards', async () => {
    await world.approve(VPCS)
    world.cloud.clearCalls()
    await world.settle()
    const desired = await world.desired()
    expect(desired.map(({ phase }) => phase)).toEqual(Array.from({ length: 40 }, () => 'Active'))
    expect(world.cloud.logs()).toHaveLength(40)
    expect(world.mutations()).toEqual(['CreateFlowLogs'])
    const operations = await world.operations()
    expect(operations).toMatchObject([{ kind: 'create', items: 40, isOpen: false, authority: 'grant' }])
    world.cloud.clearCalls()
    await world.pass()
    expect(world.mutations()).toEqual([])
  })
})

describe('one look after the creation', () => {
  it('is enough: what it settles asks for no further look before the ordinary one', async () => {
    const world = await createEngineWorld(database, {
      like: 'aws-ec2',
      resources: awsResources(undefined, 3),
      settings: { deliveryDelayMs: 0 },
    })
    await world.pass()
    await world.approve(VPCS)
    const creating = await world.pass()
    world.clock.advance(creating?.dueInMs ?? 0)
    const settling = await world.pass()
    expect((await world.desired()).map(({ phase }) => phase)).toEqual(['Active', 'Active', 'Active'])
    expect(settling?.dueInMs).toBe(world.engine.timings.steadyLookMs)
  })
})

describe('like CEN', () => {
  it('asks nothing of a region before the global look has found its routers', async () => {
    const world = await createEngineWorld(database, { like: 'alibaba-cen', resources: cenResources(undefined, 2, 3) })
    const waiting = await world.pass()
    expect(waiting).toMatchObject({ outcome: 'done', callsUsed: 0, dueInMs: world.engine.timings.inFlightMs[0] })
    await world.pass('global')
    world.cloud.clearCalls()
    await world.pass()
    expect(world.cloud.calls.filter(({ operation }) => operation === 'DescribeFlowlogs')).toHaveLength(1)
  })

  it('goes on without the global look where that fails: the region then says what it finds', async () => {
    const world = await createEngineWorld(database, { like: 'alibaba-cen', resources: cenResources(undefined, 1, 1) })
    const denied = { kind: 'refuse', errorKind: 'denied', code: 'NoPermission', message: 'No.' } as const
    world.cloud.postFault({ match: { region: 'global' }, effect: denied, times: null })
    expect(await world.pass('global')).toMatchObject({ outcome: 'failed' })
    const report = await world.pass()
    expect(report?.callsUsed).toBeGreaterThan(0)
  })

  it('makes one log per attachment, one mutation at a time per router', async () => {
    const world = await createEngineWorld(database, { like: 'alibaba-cen', resources: cenResources(undefined, 2, 3) })
    await world.pass('global')
    await world.pass()
    await world.approve(CEN_ATTACHMENTS)
    await world.settle()
    const desired = await world.desired()
    expect(desired.map(({ phase }) => phase)).toEqual(Array.from({ length: 6 }, () => 'Active'))
    expect(world.cloud.logs()).toHaveLength(6)
    expect(world.cloud.calls.filter(({ outcome }) => outcome !== 'ok')).toEqual([])
  })
})
