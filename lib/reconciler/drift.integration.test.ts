import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { awsResources, cenResources } from '../../test/contracts/fake-resources'
import { useTestDatabase } from '../../test/database'
import { attachmentConfiguration, vpcConfiguration } from '../../test/engine/configurations'
import { createEngineWorld, type EngineWorld } from '../../test/engine/engine-world'
import type { ConfigurationDocument } from '../domain/configuration'
import type { DriftFacts, Flapping } from '../domain/drift'

/* What drifts is kept as a row, healed as its Configuration says, left alone where somebody answers for it, and not fought over. */

const database = useTestDatabase()
const MINUTE_MS = 60_000
const SECOND_LOOK_MS = 61_000

beforeEach(() => database.empty())

type Behaviour = ConfigurationDocument['onDrift']

async function aWorld(like: 'aws-ec2' | 'alibaba-cen', onDrift: Behaviour): Promise<EngineWorld> {
  const isAws = like === 'aws-ec2'
  const world = await createEngineWorld(database, {
    like,
    resources: isAws ? awsResources(undefined, 1) : cenResources(),
  })
  await world.pass(isAws ? undefined : 'global').catch(() => null)
  await world.pass()
  const tags = { env: 'prod' }
  await world.approve(
    isAws ? vpcConfiguration({ onDrift, spec: { tags } }) : attachmentConfiguration({ onDrift, spec: { tags } }),
  )
  await world.settle()
  return world
}

interface Row {
  id: string
  phase: string
  phaseReason: string
  drift: DriftFacts | null
  flapping: Flapping | null
  externalId: string
  conditions: { type: string; reason: string; message: string }[]
}

async function first(): Promise<Row> {
  const { rows } = await database.pool.query<Row>(`SELECT * FROM "desired_flow_log" ORDER BY "id" LIMIT 1`)
  return rows[0]!
}

const conditionsOf = ({ conditions }: Row) => conditions.map(({ type, reason }) => `${type}/${reason}`)
const logOf = async (world: EngineWorld) => {
  const { externalId } = await first()
  return world.cloud.logs().find((log) => log.externalId === externalId)!
}

const KINDS = {
  deleted: {
    like: 'aws-ec2',
    cause: 'deleted',
    make: async (world: EngineWorld) => {
      world.cloud.deleteLog((await first()).externalId)
      await world.pass()
      world.clock.advance(SECOND_LOOK_MS)
    },
  },
  tags: {
    like: 'aws-ec2',
    cause: 'tags',
    make: async (world: EngineWorld) => {
      const log = await logOf(world)
      world.cloud.retagLog(log.externalId, { ...log.tags, env: 'test' })
    },
  },
  disabled: {
    like: 'alibaba-cen',
    cause: 'disabled',
    make: async (world: EngineWorld) => {
      world.cloud.disableLog((await first()).externalId)
    },
  },
} as const

describe.each(Object.entries(KINDS))('%s', (_name, { like, cause, make }) => {
  it('heal: put back, and the row goes', async () => {
    const world = await aWorld(like, 'heal')
    await make(world)
    await world.pass()
    expect((await first()).drift).toMatchObject({ cause, response: 'healing' })
    await world.settle()
    expect((await first()).drift).toBeNull()
    expect(await first()).toMatchObject({ phase: 'Active', phaseReason: 'InSync' })
    expect((await world.operations()).at(-1)).toMatchObject({ authority: 'upkeep-drift' })
  })

  it('propose: a request waits, and the row says since when', async () => {
    const world = await aWorld(like, 'propose')
    const made = world.mutations().length
    await make(world)
    await world.pass()
    const { drift } = await first()
    expect(drift).toMatchObject({ cause, response: 'awaiting-approval' })
    world.clock.advance(30 * MINUTE_MS)
    await world.pass() // the delivery of a new log is judged meanwhile
    expect(await world.pass(), 'drift that stays writes nothing').toMatchObject({ rowsWritten: 0 })
    expect((await first()).drift).toEqual(drift)
    expect(world.mutations()).toHaveLength(made)
  })

  it('notify: told, nothing else', async () => {
    const world = await aWorld(like, 'notify')
    const made = world.mutations().length
    await make(world)
    await world.pass()
    expect((await first()).drift).toMatchObject({ cause, response: 'told' })
    expect(world.mutations()).toHaveLength(made)
    const { rows } = await database.pool.query(`SELECT 1 FROM "change_request" WHERE "origin" = 'follow-up'`)
    expect(rows).toEqual([])
  })
})

