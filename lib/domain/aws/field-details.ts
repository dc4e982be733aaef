import { fieldValues, type FieldDetails } from '../record-field'

const SECONDS: FieldDetails = {
  unit: 'Unix seconds',
  caveat: 'May lag the packet on the wire by up to 60 seconds.',
}

const PORT: FieldDetails = { caveat: '0 for ICMP.' }

const AWS_SERVICE: FieldDetails = {
  values: fieldValues(
    [
      ...['AMAZON', 'AMAZON_APPFLOW', 'AMAZON_CONNECT', 'API_GATEWAY', 'AURORA_DSQL', 'CHIME_MEETINGS'],
      ...['CHIME_VOICECONNECTOR', 'CLOUD9', 'CLOUDFRONT', 'CLOUDFRONT_ORIGIN_FACING', 'CODEBUILD', 'DYNAMODB', 'EBS'],
      ...['EC2', 'EC2_INSTANCE_CONNECT', 'GLOBALACCELERATOR', 'IVS_LOW_LATENCY', 'IVS_REALTIME'],
      ...['KINESIS_VIDEO_STREAMS', 'MEDIA_PACKAGE_V2', 'ROUTE53', 'ROUTE53_HEALTHCHECKS'],
      ...['ROUTE53_HEALTHCHECKS_PUBLISHING', 'ROUTE53_RESOLVER', 'S3', 'WORKSPACES_GATEWAYS'],
    ].map((name) => [name, 'the service’s published address ranges'] as const),
  ),
  isOpen: true,
  caveat: 'Only addresses in the ranges AWS publishes are told; - for all others.',
}

/** What both families of AWS records share. */
const SHARED: Readonly<Record<string, FieldDetails>> = {
  version: { caveat: 'Follows from the fields: 2 in the default format of VPC records.' },
  srcport: PORT,
  dstport: PORT,
  protocol: {
    values: fieldValues([
      ['1', 'ICMP'],
      ['6', 'TCP'],
      ['17', 'UDP'],
      ['58', 'ICMPv6'],
    ]),
    isOpen: true,
  },
  packets: { unit: 'packets' },
  bytes: { unit: 'bytes' },
  start: SECONDS,
  end: SECONDS,
  'log-status': {
    values: fieldValues([
      ['OK', 'logged normally'],
      ['NODATA', 'no traffic in the window; all other columns are -'],
      ['SKIPDATA', 'records were skipped, for an internal limit or error'],
    ]),
  },
  'pkt-src-aws-service': AWS_SERVICE,
  'pkt-dst-aws-service': AWS_SERVICE,
}

const ecs = (...actions: readonly string[]): FieldDetails => ({
  permissions: ['ecs:ListClusters', ...actions.map((action) => `ecs:${action}`)],
  caveat: '- for traffic that no ECS task made.',
})

const containerInstance: FieldDetails = {
  ...ecs('ListContainerInstances'),
  caveat: 'Of the EC2 launch type only; - on Fargate.',
}

const tag = (permission: string, more: string): FieldDetails => ({
  permissions: [permission, 'iam:CreateServiceLinkedRole'],
  caveat: `Percent-encoded, so that a space cannot break the columns; a value of - is %2D. ${more}`,
})

const EC2_TAG = tag('ec2:DescribeTags', 'Needs its key in TagFieldSpecifications.')
const ASG_TAG = tag(
  'autoscaling:DescribeTags',
  'Needs its key in TagFieldSpecifications and a CloudTrail trail in the account.',
)
const PREVIEW: FieldDetails = { caveat: 'Since June 2026; its type is not published.' }

/**
 * Values, units, caveats and permissions of the fields of VPC records.
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html and flow-logs-limitations.html; version 11:
 * https://aws.amazon.com/about-aws/whats-new/2026/06/amazon-flow-logs-metadata/, read 2026-11
 */
