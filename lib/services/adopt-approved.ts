import type { ChangeItem } from '../domain/change-item'
import { recogniseManager } from '../domain/managers'
import { withoutTargets } from '../domain/overlay'
import { adoptedFormats } from '../domain/plan-adoption'
import { resourceKeyText } from '../domain/resource'
import { adoptLogs, type Adoption, keepWishes } from '../store/adopt-logs'
import type { StoredAction } from '../store/plans'
import type { Sql } from '../store/sql'
import type { Proposal } from './compute-plan'

type Choice = Pick<StoredAction, 'kind' | 'state' | 'configurationId' | 'targetKeyText'>

/**
 * The items with every target left out that is not adopted after all: because somebody took it out of the plan, or because
 * its log is no longer to be had. Otherwise the next pass would create a flow log there, which nobody asked for. Pure; the
 * same value where nothing is left out.
 */
export function withoutLostAdoptions(
  items: readonly ChangeItem[],
  { plan }: Pick<Proposal, 'plan'>,
  actions: readonly Choice[],
): readonly ChangeItem[] {
  const key = (configurationId: string, target: string) => `${configurationId} ${target}`
  const excluded = new Set(
    actions
      .filter(({ kind, state }) => kind === 'adopt' && state === 'excluded')
      .map(({ configurationId, targetKeyText }) => key(configurationId, targetKeyText)),
  )
  const adopted = new Set(
    plan.actions
      .filter(({ kind }) => kind === 'adopt')
      .map(({ configurationId, target }) => key(configurationId, resourceKeyText(target)))
      .filter((one) => !excluded.has(one)),
  )
  const kept = items.map((item) => {
    if ((item.op !== 'create' && item.op !== 'adopt') || item.adopt === undefined) return item
    const isAdopted = ({ target }: { readonly target: string }) => adopted.has(key(item.configurationId, target))
    const lost = item.adopt.logs.filter((log) => !isAdopted(log)).map(({ target }) => target)
    if (lost.length === 0) return item
    const adopt = { ...item.adopt, logs: item.adopt.logs.filter(isAdopted) }
    return item.op === 'adopt' ? { ...item, adopt } : { ...item, adopt, document: withoutTargets(item.document, lost) }
  })
  return kept.some((item, index) => item !== items[index]) ? kept : items
}

/** The adoptions of an approved proposal, as rows. Pure. */
function adoptionsOf({ scopes }: Pick<Proposal, 'scopes'>): readonly Adoption[] {
  return scopes.flatMap(({ loaded, assessments }) => {
    const logs = new Map(loaded.logs.map(({ log }) => [log.externalId, log]))
    return assessments.flatMap(({ desiredId, action }): readonly Adoption[] => {
      if (action?.kind !== 'adopt') return []
      const log = logs.get(action.externalId)
      if (log === undefined) return []
      return [
        {
          desiredFlowLogId: desiredId,
          scopeId: loaded.scopeId,
          externalId: action.externalId,
          adoptedFrom: recogniseManager(log),
          ...formatsOf(action),
          isInSync: action.changes.length === 0,
        },
      ]
    })
  })
}

type AdoptAction = Extract<Proposal['plan']['actions'][number], { kind: 'adopt' }>

function formatsOf({ desired, before }: AdoptAction): Pick<Adoption, 'sentFormat' | 'echoedFormat'> {
  const { sentFormat, echoedFormat } = adoptedFormats(desired, before)
  return { sentFormat, echoedFormat }
}

/** Writes what an approval does to our own records only: adoptions, and wishes for single targets. */
export async function adoptApproved(
  sql: Sql,
  proposal: Proposal,
  items: readonly ChangeItem[],
  { planId, now }: { readonly planId: string; readonly now: Date },
): Promise<void> {
  await adoptLogs(sql, adoptionsOf(proposal), { planId, at: now })
  await keepWishes(sql, {
    retained: items.flatMap((item) =>
      item.op === 'exclude' && item.retain === true
        ? [{ configurationId: item.configurationId, targets: item.targets }]
        : [],
    ),
    marked: items.flatMap((item) => (item.op === 'mark' ? [item.configurationId] : [])),
  })
}
