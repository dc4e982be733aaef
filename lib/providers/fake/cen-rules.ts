import type { CenFlowLogSpec } from '../../domain/flow-log-spec'
import type { Resource } from '../../domain/resource'
import { GLOBAL_REGION, scopeKey } from '../../domain/scope'
import type { CreateBatch, UpdateStep } from '../provider'
import type { FakeCloudRules, FakeCreateItem, FakeRequest } from './fake-cloud-rules'
import { batchFingerprint, makeLog } from './new-log'
import type { Refusal } from './refusal'
import { refuse } from './refusal'
import type { FakeLog, FakeWorld } from './world'

/** How the fake behaves when it is like Alibaba Cloud CEN. The rules are those of the Cbn API reference (read 2026-11). */
export const CEN_RULES: FakeCloudRules = {
  operations: {
    create: 'CreateFlowlog',
    observe: 'DescribeFlowlogs',
    delete: 'DeleteFlowlog',
    identity: 'GetCallerIdentity',
    assumeRole: 'AssumeRole',
    update: {
      untag: 'UntagResources',
      tag: 'TagResources',
      modify: 'ModifyFlowLogAttribute',
      enable: 'ActiveFlowLog',
      disable: 'DeactiveFlowLog',
    },
    discoverGlobal: ['DescribeChildInstanceRegions', 'DescribeCens', 'ListTransitRouters'],
    discoverRegion: [
      'ListTransitRouterVpcAttachments',
      'ListTransitRouterVpnAttachments',
      'ListTransitRouterVbrAttachments',
      'ListTransitRouterPeerAttachments',
      'ListTransitRouterEcrAttachments',
    ],
  },
  listedBy: {
    DescribeCens: ['CEN', 'TransitRouter'],
    ListTransitRouters: ['TransitRouter'],
    ListTransitRouterVpcAttachments: ['TransitRouterAttachment'],
    ListTransitRouterVpnAttachments: ['TransitRouterAttachment'],
    ListTransitRouterVbrAttachments: ['TransitRouterAttachment'],
    ListTransitRouterPeerAttachments: ['TransitRouterAttachment'],
    ListTransitRouterEcrAttachments: ['TransitRouterAttachment'],
  },
  permission: (operation) =>
    ['GetCallerIdentity', 'AssumeRole'].includes(operation) ? `sts:${operation}` : `cen:${operation}`,
  create: createFlowlog,
  delete(request, externalIds) {
    const { world, scope } = request
    for (const id of externalIds) {
      const log = world.living(scope, id)
      if (!log) throw CEN_RULES.missingLog([id])
      refuseWhileUnsettled(world, log)
      log.state = 'deleting'
      log.settlesTo = 'gone'
      log.settlesAtMs = world.nowMs() + world.settings.deleteDurationMs
    }
  },
  update(request, { operationId, log, step }) {
    const { world } = request
    const token = `${scopeKey(request.scope)}/${operationId}`
    const fingerprint = JSON.stringify([log.externalId, step])
    const remembered = world.recall(token, fingerprint)
    if (remembered === 'mismatch') throw tokenMismatch()
    if (remembered) return
    applyStep(world, log, step)
    world.remember(token, fingerprint, null)
  },
  missingLog: (ids) =>
    refuse('targetMissing', 'InvalidFlowlogId.NotFound', 'The flow log is not found.', {
      reason: 'FlowLogMissing',
      members: ids,
    }),
  throttled: (retryAfterMs) =>
    refuse('throttled', 'Throttling.User', 'Request was denied due to user flow control.', {
      reason: 'Throttled',
      ...(retryAfterMs === null ? {} : { retryAfterMs }),
    }),
  rawStatus: (log) => log.rawStatus ?? RAW_STATUS[log.state],
  lists(resource, scope) {
    if (scope.region === GLOBAL_REGION) return resource.key.type === 'CEN' || resource.key.type === 'TransitRouter'
    return resource.key.type === 'TransitRouterAttachment' && scopeKey(resource.key.scope) === scopeKey(scope)
  },
}

