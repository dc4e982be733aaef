/** Every condition a desired flow log can carry, declared as data. */
export const CONDITIONS = {
  Ready: { isBadWhenTrue: false, meaning: 'The flow log exists as desired. Says nothing of delivery.' },
  Reconciling: { isBadWhenTrue: false, meaning: 'Weir is working on it, or waits for its cloud to finish.' },
  Stalled: {
    isBadWhenTrue: true,
    meaning: 'It cannot go on by itself: past its deadline, or a person must act outside Weir.',
  },
  Drifted: { isBadWhenTrue: true, meaning: 'The cloud left the desired state without the desired state changing.' },
  DriftIgnored: {
    isBadWhenTrue: false,
    meaning: 'It drifted, and somebody answers for leaving it so until a date.',
  },
  AwaitingApproval: { isBadWhenTrue: false, meaning: 'There is something to do that nobody has approved yet.' },
  ObserveFailed: { isBadWhenTrue: true, meaning: 'The last look at its scope failed; what is shown may be old.' },
  ApplyFailed: { isBadWhenTrue: true, meaning: 'The last authorised action did not succeed.' },
  DeliveryFailed: { isBadWhenTrue: true, meaning: 'The flow log exists, but its records do not arrive.' },
} as const satisfies Record<string, { isBadWhenTrue: boolean; meaning: string }>

export type ConditionType = keyof typeof CONDITIONS

/** One typed statement about a desired flow log; a condition that is not present is false. */
export interface Condition {
  readonly type: ConditionType
  readonly reason: string
  readonly message: string
  readonly observedGeneration: number
  /** ISO time. */
  readonly lastTransitionAt: string
}
