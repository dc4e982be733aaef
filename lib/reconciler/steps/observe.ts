import type { ObservedFlowLog, Ownership } from '../../domain/flow-log'
import { OWNERSHIP_TAGS } from '../../domain/flow-log'
import { classifyOwnership } from '../../domain/ownership'
import { loadReleased } from '../../store/desired-flow-logs'
import { requireLookOnly } from '../../store/installation'
import type { LogMark, LogWrite } from '../../store/observed-flow-logs'
import { loadLogMarks, logDigest, markLogsGone, markLogsMissing, writeLogs } from '../../store/observed-flow-logs'
import { loadKnownOperations } from '../../store/scope-facts'
import type { Sql } from '../../store/sql'
import { noteLook } from '../../store/watch-intervals'
import { lookFailed } from '../look-failed'
import type { Pass } from '../pass'
import { settleByListing } from '../settle-by-listing'
import { withUnkeptTags } from '../stand-in'
import { needsRouters } from './discover'

/**
 * Lists the flow logs of the scope, all pages or nothing, and writes down what changed since the last listing. A log is
 * missing when one complete listing lacked it and gone when a second one, a minute later, did too.
 */
export async function observe(pass: Pass): Promise<void> {
  if (pass.isBackingOff || pass.lookOnly === 'EndpointChanged' || needsRouters(pass)) return
  let logs: readonly ObservedFlowLog[]
  try {
    logs = await (pass.listingUnderWay ?? pass.provider.observe(pass.callContext()))
  } catch (error) {
    await lookFailed(pass, 'flow-logs', error)
    return
  }
  const at = pass.now()
  pass.listing = { at, logs }
  const record = async (sql: Sql): Promise<void> => {
    const gone = await settleByListing(pass, sql, logs)
    noteSightings(pass, logs)
    await recordListing(pass, sql, logs, gone, at)
    await noteLook(sql, { scopeId: pass.scope.scopeId, kind: 'flow-logs', outcome: 'complete', detail: null, at })
    await pass.flush(sql)
  }
  // A listing can settle what is open, and what became of a call is written down for good.
  await (pass.openOperations.length > 0 ? pass.lease.write(record) : pass.lease.note(record))
}

/** What a listing says about logs on record: first echo of a format, and logs that were never listed at all. */
function noteSightings(pass: Pass, logs: readonly ObservedFlowLog[]): void {
  const listed = new Map(logs.map((log) => [log.externalId, log]))
  for (const draft of pass.desired.values()) {
    if (draft.externalId === null) continue
    const log = listed.get(draft.externalId)
    if (log === undefined) {
      noteNeverListed(pass, draft.id, draft.recordedAt, draft.missingSince)
      continue
    }
    const echo = log.spec?.family === 'cen' ? log.spec.logFormatString : null
    pass.change(draft.id, {
      missingSince: null,
      ...(draft.echoedFormat === null && echo !== null && { echoedFormat: echo }),
    })
  }
}

/** Past the grace of a fresh log the two looks begin; the row of an observed log counts them otherwise. */
function noteNeverListed(pass: Pass, id: string, recordedAt: Date | null, missingSince: Date | null): void {
  const graceEndsAt = (recordedAt?.getTime() ?? 0) + pass.provider.capabilities.visibilityGraceMs
  if (missingSince !== null || pass.now().getTime() < graceEndsAt) return
  pass.change(id, { missingSince: pass.now() })
  pass.due.within(pass.engine.timings.secondLookMs, 'second look')
}

