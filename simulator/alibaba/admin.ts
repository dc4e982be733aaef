import type { SimContext, WorldAccount } from '../core/cloud'
import { advanceFlowLogs, forget } from './flow-log-lifecycle'
import { patchSwitches, type AlibabaSwitches } from './switches'
import type { AlibabaWorld } from './world'
import type {
  SimAlibabaAccount,
  SimAttachment,
  SimFlowLog,
  SimGoneFlowLog,
  SimLogProject,
  SimRamRole,
  SimRouter,
} from './world-types'

/** Why something could not be done to the world: said to the person who asked, with the status of the answer. */
export class WorldRefusal extends Error {
  override readonly name = 'WorldRefusal'

  constructor(
    message: string,
    readonly status: 400 | 404 = 404,
  ) {
    super(message)
  }
}

/** What may be changed of a flow log behind everybody's back. */
export interface FlowLogPatch {
  readonly status?: 'Active' | 'Inactive'
  readonly name?: string
  readonly description?: string
  readonly intervalSeconds?: number
  readonly tags?: Readonly<Record<string, string>>
  /** Ends a transition that is stuck, at once. */
  readonly unstick?: true
}

export type AccountPatch = Partial<
  Pick<SimAlibabaAccount, 'logServiceActivated' | 'transitRouterServiceOpen' | 'hasFlowLogServiceRole' | 'flowLogQuota'>
>

/** The truth of this cloud, and changes that no client made. Everything here is the simulator's own, not the vendor's. */
export class AlibabaAdmin {
  constructor(
    readonly world: AlibabaWorld,
    private readonly context: SimContext,
  ) {}

  /** The accounts with the way in: the base identity's own account needs no role. */
  accounts(): readonly WorldAccount[] {
    const baseAccounts = new Set([...this.world.users.values()].map((user) => user.accountId))
    return [...this.world.accounts.values()].map((account) => {
      const role = baseAccounts.has(account.accountId)
        ? undefined
        : [...this.world.roles.values()].find((one) => one.accountId === account.accountId)
      return {
        provider: 'alibaba',
        accountId: account.accountId,
        name: account.name,
        roleArn: role === undefined ? null : `acs:ram::${role.accountId}:role/${role.roleName}`,
        externalId: role?.externalId ?? null,
        regions: account.regions,
      }
    })
  }

  /** Every flow log there is, also hidden ones, as of now. */
  flowLogs(): readonly SimFlowLog[] {
    this.advance()
    return [...this.world.flowLogs.values()]
  }

  /** Every flow log there was, oldest first. */
  goneFlowLogs(): readonly SimGoneFlowLog[] {
    this.advance()
    return this.world.goneFlowLogs
  }

  switches(): AlibabaSwitches {
    return this.world.switches
  }

  patchSwitches(patch: Readonly<Record<string, unknown>>): AlibabaSwitches {
    const patched = patchSwitches(this.world.switches, patch)
    if (typeof patched === 'string') throw new WorldRefusal(patched, 400)
    return this.changed(() => (this.world.switches = patched))
  }

  patchAccount(accountId: string, patch: AccountPatch): SimAlibabaAccount {
    const account = this.find(this.world.accounts, accountId, 'account')
    return this.changed(() => Object.assign(account, patch))
  }

  /** Changes what a role may do or what it takes to assume it. */
  patchRole(
    accountId: string,
    patch: Partial<Pick<SimRamRole, 'deniedActions' | 'externalId' | 'trustedAccountIds' | 'maxSessionSeconds'>>,
  ): SimRamRole {
    const role = [...this.world.roles.values()].find((one) => one.accountId === accountId)
    if (role === undefined) throw new WorldRefusal(`There is no role in account ${accountId}.`)
    return this.changed(() => Object.assign(role, patch))
  }

  patchRouter(transitRouterId: string, patch: Partial<Pick<SimRouter, 'status' | 'edition' | 'name'>>): SimRouter {
    const router = this.find(this.world.routers, transitRouterId, 'transit router')
    return this.changed(() => Object.assign(router, patch))
  }

