import { createHash } from 'node:crypto'
import { allows, endDryRun, requirePermission, type AwsCall, type Operation } from '../call'
import { canAssume, FLOW_LOGS_SERVICE, LOG_DELIVERY_SERVICE } from '../delivery'
import type { AwsSettings } from '../../core/settings'
import { destinationKey, parseDestination } from '../destination'
import { AwsRefusal, type AwsErrorCode } from '../errors'
import { readFlowLogRequest, requestHash, type FlowLogRequest } from '../flow-log-request'
import { streamArn, tokenKey } from '../world'
import type { AnyResource, FlowLog, ResourceType, UnsuccessfulItem } from '../world-types'
import { unsuccessfulXml } from './unsuccessful'

/** CreateFlowLogs. Source: EC2 API reference, CreateFlowLogs; VPC user guide, flow logs; read 2026-11. */
export const createFlowLogs: Operation = {
  service: 'ec2',
  latency: 'create',
  bucket: () => 'mutate',
  action: 'ec2:CreateFlowLogs',
  known: new Set([
    'DryRun',
    'ClientToken',
    'DeliverLogsPermissionArn',
    'DeliverCrossAccountRole',
    'LogGroupName',
    'ResourceId.N',
    'ResourceType',
    'TrafficType',
    'LogDestinationType',
    'LogDestination',
    'LogFormat',
    'TagSpecification.N.ResourceType',
    'TagSpecification.N.Tag.N.Key',
    'TagSpecification.N.Tag.N.Value',
    'MaxAggregationInterval',
    'DestinationOptions.FileFormat',
    'DestinationOptions.HiveCompatiblePartitions',
    'DestinationOptions.PerHourPartition',
    'TagFieldSpecification.N.ResourceType',
    'TagFieldSpecification.N.TagKey.N',
  ]),
  resources: (parameters) => parameters.list('ResourceId'),
  perform: (call) => {
    endDryRun(call)
    const token = readClientToken(call)
    const hash = requestHash(call.parameters)
    const key = tokenKey(call.accountId, call.region, token ?? '')
    const remembered = token === null ? undefined : call.world.tokens.get(key)
    if (remembered && call.nowMs - remembered.usedAtMs < call.context.settings.aws.clientTokenMemoryMs) {
      // Only successes are remembered: a request that failed is processed again.
      if (remembered.requestHash !== hash) throw new AwsRefusal('IdempotentParameterMismatch')
      return answer(remembered.token, remembered.flowLogIds, remembered.unsuccessful)
    }

    const request = readFlowLogRequest(call.parameters, call.context.settings.aws, call)
    requireCreatePermissions(call, request)
    const resources = request.resourceIds.map((id) => findResource(call, request.resourceType, id))
    checkRoles(call, request)
    const { flowLogs, unsuccessful } = createEach(call, request, resources, token)
    for (const flowLog of flowLogs) call.world.flowLogs.add(flowLog)

    // The order of ids is not documented to follow the resources, so it does not: clients must pair them by describing.
    const flowLogIds = flowLogs.map((flowLog) => flowLog.id).sort()
    const { accountId, region, nowMs: usedAtMs } = call
    const shownToken = token ?? generatedToken(flowLogIds, usedAtMs)
    if (token !== null) {
      call.world.tokens.set(key, { accountId, region, token, requestHash: hash, usedAtMs, flowLogIds, unsuccessful })
    }
    call.context.markChanged()
    return answer(shownToken, flowLogIds, unsuccessful)
  },
}

function answer(clientToken: string, flowLogIds: readonly string[], unsuccessful: readonly UnsuccessfulItem[]) {
  return { clientToken, flowLogIdSet: flowLogIds, unsuccessful: unsuccessfulXml(unsuccessful) }
}

function readClientToken(call: AwsCall): string | null {
  const token = call.parameters.text('ClientToken')
  if (token === undefined) return null
  if (!/^[\x21-\x7e]{1,64}$/.test(token)) throw new AwsRefusal('InvalidClientToken')
  return token
}

function generatedToken(flowLogIds: readonly string[], nowMs: number): string {
  return createHash('sha256')
    .update(`${flowLogIds.join(',')} ${nowMs}`)
    .digest('base64url')
    .slice(0, 44)
}

/** Source: VPC user guide, IAM for flow logs; service authorization reference, Amazon EC2. */
function requireCreatePermissions(call: AwsCall, request: FlowLogRequest): void {
  if (request.tags.length > 0) requirePermission(call, 'ec2:CreateTags')
  if (request.destinationType === 'cloud-watch-logs')
    requirePermission(call, 'iam:PassRole', request.permissionArn ?? '*')
  else requirePermission(call, 'logs:CreateLogDelivery')
  if (request.destinationType === 'kinesis-data-firehose') requirePermission(call, 'firehose:TagDeliveryStream')
  if (request.formatFields.some((field) => field.startsWith('ecs-'))) requirePermission(call, 'ecs:ListClusters')
  if (request.tagFieldSpecifications.length > 0) requirePermission(call, 'ec2:DescribeTags')
}

