import type { FieldChange, FlowLogSpec } from './flow-log-spec'
import { OWNERSHIP_TAGS, type ObservedFlowLog } from './flow-log'
import type { PlanIndex } from './plan-index'
import type { Assessment, DesiredFacts, RecordFacts } from './scope-plan'
import { act, blocked, inSync, NO_DRIFT, waiting, type Drift } from './assess'
import { diffSpecs } from './diff-spec'
import { updateAction } from './make-action'
import { notOurs, unreadable, waitingFor } from './obstacles'
import { isSettledLog, levelWarnings, planCreate, transientReason } from './plan-create'
import { gate } from './plan-gate'
import { beginReplacement } from './plan-replace'
import { changeRisk } from './risk'

/** Plans a desired flow log whose record holds a log. Pure. */
export function planBound(desired: DesiredFacts, record: RecordFacts, index: PlanIndex): Assessment {
  const { externalId } = record
  const log = index.log(externalId)
  if (log === null) {
    switch (record.presence) {
      case 'gone':
        return planCreate(desired, index, externalId)
      case 'fresh':
        return waiting(desired, waitingFor(desired, 'NotListedYet'), { bound: externalId })
      case 'present':
      case 'suspected':
        return waiting(desired, waitingFor(desired, 'MissingOnce'), { bound: externalId })
    }
  }
  if (!isOurs(desired, log, index)) return blocked(desired, notOurs(desired, externalId), { bound: null })
  if (!isSettledLog(log)) {
    return waiting(desired, waitingFor(desired, transientReason(log)), { bound: externalId })
  }
  if (log.spec === null) return blocked(desired, unreadable(desired, externalId), { bound: externalId })
  return compare(desired, record, log, log.spec, index)
}

/** Whether a log is this desired log's own. Pure. */
export function isOurs(desired: DesiredFacts, log: ObservedFlowLog, index: PlanIndex): boolean {
  const owner = index.ownership(log)
  return owner.kind === 'ours' && owner.desiredFlowLogId === desired.id
}

function compare(
  desired: DesiredFacts,
  record: RecordFacts,
  log: ObservedFlowLog,
  observed: FlowLogSpec,
  index: PlanIndex,
): Assessment {
  const bound = log.externalId
  const { sentFormat, echoedFormat } = record
  const former = desired.formerTagKeys ?? []
  const differences = diffSpecs(desired.spec, observed, { sentFormat, echoedFormat, formerTagKeys: former })
  const lostMarks = missingOwnershipTags(desired, record, log, index)
  // An adopted log stays untagged until its first approved write; that write then brings the tags along.
  const isAdoptedAndSilent = record.origin === 'adopted' && differences.length === 0 && desired.wantsMarks !== true
  const changes = isAdoptedAndSilent ? [] : [...differences, ...lostMarks]
  if (changes.length === 0) return inSync(desired, { bound })

  const isSettled = desired.settledGeneration === desired.generation
  const drift = isSettled ? driftOf(differences, record.origin === 'adopted' ? [] : lostMarks) : NO_DRIFT
  const target = gate(desired, index)
  if (target.kind === 'wait') return waiting(desired, target.obstacle, { bound, drift })
  if (target.kind === 'blocked') return blocked(desired, target.obstacle, { bound, drift })

  const warnings = levelWarnings(desired, index)
  const isMarking = record.origin === 'adopted' && differences.length === 0
  const because = isSettled && !isMarking ? ('drift' as const) : ('changed' as const)
  if (differences.some((change) => change.change === 'replace')) {
    return beginReplacement(desired, log, observed, differences, { because, drift, warnings }, index)
  }
  const action = updateAction(desired, index, {
    externalId: bound,
    before: observed,
    changes,
    because,
    risk: changeRisk(observed, desired.spec, changes),
    why: isMarking
      ? 'It was adopted without tags; now it is marked as managed by Weir.'
      : isSettled
        ? `It was changed outside Weir: ${fieldNames(changes)}.`
        : `The Configuration asks for other values: ${fieldNames(changes)}.`,
  })
  return act(desired, action, { bound, drift, warnings })
}

/** The ownership tags that a log of ours lost, as changes that set them again. Pure. */
function missingOwnershipTags(
  desired: DesiredFacts,
  record: RecordFacts,
  log: ObservedFlowLog,
  index: PlanIndex,
): readonly FieldChange[] {
  const wanted: readonly (readonly [string, string | null])[] = [
    [OWNERSHIP_TAGS.installation, index.facts.installationId],
    [OWNERSHIP_TAGS.configuration, desired.configurationId],
    [OWNERSHIP_TAGS.operation, record.operationId ?? null],
  ]
  // They are never changed once set: only an absent one is set again.
  return wanted.flatMap(([key, after]): FieldChange[] =>
    after === null || log.tags[key] !== undefined
      ? []
      : [{ field: `tags.${key}`, before: null, after, change: 'in-place' }],
  )
}

function driftOf(differences: readonly FieldChange[], lostMarks: readonly FieldChange[]): Drift {
  const changes = [...differences, ...lostMarks]
  if (changes.length === 0) return NO_DRIFT
  if (changes.some((change) => change.field === 'enabled' && change.after === 'true')) {
    return { kind: 'disabled', changes }
  }
  return { kind: changes.every((change) => change.field.startsWith('tags.')) ? 'tags' : 'fields', changes }
}

/** Field names in one line. Pure. */
function fieldNames(changes: readonly FieldChange[]): string {
  return changes.map((change) => change.field).join(', ')
}
