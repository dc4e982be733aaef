import { describe, expect, it } from 'vitest'
import { AWS_SCOPE } from '../../test/contracts/fake-resources'
import { sampleSpec } from '../../test/contracts/sample-specs'
import { createFakeCloud } from './fake/fake-cloud'
import { createManualClock } from './fake/manual-clock'
import type { CallContext } from './provider'
import type { RecordQuery } from './records'

/** `minute` orders them; the action is REJECT every third time. */
function line(minute: number, change: { readonly action?: string; readonly status?: string } = {}): string {
  const start = 1_760_000_000 + minute * 60
  const { action = minute % 3 === 0 ? 'REJECT' : 'ACCEPT', status = 'OK' } = change
  const traffic = status === 'OK' ? `10.0.0.${minute} 10.0.1.1 50000 443 6 3 1200` : '- - - - - - -'
  return `2 111122223333 eni-0a ${traffic} ${start} ${start + 59} ${status === 'OK' ? action : '-'} ${status}`
}

const source = { externalId: 'fl-1', spec: sampleSpec('aws-ec2', AWS_SCOPE), targetExternalId: 'vpc-1', members: null }

function cloudWith(lines: readonly string[]) {
  const cloud = createFakeCloud({ like: 'aws-ec2', clock: createManualClock() })
  cloud.putRecords(source.externalId, lines)
  const context: CallContext = {
    account: { ...AWS_SCOPE, provider: 'aws-ec2', roleArn: null, externalId: null },
    scope: AWS_SCOPE,
    signal: new AbortController().signal,
    timeoutMs: 1_000,
    onCall: () => undefined,
  }
  const base: RecordQuery = {
    from: new Date(1_760_000_000_000),
    to: new Date(1_760_000_000_000 + 3_600_000),
    filter: {},
    cursor: null,
    limit: 4,
  }
  return {
    read: (change: Partial<RecordQuery> = {}) =>
      cloud.provider.records.readRecords(context, source, { ...base, ...change }),
    probe: () => cloud.provider.records.newestRecords(context, [source], {}),
  }
}

describe('a page of records', () => {
  const lines = Array.from({ length: 10 }, (_, minute) => line(minute))

  it('is newest first, however they lie, and goes on where the last one ended', async () => {
    const { read } = cloudWith(lines.toReversed())
    const first = await read()
    const second = await read({ cursor: first.next })
    const third = await read({ cursor: second.next })
    const seen = [...first.rows, ...second.rows, ...third.rows].map((row) => row['srcaddr'])
    expect(seen).toEqual(Array.from({ length: 10 }, (_, index) => `10.0.0.${9 - index}`))
    expect(third.next).toBeNull()
  })

  it('counts what it passed over for the next page, not only what it shows', async () => {
    const { read } = cloudWith(lines)
    const first = await read({ limit: 2, filter: { action: 'REJECT' } })
    const second = await read({ limit: 2, filter: { action: 'REJECT' }, cursor: first.next })
    expect([...first.rows, ...second.rows].map((row) => row['srcaddr'])).toEqual([
      '10.0.0.9',
      '10.0.0.6',
      '10.0.0.3',
      '10.0.0.0',
    ])
  })

  it('keeps windows without data, leaves out what lies outside the time, and counts lines that are no records', async () => {
    const { read } = cloudWith([line(1, { status: 'NODATA' }), 'not a record', line(2), line(90)])
    const page = await read({ limit: 10 })
    expect(page.rows.map((row) => row['log-status'])).toEqual(['OK', 'NODATA'])
    expect(page.rows[1]).toMatchObject({ srcaddr: null, bytes: null })
    expect(page).toMatchObject({ faults: 1, next: null, examined: 3 })
  })

  it('finds the newest for a probe', async () => {
    const { newest } = await cloudWith(lines).probe()
    expect(newest).toEqual([{ externalId: 'fl-1', at: new Date((1_760_000_000 + 9 * 60 + 59) * 1000) }])
  })
})
