import type { AlibabaWorld } from '../world'
import { WorldBuilder } from './builder'

/** Two accounts, five regions, four CENs each: 40 routers with 25 attachments, 1,000 targets. */
const BENCH_WORLD = {
  mainAccountId: '9007199254740993',
  memberAccountId: '9123456789012345',
  regions: ['cn-hangzhou', 'cn-shanghai', 'cn-beijing', 'cn-shenzhen', 'ap-southeast-1'],
  censPerAccount: 4,
  attachmentsPerRouter: 25,
} as const

/** The world of the CEN benchmark: large, uniform, without foreign logs. */
export function makeBenchWorld(world: AlibabaWorld): void {
  const builder = new WorldBuilder(world, 'bench')
  const base = BENCH_WORLD.mainAccountId
  for (const accountId of [base, BENCH_WORLD.memberAccountId]) {
    builder.account(accountId, `bench-${accountId.slice(-4)}`, BENCH_WORLD.regions, { base })
    for (let number = 1; number <= BENCH_WORLD.censPerAccount; number += 1) {
      const cen = builder.cen(accountId, `bench-${accountId.slice(-4)}-${number}`)
      for (const regionId of BENCH_WORLD.regions) {
        const router = builder.router(cen, regionId)
        for (let at = 1; at <= BENCH_WORLD.attachmentsPerRouter; at += 1) {
          builder.attachment(router, kindOf(at), `attachment-${at}`, { tags: { bench: 'yes' } })
        }
      }
    }
  }
}

/** One of each rarer kind, VPCs otherwise. */
function kindOf(at: number): 'vpc' | 'vpn' | 'vbr' | 'ecr' {
  return at === 23 ? 'vpn' : at === 24 ? 'vbr' : at === 25 ? 'ecr' : 'vpc'
}
