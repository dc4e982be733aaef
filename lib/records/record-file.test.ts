import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { describe, expect, it } from 'vitest'
import { recordFormat, type RecordFormat } from '../domain/records/record-format'
import { recordObject } from '../domain/records/record-json'
import type { RecordBatch } from '../domain/records/record-parser'
import { inMemory, readParquetRecords } from './parquet-records'
import { readRecordStream } from './record-file'

const HEADER =
  'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status'
const lineOf = (port: number) =>
  `2 111122223333 eni-0a1b2c3d4e5f60718 10.0.1.15 10.0.2.20 ${port} 443 6 12 3400 1760000000 1760000055 ACCEPT OK`
const LINES = Array.from({ length: 3_000 }, (_unused, index) => lineOf(index))
const TEXT = `${HEADER}\n${LINES.join('\n')}\n`

const FORMAT = formatOf(null)

function formatOf(logFormat: string | null): RecordFormat {
  const format = recordFormat('aws-vpc', logFormat)
  if (format === null) throw new Error('no format')
  return format
}

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

interface Outcome {
  readonly records: readonly Readonly<Record<string, unknown>>[]
  readonly faults: readonly { readonly line: number; readonly error: string }[]
  readonly notes: readonly string[]
}

async function gather(batches: AsyncIterable<RecordBatch>): Promise<Outcome> {
  const all: RecordBatch[] = []
  for await (const batch of batches) all.push(batch)
  return {
    records: all.flatMap(({ format, records }) => records.map((values) => recordObject(format, values))),
    faults: all.flatMap(({ faults }) => faults.map(({ line, error }) => ({ line, error }))),
    notes: all.flatMap(({ notes }) => notes.map(({ kind }) => kind)),
  }
}

const read = (bytes: Uint8Array, size = 1_000, format = FORMAT) => gather(readRecordStream(pieces(bytes, size), format))

describe('a text file', () => {
  it.each([1, 7, 100, 65_536, 10_000_000])('is read the same in pieces of %i bytes', async (size) => {
    const text = TEXT.slice(0, 20_000)
    const { records, faults } = await read(Buffer.from(text), size)
    expect(records).toHaveLength(text.split('\n').length - 2)
    expect(records.map(({ srcport }) => srcport)).toEqual(records.map((_record, index) => index))
    expect(faults).toMatchObject([{ error: expect.stringContaining('expected 14 columns') as unknown }])
  })

  it('needs no line end at its end, and may have a byte order mark', async () => {
    expect(await read(Buffer.from(`\uFEFF${HEADER}\r\n${lineOf(1)}\r\n${lineOf(2)}`), 3)).toMatchObject({
      records: [{ srcport: 1 }, { srcport: 2 }],
      faults: [],
      notes: [],
    })
  })

  it('keeps characters whole that two pieces share', async () => {
    const { records } = await read(Buffer.from('grün 1\nπ 2\n'), 1, formatOf('${brand-new} ${bytes}'))
    expect(records).toEqual([
      { 'brand-new': 'grün', bytes: 1 },
      { 'brand-new': 'π', bytes: 2 },
    ])
  })

  it.each([100, 5_000, 1_000_000])('is not held up by an endless line, in pieces of %i', async (size) => {
    const { records, faults } = await read(Buffer.from(`${lineOf(1)}\n${'x'.repeat(200_000)}\n${lineOf(2)}\n`), size)
    expect(records).toHaveLength(2)
    expect(faults).toMatchObject([{ line: 2 }])
  })

  it('is empty when it is empty', async () => {
    expect(await read(Buffer.alloc(0))).toEqual({ records: [], faults: [], notes: [] })
  })
})

describe('a gzip file', () => {
  const packed = gzipSync(TEXT)

  it.each([1, 10, 100_000])('is unpacked in pieces of %i bytes', async (size) => {
    const { records, faults, notes } = await read(packed, size)
    expect(records).toHaveLength(LINES.length)
    expect([...faults, ...notes]).toEqual([])
  })

  it('may be several that were joined', async () => {
    expect((await read(Buffer.concat([packed, packed]))).records).toHaveLength(LINES.length * 2)
  })

  it.each([10, 1_000, 100_000])(
    'that ends early gives all that is there, then says so (pieces of %i)',
    async (size) => {
      const { records, faults, notes } = await read(packed.subarray(0, packed.length - 200), size)
      expect(notes).toEqual(['truncated'])
      expect(records.length).toBeGreaterThan(2_000)
      expect(records.length).toBeLessThan(LINES.length)
      // The line at the cut is not half a record.
      expect(faults.length).toBeLessThanOrEqual(1)
      expect(records.map(({ srcport }) => srcport)).toEqual(records.map((_record, index) => index))
      expect(records.every((record) => record['log-status'] === 'OK')).toBe(true)
    },
  )

  it('that ends within a line does not take the half for a record, however much it looks like one', async () => {
    const text = `${lineOf(1)}\n${lineOf(2)}\n`
    const stored = gzipSync(text, { level: 0 }) // as it is, so that the cut can be chosen
    const cut = stored.subarray(0, stored.lastIndexOf('OK') + 1)
    const { records, faults, notes } = await read(cut)
    expect(records).toMatchObject([{ srcport: 1 }])
    expect(faults).toEqual([{ line: 2, error: 'the line is torn: the file ends within it' }])
    expect(notes).toEqual(['truncated'])
  })

  it.each([2, 9, 17])('of only %i bytes says that it ends early', async (length) => {
    expect(await read(packed.subarray(0, length), 4)).toMatchObject({ records: [], notes: ['truncated'] })
  })

  it('that is damaged in the middle gives what comes before', async () => {
    const damaged = Buffer.from(packed)
    damaged.fill(0xff, damaged.length - 2_000, damaged.length - 1_900)
    const { notes, records } = await read(damaged)
    expect(notes).toEqual(['corrupt'])
    expect(records.length).toBeGreaterThan(0)
  })

  it('that something else follows gives its records, and says so', async () => {
    const { notes, records } = await read(Buffer.concat([packed, Buffer.from('and then some more text')]))
    expect(records.length).toBeGreaterThan(2_000)
    expect(notes).toEqual(['corrupt'])
  })

  it('fails when its source fails', async () => {
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield packed.subarray(0, 500)
      throw new Error('connection lost')
    }
    await expect(gather(readRecordStream(failing(), FORMAT))).rejects.toThrow('connection lost')
  })

  it('can be left in the middle, and closes its source', async () => {
    let isClosed = false
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield packed
      } finally {
        isClosed = true
      }
    }
    for await (const { records } of readRecordStream(endless(), FORMAT)) if (records.length > 0) break
    expect(isClosed).toBe(true)
  })
})

