import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TRANSIT_GATEWAY_DEFAULT_FORMAT } from '../aws/formats'
import { TRANSIT_GATEWAY_FIELDS } from '../aws/transit-gateway-fields'
import { VPC_FIELDS } from '../aws/vpc-fields'
import type { TargetFamily } from '../resource'
import { recordObject } from './record-json'
import { createRecordParser, type HeaderRule, type RecordBatch } from './record-parser'
import { recordFormat, type RecordColumn, type RecordFormat, recordFormatOfIds } from './record-format'
import type { RecordValue } from './record-value'

const formatOf = (logFormat: string | null, family: TargetFamily = 'aws-vpc'): RecordFormat => {
  const format = recordFormat(family, logFormat)
  if (format === null) throw new Error('no format')
  return format
}

const read = (text: string, logFormat: string | null = null, header: HeaderRule = 'possible', family?: TargetFamily) =>
  createRecordParser(formatOf(logFormat, family), header).readText(text)

const objects = (batches: readonly RecordBatch[]) =>
  batches.flatMap(({ format, records }) => records.map((values) => recordObject(format, values)))

const faults = (batches: readonly RecordBatch[]) => batches.flatMap((batch) => batch.faults)

const ACCEPTED =
  '2 111122223333 eni-0a1b2c3d4e5f60718 10.0.1.15 10.0.2.20 49152 443 6 12 3400 1760000000 1760000055 ACCEPT OK'
const REJECTED =
  '2 111122223333 eni-0a1b2c3d4e5f60718 198.51.100.7 10.0.1.15 50211 3389 6 1 40 1760000000 1760000055 REJECT OK'
const NO_DATA = '2 111122223333 eni-0a1b2c3d4e5f60718 - - - - - - - 1760000000 1760000059 - NODATA'
const SKIP_DATA = '2 111122223333 eni-0a1b2c3d4e5f60718 - - - - - - - 1760000000 1760000059 - SKIPDATA'
const HEADER =
  'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status'

describe('records of the default VPC format', () => {
  it('are typed by the catalogue', () => {
    expect(objects(read(`${ACCEPTED}\n`))).toEqual([
      {
        version: 2,
        'account-id': '111122223333',
        'interface-id': 'eni-0a1b2c3d4e5f60718',
        srcaddr: '10.0.1.15',
        dstaddr: '10.0.2.20',
        srcport: 49152,
        dstport: 443,
        protocol: 6,
        packets: 12,
        bytes: 3400,
        start: 1760000000,
        end: 1760000055,
        action: 'ACCEPT',
        'log-status': 'OK',
      },
    ])
  })

  it('keep what has no traffic or was skipped, with null for every dash', () => {
    const [refused, none, skipped] = objects(read([REJECTED, NO_DATA, SKIP_DATA, ''].join('\n')))
    expect(refused).toMatchObject({ action: 'REJECT', dstport: 3389 })
    expect(none).toMatchObject({ srcaddr: null, srcport: null, bytes: null, start: 1760000000, 'log-status': 'NODATA' })
    expect(skipped).toMatchObject({ action: null, protocol: null, 'log-status': 'SKIPDATA' })
  })

  it.each([
    { why: 'IPv6 text', line: ACCEPTED.replace('10.0.1.15', '2001:db8::1'), has: { srcaddr: '2001:db8::1' } },
    { why: 'a dash in the version', line: `-${ACCEPTED.slice(1)}`, has: { version: null } },
    {
      why: 'an account of nobody',
      line: ACCEPTED.replace('111122223333', 'unknown'),
      has: { 'account-id': 'unknown' },
    },
    { why: 'two spaces', line: ACCEPTED.replace(' 443', '  443'), has: { dstport: 443 } },
    { why: 'a space at the end', line: `${ACCEPTED} `, has: { 'log-status': 'OK' } },
    { why: 'Windows line ends', line: `${ACCEPTED}\r`, has: { 'log-status': 'OK' } },
    { why: 'a byte order mark', line: `\uFEFF${ACCEPTED}`, has: { version: 2 } },
    { why: 'fifteen digits', line: ACCEPTED.replace(' 3400 ', ' 999999999999999 '), has: { bytes: 999999999999999 } },
    {
      why: 'the largest safe integer',
      line: ACCEPTED.replace(' 3400 ', ' 9007199254740991 '),
      has: { bytes: 9007199254740991 },
    },
    {
      why: 'more than a number holds exactly',
      line: ACCEPTED.replace(' 3400 ', ' 18446744073709551615 '),
      has: { bytes: '18446744073709551615' },
    },
  ])('are read with $why', ({ line, has }) => {
    const batches = read(`${line}\n`)
    expect(faults(batches)).toEqual([])
    expect(objects(batches)).toMatchObject([has])
  })

  it.each([
    {
      why: 'a line that ends early',
      line: '2 111122223333 eni-0a1b',
      error: 'expected 14 columns (version to log-status), found 3',
    },
    {
      why: 'a column too much',
      line: `${ACCEPTED} extra`,
      error: 'expected 14 columns (version to log-status), found 15',
    },
    {
      why: 'a column missing in the middle',
      line: ACCEPTED.replace(' 443', ''),
      error: 'expected 14 columns (version to log-status), found 13',
    },
    { why: 'text for an integer', line: ACCEPTED.replace('443', 'https'), error: 'dstport: "https" is not an integer' },
    { why: 'a fraction', line: ACCEPTED.replace('443', '443.5'), error: 'dstport: "443.5" is not an integer' },
    { why: 'an exponent', line: ACCEPTED.replace('443', '4e3'), error: 'dstport: "4e3" is not an integer' },
    { why: 'two dashes', line: ACCEPTED.replace(' 443', ' --'), error: 'dstport: "--" is not an integer' },
  ])('state $why and go on', ({ line, error }) => {
    const batches = read(`${ACCEPTED}\n${line}\n${REJECTED}\n`)
    expect(faults(batches)).toEqual([{ line: 2, error, recordsBefore: 1 }])
    expect(objects(batches)).toHaveLength(2)
  })

  it('skip empty lines, but count them', () => {
    expect(faults(read(`\n\r\n  \n${ACCEPTED}\n\nx\n`))).toMatchObject([{ line: 6 }])
  })
})

