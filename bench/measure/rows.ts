import type pg from 'pg'

/** Rows written so far, by table. */
export type RowsWritten = ReadonlyMap<string, number>

/**
 * Tables that a quiet pass may write: the scope (queue and lease) and the watch intervals, which say when one looked.
 * The queue of side jobs has a schema of its own and is not looked at.
 */
const MAY_BE_WRITTEN = ['scope', 'watch_interval']

/** PostgreSQL hands the counts of an idle connection over after ten seconds at the latest; before that they lack some. */
const STATISTICS_DELAY_MS = 11_000

/** What the database says has been written, once all connections have handed in their counts. */
export async function readRowsWritten(pool: pg.Pool): Promise<RowsWritten> {
  await new Promise((resolve) => setTimeout(resolve, STATISTICS_DELAY_MS))
  const { rows } = await pool.query<{ table: string; written: string }>(
    `SELECT relname AS "table", (n_tup_ins + n_tup_upd + n_tup_del)::text AS "written" FROM pg_stat_user_tables
      WHERE schemaname = 'public' AND relname <> ALL($1::text[])`,
    [MAY_BE_WRITTEN],
  )
  return new Map(rows.map(({ table, written }) => [table, Number(written)]))
}

/** What was written between two readings, tables without any left out. Pure. */
export function rowsBetween(before: RowsWritten, after: RowsWritten): Readonly<Record<string, number>> {
  return Object.fromEntries(
    [...after].flatMap(([table, written]) => {
      const more = written - (before.get(table) ?? 0)
      return more === 0 ? [] : [[table, more]]
    }),
  )
}
