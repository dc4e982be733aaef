import { endDryRun, type AwsCall, type Operation } from '../call'
import { deliveryVerdict } from '../delivery'
import { AwsRefusal } from '../errors'
import { cutPage, readPageSize } from '../protocol/paging'
import { readFilters } from '../protocol/filters'
import type { XmlValue } from '../protocol/xml'
import type { FlowLog } from '../world-types'
import { tagSet } from './tag-set'

/** DescribeFlowLogs. Source: EC2 API reference, DescribeFlowLogs and FlowLog, read 2026-11. */
export const describeFlowLogs: Operation = {
  service: 'ec2',
  latency: 'read',
  bucket: () => 'read',
  action: 'ec2:DescribeFlowLogs',
  known: new Set(['DryRun', 'Filter.N.Name', 'Filter.N.Value.N', 'FlowLogId.N', 'MaxResults', 'NextToken']),
  resources: (parameters) => parameters.list('FlowLogId'),
  perform: (call) => {
    endDryRun(call)
    const ids = call.parameters.list('FlowLogId')
    readPageSize(call.parameters, ids.length > 0)
    const listed = call.world.flowLogs.visible(call.accountId, call.region, call.nowMs)
    const passes = readFilters<FlowLog>(call.parameters, {
      'deliver-log-status': (flowLog) => deliveryVerdict(call.world, flowLog, call.nowMs).status ?? undefined,
      'log-destination-type': (flowLog) => flowLog.destinationType,
      'flow-log-id': (flowLog) => flowLog.id,
      'log-group-name': (flowLog) => flowLog.logGroupName ?? undefined,
      'resource-id': (flowLog) => flowLog.resourceId,
      'traffic-type': (flowLog) => flowLog.trafficType ?? undefined,
    })
    const chosen = (ids.length === 0 ? listed : listedByIds(call, ids)).filter(passes)
    const binding = `DescribeFlowLogs/${call.accountId}/${call.region}`
    const page = cutPage(chosen, call.parameters, binding, ids.length > 0)
    return { flowLogSet: page.items.map((flowLog) => flowLogXml(call, flowLog)), nextToken: page.nextToken }
  },
}

function listedByIds(call: AwsCall, ids: readonly string[]): readonly FlowLog[] {
  if (ids.length > 1000) {
    throw new AwsRefusal('InvalidParameterValue', 'At most 1000 flow log ids can be given.')
  }
  return visibleByIds(call, ids)
}

/** The flow logs of these ids as listings show them, in listing order; refuses when one is unknown, naming all of them. */
function visibleByIds(call: AwsCall, ids: readonly string[]): readonly FlowLog[] {
  const malformed = ids.find((id) => !/^fl-[0-9a-f]{1,17}$/.test(id))
  if (malformed !== undefined) {
    throw new AwsRefusal('InvalidParameterValue', `Value (${malformed}) for parameter flowLogId is invalid.`)
  }
  const wanted = new Set(ids)
  const found: FlowLog[] = []
  for (const id of wanted) {
    const flowLog = call.world.flowLogs.get(id)
    if (!flowLog || flowLog.accountId !== call.accountId || flowLog.region !== call.region) continue
    const isHidden = flowLog.hiddenAtMs !== null && flowLog.hiddenAtMs <= call.nowMs
    if (flowLog.visibleAtMs <= call.nowMs && !isHidden) found.push(flowLog)
  }
  refuseMissing(wanted, found)
  return found.sort((one, other) => one.sequence - other.sequence)
}

/** Source: the wording that published tools match: every id not found, and how many there are. */
export function refuseMissing(wanted: ReadonlySet<string>, found: readonly FlowLog[]): void {
  const foundIds = new Set(found.map((flowLog) => flowLog.id))
  const missing = [...wanted].filter((id) => !foundIds.has(id))
  if (missing.length === 0) return
  throw new AwsRefusal(
    'InvalidFlowLogId.NotFound',
    `These flow log ids in the input list are not found: [TotalCount: ${missing.length}] ${missing.join(', ')}`,
  )
}

function flowLogXml(call: AwsCall, flowLog: FlowLog): XmlValue {
  const delivery = deliveryVerdict(call.world, flowLog, call.nowMs)
  return {
    creationTime: new Date(flowLog.createdAtMs),
    deliverLogsErrorMessage: delivery.error,
    deliverLogsPermissionArn: flowLog.permissionArn,
    deliverCrossAccountRole: flowLog.crossAccountRole,
    deliverLogsStatus: delivery.status,
    flowLogId: flowLog.id,
    flowLogStatus: 'ACTIVE',
    logGroupName: flowLog.logGroupName,
    resourceId: flowLog.resourceId,
    trafficType: flowLog.trafficType,
    logDestinationType: flowLog.destinationType,
    // Absent when the log was created with a group name: clients must not read that as a difference.
    logDestination: flowLog.logDestination,
    logFormat: flowLog.logFormat,
    tagSet: tagSet(flowLog.tags),
    maxAggregationInterval: flowLog.aggregationSeconds,
    destinationOptions: flowLog.destinationOptions ? { ...flowLog.destinationOptions } : undefined,
    tagFieldSpecificationSet:
      flowLog.tagFieldSpecifications.length === 0
        ? undefined
        : flowLog.tagFieldSpecifications.map(({ resourceType, tagKeys }) => ({ resourceType, tagKeySet: tagKeys })),
  }
}
