import { beforeEach, describe, expect, it } from 'vitest'
import { awsResources, AWS_SCOPE, aResource } from '../../test/contracts/fake-resources'
import { useTestDatabase } from '../../test/database'
import { vpcConfiguration } from '../../test/engine/configurations'
import type { EngineWorld } from '../../test/engine/engine-world'
import { createEngineWorld } from '../../test/engine/engine-world'

/* Invariant 1: no cloud mutation without a stored reason; and everything that stands against one all the same. */

const database = useTestDatabase()
const MINUTE_MS = 60_000

beforeEach(() => database.empty())

async function aWorld(vpcs = 4): Promise<EngineWorld> {
  const world = await createEngineWorld(database, { like: 'aws-ec2', resources: awsResources(undefined, vpcs) })
  await world.pass()
  return world
}

async function revokeGrants(): Promise<void> {
  await database.pool.query(`DELETE FROM "grant_action"`)
}

async function requests(): Promise<readonly { title: string; state: string; followUpKey: string; items: unknown }[]> {
  const { rows } = await database.pool.query<{ title: string; state: string; followUpKey: string; items: unknown }>(
    `SELECT "title", "state", "followUpKey", "items" FROM "change_request" WHERE "origin" = 'follow-up' ORDER BY "number"`,
  )
  return rows
}

function taggedVpcs(env: string) {
  return vpcConfiguration({
    selector: {
      kind: 'clauses',
      clauses: [
        { on: 'type', values: ['VPC'] },
        { on: 'tag', key: 'env', values: [env] },
      ],
      excludes: [],
    },
  })
}

async function set(sql: string): Promise<void> {
  await database.pool.query(`UPDATE "installation" SET ${sql}`)
}

describe('what nobody approved', () => {
  it('is not done; it becomes one request, however many passes find it', async () => {
    const world = await aWorld()
    const id = await world.approve(vpcConfiguration({ upkeep: 'propose' }))
    await revokeGrants()
    await world.pass()
    await world.pass()
    expect(world.mutations()).toEqual([])
    expect(await requests()).toMatchObject([
      { followUpKey: `${id}:new-target`, items: [{ op: 'reconcile', configurationId: id, baseGeneration: 1 }] },
    ])
    expect((await world.desired())[0]).toMatchObject({ phase: 'Pending', phaseReason: 'AwaitingApproval' })
    expect((await world.desired())[0]!.conditions.map(({ type }) => type)).toContain('AwaitingApproval')
  })

  it('stays turned down: a request that a person rejected is not opened again for the same actions', async () => {
    const world = await aWorld()
    await world.approve(vpcConfiguration({ upkeep: 'propose' }))
    await revokeGrants()
    await world.pass()
    const { rows } = await database.pool.query<{ id: string }>(
      `SELECT "id" FROM "change_request" WHERE "origin" = 'follow-up'`,
    )
    await storePlanOf(world, rows[0]!.id)
    await database.pool.query(`UPDATE "change_request" SET "state" = 'rejected' WHERE "id" = $1`, [rows[0]!.id])
    await world.pass()
    expect(await requests()).toMatchObject([{ state: 'rejected' }])
    world.cloud.addResources(aResource(AWS_SCOPE, 'VPC', 'vpc-0000000000000beef'))
    world.clock.advance(20 * MINUTE_MS)
    await world.pass()
    expect((await requests()).map(({ state }) => state)).toEqual(['rejected', 'planning'])
  })

  it('a new target enters by upkeep, inside its bound and no further', async () => {
    const world = await aWorld(2)
    await world.approve(vpcConfiguration({ upkeepBound: { maxNewTargets: 2 } }))
    await world.settle()
    for (const end of ['a1', 'a2', 'a3']) {
      world.cloud.addResources(aResource(AWS_SCOPE, 'VPC', `vpc-000000000000000${end}`))
    }
    world.clock.advance(20 * MINUTE_MS)
    await world.pass()
    await world.settle()
    expect(world.cloud.logs()).toHaveLength(4)
    const operations = await world.operations()
    expect(operations.map(({ authority }) => authority)).toEqual(['grant', 'upkeep-new-target'])
    expect(await requests()).toMatchObject([{ title: 'New targets of All VPCs' }])
  })

  it('does not wait for an approval that waits for its scope: it comes back', async () => {
    const world = await aWorld(2)
    const id = await world.approve(vpcConfiguration())
    await revokeGrants()
    const approval = await database.pool.connect()
    await approval.query('BEGIN')
    await approval.query(`SELECT 1 FROM "configuration" WHERE "id" = $1 FOR NO KEY UPDATE`, [id])
    const report = await world.pass()
    await approval.query('ROLLBACK')
    approval.release()
    expect(report).toMatchObject({ outcome: 'done', dueInMs: world.engine.timings.inFlightMs[0] })
    expect(world.mutations()).toEqual([])
    expect(await world.operations(), 'nothing was begun').toEqual([])
    await world.settle()
    expect(world.cloud.logs()).toHaveLength(2)
    expect((await world.operations()).map(({ authority }) => authority)).toEqual(['upkeep-new-target'])
  })

  it('leaving opens a request: nobody switches evidence off by editing a tag', async () => {
    const world = await aWorld(2)
    await world.approve(taggedVpcs('test'))
    await world.settle()
    const [first] = awsResources(undefined, 2)
    world.cloud.addResources({ ...first!, tags: {} })
    world.clock.advance(20 * MINUTE_MS)
    await world.pass()
    expect(world.cloud.logs()).toHaveLength(2)
    expect(await requests()).toMatchObject([{ title: 'Targets that left All VPCs' }])
    expect((await world.desired()).map(({ intent, phase }) => [intent, phase])).toEqual([
      ['absent', 'Active'],
      ['present', 'Active'],
    ])
    // The tag comes back before anybody decided: it belongs again.
    world.cloud.addResources(first!)
    world.clock.advance(20 * MINUTE_MS)
    await world.pass()
    expect((await world.desired()).map(({ intent }) => intent)).toEqual(['present', 'present'])
  })

  it('a failed or stale look lets nobody leave', async () => {
    const world = await aWorld(2)
    const id = await world.approve(taggedVpcs('test'))
    await world.settle()
    world.clock.advance(20 * MINUTE_MS)
    world.cloud.postFault({
      match: { operation: 'DescribeVpcs' },
      effect: { kind: 'refuse', errorKind: 'denied', code: 'UnauthorizedOperation', message: 'no' },
      times: null,
    })
    await world.approve(taggedVpcs('prod'), id)
    await world.pass()
    expect((await world.desired()).map(({ intent }) => intent)).toEqual(['present', 'present'])
    world.cloud.clearFaults()
    world.clock.advance(20 * MINUTE_MS)
    await world.pass()
    expect((await world.desired()).map(({ intent }) => intent)).toEqual(['absent', 'absent'])
  })
})

