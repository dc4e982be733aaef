import { describe, expect, it } from 'vitest'
import {
  awsFirstConvergence,
  awsSteadyLook,
  cenFirstConvergence,
  cenSteadyLook,
  pages,
  type AwsFleetSize,
  type CenAccountSize,
} from './necessary-calls'

const SIX_KINDS = { vpc: 250, subnet: 0, interface: 0, transitGateway: 0, attachment: 0, natGateway: 0 }

const fleet = (overrides: Partial<AwsFleetSize> = {}): AwsFleetSize => ({
  accounts: 1,
  accountsWithRole: 1,
  scopes: [{ resources: SIX_KINDS, flowLogsBefore: 0, targets: 250 }],
  createBatch: 300,
  ...overrides,
})

describe('pages', () => {
  it.each([
    [0, 1, 'an empty listing takes a call to know that it is empty'],
    [1, 1, 'one row'],
    [1000, 1, 'a full page'],
    [1001, 2, 'one more than a page'],
    [2500, 3, 'half a page more'],
  ])('%i rows take %i pages: %s', (rows, expected) => {
    expect(pages(rows, 1000)).toBe(expected)
  })
})

describe('AWS', () => {
  it('counts the session, the regions, six kinds, two listings and one batch', () => {
    expect(awsFirstConvergence(fleet())).toBe(1 + 1 + 6 + 1 + 1 + 1)
  })

  it('needs no session for the account of the base identity', () => {
    expect(awsFirstConvergence(fleet({ accountsWithRole: 0 }))).toBe(10)
  })

  it('splits creations by the size of a batch and listings by the size of a page', () => {
    const large = { resources: { ...SIX_KINDS, vpc: 2_500 }, flowLogsBefore: 500, targets: 2_500 }
    // 3 pages of VPCs and 5 of nothing, 1 listing before, 9 batches of 300, 3 pages of 3,000 logs after.
    expect(awsFirstConvergence(fleet({ scopes: [large] }))).toBe(1 + 1 + 8 + 1 + 9 + 3)
  })

  it('lists once where nothing is to be made', () => {
    const idle = { resources: SIX_KINDS, flowLogsBefore: 0, targets: 0 }
    expect(awsFirstConvergence(fleet({ scopes: [idle] }))).toBe(1 + 1 + 6 + 1)
  })

  it('sums the 10,000 targets of the bench over 40 scopes in ten accounts', () => {
    const [scope] = fleet().scopes
    const scopes = Array.from({ length: 40 }, () => scope!)
    const bench = fleet({ accounts: 10, accountsWithRole: 9, scopes })
    expect(awsFirstConvergence(bench)).toBe(9 + 10 + 40 * 9)
    expect(awsSteadyLook(bench)).toBe(10 + 40 * 7)
  })
})

describe('CEN', () => {
  const router = { attachments: { vpc: 22, vpn: 1, vbr: 1, peer: 0, ecr: 1 }, targets: 25 }
  const account = (overrides: Partial<CenAccountSize> = {}): CenAccountSize => ({
    hasRole: false,
    routersOfCens: [1],
    scopes: [{ routers: [router], flowLogsBefore: 0 }],
    ...overrides,
  })

  it('counts regions, CENs, routers, five listings, one listing before, and a poll after every creation', () => {
    // 22 VPC attachments take two pages of 20.
    expect(cenFirstConvergence([account()])).toBe(1 + 1 + 1 + 6 + 1 + 25 + 25)
  })

  it('shares the polls of a region among its routers, and pages them as logs grow', () => {
    const scopes = [{ routers: [router, router, router, router], flowLogsBefore: 0 }]
    const polls = 12 * 1 + 13 * 2 // four more logs a round: 48 after the 12th, 52 after the 13th
    expect(cenFirstConvergence([account({ routersOfCens: [1, 1, 1, 1], scopes })])).toBe(
      1 + 1 + 4 + 24 + 1 + 100 + polls,
    )
  })

  it('polls as long as the longest router has something to make', () => {
    const short = { ...router, targets: 3 }
    const scopes = [{ routers: [router, short], flowLogsBefore: 0 }]
    expect(cenFirstConvergence([account({ routersOfCens: [2], scopes })])).toBe(1 + 1 + 1 + 12 + 1 + 28 + 25)
  })

  it('adds the session of an account with a role', () => {
    expect(cenFirstConvergence([account({ hasRole: true })])).toBe(cenFirstConvergence([account()]) + 1)
  })

  it('takes pages only while nothing changes', () => {
    expect(cenSteadyLook([account()])).toBe(1 + 1 + 1 + 6 + 1)
  })
})
