import { demoOrganisation } from '../aws/organizations/members'
import { roleArn, type AwsWorld } from '../aws/world'
import type { SimContext, WorldAccount, WorldName } from '../core/cloud'
import { CONTROL_PLANE_ROLE, DEMO_ACCOUNTS } from './accounts'
import { populateDemoFleet } from './aws-fleet'
import { populateBenchWorld } from './bench-world'
import { AWS_BASE_CREDENTIALS } from './credentials'
import { populateTestWorld } from './test-world'
import { WorldBuilder } from './world-builder'

/** Fills an empty AWS world with the named one. */
export function populateWorld(world: AwsWorld, name: WorldName, context: SimContext): void {
  const random = world.random
  if (name === 'demo' || name === 'test') world.organisation = demoOrganisation(AWS_BASE_CREDENTIALS.accountId)
  switch (name) {
    case 'demo':
      populateDemoFleet(world, random, context.clock.now().getTime())
      return
    case 'test':
      populateTestWorld(world, random)
      return
    case 'bench-aws':
      populateBenchWorld(world, random, context.settings.bench)
      return
    case 'empty': {
      // The accounts of the demo with the way in, and nothing in them.
      const builder = new WorldBuilder(world, random)
      for (const account of DEMO_ACCOUNTS) builder.account({ ...account, homeRegions: account.regions })
      builder.hub(['eu-west-1', 'us-east-1'])
      return
    }
    case 'bench-cen':
      return
  }
}

/** The accounts of a world with the way in to each. */
export function worldAccounts(world: AwsWorld): readonly WorldAccount[] {
  const owners = new Set([...world.accessKeys.values()].map((key) => key.accountId))
  return [...world.accounts.values()].map((account) => {
    const arn = roleArn(account.id, CONTROL_PLANE_ROLE)
    const isBase = owners.has(account.id)
    return {
      provider: 'aws' as const,
      accountId: account.id,
      name: account.name,
      roleArn: isBase ? null : arn,
      externalId: isBase ? null : (world.roles.get(arn)?.externalId ?? null),
      regions: account.homeRegions,
    }
  })
}
