import type { DriftStanding, Flapping } from '../../domain/drift'
import { FLAPPING_HEALS, FLAPPING_WINDOW_MS, describeFlapping, goesBackAndForth } from '../../domain/drift'
import type { Manager } from '../../domain/flow-log'
import { recogniseManager } from '../../domain/managers'
import type { Assessment } from '../../domain/scope-plan'
import { loadHeals, loadIgnores } from '../../store/drift'
import type { Hold, HoldReason, ReadyAction } from '../authorised'
import type { Draft, Pass } from '../pass'

/**
 * What is not carried out although it may be: single targets that are only observed, drift that somebody answers for until
 * a date, and healing that another manager undoes again and again. What a person approved by itself goes through.
 * A quiet pass asks the database nothing.
 */
export async function holdDrift(pass: Pass): Promise<void> {
  const { authorised } = pass
  if (authorised === null) return
  const held = new Map(authorised.held)
  holdObserved(pass, held)
  await findIgnored(pass)
  const isLeft = (desiredId: string) => {
    const standing = pass.standings.get(desiredId)
    return standing?.kind === 'ignored' && standing.covers === 'drift'
  }
  for (const { desiredId, action } of pass.assessments) {
    if (action?.because === 'drift' && isLeft(desiredId) && !isApproved(authorised.ready, desiredId)) {
      held.set(desiredId, hold('Ignored', action, 'Somebody answers for leaving this drift until a date.'))
    }
  }
  await findFlapping(
    pass,
    authorised.ready.filter(({ desiredId, authority }) => authority === 'upkeep-drift' && !held.has(desiredId)),
    held,
  )
  if (held.size === authorised.held.size && [...held].every(([id, one]) => authorised.held.get(id) === one)) return
  pass.authorised = { held, ready: authorised.ready.filter(({ desiredId }) => !held.has(desiredId)) }
}

function isApproved(ready: readonly ReadyAction[], desiredId: string): boolean {
  return ready.some((one) => one.desiredId === desiredId && one.authority === 'grant')
}

function hold(reason: HoldReason, action: Hold['action'], message: string): Hold {
  return { reason, action, message }
}

/** Single targets that are only observed: what would be done is shown, nothing is, approved or not. */
function holdObserved(pass: Pass, held: Map<string, Hold>): void {
  for (const { desiredId, action } of pass.assessments) {
    if (action === null || pass.draft(desiredId)?.isObserveOnly !== true) continue
    held.set(desiredId, hold('ObserveOnly', action, 'This target is only observed: what would be done is shown.'))
  }
}

/** Notes which drift is ignored, and comes back when the first of it is no longer. */
async function findIgnored(pass: Pass): Promise<void> {
  const concerned = pass.assessments.filter((assessment) => isConcerned(pass, assessment))
  if (concerned.length === 0) return
  const ignores = await loadIgnores(pass.lease.read, pass.scope.scopeId, pass.now())
  if (ignores.length === 0) return
  for (const { desiredId, driftKind } of concerned) {
    const draft = pass.draft(desiredId)
    if (draft === null) continue
    const covers = driftKind === 'none' ? 'delivery' : 'drift'
    const ignore = ignores.find(
      (one) =>
        one.covers === covers &&
        (one.desiredFlowLogId === desiredId ||
          (one.desiredFlowLogId === null && one.configurationId === draft.configurationId)),
    )
    if (ignore === undefined) continue
    pass.standings.set(desiredId, { kind: 'ignored', covers, ignore: ignore.facts })
    pass.due.at(new Date(ignore.facts.until), pass.now(), 'drift is ignored no longer')
  }
}

function isConcerned(pass: Pass, { desiredId, driftKind }: Assessment): boolean {
  if (driftKind !== 'none') return true
  const externalId = pass.draft(desiredId)?.externalId ?? null
  return externalId !== null && pass.listedLog(externalId)?.delivery.state === 'failed'
}

/** Stops healing that was undone too often, and keeps it stopped until a person resumes it or the Configuration changes. */
async function findFlapping(pass: Pass, healing: readonly ReadyAction[], held: Map<string, Hold>): Promise<void> {
  const since = new Date(pass.now().getTime() - FLAPPING_WINDOW_MS)
  const fresh = healing.filter(({ desiredId }) => !isStopped(pass.draft(desiredId)))
  const heals = await loadHeals(
    pass.lease.read,
    fresh.map(({ desiredId }) => desiredId),
    since,
  )
  for (const { desiredId, action } of healing) {
    const draft = pass.draft(desiredId)
    if (draft === null) continue
    const flapping = isStopped(draft) ? draft.flapping : startsToFlap(pass, draft, action, heals.get(desiredId) ?? [])
    if (flapping === null) continue
    pass.change(desiredId, { flapping })
    const standing: DriftStanding = { kind: 'flapping', flapping }
    pass.standings.set(desiredId, standing)
    held.set(desiredId, hold('Flapping', action, describeFlapping(flapping, FLAPPING_WINDOW_MS)))
  }
}

function isStopped(draft: Readonly<Draft> | null): draft is Readonly<Draft> & { readonly flapping: Flapping } {
  return draft !== null && draft.flapping !== null && draft.flapping.generation === draft.generation
}

function startsToFlap(
  pass: Pass,
  draft: Readonly<Draft>,
  action: ReadyAction['action'],
  heals: Parameters<typeof goesBackAndForth>[1],
): Flapping | null {
  const fields = action.kind === 'update' ? action.changes.map(({ field }) => field) : ['log']
  const found = goesBackAndForth(fields, heals, FLAPPING_HEALS)
  if (found === null) return null
  return { ...found, since: pass.now().toISOString(), manager: otherManager(pass, draft), generation: draft.generation }
}

/** Who seems to be the other side: by the marks of the log, or by whom it was adopted from. */
function otherManager(pass: Pass, draft: Readonly<Draft>): Manager {
  const log = draft.externalId === null ? null : pass.listedLog(draft.externalId)
  const seen = log === null ? 'unknown' : recogniseManager(log)
  return seen === 'unknown' ? (draft.adoptedFrom ?? 'unknown') : seen
}
