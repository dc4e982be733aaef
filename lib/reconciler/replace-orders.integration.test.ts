import { beforeEach, describe, expect, it } from 'vitest'
import { awsResources, cenResources } from '../../test/contracts/fake-resources'
import { useTestDatabase } from '../../test/database'
import { attachmentConfiguration, vpcConfiguration } from '../../test/engine/configurations'
import type { EngineWorld, EngineWorldOptions } from '../../test/engine/engine-world'
import { createEngineWorld } from '../../test/engine/engine-world'

/* The best order for every kind of change, the gap as it really was, and what happens where a quota leaves no room. */

const database = useTestDatabase()
const ELSEWHERE = 'arn:aws:s3:::other-logs/vpc/'

beforeEach(() => database.empty())

async function awsWorld(settings: EngineWorldOptions['settings'], vpcs = 3): Promise<[EngineWorld, string]> {
  const world = await createEngineWorld(database, {
    like: 'aws-ec2',
    resources: awsResources(undefined, vpcs),
    ...(settings !== undefined && { settings }),
  })
  await world.pass()
  const id = await world.approve(vpcConfiguration())
  await world.settle()
  world.cloud.clearCalls()
  return [world, id]
}

async function cenWorld(settings: EngineWorldOptions['settings'] = {}): Promise<[EngineWorld, string]> {
  const world = await createEngineWorld(database, {
    like: 'alibaba-cen',
    resources: cenResources(undefined, 2, 2),
    settings,
  })
  await world.pass('global')
  await world.pass()
  const id = await world.approve(attachmentConfiguration())
  await world.settle({ limit: 200 })
  world.cloud.clearCalls()
  return [world, id]
}

/** The last line of each timeline. */
async function lastLines(): Promise<readonly { toPhase: string; message: string; gapSeconds: number | null }[]> {
  const { rows } = await database.pool.query<{ toPhase: string; message: string; gapSeconds: number | null }>(
    `SELECT DISTINCT ON ("desiredFlowLogId") "toPhase", "message", "gapSeconds" FROM "transition"
      ORDER BY "desiredFlowLogId", "id" DESC`,
  )
  return rows
}

async function medianGap(world: EngineWorld): Promise<number | null> {
  const { rows } = await database.pool.query<{ measuredGapSeconds: number | null }>(
    `SELECT "measuredGapSeconds" FROM "scope" WHERE "id" = $1`,
    [world.scopeId()],
  )
  return rows[0]!.measuredGapSeconds
}

async function followUps(): Promise<number> {
  const { rows } = await database.pool.query(`SELECT 1 FROM "change_request" WHERE "origin" = 'follow-up'`)
  return rows.length
}

const destinations = (world: EngineWorld) =>
  world.cloud.logs().map(({ spec }) => ('logDestination' in spec ? spec.logDestination : ''))

