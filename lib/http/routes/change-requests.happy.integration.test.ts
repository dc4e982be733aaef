import { beforeEach, describe, expect, it } from 'vitest'
import {
  aDocument,
  anAwsSpec,
  seedAccount,
  seedLog,
  seedResources,
  type SeededAccount,
  type SeededResource,
} from '../../../test/api/seed-fleet'
import { useApi, type Json } from '../../../test/api/use-api'

describe('change requests', () => {
  const api = useApi()
  let account: SeededAccount
  let vpcs: readonly SeededResource[]

  beforeEach(async () => {
    await api.database.empty()
    account = await seedAccount(api.database.pool)
    vpcs = await seedResources(api.database.pool, account, { count: 6 })
  })

  async function propose(items: readonly object[]): Promise<Json> {
    const { status, body } = await api.post('/change-requests', { reason: 'We need it.', items })
    expect(status, JSON.stringify(body)).toBe(201)
    expect(body.state).toBe('planning')
    await api.runPlans()
    return (await api.get(`/change-requests/${body.id}`)).body
  }

  async function approve(request: Json): Promise<Json> {
    const { status, body } = await api.post(`/change-requests/${request.id}/approve`, { digest: request.plan.digest })
    expect(status, JSON.stringify(body)).toBe(200)
    return body
  }

  it('plans a new Configuration, and approving it makes desired flow logs that wait', async () => {
    const request = await propose([{ op: 'create', document: aDocument() }])
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
      allowed: ['approve', 'exclude', 'replan', 'reject', 'withdraw'],
    })
    expect(request.plan.sentence).toBe('Creates 6 flow logs in 1 account and 1 region. Nothing loses coverage.')

    const actions = (await api.get(`/change-requests/${request.id}/actions?limit=4`)).body
    expect(actions.total).toBe(6)
    expect(actions.items[0]).toMatchObject({
      kind: 'create',
      target: { externalId: 'vpc-0001', name: 'name-vpc-0001' },
      risk: 'adds-coverage',
      state: 'planned',
      configuration: { name: 'Production VPCs' },
      desired: { logDestination: 'arn:aws:s3:::central-flow-logs/weir/' },
    })
    expect(actions.items[0].command).toContain('aws ec2 create-flow-logs')
    const rest = (await api.get(`/change-requests/${request.id}/actions?limit=4&cursor=${actions.nextCursor}`)).body
    expect(rest.items.map((action: Json) => action.ordinal)).toEqual([4, 5])
    const groups = (await api.get(`/change-requests/${request.id}/groups`)).body
    expect(groups.items).toMatchObject([{ total: 6, region: 'eu-west-1', byKind: [{ kind: 'create', count: 6 }] }])

    await api.database.pool.query(`UPDATE "scope" SET "dueAt" = now() + interval '1 hour'`)
    const approved = await approve(request)
    expect(approved).toMatchObject({
      state: 'applying',
      progress: { total: 6, waiting: 6, done: 0 },
      decidedBy: { id: 'local-operator' },
      allowed: ['cancel'],
    })
    const logs = (await api.get('/flow-logs?ownership=ours')).body
    expect(logs.total).toBe(6)
    expect(logs.items[0]).toMatchObject({
      phase: 'Pending',
      configuration: { name: 'Production VPCs' },
      externalId: null,
    })
    const configuration = (await api.get('/configurations')).body.items[0]
    expect(configuration).toMatchObject({
      generation: 1,
      flowLogs: { total: 6, byPhase: [{ phase: 'Pending', count: 6 }] },
    })
    const versions = (await api.get(`/configurations/${configuration.id}/versions`)).body
    expect(versions.items).toMatchObject([{ generation: 1, changeRequest: { number: 1 } }])

    const { rows } = await api.database.pool.query<Json>(
      `SELECT (SELECT count(*)::int FROM "grant_action") AS granted, (SELECT "generation" FROM "grant") AS generation,
         (SELECT count(*)::int FROM "scope" WHERE "dueAt" <= now()) AS due,
         (SELECT count(*)::int FROM "plan_action" WHERE "desiredFlowLogId" IS NULL) AS unlinked`,
    )
    expect(rows).toEqual([{ granted: 6, generation: 1, due: 1, unlinked: 0 }])
    const detail = (await api.get(`/flow-logs/${logs.items[0].id}`)).body
    expect(detail.timeline).toMatchObject([{ toPhase: 'Pending', reason: 'Approved' }])
  })

  it('approves the same plan twice as once', async () => {
    const request = await propose([{ op: 'create', document: aDocument() }])
    await approve(request)
    await approve(request)
    expect((await api.get('/configurations')).body.items).toMatchObject([{ generation: 1 }])
  })

  it('leaves a new target out of plan and Configuration alike, and binds that in the digest', async () => {
    const request = await propose([{ op: 'create', document: aDocument() }])
    const excluded = await api.post(`/change-requests/${request.id}/actions/exclude`, { ordinals: [0, 1] })
    expect(excluded.body.plan).toMatchObject({ total: 6, excluded: 2 })
    expect(excluded.body.plan.digest).not.toBe(request.plan.digest)
    const stale = await api.post(`/change-requests/${request.id}/approve`, { digest: request.plan.digest })
    expect(stale.body).toMatchObject({ status: 409, code: 'plan-changed' })
    const back = await api.post(`/change-requests/${request.id}/actions/include`, { ordinals: [1] })
    await approve(back.body)
    const { body } = await api.get('/flow-logs?ownership=ours')
    expect(body.total).toBe(5)
    const configuration = (await api.get('/configurations')).body.items[0]
    const { document } = (await api.get(`/configurations/${configuration.id}`)).body
    expect(document.selector.excludes).toEqual([vpcs[0]!.keyText])
  })

  it('turns picked resources into explicit targets, and a filter into a selector for the future', async () => {
    const { selector: _selector, ...document } = aDocument()
    const picked = { mode: 'now', resourceIds: [vpcs[1]!.id, vpcs[2]!.id] }
    const now = await propose([{ op: 'create', document, fromSelection: picked }])
    expect(now.items[0].after.selector).toEqual({ kind: 'explicit', targets: [vpcs[1]!.keyText, vpcs[2]!.keyText] })
    expect(now.plan.total).toBe(2)
    const filter = { region: ['eu-west-1'], type: ['VPC'], tag: ['env=prod'] }
    const future = await propose([
      { op: 'create', document: { ...document, name: 'Future' }, fromSelection: { mode: 'future', filter } },
    ])
    expect(future.items[0].after.selector).toEqual({
      kind: 'clauses',
      clauses: [
        { on: 'region', values: ['eu-west-1'] },
        { on: 'type', values: ['VPC'] },
        { on: 'tag', key: 'env', values: ['prod'] },
      ],
      excludes: [],
    })
    expect(future.plan.total).toBe(3)
    const all = { mode: 'now', filter: { tag: ['env=test'] } }
    const matched = await propose([{ op: 'create', document: { ...document, name: 'All' }, fromSelection: all }])
    expect(matched.items[0].after.selector.targets).toHaveLength(3)
  })

  it('makes a stale request of one that another overtook', async () => {
    await approve(await propose([{ op: 'create', document: aDocument() }]))
    const configurationId = (await api.get('/configurations')).body.items[0].id
    const edit = (spec: object) => ({
      op: 'edit',
      configurationId,
      baseGeneration: 1,
      document: aDocument({ spec: anAwsSpec(spec) }),
    })
    const slow = await propose([edit({ tags: { team: 'network' } })])
    const quick = await propose([edit({ tags: { team: 'security' } })])
    await approve(quick)
    const { body } = await api.get(`/change-requests/${slow.id}`)
    expect(body).toMatchObject({ isStale: true, allowed: ['reject', 'withdraw'] })
    const refused = await api.post(`/change-requests/${slow.id}/approve`, { digest: slow.plan.digest })
    expect(refused.body).toMatchObject({ status: 409, code: 'stale' })
    const late = await api.post('/change-requests', { items: [edit({})] })
    expect(late.body).toMatchObject({ status: 409, code: 'stale', errors: [{ pointer: '/items/0/baseGeneration' }] })
  })

  it('refuses to approve what the world no longer is, and plans anew', async () => {
    const request = await propose([{ op: 'create', document: aDocument() }])
    const sameDestination = anAwsSpec()
    await seedLog(api.database.pool, account, vpcs[3]!, {
      externalId: 'fl-somebody',
      change: (log) => ({ ...log, spec: { ...sameDestination } }),
    })
    const { body } = await api.post(`/change-requests/${request.id}/approve`, { digest: request.plan.digest })
    expect(body).toMatchObject({ status: 409, code: 'plan-changed' })
    expect((await api.get('/flow-logs?ownership=ours')).body.total).toBe(0)
    expect((await api.get(`/change-requests/${request.id}`)).body.state).toBe('planning')
    await api.runPlans()
    const again = (await api.get(`/change-requests/${request.id}`)).body
    expect(again.plan).toMatchObject({ total: 5, obstacles: 1 })
    const obstacles = (await api.get(`/change-requests/${request.id}/obstacles`)).body
    expect(obstacles.items).toMatchObject([
      { reason: 'ForeignLogInTheWay', target: { externalId: 'vpc-0004' }, configuration: { name: 'Production VPCs' } },
    ])
    await approve(again)
  })

  it('cancels what waits, and withdraws or rejects what is open', async () => {
    const running = await approve(await propose([{ op: 'create', document: aDocument() }]))
    const cancelled = await api.post(`/change-requests/${running.id}/cancel`, { note: 'Too early.' })
    expect(cancelled.body).toMatchObject({ state: 'cancelled', progress: { heldBack: 6, waiting: 0 }, allowed: [] })
    const { rows } = await api.database.pool.query(`SELECT 1 FROM "grant" WHERE "revokedAt" IS NULL`)
    expect(rows).toEqual([])
    for (const [verb, state] of [
      ['withdraw', 'withdrawn'],
      ['reject', 'rejected'],
    ] as const) {
      const request = await propose([{ op: 'create', document: aDocument({ name: verb }) }])
      const { body } = await api.post(`/change-requests/${request.id}/${verb}`, { note: 'No.' })
      expect(body).toMatchObject({ state, decisionNote: 'No.', allowed: [] })
      expect(
        (await api.post(`/change-requests/${request.id}/approve`, { digest: request.plan.digest })).body,
      ).toMatchObject({
        status: 409,
        code: 'invalid-state',
      })
    }
  })

  it('lists, filters and finds them', async () => {
    await propose([{ op: 'create', document: aDocument() }])
    await propose([{ op: 'create', document: aDocument({ name: 'Second' }) }])
    expect((await api.get('/change-requests')).body.items.map((item: Json) => item.number)).toEqual([2, 1])
    expect((await api.get('/change-requests?q=CR-1')).body.total).toBe(1)
    expect((await api.get('/change-requests?state=open&open=true')).body.total).toBe(2)
    const hits = (await api.get('/search?q=cr-2')).body.hits
    expect(hits[0]).toMatchObject({ kind: 'change-request', title: 'CR-2 Create Second' })
    const overview = (await api.get('/overview')).body
    expect(overview.attention).toMatchObject([{ kind: 'awaiting-approval', count: 2, severity: 'waiting' }])
  })
})