const RAW_STATUS = {
  creating: 'Creating',
  active: 'Active',
  modifying: 'Modifying',
  inactive: 'Inactive',
  deleting: 'Deleting',
  deleted: 'Deleting',
} as const

function createFlowlog(request: FakeRequest, batch: CreateBatch): readonly FakeCreateItem[] {
  const { world, scope } = request
  const token = `${scopeKey(scope)}/${batch.operationId}`
  const fingerprint = batchFingerprint(batch)
  const remembered = world.recall(token, fingerprint)
  if (remembered === 'mismatch') throw tokenMismatch()
  if (remembered) return remembered.answer as readonly FakeCreateItem[]

  const target = batch.targets[0]
  const { spec } = batch
  if (target === undefined || batch.targets.length !== 1 || spec.family !== 'cen') {
    throw refuse('invalid', 'InvalidParameter', 'One call makes one flow log on one target.')
  }
  const partial = request.faults.take('partial', { ...request.probe, resources: [target.externalId] })
  if (partial) throw refuse(partial.errorKind, partial.code, partial.message)
  checkTarget(world, target)
  checkDestination(world, spec)
  checkConflicts(request, target, spec)

  const log = makeLog(request, batch, target, { idPrefix: 'flowlog-', passesCreating: true, reportsDelivery: false })
  const answer: readonly FakeCreateItem[] = [{ kind: 'accepted', target: target.key, externalId: log.externalId }]
  world.remember(token, fingerprint, answer)
  return answer
}

function checkTarget(world: FakeWorld, target: Resource): void {
  const resource = world.resource(target.key)
  const isRouter = target.key.type === 'TransitRouter'
  if (!resource) {
    throw refuse(
      'targetMissing',
      isRouter ? 'InvalidOperation.TransitRouterNotExist' : 'InvalidTransitRouterAttachmentId.NotFound',
      `${target.externalId} is not found.`,
      { reason: 'TargetMissing', members: [target.externalId] },
    )
  }
  if (resource.notCoverable === 'BasicEdition') {
    throw refuse('unsupported', 'OperationUnsupported.action', 'A Basic Edition transit router carries no flow logs.')
  }
  if (!resource.isSettled) {
    throw refuse(
      'busy',
      isRouter ? 'IncorrectStatus.TransitRouterInstance' : 'IncorrectStatus.TransitRouterAttachmentId',
      `${target.externalId} is not in a stable state.`,
      { reason: 'TargetBusy' },
    )
  }
}

function checkDestination(world: FakeWorld, spec: CenFlowLogSpec): void {
  if (world.missingDestinations.has(spec.projectName)) {
    throw refuse('destinationMissing', 'ProjectOrLogstoreNotExist', 'The project or Logstore does not exist.', {
      reason: 'DestinationMissing',
      remedy: 'Create the SLS project and Logstore in the region of the flow log, then retry.',
    })
  }
  if (world.deniedDestinations.has(spec.projectName)) {
    throw refuse('invalid', 'InvalidParameter.ProjectName', 'The project belongs to another region.', {
      reason: 'DestinationInOtherRegion',
    })
  }
}

