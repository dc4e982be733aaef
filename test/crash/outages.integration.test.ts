import { rm } from 'node:fs/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { migrate } from '../../lib/store/database/migrate'
import { type Cluster, startCluster } from '../../scripts/embedded-postgres/cluster'
import { makeTemporaryFolder } from '../../scripts/embedded-postgres/temporary-cluster'
import { named } from './cloud-gate'
import { CrashWorld, type CrashWorldOptions } from './crash-world'
import { awsFleet, cenFleet } from './fleet'

const CASES = [
  { cloud: 'AWS', fleet: awsFleet, desired: 24 },
  { cloud: 'CEN', fleet: cenFleet, desired: 13 },
] as const

describe.each(CASES)('in the middle of creating on $cloud', ({ fleet, desired }) => {
  async function open(options: Partial<CrashWorldOptions>): Promise<CrashWorld> {
    const world = await CrashWorld.open({ fleet, ...options })
    onTestFinished(() => world.close())
    await world.startWorker()
    await world.onboard()
    await world.begin()
    return world
  }

  it('the cloud goes away and comes back', { timeout: 120_000 }, async () => {
    const world = await open({ keepsWorld: true })
    const catching = world.cloud.hold('after', named(world.fleet.create))
    await world.declare()
    const held = await catching
    await world.restartSimulator()
    held.drop()
    await world.expectInvariant({ desired })
  })

  it('the database goes away and comes back, and the same worker goes on', { timeout: 150_000 }, async () => {
    const dataDir = await makeTemporaryFolder()
    let cluster: Cluster = await startCluster({ dataDir, throwAway: true })
    onTestFinished(async () => {
      await cluster.stop()
      await rm(cluster.databaseFolder, { recursive: true, force: true })
      await rm(dataDir, { recursive: true, force: true })
    }, 30_000)
    await cluster.ensureDatabase('weir')
    await migrate(cluster.url('weir'))
    const world = await open({ databaseUrl: cluster.url('weir') })
    const catching = world.cloud.hold('after', named(world.fleet.create))
    await world.declare()
    const held = await catching
    await cluster.stop()
    // The cloud has done it, and says so, and nobody can write it down.
    await held.release()
    cluster = await startCluster({ dataDir, throwAway: true })
    world.databaseGate.leadTo(cluster.url('weir'))
    await world.expectInvariant({ desired }, 90_000)
    expect(world.workersAlive(), 'nobody had to start it again').toBe(1)
  })
})
