/** The states a flow log is listed with. Gone is not a state: the log is no longer listed. */
export type SimFlowLogStatus = 'Creating' | 'Active' | 'Modifying' | 'Inactive' | 'Deleting'

export interface SimTag {
  key: string
  value: string
}

export interface SimAlibabaAccount {
  accountId: string
  name: string
  /** Simple Log Service is activated. */
  logServiceActivated: boolean
  /** The transit router service is activated. */
  transitRouterServiceOpen: boolean
  /** AliyunServiceRoleForTRFlowLog exists. */
  hasFlowLogServiceRole: boolean
  /** How many flow logs the account may have; undefined: the setting `alibaba.flowLogsPerAccount`. */
  flowLogQuota?: number
  regions: string[]
}

/** A long-lived RAM user with one access key. */
export interface SimRamUser {
  accountId: string
  userName: string
  userId: string
  accessKeyId: string
  accessKeySecret: string
  /** RAM actions refused to it, `cen:CreateFlowlog` or with a star at the end; `*` refuses everything. */
  deniedActions: string[]
}

/** A RAM role that identities of the trusted accounts may assume. */
export interface SimRamRole {
  accountId: string
  roleName: string
  roleId: string
  trustedAccountIds: string[]
  externalId?: string
  maxSessionSeconds: number
  deniedActions: string[]
}

/** Temporary credentials that AssumeRole gave out. */
export interface SimSession {
  accessKeyId: string
  accessKeySecret: string
  securityToken: string
  accountId: string
  roleName: string
  sessionName: string
  expiresAtMs: number
}

export interface SimCen {
  cenId: string
  accountId: string
  name: string
  description: string
  status: 'Creating' | 'Active' | 'Deleting'
  creationTime: string
  tags: SimTag[]
}

export interface SimRouter {
  transitRouterId: string
  cenId: string
  accountId: string
  regionId: string
  name: string
  description: string
  edition: 'Enterprise' | 'Basic'
  status: 'Creating' | 'Active' | 'Modifying' | 'Deleting' | 'Upgrading'
  creationTime: string
  cidrs: string[]
  tags: SimTag[]
}

export type SimAttachmentKind = 'vpc' | 'vpn' | 'vbr' | 'ecr' | 'peer'

/** One network instance connection. A peer link is one record that is listed at each of its two routers. */
export interface SimAttachment {
  attachmentId: string
  kind: SimAttachmentKind
  transitRouterId: string
  /** The network instance: vpc-, vco-, vbr- or ecr- id; for peers the far router. */
  instanceId: string
  instanceOwnerId: string
  /** Region of the network instance; for peers that of the far router. */
  instanceRegionId: string
  name: string
  description: string
  status: 'Attaching' | 'Attached' | 'Detaching' | 'Detached'
  creationTime: string
  tags: SimTag[]
}

/** What a pending transition leads to, and when. `atMs: null` is stuck: it never ends by itself. */
export interface SimTransition {
  to: 'Active' | 'Inactive' | 'absent'
  atMs: number | null
  /** Applied when the transition ends: the service works in the background. */
  changes?: { name?: string; description?: string; intervalSeconds?: number }
}

export interface SimFlowLog {
  flowLogId: string
  accountId: string
  regionId: string
  cenId: string
  /** Empty for a log made before routers carried them. */
  transitRouterId: string
  /** Empty for a router-level log. */
  attachmentId: string
  projectName: string
  logStoreName: string
  /** As sent; empty when the default was used. */
  logFormatString: string
  intervalSeconds: number
  name: string
  description: string
  tags: SimTag[]
  status: SimFlowLogStatus
  version: string
  creationTime: string
  transition: SimTransition | null
  /** Not listed before this moment (a fault); its id works all the same. */
  hiddenUntilMs?: number
  /** Who created it: an ARN, or `seed`. */
  createdBy: string
  clientToken: string
}

/** A flow log that is no longer there: the simulator's own history, which the real cloud does not show. */
export interface SimGoneFlowLog extends SimFlowLog {
  goneAtMs: number
  /** `deleted` through the API, `vanished` after Creating (a fault), `removed` behind everybody's back. */
  goneBecause: 'deleted' | 'vanished' | 'removed'
}

export interface SimLogProject {
  projectName: string
  accountId: string
  regionId: string
  logStores: string[]
  /** Logstores that nobody made an index for: they cannot be queried. */
  unindexed?: string[]
}

/** What a client token was used for and what was answered then. */
export interface SimClientToken {
  /** Account, action and token. */
  key: string
  fingerprint: string
  usedAtMs: number
  reply: Record<string, unknown>
}
