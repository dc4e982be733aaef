import { beforeEach, describe, expect, it } from 'vitest'
import { seedAccount } from '../../test/api/seed-fleet'
import { useApi } from '../../test/api/use-api'
import { createFakeCloud, type FakeCloud } from '../providers/fake/fake-cloud'
import { createManualClock } from '../providers/fake/manual-clock'
import type { FoundAccountView, OrganisationView } from '../http/schemas/organisations'
import type { Page } from '../http/schemas/listing'
import type { ListedAccount } from '../providers/organisation'
import { listOrganisation, requestDueListings } from './list-organisation'

const api = useApi()
let cloud: FakeCloud

const listed = (accountId: string, changes: Partial<ListedAccount> = {}): ListedAccount => ({
  accountId,
  name: `account-${accountId.slice(-2)}`,
  rawState: 'ACTIVE',
  isActive: true,
  path: 'workloads/production',
  joinedAt: null,
  ...changes,
})

const PATTERN = {
  roleName: 'WeirControlPlane',
  externalId: 'weir-{accountId}',
  regions: ['eu-west-1', 'us-east-1'],
  labels: { source: 'organisation' },
  pathLabel: 'folder',
}

const NEW_ONE = '100000000011'
const NEW_TWO = '100000000022'
const CLOSED = '100000000033'

beforeEach(async () => {
  await api.database.empty()
  cloud = createFakeCloud({ like: 'aws-ec2', clock: createManualClock(new Date()) })
})

/** An organisation that was taken up and listed once. */
async function anOrganisation(accounts: readonly ListedAccount[], edit: object = {}): Promise<OrganisationView> {
  const account = await seedAccount(api.database.pool)
  cloud.setOrganisation([listed(account.accountId), ...accounts])
  const made = await api.post('/organisations', { account: account.id, pattern: PATTERN })
  expect(made.status).toBe(201)
  const organisation = made.body as OrganisationView
  if (Object.keys(edit).length > 0) {
    const edited = await api.patch(`/organisations/${organisation.id}`, edit, {
      'if-match': `"${organisation.revision}"`,
    })
    expect(edited.status).toBe(200)
  }
  await list(organisation.id)
  return view(organisation.id)
}

const list = (id: string): Promise<void> =>
  listOrganisation(
    { database: api.database, clock: () => new Date(), jobs: api.context.jobs, provider: () => cloud.provider },
    id,
  )
const view = async (id: string) => (await api.get(`/organisations/${id}`)).body as OrganisationView
const found = async (id: string, query = '') => {
  const { items } = (await api.get(`/organisations/${id}/accounts${query}`)).body as Page<FoundAccountView>
  return new Map(items.map((item) => [item.accountId, item]))
}
const accounts = async () => {
  const { rows } = await api.database.pool.query(
    `SELECT "accountId", "name", "roleArn", "externalId", "regions", "labels" FROM "account" WHERE "removedAt" IS NULL
      ORDER BY "createdAt", "accountId"`,
  )
  return rows as { accountId: string; name: string; roleArn: string | null; labels: object }[]
}