const KINDS: Readonly<Record<ResourceType, AnyResource['kind']>> = {
  VPC: 'vpc',
  Subnet: 'subnet',
  NetworkInterface: 'network-interface',
  TransitGateway: 'transit-gateway',
  TransitGatewayAttachment: 'transit-gateway-attachment',
  RegionalNatGateway: 'nat-gateway',
  CoreNetwork: 'core-network-part',
  CoreNetworkAttachment: 'core-network-part',
  CoreNetworkEdge: 'core-network-part',
}

const NOT_FOUND: Readonly<Record<ResourceType, { readonly code: AwsErrorCode; readonly noun: string }>> = {
  VPC: { code: 'InvalidVpcID.NotFound', noun: 'vpc ID' },
  Subnet: { code: 'InvalidSubnetID.NotFound', noun: 'subnet ID' },
  NetworkInterface: { code: 'InvalidNetworkInterfaceID.NotFound', noun: 'networkInterface ID' },
  TransitGateway: { code: 'InvalidTransitGatewayID.NotFound', noun: 'transitGateway ID' },
  TransitGatewayAttachment: { code: 'InvalidTransitGatewayAttachmentID.NotFound', noun: 'transitGatewayAttachment ID' },
  RegionalNatGateway: { code: 'NatGatewayNotFound', noun: 'natGateway ID' },
  CoreNetwork: { code: 'InvalidParameterValue', noun: 'core network ID' },
  CoreNetworkAttachment: { code: 'InvalidParameterValue', noun: 'core network attachment ID' },
  CoreNetworkEdge: { code: 'InvalidParameterValue', noun: 'core network edge ID' },
}

function findResource(call: AwsCall, type: ResourceType, id: string): AnyResource {
  const resource = call.world.resources.get(id)
  const sees = resource && (resource.ownerId === call.accountId || resource.sharedWith.includes(call.accountId))
  if (!resource || !sees || resource.region !== call.region || resource.kind !== KINDS[type]) {
    const { code, noun } = NOT_FOUND[type]
    throw new AwsRefusal(code, `The ${noun} '${id}' does not exist`)
  }
  // Source: VPC user guide, shared VPCs: participants log only the interfaces they own; transit gateways: the owner does.
  if (resource.ownerId !== call.accountId) {
    throw new AwsRefusal(
      'UnauthorizedOperation',
      `You are not authorized to perform this operation. The ${NOT_FOUND[type].noun} '${id}' belongs to account ${resource.ownerId}`,
    )
  }
  if (resource.kind === 'nat-gateway' && resource.availabilityMode !== 'regional') {
    throw new AwsRefusal('InvalidParameterValue', `The NAT gateway '${id}' is not regional`)
  }
  if (resource.kind === 'core-network-part' && resource.resourceType !== type) {
    throw new AwsRefusal('InvalidParameterValue', `The resource id ${id} does not match the resource type ${type}`)
  }
  return resource
}

/** Whether the roles named in the request can be used by the service that delivers. */
function checkRoles(call: AwsCall, request: FlowLogRequest): void {
  if (request.destinationType === 's3' || request.permissionArn === null) return
  const service = request.destinationType === 'cloud-watch-logs' ? FLOW_LOGS_SERVICE : LOG_DELIVERY_SERVICE
  const role = call.world.roles.get(request.permissionArn)
  if (role?.accountId !== call.accountId || !canAssume(role, service)) {
    throw new AwsRefusal('InvalidParameter', 'Unable to assume given IAM role')
  }
  if (request.crossAccountRole !== null && !call.world.roles.has(request.crossAccountRole)) {
    throw new AwsRefusal('InvalidParameter', 'Unable to assume given IAM role')
  }
}

function createEach(
  call: AwsCall,
  request: FlowLogRequest,
  resources: readonly AnyResource[],
  token: string | null,
): { readonly flowLogs: readonly FlowLog[]; readonly unsuccessful: readonly UnsuccessfulItem[] } {
  const { settings, faults } = call.context
  const wholeDestination = destinationProblem(call, request)
  const duplicateMode = settings.aws.lax.acceptsDuplicates ? 'none' : settings.aws.duplicateMode
  const flowLogs: FlowLog[] = []
  const unsuccessful: UnsuccessfulItem[] = []
  const fail = (resourceId: string, code: string, message: string): void => {
    unsuccessful.push({ resourceId, code, message })
  }
  const seen = new Set<string>()
  for (const { id } of resources) {
    const existing = call.world.flowLogs.aliveOn(call.accountId, id)
    if (seen.has(id) || existing.some((flowLog) => isDuplicate(flowLog, request, duplicateMode))) {
      if (settings.aws.duplicateScope === 'request') throw new AwsRefusal('FlowLogAlreadyExists')
      fail(id, 'FlowLogAlreadyExists', new AwsRefusal('FlowLogAlreadyExists').message)
      continue
    }
    seen.add(id)
    if (existing.length >= settings.aws.flowLogsPerResource) {
      // Nobody wrote down how a batch answers: one resource refuses the request, among several only that one fails.
      if (resources.length === 1) throw new AwsRefusal('FlowLogsLimitExceeded')
      fail(id, 'FlowLogsLimitExceeded', new AwsRefusal('FlowLogsLimitExceeded').message)
      continue
    }
    if (wholeDestination !== null) {
      fail(id, '400', wholeDestination)
      continue
    }
    const partial = faults.take('partial', { ...call.probe, resources: [id] })
    if (partial) fail(id, partial.code, partial.message)
    else flowLogs.push(newFlowLog(call, request, id, token))
  }
  return { flowLogs, unsuccessful }
}

