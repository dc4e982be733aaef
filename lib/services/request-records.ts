import { uuidv7 } from 'uuidv7'
import type { Actor } from '../domain/change-item'
import { decodeCursor } from '../domain/records/cursor'
import { filterProblems } from '../domain/records/filter'
import { notFound, Refusal, type RefusalError } from '../domain/refusal'
import type { RecordFilterInput, RecordRequestInput } from '../http/schemas/records'
import { addAuditEntry } from '../store/audit'
import { addRecordRequest, MOST_WAITING, type StoredRecordQuery } from '../store/record-requests'
import { findRecordSource, isFlowLogId } from '../store/record-sources'
import { inTransaction } from '../store/sql'
import type { ServiceContext } from './service-context'

const DEFAULT_SPAN_MS = 3_600_000
const LONGEST_SPAN_MS = 31 * 24 * 3_600_000
const DEFAULT_ROWS = 100

/** Asks the worker for a page of a flow log's records; answers the request's id. Only the worker reaches clouds. */
export async function requestRecords(
  context: ServiceContext,
  actor: Actor,
  flowLogId: string,
  input: RecordRequestInput,
): Promise<string> {
  const query = queryOf(input, context.clock())
  return inTransaction(context.database.pool, async (sql) => {
    const source = await findRecordSource(sql, flowLogId)
    if (source === null) {
      if (!(await isFlowLogId(sql, flowLogId))) throw notFound('flow log', flowLogId)
      throw unreadable('This flow log does not exist in the cloud, so there is nothing to read.', null)
    }
    if (source.spec === null) throw unreadable('The cloud describes this flow log in a way Weir cannot read.', null)
    if (source.spec.family !== 'cen' && source.spec.logDestinationType === 'kinesis-data-firehose') {
      throw unreadable('A Firehose stream holds nothing that could be read back.', 'Look at where the stream delivers.')
    }
    const id = uuidv7()
    const isStored = await addRecordRequest(sql, { id, observedFlowLogId: source.observedId, query, actor })
    if (!isStored) {
      throw new Refusal({
        kind: 'unavailable',
        code: 'too-many-requests',
        detail: `${MOST_WAITING} requests for records of this flow log wait already.`,
        remedy: 'Wait until they are answered.',
      })
    }
    // Reading traffic is noted; going on to the next page of the same question is not.
    if (query.cursor === null) {
      await addAuditEntry(sql, {
        actor,
        action: 'flow-log.read-records',
        subjectType: 'flow-log',
        subjectId: flowLogId,
        summary: `Asked for records of ${source.externalId} from ${query.from} to ${query.to}.`,
      })
    }
    await context.jobs.send(sql, 'read-records', { recordRequestId: id })
    return id
  })
}

function queryOf(input: RecordRequestInput, now: Date): StoredRecordQuery {
  const to = input.to === undefined ? now : new Date(input.to)
  const from = input.from === undefined ? new Date(to.getTime() - DEFAULT_SPAN_MS) : new Date(input.from)
  const filter = given(input.filter)
  const errors: RefusalError[] = filterProblems(filter).map(({ member, message, remedy }) => ({
    pointer: `/filter/${member}`,
    message,
    remedy,
  }))
  if (from >= to) errors.push({ pointer: '/to', message: 'must be later than `from`', remedy: 'Give a later end.' })
  else if (to.getTime() - from.getTime() > LONGEST_SPAN_MS) {
    errors.push({ pointer: '/from', message: 'is more than 31 days before `to`', remedy: 'Ask for less time at once.' })
  }
  if (input.cursor !== undefined && decodeCursor(input.cursor) === null) {
    errors.push({ pointer: '/cursor', message: 'is not a cursor of an answer', remedy: 'Send `next` as it came.' })
  }
  if (errors.length > 0) {
    throw new Refusal({
      kind: 'invalidInput',
      code: 'invalid-input',
      detail: 'The request for records cannot be used as it is.',
      remedy: 'Correct the named places.',
      errors,
    })
  }
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    filter,
    cursor: input.cursor ?? null,
    limit: input.limit ?? DEFAULT_ROWS,
  }
}

/** Members that were given; the schema writes those that were not as undefined. */
function given(filter: RecordFilterInput | undefined): StoredRecordQuery['filter'] {
  return Object.fromEntries(Object.entries(filter ?? {}).filter(([, value]) => value !== undefined))
}

function unreadable(detail: string, remedy: string | null): Refusal {
  return new Refusal({ kind: 'invalidState', code: 'records-unreadable', detail, remedy })
}
