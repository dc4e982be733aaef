import { beforeEach, describe, expect, it } from 'vitest'
import { AWS_SCOPE, awsResources, cenResources, CEN_SCOPE } from '../../test/contracts/fake-resources'
import { useTestDatabase } from '../../test/database'
import { vpcConfiguration } from '../../test/engine/configurations'
import type { EngineWorld } from '../../test/engine/engine-world'
import { createEngineWorld } from '../../test/engine/engine-world'
import { rowsWritten } from '../../test/engine/rows'
import { GLOBAL_REGION } from '../domain/scope'

/* A look of which one listing fails keeps what the others saw, says what it does not know, and concludes nothing from it. */

const database = useTestDatabase()
const MINUTE_MS = 60_000

beforeEach(() => database.empty())

async function problemOf(world: EngineWorld, region?: string) {
  const { rows } = await database.pool.query<{ problem: Record<string, string> | null }>(
    `SELECT "problem" FROM "scope" WHERE "id" = $1`,
    [world.scopeId(region)],
  )
  return rows[0]!.problem
}

async function known(type: string) {
  const { rows } = await database.pool.query<{ externalId: string; missingSince: Date | null; goneAt: Date | null }>(
    `SELECT "externalId", "missingSince", "goneAt" FROM "resource" WHERE "type" = $1 ORDER BY "externalId"`,
    [type],
  )
  return rows
}

const refuse = (world: EngineWorld, operation: string, code = 'UnauthorizedOperation') =>
  world.cloud.postFault({
    match: { operation },
    effect: { kind: 'refuse', errorKind: 'denied', code, message: 'You are not authorized.' },
    times: null,
  })

/** Lets the next pass discover. */
const discoverAgain = () => database.pool.query(`UPDATE "scope" SET "discoveryDueAt" = '2000-01-01'`)

describe('a look that fails in part', () => {
  it('writes what the other listings saw, and the scope names the operation and its code', async () => {
    const world = await createEngineWorld(database, { like: 'aws-ec2', resources: awsResources(undefined, 3) })
    refuse(world, 'DescribeSubnets')
    expect(await world.pass()).toMatchObject({ outcome: 'done' })
    expect(await known('VPC')).toHaveLength(3)
    expect(await known('TransitGateway')).toHaveLength(1)
    expect(await known('Subnet')).toEqual([])
    const problem = await problemOf(world)
    expect(problem).toMatchObject({ reason: 'PartlyListed', vendorCode: 'UnauthorizedOperation' })
    expect(problem!['message']).toContain('DescribeSubnets (UnauthorizedOperation)')
    expect(problem!['message']).toContain('Subnet')
  })

  it('concludes nothing about what it could not list, and everything about the rest', async () => {
    const resources = awsResources(undefined, 3)
    const world = await createEngineWorld(database, { like: 'aws-ec2', resources })
    await world.pass()
    refuse(world, 'DescribeSubnets')
    for (const resource of resources.filter(({ key }) => key.type === 'Subnet' || key.localKey.endsWith('3'))) {
      world.cloud.removeResource(resource.key)
    }
    for (let look = 0; look < 3; look += 1) {
      world.clock.advance(2 * MINUTE_MS)
      await discoverAgain()
      await world.pass()
    }
    expect(await known('Subnet')).toMatchObject([{ missingSince: null, goneAt: null }])
    const vpcs = await known('VPC')
    expect(vpcs.filter(({ goneAt }) => goneAt !== null)).toHaveLength(1)
    world.cloud.clearFaults()
    for (let look = 0; look < 2; look += 1) {
      world.clock.advance(2 * MINUTE_MS)
      await discoverAgain()
      await world.pass()
    }
    expect((await known('Subnet'))[0]!.goneAt).not.toBeNull()
    expect(await problemOf(world)).toBeNull()
  })

  it('goes on acting on what it sees, keeps the mark between looks, and stays quiet', async () => {
    const world = await createEngineWorld(database, { like: 'aws-ec2', resources: awsResources(undefined, 2) })
    refuse(world, 'DescribeNatGateways')
    await world.pass()
    await world.approve(vpcConfiguration())
    await world.settle()
    expect((await world.desired()).map(({ phase }) => phase)).toEqual(['Active', 'Active'])
    expect(await problemOf(world)).toMatchObject({ reason: 'PartlyListed' })
    await world.pass()
    const before = await rowsWritten(database.pool)
    await world.pass()
    expect(await problemOf(world), 'discovery was not due: it is still not known').toMatchObject({
      reason: 'PartlyListed',
    })
    expect((await rowsWritten(database.pool)) - before).toBe(0)
  })

  it('nobody leaves while the listing of its type fails', async () => {
    const resources = awsResources(undefined, 2)
    const world = await createEngineWorld(database, { like: 'aws-ec2', resources })
    await world.pass()
    await world.approve(vpcConfiguration())
    await world.settle()
    refuse(world, 'DescribeVpcs')
    for (const { key } of resources.filter(({ key: { type } }) => type === 'VPC')) world.cloud.removeResource(key)
    for (let look = 0; look < 3; look += 1) {
      world.clock.advance(2 * MINUTE_MS)
      await discoverAgain()
      await world.pass()
    }
    const desired = await world.desired()
    expect(desired.map(({ intent, endedAt }) => ({ intent, endedAt }))).toEqual(
      desired.map(() => ({ intent: 'present', endedAt: null })),
    )
    expect(world.mutations().filter((operation) => operation.startsWith('Delete'))).toEqual([])
  })

  it('a whole look that is refused is a failed one, as before', async () => {
    const world = await createEngineWorld(database, { like: 'aws-ec2', resources: awsResources(undefined, 1) })
    for (const operation of ['Vpcs', 'Subnets', 'TransitGateways', 'TransitGatewayAttachments', 'NatGateways']) {
      refuse(world, `Describe${operation}`)
    }
    expect(await world.pass()).toMatchObject({ outcome: 'failed' })
    expect(await problemOf(world)).toMatchObject({
      vendorCode: 'UnauthorizedOperation',
      reason: 'UnauthorizedOperation',
    })
  })

  it('CEN: one attachment listing that fails leaves attachments open, and the region is looked at all the same', async () => {
    const world = await createEngineWorld(database, { like: 'alibaba-cen', resources: cenResources(CEN_SCOPE, 1, 2) })
    await world.pass(GLOBAL_REGION)
    refuse(world, 'ListTransitRouterEcrAttachments', 'Forbidden.RAM')
    expect(await world.pass()).toMatchObject({ outcome: 'done' })
    expect(await problemOf(world)).toMatchObject({ reason: 'PartlyListed', vendorCode: 'Forbidden.RAM' })
    expect(world.cloud.calls.filter(({ operation }) => operation === 'DescribeFlowlogs')).toHaveLength(1)
  })

  it('one region that lists in part never marks another', async () => {
    const other = { ...AWS_SCOPE, region: 'eu-north-1' }
    const world = await createEngineWorld(database, {
      like: 'aws-ec2',
      resources: [...awsResources(undefined, 1), ...awsResources(other, 1)],
    })
    world.cloud.postFault({
      match: { operation: 'DescribeSubnets', region: 'eu-north-1' },
      effect: { kind: 'refuse', errorKind: 'denied', code: 'UnauthorizedOperation', message: 'No.' },
      times: null,
    })
    await world.pass()
    await world.pass('eu-north-1')
    expect(await problemOf(world)).toBeNull()
    expect(await problemOf(world, 'eu-north-1')).toMatchObject({ reason: 'PartlyListed' })
  })
})
