import type pg from 'pg'
import { isProviderId } from '../domain/provider-id'
import type { ScopeRef } from '../domain/scope'
import type { AccountConnection } from '../providers/provider'
import type { Problem } from '../domain/problem'
import type { Sql } from './sql'

/** One scope as its lease holder sees it at the moment of the claim. */
export interface ClaimedScope {
  readonly scopeId: string
  readonly ref: ScopeRef
  readonly account: AccountConnection & { readonly id: string; readonly endpointFingerprint: string | null }
  readonly fence: string
  /** The database's clock at the claim. */
  readonly claimedAt: Date
  /** What `dueAt` was set to: another value at the release means that somebody asked for a pass meanwhile. */
  readonly claimedDueAt: Date
  readonly flowLogsObservedAt: Date | null
  readonly discoveredAt: Date | null
  readonly discoveryDueAt: Date
  readonly lookRequestedAt: Date | null
  readonly consecutiveFailures: number
  readonly problem: Problem | null
  /** In what the endpoint was found to fall short of its cloud. */
  readonly shortfalls: readonly string[]
  /** How long the last replacements without overlap took here, newest first. */
  readonly recentGapSeconds: readonly number[]
}

/** The channel on which workers hear that a scope became due. */
export const SCOPE_DUE_CHANNEL = 'weir_scope_due'

interface ClaimRow {
  id: string
  accountRef: string
  provider: string
  partition: string
  accountId: string
  region: string
  roleArn: string | null
  externalId: string | null
  endpointFingerprint: string | null
  fence: string
  claimedAt: Date
  dueAt: Date
  flowLogsObservedAt: Date | null
  discoveredAt: Date | null
  discoveryDueAt: Date
  lookRequestedAt: Date | null
  consecutiveFailures: number
  problem: Problem | null
  shortfalls: readonly string[]
  recentGapSeconds: number[]
}

/**
 * Claims the most overdue scope that nobody holds, or the given one: owner, lease and a higher fence in one statement, by
 * the database's clock. Null when there is none.
 */
export async function claimScope(
  sql: Sql,
  claim: { readonly owner: string; readonly ttlMs: number; readonly scopeId?: string },
): Promise<ClaimedScope | null> {
  const { rows } = await sql.query<ClaimRow>(
    `WITH chosen AS (
       SELECT s."id" FROM "scope" s JOIN "account" a ON a."id" = s."accountRef"
        WHERE s."state" = 'Watched' AND NOT a."isPaused" AND a."removedAt" IS NULL
          AND (s."leaseUntil" IS NULL OR s."leaseUntil" <= clock_timestamp())
          AND CASE WHEN $3::uuid IS NULL THEN s."dueAt" <= clock_timestamp() ELSE s."id" = $3 END
        ORDER BY s."dueAt" LIMIT 1 FOR UPDATE OF s SKIP LOCKED)
     UPDATE "scope" s
        SET "leaseOwner" = $1, "leaseUntil" = clock_timestamp() + $2 * interval '1 ms', "fence" = s."fence" + 1,
            "dueAt" = clock_timestamp() + $2 * interval '1 ms', "lastPassStartedAt" = clock_timestamp()
       FROM chosen, "account" a
      WHERE s."id" = chosen."id" AND a."id" = s."accountRef"
     RETURNING s."id", s."accountRef", s."provider", s."partition", s."accountId", s."region", a."roleArn", a."externalId",
       a."endpointFingerprint", s."fence"::text AS "fence", clock_timestamp() AS "claimedAt", s."dueAt",
       s."flowLogsObservedAt", s."discoveredAt", s."discoveryDueAt", s."lookRequestedAt", s."consecutiveFailures",
       s."problem", s."shortfalls", s."recentGapSeconds"`,
    [claim.owner, claim.ttlMs, claim.scopeId ?? null],
  )
  const row = rows[0]
  return row === undefined ? null : toClaimedScope(row)
}

