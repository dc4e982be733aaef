import type { Actor, ChangeItem } from '../domain/change-item'
import type { ChangeRequestState } from '../domain/change-request'
import type { Problem } from '../domain/problem'
import type { Sql } from './sql'
import { asJson } from './sql'

/** A change request, as far as use cases decide on it. */
export interface StoredChangeRequest {
  readonly id: string
  readonly number: number
  readonly title: string
  readonly origin: 'person' | 'follow-up'
  readonly state: ChangeRequestState
  readonly items: readonly ChangeItem[]
  readonly author: Actor
  readonly planId: string | null
  readonly revision: number
}

/** Stores a new request, which waits for its plan. Answers its number. */
export async function insertChangeRequest(
  sql: Sql,
  request: {
    readonly id: string
    readonly title: string
    readonly reason: string
    readonly items: readonly ChangeItem[]
    readonly author: Actor
  },
): Promise<number> {
  const { rows } = await sql.query<{ number: number }>(
    `INSERT INTO "change_request" ("id", "title", "reason", "items", "author", "updatedAt")
     VALUES ($1, $2, $3, $4, $5, now()) RETURNING "number"`,
    [request.id, request.title, request.reason, asJson(request.items), asJson(request.author)],
  )
  return rows[0]?.number ?? 0
}

/** A request, locked: of two decisions at once the second sees the first. Null when there is none. */
export async function lockChangeRequest(sql: Sql, id: string): Promise<StoredChangeRequest | null> {
  const { rows } = await sql.query<StoredChangeRequest & Record<string, unknown>>(
    `SELECT "id", "number", "title", "origin", "state", "items", "author", "planId", "revision" FROM "change_request"
      WHERE "id" = $1 FOR UPDATE`,
    [id],
  )
  return rows[0] ?? null
}

/** What a decision writes beside the state; what is left out stays. */
export interface ChangeRequestUpdate {
  readonly state: ChangeRequestState
  readonly planId?: string
  readonly planProblem?: Problem | null
  readonly decidedBy?: Actor
  readonly decisionNote?: string
  readonly expiresAt?: Date
  readonly isFinished?: boolean
}

/** Writes a request that the caller has locked. */
export async function updateChangeRequest(sql: Sql, id: string, update: ChangeRequestUpdate): Promise<void> {
  await sql.query(
    `UPDATE "change_request" SET "state" = $2, "planId" = coalesce($3, "planId"),
       "planProblem" = CASE WHEN $4 THEN $5::jsonb ELSE "planProblem" END,
       "decidedBy" = coalesce($6::jsonb, "decidedBy"),
       "decidedAt" = CASE WHEN $6::jsonb IS NULL THEN "decidedAt" ELSE now() END,
       "decisionNote" = coalesce($7, "decisionNote"), "expiresAt" = coalesce($8, "expiresAt"),
       "finishedAt" = CASE WHEN $9 THEN now() ELSE NULL END, "updatedAt" = now(), "revision" = "revision" + 1
     WHERE "id" = $1`,
    [
      id,
      update.state,
      update.planId ?? null,
      update.planProblem !== undefined,
      (update.planProblem ?? null) === null ? null : asJson(update.planProblem),
      update.decidedBy === undefined ? null : asJson(update.decidedBy),
      update.decisionNote ?? null,
      update.expiresAt ?? null,
      update.isFinished ?? false,
    ],
  )
}

/** Writes what an approval lets through. */
export async function insertGrant(
  sql: Sql,
  grant: {
    readonly id: string
    readonly changeRequestId: string
    readonly configurationId: string
    readonly generation: number
    readonly upkeepBound: object
    readonly expiresAt: Date
    readonly fingerprints: readonly string[]
  },
): Promise<void> {
  await sql.query(
    `INSERT INTO "grant" ("id", "changeRequestId", "configurationId", "generation", "upkeepBound", "expiresAt")
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [
      grant.id,
      grant.changeRequestId,
      grant.configurationId,
      grant.generation,
      asJson(grant.upkeepBound),
      grant.expiresAt,
    ],
  )
  await sql.query(
    `INSERT INTO "grant_action" ("grantId", "fingerprint") SELECT $1, unnest($2::text[]) ON CONFLICT DO NOTHING`,
    [grant.id, grant.fingerprints],
  )
}

/** Takes back what a request's approval still lets through: nothing new of it begins. */
export async function revokeGrants(sql: Sql, changeRequestId: string): Promise<void> {
  await sql.query(`UPDATE "grant" SET "revokedAt" = now() WHERE "changeRequestId" = $1 AND "revokedAt" IS NULL`, [
    changeRequestId,
  ])
}
