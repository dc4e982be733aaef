import type { Phase } from '../domain/lifecycle'
import type { StoredDesired } from './desired-flow-logs'
import type { Sql } from './sql'
import { asJson } from './sql'

/** A desired flow log as the engine leaves it. */
export interface DesiredWrite extends StoredDesired {
  readonly endedAt: Date | null
}

/** The columns that passes write, with their types. */
const COLUMNS = {
  generation: 'int',
  settledGeneration: 'int',
  intent: 'text',
  spec: 'jsonb',
  specHash: 'text',
  claimKey: 'text',
  holdsClaim: 'boolean',
  formerTagKeys: 'text[]',
  externalId: 'text',
  recordOrigin: 'text',
  recordedAt: 'timestamptz',
  recordOperationId: 'uuid',
  sentFormat: 'text',
  echoedFormat: 'text',
  replacement: 'jsonb',
  createFirstRefused: 'text',
  missingSince: 'timestamptz',
  begun: 'jsonb',
  failedFingerprint: 'text',
  failedPrecondition: 'text',
  phase: 'text',
  phaseReason: 'text',
  phaseMessage: 'text',
  phaseSince: 'timestamptz',
  deadlineAt: 'timestamptz',
  conditions: 'jsonb',
  problem: 'jsonb',
  retryAt: 'timestamptz',
  attempts: 'int',
  retryRequestedAt: 'timestamptz',
  lastOperationId: 'uuid',
  drift: 'jsonb',
  flapping: 'jsonb',
  endedAt: 'timestamptz',
} as const satisfies Partial<Record<keyof DesiredWrite, string>>

type Column = keyof typeof COLUMNS

const isColumn = (member: string): member is Column => Object.hasOwn(COLUMNS, member)

/** A desired flow log with the members of it that changed. */
export interface DesiredChange {
  readonly row: DesiredWrite
  readonly members: ReadonlySet<keyof DesiredWrite>
}

/**
 * Writes what changed of desired flow logs: one statement per set of changed columns, whatever the number of rows.
 * `seenAt` is the newest wish for another attempt that
 * the pass has taken up.
 */
export async function writeDesired(sql: Sql, changes: readonly DesiredChange[], seenAt: Date): Promise<void> {
  await freeClaims(
    sql,
    changes.filter(({ members }) => members.has('claimKey') || members.has('holdsClaim')).map(({ row }) => row.id),
  )
  const groups = new Map<string, { readonly columns: readonly Column[]; readonly rows: DesiredWrite[] }>()
  for (const { row, members } of changes) {
    const written = members.has('claimKey') ? [...members, 'holdsClaim' as const] : [...members]
    const columns = [...new Set(written)].filter(isColumn).sort()
    const key = columns.join(' ')
    const group = groups.get(key) ?? { columns, rows: [] }
    group.rows.push(row)
    groups.set(key, group)
  }
  for (const { columns, rows } of groups.values()) {
    if (columns.length > 0) await writeColumns(sql, columns, rows, seenAt)
  }
}

/** Claims about to change hands belong to nobody for a moment, whichever row is written first. */
async function freeClaims(sql: Sql, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await sql.query(`UPDATE "desired_flow_log" SET "holdsClaim" = false WHERE "id" = ANY($1::uuid[]) AND "holdsClaim"`, [
    ids,
  ])
}

async function writeColumns(
  sql: Sql,
  columns: readonly Column[],
  rows: readonly DesiredWrite[],
  seenAt: Date,
): Promise<void> {
  const types = ['"id" uuid', ...columns.map((column) => `"${column}" ${COLUMNS[column]}`)].join(', ')
  const set = columns.map(assignment).join(', ')
  const slim = rows.map((row) => {
    const members: readonly (readonly [string, unknown])[] = columns.map((column) => [column, row[column]])
    return { id: row.id, ...Object.fromEntries(members) }
  })
  const usesSeenAt = columns.includes('retryRequestedAt')
  await sql.query(
    `UPDATE "desired_flow_log" d SET ${set} FROM jsonb_to_recordset($1::jsonb) AS w(${types}) WHERE d."id" = w."id"`,
    usesSeenAt ? [asJson(slim), seenAt] : [asJson(slim)],
  )
}

