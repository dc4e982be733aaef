import type { Actor } from '../domain/change-item'
import { CONDITIONS, type Condition } from '../domain/conditions'
import { diffSpecs } from '../domain/diff-spec'
import type { DriftFacts, Flapping } from '../domain/drift'
import type { Manager } from '../domain/flow-log'
import type { FlowLogSpec } from '../domain/flow-log-spec'
import { explainManager } from '../domain/managers'
import { parametersOf } from '../domain/normalise'
import type { Phase } from '../domain/lifecycle'
import type { Problem } from '../domain/problem'
import { notFound } from '../domain/refusal'
import { specFields } from '../domain/spec-fields'
import type { FlowLogDetail, ObservedView } from '../http/schemas/flow-logs'
import type { Database } from '../store/database/connection'
import type { Sql } from '../store/sql'
import { select, statement } from '../store/statement'
import { toDriftView, toFlappingView } from './drift'
import { flowLogRow, flowLogsAbout } from './flow-log-filter'
import { type FlowLogRow, isConditionType, loadRowNames, toFlowLogItem } from './flow-log-rows'
import { loadOperations, loadTimeline } from './flow-log-history'
import { toCloudProblem } from './list-scopes'
import { loadScopeDirectory } from './scope-directory'

interface DesiredRow {
  generation: number
  epoch: number
  intent: 'present' | 'absent' | 'released'
  spec: FlowLogSpec
  phase: Phase
  claimKey: string
  holdsClaim: boolean
  sentFormat: string | null
  echoedFormat: string | null
  formerTagKeys: string[]
  replacement: { oldExternalId?: string } | null
  deadlineAt: Date | null
  retryAt: Date | null
  attempts: number
  problem: Problem | null
  externalId: string | null
  conditions: Condition[]
  scopeId: string
  targetKeyText: string
  endedAt: Date | null
  drift: DriftFacts | null
  flapping: Flapping | null
  isPaused: boolean
  isObserveOnly: boolean
  onRemoval: 'retain' | null
  switchedBy: { actor: Actor; at: string; reason: string } | null
  recordOrigin: string | null
  adoptedFrom: Manager | null
  phaseReason: string
}

interface ObservedRow {
  id: string
  externalId: string
  status: ObservedView['status']
  rawStatus: string
  deliveryState: ObservedView['delivery']['state']
  deliveryMessage: string | null
  deliverySince: Date | null
  spec: FlowLogSpec | null
  tags: Record<string, string>
  raw: unknown
  cloudCreatedAt: Date | null
  firstSeenAt: Date
  validFrom: Date
  missingSince: Date | null
  goneAt: Date | null
}

/** A flow log by its desired or its observed id, with everything that is known of it. */
export async function getFlowLog({ pool }: Database, id: string, now: Date): Promise<FlowLogDetail> {
  const directory = await loadScopeDirectory(pool, now)
  const row = await findRow(pool, id)
  if (row === null) throw notFound('flow log', id)
  const desired = row.desiredId === null ? null : await loadDesiredRow(pool, row.desiredId)
  const [names, observed, timeline, operations, siblings, claimedBy] = await Promise.all([
    loadRowNames(pool, [row]),
    loadObserved(pool, row, desired),
    row.desiredId === null ? [] : loadTimeline(pool, row.desiredId),
    row.desiredId === null ? [] : loadOperations(pool, row.desiredId),
    loadSiblings(pool, row),
    desired === null || desired.holdsClaim ? null : loadClaimHolder(pool, desired.claimKey),
  ])
  const compared = compare(desired, observed[0]?.spec ?? null)
  const lastCreate = operations.find(({ kind }) => kind === 'create')
  return {
    ...toFlowLogItem(row, directory, names),
    generation: desired?.generation ?? null,
    epoch: desired?.epoch ?? null,
    intent: desired?.intent ?? null,
    desiredSpec: desired === null ? null : mutableSpec(desired.spec),
    observed,
    managerSign: managerSignOf(row, observed[0]),
    ...compared,
    conditionList: row.conditions.flatMap((condition) =>
      isConditionType(condition.type) ? [{ ...condition, isBad: CONDITIONS[condition.type].isBadWhenTrue }] : [],
    ),
    deadlineAt: desired?.deadlineAt?.toISOString() ?? null,
    retryAt: desired?.retryAt?.toISOString() ?? null,
    attempts: desired?.attempts ?? 0,
    fullProblem: desired === null || desired.problem === null ? null : toCloudProblem(desired.problem),
    replacement: desired?.replacement ?? null,
    timeline,
    operations,
    equivalentCommand: lastCreate?.command ?? null,
    canRetry:
      desired !== null && desired.endedAt === null && (desired.phase === 'Failed' || desired.phase === 'Blocked'),
    canDelete: desired !== null && desired.endedAt === null && desired.intent === 'present',
    ...driftAndSwitches(desired),
    siblings,
    claimedBy,
  }
}

