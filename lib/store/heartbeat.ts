import type { Sql } from './sql'

/** Counts one more sign of life of this installation and answers the count. */
export async function raiseHeartbeat(sql: Sql, atLeast: number): Promise<number> {
  const { rows } = await sql.query<{ marker: string }>(
    `UPDATE "installation" SET "heartbeatMarker" = (greatest(coalesce("heartbeatMarker"::bigint, 0), $1::bigint) + 1)::text
      WHERE "id" = 1 RETURNING "heartbeatMarker" AS "marker"`,
    [atLeast],
  )
  return Number(rows[0]?.marker ?? 0)
}

/** The count as the database holds it. */
export async function readHeartbeat(sql: Sql): Promise<number> {
  const { rows } = await sql.query<{ marker: string | null }>(
    `SELECT "heartbeatMarker" AS "marker" FROM "installation" WHERE "id" = 1`,
  )
  return Number(rows[0]?.marker ?? 0)
}