describe('header lines', () => {
  it('that equal the format are no records, wherever files were joined', () => {
    const batches = read(`${HEADER}\n${ACCEPTED}\n${HEADER}\r\n${REJECTED}\n`)
    expect(objects(batches)).toHaveLength(2)
    expect(batches.flatMap(({ faults, notes }) => [...faults, ...notes])).toEqual([])
  })

  it('that differ from the format win, and are reported', () => {
    const batches = read(`dstaddr bytes next-big-thing log-status\n10.0.0.1 12 hello OK\n`)
    expect(objects(batches)).toEqual([
      { dstaddr: '10.0.0.1', bytes: 12, 'next-big-thing': 'hello', 'log-status': 'OK' },
    ])
    expect(batches[0]?.notes).toMatchObject([{ kind: 'header-differs' }])
  })

  it('change the columns in the middle as well', () => {
    const batches = read(`${HEADER}\n${ACCEPTED}\nsrcaddr bytes\n10.9.9.9 7\n`)
    expect(objects(batches)).toMatchObject([{ bytes: 3400 }, { srcaddr: '10.9.9.9', bytes: 7 }])
  })

  it('are records where no header can be', () => {
    expect(faults(read(`${HEADER}\n`, null, 'never'))).toHaveLength(1)
  })

  it.each([
    { why: 'of nothing but texts', format: '${action} ${flow-direction}', text: 'ACCEPT egress\nREJECT ingress\n' },
    { why: 'that look like ids', format: '${flow-direction} ${interface-type}', text: 'egress interface\nin branch\n' },
  ])('are not seen in records $why', ({ format, text }) => {
    expect(objects(read(text, format))).toHaveLength(2)
  })

  it('are seen among records of nothing but texts', () => {
    expect(objects(read('action type\nACCEPT IPv4\naction type\nREJECT IPv4\n', '${action} ${type}'))).toEqual([
      { action: 'ACCEPT', type: 'IPv4' },
      { action: 'REJECT', type: 'IPv4' },
    ])
  })
})

describe('custom formats', () => {
  it('keep fields that the catalogue does not hold as open text', () => {
    expect(objects(read('443 abc-1\n', '${dstport} ${brand-new}'))).toEqual([{ dstport: 443, 'brand-new': 'abc-1' }])
  })

  it.each([
    { text: '%2D', value: '-' },
    { text: '-', value: null },
    { text: 'team%20a', value: 'team a' },
    { text: 'gr%C3%BCn', value: 'grün' },
    { text: '100%', value: '100%' },
  ])('show the tag $text as $value', ({ text, value }) => {
    expect(objects(read(`${text}\n`, '${instance-tag}', 'never'))).toEqual([{ 'instance-tag': value }])
  })

  it('read the 36 columns of a transit gateway', () => {
    const ids = [...TRANSIT_GATEWAY_DEFAULT_FORMAT.matchAll(/\{(.+?)\}/g)].map((match) => match[1])
    const line = ids.map((id) => (id === 'packets-lost-blackhole' ? '7' : id === 'version' ? '6' : '-')).join(' ')
    const [record] = objects(read(`${line}\n`, null, 'possible', 'aws-transit-gateway'))
    expect(Object.keys(record ?? {})).toHaveLength(36)
    expect(record).toMatchObject({ version: 6, 'packets-lost-blackhole': 7, 'tgw-id': null })
  })

  it.each([
    { text: '${version}${srcaddr}', ids: ['version', 'srcaddr'] },
    { text: ' ${version}  ${srcaddr} ', ids: ['version', 'srcaddr'] },
    { text: 'version srcaddr', ids: null },
    { text: '${version} and ${srcaddr}', ids: null },
    { text: '${}', ids: null },
    { text: '${a b}', ids: null },
  ])('$text is read as $ids', ({ text, ids }) => {
    expect(recordFormat('aws-vpc', text)?.columns.map(({ id }) => id) ?? null).toEqual(ids)
  })
})