  patchAttachment(
    attachmentId: string,
    patch: Partial<Pick<SimAttachment, 'status' | 'name'>> & { readonly tags?: Readonly<Record<string, string>> },
  ): SimAttachment {
    const attachment = this.find(this.world.attachments, attachmentId, 'attachment')
    const { tags, ...rest } = patch
    return this.changed(() => Object.assign(attachment, rest, tags === undefined ? {} : { tags: tagList(tags) }))
  }

  /** Takes a router away with its attachments and the flow logs on them, as its owner would. */
  removeRouter(transitRouterId: string): void {
    this.find(this.world.routers, transitRouterId, 'transit router')
    this.changed(() => {
      for (const log of this.world.flowLogsOnRouter(transitRouterId)) this.forget(log)
      for (const attachment of [...this.world.attachments.values()]) {
        const isPeerOfIt = attachment.kind === 'peer' && attachment.instanceId === transitRouterId
        if (attachment.transitRouterId === transitRouterId || isPeerOfIt) {
          this.world.attachments.delete(attachment.attachmentId)
        }
      }
      this.world.routers.delete(transitRouterId)
    })
  }

  /** Takes an attachment away with its flow logs. */
  removeAttachment(attachmentId: string): void {
    this.find(this.world.attachments, attachmentId, 'attachment')
    this.changed(() => {
      for (const log of [...this.world.flowLogs.values()]) if (log.attachmentId === attachmentId) this.forget(log)
      this.world.attachments.delete(attachmentId)
    })
  }

  /** Puts an attachment back or adds a new one. */
  putAttachment(attachment: SimAttachment): SimAttachment {
    this.find(this.world.routers, attachment.transitRouterId, 'transit router')
    return this.changed(() => {
      this.world.attachments.set(attachment.attachmentId, attachment)
      return attachment
    })
  }

  patchFlowLog(flowLogId: string, patch: FlowLogPatch): SimFlowLog {
    const log = this.find(this.world.flowLogs, flowLogId, 'flow log')
    return this.changed(() => {
      if (patch.unstick === true && log.transition !== null) {
        log.transition = { ...log.transition, atMs: this.context.clock.now().getTime() }
        this.advance()
      }
      log.status = patch.status ?? log.status
      if (patch.status !== undefined) log.transition = null
      log.name = patch.name ?? log.name
      log.description = patch.description ?? log.description
      log.intervalSeconds = patch.intervalSeconds ?? log.intervalSeconds
      if (patch.tags !== undefined) log.tags = tagList(patch.tags)
      return log
    })
  }

  /** Removes a flow log at once, without Deleting. */
  removeFlowLog(flowLogId: string): void {
    const log = this.find(this.world.flowLogs, flowLogId, 'flow log')
    this.changed(() => this.forget(log))
  }

  /** Adds a flow log as if somebody else had made it. */
  putFlowLog(log: SimFlowLog): SimFlowLog {
    return this.changed(() => {
      this.world.flowLogs.set(log.flowLogId, log)
      return log
    })
  }

  projects(): readonly SimLogProject[] {
    return [...this.world.projects.values()]
  }

  /** Adds an SLS project, or replaces the one of that name. */
  putProject(project: SimLogProject): SimLogProject {
    this.find(this.world.accounts, project.accountId, 'account')
    return this.changed(() => {
      this.world.projects.set(project.projectName, project)
      return project
    })
  }

  removeProject(projectName: string): void {
    this.find(this.world.projects, projectName, 'SLS project')
    this.changed(() => this.world.projects.delete(projectName))
  }

  private advance(): void {
    advanceFlowLogs(this.world, this.context.clock.now().getTime())
  }

  private forget(log: SimFlowLog): void {
    forget(this.world, log, this.context.clock.now().getTime(), 'removed')
  }

  private changed<Result>(change: () => Result): Result {
    this.advance()
    const result = change()
    this.context.markChanged()
    return result
  }

  private find<Item>(items: ReadonlyMap<string, Item>, id: string, what: string): Item {
    const item = items.get(id)
    if (item === undefined) throw new WorldRefusal(`There is no ${what} ${id}.`)
    return item
  }
}

function tagList(tags: Readonly<Record<string, string>>): { key: string; value: string }[] {
  return Object.entries(tags).map(([key, value]) => ({ key, value }))
}
