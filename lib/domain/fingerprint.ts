import type { FieldChange, FlowLogSpec } from './flow-log-spec'
import type { ObservedFlowLog, Ownership } from './flow-log'
import type { ActionKind, RiskClass } from './plan'
import type { ResourceKey } from './resource'
import { sha256Hex } from './digest'
import { canonicalJson } from './json'
import { resourceKeyText } from './resource'
import { specText } from './spec-text'

/** What an approval grants for one action. */
export interface FingerprintParts {
  readonly kind: ActionKind
  readonly target: ResourceKey
  readonly configurationId: string
  /** The log it acts on; for a log that was lost and is made again the lost one; null for a first creation. */
  readonly externalId: string | null
  readonly before: FlowLogSpec | null
  readonly after: FlowLogSpec | null
  /** Updates only: their changes stand for before and after. */
  readonly changes: readonly FieldChange[] | null
  readonly risk: RiskClass
  readonly gapSeconds: number | null
}

/**
 * SHA-256 of what a person approves about one action. Pure. Not in it: times, delivery, undeclared tags, prose, and the
 * step a replacement has reached.
 */
export function actionFingerprint(parts: FingerprintParts): string {
  const { before, after, changes } = parts
  return sha256Hex(
    canonicalJson([
      1,
      parts.kind,
      resourceKeyText(parts.target),
      parts.configurationId,
      parts.externalId,
      before === null ? null : specText(withDeclaredTags(before, after)),
      after === null ? null : specText(after),
      changes === null ? null : changes.map((change) => [change.field, change.before, change.after]),
      parts.risk,
      parts.gapSeconds,
    ]),
  )
}

function withDeclaredTags(before: FlowLogSpec, after: FlowLogSpec | null): FlowLogSpec {
  const declared = after?.tags ?? {}
  const tags = Object.fromEntries(Object.entries(before.tags).filter(([key]) => Object.hasOwn(declared, key)))
  return { ...before, tags }
}

/**
 * SHA-256 of what the approval of a removal means, whichever log stands there by then: that no log of ours is left on this
 * target, for this life of the desired flow log, at this risk. Pure.
 */
export function removalFingerprint(
  parts: Pick<FingerprintParts, 'target' | 'configurationId' | 'risk'> & { readonly epoch: number },
): string {
  const { target, configurationId, epoch, risk } = parts
  return sha256Hex(canonicalJson([1, 'removal', resourceKeyText(target), configurationId, epoch, risk]))
}

/** One log as far as a precondition cares. */
export type PreconditionLog = Pick<ObservedFlowLog, 'externalId' | 'spec'> & { readonly ownership: Ownership['kind'] }

/**
 * SHA-256 over every flow log of one target: ids, ownership, spec with enabled. Pure; in any order. Tags are left out:
 * declared ones stand in the action, and others change without meaning anything here.
 */
export function preconditionHash(logs: readonly PreconditionLog[]): string {
  const rows = logs.map((log) => [
    log.externalId,
    log.ownership,
    log.spec === null ? null : canonicalJson({ ...log.spec, tags: undefined }),
  ])
  rows.sort(([left], [right]) => ((left ?? '') < (right ?? '') ? -1 : 1))
  return sha256Hex(canonicalJson(rows))
}
