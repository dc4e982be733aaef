import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { BASE_IDENTITY } from '../../simulator/alibaba/identities'
import { TEST_WORLD } from '../../simulator/alibaba/worlds/test-world'
import type { Organisation } from '../../simulator/aws/organizations/members'
import { AWS_BASE_CREDENTIALS } from '../../simulator/demo/credentials'
import { CONTROL_PLANE_ROLE } from '../../simulator/demo/accounts'
import { TEST_EXTERNAL_ID, TEST_MEMBER_ACCOUNT } from '../../simulator/demo/test-world'
import { startSimulator, type Simulator } from '../../simulator/server'
import { GLOBAL_REGION } from '../domain/scope'
import { createAlibabaCenProvider } from './alibaba-cen/provider'
import { createAwsEc2Provider } from './aws-ec2/provider'
import type { AccountConnection, CallContext, CallRecord } from './provider'

/* The vendors' own clients list organisations over real HTTP. */

let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator({ world: 'test', seed: 1, profile: 'test' })
})
afterAll(() => simulator.close())

const calls: CallRecord[] = []
const contextOf = (account: AccountConnection): CallContext => ({
  account,
  scope: { ...account, region: GLOBAL_REGION },
  signal: new AbortController().signal,
  timeoutMs: 10_000,
  onCall: (call) => calls.push(call),
})

describe('AWS Organizations', () => {
  const hub = AWS_BASE_CREDENTIALS.accountId
  const base = { provider: 'aws-ec2', partition: 'aws', roleArn: null, externalId: null } as const
  const management: AccountConnection = { ...base, accountId: hub }
  const member: AccountConnection = {
    ...base,
    accountId: TEST_MEMBER_ACCOUNT,
    roleArn: `arn:aws:iam::${TEST_MEMBER_ACCOUNT}:role/${CONTROL_PLANE_ROLE}`,
    externalId: TEST_EXTERNAL_ID,
  }
  let asMade: Organisation | null
  beforeAll(() => {
    asMade = truth().organisation
  })
  afterEach(() => {
    truth().organisation = asMade
  })
  const provider = () =>
    createAwsEc2Provider({
      endpoints: { all: simulator.url },
      baseCredentials: () => Promise.resolve(AWS_BASE_CREDENTIALS),
    })
  const truth = () => simulator.admin.clouds.aws.truth.world

  it('lists every account over several pages, one of them empty, with state and folders', async () => {
    const organisation = truth().organisation!
    // More than two pages of 20, with the empty pages between them.
    const many = Array.from({ length: 30 }, (_unused, index) => ({
      ...organisation.others[0]!,
      id: String(200000000000 + index),
      name: `account-${index}`,
    }))
    truth().organisation = { ...organisation, others: [...organisation.others, ...many] }
    calls.length = 0
    const accounts = await provider().listOrganisation(contextOf(management))
    expect(calls.map(({ operation }) => operation)).toEqual(Array(5).fill('ListAccounts'))
    expect(new Set(accounts.map(({ accountId }) => accountId)).size).toBe(2 + 15 + 30)
    const named = (name: string) => accounts.find((account) => account.name === name)
    expect(named('retail-prod')).toMatchObject({
      accountId: '100000000044',
      isActive: true,
      path: 'workloads/production',
      rawState: 'ACTIVE',
    })
    expect(named('acquired-shop')).toMatchObject({ isActive: false, rawState: 'PENDING_ACTIVATION' })
    expect(named('old-sandbox')).toMatchObject({ isActive: false, rawState: 'CLOSED' })
    expect(named('retail-prod')?.joinedAt).toBeInstanceOf(Date)
  })

  it('an ordinary account may not list, and is told who may', async () => {
    const allowed = truth().roles.get(member.roleArn!)!
    allowed.allowedActions = [...(allowed.allowedActions ?? []), 'organizations:ListAccounts']
    const refused = provider().listOrganisation(contextOf(member))
    await expect(refused).rejects.toMatchObject({ kind: 'denied', reading: { reason: 'NotManagementAccount' } })
  })

  it('a delegated administrator may', async () => {
    truth().organisation = { ...truth().organisation!, delegatedAdministrators: [TEST_MEMBER_ACCOUNT] }
    expect((await provider().listOrganisation(contextOf(member))).length).toBe(17)
  })

  it.each([
    ['TooManyRequestsException', 400, 'throttled'],
    ['ServiceException', 500, 'unavailable'],
    ['InvalidInputException', 400, 'invalid'],
  ] as const)('%s is %s', async (code, status, kind) => {
    simulator.admin.postFault({
      match: { operation: 'ListAccounts' },
      effect: { kind: 'error', code, status, message: 'No.' },
    })
    await expect(provider().listOrganisation(contextOf(management))).rejects.toMatchObject({ kind, vendorCode: code })
  })

  it('an account without an organisation says so', async () => {
    truth().organisation = null
    const refused = provider().listOrganisation(contextOf(management))
    await expect(refused).rejects.toMatchObject({ kind: 'unsupported', reading: { reason: 'NoOrganisation' } })
  })
})

describe('Alibaba Cloud Resource Directory', () => {
  const account = (accountId: string): AccountConnection => ({
    provider: 'alibaba-cen',
    partition: 'alibaba',
    accountId,
    roleArn: null,
    externalId: null,
  })
  const provider = () =>
    createAlibabaCenProvider({
      endpoints: { all: simulator.url },
      baseCredentials: { getCredentials: () => Promise.resolve(BASE_IDENTITY) },
    })

  it('lists every account with state and folders, ids digit by digit', async () => {
    const accounts = await provider().listOrganisation(contextOf(account(TEST_WORLD.mainAccountId)))
    expect(accounts.map(({ accountId }) => accountId)).toContain(TEST_WORLD.memberAccountId)
    expect(accounts.find(({ name }) => name === 'cn-partners')).toMatchObject({
      accountId: '1900000000000022',
      path: 'fd-workloads/fd-partners',
      isActive: true,
    })
    expect(accounts.filter(({ isActive }) => !isActive).map(({ rawState }) => rawState)).toEqual([
      'InvitePending',
      'Deleting',
    ])
  })

  it('a refusal says what it is', async () => {
    simulator.admin.postFault({
      match: { operation: 'ListAccounts' },
      effect: { kind: 'error', code: 'NoPermission', status: 403, message: 'No.' },
    })
    const refused = provider().listOrganisation(contextOf(account(TEST_WORLD.mainAccountId)))
    await expect(refused).rejects.toMatchObject({ kind: 'denied', vendorCode: 'NoPermission' })
  })
})