/** A file as AWS writes it: underscores, the catalogue's types, packed with gzip. */
function parquet(
  rows: number,
  rowGroupSize = 1_000,
  codec: 'GZIP' | 'SNAPPY' | 'UNCOMPRESSED' = 'GZIP',
): Uint8Array<ArrayBuffer> {
  const column = <T>(of: (row: number) => T): T[] => Array.from({ length: rows }, (_unused, row) => of(row))
  const buffer = parquetWriteBuffer({
    columnData: [
      { name: 'version', type: 'INT32', data: column(() => 2) },
      { name: 'interface_id', type: 'STRING', data: column((row) => `eni-${row % 7}`) },
      {
        name: 'srcaddr',
        type: 'STRING',
        data: column((row) => (row % 3 === 0 ? '-' : `10.0.0.${row % 250}`)),
        nullable: true,
      },
      {
        name: 'bytes',
        type: 'INT64',
        data: column((row) => (row % 5 === 0 ? null : BigInt(row) * 10n ** 13n)),
        nullable: true,
      },
      { name: 'brand_new', type: 'STRING', data: column((row) => String(row)) },
    ],
    rowGroupSize,
    codec,
    compressors: { GZIP: (page) => gzipSync(page) },
  })
  return new Uint8Array(buffer)
}

describe('a Parquet file', () => {
  it('is told by its first bytes, and typed by the catalogue', async () => {
    const { records, notes, faults } = await read(parquet(10))
    expect(faults).toEqual([])
    expect(notes).toEqual(['header-differs'])
    expect(records[1]).toEqual({
      version: 2,
      'interface-id': 'eni-1',
      srcaddr: '10.0.0.1',
      bytes: 1e13,
      brand_new: '1',
    })
    expect(records[0]).toMatchObject({ srcaddr: null, bytes: null })
  })

  it('has the columns of the log’s format first, whatever the order in the file', async () => {
    const format = formatOf('${bytes} ${brand-new} ${interface-id} ${version} ${srcaddr}')
    const { records, notes } = await read(parquet(3), 1_000, format)
    expect(notes).toEqual([])
    expect(Object.keys(records[0] ?? {})).toEqual(['bytes', 'brand-new', 'interface-id', 'version', 'srcaddr'])
  })

  it('is read over several row groups, exact beyond 2^53', async () => {
    const { records } = await read(parquet(3_500, 1_000))
    expect(records).toHaveLength(3_500)
    expect(records.map(({ brand_new }) => brand_new)).toEqual(records.map((_record, index) => String(index)))
    expect(records[3_499]).toMatchObject({ bytes: '34990000000000000' })
  })

  it('is read only where its columns are wanted', async () => {
    const file = inMemory(parquet(2_000))
    const { records } = await gather(readParquetRecords(file, FORMAT, { columns: ['bytes'] }))
    expect(records).toHaveLength(2_000)
    expect(records[7]).toEqual({ bytes: 7e13 })
  })

  it.each([5, 100, 3_000])('that lacks its last %i bytes says so', async (missing) => {
    const bytes = parquet(500)
    const { notes } = await read(bytes.subarray(0, bytes.length - missing))
    expect(notes).toEqual(['corrupt'])
  })

  it('fails when its source fails', async () => {
    const failing = { byteLength: 1_000, slice: () => Promise.reject(new Error('connection lost')) }
    await expect(gather(readParquetRecords(failing, FORMAT))).rejects.toThrow('connection lost')
  })
})

describe('a file of anything', () => {
  it('never throws', async () => {
    const parts = fc.array(
      fc.oneof(
        fc.uint8Array({ maxLength: 60 }),
        fc.constantFrom(
          Buffer.from(`${lineOf(1)}\n`),
          gzipSync(TEXT.slice(0, 500)),
          Buffer.from('PAR1'),
          Buffer.from('{'),
        ),
      ),
      { maxLength: 5 },
    )
    await fc.assert(
      fc.asyncProperty(parts, fc.integer({ min: 1, max: 100 }), async (all, size) => {
        await read(Buffer.concat(all), size)
      }),
      { numRuns: 150 },
    )
  })

  it.each(['GZIP', 'SNAPPY', 'UNCOMPRESSED'] as const)(
    'neither throws nor hangs on Parquet with a byte changed (%s)',
    async (codec) => {
      const bytes = parquet(50, 1_000, codec)
      await fc.assert(
        fc.asyncProperty(fc.nat(bytes.length - 5), fc.nat(255), async (at, byte) => {
          const changed = bytes.slice()
          changed[at + 4] = byte
          await read(changed, 10_000)
        }),
        { numRuns: 150 },
      )
    },
  )
})
