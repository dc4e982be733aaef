import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { parquetWriteBuffer } from 'hyparquet-writer'
import type { SimContext } from '../../core/cloud'
import { createRandom } from '../../core/random'
import { parseDestination } from '../destination'
import type { AwsWorld } from '../world'
import { deliveredBy, lineOf, type Delivered, type DeliveredRecord } from './delivered-records'
import type { Row } from './record-values'
import { WINDOW_SECONDS } from './traffic'

/** A file holds the records whose end lies in so many seconds from its stamp. Source: VPC user guide, flow log files. */
const FILE_SECONDS = 300
/** For so long a new flow log delivers in shorter files, where the settings say so. */
const FIRST_FILES_SECONDS = 600

/** A file that a flow log has put into a bucket. What it holds is made when it is read. */
export interface RecordFile {
  readonly key: string
  /** The time it covers, Unix seconds, the end left out. */
  readonly from: number
  readonly to: number
  readonly lastModified: Date
  readonly delivered: Delivered
}

/** The flow logs that deliver into a bucket, with where in it. Those whose delivery fails have no files. */
export function bucketDeliveries(
  context: SimContext,
  world: AwsWorld,
  bucket: string,
  nowMs: number,
): readonly FileFolders[] {
  return world.flowLogs.all().flatMap((flowLog) => {
    if (flowLog.destinationType !== 's3') return []
    const destination = parseDestination('s3', flowLog.logDestination ?? '')
    if (destination?.type !== 's3' || destination.bucket !== bucket) return []
    const delivered = deliveredBy(context, world, flowLog, nowMs)
    return delivered ? [new FileFolders(context, delivered, destination.prefix, nowMs)] : []
  })
}

/** The files of one flow log, by the folders they are in. */
export class FileFolders {
  private readonly firstSeconds: number
  private readonly firstUntil: number
  private readonly delaySeconds: number

  constructor(
    context: SimContext,
    readonly delivered: Delivered,
    private readonly prefix: string,
    private readonly nowMs: number,
  ) {
    const { firstFileMs, recordDelayMs } = context.settings.aws
    const seconds = Math.floor(firstFileMs / 1000 / WINDOW_SECONDS) * WINDOW_SECONDS
    this.firstSeconds = seconds > 0 && FILE_SECONDS % seconds === 0 ? seconds : FILE_SECONDS
    this.delaySeconds = context.clock.scaled(recordDelayMs) / 1000
    const createdSeconds = delivered.flowLog.createdAtMs / 1000
    this.firstUntil = Math.ceil(createdSeconds / FILE_SECONDS) * FILE_SECONDS + FIRST_FILES_SECONDS
  }

  /** Each folder that can hold files, with the time it stands for: in the order of time, which is the order of names. */
  folders(): readonly { readonly folder: string; readonly from: number; readonly to: number }[] {
    const { from, to, flowLog } = this.delivered
    const step = flowLog.destinationOptions?.perHourPartition === true ? 3600 : 86_400
    const folders = []
    for (let at = Math.floor(from / step) * step; at < to; at += step) {
      folders.push({ folder: this.folderAt(at), from: at, to: at + step })
    }
    return folders
  }

  /** The files stamped in [from, to), in the order of their names, those without any record left out. */
  *files(folder: string, from: number, to: number): Generator<RecordFile> {
    for (let stamp = Math.floor(from / FILE_SECONDS) * FILE_SECONDS; stamp < to; stamp += FILE_SECONDS) {
      const parts = [...this.partsOf(folder, stamp)]
      yield* parts.sort((one, other) => (one.key < other.key ? -1 : 1))
    }
  }

  /** The file with this key; undefined when it has none. */
  fileOf(key: string): RecordFile | undefined {
    const slash = key.lastIndexOf('/')
    const match = /_(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})Z_[0-9a-f]+\./.exec(key.slice(slash + 1))
    if (!match) return undefined
    const [, year, month, day, hour, minute] = match
    const stamp = Date.parse(`${year ?? ''}-${month ?? ''}-${day ?? ''}T${hour ?? ''}:${minute ?? ''}:00Z`) / 1000
    const folder = key.slice(0, slash + 1)
    if (!Number.isInteger(stamp / FILE_SECONDS) || folder !== this.folderAt(stamp)) return undefined
    for (const file of this.partsOf(folder, stamp)) if (file.key === key) return file
    return undefined
  }

  private *partsOf(folder: string, stamp: number): Generator<RecordFile> {
    const step = stamp < this.firstUntil ? this.firstSeconds : FILE_SECONDS
    for (let from = stamp; from < stamp + FILE_SECONDS; from += step) {
      const to = from + step
      const isWritten = to + this.delaySeconds <= this.nowMs / 1000
      if (!isWritten || to <= this.delivered.from || from >= this.delivered.to) continue
      const lastModified = new Date((to + this.delaySeconds) * 1000)
      yield { key: folder + this.nameAt(stamp, from), from, to, lastModified, delivered: this.delivered }
    }
  }

  private folderAt(seconds: number): string {
    const { accountId, region, destinationOptions } = this.delivered.flowLog
    const { hiveCompatiblePartitions: isHive = false, perHourPartition: isHourly = false } = destinationOptions ?? {}
    const [year, month, day, hour] = new Date(seconds * 1000).toISOString().split(/[-T:]/)
    const root = this.prefix === '' ? 'AWSLogs/' : `${this.prefix}/AWSLogs/`
    const place = isHive
      ? `aws-account-id=${accountId}/aws-service=vpcflowlogs/aws-region=${region}/year=${year}/month=${month}/day=${day}/`
      : `${accountId}/vpcflowlogs/${region}/${year}/${month}/${day}/`
    if (!isHourly) return root + place
    return root + place + (isHive ? `hour=${hour}/` : `${hour}/`)
  }

  private nameAt(stamp: number, from: number): string {
    const { accountId, region, id, destinationOptions } = this.delivered.flowLog
    const time = new Date(stamp * 1000).toISOString().replace(/[-:]/g, '').slice(0, 13)
    const ending = destinationOptions?.fileFormat === 'parquet' ? 'log.parquet' : 'log.gz'
    return `${accountId}_vpcflowlogs_${region}_${id}_${time}Z_${createRandom(`file/${id}/${from}`).hex(8)}.${ending}`
  }
}

