import type { ProviderId } from '../../lib/domain/provider-id'
import { GLOBAL_REGION, scopeKey } from '../../lib/domain/scope'
import type { AccountConnection, CallRecord } from '../../lib/providers/provider'
import { createFakeCloud } from '../../lib/providers/fake/fake-cloud'
import type { FakeFaultEffect } from '../../lib/providers/fake/faults'
import { createManualClock } from '../../lib/providers/fake/manual-clock'
import { AWS_SCOPE, CEN_SCOPE, aResource, awsResources, cenResources } from './fake-resources'
import { IN_PLACE_SAMPLES } from './in-place-samples'
import type { ContractFault, ContractHarness, ContractOperation } from './provider/harness'
import { sampleSpec } from './sample-specs'

const OPERATIONS: Readonly<Record<ProviderId, Readonly<Record<ContractOperation, string>>>> = {
  'aws-ec2': { create: 'CreateFlowLogs', observe: 'DescribeFlowLogs', delete: 'DeleteFlowLogs' },
  'alibaba-cen': { create: 'CreateFlowlog', observe: 'DescribeFlowlogs', delete: 'DeleteFlowlog' },
}

const DENIED: Readonly<Record<ProviderId, { operation: string; permission: string }>> = {
  'aws-ec2': { operation: 'DescribeSubnets', permission: 'ec2:DescribeSubnets' },
  'alibaba-cen': { operation: 'ListTransitRouterVbrAttachments', permission: 'cen:ListTransitRouterVbrAttachments' },
}

/** A fake cloud with a small world, as the contract suite wants it. */
export async function makeFakeHarness(like: ProviderId): Promise<ContractHarness> {
  const clock = createManualClock()
  const cloud = createFakeCloud({ like, clock })
  const scope = like === 'aws-ec2' ? AWS_SCOPE : CEN_SCOPE
  const resources = like === 'aws-ec2' ? awsResources() : cenResources()
  cloud.addResources(...resources)
  cloud.setRegions(scope.accountId, [{ region: scope.region, isEnabled: true }])
  const account: AccountConnection = {
    provider: like,
    partition: scope.partition,
    accountId: scope.accountId,
    roleArn: 'arn:aws:iam::111122223333:role/weir',
    externalId: 'external-id-of-the-test',
  }
  const calls: CallRecord[] = []
  const targetType = like === 'aws-ec2' ? 'VPC' : 'TransitRouterAttachment'

  const effectOf = (fault: ContractFault): FakeFaultEffect => {
    switch (fault.kind) {
      case 'throttle':
      case 'loseReply':
      case 'loseRequest':
      case 'hang':
      case 'hideFresh':
        return fault
      case 'partial':
        return {
          kind: 'partial',
          errorKind: 'destinationMissing',
          code: '400',
          message: 'LogDestination: x does not exist.',
        }
      case 'htmlError':
      case 'truncatedBody':
        throw new Error(`the fake has no wire that could suffer ${fault.kind}`)
    }
  }
  const foreignSpec = () => sampleSpec(like, scope, 99)
  const free = () =>
    resources.filter(
      (one) => one.key.type === targetType && !cloud.logs().some((log) => log.targetExternalId === one.externalId),
    )

  return {
    provider: cloud.provider,
    scope,
    globalScope: { ...scope, region: GLOBAL_REGION },
    suffers: new Set(['throttle', 'loseReply', 'loseRequest', 'hang', 'hideFresh', 'partial']),
    errorFixtures: (['create', 'observe', 'delete'] as const).map((operation) => ({
      operation,
      status: 403,
      code: 'Refused.For.The.Test',
      message: 'This answer was ordered.',
      kind: 'denied',
    })),
    inPlace: IN_PLACE_SAMPLES[like],
    pageSize: null,
    settleMs: 15_000,
    calls,
    context: (overrides = {}) => ({
      account,
      scope,
      signal: new AbortController().signal,
      timeoutMs: 10_000,
      onCall: (call) => calls.push(call),
      ...overrides,
    }),
    freshTargets: async (count) => free().slice(0, count),
    missingTarget: async () => {
      const known = resources.find((one) => one.key.type === targetType)
      return aResource(
        scope,
        targetType,
        `${targetType === 'VPC' ? 'vpc' : 'tr-attach'}-0dead0dead0dead00`,
        known?.links ?? {},
      )
    },
    spec: (number) => sampleSpec(like, scope, number),
    advance: async (ms) => clock.advance(ms),
    inject: async (operation, fault) => {
      const resource = fault.kind === 'partial' ? { resource: fault.targetExternalId } : {}
      cloud.postFault({ match: { operation: OPERATIONS[like][operation], ...resource }, effect: effectOf(fault) })
    },
    injectError: async ({ operation, code, message, kind }) =>
      cloud.postFault({
        match: { operation: OPERATIONS[like][operation] },
        effect: { kind: 'refuse', errorKind: kind, code, message },
      }),
    deny: async () => {
      const { operation, permission } = DENIED[like]
      cloud.postFault({
        match: { operation },
        effect: { kind: 'refuse', errorKind: 'denied', code: 'NotAllowed', message: 'You may not do this.' },
        times: null,
      })
      return { permission }
    },
    wrongRole: () => {
      const refused = { kind: 'refuse', errorKind: 'denied', code: 'AccessDenied', message: 'Not authorized.' } as const
      cloud.postFault({ match: { operation: 'AssumeRole' }, effect: refused, times: null })
      return { ...account, roleArn: 'arn:aws:iam::111122223333:role/another' }
    },
    addForeignLogs: async (count) =>
      Array.from({ length: count }, (_, index) => {
        // From the end, so that fresh targets stay at the front.
        const targets = free()
        return cloud.addForeignLog({ target: targets[targets.length - 1 - (index % 2)]!, spec: foreignSpec() })
      }),
    addStrangeLog: async (rawStatus) => cloud.addForeignLog({ target: free().at(-1)!, spec: foreignSpec(), rawStatus }),
    truth: async () =>
      cloud
        .logs()
        .filter((log) => scopeKey(log.scope) === scopeKey(scope))
        .map((log) => ({ externalId: log.externalId, targetExternalId: log.targetExternalId, tags: { ...log.tags } })),
    seenByCloud: async () => cloud.calls.length,
    close: async () => undefined,
  }
}
