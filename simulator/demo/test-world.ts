import type { AwsWorld } from '../aws/world'
import type { SimRandom } from '../core/random'
import { AWS_BASE_CREDENTIALS } from './credentials'
import { tagsOf, WorldBuilder } from './world-builder'

/** The second account of the test world; the first is the hub's own. */
export const TEST_MEMBER_ACCOUNT = '111122223333'
export const TEST_EXTERNAL_ID = 'weir-test-member'
const TEST_REGIONS = ['eu-west-1', 'us-east-1'] as const

/** A small world with one or a few of every kind of target in two accounts and two regions; nobody logs anything yet. */
export function populateTestWorld(world: AwsWorld, random: SimRandom): void {
  const builder = new WorldBuilder(world, random)
  const hubId = AWS_BASE_CREDENTIALS.accountId
  builder.account({ id: hubId, name: 'platform-shared', homeRegions: TEST_REGIONS, externalId: null })
  builder.account({
    id: TEST_MEMBER_ACCOUNT,
    name: 'payments-prod',
    homeRegions: TEST_REGIONS,
    externalId: TEST_EXTERNAL_ID,
  })
  builder.hub(TEST_REGIONS)
  for (const ownerId of [hubId, TEST_MEMBER_ACCOUNT]) {
    const other = ownerId === hubId ? TEST_MEMBER_ACCOUNT : hubId
    TEST_REGIONS.forEach((region, regionIndex) => {
      const gateway = builder.transitGateway({ ownerId, region }, 'Hub', tagsOf({ Name: 'hub' }), [])
      // Cloud WAN parts can be logged but are listed nowhere: who wants one has to know its id.
      for (const type of ['CoreNetwork', 'CoreNetworkAttachment', 'CoreNetworkEdge'] as const) {
        builder.coreNetworkPart({ ownerId, region }, type)
      }
      for (let number = 0; number < 4; number += 1) {
        const env = number % 2 === 0 ? 'prod' : 'dev'
        const tags = tagsOf({ Name: `network-${number}`, env })
        // The hub shares its last network, so that the member sees one that is not its own.
        const participants = ownerId === hubId && number === 3 ? [other] : []
        const block = `10.${regionIndex * 10 + number}`
        const vpc = builder.vpc({ ownerId, region }, `${block}.0.0/16`, tags, participants)
        const subnets = ['a', 'b'].map((zone, index) =>
          builder.subnet(vpc, zone, `${block}.${index}.0/24`, tagsOf({ Name: `subnet-${zone}`, env }), participants),
        )
        for (const subnet of subnets) {
          const shape = {
            interfaceType: 'interface',
            requesterManaged: false,
            description: '',
            status: 'in-use' as const,
          }
          builder.networkInterface(subnet, shape, tagsOf({ env }))
          if (participants.length > 0) builder.networkInterface(subnet, shape, [], other)
        }
        if (number === 0) builder.natGateway(vpc, null, tagsOf({ Name: 'regional' }))
        if (number === 1) builder.natGateway(vpc, subnets[0] ?? null, tagsOf({ Name: 'zonal' }))
        if (number < 3) {
          const attached = { resourceOwnerId: ownerId, resourceType: 'vpc' as const, resourceId: vpc.id }
          builder.attachment(gateway, attached, tagsOf({ Name: `attachment-${number}` }))
        }
      }
    })
  }
}
