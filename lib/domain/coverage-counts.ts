import type { Coverage } from './coverage'
import type { ResourceType } from './resource'

/**
 * What the headline number counts: peer links per end. Subnets and interfaces have ladders of their own, since one VPC
 * log covers thousands of them.
 */
export const HEADLINE_TYPES = [
  'VPC',
  'TransitGatewayAttachment',
  'RegionalNatGateway',
  'TransitRouterAttachment',
] as const satisfies readonly ResourceType[]

/** Whether a kind of resource counts in the headline number. Pure. */
export function isHeadlineType(type: ResourceType): boolean {
  return (HEADLINE_TYPES as readonly ResourceType[]).includes(type)
}

/** One ladder in numbers. */
export interface CoverageCounts {
  readonly unlogged: number
  readonly configured: number
  readonly active: number
  readonly delivering: number
  /** In the denominator, never as delivering. */
  readonly couldNotLook: number
  /** These two leave the denominator. */
  readonly notCoverable: number
  readonly notOurs: number
  /** Of those above: peer links with one end only, and logs whose delivery fails. */
  readonly half: number
  readonly deliveryFailed: number
}

export const NO_COVERAGE: CoverageCounts = {
  unlogged: 0,
  configured: 0,
  active: 0,
  delivering: 0,
  couldNotLook: 0,
  notCoverable: 0,
  notOurs: 0,
  half: 0,
  deliveryFailed: 0,
}

const COLUMN = {
  unlogged: 'unlogged',
  configured: 'configured',
  active: 'active',
  delivering: 'delivering',
  'could-not-look': 'couldNotLook',
  'not-coverable': 'notCoverable',
  'not-ours': 'notOurs',
} as const satisfies Record<Coverage['verdict'], keyof CoverageCounts>

/** Counts answers, apart by a key (a provider, an account, a region). Pure. */
export function countCoverage<Item>(
  items: Iterable<Item>,
  keyOf: (item: Item) => string,
  coverage: (item: Item) => Coverage,
): ReadonlyMap<string, CoverageCounts> {
  const ladders = new Map<string, { -readonly [Column in keyof CoverageCounts]: number }>()
  for (const item of items) {
    const key = keyOf(item)
    let counts = ladders.get(key)
    if (counts === undefined) {
      counts = { ...NO_COVERAGE }
      ladders.set(key, counts)
    }
    const { verdict, isHalf, deliveryFailed } = coverage(item)
    counts[COLUMN[verdict]] += 1
    if (isHalf) counts.half += 1
    if (deliveryFailed) counts.deliveryFailed += 1
  }
  return ladders
}

/** Two ladders as one. Pure. */
export function addCounts(left: CoverageCounts, right: CoverageCounts): CoverageCounts {
  const sum = { ...left }
  for (const column of Object.keys(NO_COVERAGE) as (keyof CoverageCounts)[]) {
    Object.assign(sum, { [column]: left[column] + right[column] })
  }
  return sum
}

/** What the headline number is a share of. Pure. */
export function denominator(counts: CoverageCounts): number {
  return counts.unlogged + counts.configured + counts.active + counts.delivering + counts.couldNotLook
}

/** The headline number, 0 to 1; null when there is nothing to cover. Pure. */
export function deliveringShare(counts: CoverageCounts): number | null {
  const all = denominator(counts)
  return all === 0 ? null : counts.delivering / all
}
