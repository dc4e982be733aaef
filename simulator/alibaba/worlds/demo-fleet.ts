import type { AlibabaWorld } from '../world'
import type { SimAttachment, SimAttachmentKind, SimRouter } from '../world-types'
import { WorldBuilder } from './builder'

/** Names and ids of the demo fleet that documents, seeds and tests may rely on. Two of the account ids exceed 2^53. */
export const DEMO_FLEET = {
  retailAccountId: '1648273950184627',
  platformAccountId: '9218374650192837',
  dataAccountId: '9631047258830461',
  /** A partner who shares networks with us and is not ours to look into. */
  partnerAccountId: '201846395720184637',
  regions: ['cn-hangzhou', 'cn-shanghai', 'ap-southeast-1'],
  /** Exists in cn-shanghai: a log in another region that names it is refused. */
  projectInOtherRegion: 'retail-network-audit',
  projectInOtherRegionAt: 'cn-shanghai',
} as const

/** How many attachments of each kind a router gets. */
type Mix = Readonly<Record<Exclude<SimAttachmentKind, 'peer'>, number>>

interface PlannedCen {
  readonly accountId: string
  readonly name: string
  readonly env: string
  readonly routers: readonly {
    readonly regionId: string
    readonly mix: Mix
    readonly edition?: 'Basic'
  }[]
  readonly linked: boolean
}

const { retailAccountId, platformAccountId, dataAccountId, partnerAccountId } = DEMO_FLEET

/** 6 CENs, 12 routers (one Basic Edition), 42 attachments and 4 peer links that list at both ends: 50 in all. */
const PLAN: readonly PlannedCen[] = [
  cen(retailAccountId, 'retail-backbone', 'prod', true, [
    ['cn-hangzhou', mix(2, 1, 1, 0)],
    ['cn-shanghai', mix(2, 0, 1, 1)],
  ]),
  cen(retailAccountId, 'retail-stores', 'prod', true, [
    ['cn-hangzhou', mix(2, 1, 0, 0)],
    ['ap-southeast-1', mix(2, 0, 1, 0)],
  ]),
  cen(platformAccountId, 'platform-core', 'prod', true, [
    ['cn-hangzhou', mix(2, 1, 1, 0)],
    ['cn-shanghai', mix(2, 0, 1, 1)],
  ]),
  cen(platformAccountId, 'platform-staging', 'staging', false, [
    ['cn-hangzhou', mix(2, 1, 0, 0)],
    ['ap-southeast-1', mix(2, 0, 1, 1)],
  ]),
  cen(dataAccountId, 'data-lake', 'prod', true, [
    ['cn-shanghai', mix(3, 0, 0, 0)],
    ['cn-hangzhou', mix(2, 1, 1, 0)],
  ]),
  cen(dataAccountId, 'data-exchange', 'prod', false, [
    ['cn-shanghai', mix(3, 0, 1, 0)],
    ['ap-southeast-1', mix(2, 0, 0, 0), 'Basic'],
  ]),
]

/** The Alibaba Cloud part of the demo: three accounts in three regions, with flow logs that others made. */
export function makeDemoFleet(world: AlibabaWorld): void {
  const builder = new WorldBuilder(world, 'demo')
  const base = platformAccountId
  builder.account(retailAccountId, 'cn-retail-prod', DEMO_FLEET.regions, { base })
  builder.account(platformAccountId, 'cn-platform', DEMO_FLEET.regions, { base })
  // A small quota, so that logging everything here runs into it.
  builder.account(dataAccountId, 'cn-data', DEMO_FLEET.regions, { base, flowLogQuota: 14 })

  for (const [index, planned] of PLAN.entries()) {
    const made = builder.cen(planned.accountId, planned.name, { env: planned.env, team: teamOf(planned.accountId) })
    const routers = planned.routers.map(({ regionId, edition }) =>
      builder.router(made, regionId, edition === undefined ? {} : { edition }),
    )
    const attached = routers.map((router, at) =>
      attach(builder, router, planned.routers[at]?.mix ?? mix(0, 0, 0, 0), planned.env),
    )
    const [near, far] = routers
    const link = planned.linked && near !== undefined && far !== undefined ? builder.peer(near, far) : undefined
    for (const [at, router] of routers.entries()) {
      if (router.edition === 'Enterprise') seedForeignLogs(builder, router, attached[at] ?? [], link, index * 2 + at)
    }
    if (planned.name === 'data-exchange') builder.legacyFlowLog(made, 'cn-shanghai', 'data-cen-legacy')
  }
  builder.project(retailAccountId, DEMO_FLEET.projectInOtherRegionAt, DEMO_FLEET.projectInOtherRegion, ['flow-logs'])
}

