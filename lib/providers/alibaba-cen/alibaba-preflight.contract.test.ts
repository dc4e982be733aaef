import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { aCenSpec } from '../../../test/builders/flow-log-specs'
import { BASE_IDENTITY } from '../../../simulator/alibaba/identities'
import { TEST_WORLD } from '../../../simulator/alibaba/worlds/test-world'
import { startSimulator, type Simulator } from '../../../simulator/server'
import { evaluatePreflight } from '../../domain/preflight/evaluate'
import { preflightGroups } from '../../domain/preflight/group'
import { PreflightMemo } from '../preflight'
import type { CallRecord, FlowLogProvider } from '../provider'
import { createAlibabaCenProvider } from './provider'

const ACCOUNT = TEST_WORLD.mainAccountId
const SCOPE = { provider: 'alibaba-cen', partition: 'alibaba', accountId: ACCOUNT, region: 'cn-hangzhou' } as const
const DESTINATION = { projectName: 'preflight-logs', logStoreName: 'flow' }

let simulator: Simulator
let provider: FlowLogProvider
const calls: CallRecord[] = []

beforeAll(async () => {
  simulator = await startSimulator({ world: 'test', profile: 'test' })
  provider = createAlibabaCenProvider({
    endpoints: { all: simulator.url },
    baseCredentials: { getCredentials: () => Promise.resolve(BASE_IDENTITY) },
  })
})
afterAll(() => simulator.close())

const admin = () => simulator.admin.clouds.alibaba.admin

beforeEach(() => {
  calls.length = 0
  admin().patchAccount(ACCOUNT, { hasFlowLogServiceRole: true, transitRouterServiceOpen: true })
  admin().putProject({ ...DESTINATION, accountId: ACCOUNT, regionId: SCOPE.region, logStores: ['flow'] })
  for (const user of admin().world.users.values()) user.deniedActions = []
})

async function open(): Promise<readonly string[]> {
  const [group] = preflightGroups([
    {
      ordinal: 0,
      scope: SCOPE,
      type: 'TransitRouter',
      externalId: 'tr-1',
      name: null,
      state: 'Active',
      isSettled: true,
      notCoverable: null,
      router: { externalId: 'tr-1', edition: 'Enterprise', state: 'Active' },
      logsOnTarget: 0,
      logsOfOtherLevel: 0,
      desired: aCenSpec(DESTINATION),
    },
  ])
  if (group === undefined) throw new Error('there is one group')
  const context = {
    account: { provider: 'alibaba-cen', partition: 'alibaba', accountId: ACCOUNT, roleArn: null, externalId: null },
    scope: SCOPE,
    signal: new AbortController().signal,
    timeoutMs: 5_000,
    onCall: (call: CallRecord) => calls.push(call),
  } as const
  const facts = await provider.preflight(context, {
    group,
    installationId: 'any',
    otherReaders: [],
    memo: new PreflightMemo(),
  })
  return evaluatePreflight(group, facts, 'any')
    .checks.filter(({ state }) => state !== 'passed')
    .map(({ id, state, blocks }) => `${id} ${state}${blocks ? ' blocks' : ''}`)
}

const deny = (action: string) => {
  for (const user of admin().world.users.values()) user.deniedActions = [action]
}

describe('preflight against the simulated Alibaba Cloud', () => {
  it.each<[string, () => void, readonly string[]]>([
    ['all in order', () => undefined, []],
    [
      'no transit router service',
      () => void admin().patchAccount(ACCOUNT, { transitRouterServiceOpen: false }),
      ['cen/service failed blocks'],
    ],
    [
      'no service role yet',
      () => void admin().patchAccount(ACCOUNT, { hasFlowLogServiceRole: false }),
      ['cen/service-role warning'],
    ],
    ['no project', () => admin().removeProject(DESTINATION.projectName), ['sls/project unknown']],
    [
      'no Logstore',
      () => void admin().putProject({ ...DESTINATION, accountId: ACCOUNT, regionId: SCOPE.region, logStores: [] }),
      ['sls/log-store warning'],
    ],
    ['no look at the service role', () => deny('ram:GetRole'), ['cen/service-role unknown']],
    ['no look at the project', () => deny('log:GetProject'), ['sls/project unknown']],
  ])('%s', async (_why, arrange, expected) => {
    arrange()
    expect(await open()).toEqual(expected)
  })

  it('takes five reads', async () => {
    await open()
    expect(calls.map(({ operation }) => operation).sort()).toEqual([
      'CheckTransitRouterService',
      'GetIndex',
      'GetLogStore',
      'GetProject',
      'GetRole',
    ])
  })
})

describe('the connection test', () => {
  it('names what the identity lacks beside CEN', async () => {
    deny('ram:GetRole')
    const context = {
      account: { provider: 'alibaba-cen', partition: 'alibaba', accountId: ACCOUNT, roleArn: null, externalId: null },
      scope: SCOPE,
      signal: new AbortController().signal,
      timeoutMs: 5_000,
      onCall: () => undefined,
    } as const
    const checks = await provider.testConnection(context, ['look', 'change', 'to-sls', 'preflight', 'read-records'])
    expect(checks.filter(({ state }) => state === 'failed').map(({ label }) => label)).toEqual(['ram:GetRole'])
    // It looks for the project first, so nothing is known of the right to ask.
    expect(checks.find(({ label }) => label === 'log:GetProject')?.state).toBe('skipped')
    expect(checks.find(({ label }) => label === 'cen:CheckTransitRouterService')?.state).toBe('passed')
  })
})
