import { open } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { parquetWriteFile } from 'hyparquet-writer'
import { VPC_DEFAULT_FORMAT } from '../../lib/domain/aws/formats'
import { VPC_FIELDS } from '../../lib/domain/aws/vpc-fields'

const IDS = VPC_DEFAULT_FORMAT.split(' ').map((token) => token.slice(2, -1))

/** How many different records there are; files repeat them. */
const DIFFERENT = 40_000

/** Records of the default VPC format: much HTTPS and some scans, one in a hundred windows without traffic. */
function sampleRows(): readonly (readonly string[])[] {
  // Numbers that look drawn but are the same in every run.
  let state = 1
  const draw = (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return state % below
  }
  const pick = (...values: readonly string[]): string => values[draw(values.length)] ?? ''
  return Array.from({ length: DIFFERENT }, () => {
    const start = 1_760_000_000 + draw(86_400)
    const eni = `eni-0a1b2c3d4e5f6${10_000 + draw(400)}`
    const times = [String(start), String(start + draw(60))]
    if (draw(100) === 0) return ['2', '111122223333', eni, ...Array<string>(7).fill('-'), ...times, '-', 'NODATA']
    const from = `10.${draw(4)}.${draw(256)}.${draw(256)}`
    const to =
      draw(20) === 0
        ? `2001:db8::${draw(65_536).toString(16)}`
        : `${pick('10.8', '203.0', '52.95')}.${draw(256)}.${draw(256)}`
    const port = pick('443', '443', '443', '22', '53', '3389', String(1_024 + draw(60_000)))
    const packets = 1 + draw(200)
    const amounts = [String(packets), String(packets * (40 + draw(1_400)))]
    const ports = [String(1_024 + draw(60_000)), port]
    return [
      '2',
      '111122223333',
      eni,
      from,
      to,
      ...ports,
      pick('6', '6', '17'),
      ...amounts,
      ...times,
      pick('ACCEPT', 'ACCEPT', 'REJECT'),
      'OK',
    ]
  })
}

/** Writes a plain-text file with its header line, of at least so many bytes. Answers how many records it holds. */
export async function writeTextFile(path: string, leastBytes: number): Promise<number> {
  const block = Buffer.from(
    `${sampleRows()
      .map((row) => row.join(' '))
      .join('\n')}\n`,
  )
  const file = await open(path, 'w')
  try {
    const header = Buffer.from(`${IDS.join(' ')}\n`)
    await file.write(header)
    let records = 0
    for (let bytes = header.length; bytes < leastBytes; bytes += block.length) {
      await file.write(block)
      records += DIFFERENT
    }
    return records
  } finally {
    await file.close()
  }
}

/** Writes a Parquet file as AWS does: columns with underscores, packed with gzip. Answers how many records it holds. */
export function writeParquetFile(path: string, leastRecords: number): number {
  const rows = sampleRows()
  const records = Math.ceil(leastRecords / rows.length) * rows.length
  parquetWriteFile({
    filename: path,
    columnData: IDS.map((id, column) => {
      const type = VPC_FIELDS.find((field) => field.id === id)?.type ?? 'STRING'
      const value = (row: number): string | number | bigint | null => {
        const text = rows[row % rows.length]?.[column] ?? '-'
        if (text === '-') return null
        return type === 'STRING' ? text : type === 'INT_32' ? Number(text) : BigInt(text)
      }
      return {
        name: id.replaceAll('-', '_'),
        type: type === 'STRING' ? 'STRING' : type === 'INT_32' ? 'INT32' : 'INT64',
        data: Array.from({ length: records }, (_unused, row) => value(row)),
        nullable: true,
      }
    }),
    rowGroupSize: 100_000,
    codec: 'GZIP',
    compressors: { GZIP: (page) => gzipSync(page) },
  })
  return records
}
