import { createRandom } from '../../core/random'
import { zoneIdOf } from '../regions'
import type { FlowLog } from '../world-types'
import type { CapturePoint } from './capture-points'
import { WINDOW_SECONDS, type Capture, type Flow } from './traffic'

/** One record before it is written: a value for each column of the format, null for `-`. */
export type Row = readonly (string | number | null)[]

/** The version that a field came with, for the column `version`: a record says the highest one of its format. */
const VERSIONS: readonly (readonly [version: number, fields: RegExp])[] = [
  [11, /^(instance|interface|asg)-tag|^interface-type$|^next-hop-/],
  [10, /^encryption-status$/],
  [9, /^resource-id$/],
  [8, /^reject-reason$/],
  [7, /^ecs-/],
  [6, /^tgw-|^packets-lost-|^resource-type$/],
  [5, /^pkt-(src|dst)-aws-service$|^flow-direction$|^traffic-path$/],
  [4, /^(region|az-id|sublocation-type|sublocation-id)$/],
  [3, /^(vpc-id|subnet-id|instance-id|tcp-flags|type|pkt-srcaddr|pkt-dstaddr)$/],
]

/** What the column `version` says for a format. Source: VPC user guide, flow log records, field `version`. Pure. */
function formatVersion(fields: readonly string[]): number {
  return VERSIONS.find(([, pattern]) => fields.some((field) => pattern.test(field)))?.[0] ?? 2
}

/** The rows of one capture in the columns of a flow log, those left out that its traffic type does not ask for. */
export function rowsOf(
  flowLog: FlowLog,
  fields: readonly string[],
  point: CapturePoint,
  windowStart: number,
  capture: Capture,
): readonly { readonly row: Row; readonly start: number; readonly end: number }[] {
  const version = formatVersion(fields)
  if (capture.status !== 'OK') {
    const start = windowStart
    const end = windowStart + WINDOW_SECONDS - 1
    const row = fields.map((field) => {
      if (field === 'version') return version
      if (field === 'start') return start
      if (field === 'end') return end
      if (field === 'log-status') return capture.status
      if (field === 'account-id' || field === 'interface-id') return pointValue(field, flowLog, point)
      return field.startsWith('tgw-') && !/-(src|dst)-/.test(field) ? pointValue(field, flowLog, point) : null
    })
    return [{ row, start, end }]
  }
  return capture.flows
    .filter(
      ({ action }) => flowLog.trafficType === null || flowLog.trafficType === 'ALL' || flowLog.trafficType === action,
    )
    .map((flow) => ({
      row: fields.map((field) => (field === 'version' ? version : valueOf(field, flowLog, point, flow))),
      start: flow.start,
      end: flow.end,
    }))
}

function valueOf(field: string, flowLog: FlowLog, point: CapturePoint, flow: Flow): string | number | null {
  switch (field) {
    case 'srcaddr':
    case 'pkt-srcaddr':
      return flow.srcaddr
    case 'dstaddr':
    case 'pkt-dstaddr':
      return flow.dstaddr
    case 'srcport':
      return flow.srcport
    case 'dstport':
      return flow.dstport
    case 'protocol':
      return flow.protocol
    case 'packets':
      return flow.packets
    case 'bytes':
      return flow.bytes
    case 'start':
      return flow.start
    case 'end':
      return flow.end
    case 'action':
      return flow.action
    case 'log-status':
      return 'OK'
    case 'tcp-flags':
      return flow.tcpFlags
    case 'type':
      return flow.isIpv6 ? 'IPv6' : 'IPv4'
    case 'flow-direction':
      return flow.isIngress ? 'ingress' : 'egress'
    case 'traffic-path':
      return flow.isIngress ? null : flow.peerService === null ? 1 : 8
    case 'pkt-src-aws-service':
      return flow.isIngress ? flow.peerService : null
    case 'pkt-dst-aws-service':
      return flow.isIngress ? null : flow.peerService
    case 'encryption-status':
      return 1
    case 'packets-lost-no-route':
    case 'packets-lost-blackhole':
    case 'packets-lost-mtu-exceeded':
    case 'packets-lost-ttl-expired':
      return 0
    default:
      return pointValue(field, flowLog, point)
  }
}

/** What a column says of the place alone; null where it has nothing to say. */
function pointValue(field: string, flowLog: FlowLog, point: CapturePoint): string | null {
  if (field === 'region') return point.region
  if (field === 'account-id') return point.accountId
  if (point.kind === 'attachment') return attachmentValue(field, flowLog, point)
  switch (field) {
    case 'interface-id':
      return point.id
    case 'interface-type':
      return point.interfaceType
    case 'vpc-id':
      return point.vpc?.id ?? null
    case 'subnet-id':
      return point.subnet?.id ?? null
    case 'instance-id':
      return point.instanceId
    case 'az-id':
      return point.subnet?.availabilityZoneId ?? null
    case 'resource-id':
      return point.resourceId === point.id ? null : point.resourceId
    case 'interface-tag':
      return tagValue(flowLog, point, 0)
    case 'interface-tag-2':
      return tagValue(flowLog, point, 1)
    default:
      return null
  }
}

function attachmentValue(
  field: string,
  flowLog: FlowLog,
  point: Extract<CapturePoint, { kind: 'attachment' }>,
): string | null {
  const vpc = point.attachedVpc
  switch (field) {
    case 'resource-type':
      return 'TransitGateway'
    case 'tgw-id':
      return point.gatewayId
    case 'tgw-attachment-id':
      return point.id
    case 'tgw-pair-attachment-id':
      return `tgw-attach-0${createRandom(`pair/${point.id}`).hex(16)}`
    case 'tgw-src-vpc-account-id':
      return vpc?.ownerId ?? null
    case 'tgw-src-vpc-id':
      return vpc?.id ?? null
    case 'tgw-src-az-id':
      return vpc ? zoneIdOf(`${flowLog.region}a`) : null
    default:
      return null
  }
}

/** The value of a chosen tag, percent-encoded; a lone minus is encoded too, so that `-` keeps meaning "none". */
function tagValue(
  flowLog: FlowLog,
  point: Extract<CapturePoint, { kind: 'interface' }>,
  position: number,
): string | null {
  const keys = flowLog.tagFieldSpecifications.find(({ resourceType }) => resourceType === 'network-interface')?.tagKeys
  const value = point.tags.find(({ key }) => key === keys?.[position])?.value
  if (value === undefined) return null
  return value === '-' ? '%2D' : encodeURIComponent(value.toWellFormed())
}
