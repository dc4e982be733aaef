import { createReadStream } from 'node:fs'
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import { recordFormat } from '../../lib/domain/records/record-format'
import { createRecordParser } from '../../lib/domain/records/record-parser'
import { jsonLines } from '../../lib/records/json-lines'
import { openParquetFile } from '../../lib/records/open-record-file'
import { readParquetRecords } from '../../lib/records/parquet-records'
import { readTextRecords } from '../../lib/records/text-records'

/**
 * One way of reading a file, as a process of its own, so that no way profits from what another has warmed up:
 * `read.ts <way> <file> <times>`. Prints a ReadResult of the quickest time.
 */
export interface ReadResult {
  /** What was found: records, or for the bare ways what they count. */
  readonly records: number
  readonly ms: number
  /** The most memory the process has held. */
  readonly peakMiB: number
}

const FORMAT = recordFormat('aws-vpc', null)

/** What the file's readers are compared with: lines cut into columns, and nothing made of them. */
async function split(file: string): Promise<number> {
  let count = 0
  let rest = ''
  for await (const chunk of createReadStream(file)) {
    const lines = (rest + (chunk as Buffer).toString('latin1')).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line.split(' ').length > 0) count += 1
  }
  return count - 1 // the header
}

async function parse(file: string): Promise<number> {
  let count = 0
  for await (const { records } of readTextRecords(createReadStream(file), createRecordParser(format()))) {
    count += records.length
  }
  return count
}

async function json(file: string): Promise<number> {
  let count = 0
  for await (const { records } of jsonLines(createReadStream(file), createRecordParser(format()))) count += records
  return count
}

async function parquetLibrary(file: string): Promise<number> {
  const rows = await parquetReadObjects({ file: await asyncBufferFromFile(file), compressors })
  return rows.length
}

async function parquet(file: string): Promise<number> {
  const opened = await openParquetFile(file)
  if (opened === null) throw new Error(`${file} is not a Parquet file`)
  let count = 0
  for await (const { records } of readParquetRecords(opened, format())) count += records.length
  await opened.close()
  return count
}

function format(): NonNullable<typeof FORMAT> {
  if (FORMAT === null) throw new Error('the default format cannot be read')
  return FORMAT
}

const WAYS = { split, parse, json, 'parquet-library': parquetLibrary, parquet } as const

export type ReadWay = keyof typeof WAYS

const [way, file, times] = process.argv.slice(2)
if (way !== undefined && way in WAYS && file !== undefined) {
  let ms = Number.POSITIVE_INFINITY
  let records = 0
  for (let count = Number(times ?? 1); count > 0; count -= 1) {
    const startedAt = performance.now()
    records = await WAYS[way as ReadWay](file)
    ms = Math.min(ms, performance.now() - startedAt)
  }
  const peakMiB = process.resourceUsage().maxRSS / 1024
  process.stdout.write(`${JSON.stringify({ records, ms, peakMiB } satisfies ReadResult)}\n`)
}
