import { beforeEach, describe, expect, it } from 'vitest'
import { approved, proposed } from '../../test/api/change-flow'
import { aDocument } from '../../test/api/seed-fleet'
import { useApi } from '../../test/api/use-api'
import { aVpcSpec } from '../../test/builders/flow-log-specs'
import { createEngineWorld, type EngineWorld } from '../../test/engine/engine-world'
import type { ChangeRequestDetail } from '../http/schemas/change-requests'
import type { Resource } from '../domain/resource'

const ACCOUNT = '111111111111'

function aVpc(index: number, region = 'eu-west-1'): Resource {
  const externalId = `vpc-${region.replaceAll('-', '')}${index}`
  return {
    key: {
      scope: { provider: 'aws-ec2', partition: 'aws', accountId: ACCOUNT, region },
      type: 'VPC',
      localKey: externalId,
    },
    externalId,
    ownerAccountId: ACCOUNT,
    name: `name-${index}`,
    tags: { env: index === 9 ? 'test' : 'prod' },
    state: 'available',
    isSettled: true,
    notCoverable: null,
    attachmentKind: null,
    links: {},
    attributes: {},
  }
}

const toGroupOf = (region: string) =>
  aVpcSpec({
    logDestinationType: 'cloud-watch-logs',
    logDestination: `arn:aws:logs:${region}:${ACCOUNT}:log-group:flow-logs`,
    deliverLogsPermissionArn: `arn:aws:iam::${ACCOUNT}:role/flow-logs`,
    destinationOptions: null,
  })

