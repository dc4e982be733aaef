import type { Action } from '../../domain/plan'
import type { ReadyAction } from '../authorised'
import type { Batch } from '../batches'
import { firstAlone, halves, isUncertain, makeBatches, stepsOf } from '../batches'
import { begin, ChangesStopped, commitIntent, UpkeepBusy, UpkeepUsedUp } from '../intent'
import type { Pass } from '../pass'
import { FLOW_LOG_QUOTA } from '../refuse-item'
import { RouterLocks } from '../router-locks'
import { sendOperation } from '../send'

/**
 * Carries out what was authorised: intent, call, result, one call after the other. It stops where the cloud asks to slow
 * down, where changes are stopped, where the lease is lost, and where the process ends; what is left is planned again.
 */
export async function apply(pass: Pass): Promise<void> {
  const { authorised, engine, provider } = pass
  if (authorised === null || pass.isBackingOff) return
  letGo(pass, authorised.ready)
  const locks = new RouterLocks(pass)
  const startedAt = pass.now().getTime()
  const ready = [...authorised.ready].filter(({ action }) => action.kind !== 'release').sort(byUrgency)
  const queue = [...makeBatches(ready, provider.capabilities)]
  for (let batch = queue.shift(); batch !== undefined; batch = queue.shift()) {
    if (!mayGoOn(pass)) break
    if (pass.now().getTime() - startedAt > engine.timings.passBudgetMs) {
      pass.due.within(0, 'more to apply')
      break
    }
    if (batch.members.some(({ targetKeyText }) => locks.isTaken(targetKeyText))) {
      pass.due.within(engine.timings.inFlightSlowMs[0] ?? 0, 'router busy')
      continue
    }
    try {
      queue.unshift(...(await carryOut(pass, batch, locks)))
    } catch (error) {
      if (error instanceof UpkeepUsedUp) continue
      if (error instanceof UpkeepBusy) {
        pass.due.within(engine.timings.inFlightMs[0] ?? 0, 'upkeep busy')
        continue
      }
      if (!(error instanceof ChangesStopped)) throw error
      pass.lookOnly ??= 'StopAllChanges'
      return
    }
    learnFromProbe(pass, batch, queue)
  }
}

function mayGoOn({ isBackingOff, engine }: Pass): boolean {
  return !isBackingOff && !engine.stopping.aborted
}

/** Retained on removal: no call, our record lets go; the end of the desired flow log writes it. */
function letGo(pass: Pass, ready: readonly ReadyAction[]): void {
  for (const { desiredId, action } of ready) if (action.kind === 'release') pass.released.add(desiredId)
}

/** First what closes a gap, then what is new, last what goes; one mutation per router makes the order matter. */
function byUrgency(left: ReadyAction, right: ReadyAction): number {
  return urgency(left.action) - urgency(right.action)
}

function urgency(action: Action): number {
  if (action.kind === 'replace') return action.step === 'create-new' ? 0 : 1
  return action.kind === 'create' ? 2 : action.kind === 'update' ? 3 : 4
}

/** Makes the calls of one batch; answers what has to be sent again in another cut. */
async function carryOut(pass: Pass, batch: Batch, locks: RouterLocks): Promise<readonly Batch[]> {
  const [first] = batch.members
  if (first?.ready.action.kind === 'update') {
    await carryOutSteps(pass, batch, first.ready.action, locks)
    return []
  }
  const operation = await commitIntent(pass, batch)
  for (const { targetKeyText } of batch.members) locks.take(targetKeyText)
  const { sendAgain } = await sendOperation(pass, operation)
  return sendAgain.length === 0 ? [] : halves(batch, sendAgain)
}

/** Changes in place, one operation per call; a step that the cloud takes time for ends it for this pass. */
async function carryOutSteps(
  pass: Pass,
  batch: Batch,
  action: Extract<Action, { kind: 'update' }>,
  locks: RouterLocks,
): Promise<void> {
  for (const step of stepsOf(action)) {
    const operation = await commitIntent(pass, {
      ...batch,
      request: { kind: 'update', externalId: action.externalId, step },
    })
    const isInstant = step.kind === 'tag' || step.kind === 'untag'
    if (!isInstant) for (const { targetKeyText } of batch.members) locks.take(targetKeyText)
    await sendOperation(pass, operation)
    const draft = pass.draft(batch.members[0]?.ready.desiredId ?? '')
    const isRefused = (draft?.problem ?? null) !== null || (draft?.retryAt ?? null) !== null
    if (!isInstant || isRefused || pass.isBackingOff || pass.openOperations.some(({ id }) => id === operation.id))
      return
  }
}

function probeNext(queue: Batch[], index: number): void {
  const batch = queue[index]
  if (batch === undefined || batch.members.length < 2) return
  queue.splice(index, 1, ...firstAlone(batch))
}

/**
 * One refusal to let both logs exist tells about all replacements of its kind: the others take the same way without
 * asking again, with the gap that was approved for them.
 */
function learnFromProbe(pass: Pass, batch: Batch, queue: Batch[]): void {
  const [probe] = batch.members
  if (probe === undefined || !isUncertain(probe.ready.action)) return
  const { mode, deleteFirstBecause } = pass.draft(probe.ready.desiredId)?.replacement ?? {}
  if (mode !== 'delete-first') return
  const isAlike = ({ action }: ReadyAction) => isUncertain(action) && action.configurationId === batch.configurationId
  for (let index = queue.length - 1; index >= 0; index -= 1) {
    const members = queue[index]?.members ?? []
    if (!members.every(({ ready }) => isAlike(ready))) continue
    // A quota is one target's own: the next one is asked about, alone again.
    if (deleteFirstBecause === FLOW_LOG_QUOTA) {
      probeNext(queue, index)
      return
    }
    queue.splice(index, 1)
    for (const { ready } of members) {
      begin(pass, ready, null)
      const replacement = pass.draft(ready.desiredId)?.replacement
      if (replacement) pass.change(ready.desiredId, { replacement: { ...replacement, mode: 'delete-first' } })
    }
  }
}
