import type { AwsWorld } from '../aws/world'
import type { SimRandom } from '../core/random'
import { AWS_BASE_CREDENTIALS } from './credentials'
import { tagsOf, WorldBuilder } from './world-builder'

const BENCH_REGIONS = ['eu-west-1', 'eu-central-1', 'us-east-1', 'us-west-2'] as const

/** A fleet of nothing but VPCs, spread evenly over accounts and four regions: what the bench puts under flow logging. */
export function populateBenchWorld(
  world: AwsWorld,
  random: SimRandom,
  size: { readonly awsAccounts: number; readonly awsVpcs: number },
): void {
  const builder = new WorldBuilder(world, random)
  const accounts = Array.from({ length: Math.max(1, size.awsAccounts) }, (_unused, index) =>
    index === 0 ? AWS_BASE_CREDENTIALS.accountId : String(300_000_000_000 + index),
  )
  accounts.forEach((id, index) =>
    builder.account({
      id,
      name: `bench-${String(index + 1).padStart(3, '0')}`,
      homeRegions: BENCH_REGIONS,
      externalId: index === 0 ? null : `weir-bench-${index}`,
    }),
  )
  builder.hub(BENCH_REGIONS)
  const scopes = accounts.flatMap((ownerId) => BENCH_REGIONS.map((region) => ({ ownerId, region })))
  for (let index = 0; index < size.awsVpcs; index += 1) {
    const place = scopes[index % scopes.length]
    if (!place) break
    const tags = tagsOf({ Name: `bench-${index}`, env: 'prod' })
    builder.vpc(place, `10.${Math.floor(index / 256) % 256}.${index % 256}.0/24`, tags)
  }
}
