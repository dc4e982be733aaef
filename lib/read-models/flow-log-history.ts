import type { OperationView, TransitionView } from '../http/schemas/flow-logs'
import type { Sql } from '../store/sql'
import { select, statement } from '../store/statement'

/** A timeline is read whole: a flow log has tens of transitions, not thousands. */
const MAX_TRANSITIONS = 500
const MAX_OPERATIONS = 100

type TransitionRow = Omit<TransitionView, 'at'> & { at: Date }

/** Every change of phase and every event worth a line, newest first. */
export async function loadTimeline(sql: Sql, desiredFlowLogId: string): Promise<TransitionView[]> {
  const rows = await select<TransitionRow>(
    sql,
    statement`SELECT "id"::text, "at", "fromPhase", "toPhase", "reason", "message", "externalId", "vendorCode", "requestId",
        "operationId", "gapSeconds" FROM transition WHERE "desiredFlowLogId" = ${desiredFlowLogId}::uuid
      ORDER BY transition."id" DESC LIMIT ${MAX_TRANSITIONS}`,
  )
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }))
}

interface OperationRow {
  id: string
  kind: OperationView['kind']
  createdAt: Date
  authority: string
  command: string
  request: unknown
  batchSize: number
  isOpen: boolean
  ordinal: number
}

interface ResultRow {
  operationId: string
  attempt: number
  outcome: string
  at: Date
  durationMs: number | null
  vendorCode: string | null
  message: string | null
  requestId: string | null
  items: unknown
}

/** The calls made for a flow log with every attempt's answer, newest first. */
export async function loadOperations(sql: Sql, desiredFlowLogId: string): Promise<OperationView[]> {
  const operations = await select<OperationRow>(
    sql,
    statement`SELECT o."id", o."kind", o."createdAt", o."authority", o."command", o."request", i."ordinal",
        (SELECT count(*)::int FROM cloud_operation_item x WHERE x."operationId" = o."id") AS "batchSize",
        EXISTS (SELECT 1 FROM open_operation x WHERE x."operationId" = o."id") AS "isOpen"
      FROM cloud_operation_item i JOIN cloud_operation o ON o."id" = i."operationId"
      WHERE i."desiredFlowLogId" = ${desiredFlowLogId}::uuid ORDER BY o."createdAt" DESC, o."id" DESC LIMIT ${MAX_OPERATIONS}`,
  )
  if (operations.length === 0) return []
  const results = await select<ResultRow>(
    sql,
    statement`SELECT "operationId", "attempt", "outcome", "at", "durationMs", "vendorCode", "message", "requestId", "items"
      FROM cloud_operation_result WHERE "operationId" = ANY(${operations.map(({ id }) => id)}::uuid[]) ORDER BY "id"`,
  )
  return operations.map(({ ordinal, createdAt, ...operation }) => ({
    ...operation,
    createdAt: createdAt.toISOString(),
    attempts: results
      .filter((result) => result.operationId === operation.id)
      .map(({ operationId: _, items, at, ...result }) => ({
        ...result,
        at: at.toISOString(),
        item: itemAbout(items, ordinal, desiredFlowLogId),
      })),
  }))
}

/** The part of a batch's answer that is about one flow log: named by its id, else by its place. Pure. */
function itemAbout(items: unknown, ordinal: number, desiredFlowLogId: string): unknown {
  if (!Array.isArray(items)) return null
  const named: unknown = items.find(
    (item: unknown) =>
      typeof item === 'object' && item !== null && Reflect.get(item, 'desiredFlowLogId') === desiredFlowLogId,
  )
  return named ?? (items[ordinal] as unknown) ?? null
}
