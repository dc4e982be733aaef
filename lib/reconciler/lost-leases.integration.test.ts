import { beforeEach, describe, expect, it } from 'vitest'
import { aConfiguration } from '../../test/builders/cloud-facts'
import { awsResources } from '../../test/contracts/fake-resources'
import { useTestDatabase } from '../../test/database'
import { createEngineWorld } from '../../test/engine/engine-world'
import { TIMINGS } from './timings'

const database = useTestDatabase()
const { generation: _generation, ...VPCS } = aConfiguration()

beforeEach(() => database.empty())

describe('a pass whose lease is of no use to it', () => {
  it('lets go of a lease that is too short for a call, so that somebody can take the scope', async () => {
    const world = await createEngineWorld(database, { like: 'aws-ec2', resources: awsResources(undefined, 2) })
    await world.pass()
    await world.approve(VPCS)
    // Renewals come in time and never help: the call's own deadline lies beyond any of them.
    const hurried = world.worker('hurried', {
      timings: { ...TIMINGS, leaseTtlMs: 400, leaseRenewMs: 50, callTimeoutMs: 500 },
    })
    expect(await world.pass(undefined, hurried)).toMatchObject({ outcome: 'lost' })
    expect(world.mutations()).toEqual([])
    await expect.poll(() => world.pass(), { timeout: 5_000, interval: 100 }).not.toBeNull()
    expect(world.mutations()).toEqual(['CreateFlowLogs'])
  })

  it('does not send what it was held up with beyond the deadline of the call', async () => {
    const world = await createEngineWorld(database, { like: 'aws-ec2', resources: awsResources(undefined, 2) })
    await world.pass()
    await world.approve(VPCS)
    // The process stands still right after its intent is committed, longer than any call may take.
    let isHeldUp = false
    const provider = {
      ...world.cloud.provider,
      renderCommand: (...request: Parameters<typeof world.cloud.provider.renderCommand>) => {
        isHeldUp = true
        return world.cloud.provider.renderCommand(...request)
      },
    }
    const paused = world.worker('paused', {
      provider: () => provider,
      clockFrom: () => () => new Date(world.clock.now().getTime() + (isHeldUp ? TIMINGS.leaseTtlMs : 0)),
    })
    expect(await world.pass(undefined, paused)).toMatchObject({ outcome: 'lost' })
    expect(world.mutations()).toEqual([])
  })
})
