import type { PlanIndex } from './plan-index'
import type { Assessment, DesiredFacts } from './scope-plan'
import { act, blocked, done, waiting } from './assess'
import { deleteAction, releaseAction } from './make-action'
import { notOurs, waitingFor } from './obstacles'
import { isOurs } from './plan-bound'
import { isSettledLog, transientReason } from './plan-create'
import { resourceKeyText } from './resource'
import { leavesUncovered } from './risk'

/** Plans a desired flow log that shall go, or that we let go of. Pure. */
export function planRemoval(desired: DesiredFacts, index: PlanIndex): Assessment {
  const [next] = remaining(desired)
  if (next === undefined) return done(desired)
  const { externalId, presence } = next
  const log = index.log(externalId)

  if (desired.intent === 'released') {
    // Nothing is called, so nothing needs to be settled; a record of what is gone needs no release.
    const action = releaseAction(desired, index, {
      externalId,
      before: log?.spec ?? null,
      because: 'removed',
      risk: 'neutral',
      why: 'It is retained: the flow log and its tags stay as they are, and Weir manages it no longer.',
    })
    return act(desired, action, { bound: externalId })
  }

  const isAhead = index.facts.looksAhead === true
  if (log === null && !(isAhead && presence === 'fresh')) {
    const reason = presence === 'fresh' ? 'NotListedYet' : 'MissingOnce'
    return waiting(desired, waitingFor(desired, reason, externalId), { bound: externalId })
  }
  if (log !== null && !isOurs(desired, log, index)) return blocked(desired, notOurs(desired, externalId))
  const isUnderWay = log === null || (!isSettledLog(log) && log.status !== 'unknown')
  if (log !== null && isUnderWay && !(isAhead && log.status !== 'deleting')) {
    return waiting(desired, waitingFor(desired, transientReason(log)), { bound: externalId })
  }
  const resource = index.facts.targets.get(resourceKeyText(desired.target))
  // A router in the middle of a change refuses deletions too; other clouds do not ask.
  if (index.capabilities.serialisesBy !== null && resource?.isSettled === false && !isAhead) {
    return waiting(desired, waitingFor(desired, 'NotSettled'), { bound: externalId })
  }
  const uncovered = leavesUncovered(log ?? { externalId, spec: desired.spec }, desired.target, index)
  const action = deleteAction(desired, index, {
    externalId,
    before: log?.spec ?? null,
    leavesUncovered: uncovered,
    because: 'removed',
    risk: uncovered ? 'reduces-coverage' : 'neutral',
    why: `${
      uncovered
        ? 'It is wanted no longer; its traffic is not logged afterwards. Records already written stay where they are.'
        : 'It is wanted no longer; another flow log covers the same traffic. Records already written stay.'
    }${isUnderWay || desired.replacement !== null ? ' A change of it is under way: it goes as soon as that has settled, with every log that the change has made.' : ''}`,
  })
  return act(desired, action, { bound: externalId })
}

/** The logs of ours that still may exist, the newest first. */
function remaining(desired: DesiredFacts): readonly { externalId: string; presence: string }[] {
  const { record, replacement } = desired
  const logs: { externalId: string; presence: string }[] = []
  if (record !== null && record.presence !== 'gone') {
    logs.push({ externalId: record.externalId, presence: record.presence })
  }
  if (replacement !== null && replacement.oldPresence !== 'gone' && replacement.oldExternalId !== record?.externalId) {
    logs.push({ externalId: replacement.oldExternalId, presence: replacement.oldPresence })
  }
  return logs
}
