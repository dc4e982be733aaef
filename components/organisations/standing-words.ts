import type { Tone } from '@/components/ui/tone'
import type { FoundStanding } from '@/lib/domain/onboarding-pattern'

/** How an account that was found stands with Weir, in a word and a sentence. */
export const STANDING_WORDS: Readonly<
  Record<FoundStanding, { readonly word: string; readonly tone: Tone; readonly note: string }>
> = {
  new: { word: 'Found, not added', tone: 'waiting', note: 'Nothing is looked at there until somebody adds it.' },
  known: { word: 'Added', tone: 'good', note: 'Weir looks into it.' },
  'not-reachable': { word: 'Not reachable', tone: 'bad', note: 'It was added, and its connection test failed.' },
  suspended: { word: 'Not active', tone: 'off', note: 'The cloud says it is being made, closed or suspended.' },
  left: { word: 'Left', tone: 'warning', note: 'The organisation lists it no more. What Weir knows of it stays.' },
}
