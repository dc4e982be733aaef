import { z } from '@hono/zod-openapi'
import { activityItem } from './activity'
import { freshness, scopeTag } from './scopes'
import { isoTime } from './text'
import { resourceType, rung } from './words'

/** How many resources stand on each rung. `countable` is the denominator: without not-coverable and not-ours. */
export const ladder = z
  .object({
    counts: z.array(z.object({ rung, count: z.number().int() })),
    countable: z.number().int(),
    delivering: z.number().int(),
    /** Covered by a log that reports failed delivery. */
    failing: z.number().int(),
    /** 0..100 with one decimal; null while nothing is countable. */
    deliveringPercent: z.number().nullable(),
  })
  .openapi('Ladder')
export type LadderView = z.infer<typeof ladder>

export const ladderRow = z
  .object({ key: z.string(), label: z.string(), ladder, isStale: z.boolean() })
  .openapi('LadderRow')
export type LadderRow = z.infer<typeof ladderRow>

/** One thing a person should look at, worst harm first. */
export const attentionItem = z
  .object({
    kind: z.enum([
      'stopped',
      'look-only',
      'endpoint-changed',
      'delivery-failing',
      'blocked',
      'failed',
      'stalled',
      'drifted',
      'awaiting-approval',
      'scope-failing',
      'scope-in-part',
      'scope-stale',
      'connection-failed',
      'unbound',
    ]),
    severity: z.enum(['bad', 'warning', 'waiting']),
    count: z.number().int(),
    message: z.string(),
    /** Path in the console with the filters that show exactly these rows. */
    href: z.string(),
    since: isoTime.nullable(),
  })
  .openapi('AttentionItem')
export type AttentionItem = z.infer<typeof attentionItem>

export const overview = z
  .object({
    at: isoTime,
    fleet: ladder,
    /** Ladders of the units of the headline, and of subnets and interfaces beside it. */
    byType: z.array(z.object({ type: resourceType, isHeadline: z.boolean(), ladder })),
    byProvider: z.array(ladderRow),
    /** The worst fifty; `counts.accounts` says how many there are. */
    byAccount: z.array(ladderRow),
    byRegion: z.array(ladderRow),
    attention: z.array(attentionItem),
    inFlight: z.object({
      creating: z.number().int(),
      updating: z.number().int(),
      replacing: z.number().int(),
      deleting: z.number().int(),
      pending: z.number().int(),
      openOperations: z.number().int(),
    }),
    counts: z.object({
      accounts: z.number().int(),
      scopes: z.number().int(),
      resources: z.number().int(),
      flowLogsOurs: z.number().int(),
      flowLogsOthers: z.number().int(),
      configurations: z.number().int(),
      openChangeRequests: z.number().int(),
    }),
    freshness: z.object({
      oldestObservedAt: isoTime.nullable(),
      newestObservedAt: isoTime.nullable(),
      staleScopes: z.number().int(),
      neverLooked: z.number().int(),
      /** At most 120, looked at longest ago first; `counts.scopes` says how many there are. */
      scopes: z.array(z.object({ scope: scopeTag, freshness })),
    }),
    activity: z.array(activityItem),
  })
  .openapi('Overview')
export type OverviewView = z.infer<typeof overview>
