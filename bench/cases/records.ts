import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { ReadResult, ReadWay } from '../records/read'
import { writeParquetFile, writeTextFile } from '../records/sample'

const run = promisify(execFile)
const MIB = 1024 * 1024
const TIMEOUT_MS = 10 * 60_000

/** What reading records takes, next to what the same files take without being understood. */
export interface RecordsFigures {
  readonly records: number
  /** Typed records by our parser ÷ a bare `split` of the same file. */
  readonly parseRatio: number
  readonly recordsPerSecond: number
  /** JSON lines, as `weir records parse` writes them ÷ the same. */
  readonly jsonRatio: number
  readonly parquetRecords: number
  /** Typed records out of Parquet ÷ the rows of its reader library alone. */
  readonly parquetRatio: number
  readonly parquetRecordsPerSecond: number
  /** The most memory a process held while it streamed the large file, parsing it and as JSON lines: the worse of the two. */
  readonly peakMiB: number
  /** The same for a file a tenth of the size: equal means flat. */
  readonly smallPeakMiB: number
  readonly largeMiB: number
}

/** Measures the readers of records on files made for it, each way in a process of its own. */
export async function benchRecords({
  isQuick,
  note,
}: {
  readonly isQuick: boolean
  readonly note: (text: string) => void
}): Promise<RecordsFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'weir-bench-records-'))
  const times = isQuick ? 2 : 4
  try {
    const small = join(folder, 'small.log')
    const largeMiB = isQuick ? 200 : 1024
    const records = await writeTextFile(small, (largeMiB / 10) * MIB)
    const split = await read('split', small, times)
    const parse = await read('parse', small, times)
    const json = await read('json', small, times)
    for (const { records: found } of [split, parse, json]) mustBe(found, records)
    note(`${records} records of text: split ${ms(split)}, parsed ${ms(parse)}, as JSON lines ${ms(json)}`)

    const packed = join(folder, 'packed.parquet')
    const parquetRecords = writeParquetFile(packed, isQuick ? 100_000 : 400_000)
    const library = await read('parquet-library', packed, times)
    const parquet = await read('parquet', packed, times)
    for (const { records: found } of [library, parquet]) mustBe(found, parquetRecords)
    note(`${parquetRecords} records of Parquet: the library alone ${ms(library)}, ours ${ms(parquet)}`)

    const smallOnce = [await read('parse', small, 1), await read('json', small, 1)]
    await rm(small)
    const large = join(folder, 'large.log')
    const many = await writeTextFile(large, largeMiB * MIB)
    const largeOnce = [await read('parse', large, 1), await read('json', large, 1)]
    for (const { records: found } of largeOnce) mustBe(found, many)
    const peak = (results: readonly ReadResult[]) => Math.round(Math.max(...results.map(({ peakMiB }) => peakMiB)))
    note(`${many} records in a file of ${largeMiB} MiB: memory ${peak(largeOnce)} MiB (${peak(smallOnce)} at a tenth)`)
    return {
      records,
      parseRatio: parse.ms / split.ms,
      recordsPerSecond: Math.round((records / parse.ms) * 1_000),
      jsonRatio: json.ms / split.ms,
      parquetRecords,
      parquetRatio: parquet.ms / library.ms,
      parquetRecordsPerSecond: Math.round((parquetRecords / parquet.ms) * 1_000),
      peakMiB: peak(largeOnce),
      smallPeakMiB: peak(smallOnce),
      largeMiB,
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function read(way: ReadWay, file: string, times: number): Promise<ReadResult> {
  const args = ['--import', 'tsx', 'bench/records/read.ts', way, file, String(times)]
  const { stdout } = await run(process.execPath, args, { timeout: TIMEOUT_MS })
  return JSON.parse(stdout) as ReadResult
}

/** A reader that loses records would be quick. */
function mustBe(found: number, written: number): void {
  if (found !== written) throw new Error(`${found} records were read where ${written} were written`)
}

function ms(result: ReadResult): string {
  return `${Math.round(result.ms)} ms`
}
