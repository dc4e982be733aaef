import { recordFields } from '../record-field'
import { TRANSIT_GATEWAY_FIELD_DETAILS } from './field-details'

/**
 * Record fields of transit gateway logs, in the order of the default format, which holds them all. There is no `action`:
 * drops show in the `packets-lost-…` fields.
 * Source: https://docs.aws.amazon.com/vpc/latest/tgw/tgw-flow-logs.html
 */
export const TRANSIT_GATEWAY_FIELDS = recordFields(
  [
    ['version', 2, 'INT_32', 'Record version: the highest version among the chosen fields', '6'],
    ['resource-type', 6, 'STRING', 'Kind of resource, for example TransitGateway', 'TransitGateway'],
    ['account-id', 2, 'STRING', 'Account that owns the source transit gateway', '111122223333'],
    ['tgw-id', 6, 'STRING', 'Transit gateway', 'tgw-0123456789abcdef0'],
    ['tgw-attachment-id', 6, 'STRING', 'Attachment where the record was made', 'tgw-attach-0123456789abcdef0'],
    ['tgw-src-vpc-account-id', 6, 'STRING', 'Account of the source VPC', '111122223333'],
    ['tgw-dst-vpc-account-id', 6, 'STRING', 'Account of the destination VPC', '444455556666'],
    ['tgw-src-vpc-id', 6, 'STRING', 'Source VPC', 'vpc-0123456789abcdef0'],
    ['tgw-dst-vpc-id', 6, 'STRING', 'Destination VPC', 'vpc-0fedcba9876543210'],
    ['tgw-src-subnet-id', 6, 'STRING', 'Subnet of the source attachment', 'subnet-0123456789abcdef0'],
    ['tgw-dst-subnet-id', 6, 'STRING', 'Subnet of the destination attachment', 'subnet-0fedcba9876543210'],
    ['tgw-src-eni', 6, 'STRING', 'Interface of the source attachment', 'eni-0a1b2c3d4e5f60718'],
    ['tgw-dst-eni', 6, 'STRING', 'Interface of the destination attachment', 'eni-0f9e8d7c6b5a43210'],
    ['tgw-src-az-id', 6, 'STRING', 'Availability Zone of the source attachment', 'euc1-az1'],
    ['tgw-dst-az-id', 6, 'STRING', 'Availability Zone of the destination attachment', 'euc1-az2'],
    ['tgw-pair-attachment-id', 6, 'STRING', "The other side's attachment", 'tgw-attach-0fedcba9876543210'],
    ['srcaddr', 2, 'STRING', 'Source address', '10.0.1.15'],
    ['dstaddr', 2, 'STRING', 'Destination address', '10.8.2.20'],
    ['srcport', 2, 'INT_32', 'Source port; 0 for ICMP', '49152'],
    ['dstport', 2, 'INT_32', 'Destination port; 0 for ICMP', '443'],
    ['protocol', 2, 'INT_32', 'IANA protocol number', '6'],
    ['packets', 2, 'INT_64', 'Packets in the window', '12'],
    ['bytes', 2, 'INT_64', 'Bytes in the window', '3400'],
    ['start', 2, 'INT_64', 'First packet, Unix seconds', '1760000000'],
    ['end', 2, 'INT_64', 'Last packet, Unix seconds', '1760000055'],
    ['log-status', 2, 'STRING', 'OK, NODATA (no traffic) or SKIPDATA (records skipped)', 'OK'],
    ['type', 3, 'STRING', 'IPv4 or IPv6', 'IPv4'],
    ['packets-lost-no-route', 6, 'INT_64', 'Packets dropped for want of a route', '0'],
    ['packets-lost-blackhole', 6, 'INT_64', 'Packets dropped by a blackhole route', '0'],
    ['packets-lost-mtu-exceeded', 6, 'INT_64', 'Packets dropped because too large', '0'],
    ['packets-lost-ttl-expired', 6, 'INT_64', 'Packets dropped because their time to live ran out', '0'],
    ['tcp-flags', 3, 'INT_32', 'Bit mask of the TCP flags seen in the window', '18'],
    ['region', 4, 'STRING', 'Region of the gateway', 'eu-central-1'],
    ['flow-direction', 5, 'STRING', 'ingress or egress, seen from the attachment', 'ingress'],
    ['pkt-src-aws-service', 5, 'STRING', 'AWS service the source address belongs to', '-'],
    ['pkt-dst-aws-service', 5, 'STRING', 'AWS service the destination address belongs to', '-'],
  ],
  TRANSIT_GATEWAY_FIELD_DETAILS,
)

const TRANSIT_GATEWAY_FIELD_IDS: ReadonlySet<string> = new Set(TRANSIT_GATEWAY_FIELDS.map((field) => field.id))

/** Whether a record of a transit gateway log can hold this field. Pure. */
export function isTransitGatewayField(id: string): boolean {
  return TRANSIT_GATEWAY_FIELD_IDS.has(id)
}