/** Source: what makes two flow logs the same is not documented; both readings are simulated, and a cloud that takes all. */
function isDuplicate(existing: FlowLog, request: FlowLogRequest, mode: AwsSettings['duplicateMode']): boolean {
  if (mode === 'none') return false
  const sameDestination =
    destinationKey(existing.destinationType, existing.logDestination, existing.logGroupName) ===
    destinationKey(request.destinationType, request.logDestination, request.logGroupName)
  if (!sameDestination || mode === 'destination-only') return sameDestination
  return (
    existing.trafficType === request.trafficType &&
    existing.logFormat === request.logFormat &&
    existing.aggregationSeconds === request.aggregationSeconds &&
    existing.permissionArn === request.permissionArn &&
    existing.crossAccountRole === request.crossAccountRole &&
    JSON.stringify(existing.destinationOptions) === JSON.stringify(request.destinationOptions)
  )
}

/**
 * What is wrong with the destination at this moment, as the message of every item; null when nothing is. Log groups are
 * not looked at: a missing one shows only later, in the delivery status.
 */
function destinationProblem(call: AwsCall, request: FlowLogRequest): string | null {
  const destination = parseDestination(request.destinationType, request.logDestination ?? '')
  if (destination?.type === 's3') {
    const bucket = call.world.buckets.get(destination.bucket)
    if (!bucket) return `LogDestination: ${destination.bucket} does not exist.`
    if (bucket.delivery === 'policy-full') throw new AwsRefusal('LogDestinationPermissionIssue')
    if (bucket.delivery === 'undeliverable') return `LogDestination: ${destination.bucket} is undeliverable`
    // Whoever owns the bucket and may write its policy gets the statement added by the service itself.
    const addsPolicy =
      bucket.accountId === call.accountId && allows(call.principal.allowedActions, 's3:PutBucketPolicy')
    const isLetIn = bucket.allowedAccounts?.includes(call.accountId) ?? true
    if (bucket.delivery === 'denied' || (!isLetIn && !addsPolicy)) {
      return `Access Denied for LogDestination: ${destination.bucket}. Please check LogDestination permission`
    }
    if (!isLetIn) bucket.allowedAccounts?.push(call.accountId)
  }
  if (destination?.type === 'kinesis-data-firehose') {
    const stream = call.world.streams.get(streamArn(destination.accountId, destination.region, destination.name))
    if (!stream) {
      throw new AwsRefusal('LogDestinationNotFound', `LogDestination: ${request.logDestination ?? ''} was not found.`)
    }
    // Source: Firehose delivery marks the stream with this tag.
    if (!stream.tags.some((tag) => tag.key === 'LogDeliveryEnabled')) {
      stream.tags.push({ key: 'LogDeliveryEnabled', value: 'true' })
    }
  }
  return null
}

function newFlowLog(call: AwsCall, request: FlowLogRequest, resourceId: string, token: string | null): FlowLog {
  const { context, world, nowMs } = call
  const { aws } = context.settings
  const probe = { ...call.probe, resources: [resourceId] }
  const hidden = context.faults.take('hideFresh', probe)
  const isNeverDelivered = context.faults.take('noDelivery', probe) !== undefined
  const failure = context.faults.take('failDelivery', probe)
  return {
    id: `fl-${world.random.hex(17)}`,
    accountId: call.accountId,
    region: call.region,
    resourceId,
    resourceType: request.resourceType,
    trafficType: request.trafficType,
    destinationType: request.destinationType,
    logDestination: request.logDestination,
    logGroupName: request.logGroupName,
    permissionArn: request.permissionArn,
    crossAccountRole: request.crossAccountRole,
    logFormat: request.logFormat,
    aggregationSeconds: request.aggregationSeconds,
    destinationOptions: request.destinationOptions,
    tagFieldSpecifications: request.tagFieldSpecifications,
    tags: [...request.tags],
    clientToken: token,
    createdBy: call.principal.arn,
    createdAtMs: nowMs,
    sequence: world.nextSequence(),
    visibleAtMs: nowMs + context.clock.scaled(hidden?.ms ?? aws.visibilityDelayMs),
    verdictAtMs: isNeverDelivered ? null : nowMs + context.clock.scaled(world.random.between(aws.deliveryDelay)),
    forcedError: failure?.message ?? null,
    deletedAtMs: null,
    deletedBy: null,
    hiddenAtMs: null,
  }
}
