import { readyQueries } from '../domain/records/queries/ready-queries'
import { recordFormat } from '../domain/records/record-format'
import { notFound } from '../domain/refusal'
import { deliveryProblem } from '../domain/delivery'
import type { RecordRequestView, RecordsView } from '../http/schemas/records'
import type { Database } from '../store/database/connection'
import { loadRecordRequest, type StoredRecordRequest } from '../store/record-requests'
import { loadReaderOf } from '../store/record-readers'
import { findRecordSource, isFlowLogId, type StoredRecordSource } from '../store/record-sources'
import { toCloudProblem } from './list-scopes'

/** What there is to be read of a flow log's records; with a request's id, that request and its answer. */
export async function getRecords(
  database: Database,
  flowLogId: string,
  requestId: string | undefined,
): Promise<RecordsView> {
  const source = await findRecordSource(database.pool, flowLogId)
  if (source === null) {
    if (!(await isFlowLogId(database.pool, flowLogId))) throw notFound('flow log', flowLogId)
    return { ...NOTHING, sentence: 'This flow log does not exist in the cloud, so there are no records of it to read.' }
  }
  const request = requestId === undefined ? null : await loadRecordRequest(database.pool, requestId)
  if (requestId !== undefined && request?.observedFlowLogId !== source.observedId) {
    throw notFound('request for records', requestId)
  }
  const reader = await loadReaderOf(database.pool, source)
  const about = describe(source)
  return {
    ...about,
    reader:
      reader === null
        ? null
        : {
            ...reader,
            problem: reader.problem === null ? null : toCloudProblem(reader.problem),
            probedAt: reader.probedAt?.toISOString() ?? null,
            newestRecordAt: reader.newestRecordAt?.toISOString() ?? null,
          },
    request: request === null ? null : toView(request),
  }
}

/** A stored request as clients see it. */
export async function getRecordRequest(database: Database, id: string): Promise<RecordRequestView> {
  const request = await loadRecordRequest(database.pool, id)
  if (request === null) throw notFound('request for records', id)
  return toView(request)
}

const NOTHING: RecordsView = {
  place: 'none',
  destination: null,
  sentence: '',
  columns: [],
  reader: null,
  queries: [],
  request: null,
}

function describe(source: StoredRecordSource): Omit<RecordsView, 'reader' | 'request'> {
  const { spec, destination } = source
  const none = (sentence: string) => ({ ...NOTHING, destination, sentence })
  if (spec === null) return none('The cloud describes this flow log in a way Weir cannot read.')
  const format = recordFormat(spec.family, spec.family === 'cen' ? spec.logFormatString : spec.logFormat)
  if (format === null) return none('The format of this flow log cannot be read.')
  const { externalId, accountId, region, cloudCreatedAt: createdAt } = source
  const ready = readyQueries({ spec, externalId, accountId, region, createdAt })
  const place = spec.family === 'cen' ? 'sls' : spec.logDestinationType
  if (place === 'kinesis-data-firehose') {
    return none(
      'It delivers to a Firehose stream, which holds nothing to read back: delivery is reported by the cloud only. Look at where the stream delivers.',
    )
  }
  return {
    place,
    destination,
    sentence: sentenceOf(source),
    columns: format.columns.map(({ id, kind, field }) => ({
      id,
      meaning: field?.meaning ?? null,
      kind: id === 'start' || id === 'end' ? 'time' : kind === 'integer' ? 'number' : 'text',
    })),
    queries: 'queries' in ready ? [...ready.queries] : [],
  }
}

/** Why there may be nothing to see, before anybody looked. */
function sentenceOf(source: StoredRecordSource): string {
  const delivery = { state: source.deliveryState, message: source.deliveryMessage }
  const problem = deliveryProblem({ delivery })
  if (problem !== null) {
    return `Delivery fails${delivery.message === null ? '' : ` ("${delivery.message}")`}: ${problem.cause ?? problem.message}`
  }
  if (source.status === 'inactive') return 'The flow log is switched off, so nothing new is recorded.'
  if (source.status !== 'active') return 'The flow log is not active yet; its first records come minutes after it is.'
  return 'Records arrive minutes after the traffic. A target without traffic records little or nothing, and that is no fault.'
}

function toView(request: StoredRecordRequest): RecordRequestView {
  const { id, state, query, answer, problem } = request
  return {
    id,
    state,
    from: query.from,
    to: query.to,
    filter: query.filter as RecordRequestView['filter'],
    answer:
      answer === null
        ? null
        : {
            ...answer,
            columns: [...answer.columns],
            rows: answer.rows.map((row) => ({ ...row })),
            notes: [...answer.notes],
          },
    problem: problem === null ? null : toCloudProblem(problem),
    createdAt: request.createdAt.toISOString(),
    answeredAt: request.answeredAt?.toISOString() ?? null,
    expiresAt: request.expiresAt.toISOString(),
  }
}
