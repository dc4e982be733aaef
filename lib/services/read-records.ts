import { decodeCursor, encodeCursor } from '../domain/records/cursor'
import type { Problem } from '../domain/problem'
import { isProviderId, type ProviderId } from '../domain/provider-id'
import { ProviderError } from '../providers/errors'
import type { CallContext, FlowLogProvider } from '../providers/provider'
import type { RecordPage, RecordSource } from '../providers/records'
import type { Database } from '../store/database/connection'
import { answerRecordRequest, loadRecordRequest, type StoredRecordAnswer } from '../store/record-requests'
import { findRecordSource, type StoredRecordSource } from '../store/record-sources'

const CALL_TIMEOUT_MS = 15_000
/** A person waits for this. */
const ANSWER_WITHIN_MS = 45_000
/** An answer is at most so large: rows beyond it come with the next page. */
const MOST_BYTES = 768 * 1024

/** What reading needs; also what the job queue hands over. */
export interface ReadContext {
  readonly database: Database
  readonly provider: (id: ProviderId) => FlowLogProvider
}

/** Answers a request for records with what the cloud holds, or with why it could not be read. */
export async function readRecords({ database, provider }: ReadContext, recordRequestId: string): Promise<void> {
  const request = await loadRecordRequest(database.pool, recordRequestId)
  if (request === null || request.state !== 'waiting') return
  const stored = await findRecordSource(database.pool, request.observedFlowLogId)
  const source = stored === null ? null : sourceOf(stored)
  if (stored === null || source === null || !isProviderId(stored.provider)) {
    await answerRecordRequest(database.pool, request.id, { problem: GONE })
    return
  }
  const { from, to, filter, cursor, limit } = request.query
  const query = {
    from: new Date(from),
    to: new Date(to),
    filter,
    limit,
    cursor: cursor === null ? null : decodeCursor(cursor),
  }
  try {
    const context = callContext(stored, stored.provider, AbortSignal.timeout(ANSWER_WITHIN_MS))
    const page = await provider(stored.provider).records.readRecords(context, source, query)
    await answerRecordRequest(database.pool, request.id, { answer: answerOf(page) })
  } catch (error) {
    await answerRecordRequest(database.pool, request.id, { problem: problemOf(error) })
  }
}

/** A stored flow log as the port takes it; null when its spec could not be read. Pure. */
export function sourceOf({ externalId, spec, targetExternalId, members }: StoredRecordSource): RecordSource | null {
  return spec === null ? null : { externalId, spec, targetExternalId, members }
}

/** What every call about a stored flow log carries. */
export function callContext(
  stored: StoredRecordSource,
  provider: ProviderId,
  signal: AbortSignal,
  onCall: CallContext['onCall'] = () => undefined,
): CallContext {
  const { partition, accountId, region, roleArn, roleExternalId } = stored
  return {
    account: { provider, partition, accountId, roleArn, externalId: roleExternalId },
    scope: { provider, partition, accountId, region },
    signal,
    timeoutMs: CALL_TIMEOUT_MS,
    onCall,
  }
}

/** Why reading failed, as a person reads it. Pure. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ProviderError) {
    const { reading, vendorCode, vendorMessage, requestId } = error
    const { reason, cause, remedy } = reading
    return { reason, message: 'The records could not be read.', cause, remedy, vendorCode, vendorMessage, requestId }
  }
  return {
    reason: 'ReadFailed',
    message: 'The records could not be read.',
    cause: error instanceof Error && error.name === 'TimeoutError' ? 'It took too long.' : 'Weir failed while reading.',
    remedy: 'Ask for less time, or look into the log of the worker.',
    vendorCode: null,
    vendorMessage: null,
    requestId: null,
  }
}

function answerOf(page: RecordPage): StoredRecordAnswer {
  let bytes = 0
  const kept = page.rows.findIndex((row) => (bytes += JSON.stringify(row).length) > MOST_BYTES)
  const rows = kept < 0 ? page.rows : page.rows.slice(0, kept)
  const { columns, faults, notes, next, examined, calls } = page
  const cut = {
    kind: 'too-large',
    message: `These rows are large; only ${rows.length} of ${page.rows.length} are shown.`,
  }
  return {
    columns,
    rows,
    faults,
    notes: kept < 0 ? notes : [...notes, cut],
    next: next === null ? null : encodeCursor(next),
    examined,
    calls,
  }
}

const GONE: Problem = {
  reason: 'FlowLogGone',
  message: 'The records could not be read.',
  cause: 'The flow log is gone, or the cloud describes it in a way Weir cannot read.',
  remedy: 'Look at the list of flow logs.',
  vendorCode: null,
  vendorMessage: null,
  requestId: null,
}
