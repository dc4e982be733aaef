import { beforeAll, describe, expect, it } from 'vitest'
import {
  seedAccount,
  seedLog,
  seedResources,
  type SeededAccount,
  type SeededResource,
} from '../../../test/api/seed-fleet'
import { useApi } from '../../../test/api/use-api'

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

  it('pages through everything once, in any order, and counts it', async () => {
    for (const sort of ['externalId', '-externalId', 'name', 'type', 'account', '-region', 'rung', '-firstSeenAt']) {
      const seen: string[] = []
      let cursor = ''
      for (let page = 0; page < 10; page += 1) {
        const { status, body } = await api.get(`/resources?limit=5&sort=${sort}${cursor}`)
        expect(status, sort).toBe(200)
        expect(body.total).toBe(12)
        seen.push(...body.items.map((item: { externalId: string }) => item.externalId))
        if (body.nextCursor === null) break
        cursor = `&cursor=${encodeURIComponent(body.nextCursor)}`
      }
      expect(new Set(seen).size, sort).toBe(12)
      expect(seen.length, sort).toBe(12)
    }
  })

  it('filters by scope, type, tag, text and link, and combines filters with AND', async () => {
    const totalOf = async (query: string) => (await api.get(`/resources?${query}`)).body.total
    expect(await totalOf('region=us-east-1')).toBe(3)
    expect(await totalOf('region=us-east-1&region=eu-west-1')).toBe(12)
    expect(await totalOf('account=222222222222')).toBe(0)
    expect(await totalOf('type=Subnet')).toBe(2)
    expect(await totalOf('type=VPC&tag=env%3Dprod')).toBe(6)
    expect(await totalOf('tag=env')).toBe(12)
    expect(await totalOf('tag=env%3Dprod&tag=env%3Dtest')).toBe(12)
    expect(await totalOf('tag=owner')).toBe(0)
    expect(await totalOf('q=VPC-US')).toBe(3)
    expect(await totalOf('q=%25')).toBe(0)
    expect(await totalOf('vpc=vpc-0001')).toBe(2)
    expect(await totalOf('coverable=false')).toBe(0)
    expect(await totalOf('hasDrift=true')).toBe(0)
  })

  it('counts facets under the other filters', async () => {
    const { body } = await api.get('/resources/facets?type=VPC')
    expect(body.total).toBe(10)
    expect(body.type).toEqual([
      { value: 'VPC', label: null, count: 10 },
      { value: 'Subnet', label: null, count: 2 },
    ])
    expect(body.region).toEqual([
      { value: 'eu-west-1', label: null, count: 7 },
      { value: 'us-east-1', label: null, count: 3 },
    ])
    expect(body.account).toEqual([{ value: '111111111111', label: 'Account 111111111111', count: 10 }])
  })

  it('shows one with its flow logs and what it hangs together with', async () => {
    const { body } = await api.get(`/resources/${vpcs[0]!.id}`)
    expect(body.externalId).toBe('vpc-0001')
    expect(body.flowLogs).toEqual({ ours: 0, others: 1 })
    expect(body.flowLogList.map((log: { externalId: string }) => log.externalId)).toEqual(['fl-0001'])
    const subnet = (await api.get('/resources?type=Subnet')).body.items[0]
    const detail = await api.get(`/resources/${subnet.id}`)
    expect(detail.body.related).toMatchObject([{ relation: 'vpc', externalId: 'vpc-0001' }])
  })
})