/** How many records a file holds, without writing it. */
function recordsIn(file: RecordFile): readonly DeliveredRecord[] {
  const { delivered } = file
  const records: DeliveredRecord[] = []
  for (let window = file.from; window < file.to; window += WINDOW_SECONDS) {
    for (const point of delivered.points) records.push(...delivered.recordsOf(point, window))
  }
  return records
}

/** How a file is damaged or changed while it is read. */
export interface FileDisturbance {
  readonly isTorn: boolean
  readonly hasOtherHeader: boolean
}

/** The bytes of a file; undefined when there is nothing to put into it. The same bytes each time. */
export function fileBytes(file: RecordFile, disturbance?: FileDisturbance): Buffer | undefined {
  const records = recordsIn(file)
  if (records.length === 0) return undefined
  const { fields, flowLog } = file.delivered
  const hasOtherHeader = disturbance?.hasOtherHeader === true
  // Another header: the same columns in another order, behind one that nobody asked for.
  const columns = hasOtherHeader ? ['extra-field', ...fields.toReversed()] : fields
  const rows = records.map(({ row }) => (hasOtherHeader ? ['surprise', ...row.toReversed()] : row))
  const bytes =
    flowLog.destinationOptions?.fileFormat === 'parquet' ? parquetBytes(columns, rows) : textBytes(columns, rows)
  return disturbance?.isTorn === true ? bytes.subarray(0, Math.floor(bytes.length / 2)) : bytes
}

/** What a listing says of a file. */
export interface FileFacts {
  readonly size: number
  readonly etag: string
}

/** Facts of files by key and how much is captured: making a file only to say its size again would take a listing seconds. */
const FACTS = new Map<string, FileFacts | null>()
const MOST_FACTS = 20_000

/** Size and tag of a file; null when there is nothing to put into it. */
export function fileFacts(file: RecordFile): FileFacts | null {
  const mark = `${file.key} ${file.delivered.points.length}`
  const known = FACTS.get(mark)
  if (known !== undefined) return known
  const bytes = fileBytes(file)
  const facts = bytes === undefined ? null : { size: bytes.length, etag: entityTag(bytes) }
  FACTS.set(mark, facts)
  const oldest = FACTS.keys().next()
  if (FACTS.size > MOST_FACTS && oldest.done !== true) FACTS.delete(oldest.value)
  return facts
}

/** The tag of an object, as S3 makes it of objects that came in one piece. Pure. */
export function entityTag(bytes: Buffer): string {
  return `"${createHash('md5').update(bytes).digest('hex')}"`
}

function textBytes(columns: readonly string[], rows: readonly Row[]): Buffer {
  const lines = [columns.join(' '), ...rows.map(lineOf), '']
  return gzipSync(Buffer.from(lines.join('\n'), 'utf8'), { level: 4 })
}

/** Source: VPC user guide, flow log records: the Parquet type of each field. */
const INT32_FIELDS = new Set('version srcport dstport protocol tcp-flags traffic-path'.split(' '))
const INT64_FIELDS = new Set(
  'packets bytes start end packets-lost-no-route packets-lost-blackhole packets-lost-mtu-exceeded packets-lost-ttl-expired'.split(
    ' ',
  ),
)

function parquetBytes(columns: readonly string[], rows: readonly Row[]): Buffer {
  const bytes = parquetWriteBuffer({
    codec: 'GZIP',
    compressors: { GZIP: (input) => gzipSync(input, { level: 4 }) },
    columnData: columns.map((column, index) => {
      const values = rows.map((row) => row[index] ?? null)
      // Column names in Parquet have underscores, and a value that is not there is null.
      const name = column.replaceAll('-', '_')
      if (INT32_FIELDS.has(column)) return { name, data: values, type: 'INT32', nullable: true }
      if (INT64_FIELDS.has(column)) {
        const data = values.map((value) => (value === null ? null : BigInt(value)))
        return { name, data, type: 'INT64', nullable: true }
      }
      return {
        name,
        data: values.map((value) => (value === null ? null : String(value))),
        type: 'STRING',
        nullable: true,
      }
    }),
  })
  return Buffer.from(bytes)
}
