import { createHash } from 'node:crypto'
import { AwsRefusal } from './errors'
import { parseDestination } from './destination'
import type { QueryParameters } from './protocol/query'
import { defaultFormat, familyHasField, parseFormat, TAG_FIELDS, type FieldFamily } from './record-format'
import { readTagSpecifications } from './tag-rules'
import { PARTITION } from './world'
import {
  RESOURCE_TYPES,
  type DestinationOptions,
  type DestinationType,
  type FlowLog,
  type ResourceType,
  type Tag,
  type TagFieldSpecification,
} from './world-types'
import type { AwsRuleSettings, AwsSettings } from '../core/settings'

/** A create request that has passed every rule that needs no look at the world. */
export interface FlowLogRequest {
  readonly resourceIds: readonly string[]
  readonly resourceType: ResourceType
  readonly trafficType: FlowLog['trafficType']
  readonly destinationType: DestinationType
  readonly logDestination: string | null
  readonly logGroupName: string | null
  readonly permissionArn: string | null
  readonly crossAccountRole: string | null
  readonly logFormat: string
  readonly formatFields: readonly string[]
  readonly aggregationSeconds: number
  readonly destinationOptions: DestinationOptions | null
  readonly tags: readonly Tag[]
  readonly tagFieldSpecifications: readonly TagFieldSpecification[]
}

/** Who asks and where: some rules compare ARNs with it. */
interface RequestPlace {
  readonly accountId: string
  readonly region: string
}

const PREFIXES: Readonly<Record<ResourceType, string | null>> = {
  VPC: 'vpc-',
  Subnet: 'subnet-',
  NetworkInterface: 'eni-',
  TransitGateway: 'tgw-',
  TransitGatewayAttachment: 'tgw-attach-',
  RegionalNatGateway: 'nat-',
  CoreNetwork: null,
  CoreNetworkAttachment: null,
  CoreNetworkEdge: null,
}

/** Transit gateways and Cloud WAN share one set of rules. Source: EC2 API reference, CreateFlowLogs, read 2026-11. Pure. */
export function familyOf(resourceType: ResourceType): FieldFamily {
  return /^(TransitGateway|CoreNetwork)/.test(resourceType) ? 'transit-gateway' : 'vpc'
}

/**
 * Reads a CreateFlowLogs request and applies the rules between its fields. Source: EC2 API reference, CreateFlowLogs; VPC
 * user guide, flow logs; transit gateway guide, flow logs (read 2026-11). Codes follow what published tools observed;
 * where nobody wrote one down, the family's usual code stands.
 */
export function readFlowLogRequest(
  parameters: QueryParameters,
  settings: AwsSettings,
  place: RequestPlace,
): FlowLogRequest {
  const resourceType = oneOf(RESOURCE_TYPES, parameters.required('ResourceType'), 'ResourceType')
  const family = familyOf(resourceType)
  const resourceIds = readResourceIds(parameters, resourceType, family, settings)
  const destinationType = oneOf(
    ['cloud-watch-logs', 's3', 'kinesis-data-firehose'] as const,
    parameters.text('LogDestinationType') ?? 'cloud-watch-logs',
    'LogDestinationType',
  )
  const tagFieldSpecifications = readTagFields(parameters)
  const { logFormat, formatFields } = readFormat(parameters, family, tagFieldSpecifications, settings.enforces)
  return {
    resourceIds,
    resourceType,
    trafficType: readTrafficType(parameters, family),
    destinationType,
    ...readDestination(parameters, destinationType, place, settings.enforces),
    logFormat,
    formatFields,
    aggregationSeconds: readInterval(parameters, family),
    destinationOptions: readOptions(parameters, destinationType, settings.enforces),
    tags: readTagSpecifications(parameters, 'vpc-flow-log'),
    tagFieldSpecifications,
  }
}

