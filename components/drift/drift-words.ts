import type { Tone } from '@/components/ui/tone'
import type { DriftCauseView, DriftResponseView } from '@/lib/http/schemas/drift'

/** What happened, in the words of every place that shows drift. */
export const CAUSE_WORD: Readonly<Record<DriftCauseView, string>> = {
  deleted: 'Deleted outside Weir',
  disabled: 'Switched off outside Weir',
  fields: 'Parameters changed',
  tags: 'Tags changed',
  'delivery-lost': 'Delivery lost',
  'target-gone': 'Target gone',
}

interface ResponseWord {
  readonly word: string
  readonly tone: Tone
  /** What Weir does, as a sentence. */
  readonly sentence: string
}

/** What Weir does about it: one word, one tone, one sentence. */
export const RESPONSE_WORD: Readonly<Record<DriftResponseView, ResponseWord>> = {
  healing: { word: 'Healing…', tone: 'busy', sentence: 'Weir puts it back by itself.' },
  'awaiting-approval': {
    word: 'Waits for a decision',
    tone: 'waiting',
    sentence: 'Weir has proposed to put it back and waits for somebody’s decision.',
  },
  approved: { word: 'Approved', tone: 'busy', sentence: 'An approved change puts it back.' },
  told: { word: 'Told only', tone: 'warning', sentence: 'Its configuration asks to be told, so nothing is done.' },
  paused: { word: 'Paused', tone: 'off', sentence: 'It is paused: nothing is planned.' },
  'observe-only': { word: 'Observed only', tone: 'off', sentence: 'It is only observed: nothing is applied.' },
  ignored: { word: 'Ignored', tone: 'off', sentence: 'Somebody answers for leaving it so until a date.' },
  flapping: {
    word: 'Healing stopped',
    tone: 'bad',
    sentence: 'Weir and another manager undid each other, so healing has stopped.',
  },
  blocked: { word: 'Blocked', tone: 'bad', sentence: 'Something outside must change first.' },
  failed: { word: 'Failed', tone: 'bad', sentence: 'Putting it back failed; a person can try again.' },
  held: { word: 'Held', tone: 'warning', sentence: 'Changes are stopped, or too many deletions would come at once.' },
  outside: {
    word: 'Mend outside',
    tone: 'bad',
    sentence: 'The flow log is as desired; the destination or its permissions are not.',
  },
  ended: { word: 'Ended', tone: 'off', sentence: 'The target is gone, and its flow log with it; the history stays.' },
  waiting: { word: 'Waiting', tone: 'waiting', sentence: 'Something must pass first, by itself.' },
}