function checkConflicts(request: FakeRequest, target: Resource, spec: CenFlowLogSpec): void {
  const { world, scope } = request
  const key = scopeKey(scope)
  const living = world.livingLogs().filter((log) => log.scope.accountId === scope.accountId)
  const here = living.filter((log) => scopeKey(log.scope) === key)
  if (here.some((log) => log.targetExternalId === target.externalId)) {
    const code = target.key.type === 'TransitRouter' ? 'RuleExist' : 'Flowlog.AlreayExist'
    throw refuse('conflict', code, `${target.externalId} already has a flow log.`, {
      reason: 'FlowLogAlreadyExists',
      members: [target.externalId],
    })
  }
  const routerId = target.key.type === 'TransitRouter' ? target.externalId : (target.links.transitRouter ?? null)
  const onRouter = routerId === null ? [] : here.filter((log) => log.routerId === routerId)
  const isRouterLevel = target.key.type === 'TransitRouter'
  if (onRouter.some((log) => (log.target.type === 'TransitRouter') !== isRouterLevel && differs(log, spec))) {
    throw refuse('conflict', 'OperationInvalid.IncompatibleFlowlogExist', 'An incompatible flow log exists.', {
      reason: 'IncompatibleFlowLog',
      members: [target.externalId],
    })
  }
  if (living.length >= world.settings.logsPerAccount) {
    throw refuse('quotaExceeded', 'QuotaExceeded.FlowlogCount', 'The quota of flow logs is used up.', {
      reason: 'FlowLogQuota',
    })
  }
  if (onRouter.some(isUnsettled)) throw routerBusy()
}

function differs(log: FakeLog, spec: CenFlowLogSpec): boolean {
  if (log.spec.family !== 'cen') return false
  return log.spec.intervalSeconds !== spec.intervalSeconds || log.spec.logFormatString !== spec.logFormatString
}

function applyStep(world: FakeWorld, log: FakeLog, step: UpdateStep): void {
  switch (step.kind) {
    case 'tag': {
      const tags = { ...log.tags, ...step.tags }
      if (Object.keys(tags).length > 20)
        throw refuse('quotaExceeded', 'InvalidParameter.Tag', 'A flow log holds at most 20 tags.')
      log.tags = tags
      return
    }
    case 'untag':
      log.tags = Object.fromEntries(Object.entries(log.tags).filter(([key]) => !step.keys.includes(key)))
      return
    case 'modify': {
      const settlesTo = log.state === 'inactive' ? 'inactive' : 'active'
      refuseWhileUnsettled(world, log)
      log.spec = { ...log.spec, ...step.members }
      modify(world, log, settlesTo)
      return
    }
    case 'enable':
    case 'disable': {
      refuseWhileUnsettled(world, log)
      const isEnabled = step.kind === 'enable'
      const settlesTo = isEnabled ? 'active' : 'inactive'
      // A redundant call is accepted and changes nothing.
      if (log.state === settlesTo || log.spec.family !== 'cen') return
      log.spec = { ...log.spec, enabled: isEnabled }
      modify(world, log, settlesTo)
    }
  }
}

function modify(world: FakeWorld, log: FakeLog, settlesTo: 'active' | 'inactive'): void {
  log.state = 'modifying'
  log.settlesTo = settlesTo
  log.settlesAtMs = world.nowMs() + world.settings.modifyDurationMs
}

/** Only queries are allowed while this log, or another one of its router, is in a transient state. */
function refuseWhileUnsettled(world: FakeWorld, log: FakeLog): void {
  if (isUnsettled(log)) {
    throw refuse('busy', 'IncorrectStatus.flowlog', 'The status of the flow log does not allow this action.', {
      reason: 'FlowLogBusy',
    })
  }
  const key = scopeKey(log.scope)
  const isLocked = world
    .livingLogs()
    .some((other) => other.routerId === log.routerId && scopeKey(other.scope) === key && isUnsettled(other))
  if (log.routerId !== null && isLocked) throw routerBusy()
}

function isUnsettled(log: FakeLog): boolean {
  return log.state === 'creating' || log.state === 'modifying' || log.state === 'deleting'
}

function routerBusy(): Refusal {
  return refuse(
    'busy',
    'IncorrectStatus.TrFlowlog',
    'The flow logs of this transit router do not allow this action now.',
    {
      reason: 'RouterBusy',
    },
  )
}

function tokenMismatch(): Refusal {
  return refuse('invalid', 'IdempotentParameterMismatch', 'The client token was used with other parameters before.')
}