describe('the real gap', () => {
  it('AWS, both side by side: the timeline says that there was none, and no estimate comes of it', async () => {
    const [world, id] = await awsWorld({ duplicateMode: 'full-config' })
    await world.approve(vpcConfiguration({ spec: { maxAggregationIntervalSeconds: 60 } }), id)
    await world.settle()
    for (const line of await lastLines()) {
      expect(line).toMatchObject({ toPhase: 'Active', gapSeconds: 0 })
      expect(line.message).toContain('without a gap')
    }
    expect(await medianGap(world)).toBeNull()
  })

  it('AWS, the old one first: measured until the new one is listed, kept as a median, shown in the next plan', async () => {
    const [world, id] = await awsWorld({ duplicateMode: 'destination-only' })
    await world.approve(vpcConfiguration({ spec: { maxAggregationIntervalSeconds: 60 } }), id)
    await world.settle()
    const lines = await lastLines()
    const gaps = lines.map(({ gapSeconds }) => gapSeconds ?? 0)
    expect(Math.min(...gaps)).toBeGreaterThan(0)
    expect(lines[0]!.message).toMatch(/Nothing was captured for \d+ s in between\./)
    const median = await medianGap(world)
    expect(gaps).toContain(median)

    await world.approve(vpcConfiguration({ spec: { maxAggregationIntervalSeconds: 600 } }), id)
    const planned = await world.grant(id)
    expect(planned.map(({ gapEstimateSeconds }) => gapEstimateSeconds)).toEqual(planned.map(() => median))
    expect(planned[0]!.why).toContain('as measured here so far')
  })

  it('CEN: from the deletion until the new one is Active', async () => {
    const [world, id] = await cenWorld()
    await world.approve(attachmentConfiguration({ spec: { logStoreName: 'elsewhere' } }), id)
    await world.settle({ limit: 300 })
    for (const { gapSeconds } of await lastLines()) expect(gapSeconds).toBeGreaterThan(0)
    expect(await medianGap(world)).toBeGreaterThan(0)
  })

  it('the reply to the deletion was lost: counted from when it may have happened', async () => {
    const [world, id] = await awsWorld({ duplicateMode: 'destination-only' }, 1)
    world.cloud.postFault({ match: { operation: 'DeleteFlowLogs' }, effect: { kind: 'loseReply' } })
    await world.approve(vpcConfiguration({ spec: { maxAggregationIntervalSeconds: 60 } }), id)
    await world.settle({ limit: 200 })
    // The listing lacked it before the call was over: the second look decides.
    world.clock.advance(world.engine.timings.secondLookMs)
    await world.settle({ limit: 200 })
    expect((await lastLines())[0]).toMatchObject({ toPhase: 'Active' })
    expect((await lastLines())[0]!.gapSeconds).toBeGreaterThan(0)
  })
})

