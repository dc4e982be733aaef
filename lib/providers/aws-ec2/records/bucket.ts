import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3'
import type { AwsFlowLogSpec } from '../../../domain/flow-log-spec'
import type { RecordFormat } from '../../../domain/records/record-format'
import type { RecordBatch } from '../../../domain/records/record-parser'
import {
  FILE_WINDOW_SECONDS,
  inStampOrder,
  isFileOf,
  parseS3Key,
  s3Destination,
  s3RootPrefixes,
  s3StampWindow,
  s3TimePrefixes,
  type S3RecordKey,
} from '../../../domain/records/s3-layout'
import { readRecordStream } from '../../../records/record-file'
import type { CallContext } from '../../provider'
import type { PageBudget, RecordPart } from '../../record-page'
import type { NewestRecord, ProbePlace, ProbeResult, RecordQuery, RecordSource } from '../../records'
import type { AwsClients } from '../client'
import { S3 } from '../further-services'

type BucketSource = RecordSource & { readonly spec: AwsFlowLogSpec }

const PLAIN = { hiveCompatiblePartitions: false, perHourPartition: false } as const
/** How many folders one page looks into: a month of days, two days of hours. */
const MOST_FOLDERS = 48
const MOST_LIST_PAGES = 20
/** A probe looks so far back: files come every five minutes and some minutes late. */
const PROBE_BACK_MS = 40 * 60_000

/**
 * The records of a flow log in a bucket, newest file first. Names begin with account, service, region and the log's id, so
 * a listing can be of one log alone. Source: VPC user guide, flow log files (read 2026-11)
 */
export async function* bucketParts(
  clients: AwsClients,
  context: CallContext,
  source: BucketSource,
  format: RecordFormat,
  query: RecordQuery,
  budget: PageBudget,
): AsyncGenerator<RecordPart> {
  const cursor = query.cursor?.at === 's3' ? query.cursor : null
  const resumed = cursor === null ? null : parseS3Key(cursor.key)
  const files = filesNewestFirst(clients, context, source, query, budget, resumed)
  let current = await files.next()
  while (current.done !== true) {
    const { key } = current.value
    const following = await files.next()
    const batches = await readFile(clients, context, source, key, format, budget)
    yield {
      batches,
      after: cursor?.key === key ? cursor.after : 0,
      cursorAt: (after) => ({ at: 's3', key, after }),
      next: following.done === true ? null : { at: 's3', key: following.value.key, after: 0 },
    }
    current = following
  }
}

/**
 * The newest file of each log that shares a place in a bucket. One listing of the newest folders serves all logs; a log
 * alone is asked for by its own names, behind the newest key of the last probe.
 */
export async function newestInBucket(
  clients: AwsClients,
  context: CallContext,
  sources: readonly BucketSource[],
  place: ProbePlace,
  now: Date,
): Promise<ProbeResult> {
  const newest = new Map<string, S3RecordKey>()
  const remembered: Record<string, string> = {}
  for (const layout of layoutsOf(sources)) {
    const [first] = layout
    if (first === undefined) continue
    const { bucket, roots, options } = placeOf(context, first)
    const range = { from: new Date(now.getTime() - PROBE_BACK_MS), to: now, most: MOST_FOLDERS }
    const folders = s3TimePrefixes(roots[0], options, range)
    for (const folder of folders) {
      const prefix = layout.length === 1 ? folder + fileBeginning(context, first.externalId) : folder
      const known = layout.length === 1 ? place[first.externalId] : undefined
      const startAfter = known?.startsWith(prefix) === true ? known : undefined
      for await (const key of keysOf(clients, context, { bucket, prefix, startAfter }, { calls: MOST_LIST_PAGES })) {
        for (const { externalId } of layout) {
          if (!isFileOf(externalId, key)) continue
          const parsed = parseS3Key(key)
          const last = newest.get(externalId)
          if (parsed !== null && (last === undefined || last.stamp <= parsed.stamp)) newest.set(externalId, parsed)
        }
      }
      const before = known === undefined ? null : parseS3Key(known)
      if (before !== null && !newest.has(first.externalId)) newest.set(first.externalId, before)
    }
  }
  const found = sources.map(({ externalId }): NewestRecord => {
    const file = newest.get(externalId)
    if (file === undefined) return { externalId, at: null }
    remembered[externalId] = file.key
    // A file holds records that end within its window: the end of that is the newest they can be.
    return { externalId, at: new Date(Math.min(now.getTime(), file.stamp.getTime() + FILE_WINDOW_SECONDS * 1000)) }
  })
  return { newest: found, place: remembered }
}

