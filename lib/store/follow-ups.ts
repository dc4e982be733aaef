import { uuidv7 } from 'uuidv7'
import type { ChangeItem } from '../domain/change-item'
import { ENGINE } from '../domain/change-item'
import type { Sql } from './sql'
import { asJson } from './sql'

/** Something the engine found to do that nobody has approved, for one Configuration and cause. */
export interface FollowUp {
  readonly configurationId: string
  readonly configurationName: string
  readonly generation: number
  readonly cause: string
  readonly title: string
  readonly reason: string
  readonly fingerprints: readonly string[]
}

/**
 * Opens a follow-up request, unless one for the same Configuration and cause is open, or a person has turned down the
 * very same actions. Answers its id when it was made.
 */
export async function openFollowUp(sql: Sql, followUp: FollowUp): Promise<string | null> {
  const followUpKey = `${followUp.configurationId}:${followUp.cause}`
  const { rows } = await sql.query<{ turnedDown: number }>(
    `SELECT count(DISTINCT a."fingerprint")::int AS "turnedDown"
       FROM "change_request" c JOIN "plan_action" a ON a."planId" = c."planId"
      WHERE c."followUpKey" = $1 AND (c."state" IN ('rejected', 'withdrawn') OR a."state" = 'excluded')
        AND a."fingerprint" = ANY($2::text[])`,
    [followUpKey, followUp.fingerprints],
  )
  if ((rows[0]?.turnedDown ?? 0) >= new Set(followUp.fingerprints).size) return null
  const items: readonly ChangeItem[] = [
    { op: 'reconcile', configurationId: followUp.configurationId, baseGeneration: followUp.generation },
  ]
  const id = uuidv7()
  const inserted = await sql.query(
    `INSERT INTO "change_request" ("id", "title", "reason", "origin", "state", "items", "author", "followUpKey", "updatedAt")
     VALUES ($1, $2, $3, 'follow-up', 'planning', $4, $5, $6, now())
     ON CONFLICT ("followUpKey") WHERE "state" IN ('planning', 'open') DO NOTHING`,
    [id, followUp.title, followUp.reason, asJson(items), asJson(ENGINE), followUpKey],
  )
  return inserted.rowCount === 1 ? id : null
}

/** Asks for a new plan of an open follow-up that does not hold these actions yet. Answers its id when it was asked. */
export async function refreshFollowUp(sql: Sql, followUp: FollowUp): Promise<string | null> {
  const { rows } = await sql.query<{ id: string }>(
    `UPDATE "change_request" c SET "state" = 'planning', "updatedAt" = now(), "revision" = "revision" + 1
      WHERE c."followUpKey" = $1 AND c."state" = 'open'
        AND EXISTS (SELECT 1 FROM unnest($2::text[]) AS f("fingerprint")
                     WHERE NOT EXISTS (SELECT 1 FROM "plan_action" a
                                        WHERE a."planId" = c."planId" AND a."fingerprint" = f."fingerprint"))
     RETURNING c."id"`,
    [`${followUp.configurationId}:${followUp.cause}`, followUp.fingerprints],
  )
  return rows[0]?.id ?? null
}
