/**
 * The eight states everything with colour belongs to. A tone is always drawn with its shape and a word beside it,
 * never as a colour alone.
 */
export const TONES = ['good', 'partial', 'busy', 'waiting', 'warning', 'bad', 'empty', 'off'] as const

export type Tone = (typeof TONES)[number]

export const TONE_INK: Record<Tone, string> = {
  good: 'text-good-ink',
  partial: 'text-partial-ink',
  busy: 'text-busy-ink',
  waiting: 'text-waiting-ink',
  warning: 'text-warning-ink',
  bad: 'text-bad-ink',
  empty: 'text-empty-ink',
  off: 'text-off-ink',
}

export const TONE_WASH: Record<Tone, string> = {
  good: 'bg-good-wash',
  partial: 'bg-partial-wash',
  busy: 'bg-busy-wash',
  waiting: 'bg-waiting-wash',
  warning: 'bg-warning-wash',
  bad: 'bg-bad-wash',
  empty: 'bg-empty-wash',
  off: 'bg-off-wash',
}

export const TONE_FILL: Record<Tone, string> = {
  good: 'bg-good-fill',
  partial: 'bg-partial-fill',
  busy: 'bg-busy-fill',
  waiting: 'bg-waiting-fill',
  warning: 'bg-warning-fill',
  bad: 'bg-bad-fill',
  empty: 'bg-empty-fill',
  off: 'bg-off-fill',
}

export const TONE_SHAPE_COLOUR: Record<Tone, string> = {
  good: 'text-good-fill',
  partial: 'text-partial-fill',
  busy: 'text-busy-fill',
  waiting: 'text-waiting-ink',
  warning: 'text-warning-fill',
  bad: 'text-bad-fill',
  empty: 'text-faint',
  off: 'text-faint',
}
