import type {
  NatGateway,
  NetworkInterface,
  Subnet,
  Tag,
  TransitGateway,
  TransitGatewayAttachment,
  Vpc,
} from '@aws-sdk/client-ec2'
import type { JsonObject, JsonValue } from '../../domain/json'
import type { NotCoverable, Resource, ResourceLinks, ResourceType } from '../../domain/resource'
import type { ScopeRef } from '../../domain/scope'
import { tagRecord } from './translate'

/*
 * Wire → domain, one function per kind of resource; null for what is gone already or can never carry a flow log.
 * Source: EC2 API Reference, DescribeVpcs, DescribeSubnets, DescribeNetworkInterfaces, DescribeTransitGateways,
 * DescribeTransitGatewayAttachments, DescribeNatGateways (read 2026-11).
 */

interface Facts {
  readonly type: ResourceType
  readonly id: string | undefined
  readonly ownerId: string | undefined
  readonly state: string | undefined
  /** States in which it neither comes nor goes. */
  readonly settled: readonly string[]
  readonly tags: readonly Tag[] | undefined
  readonly links?: ResourceLinks
  readonly notCoverable?: NotCoverable | null
  readonly attachmentKind?: string | null
  readonly attributes: Readonly<Record<string, JsonValue | undefined>>
}

function toResource(scope: ScopeRef, facts: Facts): Resource | null {
  if (facts.id === undefined) return null
  const tags = tagRecord(facts.tags)
  const state = facts.state ?? ''
  return {
    key: { scope, type: facts.type, localKey: facts.id },
    externalId: facts.id,
    ownerAccountId: facts.ownerId ?? scope.accountId,
    name: tags['Name'] === undefined || tags['Name'] === '' ? null : tags['Name'],
    tags,
    state,
    isSettled: facts.settled.includes(state),
    notCoverable: facts.notCoverable ?? null,
    attachmentKind: facts.attachmentKind ?? null,
    links: facts.links ?? {},
    attributes: given(facts.attributes),
  }
}

function given(attributes: Facts['attributes']): JsonObject {
  const entries = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value] as const],
  )
  return Object.fromEntries(entries)
}

/** A VPC. Pure. */
export function vpcResource(vpc: Vpc, scope: ScopeRef): Resource | null {
  return toResource(scope, {
    type: 'VPC',
    id: vpc.VpcId,
    ownerId: vpc.OwnerId,
    state: vpc.State,
    settled: ['available'],
    tags: vpc.Tags,
    attributes: {
      CidrBlock: vpc.CidrBlock,
      IsDefault: vpc.IsDefault,
      EncryptionControl: vpc.EncryptionControl?.Mode,
    },
  })
}

/** A subnet. Pure. */
export function subnetResource(subnet: Subnet, scope: ScopeRef): Resource | null {
  return toResource(scope, {
    type: 'Subnet',
    id: subnet.SubnetId,
    ownerId: subnet.OwnerId,
    state: subnet.State,
    settled: ['available'],
    tags: subnet.Tags,
    links: linksOf({ vpc: subnet.VpcId }),
    attributes: {
      CidrBlock: subnet.CidrBlock,
      AvailabilityZone: subnet.AvailabilityZone,
      AvailabilityZoneId: subnet.AvailabilityZoneId,
      SubnetArn: subnet.SubnetArn,
    },
  })
}

/** A network interface, those that AWS made for its own services included. Pure. */
export function interfaceResource(eni: NetworkInterface, scope: ScopeRef): Resource | null {
  return toResource(scope, {
    type: 'NetworkInterface',
    id: eni.NetworkInterfaceId,
    ownerId: eni.OwnerId,
    state: eni.Status,
    settled: ['available', 'associated', 'in-use', 'attaching'],
    tags: eni.TagSet,
    links: linksOf({ vpc: eni.VpcId, subnet: eni.SubnetId, attached: eni.Attachment?.InstanceId }),
    attributes: {
      InterfaceType: eni.InterfaceType,
      RequesterManaged: eni.RequesterManaged,
      Description: eni.Description,
      PrivateIpAddress: eni.PrivateIpAddress,
      AvailabilityZone: eni.AvailabilityZone,
    },
  })
}

/** A transit gateway; deleted ones stay listed for a while and are left out. Pure. */
export function transitGatewayResource(gateway: TransitGateway, scope: ScopeRef): Resource | null {
  if (gateway.State === 'deleted') return null
  return toResource(scope, {
    type: 'TransitGateway',
    id: gateway.TransitGatewayId,
    ownerId: gateway.OwnerId,
    state: gateway.State,
    settled: ['available', 'modifying'],
    tags: gateway.Tags,
    attributes: { Description: gateway.Description, TransitGatewayArn: gateway.TransitGatewayArn },
  })
}

/**
 * An attachment of a transit gateway; its flow log belongs to the owner of the gateway. Pure. Connect attachments are
 * logged under the attachment that carries them. Source: VPC transit gateway user guide, flow logs.
 */
export function attachmentResource(attachment: TransitGatewayAttachment, scope: ScopeRef): Resource | null {
  if (attachment.State === 'deleted') return null
  return toResource(scope, {
    type: 'TransitGatewayAttachment',
    id: attachment.TransitGatewayAttachmentId,
    ownerId: attachment.TransitGatewayOwnerId,
    state: attachment.State,
    settled: ['available', 'modifying'],
    tags: attachment.Tags,
    links: linksOf({ transitGateway: attachment.TransitGatewayId, attached: attachment.ResourceId }),
    notCoverable: attachment.ResourceType === 'connect' ? 'UnsupportedKind' : null,
    attachmentKind: attachment.ResourceType ?? null,
    attributes: { ResourceType: attachment.ResourceType, ResourceOwnerId: attachment.ResourceOwnerId },
  })
}

/** A regional NAT gateway; zonal ones cannot carry a flow log of their own. Absent mode is zonal. Pure. */
export function natGatewayResource(gateway: NatGateway, scope: ScopeRef): Resource | null {
  if (gateway.AvailabilityMode !== 'regional') return null
  if (gateway.State === 'deleted' || gateway.State === 'failed') return null
  return toResource(scope, {
    type: 'RegionalNatGateway',
    id: gateway.NatGatewayId,
    // The answer names no owner: only the owner of the gateway sees it.
    ownerId: undefined,
    state: gateway.State,
    settled: ['available'],
    tags: gateway.Tags,
    links: linksOf({ vpc: gateway.VpcId }),
    attributes: {
      ConnectivityType: gateway.ConnectivityType,
      AvailabilityMode: gateway.AvailabilityMode,
      AutoProvisionZones: gateway.AutoProvisionZones,
      AutoScalingIps: gateway.AutoScalingIps,
      RouteTableId: gateway.RouteTableId,
    },
  })
}

function linksOf(links: { readonly [Key in keyof ResourceLinks]?: string | undefined }): ResourceLinks {
  return Object.fromEntries(Object.entries(links).filter(([, id]) => id !== undefined && id !== ''))
}
