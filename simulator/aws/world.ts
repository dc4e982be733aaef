import type { SimRandom, RandomState } from '../core/random'
import { FlowLogStore } from './flow-log-store'
import type { Organisation } from './organizations/members'
import { findRegion } from './regions'
import { ResourceStore } from './resource-store'
import type {
  AccessKey,
  AnyResource,
  AwsAccount,
  Bucket,
  DeliveryStream,
  FlowLog,
  IamRole,
  LogGroup,
  RememberedToken,
  Session,
} from './world-types'

/** The partition of every account of the simulated world. */
export const PARTITION = 'aws'

/** The whole AWS world as plain JSON. */
export interface AwsWorldState {
  readonly version: 1
  readonly random: RandomState
  readonly lastSequence: number
  readonly accounts: readonly AwsAccount[]
  readonly accessKeys: readonly AccessKey[]
  readonly sessions: readonly Session[]
  readonly roles: readonly IamRole[]
  readonly buckets: readonly Bucket[]
  readonly logGroups: readonly LogGroup[]
  readonly streams: readonly DeliveryStream[]
  readonly resources: readonly AnyResource[]
  readonly flowLogs: readonly FlowLog[]
  readonly tokens: readonly RememberedToken[]
  /** Missing in what older versions saved. */
  readonly organisation?: Organisation | null
}

/** Everything the simulated AWS knows: data and its indices, no behaviour of the API. */
export class AwsWorld {
  readonly accounts = new Map<string, AwsAccount>()
  readonly accessKeys = new Map<string, AccessKey>()
  readonly sessions = new Map<string, Session>()
  /** By ARN. */
  readonly roles = new Map<string, IamRole>()
  readonly buckets = new Map<string, Bucket>()
  /** By ARN. */
  readonly logGroups = new Map<string, LogGroup>()
  /** By ARN. */
  readonly streams = new Map<string, DeliveryStream>()
  readonly resources = new ResourceStore()
  readonly flowLogs = new FlowLogStore()
  /** By account, region and token. */
  readonly tokens = new Map<string, RememberedToken>()
  /** The organisation that the accounts belong to; null when they belong to none. */
  organisation: Organisation | null = null
  private lastSequence = 0

  /** `random` makes every id of this world. */
  constructor(readonly random: SimRandom) {}

  nextSequence(): number {
    this.lastSequence += 1
    return this.lastSequence
  }

  addAccount(account: AwsAccount): void {
    this.accounts.set(account.id, account)
  }

  addAccessKey(key: AccessKey): void {
    this.accessKeys.set(key.accessKeyId, key)
  }

  addRole(role: IamRole): void {
    this.roles.set(roleArn(role.accountId, role.name), role)
  }

  addBucket(bucket: Bucket): void {
    this.buckets.set(bucket.name, bucket)
  }

  addLogGroup(group: LogGroup): void {
    this.logGroups.set(logGroupArn(group.accountId, group.region, group.name), group)
  }

  addStream(stream: DeliveryStream): void {
    this.streams.set(streamArn(stream.accountId, stream.region, stream.name), stream)
  }

  /** Whether calls of an account in a region are answered at all. */
  isRegionEnabled(accountId: string, regionName: string): boolean {
    const region = findRegion(regionName)
    if (!region) return false
    return !region.isOptIn || (this.accounts.get(accountId)?.optedInRegions.includes(regionName) ?? false)
  }

  /** Takes a resource out of the world, and with it the flow logs on it. */
  removeResource(id: string, nowMs: number): boolean {
    const resource = this.resources.remove(id)
    if (!resource) return false
    for (const accountId of [resource.ownerId, ...resource.sharedWith]) {
      for (const flowLog of [...this.flowLogs.aliveOn(accountId, id)]) {
        this.flowLogs.markDeleted(flowLog, 'deleted with its resource', nowMs, nowMs)
      }
    }
    return true
  }

  dump(): AwsWorldState {
    return {
      version: 1,
      random: this.random.state(),
      lastSequence: this.lastSequence,
      accounts: [...this.accounts.values()],
      accessKeys: [...this.accessKeys.values()],
      sessions: [...this.sessions.values()],
      roles: [...this.roles.values()],
      buckets: [...this.buckets.values()],
      logGroups: [...this.logGroups.values()],
      streams: [...this.streams.values()],
      resources: this.resources.all(),
      flowLogs: this.flowLogs.all(),
      tokens: [...this.tokens.values()],
      organisation: this.organisation,
    }
  }

  /** A world from what `dump` gave. */
  static restore(state: AwsWorldState, random: SimRandom): AwsWorld {
    const world = new AwsWorld(random)
    random.restore(state.random)
    world.lastSequence = state.lastSequence
    world.organisation = state.organisation ?? null
    for (const account of state.accounts) world.addAccount(account)
    for (const key of state.accessKeys) world.addAccessKey(key)
    for (const session of state.sessions) world.sessions.set(session.accessKeyId, session)
    for (const role of state.roles) world.addRole(role)
    for (const bucket of state.buckets) world.addBucket(bucket)
    for (const group of state.logGroups) world.addLogGroup(group)
    for (const stream of state.streams) world.addStream(stream)
    for (const resource of state.resources) world.resources.add(resource)
    for (const flowLog of state.flowLogs) world.flowLogs.add(flowLog)
    for (const token of state.tokens) world.tokens.set(tokenKey(token.accountId, token.region, token.token), token)
    return world
  }
}

export function roleArn(accountId: string, name: string): string {
  return `arn:${PARTITION}:iam::${accountId}:role/${name}`
}

export function logGroupArn(accountId: string, region: string, name: string): string {
  return `arn:${PARTITION}:logs:${region}:${accountId}:log-group:${name}`
}

export function streamArn(accountId: string, region: string, name: string): string {
  return `arn:${PARTITION}:firehose:${region}:${accountId}:deliverystream/${name}`
}

export function tokenKey(accountId: string, region: string, token: string): string {
  return `${accountId}/${region}/${token}`
}
