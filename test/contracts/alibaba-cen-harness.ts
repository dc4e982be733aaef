import { GLOBAL_REGION, type ScopeRef } from '../../lib/domain/scope'
import type { Resource } from '../../lib/domain/resource'
import { createAlibabaCenProvider } from '../../lib/providers/alibaba-cen/provider'
import type { AccountConnection, CallContext, CallRecord } from '../../lib/providers/provider'
import { BASE_IDENTITY } from '../../simulator/alibaba/identities'
import type { SimFlowLog } from '../../simulator/alibaba/world-types'
import { TEST_WORLD } from '../../simulator/alibaba/worlds/test-world'
import { createManualClock } from '../../simulator/core/clock'
import type { FaultEffect } from '../../simulator/core/faults'
import { startSimulator } from '../../simulator/server'
import { CEN_ERROR_FIXTURES } from './alibaba-cen-error-fixtures'
import { IN_PLACE_SAMPLES } from './in-place-samples'
import type { ContractFault, ContractHarness, ContractOperation } from './provider/harness'
import { sampleSpec } from './sample-specs'

const OPERATIONS: Readonly<Record<ContractOperation, string>> = {
  create: 'CreateFlowlog',
  observe: 'DescribeFlowlogs',
  delete: 'DeleteFlowlog',
}

/** Longer than any caller of the suite waits, short enough not to be noticed at the end of a test. */
const HANG_MS = 1_000