/** The same text for requests that ask for the same: everything but the client token. Pure. */
export function requestHash(parameters: QueryParameters): string {
  const lines = parameters
    .entries()
    .filter(([name]) => name !== 'ClientToken' && name !== 'DryRun' && !name.startsWith('X-Amz-'))
    .map(([name, value]) => JSON.stringify([name, value]))
    .sort()
  return createHash('sha256').update(lines.join('\n')).digest('hex')
}

function readResourceIds(
  parameters: QueryParameters,
  resourceType: ResourceType,
  family: FieldFamily,
  settings: AwsSettings,
): readonly string[] {
  const ids = parameters.list('ResourceId')
  if (ids.length === 0) throw new AwsRefusal('MissingParameter', 'The request must contain the parameter ResourceId')
  const most = family === 'vpc' ? settings.maxResourceIds : settings.maxTransitGatewayResourceIds
  if (ids.length > most) {
    throw new AwsRefusal('InvalidParameterValue', `Too many resource ids: ${ids.length}. The maximum is ${most}.`)
  }
  const prefix = PREFIXES[resourceType]
  for (const id of ids) {
    // An attachment id begins like a gateway id, so the longer prefix is looked at first.
    const isAttachment = id.startsWith('tgw-attach-')
    const fits = prefix === null || (id.startsWith(prefix) && (resourceType !== 'TransitGateway' || !isAttachment))
    if (!fits) {
      throw new AwsRefusal(
        'InvalidParameterValue',
        `The resource id ${id} does not match the resource type ${resourceType}`,
      )
    }
  }
  return ids
}

function readTrafficType(parameters: QueryParameters, family: FieldFamily): FlowLog['trafficType'] {
  const text = parameters.text('TrafficType')
  if (family === 'transit-gateway') {
    if (text === undefined) return null
    throw new AwsRefusal('InvalidParameter', 'TrafficType is not supported for transit gateway resource types')
  }
  if (text === undefined) throw new AwsRefusal('MissingParameter', 'The request must contain the parameter TrafficType')
  return oneOf(['ACCEPT', 'REJECT', 'ALL'] as const, text, 'TrafficType')
}

function readInterval(parameters: QueryParameters, family: FieldFamily): number {
  const seconds = parameters.integer('MaxAggregationInterval') ?? (family === 'vpc' ? 600 : 60)
  if (seconds === 60 || (seconds === 600 && family === 'vpc')) return seconds
  throw new AwsRefusal('InvalidParameter', 'Invalid Flow Log Max Aggregation Interval')
}

type DestinationFields = Pick<FlowLogRequest, 'logDestination' | 'logGroupName' | 'permissionArn' | 'crossAccountRole'>