export const VPC_FIELD_DETAILS: Readonly<Record<string, FieldDetails>> = {
  ...SHARED,
  'account-id': { caveat: 'May be unknown for interfaces that AWS services made.' },
  'interface-id': { caveat: 'A placeholder for traffic of regional NAT gateways.' },
  srcaddr: { caveat: 'The own side is always the primary private IPv4 address; pkt-srcaddr tells the secondary.' },
  dstaddr: { caveat: 'The own side is always the primary private IPv4 address; pkt-dstaddr tells the secondary.' },
  action: {
    values: fieldValues([
      ['ACCEPT', 'let through'],
      ['REJECT', 'refused by a security group or network ACL, or came after the connection had closed'],
    ]),
  },
  'instance-id': { caveat: '- for interfaces that AWS services made.' },
  'tcp-flags': {
    unit: 'bit mask',
    values: fieldValues([
      ['1', 'FIN'],
      ['2', 'SYN'],
      ['4', 'RST'],
      ['18', 'SYN-ACK'],
    ]),
    isOpen: true,
    caveat:
      'Flags of the window OR-ed together: 3 is SYN and FIN, 19 SYN-ACK and FIN. ACK alone, PSH and URG are not reported, so a window of these is 0.',
  },
  type: {
    values: fieldValues([
      ['IPv4', 'IPv4'],
      ['IPv6', 'IPv6'],
      ['EFA', 'Elastic Fabric Adapter'],
    ]),
  },
  'sublocation-type': {
    values: fieldValues([
      ['wavelength', 'Wavelength Zone'],
      ['outpost', 'Outpost'],
      ['localzone', 'Local Zone'],
    ]),
  },
  'az-id': { caveat: '- in a sublocation.' },
  'flow-direction': {
    values: fieldValues([
      ['ingress', 'into the interface'],
      ['egress', 'out of the interface'],
    ]),
  },
  'traffic-path': {
    values: fieldValues([
      ['1', 'to another resource in the same VPC'],
      ['2', 'internet gateway, or gateway VPC endpoint'],
      ['3', 'virtual private gateway'],
      ['4', 'peering inside the Region'],
      ['5', 'peering between Regions'],
      ['6', 'local gateway'],
      ['7', 'gateway VPC endpoint (Nitro only)'],
      ['8', 'internet gateway (Nitro only)'],
    ]),
    caveat: 'For egress only; - for ingress and for any other path.',
  },
  'ecs-cluster-arn': ecs(),
  'ecs-cluster-name': ecs(),
  'ecs-container-instance-arn': containerInstance,
  'ecs-container-instance-id': containerInstance,
  'ecs-container-id': ecs(),
  'ecs-second-container-id': ecs(),
  'ecs-service-name': ecs('ListServices'),
  'ecs-task-definition-arn': ecs('ListTaskDefinitions'),
  'ecs-task-arn': ecs('ListTasks'),
  'ecs-task-id': ecs('ListTasks'),
  'reject-reason': {
    values: fieldValues([
      ['BPA', 'VPC Block Public Access'],
      ['EC', 'VPC encryption controls'],
    ]),
    isOpen: true,
  },
  'resource-id': { caveat: '- for traffic that no regional NAT gateway carried.' },
  'encryption-status': {
    values: fieldValues([
      ['0', 'not encrypted'],
      ['1', 'encrypted by Nitro'],
      ['2', 'encrypted by the application'],
      ['3', 'encrypted by both'],
    ]),
    caveat: '- when unknown or encryption controls are off.',
  },
  'instance-tag': EC2_TAG,
  'instance-tag-2': EC2_TAG,
  'interface-tag': EC2_TAG,
  'interface-tag-2': EC2_TAG,
  'asg-tag': ASG_TAG,
  'asg-tag-2': ASG_TAG,
  'interface-type': PREVIEW,
  'next-hop-interface-id': PREVIEW,
  'next-hop-subnet-id': PREVIEW,
  'next-hop-az-id': PREVIEW,
  'next-hop-vpc-id': PREVIEW,
  'next-hop-interface-type': {
    ...PREVIEW,
    values: fieldValues([
      ['nat_gateway', 'NAT gateway'],
      ['network_load_balancer', 'Network Load Balancer'],
      ['regional_nat_gateway', 'regional NAT gateway'],
      ['transit_gateway', 'transit gateway'],
      ['vpc_endpoint', 'VPC endpoint'],
    ]),
    isOpen: true,
  },
}

/**
 * The same for transit gateway records.
 * Source: https://docs.aws.amazon.com/vpc/latest/tgw/tgw-flow-logs.html, read 2026-11
 */
export const TRANSIT_GATEWAY_FIELD_DETAILS: Readonly<Record<string, FieldDetails>> = {
  ...SHARED,
  'resource-type': {
    values: fieldValues([
      ['TransitGateway', 'a transit gateway'],
      ['TransitGatewayAttachment', 'an attachment, in older documents'],
    ]),
    isOpen: true,
  },
  'tgw-attachment-id': { caveat: 'Connect attachments appear under their transport attachment.' },
  'tgw-pair-attachment-id': { caveat: 'Which side it is depends on flow-direction.' },
  type: {
    values: fieldValues([
      ['IPv4', 'IPv4'],
      ['IPv6', 'IPv6'],
    ]),
  },
  'packets-lost-no-route': { unit: 'packets' },
  'packets-lost-blackhole': { unit: 'packets' },
  'packets-lost-mtu-exceeded': { unit: 'packets' },
  'packets-lost-ttl-expired': { unit: 'packets' },
  'tcp-flags': {
    unit: 'bit mask',
    values: fieldValues([
      ['1', 'FIN'],
      ['2', 'SYN'],
      ['4', 'RST'],
      ['8', 'PSH'],
      ['16', 'ACK'],
      ['18', 'SYN-ACK'],
      ['32', 'URG'],
    ]),
    isOpen: true,
    caveat: 'Flags of the window OR-ed together.',
  },
  'flow-direction': {
    values: fieldValues([
      ['ingress', 'into the attachment'],
      ['egress', 'out of the attachment'],
    ]),
  },
}