/** Logs that exist are taken over, kept and let go of again, and the cloud never hears of it. */
describe('adoption', () => {
  const api = useApi()
  const regions = ['eu-west-1', 'us-east-1']
  const vpcs = regions.flatMap((region) => [1, 2, 3].map((index) => aVpc(index, region)))
  let world: EngineWorld

  beforeEach(async () => {
    await api.database.empty()
    world = await createEngineWorld(api.database, { like: 'aws-ec2', resources: vpcs })
  })

  const passAll = async () => {
    for (const region of regions) await world.pass(region)
  }
  const requestOf = (id: string) => api.call('GET /change-requests/{id}', { params: { id } })
  const clusters = () => api.call('GET /adoption/clusters', {})
  const ours = async () => (await api.call('GET /flow-logs', { query: { ownership: ['ours'], limit: 100 } })).items
  const tagsOf = () => world.cloud.logs().map(({ externalId, tags }) => [externalId, tags])

  /** Everything that stands in both regions, made by hand but for one that Terraform made. */
  async function foreignFleet(terraform: readonly Resource[] = []): Promise<void> {
    for (const vpc of vpcs) {
      world.cloud.addForeignLog({
        target: vpc,
        spec: toGroupOf(vpc.key.scope.region),
        tags: terraform.includes(vpc) ? { ManagedBy: 'terraform' } : { owner: vpc.externalId },
      })
    }
    await passAll()
  }

  async function planned({ id }: Pick<ChangeRequestDetail, 'id'>): Promise<ChangeRequestDetail> {
    await api.runPlans()
    return requestOf(id)
  }

  it('finds one cluster over regions, adopts it with no call and no tag, and stays quiet afterwards', async () => {
    await foreignFleet()
    const before = tagsOf()
    const { items, total } = await clusters()
    expect(total).toBe(6)
    expect(items).toMatchObject([
      {
        count: 6,
        manager: 'unknown',
        spec: { logDestination: 'arn:{partition}:logs:{region}:{accountId}:log-group:flow-logs', tags: {} },
        regions: [{ count: 3 }, { count: 3 }],
        violations: [],
      },
    ])
    const detail = await api.call('GET /adoption/clusters/{id}', { params: { id: items[0]!.key } })
    expect(detail.matching?.selector).toMatchObject({ clauses: [{ on: 'type', values: ['VPC'] }] })

    const request = await planned(
      await api.call('POST /adoption/propose', { body: { clusters: [{ key: items[0]!.key, name: 'What exists' }] } }),
    )
    expect(request.plan).toMatchObject({ total: 6, counters: { adopt: 6, create: 0, update: 0 }, obstacles: 0 })
    expect(request.plan?.sentence).toContain('0 cloud writes')
    expect(request.items).toMatchObject([{ op: 'create', adopts: { count: 6, acknowledged: [] } }])
    world.cloud.clearCalls()
    const done = await approved(api, request)
    expect(done).toMatchObject({ state: 'applied', cloudWrites: 0, progress: { done: 6, waiting: 0 } })
    expect((await ours()).map(({ phase, phaseReason }) => [phase, phaseReason])).toEqual(
      Array.from({ length: 6 }, () => ['Active', 'InSync']),
    )
    // What the approval wrote is what a pass would write: the next looks find nothing to change in it.
    await passAll()
    for (const region of regions) expect(await world.pass(region)).toMatchObject({ rowsWritten: 0 })
    expect(world.mutations()).toEqual([])
    expect(tagsOf()).toEqual(before)
    expect((await clusters()).items).toEqual([])
    expect((await api.database.pool.query(`SELECT 1 FROM "cloud_operation"`)).rows).toEqual([])
  })

  it('takes over from another manager only when somebody says so by name', async () => {
    await foreignFleet(vpcs.slice(0, 2))
    const { items } = await clusters()
    expect(items.map(({ manager, count }) => [manager, count])).toEqual([
      ['unknown', 4],
      ['terraform', 2],
    ])
    const body = { clusters: [{ key: items[1]!.key, name: 'From Terraform' }] }
    expect(items[1]!.managerNote).toContain('next plan')
    expect(await api.post('/adoption/propose', body)).toMatchObject({
      status: 409,
      body: { code: 'manager-not-acknowledged', errors: [{ pointer: '/acknowledged' }] },
    })
    const request = await planned(
      await api.call('POST /adoption/propose', { body: { ...body, acknowledged: ['terraform'] } }),
    )
    expect(request.items[0]?.adopts).toEqual({ count: 2, acknowledged: ['terraform'] })
    expect(await approved(api, request)).toMatchObject({ state: 'applied', cloudWrites: 0 })
    const { items: activity } = await api.call('GET /activity', {})
    expect(activity.map(({ summary }) => summary)).toContain(
      'Acknowledged that Terraform will see what becomes of 2 adopted flow logs.',
    )
  })

  it('creates nothing where a log is left out of the plan, or gone before the approval', async () => {
    await foreignFleet()
    const [cluster] = (await clusters()).items
    const { id } = await api.call('POST /adoption/propose', {
      body: { clusters: [{ key: cluster!.key, name: 'What exists', selector: 'matching', onDrift: 'heal' }] },
    })
    await planned({ id })
    const chosen = await api.call('POST /change-requests/{id}/actions/exclude', {
      params: { id },
      body: { ordinals: [0] },
    })
    world.cloud.deleteLog(world.cloud.logs()[5]!.externalId)
    await passAll()
    world.clock.advance(61_000)
    await passAll()
    expect(await api.post(`/change-requests/${id}/approve`, { digest: chosen.plan!.digest })).toMatchObject({
      status: 409,
      body: { code: 'plan-changed' },
    })
    const again = await planned({ id })
    expect(again.plan).toMatchObject({ counters: { adopt: 5, create: 0 }, obstacles: 1 })
    const narrowed = await api.call('POST /change-requests/{id}/actions/exclude', {
      params: { id },
      body: { ordinals: [0] },
    })
    world.cloud.clearCalls()
    expect(await approved(api, narrowed)).toMatchObject({ state: 'applied', progress: { done: 4 } })
    await passAll()
    expect(world.mutations()).toEqual([])
    expect(await ours()).toHaveLength(4)
  })

  it('lets go again: the record is released, cloud and tags stay, and it can be adopted anew', async () => {
    await foreignFleet()
    const [cluster] = (await clusters()).items
    const request = await planned(
      await api.call('POST /adoption/propose', {
        body: { clusters: [{ key: cluster!.key, name: 'What exists', onRemoval: 'delete' }] },
      }),
    )
    await approved(api, request)
    await passAll()
    const before = tagsOf()
    const [log] = await ours()
    const letGo = await planned(await api.call('POST /flow-logs/{id}/release', { params: { id: log!.id }, body: {} }))
    expect(letGo.plan).toMatchObject({ total: 1, counters: { release: 1, delete: 0 } })
    world.cloud.clearCalls()
    await approved(api, letGo)
    await passAll()
    await passAll()
    expect(await requestOf(letGo.id)).toMatchObject({ state: 'applied', cloudWrites: 0 })
    expect(await ours()).toHaveLength(5)
    const { items } = await api.call('GET /flow-logs', { query: { ownership: ['released'] } })
    expect(items.map(({ externalId }) => externalId)).toContain(log!.externalId)
    const after = await clusters()
    expect(after.items).toMatchObject([{ count: 1 }])
    await approved(
      api,
      await planned(
        await api.call('POST /adoption/propose', { body: { clusters: [{ key: after.items[0]!.key, name: 'Again' }] } }),
      ),
    )
    await passAll()
    expect(await ours()).toHaveLength(6)
    expect(world.mutations()).toEqual([])
    expect(tagsOf()).toEqual(before)
  })

  it('sets tags only when that is asked for and approved', async () => {
    await foreignFleet()
    const [cluster] = (await clusters()).items
    const request = await planned(
      await api.call('POST /adoption/propose', { body: { clusters: [{ key: cluster!.key, name: 'What exists' }] } }),
    )
    const { items } = await approved(api, request)
    await passAll()
    const mark = await proposed(api, [{ op: 'mark', configurationId: items[0]!.configurationId, baseGeneration: 1 }])
    expect(mark.plan).toMatchObject({ counters: { update: 6, adopt: 0 } })
    expect(world.mutations()).toEqual([])
    await approved(api, mark)
    for (const region of regions) await world.settle({ region })
    expect(new Set(world.mutations())).toEqual(new Set(['CreateTags']))
    for (const { tags } of world.cloud.logs()) {
      expect(tags).toMatchObject({
        'weir:configuration': items[0]!.configurationId,
        owner: expect.any(String) as string,
      })
    }
    expect(await requestOf(mark.id)).toMatchObject({ state: 'applied', progress: { done: 6 } })
  })

  it('takes over the log that stands in the way as it is; what differs is asked for separately', async () => {
    world.cloud.addForeignLog({
      target: vpcs[0]!,
      spec: { ...toGroupOf('eu-west-1'), maxAggregationIntervalSeconds: 600 },
    })
    await passAll()
    const spec = { ...toGroupOf('eu-west-1'), maxAggregationIntervalSeconds: 60 as const }
    const wanted = aDocument({
      selector: {
        kind: 'clauses',
        clauses: [
          { on: 'region', values: ['eu-west-1'] },
          { on: 'type', values: ['VPC'] },
        ],
        excludes: [],
      },
      spec: { ...spec, tagFieldSpecifications: [], tags: {} },
    })
    await approved(api, await proposed(api, [{ op: 'create', document: wanted }]))
    await world.settle({ region: 'eu-west-1' })
    expect((await clusters()).leftOut).toMatchObject([{ reason: 'InTheWay', count: 1 }])
    const [blocked] = (await api.call('GET /flow-logs', { query: { phase: ['Blocked'] } })).items
    expect(blocked).toMatchObject({ phaseReason: 'ForeignLogInTheWay' })
    const adopt = await planned(await api.call('POST /flow-logs/{id}/adopt', { params: { id: blocked!.id }, body: {} }))
    expect(adopt.plan).toMatchObject({ total: 1, counters: { adopt: 1 } })
    world.cloud.clearCalls()
    expect(await approved(api, adopt)).toMatchObject({ state: 'applied', cloudWrites: 0 })
    await world.settle({ region: 'eu-west-1' })
    expect(world.mutations(), 'the difference waits for a decision').toEqual([])
    expect(await api.call('GET /flow-logs/{id}', { params: { id: blocked!.id } })).toMatchObject({
      phase: 'Active',
      phaseReason: 'AwaitingApproval',
      differences: [{ field: 'maxAggregationIntervalSeconds' }],
    })
    const { items } = await api.call('GET /change-requests', { query: { origin: ['follow-up'] } })
    expect(items).toHaveLength(1)
  })
})
