import type { ObservedFlowLog, Ownership } from './flow-log'
import { OWNERSHIP_TAGS } from './flow-log'
import { recogniseManager } from './managers'

/** What our database says of the flow logs of one scope. */
export interface OwnershipFacts {
  readonly installationId: string
  /** External id → desired flow log, for every log our records hold: during a replacement the new one and the old. */
  readonly records: ReadonlyMap<string, string>
  /** External ids we let go of. */
  readonly released: ReadonlySet<string>
  /** Whether an operation is one of ours. */
  readonly knowsOperation: (operationId: string) => boolean
}

/**
 * Whose a flow log is. Pure. In words:
 * - our record holds its id: ours, whatever its tags say (tags may have been edited; that is drift);
 * - we let go of it: released;
 * - our installation's tag but no record: unbound, for example after a restored database;
 * - another installation's tag: that installation's;
 * - anything else: foreign, with a guess at its manager.
 */
export function classifyOwnership(
  log: Pick<ObservedFlowLog, 'externalId' | 'tags' | 'spec'>,
  facts: OwnershipFacts,
): Ownership {
  const desiredFlowLogId = facts.records.get(log.externalId)
  if (desiredFlowLogId !== undefined) return { kind: 'ours', desiredFlowLogId }
  if (facts.released.has(log.externalId)) return { kind: 'released' }

  const installationId = log.tags[OWNERSHIP_TAGS.installation]
  if (installationId === undefined) return { kind: 'foreign', manager: recogniseManager(log) }
  if (installationId !== facts.installationId) return { kind: 'otherInstallation', installationId }

  const operationId = log.tags[OWNERSHIP_TAGS.operation]
  return {
    kind: 'unbound',
    configurationId: log.tags[OWNERSHIP_TAGS.configuration] ?? null,
    // An operation that the database has forgotten is no handle for anything.
    operationId: operationId !== undefined && facts.knowsOperation(operationId) ? operationId : null,
  }
}
