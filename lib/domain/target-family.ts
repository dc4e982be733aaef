import type { ProviderId } from './provider-id'
import type { ResourceType, TargetFamily } from './resource'

/**
 * The kinds of resource each family may log, and whose cloud it is. Cloud WAN follows the rules of transit gateways: it can
 * be declared, judged and read back, but no listing of Weir's finds it, so no Configuration selects it by a filter.
 */
export const FAMILIES = {
  'aws-vpc': {
    provider: 'aws-ec2',
    label: 'VPC flow logs',
    targetTypes: ['VPC', 'Subnet', 'NetworkInterface', 'RegionalNatGateway'],
    undiscoveredTypes: [],
  },
  'aws-transit-gateway': {
    provider: 'aws-ec2',
    label: 'Transit gateway flow logs',
    targetTypes: ['TransitGateway', 'TransitGatewayAttachment'],
    undiscoveredTypes: ['CoreNetwork', 'CoreNetworkAttachment', 'CoreNetworkEdge'],
  },
  cen: {
    provider: 'alibaba-cen',
    label: 'CEN transit router flow logs',
    targetTypes: ['TransitRouter', 'TransitRouterAttachment'],
    undiscoveredTypes: [],
  },
} as const satisfies Record<
  TargetFamily,
  {
    provider: ProviderId
    label: string
    targetTypes: readonly ResourceType[]
    undiscoveredTypes: readonly ResourceType[]
  }
>

/** Whether a family logs this kind of resource. Pure. */
export function familyCovers(family: TargetFamily, type: ResourceType): boolean {
  const { targetTypes, undiscoveredTypes } = FAMILIES[family]
  return [...targetTypes, ...undiscoveredTypes].some((covered) => covered === type)
}

/** The family a kind of resource belongs to; null for what only holds others (a CEN). Pure. */
export function familyOfType(type: ResourceType): TargetFamily | null {
  switch (type) {
    case 'VPC':
    case 'Subnet':
    case 'NetworkInterface':
    case 'RegionalNatGateway':
      return 'aws-vpc'
    case 'TransitGateway':
    case 'TransitGatewayAttachment':
    case 'CoreNetwork':
    case 'CoreNetworkAttachment':
    case 'CoreNetworkEdge':
      return 'aws-transit-gateway'
    case 'TransitRouter':
    case 'TransitRouterAttachment':
      return 'cen'
    case 'CEN':
      return null
  }
}
