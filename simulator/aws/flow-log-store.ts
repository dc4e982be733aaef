import type { FlowLog } from './world-types'

/** Every flow log, alive and deleted, indexed by id, by account and region, and by resource. */
export class FlowLogStore {
  private readonly byId = new Map<string, FlowLog>()
  /** Alive, or deleted but still listed; in order of creation. */
  private readonly listed = new Map<string, FlowLog[]>()
  private readonly aliveByResource = new Map<string, FlowLog[]>()

  add(flowLog: FlowLog): void {
    this.byId.set(flowLog.id, flowLog)
    append(this.listed, scopeKey(flowLog.accountId, flowLog.region), flowLog)
    if (flowLog.deletedAtMs === null)
      append(this.aliveByResource, resourceKey(flowLog.accountId, flowLog.resourceId), flowLog)
  }

  get(id: string): FlowLog | undefined {
    return this.byId.get(id)
  }

  /** Marks a flow log as deleted; it may stay in listings until `hiddenAtMs`. */
  markDeleted(flowLog: FlowLog, deletedBy: string, nowMs: number, hiddenAtMs: number): void {
    flowLog.deletedAtMs = nowMs
    flowLog.deletedBy = deletedBy
    flowLog.hiddenAtMs = hiddenAtMs
    drop(this.aliveByResource, resourceKey(flowLog.accountId, flowLog.resourceId), flowLog)
  }

  /** The flow logs an account has on a resource, those deleted left out. */
  aliveOn(accountId: string, resourceId: string): readonly FlowLog[] {
    return this.aliveByResource.get(resourceKey(accountId, resourceId)) ?? []
  }

  /** What a listing of an account and region shows at this moment, in order of creation. */
  visible(accountId: string, region: string, nowMs: number): readonly FlowLog[] {
    const key = scopeKey(accountId, region)
    const listed = this.listed.get(key) ?? []
    if (listed.some((flowLog) => isGone(flowLog, nowMs))) {
      this.listed.set(
        key,
        listed.filter((flowLog) => !isGone(flowLog, nowMs)),
      )
    }
    return (this.listed.get(key) ?? []).filter((flowLog) => flowLog.visibleAtMs <= nowMs)
  }

  /** The truth, deleted ones included. */
  all(): readonly FlowLog[] {
    return [...this.byId.values()]
  }
}

function isGone(flowLog: FlowLog, nowMs: number): boolean {
  return flowLog.hiddenAtMs !== null && flowLog.hiddenAtMs <= nowMs
}

function scopeKey(accountId: string, region: string): string {
  return `${accountId}/${region}`
}

function resourceKey(accountId: string, resourceId: string): string {
  return `${accountId}/${resourceId}`
}

function append(index: Map<string, FlowLog[]>, key: string, flowLog: FlowLog): void {
  const list = index.get(key)
  if (list) list.push(flowLog)
  else index.set(key, [flowLog])
}

function drop(index: Map<string, FlowLog[]>, key: string, flowLog: FlowLog): void {
  const list = index.get(key)
  const position = list?.indexOf(flowLog) ?? -1
  if (list && position >= 0) list.splice(position, 1)
}
