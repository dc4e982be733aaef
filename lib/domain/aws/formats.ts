import { TRANSIT_GATEWAY_FIELDS } from './transit-gateway-fields'

const tokens = (ids: readonly string[]): string => ids.map((id) => '${' + id + '}').join(' ')

/**
 * The default record format of VPC, subnet, interface and regional NAT gateway logs.
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html
 */
export const VPC_DEFAULT_FORMAT = tokens([
  'version',
  'account-id',
  'interface-id',
  'srcaddr',
  'dstaddr',
  'srcport',
  'dstport',
  'protocol',
  'packets',
  'bytes',
  'start',
  'end',
  'action',
  'log-status',
])

/**
 * The default record format of transit gateway logs: every field, in the catalogue's order.
 * Source: https://docs.aws.amazon.com/vpc/latest/tgw/tgw-flow-logs.html
 */
export const TRANSIT_GATEWAY_DEFAULT_FORMAT = tokens(TRANSIT_GATEWAY_FIELDS.map((field) => field.id))

/** The default record format of an AWS target family. Pure. */
export function defaultAwsFormat(family: 'aws-vpc' | 'aws-transit-gateway'): string {
  return family === 'aws-vpc' ? VPC_DEFAULT_FORMAT : TRANSIT_GATEWAY_DEFAULT_FORMAT
}

/** The field ids of a well-formed AWS format; null when a token is malformed or the spacing is wrong. Pure. */
export function parseAwsFormat(format: string): readonly string[] | null {
  const ids: string[] = []
  for (const token of format.split(' ')) {
    const id = /^\$\{([a-z0-9-]+)\}$/.exec(token)?.[1]
    if (id === undefined) return null
    ids.push(id)
  }
  return ids
}

/** A format from field ids. Pure. Building it from a list is what keeps stray spaces out. */
export function awsFormat(ids: readonly string[]): string {
  return tokens(ids)
}
