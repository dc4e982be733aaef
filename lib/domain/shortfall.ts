/**
 * In what an endpoint that stands in for a cloud falls short of it. Weir goes on working there, and says what it cannot
 * rely on. Never said of a cloud itself.
 */
const SHORTFALL_REASONS = [
  'PagingIgnored',
  'TagsNotKept',
  'MembersMissing',
  'DeliveryNotReported',
  'FiltersIgnored',
  'DryRunExecutes',
] as const

export type ShortfallReason = (typeof SHORTFALL_REASONS)[number]

/** What is missing there, and what follows from it. */
interface ShortfallWords {
  readonly message: string
  readonly consequence: string
}

const WORDS: Readonly<Record<ShortfallReason, ShortfallWords>> = {
  PagingIgnored: {
    message: 'The endpoint repeats the same page of a listing.',
    consequence:
      'Weir asks for everything at once there; a listing that does not fit into one answer counts as failed.',
  },
  TagsNotKept: {
    message: 'The endpoint does not keep or show the tags of flow logs.',
    consequence:
      'Ownership rests on the ids in Weir’s own records there: a flow log whose record is lost is foreign, and tags are not compared.',
  },
  MembersMissing: {
    message: 'The endpoint leaves out members of a flow log that the cloud always shows.',
    consequence: 'Those members are not compared there: a difference in them is not found.',
  },
  DeliveryNotReported: {
    message: 'The endpoint says nothing of delivery.',
    consequence: 'Flow logs there stay on the rung "active": nothing proves that records arrive.',
  },
  FiltersIgnored: {
    message: 'The endpoint ignores filters.',
    consequence: 'Answers hold more than was asked for; Weir picks out what it needs.',
  },
  DryRunExecutes: {
    message: 'The endpoint carries dry runs out instead of only judging them.',
    consequence: 'Weir tries no change out there: whether a permission is missing shows only when it is needed.',
  },
}

/** A shortfall in words. Pure. */
export function describeShortfall(reason: ShortfallReason): ShortfallWords {
  return WORDS[reason]
}

/** Reads a reason back; null for one that an earlier version knew. Pure. */
export function parseShortfall(text: string): ShortfallReason | null {
  return SHORTFALL_REASONS.find((known) => known === text) ?? null
}
