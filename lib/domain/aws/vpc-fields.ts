import { recordFields } from '../record-field'
import { VPC_FIELD_DETAILS } from './field-details'

/**
 * Record fields of VPC, subnet, interface and regional NAT gateway logs, versions 2 to 11 (there is no version 6 here:
 * it belongs to transit gateways). Any field may be `-`.
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html; version 11:
 * https://aws.amazon.com/about-aws/whats-new/2026/06/amazon-flow-logs-metadata/ (types of version 11 are presumed)
 */
export const VPC_FIELDS = recordFields(
  [
    ['version', 2, 'INT_32', 'Record version: the highest version among the chosen fields', '2'],
    ['account-id', 2, 'STRING', 'Account that owns the interface', '111122223333'],
    ['interface-id', 2, 'STRING', 'Network interface', 'eni-0a1b2c3d4e5f60718'],
    ['srcaddr', 2, 'STRING', 'Source address as seen at the interface', '10.0.1.15'],
    ['dstaddr', 2, 'STRING', 'Destination address as seen at the interface', '10.0.2.20'],
    ['srcport', 2, 'INT_32', 'Source port; 0 for ICMP', '49152'],
    ['dstport', 2, 'INT_32', 'Destination port; 0 for ICMP', '443'],
    ['protocol', 2, 'INT_32', 'IANA protocol number', '6'],
    ['packets', 2, 'INT_64', 'Packets in the window', '12'],
    ['bytes', 2, 'INT_64', 'Bytes in the window', '3400'],
    ['start', 2, 'INT_64', 'First packet, Unix seconds', '1760000000'],
    ['end', 2, 'INT_64', 'Last packet, Unix seconds', '1760000055'],
    ['action', 2, 'STRING', 'ACCEPT or REJECT', 'ACCEPT'],
    ['log-status', 2, 'STRING', 'OK, NODATA (no traffic) or SKIPDATA (records skipped)', 'OK'],
    ['vpc-id', 3, 'STRING', 'VPC of the interface', 'vpc-0123456789abcdef0'],
    ['subnet-id', 3, 'STRING', 'Subnet of the interface', 'subnet-0123456789abcdef0'],
    ['instance-id', 3, 'STRING', 'Instance; none for interfaces that AWS services made', 'i-0123456789abcdef0'],
    ['tcp-flags', 3, 'INT_32', 'Bit mask of FIN 1, SYN 2, RST 4, SYN-ACK 18 over the window', '19'],
    ['type', 3, 'STRING', 'IPv4, IPv6 or EFA', 'IPv4'],
    ['pkt-srcaddr', 3, 'STRING', 'Original source address of the packet', '10.0.1.15'],
    ['pkt-dstaddr', 3, 'STRING', 'Original destination address of the packet', '203.0.113.9'],
    ['region', 4, 'STRING', 'Region of the interface', 'eu-central-1'],
    ['az-id', 4, 'STRING', 'Availability Zone id', 'euc1-az2'],
    ['sublocation-type', 4, 'STRING', 'wavelength, outpost or localzone', '-'],
    ['sublocation-id', 4, 'STRING', 'Id of the sublocation', '-'],
    ['pkt-src-aws-service', 5, 'STRING', 'AWS service the source address belongs to', '-'],
    ['pkt-dst-aws-service', 5, 'STRING', 'AWS service the destination address belongs to', 'S3'],
    ['flow-direction', 5, 'STRING', 'ingress or egress, seen from the interface', 'egress'],
    ['traffic-path', 5, 'INT_32', 'Path that egress traffic took (1 to 8)', '8'],
    ['ecs-cluster-arn', 7, 'STRING', 'ECS cluster', '-'],
    ['ecs-cluster-name', 7, 'STRING', 'Name of the ECS cluster', '-'],
    ['ecs-container-instance-arn', 7, 'STRING', 'Container instance', '-'],
    ['ecs-container-instance-id', 7, 'STRING', 'Id of the container instance', '-'],
    ['ecs-container-id', 7, 'STRING', 'Runtime id of the first container', '-'],
    ['ecs-second-container-id', 7, 'STRING', 'Runtime id of the second container', '-'],
    ['ecs-service-name', 7, 'STRING', 'ECS service', '-'],
    ['ecs-task-definition-arn', 7, 'STRING', 'Task definition', '-'],
    ['ecs-task-arn', 7, 'STRING', 'Task', '-'],
    ['ecs-task-id', 7, 'STRING', 'Id of the task', '-'],
    ['reject-reason', 8, 'STRING', 'BPA (Block Public Access) or EC (encryption controls)', '-'],
    ['resource-id', 9, 'STRING', 'Regional NAT gateway that carried the flow', '-'],
    ['encryption-status', 10, 'INT_32', '0 none, 1 Nitro, 2 application, 3 both', '1'],
    ['instance-tag', 11, 'STRING', 'First chosen tag of the instance', 'payments'],
    ['instance-tag-2', 11, 'STRING', 'Second chosen tag of the instance', 'prod'],
    ['interface-tag', 11, 'STRING', 'First chosen tag of the interface', 'payments'],
    ['interface-tag-2', 11, 'STRING', 'Second chosen tag of the interface', 'prod'],
    ['asg-tag', 11, 'STRING', 'First chosen tag of the Auto Scaling group', 'payments'],
    ['asg-tag-2', 11, 'STRING', 'Second chosen tag of the Auto Scaling group', 'prod'],
    ['interface-type', 11, 'STRING', 'Kind of interface', 'interface'],
    ['next-hop-interface-id', 11, 'STRING', 'Interface the packet went to next', 'eni-0f9e8d7c6b5a43210'],
    ['next-hop-subnet-id', 11, 'STRING', 'Subnet of the next hop', 'subnet-0fedcba9876543210'],
    ['next-hop-az-id', 11, 'STRING', 'Availability Zone of the next hop', 'euc1-az1'],
    ['next-hop-vpc-id', 11, 'STRING', 'VPC of the next hop', 'vpc-0123456789abcdef0'],
    ['next-hop-interface-type', 11, 'STRING', 'Kind of the next hop, for example nat_gateway', 'nat_gateway'],
  ],
  VPC_FIELD_DETAILS,
)

const VPC_FIELD_IDS: ReadonlySet<string> = new Set(VPC_FIELDS.map((field) => field.id))

/** Whether a record of the VPC family can hold this field. Pure. */
export function isVpcField(id: string): boolean {
  return VPC_FIELD_IDS.has(id)
}

/**
 * The fields that need a chosen tag: which resource type's, and the how-manieth of its keys.
 * Source: https://aws.amazon.com/about-aws/whats-new/2026/06/amazon-flow-logs-metadata/
 */
export const TAG_FIELDS = [
  { id: 'instance-tag', resourceType: 'instance', position: 1 },
  { id: 'instance-tag-2', resourceType: 'instance', position: 2 },
  { id: 'interface-tag', resourceType: 'network-interface', position: 1 },
  { id: 'interface-tag-2', resourceType: 'network-interface', position: 2 },
  { id: 'asg-tag', resourceType: 'auto-scaling-group', position: 1 },
  { id: 'asg-tag-2', resourceType: 'auto-scaling-group', position: 2 },
] as const
