import type { AlibabaWorld } from '../world'
import { WorldBuilder } from './builder'

/** The accounts of the small world that tests use. Both ids exceed 2^53, so a rounding reader is found out at once. */
export const TEST_WORLD = {
  /** Owns the access key. */
  mainAccountId: '9007199254740993',
  /** Reached through the role. */
  memberAccountId: '9123456789012345',
  /** Owns a VPC attached in the main account. */
  strangerAccountId: '201846395720184637',
  regions: ['cn-hangzhou', 'cn-shanghai', 'ap-southeast-1'],
  foreignProject: 'test-foreign-project',
} as const

/** Small, with one of everything: all attachment kinds, a Basic router, an unsettled attachment, a foreign log. */
export function makeTestWorld(world: AlibabaWorld): void {
  const builder = new WorldBuilder(world, 'test')
  const base = TEST_WORLD.mainAccountId
  builder.account(base, 'test-main', TEST_WORLD.regions, { base })
  builder.account(TEST_WORLD.memberAccountId, 'test-member', TEST_WORLD.regions, { base })

  const backbone = builder.cen(base, 'backbone', { env: 'prod' })
  const hangzhou = builder.router(backbone, 'cn-hangzhou')
  const shanghai = builder.router(backbone, 'cn-shanghai')
  const basic = builder.router(backbone, 'ap-southeast-1', { edition: 'Basic' })
  for (const number of [1, 2, 3, 4]) builder.attachment(hangzhou, 'vpc', `vpc-${number}`, { tags: { env: 'prod' } })
  builder.attachment(hangzhou, 'vpc', 'vpc-shared', { ownerId: TEST_WORLD.strangerAccountId })
  builder.attachment(hangzhou, 'vpn', 'vpn-1')
  builder.attachment(hangzhou, 'vbr', 'vbr-1')
  builder.attachment(hangzhou, 'ecr', 'ecr-1')
  builder.attachment(hangzhou, 'vpc', 'vpc-attaching', { status: 'Attaching' })
  builder.peer(hangzhou, shanghai)
  const logged = builder.attachment(shanghai, 'vpc', 'vpc-logged')
  builder.attachment(shanghai, 'vpc', 'vpc-free')
  builder.attachment(basic, 'vpc', 'vpc-basic')
  builder.flowLog({
    router: shanghai,
    attachment: logged,
    projectName: TEST_WORLD.foreignProject,
    name: 'somebody-elses',
    tags: { 'managed-by': 'terraform' },
  })

  const second = builder.cen(base, 'second')
  for (const regionId of ['cn-hangzhou', 'cn-shanghai']) {
    const router = builder.router(second, regionId)
    for (const number of [1, 2, 3]) builder.attachment(router, 'vpc', `vpc-${number}`)
  }
  const member = builder.cen(TEST_WORLD.memberAccountId, 'member')
  const memberRouter = builder.router(member, 'cn-hangzhou')
  builder.attachment(memberRouter, 'vpc', 'vpc-1')
}
