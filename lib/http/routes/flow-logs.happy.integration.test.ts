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
import { approved, proposed } from '../../../test/api/change-flow'
import { useApi } from '../../../test/api/use-api'
import type { FlowLogListItem } from '../schemas/flow-logs'

describe('flow logs', () => {
  const api = useApi()
  let account: SeededAccount
  let vpcs: readonly SeededResource[]
  let ours: readonly FlowLogListItem[]

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
    await approved(api, await proposed(api, [{ op: 'create', document: aDocument() }]))
    ours = (await api.call('GET /flow-logs', { query: { ownership: ['ours'], sort: 'target' } })).items
    // As the engine leaves them: the first exists, the second failed.
    await pool.query(
      `UPDATE "desired_flow_log" SET "phase" = 'Active', "externalId" = 'fl-ours', "recordedAt" = now(), "recordOrigin" = 'created'
        WHERE "id" = $1`,
      [ours[0]!.id],
    )
    await seedLog(pool, account, vpcs[0]!, {
      externalId: 'fl-ours',
      ownership: { kind: 'ours', desiredFlowLogId: ours[0]!.id },
      change: (log) => ({ ...log, spec: anAwsSpec({ maxAggregationIntervalSeconds: 60 }) }),
    })
    await pool.query(
      `UPDATE "desired_flow_log" SET "phase" = 'Failed', "phaseReason" = 'BucketMissing', "problem" = $2,
         "conditions" = '[{"type":"ApplyFailed","reason":"BucketMissing","message":"The bucket does not exist.","observedGeneration":1,"lastTransitionAt":"2026-11-20T10:00:00.000Z"}]'
        WHERE "id" = $1`,
      [
        ours[1]!.id,
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
    const seen: FlowLogListItem[] = []
    let cursor: string | undefined
    do {
      const page = await api.call('GET /flow-logs', { query: { limit: 4, sort: 'target', cursor } })
      expect(page.total).toBe(6)
      seen.push(...page.items)
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(new Set(seen.map(({ id }) => id)).size).toBe(6)
    expect(seen).toHaveLength(6)
    const mine = seen.find(({ externalId }) => externalId === 'fl-ours')
    expect(mine).toMatchObject({ ownership: 'ours', phase: 'Active', status: 'active', delivery: { state: 'success' } })
  })

  it.each([
    ['ownership=foreign', 2],
    ['manager=terraform', 1],
    ['phase=Pending&phase=Failed', 3],
    ['delivery=failed', 1],
    ['delivery=success', 2],
    ['attention=true', 2],
    ['condition=ApplyFailed', 1],
    ['destination=central', 4],
    ['q=vpc-0002', 2],
    ['q=name-vpc-0002', 2],
    ['status=active', 3],
    ['region=eu-west-1&type=VPC&provider=aws-ec2', 6],
    ['type=Subnet', 0],
    ['phase=Active&manager=terraform', 0],
    ['ended=true', 0],
  ])('%s leaves %i of both halves', async (query, total) => {
    expect((await api.get(`/flow-logs?${query}`)).body).toMatchObject({ total })
  })

  it('counts facets under the other filters, and finds the logs of one resource', async () => {
    expect((await api.call('GET /flow-logs', { query: { resource: [vpcs[1]!.id] } })).total).toBe(2)
    expect(await api.call('GET /flow-logs/facets', { query: { ownership: ['ours'] } })).toMatchObject({
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
    const body = await api.call('GET /flow-logs/{id}', { params: { id: ours[0]!.id } })
    expect(body.differences).toEqual([
      { field: 'maxAggregationIntervalSeconds', before: '60', after: '600', change: 'replace' },
    ])
    expect(body.equalFields).toContain('trafficType')
    expect(body.siblings).toMatchObject([{ externalId: 'fl-terraform', ownership: 'foreign' }])
    expect(body.observed).toMatchObject([{ externalId: 'fl-ours', raw: { FlowLogId: 'fl-ours' } }])
    const byObserved = await api.call('GET /flow-logs/{id}', { params: { id: body.observedId ?? '' } })
    expect(byObserved.id).toBe(ours[0]!.id)
    const failed = await api.call('GET /flow-logs/{id}', { params: { id: ours[1]!.id } })
    expect(failed).toMatchObject({
      canRetry: true,
      fullProblem: { remedy: 'Create it.', vendorCode: '400', requestId: 'req-1' },
      conditionList: [{ type: 'ApplyFailed', isBad: true }],
    })
  })

  it('tries again what failed, and nothing else', async () => {
    expect((await api.post(`/flow-logs/${ours[1]!.id}/retry`)).status).toBe(202)
    const { rows } = await api.database.pool.query(
      `SELECT "id" FROM "desired_flow_log" WHERE "retryRequestedAt" IS NOT NULL`,
    )
    expect(rows).toEqual([{ id: ours[1]!.id }])
    expect((await api.post(`/flow-logs/${ours[0]!.id}/retry`)).body).toMatchObject({
      status: 409,
      code: 'invalid-state',
    })
  })

  it('names the consequence, then proposes that the target leaves its Configuration', async () => {
    await api.database.pool.query(
      `UPDATE "resource" SET "coverageRung" = 'delivering', "coveredByLogIds" = '{fl-ours}' WHERE "id" = $1`,
      [vpcs[0]!.id],
    )
    const one = { params: { id: ours[0]!.id } }
    const consequence = await api.call('GET /flow-logs/{id}/consequence', one)
    expect(consequence).toMatchObject({
      canDelete: true,
      losing: [{ type: 'VPC', count: 1 }],
      configuration: { name: 'Production VPCs', onRemoval: 'delete' },
    })
    expect(consequence.equivalentCommand).toContain('fl-ours')
    const request = await api.call('POST /flow-logs/{id}/delete', { ...one, body: { reason: 'Moved.' } })
    expect(request).toMatchObject({ items: [{ op: 'exclude', excludedTargets: [vpcs[0]!.keyText] }] })
    await api.runPlans()
    const its = { params: { id: request.id } }
    const planned = await api.call('GET /change-requests/{id}', its)
    const actions = (await api.call('GET /change-requests/{id}/actions', its)).items
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
    expect(planned.plan?.counters.delete).toBe(1)
  })

  it('never deletes what it did not make', async () => {
    const [foreign] = (await api.call('GET /flow-logs', { query: { manager: ['terraform'] } })).items
    expect((await api.get(`/flow-logs/${foreign!.id}/consequence`)).body).toMatchObject({ canDelete: false })
    expect((await api.post(`/flow-logs/${foreign!.id}/delete`)).body).toMatchObject({ status: 409, code: 'not-ours' })
    expect((await api.post(`/flow-logs/${foreign!.id}/retry`)).body).toMatchObject({ status: 409, code: 'not-ours' })
  })
})
