import { ID_PREFIXES } from '../aws/admin-resources'
import { FLOW_LOGS_SERVICE, LOG_DELIVERY_SERVICE } from '../aws/delivery'
import { zoneIdOf } from '../aws/regions'
import type { AwsWorld } from '../aws/world'
import type {
  AnyResource,
  CoreNetworkPart,
  NatGateway,
  NetworkInterface,
  Subnet,
  Tag,
  TransitGateway,
  TransitGatewayAttachment,
  Vpc,
} from '../aws/world-types'
import type { SimRandom } from '../core/random'
import { CONTROL_PLANE_ACTIONS, CONTROL_PLANE_ROLE } from './accounts'
import { AWS_BASE_CREDENTIALS, AWS_OTHER_CREDENTIALS } from './credentials'

/** The names that destinations have in every world, so that one configuration fits all accounts. */
export const DELIVERY_ROLE = 'vpc-flow-logs-delivery'
export const FIREHOSE_SOURCE_ROLE = 'flow-logs-to-firehose'
export const FIREHOSE_TARGET_ROLE = 'AWSLogDeliveryFirehoseCrossAccountRole-network'
export const LOG_GROUP = '/network/flow-logs'
export const STREAM = 'network-flow-logs'
export const BUCKET = 'org-network-flow-logs'

/** Where something is. */
export interface Place {
  readonly ownerId: string
  readonly region: string
}

/** Puts things into a world with everything that a real one would have, so that a fleet reads as what it holds. */
export class WorldBuilder {
  constructor(
    private readonly world: AwsWorld,
    private readonly random: SimRandom,
  ) {}

  /** An account: its way in for Weir, the roles that deliver records, and a log group in each region. */
  account(account: {
    readonly id: string
    readonly name: string
    readonly homeRegions: readonly string[]
    readonly externalId: string | null
  }): void {
    const { id, name, homeRegions } = account
    this.world.addAccount({ id, name, homeRegions, optedInRegions: [] })
    const role = {
      accountId: id,
      trustedServices: [],
      trustedPrincipals: [],
      externalId: null,
      maxSessionSeconds: 3600,
    }
    if (account.externalId !== null) {
      this.world.addRole({
        ...role,
        name: CONTROL_PLANE_ROLE,
        trustedPrincipals: [AWS_BASE_CREDENTIALS.accountId],
        externalId: account.externalId,
        allowedActions: [...CONTROL_PLANE_ACTIONS],
      })
    }
    this.world.addRole({
      ...role,
      name: DELIVERY_ROLE,
      trustedServices: [FLOW_LOGS_SERVICE],
      allowedActions: [
        'logs:CreateLogStream',
        'logs:PutLogEvents',
        'logs:DescribeLogGroups',
        'logs:DescribeLogStreams',
      ],
    })
    this.world.addRole({
      ...role,
      name: FIREHOSE_SOURCE_ROLE,
      trustedServices: [LOG_DELIVERY_SERVICE],
      allowedActions: ['iam:PassRole', 'logs:*', 'sts:AssumeRole'],
    })
    for (const region of homeRegions) {
      if (!this.world.isRegionEnabled(id, region)) continue
      this.world.addLogGroup({ accountId: id, region, name: LOG_GROUP, isThrottled: false })
    }
  }

  /** The base identity, somebody else's identity beside it, and what every account delivers to. */
  hub(regions: readonly string[]): void {
    const { accountId } = AWS_BASE_CREDENTIALS
    this.world.addAccessKey({
      ...AWS_BASE_CREDENTIALS,
      allowedActions: [...CONTROL_PLANE_ACTIONS, 'sts:*', 'organizations:ListAccounts'],
    })
    this.world.addAccessKey({ ...AWS_OTHER_CREDENTIALS, allowedActions: null })
    this.world.addBucket({ name: BUCKET, accountId, region: 'eu-west-1', delivery: 'allowed', allowedAccounts: null })
    this.world.addRole({
      accountId,
      name: FIREHOSE_TARGET_ROLE,
      trustedServices: [],
      trustedPrincipals: [],
      externalId: null,
      maxSessionSeconds: 3600,
      allowedActions: ['iam:CreateServiceLinkedRole', 'firehose:TagDeliveryStream'],
    })
    for (const region of regions) this.world.addStream({ accountId, region, name: STREAM, tags: [] })
  }

