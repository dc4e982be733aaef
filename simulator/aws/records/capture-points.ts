import { createRandom } from '../../core/random'
import type { AwsWorld } from '../world'
import type { FlowLog, NatGateway, NetworkInterface, Subnet, TransitGatewayAttachment, Vpc } from '../world-types'

/** Where traffic is captured: a network interface, the interface behind a NAT gateway, or a transit gateway attachment. */
export type CapturePoint =
  | {
      readonly kind: 'interface'
      /** The interface's id: records and log streams carry it. */
      readonly id: string
      readonly accountId: string
      readonly region: string
      readonly address: string
      readonly instanceId: string | null
      readonly interfaceType: string
      readonly resourceId: string
      readonly vpc: Vpc | undefined
      readonly subnet: Subnet | undefined
      readonly tags: NetworkInterface['tags']
    }
  | {
      readonly kind: 'attachment'
      readonly id: string
      readonly accountId: string
      readonly region: string
      readonly address: string
      readonly attachment: TransitGatewayAttachment | undefined
      readonly gatewayId: string
      readonly attachedVpc: Vpc | undefined
    }

/**
 * Where a flow log captures, in order of creation. Interfaces that nothing is attached to see no traffic, and neither do
 * the few networks in which simply nothing happens: a flow log on them is healthy and delivers nothing.
 */
export function capturePoints(world: AwsWorld, flowLog: FlowLog): readonly CapturePoint[] {
  const target = world.resources.get(flowLog.resourceId)
  if (!target) return []
  switch (target.kind) {
    case 'network-interface':
      return interfacePoints(world, [target])
    case 'subnet':
      return interfacePoints(
        world,
        interfacesWhere(world, target, (candidate) => candidate.subnetId === target.id),
      )
    case 'vpc':
      return interfacePoints(
        world,
        interfacesWhere(world, target, (candidate) => candidate.vpcId === target.id),
      )
    case 'nat-gateway':
      return isQuiet(target.vpcId) ? [] : [natPoint(world, target)]
    case 'transit-gateway':
      return world.resources
        .visible(target.ownerId, target.region, 'transit-gateway-attachment')
        .filter((attachment) => attachment.transitGatewayId === target.id && attachment.state === 'available')
        .map((attachment) => attachmentPoint(world, attachment))
    case 'transit-gateway-attachment':
      return target.state === 'available' ? [attachmentPoint(world, target)] : []
    case 'core-network-part':
      return []
  }
}

/** Whether nothing ever happens in a network. The same networks in every run of a world. */
export function isQuiet(vpcId: string): boolean {
  return createRandom(`quiet/${vpcId}`).chance(0.08)
}

function interfacesWhere(
  world: AwsWorld,
  place: Vpc | Subnet,
  matches: (candidate: NetworkInterface) => boolean,
): readonly NetworkInterface[] {
  // An interface is seen by its owner alone, and whoever may put one here shares the network.
  return [place.ownerId, ...place.sharedWith]
    .flatMap((owner) => world.resources.visible(owner, place.region, 'network-interface'))
    .filter(matches)
}

function interfacePoints(world: AwsWorld, interfaces: readonly NetworkInterface[]): readonly CapturePoint[] {
  return interfaces
    .filter(({ status, vpcId }) => status === 'in-use' && !isQuiet(vpcId))
    .map((one) => {
      const vpc = world.resources.get(one.vpcId)
      const subnet = world.resources.get(one.subnetId)
      return {
        kind: 'interface',
        id: one.id,
        accountId: one.ownerId,
        region: one.region,
        address: one.privateIpAddress,
        instanceId: one.instanceId,
        interfaceType: one.interfaceType,
        resourceId: one.id,
        vpc: vpc?.kind === 'vpc' ? vpc : undefined,
        subnet: subnet?.kind === 'subnet' ? subnet : undefined,
        tags: one.tags,
      }
    })
}

function natPoint(world: AwsWorld, nat: NatGateway): CapturePoint {
  const random = createRandom(`nat-interface/${nat.id}`)
  const vpc = world.resources.get(nat.vpcId)
  const network = vpc?.kind === 'vpc' ? vpc : undefined
  return {
    kind: 'interface',
    id: `eni-0${random.hex(16)}`,
    accountId: nat.ownerId,
    region: nat.region,
    address: addressIn(network?.cidrBlock ?? '10.0.0.0/16', random.int(4, 250)),
    instanceId: null,
    interfaceType: 'regional_nat_gateway',
    resourceId: nat.id,
    vpc: network,
    subnet: undefined,
    tags: nat.tags,
  }
}

function attachmentPoint(world: AwsWorld, attachment: TransitGatewayAttachment): CapturePoint {
  const attached = world.resources.get(attachment.resourceId)
  const attachedVpc = attached?.kind === 'vpc' ? attached : undefined
  const host = createRandom(`attachment-address/${attachment.id}`).int(4, 250)
  return {
    kind: 'attachment',
    id: attachment.id,
    accountId: attachment.ownerId,
    region: attachment.region,
    address: addressIn(attachedVpc?.cidrBlock ?? '172.20.0.0/16', host),
    attachment,
    gatewayId: attachment.transitGatewayId,
    attachedVpc,
  }
}

function addressIn(cidrBlock: string, host: number): string {
  const [first = '10', second = '0', third = '0'] = cidrBlock.split('.')
  return `${first}.${second}.${third}.${host}`
}
