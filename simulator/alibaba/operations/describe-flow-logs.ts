import { hasTags } from '../checks'
import { CONCRETE_DEFAULT_FORMAT } from '../switches'
import type { AlibabaWorld } from '../world'
import type { SimFlowLog } from '../world-types'
import { CBN_VERSION, pageOf, type Operation } from './operation'

/** The query parameters that must equal a member of the log, when they are sent. */
const FILTERS: readonly (readonly [string, (log: SimFlowLog) => string])[] = [
  ['RegionId', (log) => log.regionId],
  ['CenId', (log) => log.cenId],
  ['TransitRouterId', (log) => log.transitRouterId],
  ['TransitRouterAttachmentId', (log) => log.attachmentId],
  ['FlowLogId', (log) => log.flowLogId],
  ['FlowLogName', (log) => log.name],
  ['Description', (log) => log.description],
  ['FlowLogVersion', (log) => log.version],
  ['ProjectName', (log) => log.projectName],
  ['LogStoreName', (log) => log.logStoreName],
  ['Interval', (log) => String(log.intervalSeconds)],
  ['Status', (log) => log.status],
]

/**
 * DescribeFlowlogs: paged by number, at most 50 a page; the counters are texts. An unknown id is an empty list.
 * Source: API reference, DescribeFlowlogs, read 2026-11; the page limit is the one the vendor's own tests use.
 */
export const describeFlowlogs: Operation = {
  action: 'DescribeFlowlogs',
  version: CBN_VERSION,
  permission: 'cen:DescribeFlowlogs',
  latency: 'read',
  bucket: 'otherRead',
  honoursClientToken: false,
  run: ({ world, account, parameters, nowMs }) => {
    const filters = FILTERS.flatMap(([name, of]) => {
      const value = parameters.text(name)
      return value === undefined || value === '' ? [] : [{ value, of }]
    })
    const found = [...world.flowLogs.values()].filter(
      (log) =>
        log.accountId === account.accountId &&
        (log.hiddenUntilMs === undefined || log.hiddenUntilMs <= nowMs) &&
        filters.every(({ value, of }) => of(log) === value) &&
        hasTags(log.tags, parameters),
    )
    const page = pageOf(found, parameters, { defaultSize: 20, maxSize: 50 })
    return {
      Success: 'true',
      PageNumber: String(page.pageNumber),
      PageSize: String(page.pageSize),
      TotalCount: String(page.total),
      FlowLogs: { FlowLog: page.items.map((log) => wireFlowLog(world, log)) },
    }
  },
}

function wireFlowLog(world: AlibabaWorld, log: SimFlowLog): Record<string, unknown> {
  const echo = world.switches.defaultFormatEcho === 'concrete' ? CONCRETE_DEFAULT_FORMAT : ''
  return {
    FlowLogId: log.flowLogId,
    FlowLogName: log.name,
    Description: log.description,
    CenId: log.cenId,
    ...(log.transitRouterId === '' ? {} : { TransitRouterId: log.transitRouterId }),
    ...(log.attachmentId === '' ? {} : { TransitRouterAttachmentId: log.attachmentId }),
    RegionId: log.regionId,
    ProjectName: log.projectName,
    LogStoreName: log.logStoreName,
    LogFormatString: log.logFormatString === '' ? echo : log.logFormatString,
    Interval: log.intervalSeconds,
    Status: log.status,
    FlowLogVersion: log.version,
    CreationTime: log.creationTime,
    Tags: { Tag: log.tags.map(({ key, value }) => ({ Key: key, Value: value })) },
  }
}
