import type { Sql } from './sql'
import { asJson } from './sql'

export type EventTopic = 'scope' | 'flow-log' | 'resource' | 'configuration' | 'change-request' | 'account' | 'settings'

/** The channel on which readers hear that there are new events. */
export const EVENTS_CHANNEL = 'weir_events'

/** Adds a live event; readers hear of it when the transaction commits. */
export async function addEvent(
  sql: Sql,
  event: { readonly topic: EventTopic; readonly subject: string | null; readonly payload?: object },
): Promise<void> {
  await sql.query(
    `WITH added AS (INSERT INTO "event" ("topic", "subject", "payload") VALUES ($1, $2, $3) RETURNING 1)
     SELECT pg_notify($4, '') FROM added`,
    [event.topic, event.subject, asJson(event.payload ?? {}), EVENTS_CHANNEL],
  )
}

/** Where a reader of events stands: the transaction and id of the last event it has seen. */
export interface EventCursor {
  readonly txid: string
  readonly id: string
}

export interface StoredEvent {
  readonly cursor: EventCursor
  readonly at: Date
  readonly topic: EventTopic
  readonly subject: string | null
  readonly payload: object
}

/**
 * The next events after a cursor, in commit order: by the columns, for the selected texts would sort 100 before 99. Only
 * those whose transaction is older than every one still running:
 * a slower writer with a lower id can then no longer appear behind the cursor.
 */
export async function readEvents(sql: Sql, after: EventCursor, limit: number): Promise<readonly StoredEvent[]> {
  const { rows } = await sql.query<{
    txid: string
    id: string
    at: Date
    topic: EventTopic
    subject: string | null
    payload: object
  }>(
    `SELECT "txid"::text, "id"::text, "at", "topic", "subject", "payload" FROM "event"
      WHERE ("txid", "id") > ($1::bigint, $2::bigint)
        AND "txid" < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
      ORDER BY "event"."txid", "event"."id" LIMIT $3`,
    [after.txid, after.id, limit],
  )
  return rows.map(({ txid, id, at, topic, subject, payload }) => ({
    cursor: { txid, id },
    at,
    topic,
    subject,
    payload,
  }))
}

/** The cursor of somebody who wants only what happens from now on. */
export async function currentEventCursor(sql: Sql): Promise<EventCursor> {
  const { rows } = await sql.query<{ txid: string; id: string }>(
    `SELECT "txid"::text, "id"::text FROM "event"
      WHERE "txid" < pg_snapshot_xmin(pg_current_snapshot())::text::bigint ORDER BY "event"."txid" DESC, "event"."id" DESC LIMIT 1`,
  )
  return rows[0] ?? { txid: '0', id: '0' }
}

/** Deletes events that no reader can want any more. Answers how many. */
export async function deleteEventsBefore(sql: Sql, before: Date): Promise<number> {
  const { rowCount } = await sql.query(`DELETE FROM "event" WHERE "at" < $1`, [before])
  return rowCount ?? 0
}
