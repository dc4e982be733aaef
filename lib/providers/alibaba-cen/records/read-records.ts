import type { CenFlowLogSpec } from '../../../domain/flow-log-spec'
import { recordFormat, type RecordFormat } from '../../../domain/records/record-format'
import { createRecordParser } from '../../../domain/records/record-parser'
import type { ProviderError } from '../../errors'
import type { CallContext } from '../../provider'
import { collectPage, isSpent, pageBudget, type PageBudget, type RecordPart } from '../../record-page'
import type { NewestRecord, PageNote, ProbeResult, RecordAccess, RecordQuery, RecordSource } from '../../records'
import type { AccountCredentials } from '../credentials'
import { local } from '../errors'
import { slsClient, slsModule } from './sls-client'
import { slsError } from './sls-errors'

type CenSource = RecordSource & { readonly spec: CenFlowLogSpec }

/** A query gives so many rows at most. Source: Simple Log Service API reference, GetLogs, `line`. */
const LINES = 100
/** A router-level log is asked for by its attachments, up to so many. */
const MOST_ATTACHMENTS = 40
/** A query that was not complete is sent again; every try is billed. */
const MOST_TRIES = 4
/** A probe looks so far back, and asks for so many logs by themselves that the newest rows did not show. */
const PROBE_BACK_SECONDS = 3600
const MOST_SINGLE_PROBES = 40

interface Rows {
  readonly isComplete: boolean
  readonly rows: readonly Readonly<Record<string, string>>[]
}

/** Reading back what CEN flow logs delivered to the log service. */
export function cenRecordAccess(
  credentials: AccountCredentials,
  redirectedTo: string | null,
  now: () => Date,
): RecordAccess {
  const ask = (context: CallContext, source: CenSource, request: RowsRequest): Promise<Rows> =>
    askRows({ credentials, redirectedTo }, context, source, request)

  return {
    async readRecords(context, source, query) {
      const log = requireCen(source)
      const format = recordFormat('cen', log.spec.logFormatString)
      if (format === null) throw unreadable('The format of this flow log cannot be read.')
      const budget = pageBudget()
      return collectPage(logStoreParts(ask, context, log, format, query, budget), format, query, budget)
    },
    async newestRecords(context, sources): Promise<ProbeResult> {
      const logs = sources.map(requireCen)
      const [first] = logs
      if (first === undefined) return { newest: [], place: {} }
      const to = Math.floor(now().getTime() / 1000)
      const range = { from: to - PROBE_BACK_SECONDS, to, offset: 0 }
      // The newest rows of the Logstore show most logs at once.
      const { rows } = await ask(context, first, { ...range, line: LINES, query: '*' })
      const newest: NewestRecord[] = []
      let single = 0
      for (const log of logs) {
        const seen = rows.filter((row) => isOf(log, row, logs.length === 1))
        let at = newestOf(seen)
        const search = searchFor(log)
        if (at === null && search !== '*' && rows.length >= LINES && single < MOST_SINGLE_PROBES) {
          single += 1
          at = newestOf((await ask(context, log, { ...range, line: 1, query: search })).rows)
        } else if (at === null && search === '*' && logs.length > 1) {
          // Whose rows cannot be told apart from others' says nothing.
          continue
        }
        newest.push({ externalId: log.externalId, at })
      }
      return { newest, place: {} }
    },
  }
}

interface RowsRequest {
  /** Unix seconds, the end left out. */
  readonly from: number
  readonly to: number
  readonly offset: number
  readonly line: number
  readonly query: string
}

/** Pages of rows, newest first. The log service pages by offset, and cuts times to whole minutes when it goes backwards. */
async function* logStoreParts(
  ask: (context: CallContext, source: CenSource, request: RowsRequest) => Promise<Rows>,
  context: CallContext,
  source: CenSource,
  format: RecordFormat,
  query: RecordQuery,
  budget: PageBudget,
): AsyncGenerator<RecordPart> {
  const from = Math.floor(query.from.getTime() / 1000)
  const to = Math.ceil(query.to.getTime() / 1000)
  // A record may begin before the time asked for and reach into it.
  const range = { from: Math.max(0, from - source.spec.intervalSeconds), to, line: LINES, query: searchFor(source) }
  let offset = query.cursor?.at === 'sls' ? query.cursor.offset : 0
  const isShared = range.query === '*'
  const notesOf = (rows: Rows['rows']): readonly PageNote[] =>
    isShared && rows.length > 0 ? [{ kind: 'shared-destination', message: SHARED }] : []
  for (;;) {
    budget.calls -= 1
    const { rows, isComplete } = await ask(context, source, { ...range, offset })
    const begin = offset
    const isLast = rows.length < LINES
    const records = rows.map(withoutMarks)
    yield {
      // Rows come newest first; parts hold them oldest first.
      batches: createRecordParser(format, 'never').readMaps(records.toReversed()),
      after: 0,
      cursorAt: (given) => ({ at: 'sls', offset: begin + given }),
      next: isLast ? null : { at: 'sls', offset: begin + rows.length },
      notes: isComplete ? notesOf(rows) : [...notesOf(rows), { kind: 'incomplete', message: INCOMPLETE }],
    }
    if (isLast || isSpent(budget)) return
    offset += rows.length
  }
}

