import type { AuthorisationWord, PhaseInput } from '../../domain/phase-input'
import type { Assessment } from '../../domain/scope-plan'
import type { ObservedFlowLog } from '../../domain/flow-log'
import type { Problem } from '../../domain/problem'
import type { Action, Obstacle } from '../../domain/plan'
import { describeMeasuredGap } from '../../domain/gap'
import { WAITING } from '../../domain/obstacles'
import { parseResourceKey } from '../../domain/resource-key'
import { nextState } from '../../domain/phase'
import { withObserveFailed } from '../../domain/phase-conditions'
import type { Hold } from '../authorised'
import { operationsOutcome } from '../operations-outcome'
import type { Draft, Pass } from '../pass'
import { delayAfterAge } from '../timings'

/**
 * The one place where phases and conditions come from: what was found, what was done and what was held back, as one
 * next state for every desired flow log, with a line in its timeline where the phase changed.
 * What it finds is written by the last step.
 */
export function summarise(pass: Pass): void {
  if (pass.listing === null || pass.facts === null) {
    markNotSeen(pass)
  } else {
    const assessments = new Map(pass.assessments.map((assessment) => [assessment.desiredId, assessment]))
    for (const draft of pass.desired.values()) {
      const assessment = assessments.get(draft.id)
      if (assessment !== undefined) summariseOne(pass, draft, assessment)
    }
  }
}

/** The look failed: everything stays as it was known, and says so. */
function markNotSeen(pass: Pass): void {
  const problem = pass.problem
  if (problem === null) return
  for (const draft of pass.desired.values()) {
    const conditions = withObserveFailed(stateOf(draft), problem, draft.generation, pass.now())
    pass.change(draft.id, { conditions })
  }
}

function stateOf(draft: Readonly<Draft>): PhaseInput['current'] {
  const { phase, phaseReason, phaseMessage, phaseSince, deadlineAt, conditions } = draft
  return { phase, reason: phaseReason, message: phaseMessage, since: phaseSince, deadlineAt, conditions }
}

function summariseOne(pass: Pass, draft: Readonly<Draft>, planned: Assessment): void {
  const hold = pass.authorised?.held.get(draft.id) ?? null
  const operations = operationsOutcome(pass, draft, planned, hold)
  const assessment = asItStands(pass, draft, planned, operations, hold)
  const log = draft.externalId === null ? null : pass.listedLog(draft.externalId)
  const input: PhaseInput = {
    current: stateOf(draft),
    desired: { intent: draft.intent, generation: draft.generation, replacement: replacementFacts(draft) },
    assessment,
    authorisation: authorisationWord(assessment, hold),
    operations,
    standing: pass.standings.get(draft.id) ?? null,
    deliveryProblem: log?.delivery.state === 'failed' ? deliveryProblem(log.delivery.message, log.externalId) : null,
    capabilities: pass.provider.capabilities,
    cadence: cadenceOf(pass),
    now: pass.now(),
  }
  const next = nextState(input)
  const words = hold !== null && OVERRIDES.has(hold.reason) ? { reason: hold.reason, message: hold.message } : next
  const hasMoved = next.phase !== draft.phase
  const gap = endedGap(pass, draft, assessment)
  settle(pass, draft, assessment)
  explainConflict(pass, draft, planned)
  pass.change(draft.id, {
    phase: next.phase,
    phaseReason: words.reason,
    phaseMessage: words.message,
    phaseSince: next.since,
    deadlineAt: next.deadlineAt,
    conditions: next.conditions,
  })
  if (next.phase === 'Deleted') pass.change(draft.id, { endedAt: pass.now(), holdsClaim: false, begun: null })
  if (next.phase === 'Active' && log !== null) awaitVerdict(pass, log, next.since)
  if (hasMoved || gap !== null) addLine(pass, draft, next.phase, words, gap)
  if (next.lookAgainAt !== null) comeBack(pass, next.since, next.lookAgainAt, operations.kind)
  else if (draft.intent === 'absent' && assessment.verdict === 'waiting') awaitSettling(pass, next.since)
}

/** What only a switch or a ceiling holds back says so itself. */
const OVERRIDES: ReadonlySet<Hold['reason']> = new Set([
  'TooManyDeletes',
  'StopAllChanges',
  'LookOnly',
  'EndpointChanged',
])

