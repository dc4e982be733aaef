import { Prisma } from './generated/client'
import type { Sql } from './sql'

/** A composable statement: values become parameters, never text. `text` and `values` are what pg takes. */
export const statement = Prisma.sql
export const joinStatements = Prisma.join
export const rawStatement = Prisma.raw
export type Statement = Prisma.Sql

/** Runs one composed statement and answers its rows. */
export async function select<Row extends object>(sql: Sql, { text, values }: Statement): Promise<Row[]> {
  const { rows } = await sql.query<Row>(text, values)
  return rows
}

/** All parts with AND; true when there are none. Pure. */
export function allOf(parts: readonly Statement[]): Statement {
  return parts.length === 0 ? statement`TRUE` : joinStatements([...parts], ' AND ')
}

/** A text for LIKE that finds exactly what was typed: its own wildcards lose their meaning. Pure. */
export function likeText(typed: string): string {
  return `%${typed.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`
}