describe('delivery and targets', () => {
  it('delivery that was lost is drift, delivery that never came is not, and neither is mended by a call', async () => {
    const world = await aWorld('aws-ec2', 'heal')
    world.clock.advance(20 * MINUTE_MS)
    await world.pass()
    world.clock.advance(20 * MINUTE_MS)
    await world.pass()
    const made = world.mutations().length
    const log = await logOf(world)
    expect(log).toBeDefined()
    world.cloud.setDelivery(log.externalId, 'Access error')
    await world.pass()
    expect((await first()).drift).toMatchObject({ cause: 'delivery-lost', response: 'outside', changes: [] })
    expect(conditionsOf(await first())).toContain('DeliveryFailed/DeliveryFailed')
    expect(world.mutations()).toHaveLength(made)
    world.cloud.setDelivery(log.externalId, null)
    await world.pass()
    expect((await first()).drift).toBeNull()
  })

  it('a target that is gone ends with its row, and no call', async () => {
    const world = await aWorld('aws-ec2', 'heal')
    const made = world.mutations().length
    world.cloud.removeResource(awsResources(undefined, 1)[0]!.key)
    for (let look = 0; look < 3; look += 1) {
      world.clock.advance(20 * MINUTE_MS)
      await world.pass()
    }
    expect(await first()).toMatchObject({ phase: 'Deleted', drift: { cause: 'target-gone', response: 'ended' } })
    expect(world.mutations()).toHaveLength(made)
  })
})

describe('going back and forth', () => {
  it('stops after three heals within the hour, names both sides, and goes on when a person resumes', async () => {
    const world = await aWorld('aws-ec2', 'heal')
    const undo = async () => {
      const log = await logOf(world)
      world.cloud.retagLog(log.externalId, { ...log.tags, env: 'test', ManagedBy: 'terraform' })
      await world.pass()
      await world.settle()
      world.clock.advance(5 * MINUTE_MS)
    }
    for (let round = 0; round < 3; round += 1) await undo()
    expect((await logOf(world)).tags['env']).toBe('prod')
    await undo()
    expect((await logOf(world)).tags['env'], 'the fourth time it stays').toBe('test')
    const stopped = await first()
    expect(stopped.flapping).toMatchObject({ fields: ['tags.env'], heals: 3, manager: 'terraform' })
    expect(stopped.drift).toMatchObject({ cause: 'tags', response: 'flapping' })
    expect(conditionsOf(stopped)).toEqual(['Stalled/Flapping', 'Drifted/TagsChanged'])
    expect(stopped.conditions[0]!.message).toContain('Weir and Terraform manage it in turn')
    world.clock.advance(2 * 60 * MINUTE_MS)
    expect(await world.pass(), 'time alone resumes nothing').toMatchObject({ rowsWritten: 0 })
    await database.pool.query(`UPDATE "desired_flow_log" SET "flapping" = NULL, "healsCountFrom" = $1`, [
      world.clock.now(),
    ])
    await world.pass()
    await world.settle()
    expect((await logOf(world)).tags['env']).toBe('prod')
    expect(await first()).toMatchObject({ drift: null, flapping: null })
  })

  it('heals that lie further apart are no fight', async () => {
    const world = await aWorld('aws-ec2', 'heal')
    for (let round = 0; round < 5; round += 1) {
      const log = await logOf(world)
      world.cloud.retagLog(log.externalId, { ...log.tags, env: 'test' })
      await world.pass()
      await world.settle()
      expect((await logOf(world)).tags['env']).toBe('prod')
      world.clock.advance(25 * MINUTE_MS)
    }
  })
})