function readDestination(
  parameters: QueryParameters,
  type: DestinationType,
  place: RequestPlace,
  enforces: AwsRuleSettings,
): DestinationFields {
  const logDestination = parameters.text('LogDestination') ?? null
  const logGroupName = parameters.text('LogGroupName') ?? null
  const permissionArn = readRoleArn(parameters, 'DeliverLogsPermissionArn')
  const crossAccountRole = readRoleArn(parameters, 'DeliverCrossAccountRole')

  if (logGroupName !== null && type !== 'cloud-watch-logs') {
    throw new AwsRefusal('InvalidParameter', 'LogDestinationType must be cloud-watch-logs if LogGroupName is provided.')
  }
  if (logGroupName === null && logDestination === null) {
    throw new AwsRefusal('InvalidParameter', "LogDestination can't be empty if LogGroupName is not provided.")
  }
  if (enforces.R8 && logGroupName !== null && logDestination !== null) {
    throw new AwsRefusal('InvalidParameter', 'Please only provide LogGroupName or only provide LogDestination.')
  }
  if (logGroupName !== null && !/^[\w./#-]{1,512}$/.test(logGroupName)) {
    throw new AwsRefusal('InvalidParameter', 'LogGroupName is not a valid name of a log group.')
  }
  const destination = logDestination === null ? undefined : parseDestination(type, logDestination)
  if (logDestination !== null && !destination) {
    throw new AwsRefusal('InvalidParameter', `LogDestination ${logDestination} is not a valid ARN for ${type}.`)
  }

  if (type === 'cloud-watch-logs') {
    if (permissionArn === null) {
      throw new AwsRefusal(
        'InvalidParameter',
        "DeliverLogsPermissionArn can't be empty if LogDestinationType is cloud-watch-logs.",
      )
    }
    if (
      enforces.R17 &&
      destination?.type === type &&
      (destination.accountId !== place.accountId || destination.region !== place.region)
    ) {
      throw new AwsRefusal('InvalidParameter', 'The log group must be in the account and Region of the flow log.')
    }
    if (crossAccountRole !== null) refuseCrossAccountRole(type)
    const named = destination?.type === type ? destination.name : logGroupName
    return { logDestination, logGroupName: named, permissionArn, crossAccountRole }
  }
  if (destination?.type === 's3') {
    if (permissionArn !== null) {
      throw new AwsRefusal('InvalidParameter', 'DeliverLogsPermissionArn is not applicable for s3 delivery.')
    }
    if (crossAccountRole !== null) refuseCrossAccountRole(type)
    if (destination.prefix.split('/').includes('AWSLogs')) {
      throw new AwsRefusal(
        'InvalidParameter',
        'LogDestination must not contain AWSLogs as a folder: the name is reserved.',
      )
    }
  }
  if (destination?.type === 'kinesis-data-firehose') {
    if (enforces.R17 && destination.region !== place.region) {
      throw new AwsRefusal('InvalidParameter', 'The delivery stream must be in the Region of the flow log.')
    }
    if (enforces.R11) checkStreamRoles(destination.accountId !== place.accountId, permissionArn, crossAccountRole)
  }
  return { logDestination, logGroupName, permissionArn, crossAccountRole }
}

function checkStreamRoles(
  isCrossAccount: boolean,
  permissionArn: string | null,
  crossAccountRole: string | null,
): void {
  if (isCrossAccount) {
    if (permissionArn === null || crossAccountRole === null) {
      throw new AwsRefusal(
        'InvalidParameter',
        'DeliverLogsPermissionArn and DeliverCrossAccountRole are required for a delivery stream in another account.',
      )
    }
    if (!/:role\/(.*\/)?AWSLogDeliveryFirehoseCrossAccountRole[^/]*$/.test(crossAccountRole)) {
      throw new AwsRefusal(
        'InvalidParameter',
        'The name of DeliverCrossAccountRole must begin with AWSLogDeliveryFirehoseCrossAccountRole.',
      )
    }
  } else if (permissionArn !== null || crossAccountRole !== null) {
    throw new AwsRefusal('InvalidParameter', 'Roles are not applicable for a delivery stream in the same account.')
  }
}

function refuseCrossAccountRole(type: DestinationType): never {
  throw new AwsRefusal('InvalidParameter', `DeliverCrossAccountRole is not applicable for ${type} delivery.`)
}

function readRoleArn(parameters: QueryParameters, name: string): string | null {
  const arn = parameters.text(name)
  if (arn === undefined) return null
  if (new RegExp(`^arn:${PARTITION}:iam::\\d{12}:role/[\\w+=,.@/-]{1,576}$`).test(arn)) return arn
  throw new AwsRefusal('InvalidParameter', `${name} is not a valid IAM role ARN.`)
}

function readOptions(
  parameters: QueryParameters,
  type: DestinationType,
  enforces: AwsRuleSettings,
): DestinationOptions | null {
  const isGiven = parameters.has('DestinationOptions')
  if (enforces.R12 && isGiven && type !== 's3') {
    throw new AwsRefusal('InvalidParameter', 'DestinationOptions are only supported for the destination type s3.')
  }
  if (type !== 's3') return null
  return {
    fileFormat: oneOf(
      ['plain-text', 'parquet'] as const,
      parameters.text('DestinationOptions.FileFormat') ?? 'plain-text',
      'DestinationOptions.FileFormat',
    ),
    hiveCompatiblePartitions: parameters.boolean('DestinationOptions.HiveCompatiblePartitions') ?? false,
    perHourPartition: parameters.boolean('DestinationOptions.PerHourPartition') ?? false,
  }
}

function readTagFields(parameters: QueryParameters): readonly TagFieldSpecification[] {
  const structures = parameters.structures('TagFieldSpecification')
  if (structures.length > 3) {
    throw new AwsRefusal('InvalidParameterValue', 'At most 3 TagFieldSpecifications can be given.')
  }
  const specifications = structures.map((structure) => {
    const resourceType = oneOf(
      ['network-interface', 'instance', 'auto-scaling-group'] as const,
      structure.required('ResourceType'),
      'TagFieldSpecification.ResourceType',
    )
    const tagKeys = structure.list('TagKey')
    if (tagKeys.length < 1 || tagKeys.length > 2 || tagKeys.some((key) => key.length < 1 || key.length > 128)) {
      throw new AwsRefusal(
        'InvalidParameterValue',
        'TagFieldSpecification takes 1 or 2 tag keys of 1 to 128 characters.',
      )
    }
    return { resourceType, tagKeys }
  })
  if (new Set(specifications.map((specification) => specification.resourceType)).size < specifications.length) {
    throw new AwsRefusal('InvalidParameterValue', 'TagFieldSpecification names a resource type twice.')
  }
  return specifications
}

function readFormat(
  parameters: QueryParameters,
  family: FieldFamily,
  tagFields: readonly TagFieldSpecification[],
  enforces: AwsRuleSettings,
): Pick<FlowLogRequest, 'logFormat' | 'formatFields'> {
  const logFormat = parameters.text('LogFormat') ?? defaultFormat(family)
  const formatFields = parseFormat(logFormat)
  const isKnown = (field: string): boolean => familyHasField('vpc', field) || familyHasField('transit-gateway', field)
  if (!formatFields?.every(isKnown)) {
    throw new AwsRefusal('ValidationError', "1 validation error detected: Value at 'logFormat' has an invalid format")
  }
  const foreign = formatFields.find((field) => !familyHasField(family, field))
  if (enforces.R15 && foreign !== undefined) {
    throw new AwsRefusal('InvalidParameter', `The field ${foreign} is not supported for this resource type.`)
  }
  if (enforces.R16) checkTagFields(formatFields, tagFields)
  return { logFormat, formatFields }
}

/** A tag field needs its keys specified, and a specified key needs a field that shows it. */
function checkTagFields(formatFields: readonly string[], specifications: readonly TagFieldSpecification[]): void {
  for (const field of formatFields) {
    const need = TAG_FIELDS.get(field)
    if (!need) continue
    const keys = specifications.find(({ resourceType }) => resourceType === need.resourceType)?.tagKeys ?? []
    if (keys.length < need.keysNeeded) {
      throw new AwsRefusal(
        'InvalidParameter',
        `The field ${field} needs a TagFieldSpecification for ${need.resourceType}.`,
      )
    }
  }
  for (const { resourceType } of specifications) {
    const isShown = formatFields.some((field) => TAG_FIELDS.get(field)?.resourceType === resourceType)
    if (!isShown) {
      throw new AwsRefusal('InvalidParameter', `TagFieldSpecification for ${resourceType} has no field in the format.`)
    }
  }
}

function oneOf<const T extends string>(choices: readonly T[], value: string, name: string): T {
  const found = choices.find((choice) => choice === value)
  if (found === undefined) {
    throw new AwsRefusal('InvalidParameterValue', `Value (${value}) for parameter ${name} is invalid.`)
  }
  return found
}
