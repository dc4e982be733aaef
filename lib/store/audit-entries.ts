import { uuidv7 } from 'uuidv7'
import type { Actor } from '../domain/change-item'
import type { Sql } from './sql'
import { asJson } from './sql'

/** One line of who did what. */
export interface NewAuditEntry {
  readonly actor: Actor
  /** `account.add`, `change-request.approve`, …: stable. */
  readonly action: string
  readonly subjectType: string
  readonly subjectId: string | null
  /** One sentence for people. */
  readonly summary: string
  readonly before?: unknown
  readonly after?: unknown
}

/** Writes an entry inside the caller's transaction: what happened and that it happened go together. */
export async function recordAudit(sql: Sql, entry: NewAuditEntry): Promise<void> {
  await sql.query(
    `INSERT INTO "audit_entry" ("id", "actor", "action", "subjectType", "subjectId", "summary", "before", "after")
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      uuidv7(),
      asJson(entry.actor),
      entry.action,
      entry.subjectType,
      entry.subjectId,
      entry.summary,
      entry.before === undefined ? null : asJson(entry.before),
      entry.after === undefined ? null : asJson(entry.after),
    ],
  )
}
