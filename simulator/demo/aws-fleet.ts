import type { AwsWorld } from '../aws/world'
import type { NetworkInterface, Subnet, TransitGateway, Vpc } from '../aws/world-types'
import type { SimRandom } from '../core/random'
import { DEMO_ACCOUNTS, type DemoAccount } from './accounts'
import { plantForeignFlowLogs, type DemoNetwork } from './foreign-flow-logs'
import { BUCKET, tagsOf, WorldBuilder } from './world-builder'

const PURPOSES = [
  'core',
  'apps',
  'services',
  'batch',
  'ingest',
  'gateway',
  'cache',
  'search',
  'reports',
  'tooling',
] as const
const COST_CENTERS: Readonly<Record<DemoAccount['environment'], string>> = {
  prod: '4100',
  staging: '4200',
  dev: '4300',
}

/** Regions where a hub account runs a transit gateway, with how many. Fourteen in all. */
const TRANSIT_GATEWAYS: Readonly<Record<string, readonly [region: string, count: number][]>> = {
  '222233334444': [
    ['eu-west-1', 2],
    ['eu-central-1', 1],
    ['us-east-1', 2],
    ['ap-southeast-1', 1],
  ],
  '666677778888': [
    ['eu-west-1', 1],
    ['eu-central-1', 1],
    ['us-east-1', 1],
    ['us-west-2', 1],
  ],
  '444455556666': [
    ['us-west-2', 1],
    ['ap-southeast-1', 1],
  ],
  '777788889999': [
    ['eu-west-1', 1],
    ['us-east-1', 1],
  ],
}

const ATTACHMENT_COUNT = 60

/** The AWS half of the demo fleet: accounts, networks, and what others have logged already. Same random, same fleet. */
export function populateDemoFleet(world: AwsWorld, random: SimRandom, nowMs: number): void {
  const builder = new WorldBuilder(world, random)
  const network: DemoNetwork = { vpcs: [], subnets: [], interfaces: [], transitGateways: [], attachments: [], nats: [] }
  for (const account of DEMO_ACCOUNTS) builder.account({ ...account, homeRegions: account.regions })
  builder.hub(['eu-west-1', 'eu-central-1', 'us-east-1', 'us-west-2', 'ap-southeast-1'])
  world.addBucket({
    name: `${BUCKET}-us`,
    accountId: '222233334444',
    region: 'us-east-1',
    delivery: 'allowed',
    allowedAccounts: null,
  })
  world.addBucket({
    name: 'security-evidence-vault',
    accountId: '777788889999',
    region: 'eu-west-1',
    delivery: 'allowed',
    allowedAccounts: ['777788889999', '222233334444'],
    // Evidence is read by the people it belongs to, from their own account only.
    readers: [],
  })

  let block = 0
  for (const account of DEMO_ACCOUNTS) {
    for (const region of account.regions) {
      if (!world.isRegionEnabled(account.id, region)) continue
      for (let index = 0; index < account.vpcsPerRegion; index += 1) {
        buildVpc(builder, random, network, account, region, index, block)
        block += 1
      }
    }
  }
  buildTransitGateways(builder, random, network)
  plantForeignFlowLogs(world, random, network, nowMs)
}

function buildVpc(
  builder: WorldBuilder,
  random: SimRandom,
  network: DemoNetwork,
  account: DemoAccount,
  region: string,
  index: number,
  block: number,
): void {
  const team = random.pick(account.teams)
  const purpose = PURPOSES[index % PURPOSES.length] ?? 'core'
  const name = `${account.name}-${purpose}${index < PURPOSES.length ? '' : `-${Math.floor(index / PURPOSES.length) + 1}`}`
  const base = { env: account.environment, team, 'cost-center': COST_CENTERS[account.environment] }
  // A few have been made by hand and never tagged: real fleets look like that, and selectors must live with it.
  const tags = random.chance(0.06) ? tagsOf({ Name: name }) : tagsOf({ Name: name, ...base })
  const network16 = `10.${Math.floor(block / 2) % 256}.${(block % 2) * 128}`
  const participants = sharedWith(account, index)
  const vpc = builder.vpc({ ownerId: account.id, region }, `${network16}.0/17`, tags, participants)
  network.vpcs.push(vpc)

  const subnets = ['a', 'b', 'c'].map((zone, zoneIndex) => {
    const tier = zoneIndex === 0 ? 'public' : 'private'
    const cidr = `10.${Math.floor(block / 2) % 256}.${(block % 2) * 128 + zoneIndex * 8}.0/24`
    const subnetTags = tagsOf({ Name: `${name}-${tier}-${zone}`, ...base, tier })
    return builder.subnet(vpc, zone, cidr, subnetTags, participants)
  })
  network.subnets.push(...subnets)

  const interfaceCount = random.int(4, 11)
  for (let number = 0; number < interfaceCount; number += 1) {
    const subnet = random.pick(subnets)
    const owner = participants.length > 0 && random.chance(0.4) ? random.pick(participants) : account.id
    network.interfaces.push(builder.networkInterface(subnet, ...drawInterface(random, name), owner))
  }
  buildNat(builder, random, network, vpc, subnets, base, index)
}

/** Platform's first two networks of each region are shared through RAM with the accounts that run on them. */
function sharedWith(account: DemoAccount, index: number): readonly string[] {
  if (account.name !== 'platform-shared' || index > 1) return []
  return index === 0 ? ['111122223333', '333344445555'] : ['444455556666']
}

