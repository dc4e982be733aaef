import { beforeEach, describe, expect, it } from 'vitest'
import { approved, proposed } from '../../test/api/change-flow'
import { aDocument, anAwsSpec } from '../../test/api/seed-fleet'
import { useApi } from '../../test/api/use-api'
import { createEngineWorld, type EngineWorld } from '../../test/engine/engine-world'
import type { Resource } from '../domain/resource'

const ACCOUNT = '111111111111'

function aVpc(index: number): Resource {
  const externalId = `vpc-000${index}`
  return {
    key: {
      scope: { provider: 'aws-ec2', partition: 'aws', accountId: ACCOUNT, region: 'eu-west-1' },
      type: 'VPC',
      localKey: externalId,
    },
    externalId,
    ownerAccountId: ACCOUNT,
    name: `name-${index}`,
    tags: { env: 'prod' },
    state: 'available',
    isSettled: true,
    notCoverable: null,
    attachmentKind: null,
    links: {},
    attributes: {},
  }
}

/** What people approve through the interface is what the engine carries out, and nothing else. */
describe('from a proposal to the cloud', () => {
  const api = useApi()
  let world: EngineWorld

  beforeEach(async () => {
    await api.database.empty()
    world = await createEngineWorld(api.database, { like: 'aws-ec2', resources: [1, 2, 3].map(aVpc) })
    await world.pass()
  })

  const requestOf = (id: string) => api.call('GET /change-requests/{id}', { params: { id } })
  const oursOf = async () =>
    (await api.call('GET /flow-logs', { query: { ownership: ['ours'], sort: 'target' } })).items
  const only = async () => {
    const [item] = (await api.call('GET /configurations')).items
    return api.call('GET /configurations/{id}', { params: { id: item!.id } })
  }

  it('creates what was approved and finishes the request', async () => {
    const request = await approved(api, await proposed(api, [{ op: 'create', document: aDocument() }]))
    expect(world.cloud.logs()).toHaveLength(0)
    await world.settle()
    expect(world.cloud.logs()).toHaveLength(3)
    expect(await requestOf(request.id)).toMatchObject({
      state: 'applied',
      progress: { done: 3, waiting: 0, failed: 0 },
    })
    const logs = await oursOf()
    expect(logs.map(({ phase }) => phase)).toEqual(['Active', 'Active', 'Active'])
    const detail = await api.call('GET /flow-logs/{id}', { params: { id: logs[0]!.id } })
    expect(detail.operations).toMatchObject([{ kind: 'create', batchSize: 3, isOpen: false }])
    expect(detail.operations[0]?.attempts[0]).toMatchObject({ outcome: 'accepted' })
    expect(detail.equivalentCommand).toContain('aws ec2 create-flow-logs')
    expect(detail.differences).toEqual([])
    // What stands there needs nothing: the plan of the same thing again is empty.
    const configuration = await only()
    const again = await proposed(api, [
      { op: 'edit', configurationId: configuration.id, baseGeneration: 1, document: aDocument({ onDrift: 'notify' }) },
    ])
    expect(again.plan).toMatchObject({ total: 0, inSync: 3, sentence: 'Nothing to do: everything is as desired.' })
  })

  it('does nothing before the approval, nor what was left out of it', async () => {
    const request = await proposed(api, [{ op: 'create', document: aDocument() }])
    await world.settle()
    expect(world.mutations()).toEqual([])
    const chosen = await api.call('POST /change-requests/{id}/actions/exclude', {
      params: { id: request.id },
      body: { ordinals: [1] },
    })
    await approved(api, chosen)
    await world.settle()
    expect(
      world.cloud
        .logs()
        .map(({ target }) => target.localKey)
        .sort(),
    ).toEqual(['vpc-0001', 'vpc-0003'])
    expect(await requestOf(request.id)).toMatchObject({ state: 'applied', progress: { done: 2 } })
  })

  it('replaces where the destination changes, and deletes a single log for good', async () => {
    await approved(api, await proposed(api, [{ op: 'create', document: aDocument() }]))
    await world.settle()
    const configuration = await only()
    const document = aDocument({ spec: anAwsSpec({ logDestination: 'arn:aws:s3:::another-bucket' }) })
    const change = await proposed(api, [{ op: 'edit', configurationId: configuration.id, baseGeneration: 1, document }])
    expect(change.plan).toMatchObject({ counters: { replace: 3 }, longestGapSeconds: null })
    await approved(api, change)
    await world.settle()
    expect(world.cloud.logs().map(({ spec }) => ('logDestination' in spec ? spec.logDestination : ''))).toEqual(
      Array.from({ length: 3 }, () => 'arn:aws:s3:::another-bucket'),
    )
    expect(await requestOf(change.id)).toMatchObject({ state: 'applied', progress: { done: 3 } })

    const [log] = await oursOf()
    const { id } = await api.call('POST /flow-logs/{id}/delete', { params: { id: log!.id }, body: {} })
    await api.runPlans()
    const removal = await requestOf(id)
    expect(removal.plan).toMatchObject({ total: 1, counters: { delete: 1 }, risks: [{ risk: 'reduces-coverage' }] })
    await approved(api, removal)
    await world.settle()
    expect(
      world.cloud
        .logs()
        .map(({ target }) => target.localKey)
        .sort(),
    ).toEqual(['vpc-0002', 'vpc-0003'])
    expect(await requestOf(id)).toMatchObject({ state: 'applied' })
    expect((await only()).generation).toBe(3)
  })

  it('deletes a Configuration with what it made', async () => {
    await approved(api, await proposed(api, [{ op: 'create', document: aDocument() }]))
    await world.settle()
    const { id: configurationId } = await only()
    const removal = await proposed(api, [{ op: 'delete', configurationId, baseGeneration: 1 }])
    expect(removal.plan).toMatchObject({ counters: { delete: 3 } })
    await approved(api, removal)
    await world.settle()
    expect(world.cloud.logs()).toEqual([])
    expect(await requestOf(removal.id)).toMatchObject({ state: 'applied' })
    expect((await api.call('GET /configurations')).total).toBe(0)
    expect((await api.call('GET /configurations', { query: { deleted: true } })).total).toBe(1)
    expect((await api.call('GET /flow-logs', { query: { ended: true, ownership: ['ours'] } })).total).toBe(3)
  })

  it('holds everything back while all changes are stopped', async () => {
    await api.call('POST /settings/stop', { body: { reason: 'An incident.' } })
    const request = await approved(api, await proposed(api, [{ op: 'create', document: aDocument() }]))
    await world.pass()
    await world.pass()
    expect(world.mutations()).toEqual([])
    expect((await api.call('GET /overview')).attention[0]).toMatchObject({ kind: 'stopped' })
    await api.call('POST /settings/resume')
    await world.settle()
    expect(world.cloud.logs()).toHaveLength(3)
    expect(await requestOf(request.id)).toMatchObject({ state: 'applied' })
  })

  it('says why one failed, and tries it again once the world is mended', async () => {
    world.cloud.setDestination('arn:aws:s3:::central-flow-logs/weir/', 'missing')
    const request = await approved(api, await proposed(api, [{ op: 'create', document: aDocument() }]))
    for (let passes = 0; passes < 5; passes += 1) await world.pass()
    const failed = await requestOf(request.id)
    expect(failed).toMatchObject({ state: 'failed', progress: { failed: 3 } })
    const [log] = await oursOf()
    const detail = await api.call('GET /flow-logs/{id}', { params: { id: log!.id } })
    expect(detail.canRetry).toBe(true)
    expect(detail.fullProblem?.remedy).not.toBeNull()
    const { attention } = await api.call('GET /overview')
    expect(attention.map(({ kind }) => kind)).toContain(detail.phase === 'Blocked' ? 'blocked' : 'failed')

    world.cloud.setDestination('arn:aws:s3:::central-flow-logs/weir/', 'fine')
    await api.call('POST /change-requests/{id}/retry-failed', { params: { id: request.id } })
    await world.settle()
    expect(world.cloud.logs()).toHaveLength(3)
    expect(await requestOf(request.id)).toMatchObject({ state: 'applied', progress: { done: 3, failed: 0 } })
  })
})
