import type pg from 'pg'
import type { FlowLogSpec } from '../../lib/domain/flow-log-spec'
import { parseResourceKey } from '../../lib/domain/resource-key'
import type { Simulator } from '../../simulator/server'
import { changesSomething, type PassingCall } from './cloud-gate'
import type { Fleet, TrueLog } from './fleet'

/** What must not change: the flow logs that others had in the world when the test began. */
export type OthersLogs = ReadonlyMap<string, string>

/** The flow logs that nobody of us made, as they are now. */
export function othersLogs(fleet: Fleet, simulator: Simulator): OthersLogs {
  const others = fleet.logs(simulator).filter(({ operationId, isAlive }) => operationId === null && isAlive)
  return new Map(others.map(({ id, bytes }) => [id, bytes]))
}

/** What else holds in a particular test. */
export interface InvariantOptions {
  /** How many flow logs may have been made per desired one since the world began: 1 unless something was replaced. */
  readonly madePerTarget?: number
  /** How many desired flow logs there should be in all, so that an empty world does not pass for a good one. */
  readonly desired: number
}

/** What is judged. */
export interface Evidence {
  readonly pool: pg.Pool
  readonly simulator: Simulator
  readonly fleet: Fleet
  readonly others: OthersLogs
  /** Ids of flow logs from before, which are all gone or somebody else's. */
  readonly earlier: ReadonlySet<string>
  /** Requests up to this number are from before as well. */
  readonly earlierRequests: number
  /** Every call that was made meanwhile. */
  readonly calls: readonly PassingCall[]
}

interface DesiredRow {
  readonly id: string
  readonly targetKeyText: string
  readonly externalId: string | null
  readonly phase: string
  readonly phaseReason: string
  readonly phaseMessage: string
  readonly spec: FlowLogSpec
  readonly replacement: object | null
  readonly problem: { readonly reason: string; readonly vendorCode: string | null } | null
}

/**
 * Everything that is wrong, one line each; empty is what every crash test ends with. The world holds exactly one flow
 * log per desired one, none is lost, no foreign one was touched, nobody is asked for anything, and the database agrees.
 */
export async function violations(
  { pool, simulator, fleet, others, earlier, earlierRequests, calls }: Evidence,
  { desired: expected, madePerTarget = 1 }: InvariantOptions,
): Promise<readonly string[]> {
  const logs = fleet.logs(simulator).filter(({ id }) => !earlier.has(id))
  const { rows } = await pool.query<DesiredRow>(
    `SELECT "id", "targetKeyText", "externalId", "phase", "phaseReason", "phaseMessage", "spec", "replacement", "problem"
       FROM "desired_flow_log" WHERE "endedAt" IS NULL ORDER BY "targetKeyText"`,
  )
  // A target that somebody else's log occupies is Blocked on purpose: nothing may be made there.
  const desired = rows.filter((row) => row.phaseReason !== 'ForeignLogInTheWay')
  const blocked = rows.filter((row) => row.phaseReason === 'ForeignLogInTheWay')
  return [
    ...(desired.length === expected ? [] : [`${desired.length} desired flow logs instead of ${expected}`]),
    ...desired.flatMap((row) => aboutOne(row, logs, fleet, madePerTarget)),
    ...blocked.flatMap((row) => ours(logs, row).map((log) => `${log.id} was made although somebody else is there`)),
    ...strays(logs, rows),
    ...touched(fleet.logs(simulator), others),
    ...(await aboutDatabase(pool, logs, earlierRequests)),
    ...(await aboutCalls(pool, calls)),
  ]
}

const targetIdOf = ({ targetKeyText }: DesiredRow) => parseResourceKey(targetKeyText)?.localKey.split('/').at(-1) ?? ''

function ours(logs: readonly TrueLog[], row: DesiredRow): readonly TrueLog[] {
  return logs.filter(({ targetId, operationId }) => targetId === targetIdOf(row) && operationId !== null)
}

