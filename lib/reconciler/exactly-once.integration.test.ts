import { beforeEach, describe, expect, it } from 'vitest'
import { aConfiguration } from '../../test/builders/cloud-facts'
import { aCenSpec } from '../../test/builders/flow-log-specs'
import { awsResources, cenResources } from '../../test/contracts/fake-resources'
import { useTestDatabase } from '../../test/database'
import type { EngineWorld } from '../../test/engine/engine-world'
import { createEngineWorld } from '../../test/engine/engine-world'

/*
 * Invariants 2 and 3: the intent is stored before the call, and whatever crashes, is lost, is refused or runs twice, the
 * world ends with one flow log per desired flow log, without a person. Every case runs like both clouds.
 */

const database = useTestDatabase()
const { generation: _generation, ...VPCS } = aConfiguration()
const ATTACHMENTS = {
  ...VPCS,
  name: 'All attachments',
  provider: 'alibaba-cen',
  family: 'cen',
  selector: { kind: 'clauses', clauses: [{ on: 'type', values: ['TransitRouterAttachment'] }], excludes: [] },
  spec: aCenSpec(),
} as const

/** What a worker that is killed throws from inside a call: nothing of its own runs afterwards. */
class Killed extends Error {}

const CLOUDS = [
  {
    like: 'aws-ec2',
    create: 'CreateFlowLogs',
    remove: 'DeleteFlowLogs',
    configuration: VPCS,
    world: () =>
      createEngineWorld(database, { like: 'aws-ec2', resources: awsResources(undefined, 7), maxCreateBatch: 3 }),
    count: 7,
  },
  {
    like: 'alibaba-cen',
    create: 'CreateFlowlog',
    remove: 'DeleteFlowlog',
    configuration: ATTACHMENTS,
    world: () => createEngineWorld(database, { like: 'alibaba-cen', resources: cenResources(undefined, 2, 3) }),
    count: 6,
  },
] as const

beforeEach(() => database.empty())

