import { describe, expect, it } from 'vitest'
import { actionSplit, cellText, emptyWindow, filterOfCell, readingOrder } from './record-cells'

describe('cells of records', () => {
  it('reads times, protocols and counts as people do, and shows a dash for what is not there', () => {
    expect(cellText('start', 'time', 1_760_000_000)).toBe('2025-10-09 08:53:20')
    expect(cellText('protocol', 'number', 6)).toBe('TCP')
    expect(cellText('protocol', 'text', '132')).toBe('132')
    expect(cellText('bytes', 'number', 1_234_567)).toBe('1,234,567')
    expect(cellText('dstport', 'number', 60_999)).toBe('60999')
    expect(cellText('bytes', 'number', '9007199254740993')).toBe('9007199254740993')
    expect(cellText('srcaddr', 'text', null)).toBe('–')
  })

  it('turns a cell into the filter it means, and only where it means one', () => {
    expect(filterOfCell('srcaddr', '2001:db8::1')).toEqual({ address: '2001:db8::1' })
    expect(filterOfCell('dstport', '443')).toEqual({ port: 443 })
    expect(filterOfCell('action', 'REJECT')).toEqual({ action: 'REJECT' })
    expect(filterOfCell('action', null)).toBeNull()
    expect(filterOfCell('vpc-id', 'vpc-1')).toBeNull()
  })

  it('puts first what people look for', () => {
    expect(readingOrder(['version', 'srcaddr', 'dstaddr', 'start', 'action'])).toEqual([
      'start',
      'action',
      'srcaddr',
      'dstaddr',
      'version',
    ])
  })

  it('knows windows without traffic, and how accepted and rejected divide', () => {
    expect(emptyWindow('NODATA')).toMatch(/no traffic/i)
    expect(emptyWindow('OK')).toBeNull()
    expect(actionSplit([{ action: 'ACCEPT' }, { action: 'REJECT' }, { action: null }])).toEqual({
      accepted: 1,
      rejected: 1,
      other: 1,
    })
    expect(actionSplit([{ bytes: 1 }])).toBeNull()
  })
})
