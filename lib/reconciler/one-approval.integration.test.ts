import { beforeEach, describe, expect, it } from 'vitest'
import { awsResources, cenResources } from '../../test/contracts/fake-resources'
import { useTestDatabase } from '../../test/database'
import { attachmentConfiguration, vpcConfiguration } from '../../test/engine/configurations'
import type { EngineWorld } from '../../test/engine/engine-world'
import { createEngineWorld } from '../../test/engine/engine-world'

/* One approval is enough where what was approved is what happens, whatever was under way when it was given. */

const database = useTestDatabase()
const ELSEWHERE = 'arn:aws:s3:::other-logs/vpc/'

beforeEach(() => database.empty())

async function followUps(): Promise<number> {
  const { rows } = await database.pool.query(`SELECT 1 FROM "change_request" WHERE "origin" = 'follow-up'`)
  return rows.length
}

const phases = async (world: EngineWorld) => (await world.desired()).map(({ phase }) => phase)

async function awsWorld(): Promise<[EngineWorld, string]> {
  const world = await createEngineWorld(database, { like: 'aws-ec2', resources: awsResources(undefined, 2) })
  await world.pass()
  const id = await world.approve(vpcConfiguration())
  await world.settle()
  return [world, id]
}

async function cenWorld(): Promise<EngineWorld> {
  const world = await createEngineWorld(database, { like: 'alibaba-cen', resources: cenResources(undefined, 1, 2) })
  await world.pass('global')
  await world.pass()
  return world
}

describe('a removal approved while a change is under way', () => {
  it('AWS, both logs of a replacement stand: both go', async () => {
    const [world, id] = await awsWorld()
    await world.approve(vpcConfiguration({ spec: { logDestination: ELSEWHERE } }), id)
    await world.pass()
    world.clock.advance(5_000)
    await world.pass()
    expect(world.cloud.logs()).toHaveLength(4)
    await world.remove(id)
    await world.settle({ limit: 200 })
    expect(world.cloud.logs()).toEqual([])
    expect(await phases(world)).toEqual(['Deleted', 'Deleted'])
    expect(await followUps()).toBe(0)
  })

  it('AWS, the new log was just made and no listing shows it yet', async () => {
    const [world, id] = await awsWorld()
    await world.approve(vpcConfiguration({ spec: { logDestination: ELSEWHERE } }), id)
    world.cloud.postFault({ match: { operation: 'CreateFlowLogs' }, effect: { kind: 'hideFresh', ms: 30_000 } })
    await world.pass()
    await world.remove(id)
    await world.settle({ limit: 200 })
    expect(world.cloud.logs()).toEqual([])
    expect(await followUps()).toBe(0)
  })

  it('CEN, the log is being created: it goes as soon as it is there', async () => {
    const world = await cenWorld()
    const id = await world.approve(attachmentConfiguration())
    await world.pass()
    expect(world.cloud.logs().map(({ state }) => state)).toEqual(['creating'])
    await world.remove(id)
    await world.settle({ limit: 200 })
    expect(world.cloud.logs()).toEqual([])
    expect(await phases(world)).toEqual(['Deleted', 'Deleted'])
    expect(await followUps()).toBe(0)
  })

  it('the reply to the creation was lost: what it made is found and does not stay behind', async () => {
    const [world, id] = await awsWorld()
    await world.remove(id)
    await world.settle({ limit: 200 })
    world.cloud.postFault({ match: { operation: 'CreateFlowLogs' }, effect: { kind: 'loseReply' } })
    const again = await world.approve(vpcConfiguration({ name: 'Again' }))
    await world.pass()
    expect(world.cloud.logs()).toHaveLength(2)
    await world.remove(again)
    for (let passes = 0; passes < 30; passes += 1) {
      const report = await world.pass()
      world.clock.advance(Math.max(1_000, report!.dueInMs))
      if ((await phases(world)).every((phase) => phase === 'Deleted')) break
      await world.grant(again)
    }
    expect(world.cloud.logs()).toEqual([])
  })

  it('is used up with the removal: a log of a later life is not taken away under it', async () => {
    const [world, id] = await awsWorld()
    await world.approve(vpcConfiguration({ spec: { logDestination: ELSEWHERE } }), id)
    await world.pass()
    await world.remove(id)
    await world.settle({ limit: 200 })
    const { rows } = await database.pool.query<{ open: number }>(
      `SELECT count(*)::int AS "open" FROM "grant_action" a JOIN "grant" g ON g."id" = a."grantId"
        WHERE a."spentAt" IS NULL AND g."generation" = (SELECT "generation" FROM "configuration" WHERE "id" = $1)`,
      [id],
    )
    expect(rows[0]!.open).toBe(0)
  })
})

describe('a CEN log that shall be off from the start', () => {
  it('is made and switched off under the one approval, which says so', async () => {
    const world = await cenWorld()
    const id = await world.approve(attachmentConfiguration({ spec: { enabled: false }, upkeep: 'propose' }))
    const planned = await world.grant(id)
    expect(planned.map(({ kind }) => kind)).toEqual(['create', 'create'])
    expect(planned[0]!.why).toContain('switched off as soon as it is there')
    expect(planned[0]!.risk).toBe('neutral')
    await world.settle({ limit: 200 })
    expect(world.cloud.logs().map(({ state }) => state)).toEqual(['inactive', 'inactive'])
    expect(world.mutations().filter((name) => name === 'DeactiveFlowLog')).toHaveLength(2)
    expect(await phases(world)).toEqual(['Active', 'Active'])
    expect(await followUps()).toBe(0)
    expect(new Set((await world.operations()).map(({ authority }) => authority))).toEqual(new Set(['grant']))
  })

  it('is switched off again only with an approval of its own, when somebody has switched it on', async () => {
    const world = await cenWorld()
    await world.approve(attachmentConfiguration({ spec: { enabled: false }, onDrift: 'propose' }))
    await world.settle({ limit: 200 })
    const before = world.mutations().length
    for (const log of world.cloud.logs()) {
      Object.assign(log, { state: 'active', spec: { ...log.spec, enabled: true } })
    }
    await world.pass()
    expect(world.mutations()).toHaveLength(before)
    expect(await followUps()).toBe(1)
  })
})
