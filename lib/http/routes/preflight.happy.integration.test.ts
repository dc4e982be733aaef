import { beforeEach, describe, expect, it } from 'vitest'
import { approved, digestOf, proposed } from '../../../test/api/change-flow'
import { aDocument, seedAccount, seedResources } from '../../../test/api/seed-fleet'
import { useApi } from '../../../test/api/use-api'
import { createFakeCloud, type FakeCloud } from '../../providers/fake/fake-cloud'
import { createManualClock } from '../../providers/fake/manual-clock'
import { preflightPlan } from '../../services/preflight-plan'
import type { ChangeRequestDetail } from '../schemas/change-requests'

const DESTINATION = 'arn:aws:s3:::central-flow-logs/weir/'

describe('preflight of a request', () => {
  const api = useApi()
  let cloud: FakeCloud

  beforeEach(async () => {
    await api.database.empty()
    await seedResources(api.database.pool, await seedAccount(api.database.pool), { count: 3 })
    cloud = createFakeCloud({ like: 'aws-ec2', clock: createManualClock(new Date()) })
  })

  const params = ({ id }: { readonly id: string }) => ({ params: { id } })
  const create = () => proposed(api, [{ op: 'create', document: aDocument() }])
  const read = (request: ChangeRequestDetail) => api.call('GET /change-requests/{id}', params(request))
  const groupsOf = async (request: ChangeRequestDetail) =>
    (await api.call('GET /change-requests/{id}/preflight', { ...params(request), query: {} })).items

  /** Asks as a person does, and does the job as the worker does. */
  async function checked(request: ChangeRequestDetail): Promise<ChangeRequestDetail> {
    const asked = await api.call('POST /change-requests/{id}/preflight', params(request))
    expect(asked.plan?.preflight).toMatchObject({ state: 'running', waiting: 1 })
    const context = { database: api.database, clock: () => new Date(), provider: () => cloud.provider }
    await preflightPlan(context, request.plan?.id ?? '')
    return read(request)
  }

  it('is asked for once for all targets that share a destination, and passes', async () => {
    const request = await create()
    expect(request.plan?.preflight.state).toBe('none')
    const after = await checked(request)
    expect(after.plan?.preflight).toMatchObject({ state: 'passed', passed: 1, blocking: 0, calls: 1 })
    expect((await api.sentJobs()).map(({ name }) => name)).toContain('preflight-plan')
    const [group] = await groupsOf(request)
    expect(group).toMatchObject({ destination: DESTINATION, targets: 3, targetTypes: ['VPC'], state: 'passed' })
    // What the clouds say is no part of what is approved.
    expect(after.plan?.digest).toBe(digestOf(request))
  })

  it('that is certain to fail asks for a person’s word, and keeps it', async () => {
    cloud.setDestination(DESTINATION, 'missing')
    const request = await checked(await create())
    expect(request.plan?.preflight).toMatchObject({ state: 'failed', failed: 1, blocking: 1 })
    const [group] = await groupsOf(request)
    expect(group?.checks[0]).toMatchObject({ id: 's3/exists', state: 'failed', blocks: true })
    expect(group?.checks[0]?.fixes[0]?.text).toContain('aws s3api create-bucket')

    const body = { digest: digestOf(request) }
    const refused = await api.post(`/change-requests/${request.id}/approve`, body)
    expect(refused).toMatchObject({ status: 409, body: { code: 'preflight-failed' } })
    await api.call('POST /change-requests/{id}/approve', {
      ...params(request),
      body: { ...body, despitePreflight: true },
    })
    const { rows } = await api.database.pool.query<{ after: { despitePreflight?: number } }>(
      `SELECT "after" FROM "audit_entry" WHERE "action" = 'change-request.approve'`,
    )
    expect(rows[0]?.after.despitePreflight).toBe(1)
  })

  it('does not hold up what is left when the failing actions are left out', async () => {
    cloud.setDestination(DESTINATION, 'missing')
    const request = await checked(await create())
    const { items } = await api.call('GET /change-requests/{id}/actions', { ...params(request), query: {} })
    const left = await api.call('POST /change-requests/{id}/actions/exclude', {
      ...params(request),
      body: { ordinals: items.map(({ ordinal }) => ordinal) },
    })
    expect(left.plan?.preflight.blocking).toBe(0)
  })

  it('mended is green again, and an approval needs no further word', async () => {
    cloud.setDestination(DESTINATION, 'denied')
    const request = await checked(await create())
    expect(request.plan?.preflight).toMatchObject({ state: 'failed', blocking: 0 })
    cloud.setDestination(DESTINATION, 'fine')
    const mended = await checked(request)
    expect(mended.plan?.preflight.state).toBe('passed')
    expect((await approved(api, mended)).state).toBe('applying')
  })
})

describe('onboarding', () => {
  const api = useApi()

  it('makes documents for an account, with an external id of its own and the identity that Weir runs as', async () => {
    await api.database.empty()
    await seedAccount(api.database.pool, { accountId: '222222222222' })
    const body = { provider: 'aws-ec2' as const, accountId: '111122223333', features: ['to-s3' as const] }
    const first = await api.call('POST /onboarding', { body })
    const second = await api.call('POST /onboarding', { body })
    expect(first.externalId).toMatch(/^weir-[0-9a-f]{48}$/)
    expect(second.externalId).not.toBe(first.externalId)
    const trust = first.documents.find(({ id }) => id === 'trust')?.text
    expect(trust).toContain('arn:aws:iam::222222222222:root')
    expect(trust).toContain(first.externalId)
    expect(first.permissions.map(({ action }) => action)).not.toContain('ec2:DeleteFlowLogs')
  })

  it('refuses what would end up in a policy and is none', async () => {
    for (const body of [
      { provider: 'aws-ec2', accountId: '12"34' },
      { provider: 'aws-ec2', roleName: 'a b' },
      { provider: 'aws-ec2', externalId: '"' },
      { provider: 'aws-ec2', features: ['look', 'look'] },
      { provider: 'aws-ec2', bucket: '../x' },
    ]) {
      expect((await api.post('/onboarding', body)).status, JSON.stringify(body)).toBe(422)
    }
  })
})
