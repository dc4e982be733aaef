import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createAwsEc2Provider } from '../../providers/aws-ec2/provider'
import { probeReaders } from '../../services/probe-readers'
import { readRecords } from '../../services/read-records'
import { loadFreshness } from '../../store/record-readers'
import { createManualClock, type ManualClock } from '../../../simulator/core/clock'
import { settingsFor } from '../../../simulator/core/settings'
import { AWS_BASE_CREDENTIALS } from '../../../simulator/demo/credentials'
import { BUCKET } from '../../../simulator/demo/world-builder'
import { isQuiet } from '../../../simulator/aws/records/capture-points'
import { startSimulator, type Simulator } from '../../../simulator/server'
import { anAwsSpec, seedAccount, seedLog, seedResources, type SeededAccount } from '../../../test/api/seed-fleet'
import { useApi } from '../../../test/api/use-api'
import type { RecordRequestInput } from '../schemas/records'

const ACCOUNT = AWS_BASE_CREDENTIALS.accountId
const REGION = 'eu-west-1'
const TIMINGS = { probeMs: 600_000, probeRetryMs: 3_600_000 }

describe('records of a flow log', () => {
  const api = useApi({ clock: () => clock.now() })
  const clock: ManualClock = createManualClock(settingsFor('test'))
  let simulator: Simulator
  let provider: ReturnType<typeof createAwsEc2Provider>
  let account: SeededAccount
  let flowLogId: string
  let externalId: string

  beforeAll(async () => {
    simulator = await startSimulator({ world: 'test', seed: 1, profile: 'test', clock })
    provider = createAwsEc2Provider({
      endpoints: { all: simulator.url },
      baseCredentials: () => Promise.resolve(AWS_BASE_CREDENTIALS),
      now: () => clock.now(),
    })
    const truth = simulator.admin.clouds.aws.truth
    const vpc = truth
      .resources({ account: ACCOUNT, region: REGION })
      .find(({ id, kind }) => kind === 'vpc' && !isQuiet(id))
    const nowMs = clock.now().getTime()
    externalId = truth.plantFlowLog({
      accountId: ACCOUNT,
      region: REGION,
      resourceId: vpc?.id ?? '',
      resourceType: 'VPC',
      destinationType: 's3',
      logDestination: `arn:aws:s3:::${BUCKET}`,
      createdAtMs: nowMs - 2 * 3_600_000,
      verdictAtMs: nowMs - 2 * 3_600_000,
    }).id
  })
  afterAll(async () => {
    provider.close()
    await simulator.close()
  })

  beforeEach(async () => {
    await api.database.empty()
    const { pool } = api.database
    account = await seedAccount(pool, { accountId: ACCOUNT })
    const [vpc] = await seedResources(pool, account)
    await seedLog(pool, account, vpc!, {
      externalId,
      change: (log) => ({ ...log, spec: anAwsSpec({ logDestination: `arn:aws:s3:::${BUCKET}` }) }),
    })
    const { rows } = await pool.query<{ id: string }>(`SELECT "id" FROM "observed_flow_log"`)
    flowLogId = rows[0]!.id
  })

  const params = () => ({ id: flowLogId })
  const context = () => ({ database: api.database, provider: () => provider, clock: () => clock.now() })

  async function read(body: RecordRequestInput) {
    const request = await api.call('POST /flow-logs/{id}/records', { params: params(), body })
    expect(request).toMatchObject({ state: 'waiting', answer: null })
    expect(await api.sentJobs()).toContainEqual({ name: 'read-records', data: { recordRequestId: request.id } })
    await readRecords(context(), request.id)
    const view = await api.call('GET /flow-logs/{id}/records', { params: params(), query: { request: request.id } })
    return view.request!
  }

  it('are asked for, answered by the worker, and paged by cursor', async () => {
    const about = await api.call('GET /flow-logs/{id}/records', { params: params() })
    expect(about).toMatchObject({ place: 's3', request: null, reader: null })
    expect(about.queries.map(({ language }) => language)).toContain('athena')
    const first = await read({ limit: 5, filter: { action: 'REJECT' } })
    expect(first).toMatchObject({ state: 'done', problem: null })
    expect(first.answer?.rows.map((row) => row['action'])).toEqual(Array.from({ length: 5 }, () => 'REJECT'))
    const second = await read({
      from: first.from,
      to: first.to,
      limit: 5,
      filter: first.filter,
      cursor: first.answer!.next!,
    })
    const both = await read({ from: first.from, to: first.to, limit: 10, filter: first.filter })
    expect([...first.answer!.rows, ...second.answer!.rows]).toEqual(both.answer!.rows)
    const { rows } = await api.database.pool.query(
      `SELECT 1 FROM "audit_entry" WHERE "action" = 'flow-log.read-records'`,
    )
    expect(rows).toHaveLength(2)
  })

  it('say why they cannot be read, with cause, remedy and the cloud’s own code', async () => {
    const key = simulator.admin.clouds.aws.truth.world.accessKeys.get(AWS_BASE_CREDENTIALS.accessKeyId)!
    const before = key.allowedActions
    key.allowedActions = ['ec2:*']
    const refused = await read({})
    key.allowedActions = before
    expect(refused).toMatchObject({
      state: 'failed',
      answer: null,
      problem: { reason: 'RecordsDenied', vendorCode: 'AccessDenied' },
    })
    expect(refused.problem?.remedy).toContain('s3:GetObject')
  })

  it('refuse what cannot be meant, naming the place, and store nothing', async () => {
    const wrong = async (body: object) => api.post(`/flow-logs/${flowLogId}/records`, body)
    expect(await wrong({ filter: { address: '10.0.0.0/99' } })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/filter/address' }] },
    })
    expect((await wrong({ from: '2026-11-20T10:00:00Z', to: '2026-11-20T09:00:00Z' })).status).toBe(422)
    expect((await wrong({ from: '2026-01-01T00:00:00Z', to: '2026-11-20T09:00:00Z' })).status).toBe(422)
    expect((await wrong({ cursor: 'no-cursor' })).status).toBe(422)
    expect((await api.post(`/flow-logs/${randomUUID()}/records`, {})).status).toBe(404)
    const { rows } = await api.database.pool.query(`SELECT 1 FROM "record_request"`)
    expect(rows).toEqual([])
  })

  it('are looked for by readers, which write what is new and nothing else', async () => {
    const { pool } = api.database
    expect(await probeReaders(context(), TIMINGS)).toBe(1)
    const view = await api.call('GET /flow-logs/{id}/records', { params: params() })
    expect(view.reader).toMatchObject({ state: 'reading', isRecent: true, problem: null })
    const scopeId = account.scopes[REGION] ?? ''
    const seen = await loadFreshness(pool, scopeId, new Date(Date.now() - 60_000))
    expect(seen.get(externalId)).toMatchObject({ isRecent: true })
    // Not before its time; and then the same again writes nothing about the log.
    expect(await probeReaders(context(), TIMINGS)).toBe(0)
    await pool.query(`UPDATE "record_reader" SET "dueAt" = now()`)
    const { rows: before } = await pool.query(`SELECT xmin::text FROM "record_freshness"`)
    expect(await probeReaders(context(), TIMINGS)).toBe(1)
    const { rows: after } = await pool.query(`SELECT xmin::text FROM "record_freshness"`)
    expect(after).toEqual(before)
    // Switched off it asks nothing and says nothing.
    await api.call('POST /record-readers/{id}/switch', { params: { id: view.reader!.id }, body: { isOn: false } })
    await pool.query(`UPDATE "record_reader" SET "dueAt" = now()`)
    expect(await probeReaders(context(), TIMINGS)).toBe(0)
    expect((await loadFreshness(pool, scopeId, new Date(0))).size).toBe(0)
  })
})
