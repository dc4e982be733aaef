import { describe, expect, it } from 'vitest'
import { addressMatcher } from './address-matcher'
import { compileFilter, filterProblems, type RecordFilter } from './filter'
import { createRecordParser } from './record-parser'
import { recordFormat, type RecordFormat } from './record-format'

const formatOf = (logFormat: string | null): RecordFormat => {
  const format = recordFormat('aws-vpc', logFormat)
  if (format === null) throw new Error('no format')
  return format
}

const DEFAULT = formatOf(null)
const LINES = [
  '2 111122223333 eni-1 10.0.1.15 10.0.2.20 49152 443 6 12 3400 1000 1055 ACCEPT OK',
  '2 111122223333 eni-1 198.51.100.7 10.0.1.15 50211 3389 17 1 40 2000 2055 REJECT OK',
  '2 111122223333 eni-1 2001:db8::1 2001:DB8:0::2 1 2 58 1 40 3000 3055 ACCEPT OK',
  '2 111122223333 eni-1 - - - - - - - 4000 4059 - NODATA',
]

/** Which of the lines (counted from 0) a filter leaves. */
function left(filter: RecordFilter): readonly number[] {
  const [batch] = createRecordParser(DEFAULT).readText(LINES.join('\n'))
  const { matches } = compileFilter(filter, DEFAULT)
  return (batch?.records ?? []).flatMap((values, index) => (matches(values) ? [index] : []))
}

describe('a filter', () => {
  it.each<{ why: string; filter: RecordFilter; lines: readonly number[] }>([
    { why: 'nothing asked', filter: {}, lines: [0, 1, 2, 3] },
    { why: 'an address on either side', filter: { address: '10.0.1.15' }, lines: [0, 1] },
    { why: 'a source', filter: { source: '10.0.1.15' }, lines: [0] },
    { why: 'a destination', filter: { destination: '10.0.1.15' }, lines: [1] },
    { why: 'a block', filter: { address: '198.51.100.0/24' }, lines: [1] },
    { why: 'the block of everything in v4', filter: { address: '0.0.0.0/0' }, lines: [0, 1] },
    { why: 'IPv6 by meaning', filter: { destination: '2001:db8::2' }, lines: [2] },
    { why: 'a block in v6', filter: { address: '2001:db8::/32' }, lines: [2] },
    { why: 'a port on either side', filter: { port: 3389 }, lines: [1] },
    { why: 'a source port', filter: { sourcePort: 443 }, lines: [] },
    { why: 'a destination port', filter: { destinationPort: 443 }, lines: [0] },
    { why: 'an action in any case', filter: { action: 'reject' }, lines: [1] },
    { why: 'a protocol by name', filter: { protocol: 'TCP' }, lines: [0] },
    { why: 'a protocol by number', filter: { protocol: '17' }, lines: [1] },
    { why: 'ICMP for IPv6', filter: { protocol: 'icmpv6' }, lines: [2] },
    { why: 'a status', filter: { status: 'NODATA' }, lines: [3] },
    { why: 'a time that cuts into a window', filter: { fromSeconds: 1055, toSeconds: 2001 }, lines: [0, 1] },
    { why: 'a time that ends where a window begins', filter: { fromSeconds: 1056, toSeconds: 2000 }, lines: [] },
    { why: 'an open beginning', filter: { toSeconds: 1001 }, lines: [0] },
    { why: 'several at once', filter: { address: '10.0.0.0/8', action: 'ACCEPT', port: 443 }, lines: [0] },
    { why: 'what is no address', filter: { address: 'nonsense' }, lines: [] },
  ])('leaves lines $lines for $why', ({ filter, lines }) => {
    expect(left(filter)).toEqual(lines)
  })

  it('says which members the format cannot answer, and does not restrict by them', () => {
    const { matches, ignored } = compileFilter({ action: 'REJECT', port: 1, fromSeconds: 5 }, formatOf('${srcaddr}'))
    expect(ignored.map(({ member }) => member)).toEqual(['fromSeconds', 'port', 'action'])
    expect(matches(['10.0.0.1'])).toBe(true)
  })

  it.each<{ filter: RecordFilter; member: string | null }>([
    { filter: { address: '10.0.0.0/33' }, member: 'address' },
    { filter: { source: '10.1' }, member: 'source' },
    { filter: { destination: '0x0a000001' }, member: 'destination' },
    { filter: { port: 65_536 }, member: 'port' },
    { filter: { port: 1.5 }, member: 'port' },
    { filter: { protocol: 'http' }, member: 'protocol' },
    { filter: { protocol: '256' }, member: 'protocol' },
    { filter: { fromSeconds: 5, toSeconds: 5 }, member: 'toSeconds' },
    { filter: { address: ' 10.0.0.0/8 ', protocol: 'tcp', port: 0 }, member: null },
  ])('has a problem in $member: $filter', ({ filter, member }) => {
    expect(filterProblems(filter).map((problem) => problem.member)).toEqual(member === null ? [] : [member])
  })
})

describe('an address', () => {
  it.each([
    { block: '::ffff:10.0.0.0/104', address: '10.1.2.3', isInside: true },
    { block: '10.0.0.0/8', address: '::ffff:10.1.2.3', isInside: true },
    { block: '10.0.0.0/8', address: '11.0.0.0', isInside: false },
    { block: '255.255.255.255', address: '255.255.255.255', isInside: true },
    { block: '128.0.0.0/1', address: '200.0.0.1', isInside: true },
    { block: '128.0.0.0/1', address: '127.255.255.255', isInside: false },
    { block: '10.0.0.0/8', address: '10.0.0', isInside: false },
    { block: '10.0.0.0/8', address: '10.0.0.256', isInside: false },
    { block: '10.0.0.0/8', address: 'fe80::1', isInside: false },
    { block: '::/0', address: '10.0.0.1', isInside: false },
    { block: '::/0', address: 'not:an:address', isInside: false },
  ])('$address in $block: $isInside', ({ block, address, isInside }) => {
    expect(addressMatcher(block)?.(address)).toBe(isInside)
  })
})