describe('drift', () => {
  async function drifted(onDrift: 'heal' | 'propose' | 'notify'): Promise<EngineWorld> {
    const world = await aWorld(1)
    await world.approve(vpcConfiguration({ onDrift }))
    await world.settle()
    world.cloud.deleteLog(world.cloud.logs()[0]!.externalId)
    await world.pass()
    expect(world.cloud.logs(), 'one look decides nothing').toEqual([])
    expect((await world.desired())[0]!.phase).toBe('Active')
    world.clock.advance(59_000)
    await world.pass()
    expect(world.mutations()).toHaveLength(1)
    world.clock.advance(1_000)
    await world.pass()
    return world
  }

  it('heals after the second look', async () => {
    const world = await drifted('heal')
    await world.settle()
    expect(world.cloud.logs()).toHaveLength(1)
    expect((await world.operations()).at(-1)).toMatchObject({ kind: 'create', authority: 'upkeep-drift' })
    expect((await world.desired())[0]).toMatchObject({ phase: 'Active', externalId: world.cloud.logs()[0]!.externalId })
  })

  it('proposes', async () => {
    const world = await drifted('propose')
    expect(world.cloud.logs()).toEqual([])
    expect(await requests()).toMatchObject([{ title: 'Drift of All VPCs' }])
    expect((await world.desired())[0]!.conditions.map(({ type }) => type)).toContain('Drifted')
  })

  it('notifies', async () => {
    const world = await drifted('notify')
    expect(world.cloud.logs()).toEqual([])
    expect(await requests()).toEqual([])
    expect((await world.desired())[0]!.conditions.map(({ type }) => type)).toContain('Drifted')
  })
})

