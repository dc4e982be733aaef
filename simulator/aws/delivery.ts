import { allows } from './call'
import { parseDestination } from './destination'
import { logGroupArn, streamArn, type AwsWorld } from './world'
import type { FlowLog, IamRole } from './world-types'

/** The service principals that deliver records. Source: VPC user guide, IAM role for flow logs; Firehose cross-account delivery. */
export const FLOW_LOGS_SERVICE = 'vpc-flow-logs.amazonaws.com'
export const LOG_DELIVERY_SERVICE = 'delivery.logs.amazonaws.com'

/** What DescribeFlowLogs says about delivery: nothing before the first attempt. */
export interface DeliveryVerdict {
  readonly status: 'SUCCESS' | 'FAILED' | null
  readonly error: string | null
}

/**
 * How delivery stands now, from the state of the destination and roles at this moment: a mended world delivers again.
 * Creates a missing log group where the role may, as the service does. Source: VPC user guide, flow logs
 * troubleshooting: "Access error", "Rate limited" and "Unknown error" are the three messages there are.
 */
export function deliveryVerdict(world: AwsWorld, flowLog: FlowLog, nowMs: number): DeliveryVerdict {
  if (flowLog.verdictAtMs === null || nowMs < flowLog.verdictAtMs) return { status: null, error: null }
  const error = flowLog.forcedError ?? deliveryError(world, flowLog)
  return error === null ? { status: 'SUCCESS', error: null } : { status: 'FAILED', error }
}

function deliveryError(world: AwsWorld, flowLog: FlowLog): string | null {
  switch (flowLog.destinationType) {
    case 'cloud-watch-logs':
      return logGroupError(world, flowLog)
    case 's3':
      return bucketError(world, flowLog)
    case 'kinesis-data-firehose':
      return streamError(world, flowLog)
  }
}

function logGroupError(world: AwsWorld, flowLog: FlowLog): string | null {
  const role = world.roles.get(flowLog.permissionArn ?? '')
  if (!role || !canAssume(role, FLOW_LOGS_SERVICE) || !allows(role.allowedActions, 'logs:PutLogEvents')) {
    return 'Access error'
  }
  const { accountId, region } = flowLog
  const name = flowLog.logGroupName ?? ''
  const group = world.logGroups.get(logGroupArn(accountId, region, name))
  if (group) return group.isThrottled ? 'Rate limited' : null
  if (!allows(role.allowedActions, 'logs:CreateLogGroup')) return 'Access error'
  world.addLogGroup({ accountId, region, name, isThrottled: false })
  return null
}

function bucketError(world: AwsWorld, flowLog: FlowLog): string | null {
  const destination = parseDestination('s3', flowLog.logDestination ?? '')
  const bucket = destination?.type === 's3' ? world.buckets.get(destination.bucket) : undefined
  if (!bucket || bucket.delivery === 'denied' || bucket.delivery === 'undeliverable') return 'Access error'
  if (bucket.encryption === 'key-closed') return 'Access error'
  return bucket.allowedAccounts?.includes(flowLog.accountId) === false ? 'Access error' : null
}

function streamError(world: AwsWorld, flowLog: FlowLog): string | null {
  const destination = parseDestination('kinesis-data-firehose', flowLog.logDestination ?? '')
  if (destination?.type !== 'kinesis-data-firehose') return 'Access error'
  const stream = world.streams.get(streamArn(destination.accountId, destination.region, destination.name))
  if (!stream) return 'Access error'
  if (destination.accountId === flowLog.accountId) return null
  const sourceRole = world.roles.get(flowLog.permissionArn ?? '')
  const targetRole = world.roles.get(flowLog.crossAccountRole ?? '')
  return sourceRole && targetRole && canAssume(sourceRole, LOG_DELIVERY_SERVICE) ? null : 'Access error'
}

/** Whether a role's trust policy names a service. Pure. */
export function canAssume(role: IamRole, service: string): boolean {
  return role.trustedServices.includes(service)
}
