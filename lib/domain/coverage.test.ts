import { describe, expect, test } from 'vitest'
import { aLog, aResource, AWS_SCOPE, CEN_SCOPE } from '../../test/builders/cloud-facts'
import { aCenSpec, aVpcSpec } from '../../test/builders/flow-log-specs'
import type { ObservedFlowLog } from './flow-log'
import type { TrafficType } from './flow-log-spec'
import type { Resource } from './resource'
import { coverageOf, type Coverage } from './coverage'
import { addCounts, countCoverage, deliveringShare, denominator, isHeadlineType, NO_COVERAGE } from './coverage-counts'
import { indexCoverage, type CoverageLog, type CoverageWish } from './coverage-index'
import { scopeKey } from './scope'

const NOW = new Date('2026-11-20T12:00:00Z')
const minutesAgo = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000)

const vpc = aResource()
const subnet = aResource({
  key: { scope: AWS_SCOPE, type: 'Subnet', localKey: 'subnet-1' },
  links: { vpc: 'vpc-1' },
})
const eni = aResource({
  key: { scope: AWS_SCOPE, type: 'NetworkInterface', localKey: 'eni-1' },
  links: { vpc: 'vpc-1', subnet: 'subnet-1' },
})
const attachment = aResource({
  key: { scope: CEN_SCOPE, type: 'TransitRouterAttachment', localKey: 'tr-1/tr-attach-1' },
  links: { transitRouter: 'tr-1' },
})
const router = aResource({ key: { scope: CEN_SCOPE, type: 'TransitRouter', localKey: 'tr-1' } })

const seen = (log: Partial<ObservedFlowLog>, extra: Partial<CoverageLog> = {}): CoverageLog => ({
  log: aLog(log),
  activeSince: null,
  reader: null,
  ...extra,
})

function cover(
  resource: Resource,
  logs: readonly CoverageLog[],
  extra: {
    readonly wishes?: readonly CoverageWish[]
    readonly resources?: readonly Resource[]
    readonly notSeen?: readonly string[]
    readonly required?: TrafficType
  } = {},
): Coverage {
  const index = indexCoverage({
    resources: extra.resources ?? [resource],
    logs,
    wishes: extra.wishes ?? [],
    scopesNotSeen: new Set(extra.notSeen),
    requiredTraffic: () => extra.required ?? 'ALL',
    now: NOW,
  })
  return coverageOf(resource, index)
}

const failed = { delivery: { state: 'failed', message: 'Access error' } } as const
const silent = { delivery: { state: 'none', message: null } } as const

describe('the ladder on AWS', () => {
  test.each<{ logs: CoverageLog[]; wishes?: CoverageWish[]; verdict: string; why: string }>([
    { logs: [], verdict: 'unlogged', why: 'nothing there' },
    { logs: [], wishes: [{ target: vpc.key, spec: aVpcSpec() }], verdict: 'configured', why: 'desired, not made yet' },
    { logs: [seen(silent)], verdict: 'active', why: 'ACTIVE without a word on delivery' },
    { logs: [seen(failed)], verdict: 'active', why: 'ACTIVE while delivery fails is not covered' },
    { logs: [seen({})], verdict: 'delivering', why: 'ACTIVE and SUCCESS' },
    { logs: [seen({ status: 'deleting' })], verdict: 'unlogged', why: 'it is going' },
    { logs: [seen({ status: 'unknown' })], verdict: 'configured', why: 'an unheard-of status is no evidence' },
    { logs: [seen(failed), seen({ externalId: 'fl-2' })], verdict: 'delivering', why: 'the better of two counts' },
  ])('$verdict: $why', ({ logs, wishes = [], verdict }) => {
    expect(cover(vpc, logs, { wishes }).verdict).toBe(verdict)
  })

  test('a failing log says so, with the cloud’s own words', () => {
    const coverage = cover(vpc, [seen(failed)])
    expect(coverage.deliveryFailed).toBe(true)
    expect(coverage.why.some(({ text }) => text.includes('Access error'))).toBe(true)
  })
})

describe('with a reader', () => {
  const reader = (lastRecordAt: Date | null, trafficIsKnown: boolean) => ({ reader: { lastRecordAt, trafficIsKnown } })
  test.each([
    {
      log: silent,
      extra: reader(minutesAgo(5), true),
      verdict: 'delivering',
      evidence: 'record-seen',
      why: 'a recent record is the best evidence',
    },
    { log: {}, extra: reader(null, true), verdict: 'active', evidence: null, why: 'silence where traffic is known' },
    {
      log: {},
      extra: reader(null, false),
      verdict: 'delivering',
      evidence: 'reported',
      why: 'an idle target may be silent',
    },
    { log: {}, extra: reader(minutesAgo(60), true), verdict: 'active', evidence: null, why: 'an old record is none' },
  ])('$verdict: $why', ({ log, extra, verdict, evidence }) => {
    expect(cover(vpc, [seen(log, extra)])).toMatchObject({ verdict, evidence })
  })
})

