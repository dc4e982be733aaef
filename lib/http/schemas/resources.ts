import { z } from '@hono/zod-openapi'
import { flowLogListItem } from './flow-logs'
import { facetCount, pageOf, pageQuery, repeated, sortQuery } from './listing'
import { freshness, scopeTag } from './scopes'
import { boundedText, isoTime, uuid } from './text'
import { providerId, resourceType, rung, targetFamily } from './words'

const resourceCoverage = z
  .object({
    rung,
    reason: z.string(),
    evidence: z.string().nullable(),
    since: isoTime.nullable(),
    isDeliveryFailing: z.boolean(),
    coveredByLogIds: z.array(z.string()),
  })
  .openapi('ResourceCoverage')

export const resourceListItem = z
  .object({
    id: uuid,
    keyText: z.string(),
    type: resourceType,
    externalId: z.string(),
    name: z.string().nullable(),
    scope: scopeTag,
    ownerAccountId: z.string(),
    isOwned: z.boolean(),
    state: z.string(),
    isSettled: z.boolean(),
    /** Why it cannot carry a flow log at all; null where it can. */
    notCoverable: z.string().nullable(),
    attachmentKind: z.string().nullable(),
    tags: z.record(z.string(), z.string()),
    coverage: resourceCoverage,
    /** Living flow logs set directly on it. */
    flowLogs: z.object({ ours: z.number().int(), others: z.number().int() }),
    hasDrift: z.boolean(),
    freshness,
    firstSeenAt: isoTime,
    missingSince: isoTime.nullable(),
  })
  .openapi('ResourceListItem')
export type ResourceListItem = z.infer<typeof resourceListItem>

/** One step of the answer to "why is this covered, or not?". */
export const coverageStep = z
  .object({
    /** Machine word of the step. */
    fact: z.string(),
    message: z.string(),
    /** The flow log the step speaks of, where it does. */
    flowLogId: z.string().nullable(),
    flowLogExternalId: z.string().nullable(),
    /** The resource the step speaks of, where it is another one. */
    resourceKeyText: z.string().nullable(),
  })
  .openapi('CoverageStep')
export type CoverageStepView = z.infer<typeof coverageStep>

export const resourceDetail = resourceListItem
  .extend({
    links: z.record(z.string(), z.string()),
    /** Linked resources that are known, so that a page can link them. */
    related: z.array(
      z.object({
        relation: z.string(),
        id: uuid,
        type: resourceType,
        externalId: z.string(),
        name: z.string().nullable(),
      }),
    ),
    attributes: z.record(z.string(), z.unknown()),
    why: z.array(coverageStep),
    /** Logs on it and on what covers it, ours and others', living first. */
    flowLogList: z.array(flowLogListItem),
    selectedBy: z.array(z.object({ configurationId: uuid, name: z.string() })),
    goneAt: isoTime.nullable(),
    validFrom: isoTime,
    /** The family a Configuration for it must have; null where it cannot carry a flow log. */
    family: targetFamily.nullable(),
  })
  .openapi('Resource')
export type ResourceDetail = z.infer<typeof resourceDetail>

const filters = {
  provider: repeated(providerId),
  account: repeated(boundedText(64, 1)).openapi({ description: 'Cloud account ids' }),
  region: repeated(boundedText(64, 1)),
  type: repeated(resourceType),
  rung: repeated(rung),
  q: boundedText(200).optional().openapi({ description: 'Part of a name or id' }),
  tag: repeated(
    boundedText(400, 1).refine((text) => /^[^=]{1,128}(?:=[^]{0,256})?$/u.test(text), {
      message: 'must be a key, or key=value',
    }),
  ).openapi({
    description: '`key=value`, or `key` for any value. Values of one key are OR, different keys are AND',
  }),
  owned: z.enum(['true', 'false']).optional(),
  coverable: z.enum(['true', 'false']).optional(),
  settled: z.enum(['true', 'false']).optional(),
  failing: z.enum(['true', 'false']).optional().openapi({ description: 'A covering log reports failed delivery' }),
  hasDrift: z.enum(['true', 'false']).optional(),
  attachmentKind: repeated(boundedText(64, 1)),
  vpc: repeated(boundedText(128, 1)).openapi({ description: 'Subnets, interfaces and gateways of these VPC ids' }),
  transitGateway: repeated(boundedText(128, 1)),
  transitRouter: repeated(boundedText(128, 1)),
  cen: repeated(boundedText(128, 1)),
  gone: z.enum(['true', 'false']).optional().openapi({ description: 'Left out: only what exists' }),
}

/** The filters of Resources; a change request takes the same ones for "all that match". */
export const resourceFilter = z.object(filters).openapi('ResourceFilter')
export type ResourceFilter = z.output<typeof resourceFilter>
/** As a caller writes it. */
export type ResourceFilterInput = z.input<typeof resourceFilter>

export const RESOURCE_SORTS = ['externalId', 'name', 'type', 'account', 'region', 'rung', 'firstSeenAt'] as const
export const resourceListQuery = z.object({ ...pageQuery, ...filters, sort: sortQuery(RESOURCE_SORTS) })
export type ResourceListQuery = z.output<typeof resourceListQuery>
export const resourcePage = pageOf(resourceListItem).openapi('ResourcePage')

/** Counts per value of each filter; each facet ignores its own filter, so that its other values stay choosable. */
export const resourceFacets = z
  .object({
    total: z.number().int(),
    provider: z.array(facetCount),
    account: z.array(facetCount),
    region: z.array(facetCount),
    type: z.array(facetCount),
    rung: z.array(facetCount),
    attachmentKind: z.array(facetCount),
    failing: z.number().int(),
  })
  .openapi('ResourceFacets')
export type ResourceFacets = z.infer<typeof resourceFacets>
