import type { Actor, ChangeItem } from '../domain/change-item'
import type { ActionKind, RiskClass } from '../domain/plan'
import type { Problem } from '../domain/problem'
import { RISK_CLASSES } from '../domain/plan'
import type { ApplyProgress, ChangeRequestStateView, PlanSummary } from '../http/schemas/change-requests'
import type { PreflightSummary } from '../http/schemas/preflight'
import type { Sql } from '../store/sql'
import { select, statement } from '../store/statement'
import { approvalDigest } from '../services/plan-approval-digest'
import { loadPreflightSummaries } from './list-preflights'
import { planSentence } from './plan-sentence'

/** A change request as stored. */
export interface ChangeRequestRow {
  id: string
  number: number
  revision: number
  title: string
  reason: string
  origin: 'person' | 'follow-up'
  state: ChangeRequestStateView
  items: ChangeItem[]
  author: Actor
  planId: string | null
  planProblem: Problem | null
  decidedBy: Actor | null
  decidedAt: Date | null
  decisionNote: string | null
  expiresAt: Date | null
  finishedAt: Date | null
  createdAt: Date
  updatedAt: Date
}

export const CHANGE_REQUEST_COLUMNS = statement`q."id", q."number", q."revision", q."title", q."reason", q."origin", q."state",
  q."items", q."author", q."planId", q."planProblem", q."decidedBy", q."decidedAt", q."decisionNote", q."expiresAt",
  q."finishedAt", q."createdAt", q."updatedAt"`

/** What the plan's row keeps beside its counters. */
export interface StoredPlanSummary {
  readonly risks: Partial<Record<RiskClass, number>>
  readonly longestGapSeconds: number | null
  readonly accounts: number
  readonly regions: number
  readonly obstacles: number
  readonly warnings: number
  readonly inSync: number
}

interface PlanRow {
  id: string
  digest: string
  computedAt: Date
  counters: Omit<Record<ActionKind, number>, 'adopt'> & { adopt?: number }
  summary: StoredPlanSummary
}

interface StateRow {
  planId: string
  state: string
  count: number
  /** Of what is left out: which. */
  ordinals: number[] | null
}

export interface PlanFigures {
  readonly summary: PlanSummary
  readonly progress: ApplyProgress | null
}

/** Summaries of the plans of some requests, with how far their actions have come. */
export async function loadPlanFigures(
  sql: Sql,
  requests: readonly ChangeRequestRow[],
): Promise<(request: ChangeRequestRow) => PlanFigures | null> {
  const ids = requests.flatMap(({ planId }) => planId ?? [])
  if (ids.length === 0) return () => null
  const [plans, states, preflights] = await Promise.all([
    select<PlanRow>(
      sql,
      statement`SELECT "id", "digest", "computedAt", "counters", "summary" FROM plan WHERE "id" = ANY(${ids}::uuid[])`,
    ),
    select<StateRow>(
      sql,
      statement`SELECT "planId", "state", count(*)::int AS count,
          CASE WHEN "state" = 'excluded' THEN array_agg("ordinal") END AS ordinals FROM plan_action WHERE "planId" = ANY(${ids}::uuid[]) GROUP BY 1, 2`,
    ),
    loadPreflightSummaries(sql, ids),
  ])
  return (request) => {
    const plan = plans.find(({ id }) => id === request.planId)
    return plan === undefined ? null : figuresOf(plan, states, request, preflights(plan.id))
  }
}

function figuresOf(
  plan: PlanRow,
  states: readonly StateRow[],
  request: ChangeRequestRow,
  preflight: PreflightSummary,
): PlanFigures {
  const inState = (...wanted: string[]) =>
    states
      .filter((row) => row.planId === plan.id && wanted.includes(row.state))
      .reduce((sum, row) => sum + row.count, 0)
  const { summary, counters } = plan
  const total = Object.values(counters).reduce((sum, count) => sum + count, 0)
  const excludedOrdinals = states.find((row) => row.planId === plan.id && row.state === 'excluded')?.ordinals ?? []
  const excluded = excludedOrdinals.length
  return {
    summary: {
      id: plan.id,
      digest: approvalDigest(plan.digest, excludedOrdinals),
      computedAt: plan.computedAt.toISOString(),
      sentence: planSentence(counters, summary, excluded),
      counters: { ...counters, adopt: counters.adopt ?? 0 },
      total,
      excluded,
      risks: RISK_CLASSES.flatMap((risk) => {
        const count = summary.risks[risk] ?? 0
        return count === 0 ? [] : [{ risk, count }]
      }),
      longestGapSeconds: summary.longestGapSeconds,
      accounts: summary.accounts,
      regions: summary.regions,
      obstacles: summary.obstacles,
      warnings: summary.warnings,
      inSync: summary.inSync,
      preflight,
    },
    progress: request.decidedAt === null || !HAS_PROGRESS.has(request.state) ? null : progressOf(request, inState),
  }
}

const HAS_PROGRESS: ReadonlySet<string> = new Set([
  'approved',
  'applying',
  'applied',
  'partly-applied',
  'failed',
  'cancelled',
  'expired',
])

function progressOf(request: ChangeRequestRow, inState: (...wanted: string[]) => number): ApplyProgress {
  return {
    total: inState('waiting', 'applying', 'done', 'failed', 'held-back'),
    waiting: inState('waiting'),
    applying: inState('applying'),
    done: inState('done'),
    failed: inState('failed'),
    heldBack: inState('held-back'),
    startedAt: request.decidedAt?.toISOString() ?? null,
    finishedAt: request.finishedAt?.toISOString() ?? null,
  }
}
