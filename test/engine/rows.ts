import type pg from 'pg'
import type { Condition } from '../../lib/domain/conditions'

/** A desired flow log as a test reads it. */
export interface DesiredRow {
  readonly id: string
  readonly configurationId: string
  readonly targetKeyText: string
  readonly epoch: number
  readonly intent: string
  readonly phase: string
  readonly phaseReason: string
  readonly externalId: string | null
  readonly recordOrigin: string | null
  readonly problem: { readonly reason: string; readonly vendorCode: string | null; readonly remedy: string } | null
  readonly conditions: readonly Condition[]
  readonly endedAt: Date | null
  readonly replacement: { readonly mode: string; readonly oldExternalId: string } | null
}

export async function desiredRows(pool: pg.Pool): Promise<readonly DesiredRow[]> {
  const { rows } = await pool.query<DesiredRow>(`SELECT * FROM "desired_flow_log" ORDER BY "targetKeyText", "epoch"`)
  return rows
}

/** An operation with its results, as a test reads it. */
export interface OperationRow {
  readonly id: string
  readonly kind: string
  readonly authority: string
  readonly grantId: string | null
  readonly isOpen: boolean
  readonly outcomes: readonly string[]
  readonly items: number
}

export async function operationRows(pool: pg.Pool): Promise<readonly OperationRow[]> {
  const { rows } = await pool.query<OperationRow>(
    `SELECT o."id", o."kind", o."authority", o."grantId",
       EXISTS (SELECT 1 FROM "open_operation" p WHERE p."operationId" = o."id") AS "isOpen",
       ARRAY(SELECT r."outcome" FROM "cloud_operation_result" r WHERE r."operationId" = o."id" ORDER BY r."id") AS "outcomes",
       (SELECT count(*)::int FROM "cloud_operation_item" i WHERE i."operationId" = o."id") AS "items"
       FROM "cloud_operation" o ORDER BY o."id"`,
  )
  return rows
}

/** How often rows of tables other than scope, lease and watch interval were written since the last call. */
export async function rowsWritten(pool: pg.Pool): Promise<number> {
  // Every connection keeps counts of its own for a while.
  const clients = await Promise.all(Array.from({ length: pool.totalCount }, () => pool.connect()))
  for (const client of clients) {
    await client.query(`SELECT pg_stat_force_next_flush()`)
    client.release()
  }
  const { rows } = await pool.query<{ written: string }>(
    `SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::text AS "written" FROM pg_stat_user_tables
      WHERE relname NOT IN ('scope', 'watch_interval')`,
  )
  return Number(rows[0]!.written)
}
