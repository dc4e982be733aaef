import { z } from '@hono/zod-openapi'
import { pageOf, pageQuery, repeated, sortQuery } from './listing'
import { cloudProblem } from './problem'
import { boundedText, isoTime, uuid } from './text'
import { providerId } from './words'

/** How old an observed fact is, and why when it is older than it should be. */
export const freshness = z
  .object({
    /** Flow logs were last listed completely. */
    observedAt: isoTime.nullable(),
    /** Resources were last listed completely. */
    discoveredAt: isoTime.nullable(),
    isStale: z.boolean(),
    /** `PartlyListed` and `NotEnabled` say something without making it stale. */
    staleBecause: z
      .enum(['NeverLooked', 'Late', 'LookFailed', 'EndpointChanged', 'Paused', 'NotEnabled', 'PartlyListed'])
      .nullable(),
  })
  .openapi('Freshness')
export type Freshness = z.infer<typeof freshness>

/** Which scope a row belongs to, enough to show and link it. */
export const scopeTag = z
  .object({
    id: uuid,
    provider: providerId,
    partition: z.string(),
    accountId: z.string(),
    /** Id of our account row. */
    accountRef: uuid,
    accountName: z.string(),
    region: z.string(),
  })
  .openapi('ScopeTag')
export type ScopeTag = z.infer<typeof scopeTag>

const scopeState = z.enum(['Watched', 'NotEnabled', 'Paused', 'Removed'])

export const scopeView = scopeTag
  .extend({
    state: scopeState,
    freshness,
    dueAt: isoTime,
    lookRequestedAt: isoTime.nullable(),
    /** A worker holds it right now. */
    isLooking: z.boolean(),
    lastPassStartedAt: isoTime.nullable(),
    lastPassEndedAt: isoTime.nullable(),
    consecutiveFailures: z.number().int(),
    problem: cloudProblem.nullable(),
    /** In what the endpoint falls short of its cloud, and what follows from it; empty with a cloud itself. */
    shortfalls: z.array(z.object({ reason: z.string(), message: z.string(), consequence: z.string() })),
    measuredGapSeconds: z.number().int().nullable(),
    callsUsed: z.number(),
    callsThrottled: z.number(),
    resources: z.number().int(),
    flowLogs: z.number().int(),
  })
  .openapi('Scope')
export type ScopeView = z.infer<typeof scopeView>

export const scopeListQuery = z.object({
  ...pageQuery,
  provider: repeated(providerId),
  account: repeated(boundedText(64)).openapi({ description: 'Cloud account ids' }),
  region: repeated(boundedText(64)),
  state: repeated(scopeState),
  stale: z.enum(['true', 'false']).optional(),
  sort: sortQuery(['account', 'observedAt']),
})
export type ScopeListQuery = z.output<typeof scopeListQuery>
export const scopePage = pageOf(scopeView).openapi('ScopePage')

/** Answer to "look now": what was asked for, and when the pass becomes due. */
export const lookAnswer = z.object({ scopes: z.number().int(), dueAt: isoTime }).openapi('LookAnswer')
export type LookAnswer = z.infer<typeof lookAnswer>
