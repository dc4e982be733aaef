import { describe, expect, it } from 'vitest'
import type { ConvergenceFigures } from './cases/convergence'
import type { FleetTimes } from './cases/growth'
import { asTable, makeReport, type Measured } from './report'

const figures = (overrides: Partial<ConvergenceFigures> = {}): ConvergenceFigures => ({
  targets: 10,
  scopes: 1,
  convergeCalls: 10,
  convergeCallsNecessary: 10,
  convergeCallsRatio: 1,
  steadyCalls: 7,
  steadyCallsNecessary: 7,
  steadyCallsRatio: 1,
  convergeMs: 1_100,
  bareMs: 1_000,
  bareCalls: 10,
  convergeTimeRatio: 1.1,
  engineOverheadMs: 100,
  steadyRowsWritten: 0,
  steadyRowsByTable: {},
  workerPeakMiB: 200,
  barePeakMiB: 100,
  workerCpuMs: 500,
  bareCpuMs: 400,
  callsByOperation: {},
  ...overrides,
})

const fleet = (resources: number, lookMs: number): FleetTimes => ({
  resources,
  firstLookMs: 1,
  lookMs,
  lookCpuMs: lookMs,
  bareLookMs: 1,
  planMs: 700.12345,
  proposalMs: 1,
  workerPeakMiB: 300,
})

const measured = (overrides: Partial<Measured> = {}): Measured => ({
  isQuick: false,
  machine: { cpuMs: 1, databaseMs: 1, cpuFactor: 1, databaseFactor: 1 },
  aws: figures(),
  cen: figures(),
  fleets: [fleet(10_000, 100), fleet(100_000, 900)],
  lists: null,
  records: null,
  tookMs: 1,
  ...overrides,
})

describe('the report', () => {
  it('takes the worse of the two clouds, whichever it is', () => {
    const report = makeReport(measured({ cen: figures({ convergeTimeRatio: 1.19, workerPeakMiB: 120 }) }))
    expect(report).toMatchObject({ convergeTimeRatio: 1.19, workerPeakMiB: 200, missed: [] })
    expect(report.cen?.convergeTimeRatio).toBe(1.19)
  })

  it('names what misses its target, a single call or row too much included', () => {
    const report = makeReport(
      measured({
        aws: figures({ convergeCalls: 10_001, convergeCallsRatio: 10_001 / 10_000, steadyRowsWritten: 1 }),
        fleets: [fleet(10_000, 100), fleet(100_000, 1_200)],
      }),
    )
    expect(report.missed).toEqual(['convergeCallsRatio', 'growth10kTo100k', 'steadyRowsWritten'])
  })

  it('leaves out what was not run instead of calling it good', () => {
    const report = makeReport(measured({ aws: null, cen: null, fleets: [] }))
    expect(report).toMatchObject({ convergeCallsRatio: null, planMs10k: null, growth10kTo100k: null, missed: [] })
    expect(asTable(report)).toContain('not run')
  })

  it('can hold nothing but the reading of records, which needs no database to compare machines by', () => {
    const report = makeReport(
      measured({
        machine: null,
        aws: null,
        cen: null,
        fleets: [],
        records: {
          records: 100,
          parseRatio: 3.2,
          recordsPerSecond: 1_000_000,
          jsonRatio: 1.5,
          parquetRecords: 100,
          parquetRatio: 0.9,
          parquetRecordsPerSecond: 300_000,
          peakMiB: 120,
          smallPeakMiB: 118,
          largeMiB: 1_024,
        },
      }),
    )
    expect(report).toMatchObject({ parquetParseRatio: 0.9, recordsPeakMiB: 120, missed: ['recordsParseRatio'] })
    expect(asTable(report)).toContain('a file of 1024 MiB takes 120 MiB of memory')
    expect(asTable(report)).not.toContain('This machine')
  })

  it('judges lists by the slowest of them', () => {
    const lists = [
      { name: '/overview', p50Ms: 20, p95Ms: 30, maxKiB: 60 },
      { name: '/resources', p50Ms: 80, p95Ms: 130, maxKiB: 50 },
    ]
    const report = makeReport(measured({ lists: { resources: 100_000, flowLogs: 10_000, lists, worstP95Ms: 130 } }))
    expect(report.missed).toEqual(['listP95Ms'])
    expect(asTable(report)).toContain('130    50  /resources')
  })

  it('tells the growth only with both sizes', () => {
    expect(makeReport(measured({ fleets: [fleet(10_000, 100)] }))).toMatchObject({
      planMs10k: 700.12345,
      growth10kTo100k: null,
    })
  })
})
