import { canonicalJson } from '../../domain/json'
import type { Resource } from '../../domain/resource'
import { scopeKey } from '../../domain/scope'
import type { CreateBatch } from '../provider'
import { capabilitiesOf } from '../capabilities'
import type { FakeCloudRules, FakeCreateItem, FakeRequest } from './fake-cloud-rules'
import { batchFingerprint, makeLog } from './new-log'
import type { Refusal } from './refusal'
import { refuse } from './refusal'
import type { FakeLog } from './world'

const DUPLICATE_MESSAGE = 'There is an existing Flow Log with the same configuration and log destination.'

/** How the fake behaves when it is like AWS EC2. The rules are those of the EC2 API Reference (read 2026-11). */
export const AWS_RULES: FakeCloudRules = {
  operations: {
    create: 'CreateFlowLogs',
    observe: 'DescribeFlowLogs',
    delete: 'DeleteFlowLogs',
    identity: 'GetCallerIdentity',
    assumeRole: 'AssumeRole',
    update: { tag: 'CreateTags', untag: 'DeleteTags', modify: null, enable: null, disable: null },
    discoverGlobal: ['DescribeRegions'],
    discoverRegion: [
      'DescribeVpcs',
      'DescribeSubnets',
      'DescribeTransitGateways',
      'DescribeTransitGatewayAttachments',
      'DescribeNatGateways',
    ],
  },
  listedBy: {
    DescribeVpcs: ['VPC'],
    DescribeSubnets: ['Subnet'],
    DescribeTransitGateways: ['TransitGateway'],
    DescribeTransitGatewayAttachments: ['TransitGatewayAttachment'],
    DescribeNatGateways: ['RegionalNatGateway'],
  },
  permission: (operation) =>
    ['GetCallerIdentity', 'AssumeRole'].includes(operation) ? `sts:${operation}` : `ec2:${operation}`,
  create: createFlowLogs,
  delete(request, externalIds) {
    const missing = externalIds.filter((id) => request.world.living(request.scope, id) === null)
    // One unknown id refuses the whole request, and the answer names them all.
    if (missing.length > 0) throw AWS_RULES.missingLog(missing)
    for (const id of externalIds) {
      const log = request.world.living(request.scope, id)
      if (!log) continue
      if (request.world.settings.visibilityDelayMs === 0) request.world.drop(id)
      else {
        log.state = 'deleted'
        log.settlesTo = 'gone'
        log.settlesAtMs = request.world.nowMs() + request.world.settings.visibilityDelayMs
      }
    }
  },
  update(_request, { log, step }) {
    switch (step.kind) {
      case 'tag': {
        const tags = { ...log.tags, ...step.tags }
        if (Object.keys(tags).length > 50)
          throw refuse(
            'quotaExceeded',
            'TagLimitExceeded',
            'The maximum number of Tags for a resource has been reached.',
          )
        log.tags = tags
        return
      }
      case 'untag':
        log.tags = Object.fromEntries(Object.entries(log.tags).filter(([key]) => !step.keys.includes(key)))
        return
      case 'modify':
      case 'enable':
      case 'disable':
        throw refuse('unsupported', 'UnsupportedOperation', `A flow log cannot be changed by "${step.kind}".`)
    }
  },
  missingLog: (ids) =>
    refuse(
      'targetMissing',
      'InvalidFlowLogId.NotFound',
      `These flow log ids in the input list are not found: [TotalCount: ${ids.length}] ${ids.join(', ')}`,
      { reason: 'FlowLogMissing', members: ids },
    ),
  throttled: (retryAfterMs) =>
    refuse('throttled', 'RequestLimitExceeded', 'Request limit exceeded.', {
      reason: 'Throttled',
      ...(retryAfterMs === null ? {} : { retryAfterMs }),
    }),
  rawStatus: (log) => log.rawStatus ?? 'ACTIVE',
  lists: (resource, scope) => scopeKey(resource.key.scope) === scopeKey(scope),
}

function createFlowLogs(request: FakeRequest, batch: CreateBatch): readonly FakeCreateItem[] {
  const { world, scope } = request
  const token = `${scopeKey(scope)}/${batch.operationId}`
  const fingerprint = batchFingerprint(batch)
  const remembered = world.recall(token, fingerprint)
  if (remembered === 'mismatch') {
    throw refuse('invalid', 'IdempotentParameterMismatch', 'The client token was used with other parameters before.')
  }
  if (remembered) return remembered.answer as readonly FakeCreateItem[]

  checkBatch(batch)
  const known = batch.targets.map((target) => [target, world.resource(target.key)] as const)
  const missing = known.filter(([, resource]) => resource === null).map(([target]) => target)
  if (missing[0]) throw targetMissing(missing[0])

  const existing = logsByTarget(request)
  const items: FakeCreateItem[] = []
  const planned: Resource[] = []
  for (const target of batch.targets) {
    const refusal = refuseTarget(request, batch, target, existing.get(target.externalId) ?? [])
    if (refusal?.code === 'FlowLogAlreadyExists' && world.settings.duplicateScope === 'request') {
      throw refuse('conflict', 'FlowLogAlreadyExists', DUPLICATE_MESSAGE, {
        // The answer names nobody; with a single target there is nobody else it could mean.
        members: batch.targets.length === 1 ? [target.externalId] : [],
      })
    }
    if (refusal) items.push({ kind: 'refused', target: target.key, refusal })
    else planned.push(target)
  }
  const made = new Map(
    planned.map((target) => [
      target,
      makeLog(request, batch, target, { idPrefix: 'fl-', passesCreating: false, reportsDelivery: true }),
    ]),
  )
  const answer = batch.targets.map((target): FakeCreateItem => {
    const log = made.get(target)
    if (log) return { kind: 'accepted', target: target.key, externalId: log.externalId }
    const item = items.find((candidate) => candidate.target === target.key)
    if (!item) throw new Error('every target is either made or refused')
    return item
  })
  world.remember(token, fingerprint, answer)
  return answer
}

