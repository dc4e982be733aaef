import { beforeAll, describe, expect, it } from 'vitest'
import {
  seedAccount,
  seedLog,
  seedResources,
  type SeededAccount,
  type SeededResource,
} from '../../../test/api/seed-fleet'
import { useApi } from '../../../test/api/use-api'
import type { ResourceListItem } from '../schemas/resources'
import { RESOURCE_SORTS } from '../schemas/resources'

describe('resources', () => {
  const api = useApi()
  let account: SeededAccount
  let vpcs: readonly SeededResource[]

  beforeAll(async () => {
    const { pool } = api.database
    account = await seedAccount(pool, { regions: ['eu-west-1', 'us-east-1'] })
    vpcs = await seedResources(pool, account, { count: 7 })
    await seedResources(pool, account, { count: 3, prefix: 'vpc-us', region: 'us-east-1' })
    await seedResources(pool, account, {
      count: 2,
      prefix: 'subnet-',
      type: 'Subnet',
      change: (subnet) => ({ ...subnet, links: { vpc: 'vpc-0001' } }),
    })
    await seedLog(pool, account, vpcs[0]!, { externalId: 'fl-0001' })
  })

  const orders = RESOURCE_SORTS.flatMap((key) => [key, `-${key}`] as const)

  it.each(orders)('pages through everything once by %s, and counts it', async (sort) => {
    const seen: ResourceListItem[] = []
    let cursor: string | undefined
    do {
      const page = await api.call('GET /resources', { query: { limit: 5, sort, cursor } })
      expect(page.total).toBe(12)
      seen.push(...page.items)
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(new Set(seen.map(({ id }) => id)).size).toBe(12)
    expect(seen).toHaveLength(12)
    if (sort === 'externalId')
      expect(seen.map(({ externalId }) => externalId)).toEqual(seen.map(({ externalId }) => externalId).sort())
  })

  it.each([
    ['region=us-east-1', 3, 'a region'],
    ['region=us-east-1&region=eu-west-1', 12, 'values of one filter are OR'],
    ['account=222222222222', 0, 'an account nobody added'],
    ['type=Subnet', 2, 'a type'],
    ['type=VPC&tag=env%3Dprod', 6, 'different filters are AND'],
    ['tag=env', 12, 'a key with any value'],
    ['tag=env%3Dprod&tag=env%3Dtest', 12, 'values of one key are OR'],
    ['tag=owner', 0, 'a key nobody set'],
    ['q=VPC-US', 3, 'text, in any case'],
    ['q=%25', 0, 'a sign that means something to LIKE means itself'],
    ['q=_pc', 0, 'the other one too'],
    ['vpc=vpc-0001', 2, 'what hangs below a VPC'],
    ['coverable=false', 0, 'everything here can carry a log'],
    ['hasDrift=true', 0, 'nothing has drifted'],
    ['failing=false', 12, 'nothing fails'],
    ['gone=true', 0, 'nothing is gone'],
  ])('%s leaves %i: %s', async (query, total) => {
    expect((await api.get(`/resources?${query}`)).body).toMatchObject({ total })
  })

  it('counts facets under the other filters', async () => {
    const facets = await api.call('GET /resources/facets', { query: { type: ['VPC'] } })
    expect(facets.total).toBe(10)
    expect(facets.type).toEqual([
      { value: 'VPC', label: null, count: 10 },
      { value: 'Subnet', label: null, count: 2 },
    ])
    expect(facets.region).toEqual([
      { value: 'eu-west-1', label: null, count: 7 },
      { value: 'us-east-1', label: null, count: 3 },
    ])
    expect(facets.account).toEqual([{ value: '111111111111', label: 'Account 111111111111', count: 10 }])
  })

  it('shows one with its flow logs and what it hangs together with', async () => {
    const vpc = await api.call('GET /resources/{id}', { params: { id: vpcs[0]!.id } })
    expect(vpc.externalId).toBe('vpc-0001')
    expect(vpc.flowLogs).toEqual({ ours: 0, others: 1 })
    expect(vpc.flowLogList.map(({ externalId }) => externalId)).toEqual(['fl-0001'])
    const [subnet] = (await api.call('GET /resources', { query: { type: ['Subnet'] } })).items
    const detail = await api.call('GET /resources/{id}', { params: { id: subnet!.id } })
    expect(detail.related).toMatchObject([{ relation: 'vpc', externalId: 'vpc-0001' }])
  })

  it('says how old what it shows is', async () => {
    const [item] = (await api.call('GET /resources', { query: { limit: 1 } })).items
    expect(item!.freshness).toMatchObject({ isStale: false, staleBecause: null })
    expect(item!.freshness.observedAt).not.toBeNull()
    await api.database.pool.query(
      `UPDATE "scope" SET "flowLogsObservedAt" = now() - interval '1 hour' WHERE "region" = 'us-east-1'`,
    )
    const [late] = (await api.call('GET /resources', { query: { region: ['us-east-1'], limit: 1 } })).items
    expect(late!.freshness).toMatchObject({ isStale: true, staleBecause: 'Late' })
    const { total } = await api.call('GET /scopes', { query: { stale: true } })
    expect(total).toBe(1)
  })
})
