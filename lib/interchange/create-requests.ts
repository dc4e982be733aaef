import type { FlowLogSpec } from '../domain/flow-log-spec'
import { canonicalJson } from '../domain/json'
import type { TargetFamily } from '../domain/resource'
import type { ExportedLog, ScopeOfLogs } from './exported'
import type { NamedTarget } from './imported'

/** One create call: equal parameters, targets of one kind, no more than one call may hold. */
export interface CreateRequest {
  readonly scope: Pick<ScopeOfLogs, 'partition' | 'accountId' | 'region'>
  readonly spec: FlowLogSpec
  readonly targets: readonly NamedTarget[]
}

/** The fewest create calls for the flow logs of one account and region, in the order of their first log. Pure. */
export function createRequests(
  scope: ScopeOfLogs,
  maxCreateBatch: (family: TargetFamily) => number,
): readonly CreateRequest[] {
  const groups = new Map<string, ExportedLog[]>()
  for (const log of scope.logs) {
    const key = canonicalJson([log.target.type, log.spec])
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [log])
    else group.push(log)
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (first === undefined) return []
    const size = Math.max(1, maxCreateBatch(first.spec.family))
    const batches = Array.from({ length: Math.ceil(group.length / size) }, (_, index) =>
      group.slice(index * size, (index + 1) * size),
    )
    return batches.map((batch) => ({ scope, spec: first.spec, targets: batch.map(({ target }) => target) }))
  })
}
