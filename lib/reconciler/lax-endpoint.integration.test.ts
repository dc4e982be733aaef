import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { aVpcSpec } from '../../test/builders/flow-log-specs'
import { useTestDatabase } from '../../test/database'
import { vpcConfiguration } from '../../test/engine/configurations'
import type { EngineWorld } from '../../test/engine/engine-world'
import { createEngineWorld } from '../../test/engine/engine-world'
import { rowsWritten } from '../../test/engine/rows'
import { createManualClock } from '../../simulator/core/clock'
import { patchSettings, settingsFor, type AwsLaxSettings } from '../../simulator/core/settings'
import { AWS_BASE_CREDENTIALS } from '../../simulator/demo/credentials'
import { BUCKET } from '../../simulator/demo/world-builder'
import { startSimulator, type Simulator } from '../../simulator/server'
import type { ScopeRef } from '../domain/scope'
import { createAwsEc2Provider } from '../providers/aws-ec2/provider'

/* Weir against stand-ins for AWS that fall short of it: never a second log, never somebody else's log, and it says so. */

const database = useTestDatabase()
const SCOPE: ScopeRef = {
  provider: 'aws-ec2',
  partition: 'aws',
  accountId: AWS_BASE_CREDENTIALS.accountId,
  region: 'eu-west-1',
}
const DESTINATION = `arn:aws:s3:::${BUCKET}/weir/`

type Switch = keyof AwsLaxSettings
const SWITCHES = Object.keys(settingsFor('test').aws.lax) as Switch[]
/** Every switch that can be on together with all others. */
const ALL = (Object.entries(settingsFor('lax').aws.lax) as [Switch, boolean][]).flatMap(([name, on]) =>
  on ? [name] : [],
)

const CASES: readonly (readonly [string, readonly Switch[]])[] = [
  ...SWITCHES.map((name) => [name, [name]] as const),
  ['everything at once', ALL],
  ['everything at once, and repeating pages', [...ALL.filter((name) => name !== 'ignoresPaging'), 'repeatsPages']],
]

let simulator: Simulator
const clock = createManualClock(settingsFor('test'))

beforeAll(async () => {
  simulator = await startSimulator({ world: 'test', seed: 1, profile: 'test', clock })
})
afterAll(() => simulator.close())
beforeEach(() => database.empty())

const truth = () => simulator.admin.clouds.aws.truth
const alive = () => truth().flowLogs({ account: SCOPE.accountId, region: SCOPE.region, deleted: false })
const targetsOf = (logs: ReturnType<typeof alive>) => logs.map(({ resourceId }) => resourceId).sort()

async function aWorld(switches: readonly Switch[], maxCreateBatch?: number): Promise<EngineWorld> {
  simulator.admin.resetWorld('test', 1)
  patchSettings(simulator.admin.settings, {
    profile: 'test',
    aws: { lax: Object.fromEntries(switches.map((name) => [name, true])) },
  })
  const provider = createAwsEc2Provider({
    endpoints: { all: simulator.url },
    baseCredentials: () => Promise.resolve(AWS_BASE_CREDENTIALS),
  })
  const world = await createEngineWorld(database, {
    like: 'aws-ec2',
    resources: [],
    instead: { provider, scope: SCOPE },
    ...(maxCreateBatch !== undefined && { maxCreateBatch }),
  })
  await world.pass()
  return world
}

const configuration = () => vpcConfiguration({ spec: aVpcSpec({ logDestination: DESTINATION }) })

async function shortfalls(world: EngineWorld): Promise<readonly string[]> {
  const { rows } = await database.pool.query<{ shortfalls: string[] }>(
    `SELECT "shortfalls" FROM "scope" WHERE "id" = $1`,
    [world.scopeId()],
  )
  return rows[0]!.shortfalls
}

/** A flow log of somebody else on a network of ours. */
function addForeign(resourceId: string, logDestination: string): string {
  const { accountId, region } = SCOPE
  const place = { accountId, region, resourceId, resourceType: 'VPC', destinationType: 's3', logDestination } as const
  return truth().plantFlowLog(place).id
}

