import type { Resource, ResourceKey, ResourceType } from './resource'

/** The resources whose flow logs record this one's traffic too, nearest first; all in its own scope. Pure. */
export function enclosingKeys(resource: Resource): readonly ResourceKey[] {
  const { scope } = resource.key
  const key = (type: ResourceType, localKey: string | undefined): readonly ResourceKey[] =>
    localKey === undefined ? [] : [{ scope, type, localKey }]
  const { links } = resource
  switch (resource.key.type) {
    case 'NetworkInterface':
      return [...key('Subnet', links.subnet), ...key('VPC', links.vpc)]
    case 'Subnet':
      return key('VPC', links.vpc)
    case 'TransitGatewayAttachment':
      return key('TransitGateway', links.transitGateway)
    case 'TransitRouterAttachment':
      return key('TransitRouter', links.transitRouter ?? resource.key.localKey.split('/')[0])
    case 'VPC':
    case 'RegionalNatGateway':
    case 'TransitGateway':
    case 'TransitRouter':
    case 'CEN':
    case 'CoreNetwork':
    case 'CoreNetworkAttachment':
    case 'CoreNetworkEdge':
      return []
  }
}
