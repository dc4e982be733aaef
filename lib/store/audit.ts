import { uuidv7 } from 'uuidv7'
import type { Actor } from '../domain/change-item'
import type { Sql } from './sql'
import { asJson } from './sql'

/** Who did what to which thing. */
export interface AuditEntry {
  readonly actor: Actor
  /** Verb first, for example `change-request.approve`. */
  readonly action: string
  readonly subjectType: string
  readonly subjectId: string | null
  /** One sentence. */
  readonly summary: string
  readonly before?: object | null
  readonly after?: object | null
  readonly origin?: object
}

/** Appends an audit entry, in the transaction of what it tells about. */
export async function addAuditEntry(sql: Sql, entry: AuditEntry): Promise<void> {
  await sql.query(
    `INSERT INTO "audit_entry" ("id", "actor", "action", "subjectType", "subjectId", "summary", "before", "after", "origin")
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      uuidv7(),
      asJson(entry.actor),
      entry.action,
      entry.subjectType,
      entry.subjectId,
      entry.summary,
      (entry.before ?? null) === null ? null : asJson(entry.before),
      (entry.after ?? null) === null ? null : asJson(entry.after),
      asJson(entry.origin ?? {}),
    ],
  )
}
