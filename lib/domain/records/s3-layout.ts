import type { AwsDestinationOptions } from '../flow-log-spec'

/** Where in a bucket the files of a flow log are. Of the options, the file format does not matter here. */
export interface S3Layout {
  /** What stands before `AWSLogs/`: empty, or ending in exactly one slash. */
  readonly prefix: string
  /** The flow log owner's account, which need not be the bucket owner's. */
  readonly accountId: string
  readonly region: string
  readonly options: Pick<AwsDestinationOptions, 'hiveCompatiblePartitions' | 'perHourPartition'>
}

/** What the key of a flow log file says. */
export interface S3RecordKey {
  readonly key: string
  readonly accountId: string
  readonly region: string
  readonly flowLogId: string
  /** The stamp in the file's name: the beginning of its five-minute window, UTC. */
  readonly stamp: Date
  readonly isParquet: boolean
  readonly layout: { readonly isHive: boolean; readonly isHourly: boolean }
}

/** A bucket and the layout of a log in it, from the log's destination; null when that is no S3 ARN. Pure. */
export function s3Destination(logDestination: string): { readonly bucket: string; readonly prefix: string } | null {
  // arn:<partition>:s3:::bucket or arn:<partition>:s3:::bucket/folder/
  const match = /^arn:[a-z0-9-]+:s3:::([^/]+)(?:\/(.*))?$/.exec(logDestination)
  if (match === null) return null
  const folder = (match[2] ?? '').replace(/^\/+|\/+$/g, '')
  return { bucket: match[1] ?? '', prefix: folder === '' ? '' : `${folder}/` }
}

/** A file holds records whose end lies in this many seconds from its stamp. */
export const FILE_WINDOW_SECONDS = 300

const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000

/** A record that crosses the wire slowly, or a window of ten minutes, may show up in a later file than its start. */
const LONGEST_RECORD_MS = 600_000

/** The service's name in paths and file names, for every family. Source: §4.2 of the flow log path documentation below */
const SERVICE = 'vpcflowlogs'

/** What the account part and the partitions of a Hive path may be called: an old page shows `service=`. */
const HIVE_SERVICE_NAMES = ['aws-service', 'service'] as const

/**
 * The folder that holds all dates of a log, without and with the old Hive name: most logs have files in the first only.
 * Pure.
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-path.html; the old name:
 * https://docs.aws.amazon.com/vpc/latest/tgw/flow-logs-s3.html, earlier revisions
 */
export function s3RootPrefixes({ prefix, accountId, region, options }: S3Layout): readonly [string, ...string[]] {
  if (!options.hiveCompatiblePartitions) return [`${prefix}AWSLogs/${accountId}/${SERVICE}/${region}/`]
  const [current, old] = HIVE_SERVICE_NAMES.map(
    (name) => `${prefix}AWSLogs/aws-account-id=${accountId}/${name}=${SERVICE}/aws-region=${region}/`,
  )
  return [current ?? '', old ?? '']
}

/** The part of a key between the log's root and the file name for a time, UTC. Pure. */
export function s3TimeFolder(time: Date, options: S3Layout['options']): string {
  const [year, month, day, hour] = time.toISOString().split(/[-T:]/)
  const date = options.hiveCompatiblePartitions ? `year=${year}/month=${month}/day=${day}/` : `${year}/${month}/${day}/`
  if (!options.perHourPartition) return date
  return options.hiveCompatiblePartitions ? `${date}hour=${hour}/` : `${date}${hour}/`
}

/**
 * The folders whose files can hold records that touch [from, to), oldest first, below one root of `s3RootPrefixes`.
 * Whole days where the layout has no hours. Never more than `most`: of a longer time the newest are given. Pure.
 */
export function s3TimePrefixes(
  root: string,
  options: S3Layout['options'],
  { from, to, most }: { readonly from: Date; readonly to: Date; readonly most: number },
): readonly string[] {
  const stepMs = options.perHourPartition ? HOUR_MS : DAY_MS
  const window = s3StampWindow({ from, to })
  const first = Math.floor(window.from.getTime() / stepMs)
  const last = Math.floor(window.to.getTime() / stepMs)
  const begin = Math.max(first, last - most + 1)
  return Array.from({ length: Math.max(0, last - begin + 1) }, (_unused, index) => {
    return `${root}${s3TimeFolder(new Date((begin + index) * stepMs), options)}`
  })
}

/**
 * The stamps that files with records touching [from, to) can carry: a record of the time can end up to ten minutes after
 * it, and a file stamped 16:20 holds ends from 16:20:00 to 16:24:59. Both ends included. Pure.
 */
export function s3StampWindow({ from, to }: { readonly from: Date; readonly to: Date }): {
  readonly from: Date
  readonly to: Date
} {
  const windowMs = FILE_WINDOW_SECONDS * 1000
  const floor = (time: number) => new Date(Math.floor(time / windowMs) * windowMs)
  return { from: floor(from.getTime()), to: floor(to.getTime() + LONGEST_RECORD_MS) }
}

/**
 * `<acct>_vpcflowlogs_<region>_<fl-id>_<YYYYMMDDTHHmmZ>_<hash>.log.gz` or `.log.parquet`. The suffix of Parquet files is
 * not certain, so everything after the hash is open.
 */
const FILE_NAME = /^(\d{12})_vpcflowlogs_([a-z0-9-]+)_(fl-[0-9a-zA-Z]+)_(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})Z_[^/_]*$/

/** Reads the key of a flow log file, in any of the layouts; null when it is another object. Pure. */
export function parseS3Key(key: string): S3RecordKey | null {
  const slash = key.lastIndexOf('/')
  const match = FILE_NAME.exec(key.slice(slash + 1))
  if (match === null) return null
  const [, accountId = '', region = '', flowLogId = '', year, month, day, hour, minute] = match
  const stamp = new Date(`${year}-${month}-${day}T${hour}:${minute}:00Z`)
  if (Number.isNaN(stamp.getTime())) return null
  const folder = key.slice(0, slash + 1)
  return {
    key,
    accountId,
    region,
    flowLogId,
    stamp,
    isParquet: key.includes('.parquet'),
    layout: {
      isHive: /\/year=\d{4}\/month=\d{2}\/day=\d{2}\//.test(folder),
      isHourly: /\/hour=\d{2}\/$|\/\d{4}\/\d{2}\/\d{2}\/\d{2}\/$/.test(folder),
    },
  }
}

/** Whether a key is a file of this flow log, without reading the rest of it: what listings are sifted by. Pure. */
export function isFileOf(flowLogId: string, key: string): boolean {
  return key.slice(key.lastIndexOf('/') + 1).includes(`_${flowLogId}_`)
}

/** The files of a log in the order of their stamps, oldest first; several files of one window by name. Pure. */
export function inStampOrder(keys: readonly S3RecordKey[]): readonly S3RecordKey[] {
  return [...keys].sort((a, b) => a.stamp.getTime() - b.stamp.getTime() || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
}