  vpc(place: Place, cidrBlock: string, tags: readonly Tag[], sharedWith: readonly string[] = []): Vpc {
    return this.add({
      kind: 'vpc',
      ...place,
      cidrBlock,
      isDefault: false,
      state: 'available',
      ...this.common('vpc', tags, sharedWith),
    })
  }

  subnet(
    vpc: Vpc,
    zoneLetter: string,
    cidrBlock: string,
    tags: readonly Tag[],
    sharedWith: readonly string[] = [],
  ): Subnet {
    const availabilityZone = `${vpc.region}${zoneLetter}`
    return this.add({
      kind: 'subnet',
      ownerId: vpc.ownerId,
      region: vpc.region,
      vpcId: vpc.id,
      cidrBlock,
      availabilityZone,
      availabilityZoneId: zoneIdOf(availabilityZone),
      state: 'available',
      ...this.common('subnet', tags, sharedWith),
    })
  }

  networkInterface(
    subnet: Subnet,
    shape: Pick<NetworkInterface, 'interfaceType' | 'requesterManaged' | 'description' | 'status'>,
    tags: readonly Tag[],
    ownerId: string = subnet.ownerId,
  ): NetworkInterface {
    const [first = '10', second = '0', third = '0'] = subnet.cidrBlock.split('.')
    const isInstance = shape.interfaceType === 'interface' && !shape.requesterManaged && shape.status === 'in-use'
    return this.add({
      kind: 'network-interface',
      ownerId,
      region: subnet.region,
      vpcId: subnet.vpcId,
      subnetId: subnet.id,
      availabilityZone: subnet.availabilityZone,
      ...shape,
      instanceId: isInstance ? `i-${this.random.hex(17)}` : null,
      privateIpAddress: `${first}.${second}.${third}.${this.random.int(4, 250)}`,
      ...this.common('network-interface', tags, []),
    })
  }

  transitGateway(
    place: Place,
    description: string,
    tags: readonly Tag[],
    sharedWith: readonly string[],
  ): TransitGateway {
    return this.add({
      kind: 'transit-gateway',
      ...place,
      description,
      state: 'available',
      ...this.common('transit-gateway', tags, sharedWith),
    })
  }

  attachment(
    gateway: TransitGateway,
    attached: Pick<TransitGatewayAttachment, 'resourceOwnerId' | 'resourceType' | 'resourceId'>,
    tags: readonly Tag[],
  ): TransitGatewayAttachment {
    const sharedWith = attached.resourceOwnerId === gateway.ownerId ? [] : [attached.resourceOwnerId]
    return this.add({
      kind: 'transit-gateway-attachment',
      ownerId: gateway.ownerId,
      region: gateway.region,
      transitGatewayId: gateway.id,
      ...attached,
      state: 'available',
      ...this.common('transit-gateway-attachment', tags, sharedWith),
    })
  }

  natGateway(vpc: Vpc, subnet: Subnet | null, tags: readonly Tag[]): NatGateway {
    return this.add({
      kind: 'nat-gateway',
      ownerId: vpc.ownerId,
      region: vpc.region,
      vpcId: vpc.id,
      subnetId: subnet?.id ?? null,
      availabilityMode: subnet === null ? 'regional' : 'zonal',
      connectivityType: 'public',
      state: 'available',
      ...this.common('nat-gateway', tags, []),
    })
  }

  coreNetworkPart(place: Place, resourceType: CoreNetworkPart['resourceType']): CoreNetworkPart {
    return this.add({
      kind: 'core-network-part',
      ...place,
      resourceType,
      ...this.common('core-network-part', [], []),
    })
  }

  private add<T extends AnyResource>(resource: T): T {
    this.world.resources.add(resource)
    return resource
  }

  private common(kind: keyof typeof ID_PREFIXES, tags: readonly Tag[], sharedWith: readonly string[]) {
    return {
      id: `${ID_PREFIXES[kind]}0${this.random.hex(16)}`,
      tags: [...tags],
      sharedWith: [...sharedWith],
      sequence: this.world.nextSequence(),
    }
  }
}

/** Tags from a plain record. Pure. */
export function tagsOf(record: Readonly<Record<string, string>>): readonly Tag[] {
  return Object.entries(record).map(([key, value]) => ({ key, value }))
}