describe.each(CASES)('against a stand-in: %s', (_name, switches) => {
  it('makes each flow log once, leaves others alone, stays quiet, and takes its own away again', async () => {
    const world = await aWorld(switches)
    const vpcs = truth()
      .resources({ account: SCOPE.accountId, region: SCOPE.region })
      .flatMap((resource) => (resource.kind === 'vpc' && resource.ownerId === SCOPE.accountId ? [resource.id] : []))
      .sort()
    const foreign = addForeign(vpcs[0]!, `arn:aws:s3:::${BUCKET}/theirs/`)
    await world.pass()
    const configurationId = await world.approve(configuration())
    await world.settle()
    expect((await world.desired()).map(({ phase }) => phase)).toEqual(vpcs.map(() => 'Active'))
    expect(targetsOf(alive().filter(({ id }) => id !== foreign))).toEqual(vpcs)

    for (let pass = 0; pass < 3; pass += 1) {
      world.clock.advance(5 * 60_000)
      clock.advance(5 * 60_000)
      await world.settle()
    }
    const before = await rowsWritten(database.pool)
    expect(await world.pass()).toMatchObject({ rowsWritten: 0 })
    expect((await rowsWritten(database.pool)) - before, 'a steady pass').toBe(0)
    expect(
      (await world.operations()).map(({ kind }) => kind),
      'nothing is done over and over',
    ).toEqual(['create'])

    await world.remove(configurationId)
    await world.settle()
    expect(
      alive().map(({ id }) => id),
      'only what is not ours is left',
    ).toEqual([foreign])
  })

  it.each(['loseReply', 'loseRequest'] as const)(
    'makes each flow log once although %s struck the creation',
    async (kind) => {
      const world = await aWorld(switches)
      const vpcs = new Set<string>()
      await world.approve(configuration())
      simulator.admin.postFault({ match: { operation: 'CreateFlowLogs' }, effect: { kind }, times: 1 })
      await world.settle()
      for (const { resourceId } of alive()) {
        expect(vpcs.has(resourceId), `a second flow log on ${resourceId}`).toBe(false)
        vpcs.add(resourceId)
      }
      const desired = await world.desired()
      expect(desired.length).toBe(vpcs.size)
      expect(desired.map(({ phase }) => phase)).toEqual(desired.map(() => 'Active'))
    },
  )
})

describe('what a stand-in lacks is said, with what follows from it', () => {
  it.each<readonly [Switch, string | null]>([
    ['repeatsPages', 'PagingIgnored'],
    ['dropsTagsAtCreation', 'TagsNotKept'],
    ['hidesTags', 'TagsNotKept'],
    ['leavesOutMembers', 'MembersMissing'],
    ['ignoresClientTokens', null],
  ])('%s: %s', async (name, reason) => {
    const world = await aWorld([name])
    await world.approve(configuration())
    await world.settle()
    await world.pass()
    expect(await shortfalls(world)).toEqual(reason === null ? [] : expect.arrayContaining([reason]))
  })

  it('a strict one lacks nothing', async () => {
    const world = await aWorld([])
    await world.approve(configuration())
    await world.settle()
    await world.pass()
    expect(await shortfalls(world)).toEqual([])
  })

  it('types it has never heard of are named, and the rest is seen', async () => {
    const world = await aWorld(['knowsBasicsOnly'])
    const { rows } = await database.pool.query<{ problem: { reason: string; message: string } | null }>(
      `SELECT "problem" FROM "scope" WHERE "id" = $1`,
      [world.scopeId()],
    )
    expect(rows[0]!.problem).toMatchObject({ reason: 'PartlyListed' })
    expect(rows[0]!.problem!.message).toContain('DescribeNatGateways (501)')
  })
})

describe('what nobody can tell apart', () => {
  it('blocks instead of making a further one', async () => {
    const world = await aWorld(ALL)
    await world.approve(configuration())
    simulator.admin.postFault({ match: { operation: 'CreateFlowLogs' }, effect: { kind: 'loseReply' }, times: 1 })
    await world.pass()
    // Meanwhile somebody else makes a log that is like it in everything that shows.
    const made = alive()
    const contested = made[0]!.resourceId
    addForeign(contested, DESTINATION)
    const countBefore = alive().length
    await world.settle({ limit: 200 })
    expect(alive()).toHaveLength(countBefore)
    const blocked = (await world.desired()).filter(({ phase }) => phase !== 'Active')
    expect(blocked).toMatchObject([{ phase: 'Blocked', phaseReason: 'ForeignLogInTheWay' }])
    expect(blocked[0]!.targetKeyText).toContain(contested)
  })

  it('a log of somebody else that was there before is never taken for ours', async () => {
    const world = await aWorld(ALL)
    const target = truth()
      .resources({ account: SCOPE.accountId, region: SCOPE.region })
      .find((resource) => resource.kind === 'vpc' && resource.ownerId === SCOPE.accountId)!.id
    const foreign = addForeign(target, DESTINATION)
    await world.pass()
    const configurationId = await world.approve(configuration())
    simulator.admin.postFault({ match: { operation: 'CreateFlowLogs' }, effect: { kind: 'loseReply' }, times: 1 })
    await world.settle({ limit: 200 })
    await world.remove(configurationId)
    await world.settle({ limit: 200 })
    expect(alive().map(({ id }) => id)).toEqual([foreign])
  })
})
