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

describe('flow logs', () => {
  const api = useApi()
  let account: SeededAccount
  let vpcs: readonly SeededResource[]
  let ours: readonly Json[]

  beforeEach(async () => {
    await api.database.empty()
    const { pool } = api.database
    account = await seedAccount(pool)
    vpcs = await seedResources(pool, account, { count: 4 })
    await seedLog(pool, account, vpcs[0]!, { externalId: 'fl-terraform' })
    await seedLog(pool, account, vpcs[1]!, {
      externalId: 'fl-broken',
      ownership: { kind: 'foreign', manager: 'unknown' },
      change: (log) => ({ ...log, delivery: { state: 'failed', message: 'Access error' } }),
    })
    const request = (await api.post('/change-requests', { items: [{ op: 'create', document: aDocument() }] })).body
    await api.runPlans()
    const { plan } = (await api.get(`/change-requests/${request.id}`)).body
    await api.post(`/change-requests/${request.id}/approve`, { digest: plan.digest })
    ours = (await api.get('/flow-logs?ownership=ours&sort=target')).body.items
    // As the engine leaves them: the first exists, the second failed.
    await pool.query(
      `UPDATE "desired_flow_log" SET "phase" = 'Active', "externalId" = 'fl-ours', "recordedAt" = now(), "recordOrigin" = 'created'
        WHERE "id" = $1`,
      [ours[0].id],
    )
    await seedLog(pool, account, vpcs[0]!, {
      externalId: 'fl-ours',
      ownership: { kind: 'ours', desiredFlowLogId: ours[0].id },
      change: (log) => ({ ...log, spec: anAwsSpec({ maxAggregationIntervalSeconds: 60 }) }),
    })
    await pool.query(
      `UPDATE "desired_flow_log" SET "phase" = 'Failed', "phaseReason" = 'BucketMissing', "problem" = $2,
         "conditions" = '[{"type":"ApplyFailed","reason":"BucketMissing","message":"The bucket does not exist.","observedGeneration":1,"lastTransitionAt":"2026-11-20T10:00:00.000Z"}]'
        WHERE "id" = $1`,
      [
        ours[1].id,
        JSON.stringify({
          reason: 'DestinationMissing',
          message: 'The bucket does not exist.',
          cause: 'No bucket of this name.',
          remedy: 'Create it.',
          vendorCode: '400',
          vendorMessage: 'LogDestination: central-flow-logs does not exist',
          requestId: 'req-1',
        }),
      ],
    )
  })

  it('lists desired and observed as one, each once', async () => {
    const { body } = await api.get('/flow-logs?limit=200')
    expect(body.total).toBe(6)
    const seen: string[] = []
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: Json = (await api.get(`/flow-logs?limit=4&sort=target${cursor && `&cursor=${cursor}`}`)).body
      seen.push(...page.items.map((item: Json) => item.id))
      cursor = page.nextCursor
    }
    expect(new Set(seen).size).toBe(6)
    expect(seen).toHaveLength(6)
    const mine = body.items.find((item: Json) => item.externalId === 'fl-ours')
    expect(mine).toMatchObject({ ownership: 'ours', phase: 'Active', status: 'active', delivery: { state: 'success' } })
  })

  it('filters both halves', async () => {
    const totalOf = async (query: string) => (await api.get(`/flow-logs?${query}`)).body.total
    expect(await totalOf('ownership=foreign')).toBe(2)
    expect(await totalOf('manager=terraform')).toBe(1)
    expect(await totalOf('phase=Pending&phase=Failed')).toBe(3)
    expect(await totalOf('delivery=failed')).toBe(1)
    expect(await totalOf('delivery=success')).toBe(2)
    expect(await totalOf('attention=true')).toBe(2)
    expect(await totalOf('condition=ApplyFailed')).toBe(1)
    expect(await totalOf('destination=central')).toBe(4)
    expect(await totalOf('q=vpc-0002')).toBe(2)
    expect(await totalOf('q=name-vpc-0002')).toBe(2)
    expect(await totalOf('status=active')).toBe(3)
    expect(await totalOf('region=eu-west-1&type=VPC&provider=aws-ec2')).toBe(6)
    expect(await totalOf('type=Subnet')).toBe(0)
    expect(await totalOf(`resource=${vpcs[1]!.id}`)).toBe(2)
    expect(await totalOf('phase=Active&manager=terraform')).toBe(0)
    expect(await totalOf('ended=true')).toBe(0)
    const facets = (await api.get('/flow-logs/facets?ownership=ours')).body
    expect(facets).toMatchObject({
      total: 4,
      attention: 1,
      ownership: [
        { value: 'ours', count: 4 },
        { value: 'foreign', count: 2 },
      ],
      configuration: [{ label: 'Production VPCs', count: 4 }],
    })
  })

  it('shows desired against observed, and finds it by either id', async () => {
    const { body } = await api.get(`/flow-logs/${ours[0].id}`)
    expect(body.differences).toEqual([
      { field: 'maxAggregationIntervalSeconds', before: '60', after: '600', change: 'replace' },
    ])
    expect(body.equalFields).toContain('trafficType')
    expect(body.siblings).toMatchObject([{ externalId: 'fl-terraform', ownership: 'foreign' }])
    expect(body.observed).toMatchObject([{ externalId: 'fl-ours', raw: { FlowLogId: 'fl-ours' } }])
    expect((await api.get(`/flow-logs/${body.observedId}`)).body.id).toBe(ours[0].id)
    const failed = (await api.get(`/flow-logs/${ours[1].id}`)).body
    expect(failed).toMatchObject({
      canRetry: true,
      fullProblem: { remedy: 'Create it.', vendorCode: '400', requestId: 'req-1' },
      conditionList: [{ type: 'ApplyFailed', isBad: true }],
    })
  })

  it('tries again what failed, and nothing else', async () => {
    expect((await api.post(`/flow-logs/${ours[1].id}/retry`)).status).toBe(202)
    const { rows } = await api.database.pool.query(
      `SELECT "id" FROM "desired_flow_log" WHERE "retryRequestedAt" IS NOT NULL`,
    )
    expect(rows).toEqual([{ id: ours[1].id }])
    expect((await api.post(`/flow-logs/${ours[0].id}/retry`)).body).toMatchObject({
      status: 409,
      code: 'invalid-state',
    })
  })

  it('names the consequence, then proposes that the target leaves its Configuration', async () => {
    await api.database.pool.query(
      `UPDATE "resource" SET "coverageRung" = 'delivering', "coveredByLogIds" = '{fl-ours}' WHERE "id" = $1`,
      [vpcs[0]!.id],
    )
    const consequence = (await api.get(`/flow-logs/${ours[0].id}/consequence`)).body
    expect(consequence).toMatchObject({
      canDelete: true,
      losing: [{ type: 'VPC', count: 1 }],
      configuration: { name: 'Production VPCs', onRemoval: 'delete' },
    })
    expect(consequence.equivalentCommand).toContain('fl-ours')
    const request = (await api.post(`/flow-logs/${ours[0].id}/delete`, { reason: 'Moved.' })).body
    expect(request).toMatchObject({ items: [{ op: 'exclude', excludedTargets: [vpcs[0]!.keyText] }] })
    await api.runPlans()
    const planned = (await api.get(`/change-requests/${request.id}`)).body
    const actions = (await api.get(`/change-requests/${request.id}/actions`)).body.items
    expect(actions).toMatchObject([
      // Somebody else's log covers the same VPC, so nothing is lost.
      {
        kind: 'delete',
        externalId: 'fl-ours',
        risk: 'neutral',
        leavesUncovered: false,
        target: { externalId: 'vpc-0001' },
      },
      { kind: 'create' },
      { kind: 'create' },
      { kind: 'create' },
    ])
    expect(planned.plan.counters.delete).toBe(1)
  })

  it('never deletes what it did not make', async () => {
    const foreign = (await api.get('/flow-logs?manager=terraform')).body.items[0]
    expect((await api.get(`/flow-logs/${foreign.id}/consequence`)).body).toMatchObject({ canDelete: false })
    expect((await api.post(`/flow-logs/${foreign.id}/delete`)).body).toMatchObject({ status: 409, code: 'not-ours' })
    expect((await api.post(`/flow-logs/${foreign.id}/retry`)).body).toMatchObject({ status: 409, code: 'not-ours' })
  })
})