describe.each(CLOUDS)('like $like', ({ create, remove, configuration, world: makeWorld, count }) => {
  let world: EngineWorld
  let configurationId: string

  beforeEach(async () => {
    world = await makeWorld()
    if (world.cloud.provider.id === 'alibaba-cen') await world.pass('global')
    await world.pass()
    configurationId = await world.approve(configuration)
    world.cloud.clearCalls()
  })

  /** A worker that dies inside the next matching call: no result is written, the lease is not given back. */
  async function killAt(moment: 'before-effect' | 'after-effect', operation: string, afterCalls = 0): Promise<void> {
    let seen = 0
    world.cloud.intercept((at, call) => {
      if (at !== moment || call.operation !== operation) return
      seen += 1
      if (seen > afterCalls) throw new Killed('the worker was killed')
    })
    const dying = world.worker('dying', { log: { info: quiet, warn: quiet, error: quiet } })
    await world.pass(undefined, dying)
    world.cloud.intercept(null)
    // A killed worker gives nothing back: its lease runs on until it ends.
    await database.pool.query(
      `UPDATE "scope" SET "leaseOwner" = 'dying', "leaseUntil" = clock_timestamp() - interval '1 s' WHERE "id" = $1`,
      [world.scopeId()],
    )
  }

  async function expectExactlyOnce(): Promise<void> {
    const desired = (await world.desired()).filter(({ endedAt }) => endedAt === null)
    const logs = world.cloud.logs()
    const targets = logs.map(({ targetExternalId }) => targetExternalId)
    expect(desired).toHaveLength(count)
    expect(new Set(targets).size, 'no target has two logs').toBe(targets.length)
    expect(logs.map(({ externalId }) => externalId).sort()).toEqual(desired.map(({ externalId }) => externalId).sort())
    expect(desired.map(({ phase }) => phase)).toEqual(desired.map(() => 'Active'))
    expect((await world.operations()).filter(({ isOpen }) => isOpen)).toEqual([])
  }

  it('stores the intent before the call', async () => {
    let openAtCall: number | null = null
    world.cloud.intercept(async (moment, call) => {
      if (moment !== 'before-effect' || call.operation !== create) return
      openAtCall ??= (await world.operations()).filter(({ isOpen }) => isOpen).length
    })
    await world.pass()
    expect(openAtCall).toBe(1)
  })

  it('killed before the call: the next worker waits the deadline out and sends the same token', async () => {
    await killAt('before-effect', create)
    const [operation] = (await world.operations()).filter(({ isOpen }) => isOpen)
    expect(operation).toBeDefined()
    await world.pass()
    expect(world.cloud.calls.filter((call) => call.operation === create && call.token === operation!.id)).toEqual([])
    world.clock.advance(15_000)
    await world.settle()
    expect(world.cloud.calls.filter(({ token }) => token === operation!.id)).toHaveLength(1)
    await expectExactlyOnce()
  })

  it('killed after the call and before its result is stored', async () => {
    await killAt('after-effect', create)
    expect(world.cloud.logs().length).toBeGreaterThan(0)
    world.clock.advance(15_000)
    await world.settle()
    await expectExactlyOnce()
  })

  it('killed between two batches', async () => {
    await killAt('after-effect', create, 1)
    expect((await world.operations()).map(({ isOpen }) => isOpen)).toEqual(
      world.cloud.provider.id === 'aws-ec2' ? [true, true] : [false, true],
    )
    world.clock.advance(15_000)
    await world.settle()
    await expectExactlyOnce()
  })

  it('killed while the new logs are Creating', async () => {
    await world.pass()
    await database.pool.query(
      `UPDATE "scope" SET "leaseOwner" = 'dying', "leaseUntil" = clock_timestamp() - interval '1 s' WHERE "id" = $1`,
      [world.scopeId()],
    )
    await world.settle()
    await expectExactlyOnce()
  })

  it('killed long ago: the token is forgotten, so it is looked up before anything is made again', async () => {
    await killAt('after-effect', create)
    world.clock.advance(48 * 3_600_000)
    await world.settle()
    await expectExactlyOnce()
  })

  it('the reply is lost', async () => {
    world.cloud.postFault({ match: { operation: create }, effect: { kind: 'loseReply' } })
    await world.settle()
    await expectExactlyOnce()
    const tokens = world.cloud.calls.filter(({ operation }) => operation === create).map(({ token }) => token)
    expect(new Set(tokens).size, 'no second operation was made for it').toBe((await world.operations()).length)
  })

  it('the request is lost', async () => {
    world.cloud.postFault({ match: { operation: create }, effect: { kind: 'loseRequest' }, times: 3 })
    await world.settle()
    await expectExactlyOnce()
  })

  it('a storm of throttling fails nothing', async () => {
    world.cloud.postFault({ match: { operation: create }, effect: { kind: 'throttle' }, times: 6 })
    await world.pass()
    expect((await world.desired()).map(({ phase }) => phase)).not.toContain('Failed')
    await world.settle()
    await expectExactlyOnce()
    const operations = await world.operations()
    expect(operations.flatMap(({ outcomes }) => outcomes)).toContain('throttled')
    expect(operations.flatMap(({ outcomes }) => outcomes)).not.toContain('refused')
  })

  it('a fresh log is hidden from listings for a while, whatever is lost meanwhile', async () => {
    world.cloud.postFault({ match: { operation: create }, effect: { kind: 'hideFresh', ms: 90_000 }, times: null })
    world.cloud.postFault({ match: { operation: create }, effect: { kind: 'loseReply' } })
    await world.settle({ limit: 200 })
    world.clock.advance(90_000)
    await world.settle({ limit: 200 })
    await expectExactlyOnce()
  })

  it('a fresh log is hidden for longer than anybody should have to wait', async () => {
    world.cloud.postFault({ match: { operation: create }, effect: { kind: 'hideFresh', ms: 20 * 60_000 }, times: null })
    await world.settle({ limit: 300 })
    for (let minute = 0; minute < 30; minute += 1) {
      world.clock.advance(60_000)
      await world.pass()
    }
    await world.settle({ limit: 300 })
    await expectExactlyOnce()
  })

  it('two workers on one scope at once: one of them gets it', async () => {
    const [first, second] = await Promise.all([world.pass(), world.pass(undefined, world.worker('worker-2'))])
    expect([first, second].filter((report) => report === null)).toHaveLength(1)
    await world.settle()
    await expectExactlyOnce()
  })

  it('a worker that was away too long is stopped by the fence, and its result is not lost', async () => {
    let released = (): void => undefined
    const held = new Promise<void>((resolve) => {
      released = resolve
    })
    let reached = (): void => undefined
    const inCall = new Promise<void>((resolve) => {
      reached = resolve
    })
    world.cloud.intercept(async (moment, call) => {
      if (moment !== 'after-effect' || call.operation !== create) return
      reached()
      await held
    })
    const slow = world.pass(undefined, world.worker('slow'))
    await inCall
    await database.pool.query(`UPDATE "scope" SET "leaseUntil" = clock_timestamp() - interval '1 s' WHERE "id" = $1`, [
      world.scopeId(),
    ])
    world.cloud.intercept(null)
    await world.pass(undefined, world.worker('successor'))
    released()
    expect(await slow).toMatchObject({ outcome: 'lost' })
    world.clock.advance(15_000)
    await world.settle()
    await expectExactlyOnce()
  })

  it('a deletion is killed at every step and still goes through once', async () => {
    await world.settle()
    await world.remove(configurationId)
    await killAt('before-effect', remove)
    world.clock.advance(15_000)
    await killAt('after-effect', remove)
    world.clock.advance(15_000)
    world.cloud.postFault({ match: { operation: remove }, effect: { kind: 'loseReply' } })
    await world.settle({ limit: 120 })
    expect(world.cloud.logs()).toEqual([])
    const desired = await world.desired()
    expect(desired.map(({ phase }) => phase)).toEqual(desired.map(() => 'Deleted'))
    expect((await world.operations()).filter(({ isOpen }) => isOpen)).toEqual([])
  })
})

const quiet = (): void => undefined