/** The assessment after what this pass did: a conflict that the cloud reported blocks, a log let go of is done. */
function asItStands(
  pass: Pass,
  draft: Readonly<Draft>,
  planned: Assessment,
  operations: PhaseInput['operations'],
  hold: Hold | null,
): Assessment {
  if (pass.released.has(draft.id)) return { ...planned, verdict: 'done', action: null, obstacle: null }
  if (planned.verdict === 'done' && isBeingMade(pass, draft)) return { ...planned, ...stillBeingMade(draft) }
  if (draft.createFirstRefused !== null && hold?.reason === 'NeedsApproval' && planned.action !== null) {
    return { ...planned, verdict: 'blocked', action: null, obstacle: noRoom(draft.createFirstRefused, planned.action) }
  }
  if (operations.kind !== 'failed' || draft.problem?.kind !== 'conflict' || planned.action === null) return planned
  const { reason, message, remedy, vendorMessage } = draft.problem
  const { target, configurationId } = planned.action
  return {
    ...planned,
    verdict: 'blocked',
    action: null,
    obstacle: { reason, message: vendorMessage ?? message, remedy: remedy ?? '', other: null, target, configurationId },
  }
}

/** A creation of it has no verdict yet: whatever it makes must not be left behind when the desired flow log ends. */
function isBeingMade(pass: Pass, { id }: Readonly<Draft>): boolean {
  return pass.openOperationOf(id)?.request.kind === 'create'
}

function stillBeingMade({ configurationId, targetKeyText }: Readonly<Draft>): Partial<Assessment> {
  const target = parseResourceKey(targetKeyText)
  if (target === null) return {}
  const { Creating: message } = WAITING
  const remedy = 'Nothing to do: Weir looks for what the call has made, and takes it away.'
  return { verdict: 'waiting', obstacle: { reason: 'Creating', target, configurationId, message, remedy, other: null } }
}

/** The quota leaves no room for a new log beside the old one, and nobody has approved a gap. */
function noRoom(reason: string, { target, configurationId, gapSeconds }: Action): Obstacle {
  return {
    reason,
    target,
    configurationId,
    message: `The cloud refused a new flow log beside the old one, which stays: its quota is used up. Without more room the old one has to go first, with a gap of up to ${gapSeconds ?? 0} s.`,
    remedy: 'Approve the follow-up request, which states the gap; or make room in the quota and retry.',
    other: null,
  }
}

function authorisationWord({ action }: Assessment, hold: Hold | null): AuthorisationWord {
  if (action === null) return null
  switch (hold?.reason) {
    case undefined:
    case 'InFlight':
    case 'RetryLater':
      return 'granted'
    case 'NeedsApproval':
    case 'TooManyDeletes':
      return 'needsApproval'
    case 'ObserveOnly':
    case 'Paused':
    case 'NotifyOnly':
    case 'Ignored':
    case 'Flapping':
    case 'Failed':
      return hold.reason
    case 'StopAllChanges':
    case 'LookOnly':
    case 'EndpointChanged':
      return null
  }
}

/** Phases only ask whether a replacement is under way. */
function replacementFacts(draft: Readonly<Draft>): PhaseInput['desired']['replacement'] {
  const { replacement } = draft
  if (replacement === null) return null
  const { oldExternalId, mode, begun, newConfirmedAt, newFailedAt } = replacement
  return {
    oldExternalId,
    mode,
    begun,
    oldPresence: 'present',
    newIsConfirmed: newConfirmedAt !== null,
    newHasFailed: newFailedAt !== null,
  }
}

/** The listing shows what a refused creation was in conflict with: once that goes, it may be tried again. */
function explainConflict(pass: Pass, draft: Readonly<Draft>, planned: Assessment): void {
  if (planned.verdict !== 'blocked' || draft.failedPrecondition === null) return
  pass.change(draft.id, { failedFingerprint: null, failedPrecondition: null, problem: null })
}

/** In sync, or ended: what was begun is through, and its approval is used up. */
function settle(pass: Pass, draft: Readonly<Draft>, assessment: Assessment): void {
  if (assessment.verdict !== 'in-sync' && assessment.verdict !== 'done') return
  const { begun, replacement } = draft
  if (begun !== null) pass.spend(begun)
  const isReplaced = replacement !== null && assessment.verdict === 'in-sync'
  pass.change(draft.id, {
    begun: null,
    failedFingerprint: null,
    failedPrecondition: null,
    attempts: 0,
    retryAt: null,
    createFirstRefused: null,
    ...(assessment.verdict === 'in-sync' && { settledGeneration: draft.generation, formerTagKeys: [] }),
    // A problem that ended with the old log staying is still worth reading until somebody acts on it.
    ...(draft.problem?.reason === 'ReplacementFailed' ? {} : { problem: null }),
    ...(isReplaced && { replacement: null }),
  })
  pass.answerRetry(draft.id)
}

