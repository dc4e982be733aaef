import { endDryRun, type AwsCall, type Operation } from '../call'
import { AwsRefusal, type AwsErrorCode } from '../errors'
import { readFilters, type FilterField } from '../protocol/filters'
import { cutPage, readPageSize } from '../protocol/paging'
import type { QueryParameters } from '../protocol/query'
import type { XmlValue } from '../protocol/xml'
import { PARTITION } from '../world'
import type { ResourceKind, ResourceOf } from '../world-types'
import { tagSet } from './tag-set'

/** What differs between the describes of network resources. */
interface Describe<Kind extends ResourceKind> {
  readonly operation: string
  readonly kind: Kind
  /** The list of ids on the wire. Transit gateways spell theirs in the plural. */
  readonly idList: string
  readonly notFound: { readonly code: AwsErrorCode; readonly noun: string }
  /** The element that holds the answer. */
  readonly resultSet: string
  readonly filters: Readonly<Record<string, FilterField<ResourceOf<Kind>>>>
  item(resource: ResourceOf<Kind>, call: AwsCall): XmlValue
}

function describe<Kind extends ResourceKind>(shape: Describe<Kind>): Operation {
  return {
    service: 'ec2',
    latency: 'read',
    bucket: (parameters) =>
      shape.kind === 'network-interface' && isCareless(parameters, shape.idList) ? 'unpagedRead' : 'read',
    action: `ec2:${shape.operation}`,
    known: new Set(['DryRun', 'Filter.N.Name', 'Filter.N.Value.N', 'MaxResults', 'NextToken', `${shape.idList}.N`]),
    resources: (parameters) => parameters.list(shape.idList),
    perform: (call) => {
      endDryRun(call)
      const visible = call.world.resources.visible(call.accountId, call.region, shape.kind)
      const ids = call.parameters.list(shape.idList)
      readPageSize(call.parameters, ids.length > 0)
      const wanted = new Set(ids)
      const known = ids.length === 0 ? visible : visible.filter((resource) => wanted.has(resource.id))
      for (const resource of known) wanted.delete(resource.id)
      const [missing] = wanted
      if (ids.length > 0 && missing !== undefined) {
        throw new AwsRefusal(shape.notFound.code, `The ${shape.notFound.noun} '${missing}' does not exist`)
      }
      // Tags of a shared resource belong to its owner: others see none, and find nothing by them.
      const passes = readFilters<ResourceOf<Kind>>(call.parameters, shape.filters)
      const chosen = known.filter((resource) =>
        passes(resource.ownerId === call.accountId ? resource : { ...resource, tags: [] }),
      )
      const binding = `${shape.operation}/${call.accountId}/${call.region}`
      const page = cutPage(chosen, call.parameters, binding, ids.length > 0)
      return { [shape.resultSet]: page.items.map((resource) => shape.item(resource, call)), nextToken: page.nextToken }
    },
  }
}

/** Source: EC2 developer guide, request throttling: unfiltered and unpaged describes of a named few have a bucket of their own. */
function isCareless(parameters: QueryParameters, idList: string): boolean {
  return !parameters.has('Filter') && !parameters.has(idList) && parameters.text('MaxResults') === undefined
}

function visibleTags(resource: ResourceOf<ResourceKind>, call: AwsCall): XmlValue {
  return tagSet(resource.ownerId === call.accountId ? resource.tags : [])
}

/** Source: EC2 API reference, DescribeVpcs, read 2026-11. */
export const describeVpcs = describe({
  operation: 'DescribeVpcs',
  kind: 'vpc',
  idList: 'VpcId',
  notFound: { code: 'InvalidVpcID.NotFound', noun: 'vpc ID' },
  resultSet: 'vpcSet',
  filters: {
    'vpc-id': (vpc) => vpc.id,
    'owner-id': (vpc) => vpc.ownerId,
    state: (vpc) => vpc.state,
    cidr: (vpc) => vpc.cidrBlock,
    'is-default': (vpc) => String(vpc.isDefault),
  },
  item: (vpc, call) => ({
    vpcId: vpc.id,
    ownerId: vpc.ownerId,
    state: vpc.state,
    cidrBlock: vpc.cidrBlock,
    dhcpOptionsId: `dopt-${vpc.id.slice(-8)}`,
    instanceTenancy: 'default',
    isDefault: vpc.isDefault,
    tagSet: visibleTags(vpc, call),
  }),
})

/** Source: EC2 API reference, DescribeSubnets, read 2026-11. */
export const describeSubnets = describe({
  operation: 'DescribeSubnets',
  kind: 'subnet',
  idList: 'SubnetId',
  notFound: { code: 'InvalidSubnetID.NotFound', noun: 'subnet ID' },
  resultSet: 'subnetSet',
  filters: {
    'subnet-id': (subnet) => subnet.id,
    'vpc-id': (subnet) => subnet.vpcId,
    'owner-id': (subnet) => subnet.ownerId,
    state: (subnet) => subnet.state,
    'availability-zone': (subnet) => subnet.availabilityZone,
    'cidr-block': (subnet) => subnet.cidrBlock,
  },
  item: (subnet, call) => ({
    subnetId: subnet.id,
    subnetArn: `arn:${PARTITION}:ec2:${subnet.region}:${subnet.ownerId}:subnet/${subnet.id}`,
    state: subnet.state,
    ownerId: subnet.ownerId,
    vpcId: subnet.vpcId,
    cidrBlock: subnet.cidrBlock,
    availabilityZone: subnet.availabilityZone,
    availabilityZoneId: subnet.availabilityZoneId,
    availableIpAddressCount: 251,
    tagSet: visibleTags(subnet, call),
  }),
})

