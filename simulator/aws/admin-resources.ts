import { z } from 'zod'
import { zoneIdOf } from './regions'
import type { AwsWorld } from './world'
import type { AnyResource } from './world-types'

const common = {
  id: z.string().optional(),
  ownerId: z.string().regex(/^\d{12}$/, 'twelve digits'),
  region: z.string(),
  tags: z.array(z.strictObject({ key: z.string(), value: z.string() })).default([]),
  sharedWith: z.array(z.string()).default([]),
}

/** A network resource as the admin API takes it: what is left out is made up. */
export const newResourceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('vpc'), ...common, cidrBlock: z.string().default('10.200.0.0/16') }),
  z.strictObject({
    kind: z.literal('subnet'),
    ...common,
    vpcId: z.string(),
    cidrBlock: z.string().default('10.200.1.0/24'),
  }),
  z.strictObject({
    kind: z.literal('network-interface'),
    ...common,
    vpcId: z.string(),
    subnetId: z.string(),
    interfaceType: z.string().default('interface'),
  }),
  z.strictObject({ kind: z.literal('transit-gateway'), ...common, description: z.string().default('') }),
  z.strictObject({
    kind: z.literal('transit-gateway-attachment'),
    ...common,
    transitGatewayId: z.string(),
    resourceOwnerId: z.string(),
    resourceId: z.string(),
  }),
  z.strictObject({
    kind: z.literal('nat-gateway'),
    ...common,
    vpcId: z.string(),
    subnetId: z.string().nullable().default(null),
    availabilityMode: z.enum(['zonal', 'regional']).default('regional'),
  }),
])

type NewResource = z.infer<typeof newResourceSchema>

/** The prefix of the ids of each kind. Source: EC2 user guide, resource ids. */
export const ID_PREFIXES: Readonly<Record<AnyResource['kind'], string>> = {
  vpc: 'vpc-',
  subnet: 'subnet-',
  'network-interface': 'eni-',
  'transit-gateway': 'tgw-',
  'transit-gateway-attachment': 'tgw-attach-',
  'nat-gateway': 'nat-',
  'core-network-part': 'core-network-',
}

/** The whole resource, with an id and everything else that was left out. */
export function resourceFrom(wanted: NewResource, world: AwsWorld): AnyResource {
  const id = wanted.id ?? `${ID_PREFIXES[wanted.kind]}${world.random.hex(17)}`
  const base = { id, sequence: world.nextSequence() }
  const zone = `${wanted.region}a`
  switch (wanted.kind) {
    case 'vpc':
      return { ...wanted, ...base, isDefault: false, state: 'available' }
    case 'subnet':
      return { ...wanted, ...base, availabilityZone: zone, availabilityZoneId: zoneIdOf(zone), state: 'available' }
    case 'network-interface':
      return {
        ...wanted,
        ...base,
        availabilityZone: zone,
        requesterManaged: false,
        description: '',
        instanceId: null,
        privateIpAddress: `10.200.${world.random.int(1, 254)}.${world.random.int(4, 250)}`,
        status: 'in-use',
      }
    case 'transit-gateway':
      return { ...wanted, ...base, state: 'available' }
    case 'transit-gateway-attachment':
      return { ...wanted, ...base, resourceType: 'vpc', state: 'available' }
    case 'nat-gateway':
      return { ...wanted, ...base, connectivityType: 'public', state: 'available' }
  }
}
