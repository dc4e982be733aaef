import type { SimContext } from '../../core/cloud'
import type { AlibabaWorld } from '../world'
import type { SimLogProject } from '../world-types'
import { fieldsOf, recordsOf, type StoredRecord } from './delivered-records'
import { SlsRefusal } from './refusal'
import { searchOf } from './search'

/** One call that found its project. */
export interface SlsCall {
  readonly context: SimContext
  readonly world: AlibabaWorld
  readonly project: SimLogProject
  /** Empty for the project itself. */
  readonly logStore: string
  /** Parameters of the query or members of the body, as text. */
  readonly parameters: ReadonlyMap<string, string>
  readonly nowMs: number
  /** Whether the answer is to say that it is not the whole of it. */
  readonly isIncomplete: boolean
}

/** An operation of the log service. */
export interface SlsOperation {
  readonly name: string
  readonly permission: string
  perform(call: SlsCall): { readonly body: unknown; readonly headers?: Readonly<Record<string, string>> }
}

const MOST_LINES = 100
const HISTOGRAM_BARS = 60
const CREATED = 1_700_000_000

export const getProject: SlsOperation = {
  name: 'GetProject',
  permission: 'log:GetProject',
  perform: ({ project }) => ({
    body: {
      projectName: project.projectName,
      region: project.regionId,
      status: 'Normal',
      description: '',
      owner: project.accountId,
      createTime: new Date(CREATED * 1000).toISOString(),
      lastModifyTime: new Date(CREATED * 1000).toISOString(),
    },
  }),
}

export const getLogStore: SlsOperation = {
  name: 'GetLogStore',
  permission: 'log:GetLogStore',
  perform: ({ logStore }) => ({
    body: {
      logstoreName: logStore,
      ttl: 14,
      shardCount: 2,
      enable_tracking: false,
      autoSplit: true,
      maxSplitShard: 64,
      appendMeta: false,
      telemetryType: '',
      hot_ttl: 14,
      mode: 'standard',
      createTime: CREATED,
      lastModifyTime: CREATED,
    },
  }),
}

export const getIndex: SlsOperation = {
  name: 'GetIndex',
  permission: 'log:GetIndex',
  perform: (call) => {
    requireIndex(call)
    const names = new Set(
      [...call.world.flowLogs.values()]
        .filter((log) => log.projectName === call.project.projectName && log.logStoreName === call.logStore)
        .flatMap(fieldsOf),
    )
    const keys = Object.fromEntries(
      [...names].map((name) => [name, { type: 'text', token: [' ', ','], caseSensitive: false, doc_value: true }]),
    )
    return {
      body: {
        index_mode: 'v2',
        ttl: 14,
        lastModifyTime: CREATED,
        line: { token: [' ', ','], caseSensitive: false, chn: false },
        keys,
      },
    }
  },
}

export const getLogs: SlsOperation = {
  name: 'GetLogs',
  permission: 'log:GetLogStoreLogs',
  perform: (call) => {
    const rows = findRows(call)
    return {
      body: rows,
      headers: { 'x-log-progress': progressOf(call), 'x-log-count': String(rows.length) },
    }
  },
}

export const getLogsV2: SlsOperation = {
  name: 'GetLogsV2',
  permission: 'log:GetLogStoreLogs',
  perform: (call) => {
    const rows = findRows(call)
    const meta = {
      progress: progressOf(call),
      count: rows.length,
      processedRows: rows.length,
      processedBytes: 0,
      elapsedMillisecond: 1,
      hasSQL: false,
      whereQuery: call.parameters.get('query') ?? '',
      aggQuery: '',
      keys: [],
      terms: [],
      limited: 0,
      mode: 0,
    }
    return { body: { meta, data: rows } }
  },
}

export const getHistograms: SlsOperation = {
  name: 'GetHistograms',
  permission: 'log:GetLogStoreHistogram',
  perform: (call) => {
    requireIndex(call)
    const { from, to } = timeRange(call)
    const matches = searchOf(call.parameters.get('query') ?? '')
    const width = Math.max(1, Math.ceil((to - from) / HISTOGRAM_BARS))
    const counts = Array.from({ length: Math.ceil((to - from) / width) }, () => 0)
    for (const record of records(call, false)) {
      const bar = Math.floor((record.time - from) / width)
      if (matches(record)) counts[bar] = (counts[bar] ?? 0) + 1
    }
    const progress = progressOf(call)
    const total = counts.reduce((sum, count) => sum + count, 0)
    const body = counts.map((count, bar) => {
      const begin = from + bar * width
      return { from: begin, to: Math.min(begin + width, to), count, progress }
    })
    return { body, headers: { 'x-log-progress': progress, 'x-log-count': String(total) } }
  },
}

function findRows(call: SlsCall): readonly Readonly<Record<string, string>>[] {
  requireIndex(call)
  timeRange(call)
  const matches = searchOf(call.parameters.get('query') ?? '')
  const line = integer(call, 'line', MOST_LINES)
  const offset = integer(call, 'offset', 0)
  if (line < 0 || line > MOST_LINES) throw new SlsRefusal('InvalidLine')
  if (offset < 0) throw new SlsRefusal('InvalidOffset')
  // What is incomplete lacks the end of the page.
  const wanted = call.isIncomplete ? Math.floor(line / 2) : line
  const rows: Readonly<Record<string, string>>[] = []
  let seen = 0
  for (const record of records(call, call.parameters.get('reverse') === 'true')) {
    if (rows.length === wanted) break
    if (!matches(record)) continue
    seen += 1
    if (seen > offset) {
      rows.push({ __topic__: '', __source__: 'log_service', __time__: String(record.time), ...record.fields })
    }
  }
  return rows
}

function records({ context, world, project, logStore, nowMs, ...call }: SlsCall, newestFirst: boolean) {
  const { from, to } = timeRange({ context, world, project, logStore, nowMs, ...call })
  return recordsOf(context, world, { project, logStore, nowMs }, { from, to, newestFirst }) as Iterable<StoredRecord>
}

/** Source: API reference, GetLogs: [from, to) in Unix seconds; equal ends are an error. */
function timeRange(call: SlsCall): { readonly from: number; readonly to: number } {
  const from = integer(call, 'from')
  const to = integer(call, 'to')
  if (from < 0 || from >= to) throw new SlsRefusal('InvalidTimeRange')
  return { from, to }
}

function integer({ parameters }: SlsCall, name: string, otherwise?: number): number {
  const text = parameters.get(name)
  if (text === undefined && otherwise !== undefined) return otherwise
  if (text === undefined || !/^-?\d{1,12}$/.test(text)) {
    throw new SlsRefusal('ParameterInvalid', `The parameter ${name} is missing or not a number.`)
  }
  return Number(text)
}

function requireIndex({ project, logStore }: SlsCall): void {
  if (project.unindexed?.includes(logStore) === true) throw new SlsRefusal('IndexConfigNotExist')
}

function progressOf({ isIncomplete }: SlsCall): 'Complete' | 'Incomplete' {
  return isIncomplete ? 'Incomplete' : 'Complete'
}
