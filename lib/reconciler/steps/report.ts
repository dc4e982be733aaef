import { ENGINE } from '../../domain/change-item'
import { withMeasuredGaps } from '../../domain/gap'
import { addAuditEntry } from '../../store/audit'
import { finishRequests, syncActionStates } from '../../store/change-progress'
import { syncCoverageCounts, writeCoverage } from '../../store/coverage'
import { addEvent } from '../../store/events'
import { writeRecentGaps } from '../../store/scope-queue'
import type { Sql } from '../../store/sql'
import type { Pass } from '../pass'
import type { HoldReason } from '../authorised'

const HELD_BACK: ReadonlySet<HoldReason> = new Set([
  'TooManyDeletes',
  'StopAllChanges',
  'LookOnly',
  'EndpointChanged',
  'ObserveOnly',
  'Paused',
])

const NO_PROGRESS: Awaited<ReturnType<typeof syncActionStates>> = { rows: 0, changeRequestIds: [] }

/**
 * Writes down, in one transaction, what the pass has found: phases, conditions, ladders; and tells the rest of the product how
 * approved requests come along, and that there is something new to see.
 */
export async function report(pass: Pass): Promise<void> {
  const { lease, scope } = pass
  const held = [...(pass.authorised?.held ?? [])].flatMap(([id, { reason }]) => (HELD_BACK.has(reason) ? [id] : []))
  const acting = [...pass.evidence.keys()]
  await lease.note(async (sql) => {
    await pass.flush(sql)
    if (pass.coverage !== null) await writeCoverageOf(pass, sql, pass.coverage)
    const gaps = withMeasuredGaps(scope.recentGapSeconds, pass.measuredGapsSeconds)
    if (gaps !== null) await writeRecentGaps(sql, scope.scopeId, gaps)
    // Approved a moment ago, it asks for a pass of its own.
    const progress =
      pass.loaded?.hasRequests === false ? NO_PROGRESS : await syncActionStates(sql, scope.scopeId, held, acting)
    pass.rowsWritten += progress.rows
    for (const { id, number, state } of await finishRequests(sql, progress.changeRequestIds)) {
      await addAuditEntry(sql, {
        actor: ENGINE,
        action: `change-request.${state}`,
        subjectType: 'change-request',
        subjectId: id,
        summary: `CR-${number} is ${state}.`,
      })
      pass.rowsWritten += 2
    }
    for (const id of progress.changeRequestIds) await addEvent(sql, { topic: 'change-request', subject: id })
    if (pass.rowsWritten > 0) {
      await addEvent(sql, {
        topic: 'flow-log',
        subject: scope.scopeId,
        payload: { coverageChanged: pass.coverage?.changed.length ?? 0 },
      })
    }
  })
}

async function writeCoverageOf(pass: Pass, sql: Sql, coverage: NonNullable<Pass['coverage']>): Promise<void> {
  const { changed, counts } = coverage
  await writeCoverage(sql, changed, pass.now())
  pass.rowsWritten += changed.length
  pass.rowsWritten += await syncCoverageCounts(sql, pass.scope.scopeId, counts)
}