function toClaimedScope(row: ClaimRow): ClaimedScope {
  const { provider, partition, accountId, region, roleArn, externalId } = row
  if (!isProviderId(provider)) throw new Error(`scope ${row.id} names an unknown provider: ${provider}`)
  return {
    scopeId: row.id,
    ref: { provider, partition, accountId, region },
    account: {
      id: row.accountRef,
      provider,
      partition,
      accountId,
      roleArn,
      externalId,
      endpointFingerprint: row.endpointFingerprint,
    },
    fence: row.fence,
    claimedAt: row.claimedAt,
    claimedDueAt: row.dueAt,
    flowLogsObservedAt: row.flowLogsObservedAt,
    discoveredAt: row.discoveredAt,
    discoveryDueAt: row.discoveryDueAt,
    lookRequestedAt: row.lookRequestedAt,
    consecutiveFailures: row.consecutiveFailures,
    problem: row.problem,
    shortfalls: row.shortfalls,
    recentGapSeconds: row.recentGapSeconds,
  }
}

/** Who holds a scope, and since when of its holders. */
export interface Holding {
  readonly scopeId: string
  readonly owner: string
  readonly fence: string
}

/** Extends a running lease; false when it is lost: it ran out, or somebody else claimed the scope. */
export async function renewLease(sql: Sql, holding: Holding, ttlMs: number): Promise<boolean> {
  const { rowCount } = await sql.query(
    `UPDATE "scope" SET "leaseUntil" = clock_timestamp() + $4 * interval '1 ms'
      WHERE "id" = $1 AND "leaseOwner" = $2 AND "fence" = $3 AND "leaseUntil" > clock_timestamp()`,
    [holding.scopeId, holding.owner, holding.fence, ttlMs],
  )
  return rowCount === 1
}

/** What a transaction under a lease promises, beyond being all or nothing. */
export interface Opening {
  /** The lease must last for at least so long from now. */
  readonly forMs: number
  /**
   * Whether the commit waits for the disk. Without it a crash of the database (not of this process) may undo the newest
   * commits, oldest kept first: only for what the next look would find and write again.
   */
  readonly isDurable: boolean
}

/**
 * Opens a transaction, and tells in the same round trip whether the holder still holds the scope for long enough; until
 * the transaction ends nobody else can claim the scope.
 */
export async function beginHolding(client: pg.PoolClient, holding: Holding, opening: Opening): Promise<boolean> {
  const { scopeId, owner, fence } = holding
  // Several statements at once cannot have parameters; all values are our own, and quoted all the same.
  const results = (await client.query(
    `BEGIN; ${opening.isDurable ? '' : 'SET LOCAL synchronous_commit TO off; '}SELECT 1 FROM "scope"
      WHERE "id" = ${client.escapeLiteral(scopeId)} AND "leaseOwner" = ${client.escapeLiteral(owner)}
        AND "fence" = ${client.escapeLiteral(fence)}
        AND "leaseUntil" > clock_timestamp() + ${Math.trunc(opening.forMs)} * interval '1 ms' FOR SHARE`,
  )) as unknown as readonly pg.QueryResult[]
  return results.at(-1)?.rowCount === 1
}

/** What one pass leaves on its scope. */
export interface ScopeOutcome {
  readonly dueInMs: number
  readonly flowLogsObservedAt: Date | null
  readonly discoveredAt: Date | null
  /** Null leaves the due time of discovery as it is. */
  readonly discoveryDueAt: Date | null
  readonly consecutiveFailures: number
  readonly problem: Problem | null
  /** Left as they are when not given, or null. */
  readonly shortfalls?: readonly string[] | null
  readonly lookAnswered: Date | null
  readonly callsUsed: number
  readonly callsThrottled: number
}

/**
 * Gives a scope back with what the pass found and when it is due again. A wish for a pass that came in meanwhile stands.
 * False when the lease was lost; then nothing is written. The commit does not wait for the disk: after a crash of the
 * database the lease runs out by itself, and the next look finds the same.
 */