type InterfaceShape = Pick<NetworkInterface, 'interfaceType' | 'requesterManaged' | 'description' | 'status'>

/** What is found in a network: mostly instances, then what managed services put there. */
function drawInterface(random: SimRandom, name: string): [InterfaceShape, NetworkInterface['tags']] {
  const managed = (interfaceType: string, description: string): [InterfaceShape, NetworkInterface['tags']] => [
    { interfaceType, requesterManaged: true, description, status: 'in-use' },
    [],
  ]
  const drawn = random.next()
  if (drawn < 0.56) {
    const tags = [...tagsOf({ Name: `${name}-node-${random.int(1, 40)}` })]
    return [{ interfaceType: 'interface', requesterManaged: false, description: '', status: 'in-use' }, tags]
  }
  if (drawn < 0.68) return managed('interface', `ELB app/${name}/${random.hex(16)}`)
  if (drawn < 0.76) return managed('lambda', `AWS Lambda VPC ENI-${name}-handler-${random.uuid()}`)
  if (drawn < 0.83) return managed('vpc_endpoint', `VPC Endpoint Interface vpce-0${random.hex(16)}`)
  if (drawn < 0.88) return managed('interface', 'RDSNetworkInterface')
  if (drawn < 0.92) return managed('network_load_balancer', `ELB net/${name}/${random.hex(16)}`)
  if (drawn < 0.95) return managed('trunk', 'aws-k8s-trunk-eni')
  if (drawn < 0.97) return managed('gateway_load_balancer_endpoint', `VPC Endpoint Interface vpce-0${random.hex(16)}`)
  return [{ interfaceType: 'interface', requesterManaged: false, description: 'spare', status: 'available' }, []]
}

function buildNat(
  builder: WorldBuilder,
  random: SimRandom,
  network: DemoNetwork,
  vpc: Vpc,
  subnets: readonly Subnet[],
  base: Readonly<Record<string, string>>,
  index: number,
): void {
  const publicSubnet = subnets[0]
  if (index === 2) {
    network.nats.push(builder.natGateway(vpc, null, tagsOf({ Name: `${vpc.id}-egress`, ...base })))
  } else if (index % 5 === 1 && publicSubnet) {
    network.nats.push(builder.natGateway(vpc, publicSubnet, tagsOf({ Name: `${vpc.id}-nat-a`, ...base })))
    const shape = {
      interfaceType: 'natGateway',
      requesterManaged: true,
      description: 'Interface for NAT Gateway',
      status: 'in-use' as const,
    }
    if (random.chance(0.8)) network.interfaces.push(builder.networkInterface(publicSubnet, shape, []))
  }
}

function buildTransitGateways(builder: WorldBuilder, random: SimRandom, network: DemoNetwork): void {
  for (const [ownerId, places] of Object.entries(TRANSIT_GATEWAYS)) {
    const owner = DEMO_ACCOUNTS.find((account) => account.id === ownerId)
    for (const [region, count] of places) {
      for (let number = 1; number <= count; number += 1) {
        const participants = DEMO_ACCOUNTS.filter(
          (account) => account.id !== ownerId && account.regions.includes(region),
        )
        const tags = tagsOf({
          Name: `${owner?.name ?? ownerId}-tgw-${region}-${number}`,
          env: 'prod',
          team: 'network',
          'cost-center': '4100',
        })
        const description = number === 1 ? 'Regional hub' : 'Isolated traffic'
        const sharing = participants.map((account) => account.id)
        network.transitGateways.push(builder.transitGateway({ ownerId, region }, description, tags, sharing))
      }
    }
  }
  const attachedVpcs = new Set<string>()
  for (let number = 0; number < ATTACHMENT_COUNT; number += 1) {
    const gateway = network.transitGateways[number % network.transitGateways.length]
    if (gateway) network.attachments.push(buildAttachment(builder, random, network, gateway, number, attachedVpcs))
  }
}

function buildAttachment(
  builder: WorldBuilder,
  random: SimRandom,
  network: DemoNetwork,
  gateway: TransitGateway,
  number: number,
  attachedVpcs: Set<string>,
) {
  const tags = (name: string) => tagsOf({ Name: name, env: 'prod', team: 'network' })
  if (number % 10 === 9) {
    const attached = {
      resourceOwnerId: gateway.ownerId,
      resourceType: 'vpn' as const,
      resourceId: `vpn-0${random.hex(16)}`,
    }
    return builder.attachment(gateway, attached, tags(`office-vpn-${Math.ceil(number / 10)}`))
  }
  if (number % 15 === 7) {
    const resourceId = random.uuid()
    const attached = { resourceOwnerId: gateway.ownerId, resourceType: 'direct-connect-gateway' as const, resourceId }
    return builder.attachment(gateway, attached, tags(`direct-connect-${Math.ceil(number / 15)}`))
  }
  const mayAttach = (vpc: Vpc): boolean =>
    vpc.region === gateway.region &&
    !attachedVpcs.has(`${gateway.id}/${vpc.id}`) &&
    (vpc.ownerId === gateway.ownerId || gateway.sharedWith.includes(vpc.ownerId))
  const vpc = random.pick(network.vpcs.filter(mayAttach))
  attachedVpcs.add(`${gateway.id}/${vpc.id}`)
  const name = vpc.tags.find((tag) => tag.key === 'Name')?.value ?? vpc.id
  const attached = { resourceOwnerId: vpc.ownerId, resourceType: 'vpc' as const, resourceId: vpc.id }
  return builder.attachment(gateway, attached, tags(`${name}-attachment`))
}