function aboutOne(row: DesiredRow, logs: readonly TrueLog[], fleet: Fleet, madePerTarget: number): readonly string[] {
  const lines: string[] = []
  const target = targetIdOf(row)
  const made = ours(logs, row)
  const alive = made.filter(({ isAlive }) => isAlive)
  const ids = alive.map(({ id }) => id).join(', ')
  if (alive.length === 0) lines.push(`LOST: ${target} has no flow log of ours`)
  if (alive.length > 1) lines.push(`DOUBLE: ${target} has ${alive.length} of ours: ${ids}`)
  if (made.length > madePerTarget) {
    lines.push(`REMADE: ${made.length} flow logs were made for ${target}: ${made.map(({ id }) => id).join(', ')}`)
  }
  if (alive.length === 1 && row.externalId !== ids)
    lines.push(`RECORD: ${target} has ${ids}, on record ${row.externalId}`)
  for (const log of alive) {
    const wanted = fleet.shapeOf(row.spec)
    if (!log.isActive) lines.push(`NOT ACTIVE: ${log.id} on ${target}`)
    if (log.shape !== wanted) lines.push(`DIFFERENT: ${log.id} on ${target} is ${log.shape}, wanted ${wanted}`)
  }
  if (row.phase !== 'Active') {
    const problem = row.problem === null ? '' : ` (${row.problem.reason} ${row.problem.vendorCode ?? ''})`
    lines.push(`PHASE: ${target} is ${row.phase}, ${row.phaseReason}: ${row.phaseMessage}${problem}`)
  }
  if (row.replacement !== null) lines.push(`REPLACEMENT: the one of ${target} never ended`)
  return lines
}

/** Flow logs of ours that nobody desires (any more). */
function strays(logs: readonly TrueLog[], rows: readonly DesiredRow[]): readonly string[] {
  const wanted = new Set(rows.map(targetIdOf))
  return logs.flatMap(({ id, targetId, isAlive, operationId }) =>
    isAlive && operationId !== null && !wanted.has(targetId) ? [`LEFT BEHIND: ${id} on ${targetId}`] : [],
  )
}

function touched(logs: readonly TrueLog[], others: OthersLogs): readonly string[] {
  const now = new Map(logs.map(({ id, bytes, isAlive }) => [id, isAlive ? bytes : null]))
  return [...others].flatMap(([id, before]) => {
    const after = now.get(id) ?? null
    if (after === before) return []
    return [after === null ? `FOREIGN GONE: ${id}` : `FOREIGN TOUCHED: ${id} was ${before}, is ${after}`]
  })
}

/** Nothing is open, nothing waits for a person, and what was observed last is what is there. */
async function aboutDatabase(
  pool: pg.Pool,
  logs: readonly TrueLog[],
  earlierRequests: number,
): Promise<readonly string[]> {
  const open = await pool.query<{ operationId: string; awaiting: string }>(
    `SELECT "operationId", "awaiting" FROM "open_operation"`,
  )
  const requests = await pool.query<{ number: number; title: string; state: string }>(
    `SELECT "number", "title", "state" FROM "change_request" WHERE "state" <> 'applied' AND "number" > $1`,
    [earlierRequests],
  )
  const observed = await pool.query<{ externalId: string }>(
    `SELECT o."externalId" FROM "observed_flow_log" o WHERE o."goneAt" IS NULL AND o."desiredFlowLogId" IS NOT NULL`,
  )
  const installation = await pool.query<{ reason: string }>(
    `SELECT "lookOnlyReason" AS "reason" FROM "installation" WHERE "lookOnlyReason" IS NOT NULL`,
  )
  const alive = new Set(logs.flatMap(({ id, isAlive, operationId }) => (isAlive && operationId !== null ? [id] : [])))
  const seen = new Set(observed.rows.map(({ externalId }) => externalId))
  return [
    ...open.rows.map(({ operationId, awaiting }) => `OPEN: operation ${operationId} awaits ${awaiting}`),
    ...requests.rows.map(({ number, title, state }) => `REQUEST: CR-${number} “${title}” is ${state}`),
    ...[...alive].flatMap((id) => (seen.has(id) ? [] : [`UNSEEN: ${id} is not in the database as ours`])),
    ...[...seen].flatMap((id) => (alive.has(id) ? [] : [`GHOST: ${id} is in the database and not in the cloud`])),
    ...installation.rows.map(({ reason }) => `LOOK ONLY: ${reason}`),
  ]
}

/** Every change had its intent stored before, and whatever was sent again was the same to the last byte. */
async function aboutCalls(pool: pg.Pool, calls: readonly PassingCall[]): Promise<readonly string[]> {
  const changes = calls.filter((call) => changesSomething(call) && call.clientToken !== null)
  const { rows } = await pool.query<{ id: string }>(`SELECT "id" FROM "cloud_operation"`)
  const intents = new Set(rows.map(({ id }) => id))
  const first = new Map<string, string>()
  return changes.flatMap(({ operation, clientToken, text }) => {
    const token = clientToken ?? ''
    const earlier = first.get(token)
    if (earlier === undefined) first.set(token, text)
    return [
      ...(intents.has(token) ? [] : [`NO INTENT: ${operation} went out as ${token}`]),
      ...(earlier === undefined || earlier === text
        ? []
        : [`OTHER BYTES: ${operation} ${token}: ${earlier} then ${text}`]),
    ]
  })
}