/** A replacement that ends in this pass, with how long neither log captured; `seconds` is null where nobody can tell. */
interface EndedGap {
  readonly seconds: number | null
}

/**
 * Measures the gap of a replacement whose new log stands: from the moment the old one was given up (or first was not there)
 * until this listing, which shows the new one as desired. Where both stood side by side there was none.
 */
function endedGap(pass: Pass, { replacement, externalId }: Readonly<Draft>, { verdict }: Assessment): EndedGap | null {
  // Somebody took the change back, and the old log is the one that stays: nothing was replaced.
  if (replacement === null || verdict !== 'in-sync' || externalId === replacement.oldExternalId) return null
  if (replacement.mode === 'create-first') return { seconds: 0 }
  if (replacement.oldDeletedAt === null) return { seconds: null }
  const seconds = Math.max(1, Math.round((pass.now().getTime() - new Date(replacement.oldDeletedAt).getTime()) / 1000))
  pass.measuredGapsSeconds.push(seconds)
  return { seconds }
}

function deliveryProblem(message: string | null, externalId: string): Problem {
  return {
    reason: 'DeliveryFailed',
    message: `${externalId} exists, but its records do not arrive.`,
    cause: message === null ? 'The cloud reports failed delivery.' : `The cloud reports: ${message}.`,
    remedy: 'Check that the destination exists and that the cloud may write to it.',
    vendorCode: null,
    vendorMessage: message,
    requestId: null,
  }
}

function addLine(
  pass: Pass,
  draft: Readonly<Draft>,
  toPhase: Draft['phase'],
  words: { readonly reason: string; readonly message: string },
  gap: EndedGap | null,
): void {
  const evidence = pass.evidence.get(draft.id)
  pass.addTransition({
    desiredFlowLogId: draft.id,
    at: pass.now(),
    fromPhase: pass.phaseBefore(draft.id),
    toPhase,
    reason: words.reason,
    message: gap === null ? words.message : `${words.message} ${describeMeasuredGap(gap.seconds)}`,
    gapSeconds: gap?.seconds ?? null,
    externalId: draft.externalId,
    vendorCode: evidence?.vendorCode ?? draft.problem?.vendorCode ?? null,
    requestId: evidence?.requestId ?? null,
    operationId: evidence?.operationId ?? draft.lastOperationId,
  })
}

function cadenceOf({ engine }: Pass): PhaseInput['cadence'] {
  const { inFlightMs, stalledLookMs, secondLookMs } = engine.timings
  const quickMs = inFlightMs[0] ?? 0
  return { quickMs, quickForMs: 0, steadyMs: quickMs, slowMs: stalledLookMs, secondLookMs }
}

/** A new flow log is looked at sooner until its cloud says how delivery goes; one without traffic may never hear. */
function awaitVerdict(pass: Pass, log: ObservedFlowLog, since: Date): void {
  const { confirmWithoutVerdictMs, verdictLookMs } = pass.engine.timings
  if (!pass.provider.capabilities.reportsDelivery || log.status !== 'active' || log.delivery.state !== 'none') return
  if (pass.now().getTime() - since.getTime() < confirmWithoutVerdictMs)
    pass.due.within(verdictLookMs, 'delivery verdict')
}

/** What shall go is in the middle of a change: looked at like everything in flight, and slowly once that takes too long. */
function awaitSettling(pass: Pass, since: Date): void {
  const { activationDeadlineMs, hasCreatingState } = pass.provider.capabilities
  const { inFlightMs, inFlightSlowMs, stalledLookMs } = pass.engine.timings
  const ageMs = pass.now().getTime() - since.getTime()
  const delayMs = delayAfterAge(ageMs, hasCreatingState ? inFlightSlowMs : inFlightMs)
  pass.due.within(ageMs > activationDeadlineMs ? stalledLookMs : delayMs, 'settling')
}

/** Everything in flight in a scope shares one listing: the soonest wish wins, and the wishes get rarer with age. */
function comeBack(pass: Pass, since: Date, lookAgainAt: Date, kind: PhaseInput['operations']['kind']): void {
  const { engine, provider } = pass
  const { inFlightMs, inFlightSlowMs, stalledLookMs, secondLookMs } = engine.timings
  const wishMs = lookAgainAt.getTime() - pass.now().getTime()
  if (kind === 'retrying' || wishMs === stalledLookMs || wishMs === secondLookMs) {
    pass.due.within(wishMs, kind === 'retrying' ? 'retry' : 'slow look')
    return
  }
  const delays = provider.capabilities.hasCreatingState ? inFlightSlowMs : inFlightMs
  pass.due.within(delayAfterAge(pass.now().getTime() - since.getTime(), delays), 'in flight')
}
