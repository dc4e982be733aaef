import type { SimContext } from '../../core/cloud'
import { createRandom, type SimRandom } from '../../core/random'
import { CONCRETE_DEFAULT_FORMAT } from '../switches'
import type { AlibabaWorld } from '../world'
import type { SimAttachment, SimFlowLog, SimLogProject } from '../world-types'

/** A record as the log service keeps it: a flat map of texts, and when it happened (Unix seconds). */
export interface StoredRecord {
  readonly time: number
  readonly fields: Readonly<Record<string, string>>
}

/** How long a Logstore keeps what flow logs write. */
const RETENTION_SECONDS = 14 * 24 * 3600

/** What one flow log writes for one attachment. */
interface Source {
  readonly flowLog: SimFlowLog
  readonly attachment: SimAttachment
  readonly fields: readonly string[]
  /** Unix seconds; the end left out. */
  readonly from: number
  readonly to: number
}

/**
 * Records of a Logstore with from <= time < to, oldest or newest first, made as they are asked for: nothing is kept. A flow
 * log writes while it is switched on; what it wrote before it was switched off is not told. Peer links record what goes out
 * only. Source: CEN help, flow logs: capture of inter-region connections; log fields.
 */
export function* recordsOf(
  context: SimContext,
  world: AlibabaWorld,
  place: { readonly project: SimLogProject; readonly logStore: string; readonly nowMs: number },
  range: { readonly from: number; readonly to: number; readonly newestFirst: boolean },
): Generator<StoredRecord> {
  const sources = sourcesOf(context, world, place)
  if (sources.length === 0) return
  const earliest = Math.max(range.from, Math.min(...sources.map(({ from }) => from)))
  const latest = Math.min(range.to, Math.max(...sources.map(({ to }) => to)))
  const step = 60
  const first = Math.floor(earliest / step) * step
  const last = Math.ceil(latest / step) * step - step
  for (let at = first; at <= last; at += step) {
    const window = range.newestFirst ? last - (at - first) : at
    const found = sources
      .flatMap((source) => windowRecords(source, window))
      .filter(({ time }) => time >= range.from && time < range.to)
      .sort((one, other) => (range.newestFirst ? other.time - one.time : one.time - other.time))
    yield* found
  }
}

function sourcesOf(
  context: SimContext,
  world: AlibabaWorld,
  { project, logStore, nowMs }: { readonly project: SimLogProject; readonly logStore: string; readonly nowMs: number },
): readonly Source[] {
  const readyTo = Math.floor((nowMs - context.clock.scaled(context.settings.alibaba.recordDelayMs)) / 1000)
  const sources: Source[] = []
  for (const flowLog of world.flowLogs.values()) {
    const { projectName, logStoreName, accountId, status } = flowLog
    if (projectName !== project.projectName || logStoreName !== logStore || accountId !== project.accountId) continue
    if (status !== 'Active' && status !== 'Modifying') continue
    const created = Math.ceil(Date.parse(flowLog.creationTime) / 1000)
    const from = Math.max(created, Math.floor(nowMs / 1000) - RETENTION_SECONDS)
    const to = Math.floor(readyTo / flowLog.intervalSeconds) * flowLog.intervalSeconds
    for (const attachment of attachmentsOf(world, flowLog)) {
      if (to > from && !isQuiet(attachment)) sources.push({ flowLog, attachment, fields: fieldsOf(flowLog), from, to })
    }
  }
  return sources
}

function attachmentsOf(world: AlibabaWorld, flowLog: SimFlowLog): readonly SimAttachment[] {
  if (flowLog.attachmentId !== '') {
    const attachment = world.attachments.get(flowLog.attachmentId)
    return attachment?.status === 'Attached' ? [attachment] : []
  }
  return [...world.attachments.values()].filter(
    ({ transitRouterId, status }) => transitRouterId === flowLog.transitRouterId && status === 'Attached',
  )
}

/** Whether nothing ever passes an attachment. The same ones in every run of a world. */
export function isQuiet(attachment: SimAttachment): boolean {
  return createRandom(`quiet/${attachment.attachmentId}`).chance(0.08)
}

/** The keys of a flow log's records; all of the default ones where it names none. Pure. */
export function fieldsOf({ logFormatString }: Pick<SimFlowLog, 'logFormatString'>): readonly string[] {
  const format = logFormatString === '' ? CONCRETE_DEFAULT_FORMAT : logFormatString
  return [...format.matchAll(/\$\{([a-z0-9_-]+)\}/g)].map(([, field]) => field ?? '')
}

/** What a source recorded in the minute that begins at `minute`: only minutes in which a window of its ends hold any. */
function windowRecords(source: Source, minute: number): readonly StoredRecord[] {
  const interval = source.flowLog.intervalSeconds
  const isWindow = interval <= 60 || minute % interval === 0
  if (!isWindow || minute < source.from || minute + interval > source.to) return []
  const random = createRandom(`cen-traffic/${source.attachment.attachmentId}/${minute}`)
  return Array.from({ length: random.int(0, 3) }, () => drawRecord(source, minute, interval, random))
}

function drawRecord(source: Source, window: number, interval: number, random: SimRandom): StoredRecord {
  const { flowLog, attachment } = source
  const isPeer = attachment.kind === 'peer'
  const isOut = isPeer || random.chance(0.5)
  const isIpv6 = random.chance(0.08)
  const near = address(attachment.attachmentId, isIpv6, random)
  const far = address(attachment.instanceId, isIpv6, random)
  const start = window + random.int(0, Math.max(0, Math.floor(interval / 4)))
  const end = window + random.int(Math.floor(interval / 2), interval - 1)
  const packets = random.int(1, 900)
  const protocol = random.pick(['6', '6', '6', '17', '1'])
  // A peer link is one record in the world: which end is near depends on which router's log is asked.
  const isFarEnd = isPeer && flowLog.transitRouterId !== attachment.transitRouterId
  const values: Readonly<Record<string, string>> = {
    'account-id': flowLog.accountId,
    'cen-id': flowLog.cenId,
    'attachment-id': attachment.attachmentId,
    'src-region-id': isOut ? flowLog.regionId : attachment.instanceRegionId,
    'dst-region-id': isPeer ? (isFarEnd ? flowLog.regionId : attachment.instanceRegionId) : flowLog.regionId,
    srcaddr: isOut ? near : far,
    dstaddr: isOut ? far : near,
    srcport: protocol === '1' ? '0' : String(random.int(32_768, 60_999)),
    dstport: protocol === '1' ? '0' : random.pick(['443', '5432', '6379', '3306', '53', '8080']),
    protocol,
    packets: String(packets),
    bytes: String(packets * random.int(60, 1400)),
    start: String(start),
    end: String(end),
    direction: isOut ? 'out' : 'in',
  }
  const fields = Object.fromEntries(source.fields.map((field) => [field, values[field] ?? '-']))
  return { time: start, fields }
}

function address(seed: string, isIpv6: boolean, random: SimRandom): string {
  const second = createRandom(`network/${seed}`).int(16, 31)
  if (isIpv6) return `2001:db8:${second.toString(16)}::${random.int(1, 0xffff).toString(16)}`
  return `172.${second}.${random.int(0, 15)}.${random.int(4, 250)}`
}