function assignment(column: Column): string {
  // A person may have asked again while the pass ran: only the wish that the pass saw is taken as answered.
  return column === 'retryRequestedAt'
    ? `"retryRequestedAt" = CASE WHEN d."retryRequestedAt" <= $2 THEN NULL ELSE d."retryRequestedAt" END`
    : `"${column}" = w."${column}"`
}

/** A desired flow log that enters. */
export interface DesiredInsert {
  readonly id: string
  readonly configurationId: string
  readonly generation: number
  readonly resourceId: string
  readonly scopeId: string
  readonly targetKeyText: string
  readonly targetType: string
  readonly epoch: number
  readonly spec: object
  readonly specHash: string
  readonly claimKey: string
  readonly holdsClaim: boolean
  readonly createdAt: Date
}

/** Inserts desired flow logs that enter, Pending. */
export async function insertDesired(sql: Sql, rows: readonly DesiredInsert[]): Promise<void> {
  if (rows.length === 0) return
  await sql.query(
    `INSERT INTO "desired_flow_log" ("id", "configurationId", "generation", "resourceId", "scopeId", "targetKeyText",
       "targetType", "epoch", "intent", "spec", "specHash", "claimKey", "holdsClaim", "createdAt", "phaseSince")
     SELECT w."id", w."configurationId", w."generation", w."resourceId", w."scopeId", w."targetKeyText", w."targetType",
       w."epoch", 'present', s."value", w."specHash", w."claimKey", w."holdsClaim", w."createdAt", w."createdAt"
       FROM jsonb_to_recordset($1::jsonb) AS w("id" uuid, "configurationId" uuid, "generation" int, "resourceId" uuid,
         "scopeId" uuid, "targetKeyText" text, "targetType" text, "epoch" int, "specHash" text,
         "claimKey" text, "holdsClaim" boolean, "createdAt" timestamptz)
       JOIN jsonb_each($2::jsonb) AS s ON s."key" = w."specHash"`,
    // Most targets of a scope share one spec: it is sent once.
    [
      asJson(rows.map(({ spec: _spec, ...row }) => row)),
      asJson(Object.fromEntries(rows.map(({ specHash, spec }) => [specHash, spec]))),
    ],
  )
}

/** One line of a timeline. */
export interface TransitionInsert {
  readonly desiredFlowLogId: string
  readonly at: Date
  readonly fromPhase: Phase | null
  readonly toPhase: Phase
  readonly reason: string
  readonly message: string
  readonly externalId: string | null
  readonly vendorCode: string | null
  readonly requestId: string | null
  readonly operationId: string | null
  /** On the line that ends a replacement; see the schema. */
  readonly gapSeconds?: number | null
}

/** Appends lines to timelines. */
export async function insertTransitions(sql: Sql, rows: readonly TransitionInsert[]): Promise<void> {
  if (rows.length === 0) return
  await sql.query(
    `INSERT INTO "transition" ("desiredFlowLogId", "at", "fromPhase", "toPhase", "reason", "message", "externalId",
       "vendorCode", "requestId", "operationId", "gapSeconds")
     SELECT w."desiredFlowLogId", w."at", w."fromPhase", w."toPhase", w."reason", w."message", w."externalId",
       w."vendorCode", w."requestId", w."operationId", w."gapSeconds"
       FROM jsonb_to_recordset($1::jsonb) AS w("desiredFlowLogId" uuid, "at" timestamptz, "fromPhase" text,
         "toPhase" text, "reason" text, "message" text, "externalId" text, "vendorCode" text, "requestId" text,
         "operationId" uuid, "gapSeconds" int)`,
    [asJson(rows)],
  )
}
