import { normaliseCenSpec } from '../../domain/cen/normalise'
import type { ObservedFlowLog, ObservedStatus } from '../../domain/flow-log'
import { OWNERSHIP_TAGS } from '../../domain/flow-log'
import type { CenFlowLogSpec } from '../../domain/flow-log-spec'
import type { JsonObject } from '../../domain/json'
import type { Resource, ResourceKey } from '../../domain/resource'
import type { ScopeRef } from '../../domain/scope'
import type { CreateBatch } from '../provider'
import type { CreateFlowlogRequest, DescribeFlowlogsResponseBodyFlowLogsFlowLog, WireTag } from './models'
import { toWire } from './wire'

/** The states of a flow log. The vendor's Terraform provider also writes `InActive`. Source: DescribeFlowlogs, read 2026-11. */
const STATUSES: Readonly<Record<string, ObservedStatus>> = {
  creating: 'creating',
  active: 'active',
  modifying: 'modifying',
  inactive: 'inactive',
  deleting: 'deleting',
}

/** One row of DescribeFlowlogs as an observation; null when it has no id. Pure, and total: whatever comes is kept raw. */
export function translateFlowLog(
  scope: ScopeRef,
  row: DescribeFlowlogsResponseBodyFlowLogsFlowLog,
): ObservedFlowLog | null {
  const externalId = textOf(row.flowLogId)
  if (externalId === '') return null
  const rawStatus = textOf(row.status)
  const tags = translateTags(row.tags)
  const routerId = textOf(row.transitRouterId)
  const attachmentId = textOf(row.transitRouterAttachmentId)
  return {
    scope,
    externalId,
    target: targetOf(scope, routerId, attachmentId),
    targetExternalId: [attachmentId, routerId, textOf(row.cenId)].find((id) => id !== '') ?? '',
    spec: translateSpec(row, tags),
    status: STATUSES[rawStatus.toLowerCase()] ?? 'unknown',
    rawStatus,
    // The cloud never says whether records arrive.
    delivery: { state: 'none', message: null },
    tags,
    createdAt: translateTime(textOf(row.creationTime)),
    raw: toWire(row) as JsonObject,
  }
}

/** A member of an answer as text: counters and ids come as numbers or as texts, and anything may be missing. Pure. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}

/** A log from before routers carried them names only its CEN: nothing we can key. */
function targetOf(scope: ScopeRef, routerId: string, attachmentId: string): ResourceKey | null {
  if (routerId === '') return null
  if (attachmentId === '') return { scope, type: 'TransitRouter', localKey: routerId }
  return { scope, type: 'TransitRouterAttachment', localKey: `${routerId}/${attachmentId}` }
}

/**
 * Null for logs that Weir could not have made: without project or Logstore (delivered elsewhere, or made before routers
 * carried logs), or with another interval. They are shown as they are, and nothing is compared with them.
 */
function translateSpec(
  row: DescribeFlowlogsResponseBodyFlowLogsFlowLog,
  tags: Readonly<Record<string, string>>,
): CenFlowLogSpec | null {
  const projectName = textOf(row.projectName)
  const logStoreName = textOf(row.logStoreName)
  const intervalSeconds = Number(textOf(row.interval))
  if (projectName === '' || logStoreName === '' || (intervalSeconds !== 60 && intervalSeconds !== 600)) return null
  return normaliseCenSpec({
    family: 'cen',
    projectName,
    logStoreName,
    flowLogName: textOf(row.flowLogName),
    description: textOf(row.description),
    intervalSeconds,
    logFormatString: textOf(row.logFormatString),
    // While Modifying the listing does not say which way it goes; the state is transient, so nobody acts on it.
    enabled: STATUSES[textOf(row.status).toLowerCase()] !== 'inactive',
    tags,
  })
}

/**
 * Tags as a record, from either layout: nested `{ tag: [] }` of flow logs and CENs, or the flat list of routers and
 * attachments. An entry without a key is dropped. Pure.
 */
export function translateTags(
  tags: readonly WireTag[] | { readonly tag?: readonly WireTag[] } | undefined,
): Readonly<Record<string, string>> {
  const list: unknown = Array.isArray(tags) ? tags : (tags as { readonly tag?: unknown } | null | undefined)?.tag
  if (!Array.isArray(list)) return {}
  return Object.fromEntries(
    list.flatMap((tag: WireTag | null) => {
      const key = textOf(tag?.key)
      return key === '' ? [] : [[key, textOf(tag?.value)] as const]
    }),
  )
}

/** UTC with seconds (flow logs) or without (routers and attachments); null when unreadable. Pure. */
export function translateTime(text: string | undefined): Date | null {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d)(:\d\d)?Z$/.exec(text ?? '')
  if (match === null) return null
  const time = new Date(`${match[1] ?? ''}${match[2] ?? ':00'}Z`)
  return Number.isNaN(time.getTime()) ? null : time
}

/** The request that makes this flow log on this one target. Pure. */
export function createRequest(batch: CreateBatch, target: Resource, spec: CenFlowLogSpec): CreateFlowlogRequest {
  const isAttachment = target.key.type === 'TransitRouterAttachment'
  return {
    regionId: target.key.scope.region,
    cenId: target.links.cen ?? '',
    // Both ids for an attachment: the vendor shows no request with the attachment alone.
    transitRouterId: isAttachment ? (target.links.transitRouter ?? '') : target.externalId,
    ...(isAttachment ? { transitRouterAttachmentId: target.externalId } : {}),
    projectName: spec.projectName,
    logStoreName: spec.logStoreName,
    ...(spec.flowLogName === '' ? {} : { flowLogName: spec.flowLogName }),
    ...(spec.description === '' ? {} : { description: spec.description }),
    interval: spec.intervalSeconds,
    ...(spec.logFormatString === null ? {} : { logFormatString: spec.logFormatString }),
    tag: tagList({
      ...spec.tags,
      [OWNERSHIP_TAGS.installation]: batch.installationId,
      [OWNERSHIP_TAGS.configuration]: batch.configurationId,
      [OWNERSHIP_TAGS.operation]: batch.operationId,
    }),
    clientToken: batch.operationId,
  }
}

/** Tags as requests carry them. Pure. */
export function tagList(tags: Readonly<Record<string, string>>): { readonly key: string; readonly value: string }[] {
  return Object.entries(tags).map(([key, value]) => ({ key, value }))
}
