import { BASE_IDENTITY } from '../identities'
import { hexFrom, idFrom } from '../ids'
import type { AlibabaWorld } from '../world'
import type { SimAttachment, SimAttachmentKind, SimCen, SimFlowLog, SimRouter, SimTag } from '../world-types'

/** What a seeded flow log stands on and how it differs from a plain one. */
export interface SeededFlowLog {
  readonly router: SimRouter
  readonly attachment?: SimAttachment
  readonly projectName: string
  readonly logStoreName?: string
  readonly name?: string
  readonly description?: string
  readonly intervalSeconds?: 60 | 600
  readonly logFormatString?: string
  readonly status?: 'Active' | 'Inactive'
  readonly tags?: Readonly<Record<string, string>>
}

const INSTANCE_PREFIX: Readonly<Record<Exclude<SimAttachmentKind, 'peer'>, string>> = {
  vpc: 'vpc-',
  vpn: 'vco-',
  vbr: 'vbr-',
  ecr: 'ecr-',
}

/** Fills a world with things whose ids follow from their names alone: the same calls make the same world. */
export class WorldBuilder {
  constructor(
    private readonly world: AlibabaWorld,
    private readonly seed: string,
  ) {}

  /** An account; the base one owns the access key, the others have the role that it may assume. */
  account(
    accountId: string,
    name: string,
    regions: readonly string[],
    options: { readonly base: string; readonly flowLogQuota?: number },
  ): string {
    this.world.addAccount({
      accountId,
      name,
      logServiceActivated: true,
      transitRouterServiceOpen: true,
      hasFlowLogServiceRole: true,
      regions: [...regions],
      ...(options.flowLogQuota === undefined ? {} : { flowLogQuota: options.flowLogQuota }),
    })
    if (accountId === options.base) {
      this.world.users.set(BASE_IDENTITY.accessKeyId, {
        accountId,
        userName: BASE_IDENTITY.userName,
        userId: numericId(`user|${accountId}`),
        accessKeyId: BASE_IDENTITY.accessKeyId,
        accessKeySecret: BASE_IDENTITY.accessKeySecret,
        deniedActions: [],
      })
    } else {
      this.world.addRole({
        accountId,
        roleName: BASE_IDENTITY.roleName,
        roleId: numericId(`role|${accountId}`),
        trustedAccountIds: [options.base],
        externalId: BASE_IDENTITY.externalId,
        maxSessionSeconds: 3600,
        deniedActions: [],
      })
    }
    return accountId
  }

  cen(accountId: string, name: string, tags: Readonly<Record<string, string>> = {}): SimCen {
    const cen: SimCen = {
      cenId: idFrom('cen-', `${this.seed}|${name}`),
      accountId,
      name,
      description: '',
      status: 'Active',
      creationTime: '2025-03-11T08:15:00Z',
      tags: tagList(tags),
    }
    this.world.cens.set(cen.cenId, cen)
    return cen
  }

  router(cen: SimCen, regionId: string, options: { readonly edition?: 'Enterprise' | 'Basic' } = {}): SimRouter {
    const name = `${cen.name}-${regionId}`
    const router: SimRouter = {
      transitRouterId: idFrom('tr-', `${this.seed}|${name}`, 21),
      cenId: cen.cenId,
      accountId: cen.accountId,
      regionId,
      name,
      description: '',
      edition: options.edition ?? 'Enterprise',
      status: 'Active',
      creationTime: '2025-03-11T08:20:00Z',
      cidrs: [],
      tags: [...cen.tags],
    }
    this.world.routers.set(router.transitRouterId, router)
    return router
  }

  /** A network instance connection; the instance belongs to the router's account unless said otherwise. */
  attachment(
    router: SimRouter,
    kind: Exclude<SimAttachmentKind, 'peer'>,
    name: string,
    options: {
      readonly ownerId?: string
      readonly status?: SimAttachment['status']
      readonly tags?: Readonly<Record<string, string>>
    } = {},
  ): SimAttachment {
    return this.put({
      attachmentId: idFrom('tr-attach-', `${this.seed}|${router.name}|${name}`),
      kind,
      transitRouterId: router.transitRouterId,
      instanceId: idFrom(INSTANCE_PREFIX[kind], `${this.seed}|${router.name}|${name}`, 21),
      instanceOwnerId: options.ownerId ?? router.accountId,
      instanceRegionId: router.regionId,
      name,
      description: '',
      status: options.status ?? 'Attached',
      creationTime: '2025-04-02T02:30:00Z',
      tags: tagList(options.tags ?? {}),
    })
  }