export async function releaseScope(
  sql: Sql,
  holding: Holding & { readonly claimedDueAt: Date },
  outcome: ScopeOutcome,
): Promise<boolean> {
  const { rowCount } = await sql.query(
    `UPDATE "scope" SET
       "leaseOwner" = NULL, "leaseUntil" = NULL, "lastPassEndedAt" = clock_timestamp(),
       "dueAt" = CASE WHEN "dueAt" <> $4 THEN least("dueAt", clock_timestamp() + $5 * interval '1 ms')
                      ELSE clock_timestamp() + $5 * interval '1 ms' END,
       "flowLogsObservedAt" = coalesce($6, "flowLogsObservedAt"), "discoveredAt" = coalesce($7, "discoveredAt"),
       "discoveryDueAt" = coalesce($8, "discoveryDueAt"),
       "consecutiveFailures" = $9, "problem" = $10,
       "lookRequestedAt" = CASE WHEN "lookRequestedAt" <= $11 THEN NULL ELSE "lookRequestedAt" END,
       "callsUsed" = "callsUsed" + $12, "callsThrottled" = "callsThrottled" + $13,
       "shortfalls" = coalesce($14, "shortfalls")
     WHERE "id" = $1 AND "leaseOwner" = $2 AND "fence" = $3
       AND set_config('synchronous_commit', 'off', true) IS NOT NULL`,
    [
      holding.scopeId,
      holding.owner,
      holding.fence,
      holding.claimedDueAt,
      outcome.dueInMs,
      outcome.flowLogsObservedAt,
      outcome.discoveredAt,
      outcome.discoveryDueAt,
      outcome.consecutiveFailures,
      outcome.problem,
      outcome.lookAnswered,
      outcome.callsUsed,
      outcome.callsThrottled,
      outcome.shortfalls ?? null,
    ],
  )
  return rowCount === 1
}

/** Writes down how long replacements without overlap took in a scope, newest first, and their median. */
export async function writeRecentGaps(
  sql: Sql,
  scopeId: string,
  gaps: { readonly recentSeconds: readonly number[]; readonly medianSeconds: number },
): Promise<void> {
  await sql.query(`UPDATE "scope" SET "recentGapSeconds" = $2, "measuredGapSeconds" = $3 WHERE "id" = $1`, [
    scopeId,
    gaps.recentSeconds,
    gaps.medianSeconds,
  ])
}

/**
 * Makes scopes due now and wakes a worker. `look` also asks for fresh listings, discovery included. Call it inside the
 * transaction that gives the reason: workers hear of it when that commits.
 */
export async function wakeScopes(
  sql: Sql,
  scopeIds: readonly string[],
  options: { readonly look?: boolean } = {},
): Promise<void> {
  if (scopeIds.length === 0) return
  await sql.query(
    `UPDATE "scope" SET "dueAt" = least("dueAt", clock_timestamp()),
       "lookRequestedAt" = CASE WHEN $2 THEN clock_timestamp() ELSE "lookRequestedAt" END,
       "discoveryDueAt" = CASE WHEN $2 THEN least("discoveryDueAt", clock_timestamp()) ELSE "discoveryDueAt" END
     WHERE "id" = ANY($1::uuid[])`,
    [scopeIds, options.look ?? false],
  )
  await sql.query(`SELECT pg_notify($1, '')`, [SCOPE_DUE_CHANNEL])
}

/** How long until the next scope is due, in milliseconds; null when none is waiting. */
export async function nextDueInMs(sql: Sql): Promise<number | null> {
  const { rows } = await sql.query<{ inMs: number | null }>(
    `SELECT extract(epoch FROM min(greatest(s."dueAt", coalesce(s."leaseUntil", s."dueAt"))) - clock_timestamp())::float8 * 1000 AS "inMs"
       FROM "scope" s JOIN "account" a ON a."id" = s."accountRef"
      WHERE s."state" = 'Watched' AND NOT a."isPaused" AND a."removedAt" IS NULL`,
  )
  return rows[0]?.inMs ?? null
}