describe('an organisation', () => {
  it('shows who is new, known, suspended, and who left; nobody is added or removed by that', async () => {
    const organisation = await anOrganisation([
      listed(NEW_ONE),
      listed(NEW_TWO),
      listed(CLOSED, { rawState: 'SUSPENDED', isActive: false }),
    ])
    expect(organisation).toMatchObject({ state: 'listed', counts: { new: 2, known: 1, suspended: 1, left: 0 } })
    expect(await accounts()).toHaveLength(1)

    cloud.setOrganisation([listed(NEW_ONE)])
    await list(organisation.id)
    const after = await found(organisation.id)
    expect(after.get(NEW_TWO)).toMatchObject({ standing: 'left' })
    expect(after.get(NEW_TWO)?.leftAt).not.toBeNull()
    expect(after.size, 'nobody is forgotten').toBe(4)
    expect(await accounts(), 'an account that left the organisation stays in Weir').toHaveLength(1)

    cloud.setOrganisation([listed(NEW_ONE), listed(NEW_TWO)])
    await list(organisation.id)
    expect((await found(organisation.id)).get(NEW_TWO)).toMatchObject({ standing: 'new', leftAt: null })
    expect((await found(organisation.id, '?standing=left')).size).toBe(2)
    expect((await found(organisation.id, `?q=${NEW_ONE}`)).size).toBe(1)
  })

  it('adds many at once by the pattern, and tests each connection', async () => {
    const organisation = await anOrganisation([listed(NEW_ONE), listed(NEW_TWO)])
    const added = await api.post(`/organisations/${organisation.id}/accounts`, { accountIds: [NEW_ONE, NEW_TWO] })
    expect(added.status).toBe(201)
    expect(await accounts()).toMatchObject([
      {},
      {
        accountId: NEW_ONE,
        name: 'account-11',
        roleArn: `arn:aws:iam::${NEW_ONE}:role/WeirControlPlane`,
        externalId: `weir-${NEW_ONE}`,
        regions: ['eu-west-1', 'us-east-1'],
        labels: { source: 'organisation', folder: 'workloads/production' },
      },
      { accountId: NEW_TWO },
    ])
    expect((await view(organisation.id)).counts).toMatchObject({ new: 0, known: 3 })
    const tests = (await api.sentJobs()).filter(({ name }) => name === 'test-account')
    expect(tests).toHaveLength(2)

    await api.database.pool.query(`UPDATE "account" SET "testState" = 'failed' WHERE "accountId" = $1`, [NEW_ONE])
    expect((await found(organisation.id)).get(NEW_ONE)).toMatchObject({ standing: 'not-reachable' })
  })

  it('adds all or none: one that cannot be added is named', async () => {
    const organisation = await anOrganisation([listed(NEW_ONE), listed(CLOSED, { isActive: false })])
    const refused = await api.post(`/organisations/${organisation.id}/accounts`, { accountIds: [NEW_ONE, CLOSED] })
    expect(refused).toMatchObject({ status: 409, body: { code: 'account-not-addable' } })
    expect(await accounts()).toHaveLength(1)
  })

  it('adds by itself only when told to, within the bound, and never what a person removed', async () => {
    const organisation = await anOrganisation([listed(NEW_ONE), listed(NEW_TWO)], { autoAdd: true, autoAddLimit: 1 })
    expect((await accounts()).map(({ accountId }) => accountId)).toContain(NEW_ONE)
    expect(organisation).toMatchObject({ autoAdded: 1, counts: { new: 1, known: 2 } })
    await list(organisation.id)
    expect(await accounts(), 'the bound holds over listings').toHaveLength(2)

    const { revision } = await view(organisation.id)
    await api.patch(`/organisations/${organisation.id}`, { autoAddLimit: 10 }, { 'if-match': `"${revision}"` })
    await api.database.pool.query(`UPDATE "account" SET "removedAt" = now() WHERE "accountId" = $1`, [NEW_ONE])
    await list(organisation.id)
    const here = (await accounts()).map(({ accountId }) => accountId)
    expect(here).toContain(NEW_TWO)
    expect(here).not.toContain(NEW_ONE)
  })

  it('a listing that fails changes nothing and says why', async () => {
    const organisation = await anOrganisation([listed(NEW_ONE)])
    cloud.postFault({
      match: { operation: 'ListAccounts' },
      effect: { kind: 'refuse', errorKind: 'denied', code: 'AccessDeniedException', message: 'No.' },
    })
    await list(organisation.id)
    expect(await view(organisation.id)).toMatchObject({
      state: 'failed',
      problem: { vendorCode: 'AccessDeniedException' },
      counts: { new: 1, left: 0 },
    })
    await list(organisation.id)
    expect(await view(organisation.id)).toMatchObject({ state: 'listed', problem: null })
  })

  it('is listed again when it is due, by one worker only', async () => {
    const organisation = await anOrganisation([])
    const context = { database: api.database, jobs: api.context.jobs }
    const before = (await api.sentJobs()).length
    await requestDueListings(context)
    expect((await api.sentJobs()).length, 'not due yet').toBe(before)
    await api.database.pool.query(`UPDATE "organisation" SET "listDueAt" = now() - interval '1 s'`)
    await Promise.all([requestDueListings(context), requestDueListings(context)])
    const sent = (await api.sentJobs()).slice(before)
    expect(sent).toEqual([{ name: 'list-organisation', data: { organisationId: organisation.id } }])
  })

  it('refuses a pattern that makes accounts nobody could add, and a second one for the same account', async () => {
    const account = await seedAccount(api.database.pool)
    const bad = { ...PATTERN, externalId: 'weir-{region}-{what}' }
    expect(await api.post('/organisations', { account: account.id, pattern: bad })).toMatchObject({ status: 422 })
    expect((await api.post('/organisations', { account: account.id, pattern: PATTERN })).status).toBe(201)
    expect(await api.post('/organisations', { account: account.id, pattern: PATTERN })).toMatchObject({
      status: 409,
      body: { code: 'organisation-exists' },
    })
  })

  it('can be forgotten; what was added through it stays', async () => {
    const organisation = await anOrganisation([listed(NEW_ONE)], { autoAdd: true })
    const { revision } = await view(organisation.id)
    const gone = await api.delete(`/organisations/${organisation.id}`, { 'if-match': `"${revision}"` })
    expect(gone.status).toBe(200)
    expect((await api.get(`/organisations/${organisation.id}`)).status).toBe(404)
    expect(await accounts()).toHaveLength(2)
  })
})
