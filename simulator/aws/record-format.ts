/**
 * The fields of a flow log record and the defaults of both families. Source: VPC user guide, flow log records, and transit
 * gateway guide, flow logs, read 2026-11; version 11 fields from the announcement of June 2026.
 */

export type FieldFamily = 'vpc' | 'transit-gateway'

const VPC_DEFAULT =
  'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status'

const VPC_FIELDS = new Set(
  [
    VPC_DEFAULT,
    'vpc-id subnet-id instance-id tcp-flags type pkt-srcaddr pkt-dstaddr',
    'region az-id sublocation-type sublocation-id',
    'pkt-src-aws-service pkt-dst-aws-service flow-direction traffic-path',
    'ecs-cluster-arn ecs-cluster-name ecs-container-instance-arn ecs-container-instance-id ecs-container-id',
    'ecs-second-container-id ecs-service-name ecs-task-definition-arn ecs-task-arn ecs-task-id',
    'reject-reason resource-id encryption-status',
    'instance-tag instance-tag-2 interface-tag interface-tag-2 asg-tag asg-tag-2 interface-type',
    'next-hop-interface-id next-hop-subnet-id next-hop-az-id next-hop-vpc-id next-hop-interface-type',
  ]
    .join(' ')
    .split(' '),
)

const TRANSIT_GATEWAY_DEFAULT =
  'version resource-type account-id tgw-id tgw-attachment-id tgw-src-vpc-account-id tgw-dst-vpc-account-id tgw-src-vpc-id ' +
  'tgw-dst-vpc-id tgw-src-subnet-id tgw-dst-subnet-id tgw-src-eni tgw-dst-eni tgw-src-az-id tgw-dst-az-id ' +
  'tgw-pair-attachment-id srcaddr dstaddr srcport dstport protocol packets bytes start end log-status type ' +
  'packets-lost-no-route packets-lost-blackhole packets-lost-mtu-exceeded packets-lost-ttl-expired tcp-flags region ' +
  'flow-direction pkt-src-aws-service pkt-dst-aws-service'

const TRANSIT_GATEWAY_FIELDS = new Set(TRANSIT_GATEWAY_DEFAULT.split(' '))

/** Tag fields: the resource type that has to be specified, and which of its keys the field shows. */
export const TAG_FIELDS: ReadonlyMap<string, { readonly resourceType: string; readonly keysNeeded: 1 | 2 }> = new Map([
  ['instance-tag', { resourceType: 'instance', keysNeeded: 1 }],
  ['instance-tag-2', { resourceType: 'instance', keysNeeded: 2 }],
  ['interface-tag', { resourceType: 'network-interface', keysNeeded: 1 }],
  ['interface-tag-2', { resourceType: 'network-interface', keysNeeded: 2 }],
  ['asg-tag', { resourceType: 'auto-scaling-group', keysNeeded: 1 }],
  ['asg-tag-2', { resourceType: 'auto-scaling-group', keysNeeded: 2 }],
])

/** The format that a flow log without one gets, spelt out. Pure. */
export function defaultFormat(family: FieldFamily): string {
  const fields = family === 'vpc' ? VPC_DEFAULT : TRANSIT_GATEWAY_DEFAULT
  return fields
    .split(' ')
    .map((field) => `\${${field}}`)
    .join(' ')
}

/** The field ids of a format; undefined when it is not `${field}` tokens with single spaces between. Pure. */
export function parseFormat(format: string): readonly string[] | undefined {
  if (!/^\$\{[a-z0-9-]+\}(?: \$\{[a-z0-9-]+\})*$/.test(format)) return undefined
  return format.split(' ').map((token) => token.slice(2, -1))
}

/** Whether a family has a field. Pure. */
export function familyHasField(family: FieldFamily, field: string): boolean {
  return (family === 'vpc' ? VPC_FIELDS : TRANSIT_GATEWAY_FIELDS).has(field)
}