function checkBatch(batch: CreateBatch): void {
  const type = batch.targets[0]?.key.type
  const family = capabilitiesOf('aws-ec2').families.find((candidate) => candidate.targetTypes.some((t) => t === type))
  if (type === undefined || family === undefined) {
    throw refuse(
      'invalid',
      'MissingParameter',
      'The request must contain the parameter ResourceIds of a loggable type.',
    )
  }
  if (batch.targets.length > family.maxCreateBatch) {
    throw refuse('invalid', 'InvalidParameterValue', `At most ${family.maxCreateBatch} resource ids can be named.`)
  }
  if (batch.targets.some((target) => target.key.type !== type)) {
    throw refuse('invalid', 'InvalidParameterValue', `Every resource id must be of the type ${type}.`)
  }
}

function refuseTarget(
  request: FakeRequest,
  batch: CreateBatch,
  target: Resource,
  existing: readonly FakeLog[],
): Refusal | null {
  const { world, faults, probe } = request
  const { spec } = batch
  if (spec.family === 'cen') return refuse('invalid', 'InvalidParameter', 'This is not an EC2 flow log.')
  const partial = faults.take('partial', { ...probe, resources: [target.externalId] })
  if (partial) return refuse(partial.errorKind, partial.code, partial.message)
  if (world.missingDestinations.has(spec.logDestination)) {
    return refuse('destinationMissing', '400', `LogDestination: ${shortName(spec.logDestination)} does not exist.`, {
      reason: 'DestinationMissing',
      remedy: 'Create the destination, or name another one, then retry.',
    })
  }
  if (world.deniedDestinations.has(spec.logDestination)) {
    return refuse(
      'propagating',
      '400',
      `Access Denied for LogDestination: ${shortName(spec.logDestination)}. Please check LogDestination permission`,
      { reason: 'DestinationAccessDenied' },
    )
  }
  if (existing.some((log) => isDuplicate(log, batch, world.settings.duplicateMode))) {
    return refuse('conflict', 'FlowLogAlreadyExists', DUPLICATE_MESSAGE, { members: [target.externalId] })
  }
  if (existing.length >= world.settings.logsPerTarget) {
    return refuse(
      'quotaExceeded',
      'FlowLogsLimitExceeded',
      'The maximum number of flow logs for this resource has been reached.',
      { reason: 'FlowLogQuota' },
    )
  }
  return null
}

function isDuplicate(log: FakeLog, batch: CreateBatch, mode: 'destination-only' | 'full-config'): boolean {
  if (log.spec.family === 'cen' || batch.spec.family === 'cen') return false
  if (log.spec.logDestination !== batch.spec.logDestination) return false
  if (mode === 'destination-only') return true
  const withoutTags = (spec: object) => canonicalJson({ ...spec, tags: {} })
  return withoutTags(log.spec) === withoutTags(batch.spec)
}

function logsByTarget(request: FakeRequest): Map<string, FakeLog[]> {
  const byTarget = new Map<string, FakeLog[]>()
  const key = scopeKey(request.scope)
  for (const log of request.world.livingLogs()) {
    if (scopeKey(log.scope) !== key) continue
    byTarget.set(log.targetExternalId, [...(byTarget.get(log.targetExternalId) ?? []), log])
  }
  return byTarget
}

const MISSING_CODE: Readonly<Record<string, string>> = {
  VPC: 'InvalidVpcID.NotFound',
  Subnet: 'InvalidSubnetID.NotFound',
  NetworkInterface: 'InvalidNetworkInterfaceID.NotFound',
  TransitGateway: 'InvalidTransitGatewayID.NotFound',
  TransitGatewayAttachment: 'InvalidTransitGatewayAttachmentID.NotFound',
  RegionalNatGateway: 'NatGatewayNotFound',
}

function targetMissing(target: Resource): Refusal {
  return refuse(
    'targetMissing',
    MISSING_CODE[target.key.type] ?? 'InvalidParameterValue',
    `The ID '${target.externalId}' does not exist`,
    { reason: 'TargetMissing', members: [target.externalId] },
  )
}

function shortName(arn: string): string {
  return arn.slice(arn.lastIndexOf(':') + 1)
}
