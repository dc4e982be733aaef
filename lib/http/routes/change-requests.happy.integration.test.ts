import { beforeEach, describe, expect, it } from 'vitest'
import { approved, digestOf, proposed } from '../../../test/api/change-flow'
import {
  aDocument,
  anAwsSpec,
  seedAccount,
  seedLog,
  seedResources,
  type SeededAccount,
  type SeededResource,
} from '../../../test/api/seed-fleet'
import { useApi } from '../../../test/api/use-api'
import type { ChangeRequestDetail } from '../schemas/change-requests'
import type { SelectionInput } from '../schemas/configurations'

describe('change requests', () => {
  const api = useApi()
  let account: SeededAccount
  let vpcs: readonly SeededResource[]

  beforeEach(async () => {
    await api.database.empty()
    account = await seedAccount(api.database.pool)
    vpcs = await seedResources(api.database.pool, account, { count: 6 })
  })

  const create = (name = 'Production VPCs') => proposed(api, [{ op: 'create', document: aDocument({ name }) }])
  const params = ({ id }: { readonly id: string }) => ({ params: { id } })
  const oneConfiguration = async () => {
    const [item] = (await api.call('GET /configurations')).items
    return api.call('GET /configurations/{id}', params(item!))
  }

  it('plans a new Configuration', async () => {
    const request = await create()
    expect(request).toMatchObject({
      number: 1,
      title: 'Create Production VPCs',
      state: 'open',
      isStale: false,
      plan: {
        total: 6,
        counters: { create: 6 },
        risks: [{ risk: 'adds-coverage', count: 6 }],
        accounts: 1,
        regions: 1,
      },
      allowed: ['approve', 'exclude', 'preflight', 'replan', 'reject', 'withdraw'],
    })
    expect(request.plan?.sentence).toBe('Creates 6 flow logs in 1 account and 1 region. Nothing loses coverage.')
    const page = await api.call('GET /change-requests/{id}/actions', { ...params(request), query: { limit: 4 } })
    expect(page.total).toBe(6)
    expect(page.items[0]).toMatchObject({
      kind: 'create',
      target: { externalId: 'vpc-0001', name: 'name-vpc-0001' },
      risk: 'adds-coverage',
      state: 'planned',
      configuration: { name: 'Production VPCs' },
      desired: { logDestination: 'arn:aws:s3:::central-flow-logs/weir/' },
    })
    expect(page.items[0]?.command).toContain('aws ec2 create-flow-logs')
    const rest = await api.call('GET /change-requests/{id}/actions', {
      ...params(request),
      query: { limit: 4, cursor: page.nextCursor ?? '' },
    })
    expect(rest.items.map(({ ordinal }) => ordinal)).toEqual([4, 5])
    const { items } = await api.call('GET /change-requests/{id}/groups', params(request))
    expect(items).toMatchObject([{ total: 6, region: 'eu-west-1', byKind: [{ kind: 'create', count: 6 }] }])
    const filtered = await api.call('GET /change-requests/{id}/actions', {
      ...params(request),
      query: { risk: ['opens-gap'] },
    })
    expect(filtered.total).toBe(0)
  })

  it('makes desired flow logs that wait, once it is approved', async () => {
    const request = await create()
    await api.database.pool.query(`UPDATE "scope" SET "dueAt" = now() + interval '1 hour'`)
    expect(await approved(api, request)).toMatchObject({
      state: 'applying',
      progress: { total: 6, waiting: 6, done: 0 },
      decidedBy: { id: 'local-operator' },
      allowed: ['cancel'],
    })
    const logs = await api.call('GET /flow-logs', { query: { ownership: ['ours'] } })
    expect(logs.total).toBe(6)
    expect(logs.items[0]).toMatchObject({
      phase: 'Pending',
      configuration: { name: 'Production VPCs' },
      externalId: null,
    })
    const configuration = await oneConfiguration()
    expect(configuration).toMatchObject({
      generation: 1,
      flowLogs: { total: 6, byPhase: [{ phase: 'Pending', count: 6 }] },
    })
    const versions = await api.call('GET /configurations/{id}/versions', params(configuration))
    expect(versions.items).toMatchObject([{ generation: 1, changeRequest: { number: 1 } }])
    const { rows } = await api.database.pool.query<object>(
      `SELECT (SELECT count(*)::int FROM "grant_action") AS granted, (SELECT "generation" FROM "grant") AS generation,
         (SELECT count(*)::int FROM "scope" WHERE "dueAt" <= now()) AS due,
         (SELECT count(*)::int FROM "plan_action" WHERE "desiredFlowLogId" IS NULL) AS unlinked`,
    )
    expect(rows).toEqual([{ granted: 6, generation: 1, due: 1, unlinked: 0 }])
    const detail = await api.call('GET /flow-logs/{id}', params(logs.items[0]!))
    expect(detail.timeline).toMatchObject([{ toPhase: 'Pending', reason: 'Approved' }])
  })

  it('approves the same plan twice as once, also at the same time', async () => {
    const request = await create()
    const answers = await Promise.all([approved(api, request), approved(api, request), approved(api, request)])
    expect(answers.map(({ state }) => state)).toEqual(['applying', 'applying', 'applying'])
    expect(await oneConfiguration()).toMatchObject({ generation: 1, flowLogs: { total: 6 } })
    const { rows } = await api.database.pool.query(`SELECT 1 FROM "grant"`)
    expect(rows).toHaveLength(1)
  })

  it('leaves a new target out of plan and Configuration alike, and binds that in the digest', async () => {
    const request = await create()
    const choose = (verb: 'exclude' | 'include', ordinals: number[]) =>
      api.call(`POST /change-requests/{id}/actions/${verb}`, { ...params(request), body: { ordinals } })
    const without = await choose('exclude', [0, 1])
    expect(without.plan).toMatchObject({ total: 6, excluded: 2 })
    expect(digestOf(without)).not.toBe(digestOf(request))
    const stale = await api.post(`/change-requests/${request.id}/approve`, { digest: digestOf(request) })
    expect(stale.body).toMatchObject({ status: 409, code: 'plan-changed' })
    await approved(api, await choose('include', [1]))
    expect((await api.call('GET /flow-logs', { query: { ownership: ['ours'] } })).total).toBe(5)
    expect((await oneConfiguration()).document.selector).toMatchObject({ excludes: [vpcs[0]!.keyText] })
  })

  it('leaves out all that a filter matches, except the actions named', async () => {
    const request = await create()
    const without = await api.call('POST /change-requests/{id}/actions/exclude', {
      ...params(request),
      body: { filter: { kind: ['create'] }, except: [1, 2] },
    })
    expect(without.plan).toMatchObject({ total: 6, excluded: 4 })
    const { items } = await api.call('GET /change-requests/{id}/actions', {
      ...params(request),
      query: { state: ['planned'] },
    })
    expect(items.map(({ ordinal }) => ordinal)).toEqual([1, 2])
  })

  it('turns picked resources into explicit targets, and a filter into a selector for the future', async () => {
    const { selector: _selector, ...document } = aDocument()
    const from = (name: string, fromSelection: SelectionInput) =>
      proposed(api, [{ op: 'create', document: { ...document, name }, fromSelection }])
    const now = await from('Now', { mode: 'now', resourceIds: [vpcs[1]!.id, vpcs[2]!.id] })
    expect(now.items[0]?.after?.selector).toEqual({ kind: 'explicit', targets: [vpcs[1]!.keyText, vpcs[2]!.keyText] })
    expect(now.plan?.total).toBe(2)
    const filter = { region: ['eu-west-1'], type: ['VPC'], tag: ['env=prod'] }
    const future = await from('Future', { mode: 'future', filter })
    expect(future.items[0]?.after?.selector).toEqual({
      kind: 'clauses',
      clauses: [
        { on: 'region', values: ['eu-west-1'] },
        { on: 'type', values: ['VPC'] },
        { on: 'tag', key: 'env', values: ['prod'] },
      ],
      excludes: [],
    })
    expect(future.plan?.total).toBe(3)
    const all = await from('All', { mode: 'now', filter: { tag: ['env=test'] } })
    expect(all.items[0]?.after?.selector).toMatchObject({ targets: { length: 3 } })
  })

  it('makes a stale request of one that another overtook', async () => {
    await approved(api, await create())
    const { id: configurationId } = await oneConfiguration()
    const edit = (team: string) => ({
      op: 'edit' as const,
      configurationId,
      baseGeneration: 1,
      document: aDocument({ spec: anAwsSpec({ tags: { team } }) }),
    })
    const slow = await proposed(api, [edit('network')])
    expect(slow.items[0]?.changes).toEqual([{ pointer: '/spec/tags', before: '{}', after: '{"team":"network"}' }])
    await approved(api, await proposed(api, [edit('security')]))
    const overtaken = await api.call('GET /change-requests/{id}', params(slow))
    expect(overtaken).toMatchObject({ isStale: true, allowed: ['reject', 'withdraw'] })
    const refused = await api.post(`/change-requests/${slow.id}/approve`, { digest: digestOf(slow) })
    expect(refused.body).toMatchObject({ status: 409, code: 'stale' })
    const late = await api.post('/change-requests', { items: [edit('late')] })
    expect(late.body).toMatchObject({ status: 409, code: 'stale', errors: [{ pointer: '/items/0/baseGeneration' }] })
  })

  it('refuses to approve what the world no longer is, and plans anew', async () => {
    const request = await create()
    await seedLog(api.database.pool, account, vpcs[3]!, {
      externalId: 'fl-somebody',
      change: (log) => ({ ...log, spec: anAwsSpec() }),
    })
    const refused = await api.post(`/change-requests/${request.id}/approve`, { digest: digestOf(request) })
    expect(refused.body).toMatchObject({ status: 409, code: 'plan-changed' })
    expect((await api.call('GET /flow-logs', { query: { ownership: ['ours'] } })).total).toBe(0)
    expect((await api.call('GET /change-requests/{id}', params(request))).state).toBe('planning')
    await api.runPlans()
    const again = await api.call('GET /change-requests/{id}', params(request))
    expect(again.plan).toMatchObject({ total: 5, obstacles: 1 })
    const obstacles = await api.call('GET /change-requests/{id}/obstacles', params(request))
    expect(obstacles.items).toMatchObject([
      { reason: 'ForeignLogInTheWay', target: { externalId: 'vpc-0004' }, configuration: { name: 'Production VPCs' } },
    ])
    await approved(api, again)
  })

  it('says before the approval that the ceiling holds deletions back, until few enough are left', async () => {
    const request = await create()
    const heldBack = async () => (await api.call('GET /change-requests/{id}', params(request))).deletesHeldBack
    await api.database.pool.query(`UPDATE "installation" SET "maxDeletesPerPass" = 5`)
    expect(await heldBack(), 'nothing is deleted').toBeNull()
    await api.database.pool.query(`UPDATE "plan_action" SET "kind" = 'delete'`)
    expect(await heldBack()).toEqual({ inOneScope: 6, ceiling: 5 })
    await api.call('POST /change-requests/{id}/actions/exclude', { ...params(request), body: { ordinals: [0] } })
    expect(await heldBack(), 'five of them may go').toBeNull()
    await api.database.pool.query(`UPDATE "installation" SET "maxDeletesPerPass" = 50`)
  })

  it('cancels what waits', async () => {
    const running = await approved(api, await create())
    const cancelled = await api.call('POST /change-requests/{id}/cancel', {
      ...params(running),
      body: { note: 'Too early.' },
    })
    expect(cancelled).toMatchObject({ state: 'cancelled', progress: { heldBack: 6, waiting: 0 }, allowed: [] })
    const { rows } = await api.database.pool.query(`SELECT 1 FROM "grant" WHERE "revokedAt" IS NULL`)
    expect(rows).toEqual([])
  })

  it.each([
    ['withdraw', 'withdrawn'],
    ['reject', 'rejected'],
  ] as const)('can %s what is open, and nothing can follow', async (verb, state) => {
    const request = await create()
    const ended = await api.call(`POST /change-requests/{id}/${verb}`, { ...params(request), body: { note: 'No.' } })
    expect(ended).toMatchObject({ state, decisionNote: 'No.', allowed: [] })
    const late = await api.post(`/change-requests/${request.id}/approve`, { digest: digestOf(request) })
    expect(late.body).toMatchObject({ status: 409, code: 'invalid-state' })
  })

  it('tries again what failed: grants count anew, scopes are due', async () => {
    const running = await approved(api, await create())
    const { pool } = api.database
    await pool.query(`UPDATE "plan_action" SET "state" = CASE WHEN "ordinal" < 2 THEN 'failed' ELSE 'done' END`)
    await pool.query(`UPDATE "grant_action" SET "spentAt" = now()`)
    await pool.query(`UPDATE "change_request" SET "state" = 'partly-applied', "finishedAt" = now()`)
    await pool.query(`UPDATE "scope" SET "dueAt" = now() + interval '1 hour'`)
    expect((await api.call('GET /change-requests/{id}', params(running))).allowed).toContain('retry-failed')
    const again = await api.call('POST /change-requests/{id}/retry-failed', params(running))
    expect(again).toMatchObject({ state: 'applying', progress: { waiting: 2, done: 4, failed: 0 } })
    const { rows } = await pool.query<object>(
      `SELECT (SELECT count(*)::int FROM "grant_action" WHERE "spentAt" IS NULL) AS unspent,
         (SELECT count(*)::int FROM "desired_flow_log" WHERE "retryRequestedAt" IS NOT NULL) AS wished,
         (SELECT count(*)::int FROM "scope" WHERE "dueAt" <= now()) AS due`,
    )
    expect(rows).toEqual([{ unspent: 2, wished: 2, due: 1 }])
  })

  it('lists, filters and finds them', async () => {
    await create()
    await create('Second')
    const numbers = ({ items }: { readonly items: readonly ChangeRequestListNumber[] }) =>
      items.map(({ number }) => number)
    expect(numbers(await api.call('GET /change-requests'))).toEqual([2, 1])
    expect((await api.call('GET /change-requests', { query: { q: 'CR-1' } })).total).toBe(1)
    expect((await api.call('GET /change-requests', { query: { state: ['open'], open: true } })).total).toBe(2)
    const { hits } = await api.call('GET /search', { query: { q: 'cr-2' } })
    expect(hits[0]).toMatchObject({ kind: 'change-request', title: 'CR-2 Create Second' })
    const { attention } = await api.call('GET /overview')
    expect(attention).toMatchObject([{ kind: 'awaiting-approval', count: 2, severity: 'waiting' }])
  })
})

type ChangeRequestListNumber = Pick<ChangeRequestDetail, 'number'>