/** The real client against the simulator, through an assumed role, as the contract suite wants it. */
export async function makeAlibabaCenHarness(): Promise<ContractHarness> {
  const manual = createManualClock()
  // Time is moved by hand, but an answer that hangs really hangs.
  const clock = {
    ...manual,
    sleep: (ms: number) =>
      ms <= 0 ? Promise.resolve() : new Promise<void>((resolve) => setTimeout(resolve, ms).unref()),
  }
  const simulator = await startSimulator({ world: 'test', clock })
  const { admin } = simulator.admin.clouds.alibaba
  const accountId = TEST_WORLD.mainAccountId
  admin.world.addRole({
    accountId,
    roleName: BASE_IDENTITY.roleName,
    roleId: '300000000000000001',
    trustedAccountIds: [accountId],
    externalId: BASE_IDENTITY.externalId,
    maxSessionSeconds: 3600,
    deniedActions: [],
  })
  const scope: ScopeRef = { provider: 'alibaba-cen', partition: 'alibaba', accountId, region: 'cn-hangzhou' }
  const globalScope = { ...scope, region: GLOBAL_REGION }
  const account: AccountConnection = {
    provider: 'alibaba-cen',
    partition: 'alibaba',
    accountId,
    roleArn: `acs:ram::${accountId}:role/${BASE_IDENTITY.roleName}`,
    externalId: BASE_IDENTITY.externalId,
  }
  const provider = createAlibabaCenProvider({
    endpoints: { all: simulator.url },
    baseCredentials: { getCredentials: () => Promise.resolve(BASE_IDENTITY) },
  })
  const calls: CallRecord[] = []
  const context: ContractHarness['context'] = (overrides = {}): CallContext => ({
    account,
    scope,
    signal: new AbortController().signal,
    timeoutMs: 10_000,
    onCall: (call) => calls.push(call),
    ...overrides,
  })

  const options = { includeInterfaces: true, knownRouters: [] }
  const global = await provider.discover(context({ scope: globalScope }), options)
  const knownRouters = global.resources.filter((one) => one.key.type === 'TransitRouter')
  const region = await provider.discover(context(), { ...options, knownRouters })
  // What the preparation called is nothing that a test did.
  calls.length = 0

  const hasLog = (resource: Resource): boolean =>
    admin.flowLogs().some((log) => `${log.transitRouterId}/${log.attachmentId}` === resource.key.localKey)
  const here = (log: SimFlowLog): boolean => log.accountId === accountId && log.regionId === scope.region

  let foreign = 0
  const addForeign = (rawStatus: string): string => {
    foreign += 1
    const number = String(foreign).padStart(3, '0')
    return admin.putFlowLog({
      flowLogId: `flowlog-foreign0000000${number}`,
      accountId,
      regionId: scope.region,
      cenId: 'cen-foreign00000000001',
      transitRouterId: 'tr-foreign000000000001',
      attachmentId: `tr-attach-foreign0000${number}`,
      projectName: 'foreign-project',
      logStoreName: 'flow-logs',
      logFormatString: '',
      intervalSeconds: 600,
      name: `foreign-${number}`,
      description: '',
      tags: [{ key: 'managed-by', value: 'terraform' }],
      // The listing of the real cloud may one day hold a word that nobody knows yet.
      status: rawStatus as SimFlowLog['status'],
      version: '3',
      creationTime: '2025-06-17T06:42:10Z',
      transition: null,
      createdBy: 'seed',
      clientToken: '',
    }).flowLogId
  }

  return {
    provider,
    scope,
    globalScope,
    suffers: new Set(['throttle', 'loseReply', 'loseRequest', 'hang', 'htmlError', 'truncatedBody', 'hideFresh']),
    errorFixtures: CEN_ERROR_FIXTURES,
    inPlace: IN_PLACE_SAMPLES['alibaba-cen'],
    pageSize: 50,
    settleMs: 21_000,
    calls,
    context,
    freshTargets: (count) =>
      Promise.resolve(region.resources.filter((one) => one.isSettled && !hasLog(one)).slice(0, count)),
    missingTarget: () => {
      const known = region.resources.find((one) => one.isSettled)
      if (known === undefined) throw new Error('the test world has no attachment')
      const externalId = 'tr-attach-0dead0dead0dead0'
      const localKey = `${String(known.links.transitRouter)}/${externalId}`
      return Promise.resolve({ ...known, externalId, key: { ...known.key, localKey } })
    },
    spec: (number) => sampleSpec('alibaba-cen', scope, number),
    advance: (ms) => {
      clock.advance(ms)
      return Promise.resolve()
    },
    inject: (operation, fault) => {
      simulator.admin.postFault({
        match: { cloud: 'alibaba', operation: OPERATIONS[operation] },
        effect: effectOf(fault),
      })
      return Promise.resolve()
    },
    injectError: ({ operation, status, code, message }) => {
      simulator.admin.postFault({
        match: { cloud: 'alibaba', operation: OPERATIONS[operation] },
        effect: { kind: 'error', status, code, message },
      })
      return Promise.resolve()
    },
    deny: () => {
      admin.patchRole(accountId, { deniedActions: ['cen:ListTransitRouterVbrAttachments'] })
      return Promise.resolve({ permission: 'cen:ListTransitRouterVbrAttachments' })
    },
    wrongRole: () => ({ ...account, roleArn: `acs:ram::${accountId}:role/NoSuchRole` }),
    addForeignLogs: (count) => Promise.resolve(Array.from({ length: count }, () => addForeign('Active'))),
    addStrangeLog: (rawStatus) => Promise.resolve(addForeign(rawStatus)),
    truth: () =>
      Promise.resolve(
        admin
          .flowLogs()
          .filter(here)
          .map((log) => ({
            externalId: log.flowLogId,
            targetExternalId: log.attachmentId === '' ? log.transitRouterId : log.attachmentId,
            tags: Object.fromEntries(log.tags.map(({ key, value }) => [key, value])),
          })),
      ),
    seenByCloud: () => Promise.resolve(simulator.admin.meter.count({ cloud: 'alibaba' })),
    close: () => simulator.close(),
  }
}

function effectOf(fault: ContractFault): FaultEffect {
  switch (fault.kind) {
    case 'throttle':
    case 'loseReply':
    case 'loseRequest':
    case 'truncatedBody':
    case 'hideFresh':
      return fault
    case 'hang':
      return { kind: 'delay', ms: HANG_MS }
    case 'htmlError':
      return { kind: 'htmlError', status: 502 }
    case 'partial':
      throw new Error('one call makes one flow log: nothing can fail in part')
  }
}