describe('the ladder on CEN', () => {
  const log = (status: ObservedFlowLog['status'], activeSince: Date | null) =>
    seen({ target: attachment.key, spec: aCenSpec(), status, ...silent }, { activeSince })
  test.each([
    { log: log('creating', null), verdict: 'configured', why: 'Creating captures nothing yet' },
    { log: log('inactive', null), verdict: 'configured', why: 'Inactive is not coverage' },
    { log: log('active', minutesAgo(1)), verdict: 'active', why: 'Active for a minute' },
    { log: log('active', minutesAgo(14)), verdict: 'active', why: 'just short of interval and five minutes' },
    { log: log('active', minutesAgo(15)), verdict: 'delivering', why: 'Active for its interval and five minutes' },
    { log: log('active', null), verdict: 'active', why: 'since when is unknown' },
  ])('$verdict: $why', ({ log: entry, verdict }) => {
    expect(cover(attachment, [entry]).verdict).toBe(verdict)
  })

  test('a log on the router covers its attachments', () => {
    const onRouter = seen({ target: router.key, spec: aCenSpec(), ...silent }, { activeSince: minutesAgo(60) })
    const coverage = cover(attachment, [onRouter])
    expect(coverage).toMatchObject({ verdict: 'delivering', coveredBy: ['fl-1'] })
    expect(coverage.why.find(({ fact }) => fact === 'Log')?.at).toContain('/TransitRouter/tr-1')
  })
})

describe('effective coverage', () => {
  test.each([
    { resource: eni, target: eni.key, covers: true, why: 'its own log' },
    { resource: eni, target: subnet.key, covers: true, why: 'the log of its subnet' },
    { resource: eni, target: vpc.key, covers: true, why: 'the log of its VPC' },
    { resource: vpc, target: subnet.key, covers: false, why: 'a subnet does not cover its VPC' },
    { resource: subnet, target: eni.key, covers: false, why: 'an interface does not cover its subnet' },
  ])('$why: $covers', ({ resource, target, covers }) => {
    expect(cover(resource, [seen({ target })]).verdict).toBe(covers ? 'delivering' : 'unlogged')
  })

  const part = (trafficType: TrafficType, externalId: string, log: Partial<ObservedFlowLog> = {}) =>
    seen({ spec: aVpcSpec({ trafficType }), externalId, ...log })
  test.each<{ logs: CoverageLog[]; required: TrafficType; verdict: string; why: string }>([
    { logs: [part('REJECT', 'r')], required: 'ALL', verdict: 'unlogged', why: 'rejected traffic alone is not ALL' },
    { logs: [part('REJECT', 'r')], required: 'REJECT', verdict: 'delivering', why: 'it is where REJECT is required' },
    { logs: [part('ALL', 'a')], required: 'REJECT', verdict: 'delivering', why: 'ALL holds it' },
    {
      logs: [part('ACCEPT', 'a'), part('REJECT', 'r')],
      required: 'ALL',
      verdict: 'delivering',
      why: 'together they are ALL',
    },
    {
      logs: [part('ACCEPT', 'a'), part('REJECT', 'r', failed)],
      required: 'ALL',
      verdict: 'active',
      why: 'the weaker half decides',
    },
  ])('$required, $verdict: $why', ({ logs, required, verdict }) => {
    expect(cover(vpc, logs, { required }).verdict).toBe(verdict)
  })

  test('both halves are named as what covers it', () => {
    const both = cover(vpc, [part('ACCEPT', 'a'), part('REJECT', 'r')])
    expect(both.coveredBy).toEqual(['a', 'r'])
  })

  test('an ENI on two ladders: half by its VPC, half by itself', () => {
    const logs = [part('ACCEPT', 'a', { target: vpc.key }), part('REJECT', 'r', { target: eni.key })]
    expect(cover(eni, logs).verdict).toBe('delivering')
  })
})

describe('no rung at all', () => {
  test.each([
    { resource: aResource({ ownerAccountId: '999999999999' }), verdict: 'not-ours', fact: 'NotOwned' },
    {
      resource: aResource({ ...router, notCoverable: 'BasicEdition' }),
      verdict: 'not-coverable',
      fact: 'NotCoverable',
    },
    {
      resource: aResource({ key: { ...router.key, type: 'CEN', localKey: 'cen-1' } }),
      verdict: 'not-coverable',
      fact: 'NotCoverable',
    },
  ])('$verdict', ({ resource, verdict, fact }) => {
    const coverage = cover(resource, [seen({ target: resource.key })])
    expect(coverage.verdict).toBe(verdict)
    expect(coverage.why[0]?.fact).toBe(fact)
  })

  test('not looked at is a different answer from not covered', () => {
    expect(cover(vpc, [seen({})], { notSeen: [scopeKey(AWS_SCOPE)] }).verdict).toBe('could-not-look')
  })

  test('in a shared VPC the owner’s logs cannot be seen', () => {
    const shared = aResource({ ownerAccountId: '999999999999' })
    const coverage = cover(eni, [], { resources: [eni, shared] })
    expect(coverage.verdict).toBe('could-not-look')
    expect(cover(eni, [seen({ target: eni.key })], { resources: [eni, shared] }).verdict).toBe('delivering')
  })
})

