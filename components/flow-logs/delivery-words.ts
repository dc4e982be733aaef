import type { Tone } from '@/components/ui/tone'

/** The words of what a cloud reports about delivery. */
export const DELIVERY_WORD: Readonly<Record<string, string>> = {
  success: 'Records arrive',
  failed: 'Delivery fails',
  none: 'No verdict',
}

export interface DeliveryFacts {
  readonly provider: string
  /** What the cloud says of the object; null while nothing was observed. */
  readonly status: string | null
  readonly state: string
  readonly message: string | null
}

/**
 * Delivery of a flow log in a few words. What has no verdict says why: it does not exist yet, it does not capture, its
 * cloud never reports delivery, or the verdict is still to come. Pure.
 */
export function deliveryWord({ provider, status, state, message }: DeliveryFacts): { word: string; tone: Tone } {
  if (state === 'failed') return { word: message ?? 'Delivery fails', tone: 'bad' }
  if (state === 'success') return { word: 'Records arrive', tone: 'good' }
  if (status === null) return { word: 'Not there yet', tone: 'empty' }
  if (status === 'inactive') return { word: 'Switched off', tone: 'off' }
  if (status !== 'active') return { word: 'Not capturing', tone: 'empty' }
  if (provider === 'alibaba-cen') return { word: 'Not reported', tone: 'empty' }
  return { word: 'No verdict yet', tone: 'waiting' }
}
