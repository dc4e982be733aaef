import type { Action, ActionCause } from '../../domain/plan'
import { addEvent } from '../../store/events'
import type { FollowUp } from '../../store/follow-ups'
import { openFollowUp, refreshFollowUp } from '../../store/follow-ups'
import type { Pass } from '../pass'

const TITLES: Readonly<Record<ActionCause, (name: string) => string>> = {
  'new-target': (name) => `New targets of ${name}`,
  changed: (name) => `What is left to change for ${name}`,
  drift: (name) => `Drift of ${name}`,
  removed: (name) => `Targets that left ${name}`,
}

const REASONS: Readonly<Record<ActionCause, string>> = {
  'new-target': 'Targets match that the upkeep of this Configuration does not let in by itself.',
  changed: 'Something differs from the Configuration, and no approval covers it.',
  drift: 'Flow logs were changed outside Weir.',
  removed: 'Targets no longer match. Nobody switches evidence off by editing a tag: somebody has to approve it.',
}

/**
 * What nobody has approved becomes a request of its own: one per Configuration and cause, however many passes and scopes
 * find it, and none for what a person has turned down already.
 */
export async function followUp(pass: Pass): Promise<void> {
  const groups = new Map<string, FollowUp>()
  for (const { reason, action } of pass.authorised?.held.values() ?? []) {
    if (reason !== 'NeedsApproval') continue
    const group = groupOf(pass, action)
    if (group === null) continue
    const key = `${group.configurationId}:${group.cause}`
    const known = groups.get(key) ?? group
    groups.set(key, { ...known, fingerprints: [...known.fingerprints, action.fingerprint] })
  }
  for (const group of groups.values()) await ask(pass, group)
}

function groupOf(pass: Pass, { configurationId, because }: Action): FollowUp | null {
  const configuration = pass.facts?.configurations.get(configurationId)
  if (configuration === undefined) return null
  return {
    configurationId,
    configurationName: configuration.name,
    generation: configuration.generation,
    cause: because,
    title: TITLES[because](configuration.name),
    reason: REASONS[because],
    fingerprints: [],
  }
}

async function ask(pass: Pass, group: FollowUp): Promise<void> {
  await pass.lease.write(async (sql) => {
    const id = (await openFollowUp(sql, group)) ?? (await refreshFollowUp(sql, group))
    if (id === null) return
    await pass.engine.requestPlan(sql, id)
    await addEvent(sql, { topic: 'change-request', subject: id })
    pass.rowsWritten += 2
  })
}
