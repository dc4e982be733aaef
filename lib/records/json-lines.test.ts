import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { recordFormat } from '../domain/records/record-format'
import { createRecordParser, type RecordParser } from '../domain/records/record-parser'
import { jsonLines, jsonOf } from './json-lines'

const FORMATS = [
  null,
  '${srcaddr} ${bytes}',
  '${version} ${instance-tag} ${srcaddr} ${brand-new} ${end}',
  '${action} ${type}',
] as const

function parserOf(logFormat: string | null): RecordParser {
  const format = recordFormat('aws-vpc', logFormat)
  if (format === null) throw new Error('no format')
  return createRecordParser(format)
}

async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function quickly(bytes: Buffer, logFormat: string | null, size: number): Promise<string> {
  let text = ''
  for await (const piece of jsonLines(pieces(bytes, size), parserOf(logFormat))) text += piece.bytes.toString('utf8')
  return text
}

function atLength(bytes: Buffer, logFormat: string | null): string {
  return jsonOf(parserOf(logFormat).readText(bytes.toString('utf8'))).bytes.toString('utf8')
}

const ACCEPTED =
  '2 111122223333 eni-0a1b2c3d4e5f60718 10.0.1.15 10.0.2.20 49152 443 6 12 3400 1760000000 1760000055 ACCEPT OK'
const NO_DATA = '2 111122223333 eni-0a1b2c3d4e5f60718 - - - - - - - 1760000000 1760000059 - NODATA'

describe('JSON lines', () => {
  it('hold field ids, null for dashes and numbers for integers', async () => {
    expect(await quickly(Buffer.from(`${ACCEPTED}\n${NO_DATA}\n`), null, 1_000)).toBe(
      '{"version":2,"account-id":"111122223333","interface-id":"eni-0a1b2c3d4e5f60718","srcaddr":"10.0.1.15","dstaddr":"10.0.2.20","srcport":49152,"dstport":443,"protocol":6,"packets":12,"bytes":3400,"start":1760000000,"end":1760000055,"action":"ACCEPT","log-status":"OK"}\n' +
        '{"version":2,"account-id":"111122223333","interface-id":"eni-0a1b2c3d4e5f60718","srcaddr":null,"dstaddr":null,"srcport":null,"dstport":null,"protocol":null,"packets":null,"bytes":null,"start":1760000000,"end":1760000059,"action":null,"log-status":"NODATA"}\n',
    )
  })

  it('state what does not fit, in the order of the lines, and go on', async () => {
    const text = await quickly(Buffer.from(`${ACCEPTED}\nbroken\n${ACCEPTED}\n${ACCEPTED} x`), null, 50)
    expect(text.split('\n').map((line) => line.slice(0, 24))).toEqual([
      '{"version":2,"account-id',
      '{"line":2,"error":"expec',
      '{"version":2,"account-id',
      '{"line":4,"error":"expec',
      '',
    ])
  })

  it('keep the digits of integers beyond 2^53', async () => {
    expect(await quickly(Buffer.from('10.0.0.1 18446744073709551615\n-  -\n'), '${srcaddr} ${bytes}', 9)).toBe(
      '{"srcaddr":"10.0.0.1","bytes":18446744073709551615}\n{"srcaddr":null,"bytes":null}\n',
    )
  })

  it('are the same the quick way and the long way, wherever the bytes are cut', async () => {
    const value = fc.oneof(
      {
        weight: 8,
        arbitrary: fc.constantFrom('-', '0', '7', '007', '-5', '18446744073709551615', '10.0.0.1', 'a%2Db', '%2D'),
      },
      fc.nat().map(String),
      fc.string({ maxLength: 6 }),
      fc.constantFrom(
        '"',
        '\\',
        'é',
        '\u0000',
        '\t',
        '{',
        '{}',
        '{"bytes":"1"}',
        '1.5',
        'version',
        'srcaddr',
        '\u007F',
      ),
    )
    const lineEnd = fc.constantFrom('\n', '\n', '\n', '\r\n', '\n\n', ' \n')
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...FORMATS),
        fc.array(fc.tuple(fc.array(value, { maxLength: 6 }), lineEnd), { maxLength: 12 }),
        fc.boolean(),
        fc.integer({ min: 1, max: 40 }),
        async (logFormat, lines, isFull, size) => {
          const columns = recordFormat('aws-vpc', logFormat)?.columns ?? []
          const text = lines
            .map(([values, end]) => {
              const padded = isFull ? columns.map((_column, index) => values[index] ?? '1') : values
              return padded.join(' ') + end
            })
            .join('')
          const bytes = Buffer.from(text)
          expect(await quickly(bytes, logFormat, size)).toBe(atLength(bytes, logFormat))
        },
      ),
      { numRuns: 300 },
    )
  })
})