async function* filesNewestFirst(
  clients: AwsClients,
  context: CallContext,
  source: BucketSource,
  query: RecordQuery,
  budget: PageBudget,
  resumed: S3RecordKey | null,
): AsyncGenerator<S3RecordKey, undefined> {
  const { bucket, roots, options } = placeOf(context, source)
  const window = s3StampWindow(query)
  // A file behind the one to go on with need not be listed again.
  const to = resumed === null ? query.to : new Date(Math.min(query.to.getTime(), resumed.stamp.getTime() + 1))
  let hasFound = false
  for (const root of roots) {
    // The older name of the folder is only worth a look where the present one holds nothing.
    if (hasFound) return undefined
    const folders = s3TimePrefixes(root, options, { from: query.from, to, most: MOST_FOLDERS })
    for (const folder of folders.toReversed()) {
      if (budget.calls <= 0) return undefined
      const files: S3RecordKey[] = []
      const prefix = folder + fileBeginning(context, source.externalId)
      for await (const key of keysOf(clients, context, { bucket, prefix, startAfter: undefined }, budget)) {
        const file = parseS3Key(key)
        if (file !== null && file.stamp >= window.from && file.stamp <= window.to) files.push(file)
      }
      for (const file of inStampOrder(files).toReversed()) {
        if (resumed !== null && isBehind(resumed, file)) continue
        hasFound = true
        yield file
      }
    }
  }
  return undefined
}

/** Whether a file comes before the one to go on with in the order of pages (newest first). */
function isBehind(resumed: S3RecordKey, file: S3RecordKey): boolean {
  const difference = file.stamp.getTime() - resumed.stamp.getTime()
  return difference > 0 || (difference === 0 && file.key > resumed.key)
}

async function* keysOf(
  clients: AwsClients,
  context: CallContext,
  listing: { readonly bucket: string; readonly prefix: string; readonly startAfter: string | undefined },
  budget: { calls: number },
): AsyncGenerator<string> {
  const { bucket, prefix, startAfter } = listing
  let token: string | undefined
  do {
    if (budget.calls <= 0) return
    budget.calls -= 1
    const command = new ListObjectsV2Command({
      Bucket: bucket,
      Prefix: prefix,
      ...(startAfter === undefined ? {} : { StartAfter: startAfter }),
      ...(token === undefined ? {} : { ContinuationToken: token }),
    })
    const { output } = await clients.further(context, S3, {
      operation: 'ListObjectsV2',
      send: (client, options) => client.send(command, options),
    })
    for (const { Key } of output.Contents ?? []) if (Key !== undefined) yield Key
    token = output.IsTruncated === true ? output.NextContinuationToken : undefined
  } while (token !== undefined)
}

async function readFile(
  clients: AwsClients,
  context: CallContext,
  source: BucketSource,
  key: string,
  format: RecordFormat,
  budget: PageBudget,
): Promise<readonly RecordBatch[]> {
  const { bucket } = placeOf(context, source)
  const command = new GetObjectCommand({ Bucket: bucket, Key: key })
  budget.calls -= 1
  const { output } = await clients.further(context, S3, {
    operation: 'GetObject',
    send: (client, options) => client.send(command, options),
  })
  const batches: RecordBatch[] = []
  if (output.Body === undefined) return batches
  const body = output.Body as AsyncIterable<Uint8Array>
  for await (const batch of readRecordStream(counted(body, budget), format)) {
    batches.push(batch)
    // A file larger than a page may cost is shown as far as that goes.
    budget.records -= batch.records.length
    if (budget.records <= 0 || budget.bytes <= 0) {
      batches.push({ format: batch.format, records: [], faults: [], notes: [TOO_LARGE] })
      break
    }
  }
  budget.records += batches.reduce((sum, { records }) => sum + records.length, 0)
  return batches
}

const TOO_LARGE = {
  kind: 'too-large',
  message: 'A file is larger than what one page reads; its end is not shown. Ask for less time, or use the queries.',
} as const

async function* counted(body: AsyncIterable<Uint8Array>, budget: PageBudget): AsyncGenerator<Uint8Array> {
  for await (const chunk of body) {
    budget.bytes -= chunk.length
    yield chunk
  }
}

function placeOf(context: CallContext, { spec }: BucketSource) {
  const destination = s3Destination(spec.logDestination) ?? { bucket: '', prefix: '' }
  const options = spec.destinationOptions ?? PLAIN
  const { accountId, region } = context.scope
  const roots = s3RootPrefixes({ prefix: destination.prefix, accountId, region, options })
  return { bucket: destination.bucket, roots, options }
}

/** How the names of a log's files begin. Source: VPC user guide, flow log files. */
function fileBeginning({ scope }: CallContext, externalId: string): string {
  return `${scope.accountId}_vpcflowlogs_${scope.region}_${externalId}_`
}

/** Logs whose files lie in the same folders: one listing serves them all. */
function layoutsOf(sources: readonly BucketSource[]): readonly (readonly BucketSource[])[] {
  const groups = new Map<string, BucketSource[]>()
  for (const source of sources) {
    const { hiveCompatiblePartitions, perHourPartition } = source.spec.destinationOptions ?? PLAIN
    const key = `${source.spec.logDestination} ${hiveCompatiblePartitions} ${perHourPartition}`
    groups.set(key, [...(groups.get(key) ?? []), source])
  }
  return [...groups.values()]
}
