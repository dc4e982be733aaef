import { Refusal } from '../domain/refusal'
import type { Sql } from '../store/sql'
import { allOf, rawStatement, select, statement, type Statement } from '../store/statement'

/** What a list can be sorted by: an expression that is never null, and how its value travels in a cursor. */
export interface SortKey {
  readonly expression: Statement
  readonly type: 'text' | 'timestamptz' | 'bigint' | 'uuid'
}

/** One page to read by keyset: rows after the cursor, in the order of (sort, id). */
export interface PageRequest {
  /** `SELECT` list without the keyword. */
  readonly columns: Statement
  /** `FROM …` without the keyword. */
  readonly from: Statement
  readonly where: readonly Statement[]
  readonly sortKeys: Readonly<Record<string, SortKey>>
  /** As the caller wrote it: `name` or `-name`. */
  readonly sort: string
  readonly id: SortKey
  readonly limit: number
  readonly cursor: string | undefined
}

export interface RowPage<Row> {
  readonly rows: readonly Row[]
  readonly nextCursor: string | null
}

interface KeyedRow {
  sortValue: string
  sortId: string
}

/** Reads one page. The id breaks ties, so that no row is shown twice or left out while others come and go. */
export async function readPage<Row extends object>(sql: Sql, request: PageRequest): Promise<RowPage<Row>> {
  const isDescending = request.sort.startsWith('-')
  const key = request.sortKeys[isDescending ? request.sort.slice(1) : request.sort]
  if (key === undefined) throw invalidCursor()
  const direction = rawStatement(isDescending ? 'DESC' : 'ASC')
  const after = request.cursor === undefined ? [] : [afterCursor(request, request.cursor, key, isDescending)]
  const rows = await select<Row & KeyedRow>(
    sql,
    statement`SELECT ${request.columns}, (${key.expression})::text AS "sortValue", (${request.id.expression})::text AS "sortId"
      FROM ${request.from} WHERE ${allOf([...request.where, ...after])}
      ORDER BY ${key.expression} ${direction}, ${request.id.expression} ${direction} LIMIT ${request.limit + 1}`,
  )
  const page = rows.slice(0, request.limit)
  const last = page.at(-1)
  const hasMore = rows.length > request.limit && last !== undefined
  return { rows: page, nextCursor: hasMore ? encodeCursor([request.sort, last.sortValue, last.sortId]) : null }
}

/** How many rows the filters leave. */
export async function countRows(sql: Sql, from: Statement, where: readonly Statement[]): Promise<number> {
  const [row] = await select<{ count: number }>(
    sql,
    statement`SELECT count(*)::int AS count FROM ${from} WHERE ${allOf(where)}`,
  )
  return row?.count ?? 0
}

function afterCursor(request: PageRequest, cursor: string, key: SortKey, isDescending: boolean): Statement {
  const [sort, value, id] = decodeCursor(cursor)
  if (sort !== request.sort || !fits(value, key.type) || !fits(id, request.id.type)) throw invalidCursor()
  const sign = rawStatement(isDescending ? '<' : '>')
  const valueType = rawStatement(key.type)
  const idType = rawStatement(request.id.type)
  return statement`(${key.expression}, ${request.id.expression}) ${sign} (${value}::${valueType}, ${id}::${idType})`
}

type Cursor = readonly [sort: string, value: string, id: string]

function encodeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor), 'utf8').toString('base64url')
}

/** Reads a cursor that may have been typed by anybody. Throws the refusal that names it. */
function decodeCursor(text: string): Cursor {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
    if (Array.isArray(parsed) && parsed.length === 3 && parsed.every((part) => typeof part === 'string')) {
      const [sort = '', value = '', id = ''] = parsed
      if (parsed.every((part) => !part.includes('\u0000') && part.isWellFormed())) return [sort, value, id]
    }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw invalidCursor()
}

const FORMS: Readonly<Record<SortKey['type'], RegExp>> = {
  text: /^[^]*$/,
  timestamptz: /^\d{4}-\d{2}-\d{2} [0-2]\d:[0-5]\d:[0-5]\d(?:\.\d{1,6})?\+00$/,
  bigint: /^-?\d{1,18}$/,
  uuid: /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/,
}

function fits(value: string, type: SortKey['type']): boolean {
  return FORMS[type].test(value) && (type !== 'timestamptz' || !Number.isNaN(Date.parse(value.replace('+00', 'Z'))))
}

function invalidCursor(): Refusal {
  const remedy = 'Begin again without a cursor, and page with the same filters and sort.'
  return new Refusal({
    kind: 'invalidInput',
    code: 'invalid-cursor',
    detail: 'The cursor does not belong to this list.',
    remedy,
    errors: [{ pointer: 'query/cursor', message: 'does not belong to this list', remedy }],
  })
}
