import { RESOURCE_TYPES, type ResourceType } from '../../domain/resource'
import { FAMILIES, familyOfType } from '../../domain/target-family'

/**
 * Prefixes of the ids that carry flow logs, in the order they are tried: `tgw-attach-` also begins with `tgw-`.
 * Source: Amazon EC2 API reference, CreateFlowLogs, ResourceIds, read 2026-11
 */
const PREFIXES: readonly (readonly [string, ResourceType])[] = [
  ['vpc-', 'VPC'],
  ['subnet-', 'Subnet'],
  ['eni-', 'NetworkInterface'],
  ['tgw-attach-', 'TransitGatewayAttachment'],
  ['tgw-', 'TransitGateway'],
  ['nat-', 'RegionalNatGateway'],
]

/** The kind of resource an id names; null for an id of no known form. Pure. */
export function awsTypeOfId(id: string): ResourceType | null {
  return PREFIXES.find(([prefix]) => id.startsWith(prefix))?.[1] ?? null
}

/** The AWS family whose logs a resource type carries, by EC2's name of the type; null when it carries none. Pure. */
export function awsFamilyOf(name: string): { type: ResourceType; family: 'aws-vpc' | 'aws-transit-gateway' } | null {
  const type = RESOURCE_TYPES.find((known) => known === name)
  if (type === undefined) return null
  const family = familyOfType(type)
  return family === 'aws-vpc' || family === 'aws-transit-gateway' ? { type, family } : null
}

/** The names of every type EC2 can log, for remedies. Pure. */
export function awsTypeNames(): string {
  const gateways = FAMILIES['aws-transit-gateway']
  return [...FAMILIES['aws-vpc'].targetTypes, ...gateways.targetTypes, ...gateways.undiscoveredTypes].join(', ')
}