function attach(builder: WorldBuilder, router: SimRouter, wanted: Mix, env: string): SimAttachment[] {
  return (['vpc', 'vpn', 'vbr', 'ecr'] as const).flatMap((kind) =>
    Array.from({ length: wanted[kind] }, (_, number) => {
      // The second VPC of a router belongs to somebody else: shared with us, attached by us.
      const ownerId = kind === 'vpc' && number === 1 ? sharedOwner(router) : router.accountId
      return builder.attachment(router, kind, `${kind}-${router.name}-${number + 1}`, { ownerId, tags: { env } })
    }),
  )
}

function sharedOwner(router: SimRouter): string {
  return router.regionId === 'cn-hangzhou' ? partnerAccountId : dataAccountId
}

/**
 * What others made on one router: mostly plain logs on the first attachments, every third router Terraform's, every
 * fourth switched off, two at router level, and on some peer links only this end.
 */
function seedForeignLogs(
  builder: WorldBuilder,
  router: SimRouter,
  attachments: readonly SimAttachment[],
  link: SimAttachment | undefined,
  number: number,
): void {
  const projectName = builder.project(
    router.accountId,
    router.regionId,
    `netlogs-${router.accountId.slice(-6)}-${router.regionId}`,
    ['flow-logs'],
  )
  const isTerraform = number % 3 === 0
  const common = {
    router,
    projectName,
    tags: isTerraform
      ? { 'managed-by': 'terraform', 'terraform:workspace': `network-${router.regionId}` }
      : number % 2 === 0
        ? { owner: 'network-operations' }
        : {},
  }
  if (number === 7 || number === 8) {
    builder.flowLog({ ...common, name: `${router.name}-all` })
    return
  }
  for (const [at, attachment] of attachments.slice(0, number === 4 ? 3 : 2).entries()) {
    builder.flowLog({
      ...common,
      attachment,
      name: isTerraform ? `tf-${attachment.name}` : attachment.name,
      intervalSeconds: number % 2 === 0 ? 60 : 600,
      ...(at === 1 && number % 4 === 1 ? { status: 'Inactive', description: 'switched off during a cost review' } : {}),
      ...(number === 2 ? { logFormatString: '${srcaddr}${dstaddr}${bytes}${packets}${start}${end}' } : {}),
    })
  }
  if (link !== undefined) {
    const isFarEnd = link.transitRouterId !== router.transitRouterId
    // Links 0 and 4 are logged at both ends, link 2 only where it leaves, the last not at all.
    const isLogged = number < 2 || number === 2 || number === 4 || (number === 5 && isFarEnd)
    if (isLogged) builder.flowLog({ ...common, attachment: link, name: `${link.name}-out` })
  }
}

function cen(
  accountId: string,
  name: string,
  env: string,
  linked: boolean,
  routers: readonly (readonly [string, Mix, 'Basic'?])[],
): PlannedCen {
  return {
    accountId,
    name,
    env,
    linked,
    routers: routers.map(([regionId, wanted, edition]) => ({
      regionId,
      mix: wanted,
      ...(edition === undefined ? {} : { edition }),
    })),
  }
}

function mix(vpc: number, vpn: number, vbr: number, ecr: number): Mix {
  return { vpc, vpn, vbr, ecr }
}

function teamOf(accountId: string): string {
  return accountId === retailAccountId ? 'retail' : accountId === platformAccountId ? 'platform' : 'data'
}