const SHARED =
  'Records of this log cannot be told apart from those of other flow logs in the same Logstore, which are shown too.'
const INCOMPLETE = 'The log service had not looked through everything when it answered; some records may be missing.'

async function askRows(
  access: { readonly credentials: AccountCredentials; readonly redirectedTo: string | null },
  context: CallContext,
  source: CenSource,
  request: RowsRequest,
): Promise<Rows> {
  const { projectName, logStoreName } = source.spec
  const sls = await slsModule()
  let answer: Rows = { isComplete: false, rows: [] }
  for (let attempt = 0; attempt < MOST_TRIES && !answer.isComplete; attempt += 1) {
    const keys = await access.credentials.keysFor(context.account, context)
    const client = await slsClient(keys, context.scope.region, access.redirectedTo)
    const startedAt = new Date()
    const report = (outcome: 'ok' | 'error', requestId: string | null, vendorCode: string | null): void => {
      const durationMs = Date.now() - startedAt.getTime()
      context.onCall({ operation: 'GetLogsV2', startedAt, durationMs, outcome, requestId, vendorCode })
    }
    try {
      const body = await withinLimits(context, async () => {
        const wanted = new sls.GetLogsV2Request({ ...request, reverse: true })
        return (await client.getLogsV2(projectName, logStoreName, wanted)).body
      })
      report('ok', null, null)
      answer = { isComplete: body?.meta?.progress !== 'Incomplete', rows: (body?.data ?? []).map(textsOf) }
    } catch (error) {
      const failure = slsError('GetLogsV2', error)
      report('error', failure.requestId, failure.vendorCode)
      if (failure.reading.reason === 'CredentialsRefused') access.credentials.forget(context.account)
      throw failure
    }
  }
  return answer
}

/** Ends when the work does, when time is up, or when the caller gives up: the vendor's runtime can be told none of these. */
async function withinLimits<Result>(context: CallContext, work: () => Promise<Result>): Promise<Result> {
  const limit = AbortSignal.any([context.signal, AbortSignal.timeout(context.timeoutMs)])
  limit.throwIfAborted()
  let stop: () => void = () => undefined
  const ended = new Promise<never>((_resolve, reject) => {
    const onAbort = (): void => reject(new Error(`no answer within ${context.timeoutMs} ms`))
    limit.addEventListener('abort', onAbort, { once: true })
    stop = () => limit.removeEventListener('abort', onAbort)
  })
  try {
    return await Promise.race([work(), ended])
  } finally {
    stop()
  }
}

/** What the Logstore is asked for, so that only rows of this log come. Keys with hyphens are put in quotes. Pure. */
function searchFor({ spec, targetExternalId, members }: CenSource): string {
  const format = recordFormat('cen', spec.logFormatString)
  if (format?.indexOf.has('attachment-id') !== true) return '*'
  const ids = members ?? (targetExternalId.startsWith('tr-attach-') ? [targetExternalId] : [])
  const attachments = [...new Set(ids)].filter((id) => id.startsWith('tr-attach-'))
  // A statement of very many members would be longer than the service takes: then everything there is shown.
  if (attachments.length === 0 || attachments.length > MOST_ATTACHMENTS) return '*'
  return attachments.map((id) => `"attachment-id": "${id}"`).join(' or ')
}

function isOf(log: CenSource, row: Readonly<Record<string, string>>, isAlone: boolean): boolean {
  const attachment = row['attachment-id']
  if (attachment === undefined || attachment === '-') return isAlone
  return attachment === log.targetExternalId || (log.members?.includes(attachment) ?? isAlone)
}

function newestOf(rows: readonly Readonly<Record<string, string>>[]): Date | null {
  const times = rows.map((row) => Number(row['end'] ?? row['__time__'])).filter((seconds) => seconds > 0)
  return times.length === 0 ? null : new Date(Math.max(...times) * 1000)
}

/** The service's own keys are no fields of the record. */
function withoutMarks(row: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(row).filter(([key]) => !/^__.*__$/.test(key)))
}

function textsOf(row: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(row).map(([key, value]) => [key, String(value)]))
}

function requireCen(source: RecordSource): CenSource {
  const { spec } = source
  if (spec.family !== 'cen') throw unreadable('This is not a flow log of CEN.')
  return { ...source, spec }
}

function unreadable(cause: string): ProviderError {
  return local('ReadRecords', {
    kind: 'unsupported',
    reason: 'RecordsUnreadable',
    cause,
    remedy: 'Look at the destination itself.',
  })
}