/** Source: EC2 API reference, DescribeNetworkInterfaces, read 2026-11. */
export const describeNetworkInterfaces = describe({
  operation: 'DescribeNetworkInterfaces',
  kind: 'network-interface',
  idList: 'NetworkInterfaceId',
  notFound: { code: 'InvalidNetworkInterfaceID.NotFound', noun: 'networkInterface ID' },
  resultSet: 'networkInterfaceSet',
  filters: {
    'network-interface-id': (eni) => eni.id,
    'vpc-id': (eni) => eni.vpcId,
    'subnet-id': (eni) => eni.subnetId,
    'owner-id': (eni) => eni.ownerId,
    status: (eni) => eni.status,
    'interface-type': (eni) => eni.interfaceType,
    'requester-managed': (eni) => String(eni.requesterManaged),
    'availability-zone': (eni) => eni.availabilityZone,
    description: (eni) => eni.description,
    'attachment.instance-id': (eni) => eni.instanceId ?? undefined,
    'private-ip-address': (eni) => eni.privateIpAddress,
  },
  item: (eni, call) => ({
    networkInterfaceId: eni.id,
    subnetId: eni.subnetId,
    vpcId: eni.vpcId,
    availabilityZone: eni.availabilityZone,
    description: eni.description,
    ownerId: eni.ownerId,
    requesterManaged: eni.requesterManaged,
    status: eni.status,
    interfaceType: eni.interfaceType,
    privateIpAddress: eni.privateIpAddress,
    attachment:
      eni.instanceId === null
        ? undefined
        : {
            attachmentId: `eni-attach-${eni.id.slice(4)}`,
            instanceId: eni.instanceId,
            instanceOwnerId: eni.ownerId,
            deviceIndex: 0,
            status: 'attached',
          },
    tagSet: visibleTags(eni, call),
  }),
})

/** Source: EC2 API reference, DescribeTransitGateways, read 2026-11. */
export const describeTransitGateways = describe({
  operation: 'DescribeTransitGateways',
  kind: 'transit-gateway',
  idList: 'TransitGatewayIds',
  notFound: { code: 'InvalidTransitGatewayID.NotFound', noun: 'transitGateway ID' },
  resultSet: 'transitGatewaySet',
  filters: {
    'transit-gateway-id': (gateway) => gateway.id,
    'owner-id': (gateway) => gateway.ownerId,
    state: (gateway) => gateway.state,
  },
  item: (gateway, call) => ({
    transitGatewayId: gateway.id,
    transitGatewayArn: `arn:${PARTITION}:ec2:${gateway.region}:${gateway.ownerId}:transit-gateway/${gateway.id}`,
    state: gateway.state,
    ownerId: gateway.ownerId,
    description: gateway.description,
    tagSet: visibleTags(gateway, call),
  }),
})

/** Source: EC2 API reference, DescribeTransitGatewayAttachments, read 2026-11. */
export const describeTransitGatewayAttachments = describe({
  operation: 'DescribeTransitGatewayAttachments',
  kind: 'transit-gateway-attachment',
  idList: 'TransitGatewayAttachmentIds',
  notFound: { code: 'InvalidTransitGatewayAttachmentID.NotFound', noun: 'transitGatewayAttachment ID' },
  resultSet: 'transitGatewayAttachments',
  filters: {
    'transit-gateway-attachment-id': (attachment) => attachment.id,
    'transit-gateway-id': (attachment) => attachment.transitGatewayId,
    'transit-gateway-owner-id': (attachment) => attachment.ownerId,
    'resource-owner-id': (attachment) => attachment.resourceOwnerId,
    'resource-type': (attachment) => attachment.resourceType,
    'resource-id': (attachment) => attachment.resourceId,
    state: (attachment) => attachment.state,
  },
  item: (attachment, call) => ({
    transitGatewayAttachmentId: attachment.id,
    transitGatewayId: attachment.transitGatewayId,
    transitGatewayOwnerId: attachment.ownerId,
    resourceOwnerId: attachment.resourceOwnerId,
    resourceType: attachment.resourceType,
    resourceId: attachment.resourceId,
    state: attachment.state,
    tagSet: visibleTags(attachment, call),
  }),
})

/** Source: EC2 API reference, DescribeNatGateways; VPC user guide, regional NAT gateways; read 2026-11. */
export const describeNatGateways = describe({
  operation: 'DescribeNatGateways',
  kind: 'nat-gateway',
  idList: 'NatGatewayId',
  notFound: { code: 'NatGatewayNotFound', noun: 'natGateway ID' },
  resultSet: 'natGatewaySet',
  filters: {
    'nat-gateway-id': (nat) => nat.id,
    'vpc-id': (nat) => nat.vpcId,
    'subnet-id': (nat) => nat.subnetId ?? undefined,
    state: (nat) => nat.state,
  },
  item: (nat, call) => ({
    natGatewayId: nat.id,
    vpcId: nat.vpcId,
    subnetId: nat.subnetId,
    state: nat.state,
    connectivityType: nat.connectivityType,
    availabilityMode: nat.availabilityMode,
    autoProvisionZones: nat.availabilityMode === 'regional' ? 'enabled' : undefined,
    autoScalingIps: nat.availabilityMode === 'regional' ? 'enabled' : undefined,
    tagSet: visibleTags(nat, call),
  }),
})
