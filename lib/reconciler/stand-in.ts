import type { ObservedFlowLog } from '../domain/flow-log'
import { diffSpecs, NO_CONTEXT } from '../domain/diff-spec'
import { OWNERSHIP_TAGS } from '../domain/flow-log'
import { resourceKeyText } from '../domain/resource'
import type { OpenOperation } from '../store/cloud-operations'
import { loadSeenBefore } from '../store/observed-flow-logs'
import type { Sql } from '../store/sql'
import type { Pass } from './pass'

/*
 * What changes where calls go to something that stands in for a cloud: tokens may mean nothing, equal flow logs may be no
 * conflict, tags may be lost. There Weir looks before it asks again, and takes its own records for ownership. With a cloud
 * itself nothing here has an effect.
 */

/** Whether an operation that may have had its effect must not be sent again before a listing has been seen since. */
export function mustLookFirst({ provider, scope }: Pass, operation: OpenOperation): boolean {
  if (!provider.isStandIn() || !operation.mayHaveHappened) return false
  const endedAt = operation.awaiting === 'resend' ? operation.retryAt : operation.callDeadlineAt
  return scope.flowLogsObservedAt === null || scope.flowLogsObservedAt < (endedAt ?? operation.callDeadlineAt)
}

/**
 * Flow logs that an operation without a readable answer may have made on one target: there since the operation, like it
 * in everything but tags, without anybody's mark, and on nobody's record. One is taken for it; several cannot be told
 * apart, and then a person must. None with a cloud itself, where tags and tokens tell.
 */
export async function madeWithoutMark(
  pass: Pass,
  sql: Sql,
  operation: OpenOperation,
  logs: readonly ObservedFlowLog[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { request } = operation
  const found = new Map<string, string[]>()
  if (!pass.provider.isStandIn() || request.kind !== 'create') return found
  const targets = new Set(operation.items.map(({ targetKeyText }) => targetKeyText))
  const onRecord = recordedIds(pass)
  const alike = logs.filter(
    (log) =>
      log.target !== null &&
      targets.has(resourceKeyText(log.target)) &&
      log.tags[OWNERSHIP_TAGS.installation] === undefined &&
      !onRecord.has(log.externalId) &&
      log.spec !== null &&
      diffSpecs({ ...request.spec, tags: {} }, log.spec, NO_CONTEXT).length === 0,
  )
  const older = await loadSeenBefore(
    sql,
    pass.scope.scopeId,
    alike.map((log) => log.externalId),
    operation.createdAt,
  )
  for (const { target, externalId } of alike) {
    if (target === null || older.has(externalId)) continue
    const keyText = resourceKeyText(target)
    found.set(keyText, [...(found.get(keyText) ?? []), externalId])
  }
  return found
}

/**
 * The listing with the tags of our own flow logs taken for unsaid where the endpoint does not keep them: ownership rests
 * on our records, and what is not kept is no drift. Noticed at a fresh log that we made with tags and that shows none.
 */
export function withUnkeptTags(
  pass: Pass,
  logs: readonly ObservedFlowLog[],
  isKnown: (externalId: string) => boolean,
): readonly ObservedFlowLog[] {
  if (!pass.provider.isStandIn()) return logs
  const onRecord = recordedIds(pass)
  const isBare = (log: ObservedFlowLog): boolean =>
    onRecord.get(log.externalId) === 'created' && log.tags[OWNERSHIP_TAGS.installation] === undefined
  const bare = logs.filter(isBare)
  const wasNoticed = pass.scope.shortfalls.includes('TagsNotKept')
  if (bare.length === 0 || !(wasNoticed || bare.some((log) => !isKnown(log.externalId)))) return logs
  pass.shortfalls.add('TagsNotKept')
  return logs.map((log) => (isBare(log) ? withTagsUnsaid(log) : log))
}

function withTagsUnsaid(log: ObservedFlowLog): ObservedFlowLog {
  const { spec } = log
  if (spec === null || spec.family === 'cen') return log
  const unreported = [...(spec.unreported ?? []).filter((member) => member !== 'tags'), 'tags' as const]
  return { ...log, spec: { ...spec, unreported } }
}

/** External ids on our records, and how each came there; the old log of a replacement included. */
function recordedIds(pass: Pass): ReadonlyMap<string, string | null> {
  const ids = new Map<string, string | null>()
  for (const { externalId, recordOrigin, replacement } of pass.desired.values()) {
    if (replacement !== null) ids.set(replacement.oldExternalId, replacement.oldRecord.origin)
    if (externalId !== null) ids.set(externalId, recordOrigin)
  }
  return ids
}