describe('records as objects', () => {
  it('from Firehose are the line in their message', () => {
    const line = JSON.stringify({ message: ACCEPTED })
    expect(objects(read(`${line}\n`))).toMatchObject([{ dstport: 443 }])
  })

  it('of Simple Log Service keep every key, also those nobody published', () => {
    const parser = createRecordParser(formatOf(null, 'cen'), 'never')
    const batches = parser.readMaps([
      { srcaddr: '10.0.0.1', 'cen-id': 'cen-1', __time__: '1760000000', 'tr-id': 'tr-1', dstport: '-' },
    ])
    expect(objects(batches)).toEqual([
      expect.objectContaining({ srcaddr: '10.0.0.1', 'tr-id': 'tr-1', __time__: '1760000000', dstport: null }),
    ])
    expect(objects(batches)[0]).not.toHaveProperty('packets')
  })

  it('and lines of columns can follow each other', () => {
    const format = '${srcaddr}${dstaddr}${bytes}'
    const batches = read(
      '10.0.0.1 10.0.0.2 12\n{"srcaddr":"10.0.0.3","bytes":"7","extra":"x"}\n10.0.0.1 10.0.0.4 13\n',
      format,
      'possible',
      'cen',
    )
    expect(objects(batches)).toMatchObject([
      { srcaddr: '10.0.0.1', dstaddr: '10.0.0.2', bytes: 12 },
      { srcaddr: '10.0.0.3', dstaddr: null, extra: 'x', bytes: 7 },
      { srcaddr: '10.0.0.1', dstaddr: '10.0.0.4', bytes: 13 },
    ])
  })

  it('keep the digits of large numbers', () => {
    const [record] = objects(
      read('{"bytes":123456789012345678901,"note":"1234567890123456789"}\n', null, 'possible', 'cen'),
    )
    expect(record).toMatchObject({ bytes: '123456789012345678901', note: '1234567890123456789' })
  })

  it.each(['{"srcaddr":', '{} {}', '{"a":1}}'])('state what is no object: %s', (line) => {
    expect(faults(read(`${line}\n`, null, 'possible', 'cen'))).toMatchObject([{ line: 1 }])
  })

  it('do not pass for columns of text', () => {
    const batches = read('{"srcaddr": "10.0.0.1", "x":1}\n', '${srcaddr}${dstaddr}${start}', 'possible', 'cen')
    expect(objects(batches)).toMatchObject([{ srcaddr: '10.0.0.1', x: '1' }])
  })
})

describe('any record of any format', () => {
  const text = fc.stringMatching(/^[!-z|}~]{1,30}$/).filter((value) => value !== '-')
  const valueOf = ({ kind }: RecordColumn): fc.Arbitrary<RecordValue> => {
    if (kind === 'integer') {
      return fc.option(fc.oneof(fc.nat(), fc.bigInt({ min: 2n ** 53n, max: 2n ** 64n })), { freq: 6 })
    }
    return fc.option(kind === 'tag' ? fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }) : text, { freq: 6 })
  }
  const render = (value: RecordValue, { kind }: RecordColumn): string => {
    if (value === null) return '-'
    // As the cloud does it: a tag that is a dash must not look like none.
    return kind === 'tag' ? encodeURIComponent(String(value)).replace(/^-$/, '%2D') : String(value)
  }

  it('is the same after it was written and read', () => {
    const formats = fc.constantFrom(VPC_FIELDS, TRANSIT_GATEWAY_FIELDS).chain((fields) => {
      const family = fields === VPC_FIELDS ? 'aws-vpc' : 'aws-transit-gateway'
      const ids = fc.shuffledSubarray([...fields.map(({ id }) => id), 'next-big-thing'], { minLength: 1 })
      return ids.map((chosen) => recordFormatOfIds(family, chosen))
    })
    const cases = formats.chain((format) =>
      fc.tuple(fc.constant(format), fc.array(fc.tuple(...format.columns.map(valueOf)), { minLength: 1, maxLength: 4 })),
    )
    fc.assert(
      fc.property(cases, fc.constantFrom('\n', '\r\n'), ([format, records], lineEnd) => {
        const lines = records.map((values) =>
          format.columns.map((column, at) => render(values[at] ?? null, column)).join(' '),
        )
        const batches = createRecordParser(format, 'never').readText(lines.join(lineEnd))
        expect(batches.flatMap((batch) => batch.faults)).toEqual([])
        expect(batches.flatMap((batch) => batch.records)).toEqual(records)
      }),
      { numRuns: 150 },
    )
  })

  it('of garbage never throws, and every line is a record, a fault, a header or empty', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.constantFrom('aws-vpc', 'cen'),
        (garbage, family) => {
          const parser = createRecordParser(formatOf(null, family))
          const found = parser.readText(garbage).flatMap((batch) => [...batch.records, ...batch.faults])
          expect(found.length).toBeLessThanOrEqual(garbage.split('\n').length)
        },
      ),
      { numRuns: 300 },
    )
  })
})