describe('ignored until a date', () => {
  async function ignore(world: EngineWorld, hours: number, whole = false, covers = 'drift'): Promise<void> {
    const { rows } = await database.pool.query<{ id: string; configurationId: string }>(
      `SELECT "id", "configurationId" FROM "desired_flow_log" ORDER BY "id" LIMIT 1`,
    )
    await database.pool.query(
      `INSERT INTO "drift_ignore" ("id", "configurationId", "desiredFlowLogId", "covers", "until_at", "owner", "reason", "actor")
       VALUES ($1, $2, $3, $4, $5, 'Kim', 'A migration', '{}')`,
      [
        randomUUID(),
        rows[0]!.configurationId,
        whole ? null : rows[0]!.id,
        covers,
        new Date(world.clock.now().getTime() + hours * 60 * MINUTE_MS),
      ],
    )
  }

  it.each([false, true])(
    'of a Configuration: %s; shown, not healed, no call for attention, back at the date',
    async (whole) => {
      const world = await aWorld('aws-ec2', 'heal')
      await ignore(world, 1, whole)
      await KINDS.tags.make(world)
      await world.pass()
      const ignored = await first()
      expect(ignored.drift).toMatchObject({ response: 'ignored', ignore: { owner: 'Kim', reason: 'A migration' } })
      expect(conditionsOf(ignored)).toEqual(['DriftIgnored/TagsChanged'])
      expect(ignored).toMatchObject({ phase: 'Active', phaseReason: 'Ignored' })
      const report = await world.pass()
      expect(report).toMatchObject({ rowsWritten: 0 })
      world.clock.advance(61 * MINUTE_MS)
      await world.pass()
      await world.settle()
      expect((await logOf(world)).tags['env']).toBe('prod')
    },
  )

  it('drift that is ignored does not hide delivery that is lost, and the other way round', async () => {
    const world = await aWorld('aws-ec2', 'heal')
    world.clock.advance(20 * MINUTE_MS)
    await world.pass()
    await ignore(world, 5)
    world.cloud.setDelivery((await first()).externalId, 'Access error')
    await world.pass()
    expect(conditionsOf(await first())).toContain('DeliveryFailed/DeliveryFailed')
    await ignore(world, 5, false, 'delivery')
    await world.pass()
    expect(conditionsOf(await first())).not.toContain('DeliveryFailed/DeliveryFailed')
    expect(conditionsOf(await first())).toContain('DriftIgnored/DeliveryFailed')
  })
})

describe('one target', () => {
  it.each([
    { set: `"isPaused" = true`, response: 'paused', reason: 'Paused' },
    { set: `"isObserveOnly" = true`, response: 'observe-only', reason: 'ObserveOnly' },
  ])('$reason: nothing is done there, and everything elsewhere', async ({ set, response, reason }) => {
    const world = await createEngineWorld(database, { like: 'aws-ec2', resources: awsResources(undefined, 2) })
    await world.pass()
    await world.approve(vpcConfiguration({ spec: { tags: { env: 'prod' } } }))
    await world.settle()
    await database.pool.query(`UPDATE "desired_flow_log" SET ${set} WHERE "id" = $1`, [(await first()).id])
    for (const log of world.cloud.logs()) world.cloud.retagLog(log.externalId, { ...log.tags, env: 'test' })
    await world.pass()
    await world.settle()
    expect(
      world.cloud
        .logs()
        .map(({ tags }) => tags['env'])
        .sort(),
    ).toEqual(['prod', 'test'])
    expect(await first()).toMatchObject({ phaseReason: reason, drift: { response } })
    await database.pool.query(`UPDATE "desired_flow_log" SET "isPaused" = false, "isObserveOnly" = false`)
    await world.pass()
    await world.settle()
    expect(world.cloud.logs().map(({ tags }) => tags['env'])).toEqual(['prod', 'prod'])
  })

  it('retained on removal: the log stays, the record lets go', async () => {
    const world = await createEngineWorld(database, { like: 'aws-ec2', resources: awsResources(undefined, 2) })
    await world.pass()
    const id = await world.approve(vpcConfiguration())
    await world.settle()
    const kept = await first()
    await database.pool.query(`UPDATE "desired_flow_log" SET "onRemoval" = 'retain' WHERE "id" = $1`, [kept.id])
    await world.remove(id)
    await world.settle()
    expect(world.cloud.logs().map(({ externalId }) => externalId)).toEqual([kept.externalId])
    expect(await first()).toMatchObject({ phase: 'Deleted', phaseReason: 'Released' })
  })
})