describe('an inter-region link', () => {
  const far = { ...CEN_SCOPE, region: 'cn-shanghai' }
  const near = aResource({
    key: { scope: CEN_SCOPE, type: 'TransitRouterAttachment', localKey: 'tr-1/tr-attach-9' },
    externalId: 'tr-attach-9',
    links: { transitRouter: 'tr-1', attached: 'tr-2', peerRegion: 'cn-shanghai' },
  })
  const farEnd = aResource({
    key: { scope: far, type: 'TransitRouterAttachment', localKey: 'tr-2/tr-attach-9' },
    externalId: 'tr-attach-9',
    links: { transitRouter: 'tr-2', attached: 'tr-1', peerRegion: 'cn-hangzhou' },
  })
  const on = (target: Resource['key'], externalId: string) =>
    seen({ target, spec: aCenSpec(), externalId, ...silent }, { activeSince: minutesAgo(60) })
  const farRouter = { scope: far, type: 'TransitRouter', localKey: 'tr-2' } as const

  test.each([
    { logs: [on(near.key, 'n'), on(farEnd.key, 'f')], verdict: 'delivering', isHalf: false, why: 'both ends' },
    { logs: [on(near.key, 'n')], verdict: 'delivering', isHalf: true, why: 'only this end' },
    { logs: [on(farEnd.key, 'f')], verdict: 'unlogged', isHalf: true, why: 'only the other end' },
    {
      logs: [on(near.key, 'n'), on(farRouter, 'f')],
      verdict: 'delivering',
      isHalf: false,
      why: 'the far router has one',
    },
    { logs: [], verdict: 'unlogged', isHalf: false, why: 'neither end' },
  ])('$why: half $isHalf', ({ logs, verdict, isHalf }) => {
    const coverage = cover(near, logs, { resources: [near, farEnd] })
    expect(coverage).toMatchObject({ verdict, isHalf })
    expect(coverage.why.at(-1)?.fact).toBe('OtherEnd')
  })

  test('is not called half while the other end could not be looked at', () => {
    expect(cover(near, [on(near.key, 'n')], { notSeen: [scopeKey(far)] }).isHalf).toBe(false)
  })
})

describe('counting', () => {
  const one = (verdict: Coverage['verdict'], extra: Partial<Coverage> = {}): Coverage => ({
    verdict,
    evidence: null,
    isHalf: false,
    deliveryFailed: false,
    coveredBy: [],
    why: [],
    ...extra,
  })
  const rows = [
    one('delivering', { isHalf: true }),
    one('active', { deliveryFailed: true }),
    one('unlogged'),
    one('could-not-look'),
    one('not-coverable'),
    one('not-ours'),
  ]
  const counts = countCoverage(
    rows,
    () => 'all',
    (row) => row,
  ).get('all')!

  test('could-not-look stays in the denominator; not coverable and not ours leave it', () => {
    expect(denominator(counts)).toBe(4)
    expect(deliveringShare(counts)).toBe(0.25)
    expect(counts).toMatchObject({ half: 1, deliveryFailed: 1, notCoverable: 1, notOurs: 1 })
  })

  test('nothing to cover has no share, and ladders add up', () => {
    expect(deliveringShare(NO_COVERAGE)).toBeNull()
    expect(addCounts(counts, counts)).toEqual(
      countCoverage(
        [...rows, ...rows],
        () => 'all',
        (row) => row,
      ).get('all'),
    )
  })

  test('the headline counts VPCs and attachments, not interfaces', () => {
    expect(isHeadlineType('VPC')).toBe(true)
    expect(isHeadlineType('NetworkInterface')).toBe(false)
  })
})

test('a hundred thousand resources are answered in a few seconds at most', () => {
  const resources = Array.from({ length: 100_000 }, (_, at) =>
    aResource({
      key: { scope: AWS_SCOPE, type: 'NetworkInterface', localKey: `eni-${at}` },
      links: { vpc: `vpc-${at % 500}`, subnet: `subnet-${at % 5000}` },
    }),
  )
  const logs = Array.from({ length: 500 }, (_, at) =>
    seen({ target: { scope: AWS_SCOPE, type: 'VPC', localKey: `vpc-${at}` }, externalId: `fl-${at}` }),
  )
  const index = indexCoverage({
    resources,
    logs,
    wishes: [],
    scopesNotSeen: new Set(),
    requiredTraffic: () => 'ALL',
    now: NOW,
  })
  const counts = countCoverage(
    resources,
    ({ key }) => scopeKey(key.scope),
    (resource) => coverageOf(resource, index),
  )
  expect(counts.get(scopeKey(AWS_SCOPE))?.delivering).toBe(100_000)
})