  /** An inter-region connection between two routers of one CEN: one attachment, listed at each end. */
  peer(near: SimRouter, far: SimRouter): SimAttachment {
    const name = `${near.regionId}-to-${far.regionId}`
    return this.put({
      attachmentId: idFrom('tr-attach-', `${this.seed}|${near.name}|${name}`),
      kind: 'peer',
      transitRouterId: near.transitRouterId,
      instanceId: far.transitRouterId,
      instanceOwnerId: far.accountId,
      instanceRegionId: far.regionId,
      name,
      description: '',
      status: 'Attached',
      creationTime: '2025-04-02T02:45:00Z',
      tags: [],
    })
  }

  project(accountId: string, regionId: string, projectName: string, logStores: readonly string[] = []): string {
    this.world.projects.set(projectName, { projectName, accountId, regionId, logStores: [...logStores] })
    return projectName
  }

  flowLog(seeded: SeededFlowLog): SimFlowLog {
    const { router, attachment } = seeded
    const attachmentId = attachment?.attachmentId ?? ''
    return this.putLog({
      flowLogId: idFrom('flowlog-', `${this.seed}|${router.transitRouterId}|${attachmentId}`),
      accountId: router.accountId,
      regionId: router.regionId,
      cenId: router.cenId,
      transitRouterId: router.transitRouterId,
      attachmentId,
      projectName: seeded.projectName,
      logStoreName: seeded.logStoreName ?? 'flow-logs',
      logFormatString: seeded.logFormatString ?? '',
      intervalSeconds: seeded.intervalSeconds ?? 600,
      name: seeded.name ?? '',
      description: seeded.description ?? '',
      tags: tagList(seeded.tags ?? {}),
      status: seeded.status ?? 'Active',
    })
  }

  /** A log from before 2022-01-30, when a whole CEN could be logged: it names no router. */
  legacyFlowLog(cen: SimCen, regionId: string, projectName: string): SimFlowLog {
    return this.putLog({
      flowLogId: idFrom('flowlog-', `${this.seed}|legacy|${cen.cenId}`),
      accountId: cen.accountId,
      regionId,
      cenId: cen.cenId,
      transitRouterId: '',
      attachmentId: '',
      projectName,
      logStoreName: 'cen',
      logFormatString: '',
      intervalSeconds: 600,
      name: 'cen-flow-log',
      description: '',
      tags: [],
      status: 'Active',
    })
  }

  private put(attachment: SimAttachment): SimAttachment {
    this.world.attachments.set(attachment.attachmentId, attachment)
    return attachment
  }

  private putLog(
    log: Omit<SimFlowLog, 'version' | 'creationTime' | 'transition' | 'createdBy' | 'clientToken'>,
  ): SimFlowLog {
    const whole: SimFlowLog = {
      ...log,
      version: log.transitRouterId === '' ? '1' : '3',
      creationTime: log.transitRouterId === '' ? '2021-06-08T03:00:00Z' : '2025-06-17T06:42:10Z',
      transition: null,
      createdBy: 'seed',
      clientToken: '',
    }
    this.world.flowLogs.set(whole.flowLogId, whole)
    const project = this.world.projects.get(log.projectName)
    if (project === undefined) this.project(log.accountId, log.regionId, log.projectName, [log.logStoreName])
    else if (!project.logStores.includes(log.logStoreName)) project.logStores.push(log.logStoreName)
    return whole
  }
}

function tagList(tags: Readonly<Record<string, string>>): SimTag[] {
  return Object.entries(tags).map(([key, value]) => ({ key, value }))
}

/** 18 digits, as RAM ids have. */
function numericId(seed: string): string {
  return `2${BigInt(`0x${hexFrom(seed, 16)}`)
    .toString()
    .padStart(20, '0')
    .slice(0, 17)}`
}
