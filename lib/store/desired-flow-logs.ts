import type { FieldChange, FlowLogSpec } from '../domain/flow-log-spec'
import type { Condition } from '../domain/conditions'
import type { DriftFacts, Flapping } from '../domain/drift'
import type { Manager } from '../domain/flow-log'
import type { Phase } from '../domain/lifecycle'
import type { ActionCause, ActionKind, RiskClass } from '../domain/plan'
import type { Problem } from '../domain/problem'
import type { Sql } from './sql'

/** A replacement under way, as its desired flow log remembers it. */
export interface Replacement {
  readonly oldExternalId: string
  readonly mode: 'create-first' | 'delete-first'
  /** Why the old one goes first although both were to stand side by side: the reason of the refusal. */
  readonly deleteFirstBecause?: string
  /** ISO times, by the engine's clock. */
  readonly startedAt: string
  /** When the cloud accepted to delete the old one. */
  readonly oldDeletedAt: string | null
  readonly newConfirmedAt: string | null
  readonly newFailedAt: string | null
  /** What the cloud said of the new log's delivery. */
  readonly newFailure: string | null
  /** First sight of the new log, from which it has to prove itself. */
  readonly newSeenAt: string | null
  /** The record of the old log, for the case that it stays. */
  readonly oldRecord: {
    readonly origin: 'created' | 'adopted' | 'rebound'
    readonly operationId: string | null
    readonly sentFormat: string | null
    readonly echoedFormat: string | null
  }
  readonly begun: {
    readonly before: FlowLogSpec
    readonly risk: RiskClass
    readonly gapSeconds: number | null
    readonly because: ActionCause
  }
}

/** Why an operation may be sent: an approval, or upkeep inside its bound. */
export type Authority = 'grant' | 'upkeep-new-target' | 'upkeep-drift'

/** The authorised action that is being carried out. */
export interface Begun {
  readonly fingerprint: string
  readonly precondition: string
  readonly kind: ActionKind
  readonly grantId: string | null
  readonly authority: Authority
  /** What was authorised of an update: later steps must be part of it. */
  readonly changes: readonly FieldChange[]
  readonly startedAt: string
  /** Of a deletion: everything under which an approval may have let it through, used up together. */
  readonly prints?: readonly string[]
}

/** The last failure of a desired flow log, with what tells whether trying again makes sense. */
export interface StoredProblem extends Problem {
  /** The provider's error kind. */
  readonly kind: string
  /** When this kind of failure began: bounded retries count from here. */
  readonly since: string
}

/** A desired flow log that has not ended: all of its row that the engine reads. */
export interface StoredDesired {
  readonly id: string
  readonly configurationId: string
  readonly generation: number
  readonly settledGeneration: number | null
  readonly resourceId: string
  readonly targetKeyText: string
  readonly targetType: string
  readonly epoch: number
  readonly intent: 'present' | 'absent' | 'released'
  readonly spec: FlowLogSpec
  readonly specHash: string
  readonly claimKey: string
  readonly holdsClaim: boolean
  readonly formerTagKeys: readonly string[]
  readonly externalId: string | null
  readonly recordOrigin: 'created' | 'adopted' | 'rebound' | null
  readonly recordedAt: Date | null
  readonly recordOperationId: string | null
  readonly sentFormat: string | null
  readonly echoedFormat: string | null
  readonly replacement: Replacement | null
  /** Why the cloud refused a new log beside the old one although no gap was approved; the next plan states one. */
  readonly createFirstRefused: string | null
  readonly missingSince: Date | null
  readonly begun: Begun | null
  readonly failedFingerprint: string | null
  readonly failedPrecondition: string | null
  readonly phase: Phase
  readonly phaseReason: string
  readonly phaseMessage: string
  readonly phaseSince: Date
  readonly deadlineAt: Date | null
  readonly conditions: readonly Condition[]
  readonly problem: StoredProblem | null
  readonly retryAt: Date | null
  readonly attempts: number
  readonly retryRequestedAt: Date | null
  readonly lastOperationId: string | null
  /** Switches of this one target; people turn them. */
  readonly isPaused: boolean
  readonly isObserveOnly: boolean
  readonly onRemoval: 'retain' | null
  readonly wantsMarks: boolean
  readonly adoptedFrom: Manager | null
  readonly drift: DriftFacts | null
  readonly flapping: Flapping | null
  readonly healsCountFrom: Date | null
  readonly createdAt: Date
}

const COLUMNS = `"id", "configurationId", "generation", "settledGeneration", "resourceId", "targetKeyText", "targetType",
  "epoch", "intent", "spec", "specHash", "claimKey", "holdsClaim", "formerTagKeys", "externalId", "recordOrigin",
  "recordedAt", "recordOperationId", "sentFormat", "echoedFormat", "replacement", "createFirstRefused", "missingSince", "begun",
  "failedFingerprint", "failedPrecondition", "phase", "phaseReason", "phaseMessage", "phaseSince", "deadlineAt",
  "conditions", "problem", "retryAt", "attempts", "retryRequestedAt", "lastOperationId", "isPaused",
  "isObserveOnly", "onRemoval", "wantsMarks", "adoptedFrom", "drift", "flapping", "healsCountFrom", "createdAt"`

/** The desired flow logs of a scope that have not ended, oldest first. */
export async function loadDesired(sql: Sql, scopeId: string): Promise<readonly StoredDesired[]> {
  const { rows } = await sql.query<StoredDesired & Record<string, unknown>>(
    `SELECT ${COLUMNS} FROM "desired_flow_log" WHERE "scopeId" = $1 AND "endedAt" IS NULL ORDER BY "id"`,
    [scopeId],
  )
  return rows
}

/** External ids that records of ended desired flow logs let go of on purpose. */
export async function loadReleased(sql: Sql, scopeId: string): Promise<ReadonlySet<string>> {
  const { rows } = await sql.query<{ externalId: string }>(
    `SELECT "externalId" FROM "desired_flow_log"
      WHERE "scopeId" = $1 AND "endedAt" IS NOT NULL AND "intent" = 'released' AND "externalId" IS NOT NULL`,
    [scopeId],
  )
  return new Set(rows.map(({ externalId }) => externalId))
}
