import { beforeEach, describe, expect, it } from 'vitest'
import { aDocument, seedLog, seedResources } from '../../../test/api/seed-fleet'
import { useApi, type Json } from '../../../test/api/use-api'

const ACCOUNT = {
  provider: 'aws-ec2',
  accountId: '123456789012',
  name: 'payments-prod',
  roleArn: 'arn:aws:iam::123456789012:role/weir',
  externalId: 'weir-external-1',
  regions: ['eu-west-1', 'us-east-1'],
  labels: { team: 'payments' },
}

describe('accounts', () => {
  const api = useApi()

  beforeEach(() => api.database.empty())

  async function add(change: object = {}): Promise<Json> {
    const { status, body } = await api.post('/accounts', { ...ACCOUNT, ...change })
    expect(status, JSON.stringify(body)).toBe(201)
    return body
  }

  it('adds an account whose scopes are due at once, and tests it', async () => {
    const account = await add()
    expect(account).toMatchObject({
      ...ACCOUNT,
      partition: 'aws',
      isPaused: false,
      revision: 1,
      test: { state: 'running' },
    })
    expect(account.scopeList.map((scope: Json) => scope.region)).toEqual(['eu-west-1', 'global', 'us-east-1'])
    expect(account.scopeList[0].freshness).toMatchObject({
      isStale: true,
      staleBecause: 'NeverLooked',
      observedAt: null,
    })
    const { rows } = await api.database.pool.query(
      `SELECT count(*)::int AS due FROM "scope" WHERE "dueAt" <= now() AND "discoveryDueAt" <= now() AND "lookRequestedAt" IS NOT NULL`,
    )
    expect(rows).toEqual([{ due: 3 }])
    expect(await api.sentJobs()).toContainEqual({ name: 'test-account', data: { accountId: account.id } })
    const activity = (await api.get('/activity')).body
    expect(activity.items).toMatchObject([{ action: 'account.add', href: `/accounts/${account.id}` }])
  })

  it('edits with If-Match, and its scopes follow its regions', async () => {
    const account = await add()
    const ifMatch = (revision: number) => ({ 'if-match': `"${revision}"` })
    const edited = await api.patch(`/accounts/${account.id}`, { regions: ['eu-west-1', 'ap-south-1'] }, ifMatch(1))
    expect(edited.status).toBe(200)
    expect(edited.headers.get('etag')).toBe('"2"')
    expect(edited.body.scopeList.map((scope: Json) => scope.region)).toEqual(['ap-south-1', 'eu-west-1', 'global'])
    expect(edited.body.name).toBe('payments-prod')
    expect((await api.patch(`/accounts/${account.id}`, { name: 'x' }, ifMatch(1))).body).toMatchObject({
      status: 412,
      code: 'precondition-failed',
    })
    expect((await api.patch(`/accounts/${account.id}`, { name: 'x' })).status).toBe(428)
    const back = await api.patch(`/accounts/${account.id}`, { regions: ['us-east-1'] }, ifMatch(2))
    const before = account.scopeList.find((scope: Json) => scope.region === 'us-east-1').id
    expect(back.body.scopeList.find((scope: Json) => scope.region === 'us-east-1').id).toBe(before)
  })

  it('pauses and resumes', async () => {
    const account = await add()
    expect((await api.post(`/accounts/${account.id}/pause`)).body).toMatchObject({ isPaused: true })
    expect((await api.get('/accounts?paused=true')).body.total).toBe(1)
    const [scope] = account.scopeList
    const look = await api.post(`/scopes/${scope.id}/look`)
    expect(look.body).toMatchObject({ status: 409, code: 'invalid-state' })
    expect((await api.post(`/accounts/${account.id}/resume`)).body).toMatchObject({ isPaused: false })
    expect((await api.post(`/scopes/${scope.id}/look`)).body).toMatchObject({ scopes: 1 })
    expect((await api.post('/scopes/look')).body).toMatchObject({ scopes: 3 })
  })

  it('removes without touching the cloud, says what stays, and takes it back when added again', async () => {
    const account = await add()
    const scopes = Object.fromEntries(account.scopeList.map((scope: Json) => [scope.region, scope.id]))
    const seeded = {
      id: account.id,
      accountId: ACCOUNT.accountId,
      provider: 'aws-ec2',
      partition: 'aws',
      scopes,
    } as const
    const [vpc] = await seedResources(api.database.pool, seeded)
    await seedLog(api.database.pool, seeded, vpc!, { externalId: 'fl-other' })
    const document = aDocument({
      selector: { kind: 'clauses', clauses: [{ on: 'account', values: [ACCOUNT.accountId] }], excludes: [] },
    })
    const request = (await api.post('/change-requests', { items: [{ op: 'create', document }] })).body
    await api.runPlans()
    const { plan } = (await api.get(`/change-requests/${request.id}`)).body
    await api.post(`/change-requests/${request.id}/approve`, { digest: plan.digest })

    const removed = await api.delete(`/accounts/${account.id}`, { 'if-match': '"1"' })
    expect(removed.body).toMatchObject({
      stays: { flowLogsOfOurs: 0, flowLogsOfOthers: 1, configurationsNamingIt: [{ name: 'Production VPCs' }] },
    })
    expect((await api.get(`/accounts/${account.id}`)).status).toBe(404)
    expect((await api.get('/scopes')).body.total).toBe(0)
    const again = await add({ name: 'payments' })
    expect(again).toMatchObject({ id: account.id, name: 'payments' })
    expect((await api.get('/scopes')).body.total).toBe(3)
  })

  it('lists, filters and sorts', async () => {
    await add()
    await add({ accountId: '999999999999', name: 'audit', roleArn: null, externalId: null })
    await add({
      provider: 'alibaba-cen',
      accountId: '1234567890123456',
      name: 'cn',
      roleArn: null,
      externalId: null,
      regions: ['cn-hangzhou'],
    })
    expect((await api.get('/accounts')).body.items.map((item: Json) => item.name)).toEqual([
      'audit',
      'cn',
      'payments-prod',
    ])
    expect(
      (await api.get('/accounts?provider=aws-ec2&sort=-accountId')).body.items.map((item: Json) => item.name),
    ).toEqual(['audit', 'payments-prod'])
    expect((await api.get('/accounts?q=1234567')).body.total).toBe(2)
    expect((await api.get('/search?q=payments')).body.hits).toMatchObject([{ kind: 'account', title: 'payments-prod' }])
  })
})
