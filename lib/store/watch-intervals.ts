import type { Sql } from './sql'
import { asJson } from './sql'

/**
 * Notes that a scope was looked at: the newest interval of that kind and outcome is extended in place, another outcome
 * begins a new one. A partial look continues only one that covered the same.
 */
export async function noteLook(
  sql: Sql,
  look: {
    readonly scopeId: string
    readonly kind: 'flow-logs' | 'discovery'
    /** `partial`: some listings of the look failed; the detail names the types that were covered. */
    readonly outcome: 'complete' | 'partial' | 'failed'
    readonly detail: object | null
    readonly at: Date
  },
): Promise<void> {
  await sql.query(
    `WITH extended AS (
       UPDATE "watch_interval" SET "until_at" = greatest("until_at", $4)
        WHERE "id" = (SELECT "id" FROM "watch_interval" WHERE "scopeId" = $1 AND "kind" = $2
                       ORDER BY "until_at" DESC, "id" DESC LIMIT 1)
          AND "outcome" = $3
       RETURNING 1)
     INSERT INTO "watch_interval" ("scopeId", "kind", "outcome", "detail", "from_at", "until_at")
     SELECT $1, $2, $3, $5::jsonb, $4, $4 WHERE NOT EXISTS (SELECT 1 FROM extended)`,
    [look.scopeId, look.kind, look.outcome, look.at, look.detail === null ? null : asJson(look.detail)],
  )
}
