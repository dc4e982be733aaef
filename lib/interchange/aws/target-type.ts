import { RESOURCE_TYPES, type ResourceType } from '../../domain/resource'
import { FAMILIES, familyOfType } from '../../domain/target-family'

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