/** Why a log of others seems to be whose it seems to be. Pure. */
function managerSignOf(row: FlowLogRow, observed: ObservedView | undefined): FlowLogDetail['managerSign'] {
  if (row.ownership !== 'foreign' || observed === undefined) return null
  const { confidence, sign, source } = explainManager({
    tags: observed.tags,
    spec: observed.spec,
  })
  return { confidence, sign, source }
}

/** Drift, switches, and what adoption has to do with it. Pure. */
function driftAndSwitches(
  desired: DesiredRow | null,
): Pick<FlowLogDetail, 'drift' | 'flapping' | 'switches' | 'adoptedFrom' | 'canAdopt' | 'canRelease'> {
  if (desired === null) {
    return { drift: null, flapping: null, switches: null, adoptedFrom: null, canAdopt: false, canRelease: false }
  }
  const { drift, flapping, isPaused, isObserveOnly, onRemoval, switchedBy, adoptedFrom, endedAt } = desired
  const isLiving = endedAt === null && desired.intent === 'present'
  return {
    drift: drift === null ? null : toDriftView(drift, flapping),
    flapping: flapping === null ? null : toFlappingView(flapping),
    switches: {
      paused: isPaused,
      observeOnly: isObserveOnly,
      onRemoval,
      by: switchedBy === null ? null : { actor: { ...switchedBy.actor }, at: switchedBy.at, reason: switchedBy.reason },
    },
    adoptedFrom: desired.recordOrigin === 'adopted' ? adoptedFrom : null,
    canAdopt: isLiving && desired.phaseReason === 'ForeignLogInTheWay',
    canRelease: isLiving && desired.externalId !== null,
  }
}

/** Finds it whether it lives or ended; an observed log that a record of ours holds leads to that record. */
async function findRow(pool: Database['pool'], id: string): Promise<FlowLogRow | null> {
  const [desired] = await select<FlowLogRow>(pool, statement`SELECT f.* FROM ${flowLogRow('desired', id)}`)
  if (desired !== undefined) return desired
  const [held] = await select<{ desiredFlowLogId: string | null }>(
    pool,
    statement`SELECT "desiredFlowLogId" FROM observed_flow_log WHERE "id" = ${id}::uuid`,
  )
  if (held === undefined) return null
  const [row] = await select<FlowLogRow>(
    pool,
    statement`SELECT f.* FROM ${
      held.desiredFlowLogId === null ? flowLogRow('observed', id) : flowLogRow('desired', held.desiredFlowLogId)
    }`,
  )
  return row ?? null
}

async function loadDesiredRow(sql: Sql, id: string): Promise<DesiredRow | null> {
  const [row] = await select<DesiredRow>(
    sql,
    statement`SELECT "generation", "epoch", "intent", "spec", "phase", "claimKey", "holdsClaim", "sentFormat", "echoedFormat",
        "formerTagKeys", "replacement", "deadlineAt", "retryAt", "attempts", "problem", "externalId", "conditions", "scopeId",
        "targetKeyText", "endedAt", "drift", "flapping", "isPaused", "isObserveOnly", "onRemoval", "switchedBy", "recordOrigin",
        "adoptedFrom", "phaseReason" FROM desired_flow_log WHERE "id" = ${id}::uuid`,
  )
  return row ?? null
}

