import { DEFAULT_SWITCHES, type AlibabaSwitches } from './switches'
import type {
  SimAlibabaAccount,
  SimAttachment,
  SimCen,
  SimClientToken,
  SimFlowLog,
  SimGoneFlowLog,
  SimLogProject,
  SimRamRole,
  SimRamUser,
  SimRouter,
  SimSession,
} from './world-types'

/** How many forgotten client tokens are tolerated: the oldest go first, so that a long run keeps a bounded memory. */
const MAX_CLIENT_TOKENS = 50_000

/** The world as plain JSON: what `dump` gives and `load` takes. */
export interface AlibabaWorldState {
  readonly format: 1
  readonly sequence: number
  readonly switches: AlibabaSwitches
  readonly accounts: SimAlibabaAccount[]
  readonly users: SimRamUser[]
  readonly roles: SimRamRole[]
  readonly sessions: SimSession[]
  readonly cens: SimCen[]
  readonly routers: SimRouter[]
  readonly attachments: SimAttachment[]
  readonly flowLogs: SimFlowLog[]
  readonly goneFlowLogs: SimGoneFlowLog[]
  readonly projects: SimLogProject[]
  readonly clientTokens: SimClientToken[]
}

/** The truth of the simulated cloud: everything that exists, indexed by id. Knows no protocol and no rules. */
export class AlibabaWorld {
  switches: AlibabaSwitches = { ...DEFAULT_SWITCHES }
  readonly accounts = new Map<string, SimAlibabaAccount>()
  readonly users = new Map<string, SimRamUser>()
  readonly roles = new Map<string, SimRamRole>()
  readonly sessions = new Map<string, SimSession>()
  readonly cens = new Map<string, SimCen>()
  readonly routers = new Map<string, SimRouter>()
  readonly attachments = new Map<string, SimAttachment>()
  readonly flowLogs = new Map<string, SimFlowLog>()
  readonly projects = new Map<string, SimLogProject>()
  readonly clientTokens = new Map<string, SimClientToken>()
  goneFlowLogs: SimGoneFlowLog[] = []
  private sequence = 0

  /** The next number of a series that survives dump and load: ids are derived from it. */
  next(): number {
    this.sequence += 1
    return this.sequence
  }

  addAccount(account: SimAlibabaAccount): void {
    this.accounts.set(account.accountId, account)
  }

  addRole(role: SimRamRole): void {
    this.roles.set(roleArn(role.accountId, role.roleName), role)
  }

  routersOf(cenId: string): SimRouter[] {
    return [...this.routers.values()].filter((router) => router.cenId === cenId)
  }

  /** The flow logs that stand on one router, router-level and attachment-level. */
  flowLogsOnRouter(transitRouterId: string): SimFlowLog[] {
    return [...this.flowLogs.values()].filter((log) => log.transitRouterId === transitRouterId)
  }

  flowLogsOf(accountId: string, regionId: string | undefined): SimFlowLog[] {
    return [...this.flowLogs.values()].filter(
      (log) => log.accountId === accountId && (regionId === undefined || log.regionId === regionId),
    )
  }

  rememberToken(token: SimClientToken): void {
    this.clientTokens.set(token.key, token)
    if (this.clientTokens.size > MAX_CLIENT_TOKENS) {
      const oldest = this.clientTokens.keys().next()
      if (oldest.done !== true) this.clientTokens.delete(oldest.value)
    }
  }

  toState(): AlibabaWorldState {
    return {
      format: 1,
      sequence: this.sequence,
      switches: this.switches,
      accounts: [...this.accounts.values()],
      users: [...this.users.values()],
      roles: [...this.roles.values()],
      sessions: [...this.sessions.values()],
      cens: [...this.cens.values()],
      routers: [...this.routers.values()],
      attachments: [...this.attachments.values()],
      flowLogs: [...this.flowLogs.values()],
      goneFlowLogs: this.goneFlowLogs,
      projects: [...this.projects.values()],
      clientTokens: [...this.clientTokens.values()],
    }
  }

  /** Replaces everything by a copy of what `toState` gave. */
  fromState(given: AlibabaWorldState): void {
    const state = structuredClone(given)
    this.sequence = state.sequence
    this.switches = { ...DEFAULT_SWITCHES, ...state.switches }
    refill(this.accounts, state.accounts, (account) => account.accountId)
    refill(this.users, state.users, (user) => user.accessKeyId)
    refill(this.roles, state.roles, (role) => roleArn(role.accountId, role.roleName))
    refill(this.sessions, state.sessions, (session) => session.accessKeyId)
    refill(this.cens, state.cens, (cen) => cen.cenId)
    refill(this.routers, state.routers, (router) => router.transitRouterId)
    refill(this.attachments, state.attachments, (attachment) => attachment.attachmentId)
    refill(this.flowLogs, state.flowLogs, (log) => log.flowLogId)
    refill(this.projects, state.projects, (project) => project.projectName)
    refill(this.clientTokens, state.clientTokens, (token) => token.key)
    this.goneFlowLogs = state.goneFlowLogs
  }
}

/** `acs:ram::<account>:role/<name>`; role names are compared in lower case by RAM. */
export function roleArn(accountId: string, roleName: string): string {
  return `acs:ram::${accountId}:role/${roleName.toLowerCase()}`
}

function refill<Item>(map: Map<string, Item>, items: readonly Item[], keyOf: (item: Item) => string): void {
  map.clear()
  for (const item of items) map.set(keyOf(item), item)
}
