import type { Action, ActionKind, Obstacle, Plan } from './plan'
import type { Assessment } from './scope-plan'
import { sha256Hex } from './digest'
import { canonicalJson } from './json'
import { resourceKeyText } from './resource'
import { scopeKey } from './scope'

/**
 * The plan that people approve, from the assessments of any number of scopes. Pure; the order of the input does not
 * matter. `baseGenerations` holds every Configuration the plan rests on with the generation it was made from.
 */
export function buildPlan(assessments: Iterable<Assessment>, baseGenerations: ReadonlyMap<string, number>): Plan {
  const actions: Action[] = []
  const obstacles: Obstacle[] = []
  const warnings: Obstacle[] = []
  for (const assessment of assessments) {
    if (assessment.action !== null) actions.push(assessment.action)
    if (assessment.obstacle !== null) obstacles.push(assessment.obstacle)
    warnings.push(...assessment.warnings)
  }
  const sorted = sortedBy(actions, actionSortKey)
  return {
    schemaVersion: 1,
    actions: sorted,
    obstacles: sortedBy(obstacles, obstacleSortKey),
    warnings: sortedBy(warnings, obstacleSortKey),
    counters: countKinds(sorted),
    digest: planDigest(sorted, baseGenerations),
  }
}

/**
 * SHA-256 over what an approval binds. Pure. The fingerprint of an action stands for its target, kind, resolved before
 * and after, risk and gap bound; its precondition for every log on the target. Obstacles, prose and times are not in it.
 */
function planDigest(sorted: readonly Action[], baseGenerations: ReadonlyMap<string, number>): string {
  return sha256Hex(
    canonicalJson({
      schemaVersion: 1,
      configurations: [...baseGenerations].sort(([left], [right]) => (left < right ? -1 : 1)),
      actions: sorted.map((action) => [action.fingerprint, action.precondition]),
    }),
  )
}

/** How many actions of each kind there are. Pure. */
function countKinds(actions: readonly Action[]): Readonly<Record<ActionKind, number>> {
  const counters: Record<ActionKind, number> = { create: 0, update: 0, replace: 0, delete: 0, release: 0, adopt: 0 }
  for (const action of actions) counters[action.kind] += 1
  return counters
}

function actionSortKey(action: Action): string {
  const { target, kind, configurationId, fingerprint } = action
  return [scopeKey(target.scope), resourceKeyText(target), kind, configurationId, fingerprint].join('\n')
}

function obstacleSortKey(obstacle: Obstacle): string {
  const { target, reason, configurationId } = obstacle
  return [scopeKey(target.scope), resourceKeyText(target), reason, configurationId, obstacle.other ?? ''].join('\n')
}

/** Sorts by keys that are made once each: a plan may hold 100,000 actions. */
function sortedBy<Item>(items: readonly Item[], key: (item: Item) => string): readonly Item[] {
  const keyed = items.map((item) => ({ key: key(item), item }))
  keyed.sort((left, right) => (left.key < right.key ? -1 : left.key > right.key ? 1 : 0))
  return keyed.map(({ item }) => item)
}
