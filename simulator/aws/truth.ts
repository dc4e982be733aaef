import type { SimContext } from '../core/cloud'
import { deliveryVerdict } from './delivery'
import { defaultFormat } from './record-format'
import { familyOf } from './flow-log-request'
import { logGroupArn, roleArn, streamArn, type AwsWorld } from './world'
import type { AnyResource, Bucket, DeliveryStream, FlowLog, IamRole, LogGroup } from './world-types'

/** A flow log as it really is, with how its delivery stands. */
export interface FlowLogTruth extends FlowLog {
  readonly deliverLogsStatus: 'SUCCESS' | 'FAILED' | null
  readonly deliverLogsErrorMessage: string | null
}

/** What narrows a look at the truth; what is left out does not. */
export interface FlowLogQuery {
  readonly account?: string | undefined
  readonly region?: string | undefined
  readonly resource?: string | undefined
  /** True for deleted ones only, false for living ones only. */
  readonly deleted?: boolean | undefined
}

/** A flow log to be put into the world without asking the API: only what matters has to be said. */
export type PlantedFlowLog = Pick<FlowLog, 'accountId' | 'region' | 'resourceId' | 'resourceType' | 'destinationType'> &
  Partial<Omit<FlowLog, 'sequence' | 'deletedAtMs' | 'deletedBy' | 'hiddenAtMs'>>

/** The AWS world seen from behind the API: reads the truth and changes it without any rule, permission or throttle. */
export class AwsTruth {
  constructor(
    private readonly context: SimContext,
    /** Replaced as a whole when the world is reset or restored. */
    public world: AwsWorld,
  ) {}

  /** Every flow log there is or was, oldest first. */
  flowLogs(query: FlowLogQuery = {}): readonly FlowLogTruth[] {
    const nowMs = this.context.clock.now().getTime()
    return this.world.flowLogs
      .all()
      .filter(
        (flowLog) =>
          (query.account === undefined || query.account === flowLog.accountId) &&
          (query.region === undefined || query.region === flowLog.region) &&
          (query.resource === undefined || query.resource === flowLog.resourceId) &&
          (query.deleted === undefined || query.deleted === (flowLog.deletedAtMs !== null)),
      )
      .map((flowLog) => {
        const verdict = deliveryVerdict(this.world, flowLog, nowMs)
        return { ...flowLog, deliverLogsStatus: verdict.status, deliverLogsErrorMessage: verdict.error }
      })
  }

  plantFlowLog(planted: PlantedFlowLog): FlowLog {
    const nowMs = this.context.clock.now().getTime()
    const family = familyOf(planted.resourceType)
    const createdAtMs = planted.createdAtMs ?? nowMs
    const flowLog: FlowLog = {
      id: `fl-${this.world.random.hex(17)}`,
      trafficType: family === 'vpc' ? 'ALL' : null,
      logDestination: null,
      logGroupName: null,
      permissionArn: null,
      crossAccountRole: null,
      logFormat: defaultFormat(family),
      aggregationSeconds: family === 'vpc' ? 600 : 60,
      destinationOptions:
        planted.destinationType === 's3'
          ? { fileFormat: 'plain-text', hiveCompatiblePartitions: false, perHourPartition: false }
          : null,
      tagFieldSpecifications: [],
      tags: [],
      clientToken: null,
      createdBy: `arn:aws:iam::${planted.accountId}:user/somebody-else`,
      createdAtMs,
      visibleAtMs: createdAtMs,
      verdictAtMs: createdAtMs,
      forcedError: null,
      ...planted,
      sequence: this.world.nextSequence(),
      deletedAtMs: null,
      deletedBy: null,
      hiddenAtMs: null,
    }
    this.world.flowLogs.add(flowLog)
    this.context.markChanged()
    return flowLog
  }

  /** Deletes a flow log behind everybody's back. False when there is no living one of that id. */
  removeFlowLog(id: string): boolean {
    const flowLog = this.world.flowLogs.get(id)
    if (flowLog?.deletedAtMs !== null) return false
    const nowMs = this.context.clock.now().getTime()
    this.world.flowLogs.markDeleted(flowLog, 'the admin API', nowMs, nowMs)
    this.context.markChanged()
    return true
  }

  putBucket(bucket: Bucket): void {
    this.changed(() => this.world.addBucket(bucket))
  }

  removeBucket(name: string): boolean {
    return this.changed(() => this.world.buckets.delete(name))
  }

  putLogGroup(group: LogGroup): void {
    this.changed(() => this.world.addLogGroup(group))
  }

  removeLogGroup(accountId: string, region: string, name: string): boolean {
    return this.changed(() => this.world.logGroups.delete(logGroupArn(accountId, region, name)))
  }

  putRole(role: IamRole): void {
    this.changed(() => this.world.addRole(role))
  }

  removeRole(accountId: string, name: string): boolean {
    return this.changed(() => this.world.roles.delete(roleArn(accountId, name)))
  }

  putStream(stream: DeliveryStream): void {
    this.changed(() => this.world.addStream(stream))
  }

  removeStream(accountId: string, region: string, name: string): boolean {
    return this.changed(() => this.world.streams.delete(streamArn(accountId, region, name)))
  }

  /** The network resources of the world, all or of one account and region. */
  resources(query: { readonly account?: string | undefined; readonly region?: string | undefined } = {}) {
    return this.world.resources
      .all()
      .filter(
        (resource) =>
          (query.account === undefined || query.account === resource.ownerId) &&
          (query.region === undefined || query.region === resource.region),
      )
  }

  addResource(resource: AnyResource): void {
    this.changed(() => this.world.resources.add(resource))
  }

  /** Takes a resource away, and with it the flow logs on it, as deleting it in the cloud does. */
  removeResource(id: string): boolean {
    return this.changed(() => this.world.removeResource(id, this.context.clock.now().getTime()))
  }

  /** Sets which opt-in regions an account has enabled. False when there is no such account. */
  setOptedInRegions(accountId: string, regions: readonly string[]): boolean {
    const account = this.world.accounts.get(accountId)
    if (!account) return false
    this.changed(() => (account.optedInRegions = [...regions]))
    return true
  }

  nextSequence(): number {
    return this.world.nextSequence()
  }

  private changed<T>(change: () => T): T {
    const result = change()
    this.context.markChanged()
    return result
  }
}