describe('a quota leaves no room for both', () => {
  it('AWS, no gap was promised: nothing is touched, a follow-up states the gap, and approved it goes that way', async () => {
    const [world, id] = await awsWorld({ logsPerTarget: 1 })
    const before = world.cloud.logs().map(({ externalId }) => externalId)
    await world.approve(vpcConfiguration({ spec: { logDestination: ELSEWHERE } }), id)
    await world.settle()
    expect(world.mutations(), 'refused, and nothing else').toEqual(['CreateFlowLogs'])
    expect(world.cloud.logs().map(({ externalId }) => externalId)).toEqual(before)
    for (const desired of await world.desired()) {
      expect(desired).toMatchObject({ phase: 'Blocked', phaseReason: 'FlowLogQuota', replacement: null })
    }
    expect(await followUps()).toBe(1)

    const planned = await world.grant(id)
    expect(planned).toHaveLength(3)
    for (const action of planned) {
      expect(action).toMatchObject({ kind: 'replace', order: 'delete-first', risk: 'opens-gap' })
      expect(action.gapSeconds).toBeGreaterThan(0)
    }
    await world.settle()
    expect(world.mutations().slice(1)).toEqual(['DeleteFlowLogs', 'CreateFlowLogs'])
    expect(destinations(world)).toEqual([ELSEWHERE, ELSEWHERE, ELSEWHERE])
    expect((await world.desired()).map(({ phase }) => phase)).toEqual(['Active', 'Active', 'Active'])
  })

  it('AWS, somebody makes room and asks again: side by side, as it was approved', async () => {
    const [world, id] = await awsWorld({ logsPerTarget: 1 }, 1)
    await world.approve(vpcConfiguration({ spec: { logDestination: ELSEWHERE } }), id)
    await world.settle()
    Object.assign(world.cloud.settings, { logsPerTarget: 2 })
    await database.pool.query(`UPDATE "desired_flow_log" SET "retryRequestedAt" = now()`)
    await world.settle()
    expect(world.mutations()).toEqual(['CreateFlowLogs', 'CreateFlowLogs', 'DeleteFlowLogs'])
    expect(destinations(world)).toEqual([ELSEWHERE])
    expect((await lastLines())[0]).toMatchObject({ toPhase: 'Active', gapSeconds: 0 })
  })

  it('AWS, the gap was stated: the old one goes first, without asking anybody again', async () => {
    const [world, id] = await awsWorld({ logsPerTarget: 1, duplicateMode: 'full-config' })
    await world.approve(vpcConfiguration({ spec: { maxAggregationIntervalSeconds: 60 } }), id)
    await world.settle({ limit: 200 })
    expect(world.cloud.logs()).toHaveLength(3)
    expect((await world.desired()).map(({ phase }) => phase)).toEqual(['Active', 'Active', 'Active'])
    expect(await followUps()).toBe(0)
    for (const { gapSeconds } of await lastLines()) expect(gapSeconds).toBeGreaterThan(0)
  })

  it('AWS, one target is full and the others are not: only that one has a gap', async () => {
    const [world, id] = await awsWorld({ logsPerTarget: 2, duplicateMode: 'full-config' })
    const full = world.cloud.logs()[0]!
    world.cloud.addForeignLog({
      target: awsResources(undefined, 3).find(({ externalId }) => externalId === full.targetExternalId)!,
      spec: { ...full.spec, ...vpcConfiguration({ spec: { logDestination: ELSEWHERE } }).spec },
    })
    await world.settle()
    await world.approve(vpcConfiguration({ spec: { maxAggregationIntervalSeconds: 60 } }), id)
    await world.settle({ limit: 200 })
    expect((await world.desired()).map(({ phase }) => phase)).toEqual(['Active', 'Active', 'Active'])
    const gaps = (await lastLines()).map(({ gapSeconds }) => (gapSeconds ?? 0) > 0)
    expect(gaps.filter(Boolean)).toHaveLength(1)
  })

  it('CEN at its quota: the old one makes the room', async () => {
    const [world, id] = await cenWorld({ logsPerAccount: 4 })
    await world.approve(attachmentConfiguration({ spec: { logStoreName: 'elsewhere' } }), id)
    await world.settle({ limit: 300 })
    expect(world.cloud.calls.filter(({ outcome }) => outcome !== 'ok')).toEqual([])
    expect((await world.desired()).map(({ phase }) => phase)).toEqual(Array.from({ length: 4 }, () => 'Active'))
  })

  it('CEN, somebody else took the room in between: it fails with the remedy, and a retry ends it', async () => {
    const [world, id] = await cenWorld({ logsPerAccount: 4 })
    await world.approve(attachmentConfiguration({ spec: { logStoreName: 'elsewhere' } }), id)
    Object.assign(world.cloud.settings, { logsPerAccount: 3 })
    await world.settle({ limit: 300 })
    const failed = (await world.desired()).filter(({ phase }) => phase === 'Failed')
    expect(failed.length).toBeGreaterThan(0)
    expect(failed[0]!.problem).toMatchObject({ reason: 'FlowLogQuota', vendorCode: 'QuotaExceeded.FlowlogCount' })
    Object.assign(world.cloud.settings, { logsPerAccount: 4 })
    await database.pool.query(`UPDATE "desired_flow_log" SET "retryRequestedAt" = now() WHERE "phase" = 'Failed'`)
    await world.settle({ limit: 300 })
    expect((await world.desired()).map(({ phase }) => phase)).toEqual(Array.from({ length: 4 }, () => 'Active'))
    expect(world.cloud.logs()).toHaveLength(4)
  })
})

describe('a lost answer to the probe', () => {
  it.each(['request', 'item'] as const)(
    'is settled by the next listing, not by waiting (refusal of the %s)',
    async (duplicateScope) => {
      const [world, id] = await awsWorld({ duplicateMode: 'destination-only', duplicateScope }, 1)
      world.cloud.postFault({ match: { operation: 'CreateFlowLogs' }, effect: { kind: 'loseRequest' } })
      await world.approve(vpcConfiguration({ spec: { maxAggregationIntervalSeconds: 60 } }), id)
      const begunAt = world.clock.now().getTime()
      for (let passes = 0; world.mutations().length < 3 && passes < 20; passes += 1) {
        const report = await world.pass()
        world.clock.advance(Math.min(report!.dueInMs, 5_000))
      }
      expect(world.mutations(), 'the same token, then the other way round').toEqual([
        'CreateFlowLogs',
        'CreateFlowLogs',
        'DeleteFlowLogs',
      ])
      expect(world.clock.now().getTime() - begunAt).toBeLessThan(60_000)
      await world.settle({ limit: 200 })
      expect(world.cloud.logs()).toHaveLength(1)
      expect((await world.desired())[0]).toMatchObject({ phase: 'Active', replacement: null })
    },
  )
})
