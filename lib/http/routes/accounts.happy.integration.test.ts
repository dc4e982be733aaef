import { beforeEach, describe, expect, it } from 'vitest'
import { approved, proposed } from '../../../test/api/change-flow'
import { aDocument, seedLog, seedResources, type SeededAccount } from '../../../test/api/seed-fleet'
import { useApi } from '../../../test/api/use-api'
import type { AccountCreate, AccountDetail } from '../schemas/accounts'

const ACCOUNT = {
  provider: 'aws-ec2',
  accountId: '123456789012',
  name: 'payments-prod',
  roleArn: 'arn:aws:iam::123456789012:role/weir',
  externalId: 'weir-external-1',
  regions: ['eu-west-1', 'us-east-1'],
  labels: { team: 'payments' },
} as const satisfies AccountCreate | { regions: readonly string[] }

describe('accounts', () => {
  const api = useApi()

  beforeEach(() => api.database.empty())

  const add = (change: Partial<AccountCreate> = {}) =>
    api.call('POST /accounts', { body: { ...ACCOUNT, regions: [...ACCOUNT.regions], ...change } })
  const params = ({ id }: { readonly id: string }) => ({ params: { id } })
  const regionsOf = ({ scopeList }: AccountDetail) => scopeList.map(({ region }) => region)

  it('adds an account whose scopes are due at once, and tests it', async () => {
    const account = await add()
    expect(account).toMatchObject({
      ...ACCOUNT,
      partition: 'aws',
      isPaused: false,
      revision: 1,
      test: { state: 'running' },
    })
    expect(regionsOf(account)).toEqual(['eu-west-1', 'global', 'us-east-1'])
    expect(account.scopeList[0]?.freshness).toMatchObject({
      isStale: true,
      staleBecause: 'NeverLooked',
      observedAt: null,
    })
    const { rows } = await api.database.pool.query(
      `SELECT count(*)::int AS due FROM "scope" WHERE "dueAt" <= now() AND "discoveryDueAt" <= now() AND "lookRequestedAt" IS NOT NULL`,
    )
    expect(rows).toEqual([{ due: 3 }])
    expect(await api.sentJobs()).toContainEqual({ name: 'test-account', data: { accountId: account.id } })
    const activity = await api.call('GET /activity')
    expect(activity.items).toMatchObject([{ action: 'account.add', href: `/accounts/${account.id}` }])
  })

  it('edits with If-Match, and its scopes follow its regions', async () => {
    const account = await add()
    const edit = (revision: number, regions: string[]) =>
      api.call('PATCH /accounts/{id}', { ...params(account), body: { regions }, revision })
    const edited = await edit(1, ['eu-west-1', 'ap-south-1'])
    expect(edited).toMatchObject({ revision: 2, name: 'payments-prod' })
    expect(regionsOf(edited)).toEqual(['ap-south-1', 'eu-west-1', 'global'])
    await expect(edit(1, ['eu-west-1'])).rejects.toMatchObject({ status: 412, code: 'precondition-failed' })
    expect((await api.patch(`/accounts/${account.id}`, { name: 'x' })).status).toBe(428)
    const idOf = (of: AccountDetail, wanted: string) => of.scopeList.find(({ region }) => region === wanted)?.id
    expect(idOf(await edit(2, ['us-east-1']), 'us-east-1')).toBe(idOf(account, 'us-east-1'))
  })

  it('pauses and resumes', async () => {
    const account = await add()
    const scope = params(account.scopeList[0]!)
    expect(await api.call('POST /accounts/{id}/pause', params(account))).toMatchObject({ isPaused: true })
    expect((await api.call('GET /accounts', { query: { paused: true } })).total).toBe(1)
    await expect(api.call('POST /scopes/{id}/look', scope)).rejects.toMatchObject({
      status: 409,
      code: 'invalid-state',
    })
    expect(await api.call('POST /accounts/{id}/resume', params(account))).toMatchObject({ isPaused: false })
    expect(await api.call('POST /scopes/{id}/look', scope)).toMatchObject({ scopes: 1 })
    expect(await api.call('POST /scopes/look')).toMatchObject({ scopes: 3 })
  })

  it('takes the place where calls go now only where they changed, and looks there at once', async () => {
    const account = await add()
    const confirm = () => api.call('POST /accounts/{id}/confirm-endpoint', params(account))
    await expect(confirm()).rejects.toMatchObject({ status: 409, code: 'endpoint-not-changed' })
    const { pool } = api.database
    await pool.query(`UPDATE "account" SET "endpointFingerprint" = 'vendor'`)
    const problem = { reason: 'EndpointChanged', message: 'Elsewhere.', cause: null, remedy: null }
    await pool.query(
      `UPDATE "scope" SET "problem" = $1, "dueAt" = now() + interval '1 hour', "lookRequestedAt" = NULL`,
      [{ ...problem, vendorCode: null, vendorMessage: null, requestId: null }],
    )
    const confirmed = await confirm()
    expect(confirmed.endpointFingerprint, 'the next complete listing notes it').toBeNull()
    expect(confirmed.scopeList.map((scope) => [scope.problem, scope.lookRequestedAt === null])).toEqual(
      confirmed.scopeList.map(() => [null, false]),
    )
    await expect(confirm()).rejects.toMatchObject({ code: 'endpoint-not-changed' })
  })

  it('removes without touching the cloud, says what stays, and takes it back when added again', async () => {
    const account = await add()
    const scopes = Object.fromEntries(account.scopeList.map(({ region, id }) => [region, id]))
    const { id, accountId, provider, partition } = account
    const seeded: SeededAccount = { id, accountId, provider, partition, scopes }
    const [vpc] = await seedResources(api.database.pool, seeded)
    await seedLog(api.database.pool, seeded, vpc!, { externalId: 'fl-other' })
    const document = aDocument({
      selector: { kind: 'clauses', clauses: [{ on: 'account', values: [ACCOUNT.accountId] }], excludes: [] },
    })
    await approved(api, await proposed(api, [{ op: 'create', document }]))

    const removed = await api.call('DELETE /accounts/{id}', { ...params(account), revision: 1 })
    expect(removed.stays).toMatchObject({
      flowLogsOfOurs: 0,
      flowLogsOfOthers: 1,
      configurationsNamingIt: [{ name: 'Production VPCs' }],
    })
    await expect(api.call('GET /accounts/{id}', params(account))).rejects.toMatchObject({ status: 404 })
    expect((await api.call('GET /scopes')).total).toBe(0)
    expect(await add({ name: 'payments' })).toMatchObject({ id: account.id, name: 'payments' })
    expect((await api.call('GET /scopes')).total).toBe(3)
  })

  it('lists, filters and sorts', async () => {
    const base = { roleArn: null, externalId: null }
    await add()
    await add({ ...base, accountId: '999999999999', name: 'audit' })
    await add({ ...base, provider: 'alibaba-cen', accountId: '1234567890123456', name: 'cn', regions: ['cn-hangzhou'] })
    const names = async (query: object) => (await api.call('GET /accounts', { query })).items.map(({ name }) => name)
    expect(await names({})).toEqual(['audit', 'cn', 'payments-prod'])
    expect(await names({ provider: ['aws-ec2'], sort: '-accountId' })).toEqual(['audit', 'payments-prod'])
    expect(await names({ q: '1234567' })).toEqual(['cn', 'payments-prod'])
    const { hits } = await api.call('GET /search', { query: { q: 'payments' } })
    expect(hits).toMatchObject([{ kind: 'account', title: 'payments-prod' }])
  })

  it.each([
    [{ accountId: '12' }, '/accountId'],
    [{ roleArn: 'arn:aws:iam::999999999999:role/weir' }, '/roleArn'],
    [{ roleArn: 'weir' }, '/roleArn'],
    [{ roleArn: 'arn:aws-cn:iam::123456789012:role/weir' }, '/roleArn'],
    [{ roleArn: null }, '/externalId'],
    [{ externalId: 'with space' }, '/externalId'],
    [{ partition: 'alibaba' as const }, '/partition'],
    [{ regions: [] }, '/regions'],
    [{ regions: ['eu-west-1', 'eu-west-1'] }, '/regions'],
    [{ regions: ['Ireland'] }, '/regions/0'],
    [{ name: '' }, '/name'],
    [{ labels: { a: 'x'.repeat(300) } }, '/labels/a'],
  ])('names what is wrong with %o, and adds nothing', async (change, pointer) => {
    const { body } = await api.post('/accounts', { ...ACCOUNT, ...change })
    expect(body).toMatchObject({ status: 422, errors: [{ pointer }] })
    expect((await api.call('GET /accounts')).total).toBe(0)
  })

  it('refuses an account that is here already, whatever the race', async () => {
    const answers = await Promise.all(Array.from({ length: 4 }, () => api.post('/accounts', ACCOUNT)))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409])
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'account-exists' })
  })
})
