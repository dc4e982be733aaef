import { scopeKey } from '../domain/scope'
import { readInstallation } from '../store/installation'
import { noteEndpoint } from '../store/scopes'
import type { Engine } from './engine'
import { Lease, LeaseLost } from './lease'
import { Pass } from './pass'
import { apply } from './steps/apply'
import { authorise } from './steps/authorise'
import { belong } from './steps/belong'
import { confirm } from './steps/confirm'
import { cover } from './steps/cover'
import { discover } from './steps/discover'
import { followUp } from './steps/follow-up'
import { holdDrift } from './steps/hold-drift'
import { noteDrift } from './steps/note-drift'
import { observe } from './steps/observe'
import { plan } from './steps/plan'
import { report } from './steps/report'
import { settleOpenOperations } from './steps/settle-open-operations'
import { summarise } from './steps/summarise'
import { takeStock } from './steps/take-stock'

/** One thing that a pass does. A step reads what earlier ones found, and writes only through the pass's lease. */
type ReconcileStep = (pass: Pass) => Promise<void> | void

/** One pass over one scope, from the cloud's truth to what is written about it. */
const STEPS: readonly ReconcileStep[] = [
  takeStock, // what earlier passes left
  settleOpenOperations, // creations without a verdict: the same token again, or look them up
  discover, // resources, when they are due
  observe, // flow logs: one complete listing, or nothing
  belong, // who enters, who leaves
  confirm, // new logs of replacements prove themselves
  plan, // one assessment per desired flow log
  authorise, // what was approved, or lies inside the upkeep
  holdDrift, // what somebody ignores, or another manager undoes again and again
  apply, // intent, call, result
  followUp, // what nobody approved becomes a request
  summarise, // phases and conditions
  noteDrift, // what drifted, since when, and what is done about it
  cover, // ladders
  report, // what was found, requests under way, events
]

export type PassOutcome = 'done' | 'failed' | 'lost' | 'stopped'

/** What one pass came to; null when no scope was to be had. */
export interface PassReport {
  readonly scopeId: string
  readonly outcome: PassOutcome
  readonly dueInMs: number
  readonly rowsWritten: number
  readonly callsUsed: number
}

/** Claims a scope that is due, or the given one, and does one pass over it. A failure of one scope is only its own. */
export async function reconcile(engine: Engine, scopeId?: string): Promise<PassReport | null> {
  const lease = await Lease.claim(engine.pool, {
    owner: engine.owner,
    timings: engine.timings,
    ...(scopeId !== undefined && { scopeId }),
  })
  if (lease === null) return null
  return passOver(engine, lease)
}

/** Does one pass under a lease that is held already, and gives it back. */
export async function passOver(engine: Engine, lease: Lease): Promise<PassReport> {
  const startedAt = performance.now()
  const { scopeId, ref } = lease.scope
  let pass: Pass | null = null
  let outcome: PassOutcome = 'done'
  try {
    pass = new Pass(engine, lease, engine.provider(ref.provider), await readInstallation(engine.pool))
    for (const step of STEPS) await step(pass)
    if (pass.problem !== null) outcome = 'failed'
  } catch (error) {
    if (error instanceof LeaseLost || lease.signal.aborted) outcome = 'lost'
    else if (engine.aborting.aborted) outcome = 'stopped'
    else {
      outcome = 'failed'
      engine.log.error({ scope: scopeKey(ref), error }, 'a pass ended with an error')
    }
  }
  // A lease that was merely too short for a call is still ours: were it renewed on, nobody would ever get the scope.
  if (outcome === 'lost') lease.abandon()
  const dueInMs = outcome === 'lost' ? 0 : await giveBack(engine, lease, pass, outcome)
  engine.metrics.pass(ref.provider, outcome, performance.now() - startedAt)
  if (pass !== null) engine.metrics.rowsWritten(scopeKey(ref), pass.rowsWritten)
  return { scopeId, outcome, dueInMs, rowsWritten: pass?.rowsWritten ?? 0, callsUsed: pass?.callsUsed ?? 0 }
}

/** Gives the scope back with what was found and when it is due again. */
async function giveBack(engine: Engine, lease: Lease, pass: Pass | null, outcome: PassOutcome): Promise<number> {
  const { scope } = lease
  const { timings, provider } = engine
  const failures = outcome === 'failed' || pass?.isBackingOff === true ? scope.consecutiveFailures + 1 : 0
  // A defect of ours must not turn into a storm: the scope rests, longer each time.
  if (pass === null || (outcome === 'failed' && pass.problem === null)) {
    pass?.due.notBefore(Math.min(timings.backoffLastMs, timings.backoffFirstMs * 2 ** Math.min(failures, 10)), 'error')
  }
  if (pass !== null && pass.backoffForMs > 0) pass.due.within(pass.backoffForMs, 'backoff')
  pass?.due.notBefore(pass.backoffForMs, 'backoff')
  const dueInMs = outcome === 'stopped' ? 0 : (pass?.due.dueInMs ?? timings.backoffLastMs)
  if (pass?.listing && scope.account.endpointFingerprint === null) {
    await noteEndpoint(engine.pool, scope.account.id, provider(scope.ref.provider).endpointFingerprint())
  }
  await lease.release({
    dueInMs,
    flowLogsObservedAt: pass?.listing?.at ?? null,
    discoveredAt: pass?.discoveredAt ?? null,
    discoveryDueAt: pass === null ? null : nextDiscovery(pass),
    consecutiveFailures: failures,
    problem: pass?.problem ?? pass?.partialLook ?? null,
    // Without a listing there is nothing new to say of them.
    shortfalls: pass?.listing ? [...pass.shortfalls].sort() : null,
    lookAnswered: pass?.listing && pass.problem === null ? scope.lookRequestedAt : null,
    callsUsed: pass?.callsUsed ?? 0,
    callsThrottled: pass?.callsThrottled ?? 0,
  })
  return dueInMs
}

/** Discovery comes sooner where something was missing once, or where the cloud did not know a target. */
function nextDiscovery({ wantsDiscovery, discoveredAt, now, engine }: Pass): Date | null {
  const { secondLookMs, discoveryMs } = engine.timings
  if (wantsDiscovery) return new Date(now().getTime() + secondLookMs)
  return discoveredAt === null ? null : new Date(now().getTime() + discoveryMs)
}
