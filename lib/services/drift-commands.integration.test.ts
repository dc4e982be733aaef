import { beforeEach, describe, expect, it } from 'vitest'
import { approved, proposed } from '../../test/api/change-flow'
import { aDocument, anAwsSpec } from '../../test/api/seed-fleet'
import { useApi } from '../../test/api/use-api'
import { AWS_SCOPE, aResource } from '../../test/contracts/fake-resources'
import { createEngineWorld, type EngineWorld } from '../../test/engine/engine-world'
import type { ChangeRequestDetail } from '../http/schemas/change-requests'
import type { DriftRow } from '../http/schemas/drift'

const DAY_MS = 24 * 60 * 60_000

/** What people do about drift, from the interface to the cloud and back. */
describe('drift in the hands of people', () => {
  const api = useApi()
  let world: EngineWorld
  let configurationId: string

  const tagged = (onDrift: 'heal' | 'propose' | 'notify') =>
    aDocument({
      onDrift,
      selector: { kind: 'clauses', clauses: [{ on: 'type', values: ['VPC'] }], excludes: [] },
      spec: anAwsSpec({ tags: { env: 'prod' } }),
    })

  beforeEach(async () => {
    await api.database.empty()
    world = await createEngineWorld(api.database, {
      like: 'aws-ec2',
      resources: ['a', 'b', 'c'].map((end) => aResource(AWS_SCOPE, 'VPC', `vpc-000000000000000${end}`)),
    })
    await world.pass()
    const request = await approved(api, await proposed(api, [{ op: 'create', document: tagged('notify') }]))
    configurationId = request.items[0]!.configurationId
    await world.settle()
  })

  const drifted = async () => (await api.call('GET /drift', { query: {} })).items
  const envs = () => world.cloud.logs().map(({ tags }) => tags['env'])
  const activity = async () => (await api.call('GET /activity', {})).items.map(({ summary }) => summary)
  const in10Days = () => new Date(Date.now() + 10 * DAY_MS).toISOString()

  async function retag(count: number, env = 'test'): Promise<readonly DriftRow[]> {
    for (const log of world.cloud.logs().slice(0, count)) world.cloud.retagLog(log.externalId, { ...log.tags, env })
    await world.pass()
    return drifted()
  }

  async function planned({ id }: Pick<ChangeRequestDetail, 'id'>): Promise<ChangeRequestDetail> {
    await api.runPlans()
    return api.call('GET /change-requests/{id}', { params: { id } })
  }

  it('shows rows and groups, and filters by what a group names', async () => {
    const rows = await retag(2)
    expect(rows).toHaveLength(2)
    expect(rows[0]).toMatchObject({
      cause: 'tags',
      response: 'told',
      changes: [{ field: 'tags.env', before: 'test', after: 'prod' }],
      configuration: { id: configurationId, onDrift: 'notify' },
    })
    const groups = await api.call('GET /drift/groups', {})
    expect(groups).toMatchObject({
      total: 2,
      ignored: 0,
      items: [{ cause: 'tags', fields: 'tags.env', count: 2, responses: [{ response: 'told', count: 2 }] }],
    })
    expect((await api.call('GET /drift', { query: { field: 'tags.other' } })).items).toEqual([])
    expect((await api.call('GET /drift', { query: { field: 'tags.env', cause: ['tags'] } })).items).toHaveLength(2)
  })

  it('reverts only what was chosen, although its Configuration only tells', async () => {
    const rows = await retag(3)
    const request = await planned(
      await api.call('POST /drift/revert', { body: { ids: [rows[0]!.id], reason: 'Not ours to keep.' } }),
    )
    expect(request.plan).toMatchObject({ total: 1, counters: { update: 1 } })
    await approved(api, request)
    await world.settle()
    expect(envs().sort()).toEqual(['prod', 'test', 'test'])
    expect(await drifted()).toHaveLength(2)
  })

  it('accepts: what the cloud has becomes what is wanted, in a change request', async () => {
    const rows = await retag(3)
    const request = await planned(await api.call('POST /drift/accept', { body: { ids: rows.map(({ id }) => id) } }))
    expect(request.items).toMatchObject([{ op: 'edit', after: { spec: { tags: { env: 'test' } } } }])
    expect(request.plan).toMatchObject({ total: 0, inSync: 3 })
    await approved(api, request)
    await world.settle()
    expect(await drifted()).toEqual([])
    expect(envs()).toEqual(['test', 'test', 'test'])
  })

  it('ignores until a date with an owner and a reason; audited, shown, undone', async () => {
    const rows = await retag(1)
    const ids = rows.map(({ id }) => id)
    for (const [until, fault] of [
      [new Date(Date.now() - DAY_MS).toISOString(), 'lies in the past'],
      [new Date(Date.now() + 800 * DAY_MS).toISOString(), 'lies more than a year ahead'],
    ] as const) {
      expect(await api.post('/drift/ignore', { ids, until, owner: 'Kim', reason: 'A migration' })).toMatchObject({
        status: 422,
        body: { errors: [{ pointer: '/until', message: fault }] },
      })
    }
    expect(await api.post('/drift/ignore', { ids, until: in10Days(), owner: '', reason: 'x' })).toMatchObject({
      status: 422,
    })
    const { items } = await api.call('POST /drift/ignore', {
      body: { ids, until: in10Days(), owner: 'Kim', reason: 'A migration' },
    })
    expect(items).toMatchObject([{ owner: 'Kim', flowLogId: ids[0], covers: 'drift' }])
    await world.pass()
    expect(await drifted()).toMatchObject([{ response: 'ignored', ignore: { owner: 'Kim', reason: 'A migration' } }])
    expect(await api.call('GET /drift/groups', {})).toMatchObject({ total: 0, ignored: 1 })
    const { attention } = await api.call('GET /overview', {})
    expect(attention.map(({ kind }) => kind)).not.toContain('drifted')
    await api.call('POST /drift/ignores/{id}/end', { params: { id: items[0]!.id } })
    await world.pass()
    expect(await drifted()).toMatchObject([{ response: 'told', ignore: null }])
    expect((await activity()).slice(0, 2)).toEqual([
      'Drift counts again that was ignored.',
      expect.stringContaining('Kim answers for it: A migration') as string,
    ])
  })

  it('ignores a whole Configuration, also what drifts there later', async () => {
    await api.call('POST /drift/ignore', {
      body: { configurationId, until: in10Days(), owner: 'Kim', reason: 'Being moved' },
    })
    expect(await retag(3)).toMatchObject([{ response: 'ignored' }, { response: 'ignored' }, { response: 'ignored' }])
  })

  it('pauses one target and all of a Configuration, at once, and says who did it', async () => {
    await approved(
      api,
      await proposed(api, [{ op: 'edit', configurationId, baseGeneration: 1, document: tagged('heal') }]),
    )
    await world.settle()
    const { items } = await api.call('GET /flow-logs', { query: { ownership: ['ours'], sort: 'target' } })
    const body = { ids: [items[0]!.id], paused: true, reason: 'Under investigation' }
    expect(await api.call('POST /flow-logs/switches', { body })).toEqual({ changed: 1 })
    expect(await api.call('POST /flow-logs/switches', { body })).toEqual({ changed: 0 })
    await retag(3)
    await world.settle()
    expect(envs().sort()).toEqual(['prod', 'prod', 'test'])
    expect(await drifted()).toMatchObject([{ id: items[0]!.id, response: 'paused' }])
    await api.call('POST /flow-logs/switches', { body: { ids: [items[0]!.id], paused: false } })
    expect(
      await api.call('POST /configurations/{id}/switches', { params: { id: configurationId }, body: { paused: true } }),
    ).toMatchObject({ isPaused: true, document: { paused: false } })
    await retag(3)
    expect(envs()).toEqual(['test', 'test', 'test'])
    // A new version that says nothing of it leaves the switch as it is.
    await approved(
      api,
      await proposed(api, [
        { op: 'edit', configurationId, baseGeneration: 2, document: { ...tagged('heal'), name: 'Renamed' } },
      ]),
    )
    expect(await api.call('GET /configurations/{id}', { params: { id: configurationId } })).toMatchObject({
      isPaused: true,
    })
    await api.call('POST /configurations/{id}/switches', { params: { id: configurationId }, body: { paused: false } })
    await world.pass()
    await world.settle()
    expect(envs()).toEqual(['prod', 'prod', 'prod'])
    expect(await activity()).toEqual(
      expect.arrayContaining(['Paused: one flow log (Under investigation).', 'Resumed: Renamed.']),
    )
  })

  it('resumes healing that two managers undid, and refuses where nothing was stopped', async () => {
    const [log] = (await api.call('GET /flow-logs', { query: { ownership: ['ours'] } })).items
    expect(await api.post('/drift/resume', { ids: [log!.id] })).toMatchObject({ status: 409 })
    await api.database.pool.query(
      `UPDATE "desired_flow_log" SET "flapping" = '{"since": "2026-01-01T00:00:00Z", "fields": ["log"], "heals": 3, "manager": "unknown", "generation": 1}' WHERE "id" = $1`,
      [log!.id],
    )
    expect(await api.call('POST /drift/resume', { body: { ids: [log!.id] } })).toEqual({ changed: 1 })
    expect((await activity())[0]).toBe('Resumed healing of one flow log that went back and forth.')
  })

  it('restores an earlier version as a request on the present generation', async () => {
    const second = { ...tagged('notify'), spec: anAwsSpec({ tags: { env: 'prod', team: 'net' } }) }
    await approved(api, await proposed(api, [{ op: 'edit', configurationId, baseGeneration: 1, document: second }]))
    await world.settle()
    const params = { id: configurationId }
    expect(await api.post(`/configurations/${configurationId}/restore`, { generation: 2 })).toMatchObject({
      status: 409,
    })
    expect(await api.post(`/configurations/${configurationId}/restore`, { generation: 9 })).toMatchObject({
      status: 404,
    })
    const request = await planned(
      await api.call('POST /configurations/{id}/restore', { params, body: { generation: 1, reason: 'Too soon' } }),
    )
    expect(request).toMatchObject({ title: 'Restore version 1 of Production VPCs', items: [{ baseGeneration: 2 }] })
    await approved(api, request)
    await world.settle()
    expect(await api.call('GET /configurations/{id}', { params })).toMatchObject({
      generation: 3,
      document: { spec: { tags: { env: 'prod' } } },
    })
    expect(world.cloud.logs()[0]!.tags).not.toHaveProperty('team')
  })

  it('names what is none of its business', async () => {
    const stranger = '019a0000-0000-7000-8000-000000000001'
    for (const path of ['/drift/revert', '/drift/accept', '/drift/resume']) {
      expect(await api.post(path, { ids: [stranger] })).toMatchObject({ status: 404 })
    }
    expect(await api.post('/flow-logs/switches', { ids: [stranger], paused: true })).toMatchObject({ status: 404 })
    expect(await api.post(`/drift/ignores/${stranger}/end`)).toMatchObject({ status: 404 })
    expect(await api.post('/flow-logs/switches', { ids: [stranger] })).toMatchObject({ status: 422 })
  })
})