async function recordListing(
  pass: Pass,
  sql: Sql,
  listed: readonly ObservedFlowLog[],
  deleted: ReadonlySet<string>,
  at: Date,
): Promise<void> {
  const { scopeId } = pass.scope
  const ids = listed.map((log) => log.externalId)
  const marks = new Map((await loadLogMarks(sql, scopeId, ids)).map((mark) => [mark.externalId, mark]))
  const logs = withUnkeptTags(pass, listed, (externalId) => marks.has(externalId))
  pass.listing = { at, logs }
  const ownership = await ownershipJudge(pass, sql, logs)

  const writes = logs.flatMap((log): readonly LogWrite[] => {
    const digest = logDigest(log)
    const owner = ownership(log)
    const mark = marks.get(log.externalId)
    if (mark !== undefined && isSame(mark, digest, owner)) return []
    return [{ id: mark?.id ?? pass.engine.newId(), log, digest, ownership: owner, isNew: mark === undefined }]
  })
  const isListed = new Set(ids)
  const lacking = [...marks.values()].filter((mark) => mark.goneAt === null && !isListed.has(mark.externalId))
  const { secondLookMs } = pass.engine.timings
  const isGone = ({ externalId, missingSince }: LogMark) =>
    deleted.has(externalId) || (missingSince !== null && at.getTime() >= missingSince.getTime() + secondLookMs)
  const gone = lacking.filter(isGone)
  const newlyMissing = lacking.filter((mark) => !isGone(mark) && mark.missingSince === null)
  for (const { missingSince } of lacking.filter((mark) => !isGone(mark))) {
    pass.due.at(new Date((missingSince ?? at).getTime() + secondLookMs), at, 'second look')
  }
  await writeLogs(sql, scopeId, writes, at)
  await markLogsMissing(
    sql,
    newlyMissing.map(({ id }) => id),
    at,
  )
  await markLogsGone(
    sql,
    gone.map(({ id }) => id),
    at,
  )
  pass.rowsWritten += writes.length + newlyMissing.length + gone.length
  await watchForStrangers(pass, sql, logs, marks, ownership)
}

function isSame(mark: LogMark, digest: string, owner: Ownership): boolean {
  return (
    mark.digest === digest &&
    mark.missingSince === null &&
    mark.goneAt === null &&
    mark.ownership === owner.kind &&
    mark.manager === (owner.kind === 'foreign' ? owner.manager : null) &&
    mark.desiredFlowLogId === (owner.kind === 'ours' ? owner.desiredFlowLogId : null)
  )
}

/** Says whose a log is, from the records as this pass knows them. */
async function ownershipJudge(
  pass: Pass,
  sql: Sql,
  logs: readonly ObservedFlowLog[],
): Promise<(log: ObservedFlowLog) => Ownership> {
  const records = new Map<string, string>()
  for (const { id, externalId, replacement } of pass.desired.values()) {
    if (replacement !== null) records.set(replacement.oldExternalId, id)
    if (externalId !== null) records.set(externalId, id)
  }
  const asked = new Set(logs.flatMap((log) => log.tags[OWNERSHIP_TAGS.operation] ?? []))
  const operations = await loadKnownOperations(sql, [...asked])
  pass.knownOperations = { asked, known: operations }
  const facts = {
    installationId: pass.installation.installationId,
    records,
    // Whose log is on record has not been let go of.
    released: logs.every(({ externalId }) => records.has(externalId))
      ? new Set<string>()
      : await loadReleased(sql, pass.scope.scopeId),
    knowsOperation: (operationId: string) => operations.has(operationId),
  }
  return (log) => classifyOwnership(log, facts)
}

/**
 * A log with this installation's tag and an operation that this database never had: the database was restored from a
 * backup, or a copy of it is at work elsewhere. Acting on old records could make twins, so the engine only looks until a
 * person has confirmed; what was there at the confirmation is no new evidence.
 */
async function watchForStrangers(
  pass: Pass,
  sql: Sql,
  logs: readonly ObservedFlowLog[],
  marks: ReadonlyMap<string, LogMark>,
  ownership: (log: ObservedFlowLog) => Ownership,
): Promise<void> {
  const confirmedAt = pass.installation.lookOnlyConfirmedAt
  const stranger = logs.find((log) => {
    const owner = ownership(log)
    if (owner.kind !== 'unbound' || owner.operationId !== null) return false
    if (log.tags[OWNERSHIP_TAGS.operation] === undefined) return false
    const mark = marks.get(log.externalId)
    return mark === undefined ? true : confirmedAt === null || mark.firstSeenAt > confirmedAt
  })
  if (stranger === undefined) return
  const reason = `${stranger.externalId} carries this installation's mark, but its operation is not in this database: the database was restored from a backup, or a copy of it is in use elsewhere.`
  if (await requireLookOnly(sql, reason)) pass.engine.log.warn({ externalId: stranger.externalId }, reason)
  pass.lookOnly ??= 'LookOnly'
}