describe('what stands against changes', () => {
  it('stop all changes: looking goes on', async () => {
    const world = await aWorld()
    await world.approve(vpcConfiguration())
    await set(`"stopAllChanges" = true`)
    await world.pass()
    expect(world.mutations()).toEqual([])
    expect((await world.desired())[0]).toMatchObject({ phase: 'Pending', phaseReason: 'StopAllChanges' })
    await set(`"stopAllChanges" = false`)
    await world.settle()
    expect(world.cloud.logs()).toHaveLength(4)
  })

  it('stop all changes is read before every intent, not only at the start of a pass', async () => {
    const world = await createEngineWorld(database, {
      like: 'aws-ec2',
      resources: awsResources(undefined, 4),
      maxCreateBatch: 1,
    })
    await world.pass()
    await world.approve(vpcConfiguration())
    world.cloud.intercept(async (moment, { operation }) => {
      if (moment === 'after-effect' && operation === 'CreateFlowLogs') await set(`"stopAllChanges" = true`)
    })
    await world.pass()
    expect(world.mutations()).toEqual(['CreateFlowLogs'])
  })

  it('look-only, until a person confirms', async () => {
    const world = await aWorld()
    await world.approve(vpcConfiguration())
    await set(`"lookOnlyReason" = 'restored'`)
    await world.pass()
    expect(world.mutations()).toEqual([])
    expect((await world.desired())[0]!.phaseReason).toBe('LookOnly')
  })

  it('a mark of ours with an operation nobody here knows: a restored or copied database only looks', async () => {
    const world = await aWorld(2)
    await world.approve(vpcConfiguration())
    await world.settle()
    const log = world.cloud.logs()[0]!
    const { rows } = await database.pool.query<{ id: string }>(`SELECT "installationId" AS "id" FROM "installation"`)
    world.cloud.addForeignLog({
      target: awsResources(undefined, 2)[1]!,
      spec: { ...vpcConfiguration().spec, logDestination: 'arn:aws:s3:::copied-logs/' } as typeof log.spec,
      tags: {
        'weir:installation': rows[0]!.id,
        'weir:configuration': '019a0000-0000-7000-8000-000000000001',
        'weir:operation': '019a0000-0000-7000-8000-000000000002',
      },
    })
    world.cloud.deleteLog(log.externalId)
    await world.pass()
    world.clock.advance(MINUTE_MS)
    await world.pass()
    expect(world.mutations()).toHaveLength(1)
    await set(`"lookOnlyReason" = NULL, "lookOnlyConfirmedAt" = now() + interval '1 hour'`)
    await world.settle()
    expect(world.mutations(), 'after the confirmation it is old news').toHaveLength(2)
  })

  it('calls that go elsewhere than before: nothing observed is applied, nothing changed', async () => {
    const world = await aWorld()
    await world.approve(vpcConfiguration())
    await database.pool.query(`UPDATE "account" SET "endpointFingerprint" = 'vendor'`)
    world.cloud.clearCalls()
    await world.pass()
    expect(world.cloud.calls).toEqual([])
    const { rows } = await database.pool.query<{ problem: { reason: string } }>(
      `SELECT "problem" FROM "scope" WHERE "id" = $1`,
      [world.scopeId()],
    )
    expect(rows[0]!.problem).toMatchObject({ reason: 'EndpointChanged' })
  })

  it('more deletions than the ceiling are held back, whatever was approved', async () => {
    const world = await aWorld(4)
    const id = await world.approve(vpcConfiguration())
    await world.settle()
    await set(`"maxDeletesPerPass" = 3`)
    await world.remove(id)
    await world.settle()
    expect(world.cloud.logs()).toHaveLength(4)
    expect((await world.desired())[0]!.phaseReason).toBe('TooManyDeletes')
    expect(await requests(), 'it was approved: nobody is asked again').toEqual([])
    await set(`"maxDeletesPerPass" = 4`)
    await world.settle()
    expect(world.cloud.logs()).toEqual([])
    expect(world.mutations()).toEqual(['CreateFlowLogs', 'DeleteFlowLogs'])
  })

  it('paused: observed, nothing planned; observe-only: planned, never applied', async () => {
    const world = await aWorld()
    await world.approve(vpcConfiguration({ paused: true }))
    await world.approve(
      vpcConfiguration({ name: 'Other', observeOnly: true, spec: { logDestination: 'arn:aws:s3:::other-logs/' } }),
    )
    await world.settle()
    expect(world.mutations()).toEqual([])
    expect((await world.desired()).map(({ phaseReason }) => phaseReason)).toEqual(
      Array.from({ length: 4 }, () => 'ObserveOnly'),
    )
  })

  it('retained on removal: the log stays as it is and is ours no longer', async () => {
    const world = await aWorld(1)
    const id = await world.approve(vpcConfiguration({ onRemoval: 'retain' }))
    await world.settle()
    const before = world.cloud.logs().map((log) => ({ ...log }))
    await world.remove(id)
    await world.settle()
    expect(world.cloud.logs()).toEqual(before)
    expect(world.mutations()).toHaveLength(1)
    expect((await world.desired())[0]).toMatchObject({ phase: 'Deleted', phaseReason: 'Released' })
    await world.pass()
    const { rows } = await database.pool.query<{ ownership: string }>(`SELECT "ownership" FROM "observed_flow_log"`)
    expect(rows).toEqual([{ ownership: 'released' }])
  })
})

/** What the planning job does: a plan with the request's actions. */
async function storePlanOf(world: EngineWorld, changeRequestId: string): Promise<void> {
  const desired = await world.desired()
  const planId = crypto.randomUUID()
  await database.pool.query(
    `INSERT INTO "plan" ("id", "changeRequestId", "schemaVersion", "digest", "counters", "summary")
     VALUES ($1, $2, 1, '', '{}', '{}')`,
    [planId, changeRequestId],
  )
  const { rows } = await database.pool.query<{ id: string }>(`SELECT "configurationId" AS "id" FROM "desired_flow_log"`)
  const actions = await world.grant(rows[0]!.id)
  await revokeGrants()
  for (const [ordinal, action] of actions.entries()) {
    await database.pool.query(
      `INSERT INTO "plan_action" ("planId", "ordinal", "kind", "configurationId", "configurationName", "scopeId",
         "resourceId", "targetKeyText", "targetType", "targetExternalId", "risk", "why", "command", "fingerprint", "precondition")
       VALUES ($1, $2, $3, $4, '', $5, $6, '', '', '', '', '', '', $7, '')`,
      [planId, ordinal, action.kind, action.configurationId, world.scopeId(), desired[0]!.id, action.fingerprint],
    )
  }
  await database.pool.query(`UPDATE "change_request" SET "planId" = $2, "state" = 'open' WHERE "id" = $1`, [
    changeRequestId,
    planId,
  ])
}