/** What the cloud reported of it: the log on record first, then the other one of a replacement. */
async function loadObserved(sql: Sql, row: FlowLogRow, desired: DesiredRow | null): Promise<ObservedView[]> {
  const externalIds = [row.externalId, desired?.replacement?.oldExternalId ?? null].filter((id) => id !== null)
  const rows = await select<ObservedRow>(
    sql,
    statement`SELECT "id", "externalId", "status", "rawStatus", "deliveryState", "deliveryMessage", "deliverySince", "spec",
        "tags", "raw", "cloudCreatedAt", "firstSeenAt", "validFrom", "missingSince", "goneAt" FROM observed_flow_log
      WHERE "scopeId" = ${row.scopeId}::uuid AND "externalId" = ANY(${externalIds}::text[])`,
  )
  const views = rows.map(toObservedView)
  return views.sort((left, right) => externalIds.indexOf(left.externalId) - externalIds.indexOf(right.externalId))
}

function toObservedView(row: ObservedRow): ObservedView {
  return {
    id: row.id,
    externalId: row.externalId,
    status: row.status,
    rawStatus: row.rawStatus,
    delivery: {
      state: row.deliveryState,
      message: row.deliveryMessage,
      since: row.deliverySince?.toISOString() ?? null,
    },
    spec: row.spec === null ? null : mutableSpec(row.spec),
    tags: row.tags,
    raw: row.raw,
    cloudCreatedAt: row.cloudCreatedAt?.toISOString() ?? null,
    firstSeenAt: row.firstSeenAt.toISOString(),
    validFrom: row.validFrom.toISOString(),
    missingSince: row.missingSince?.toISOString() ?? null,
    goneAt: row.goneAt?.toISOString() ?? null,
  }
}

/** The schema's type of a spec, which has no readonly. */
export function mutableSpec(spec: FlowLogSpec): NonNullable<FlowLogDetail['desiredSpec']> {
  return structuredClone(parametersOf(spec)) as NonNullable<FlowLogDetail['desiredSpec']>
}

/** Differences first, and which members are the same. Pure. */
function compare(
  desired: DesiredRow | null,
  observed: FlowLogSpec | null,
): Pick<FlowLogDetail, 'differences' | 'equalFields'> {
  if (desired === null || observed === null) return { differences: [], equalFields: [] }
  const { sentFormat, echoedFormat, formerTagKeys } = desired
  const differences = diffSpecs(desired.spec, observed, { sentFormat, echoedFormat, formerTagKeys })
  const differing = new Set(differences.map(({ field }) => field))
  return {
    differences: differences.map((change) => ({ ...change })),
    equalFields: specFields(desired.spec)
      .map(([field]) => field)
      .filter((field) => !differing.has(field)),
  }
}

async function loadSiblings(sql: Sql, row: FlowLogRow): Promise<FlowLogDetail['siblings']> {
  if (row.targetKeyText === null) return []
  return select<FlowLogDetail['siblings'][number]>(
    sql,
    statement`SELECT f."id", f."externalId", f."ownership" FROM ${flowLogsAbout({ keyText: row.targetKeyText, scopeId: row.scopeId, coveredByLogIds: [] })}
      WHERE f."id" <> ${row.id}::uuid ORDER BY f."firstSeenAt" LIMIT 50`,
  )
}

async function loadClaimHolder(sql: Sql, claimKey: string): Promise<FlowLogDetail['claimedBy']> {
  const [holder] = await select<{ configurationId: string; name: string }>(
    sql,
    statement`SELECT c."id" AS "configurationId", c."name" FROM desired_flow_log d
      JOIN configuration c ON c."id" = d."configurationId" WHERE d."claimKey" = ${claimKey} AND d."holdsClaim"`,
  )
  return holder ?? null
}
