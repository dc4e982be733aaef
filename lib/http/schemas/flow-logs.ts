import { z } from '@hono/zod-openapi'
import { actorView } from './actor'
import { driftView, flappingView } from './drift'
import { facetCount, pageOf, pageQuery, repeated, sortQuery } from './listing'
import { cloudProblem } from './problem'
import { freshness, scopeTag } from './scopes'
import { fieldChange, flowLogSpec } from './spec'
import { boundedText, isoTime, uuid } from './text'
import {
  conditionType,
  deliveryState,
  manager,
  observedStatus,
  ownership,
  phase,
  providerId,
  resourceType,
  targetFamily,
  trafficType,
} from './words'

/**
 * One row of the unified list: a desired flow log (with what was observed of it, if anything), or an observed one that
 * no desired flow log stands for. `id` is the desired one's id where there is one, else the observed one's.
 */
export const flowLogListItem = z
  .object({
    id: uuid,
    desiredId: uuid.nullable(),
    observedId: uuid.nullable(),
    externalId: z.string().nullable(),
    ownership,
    manager: manager.nullable(),
    /** Phase of the desired flow log; null for logs that are not ours. */
    phase: phase.nullable(),
    phaseReason: z.string().nullable(),
    phaseMessage: z.string().nullable(),
    phaseSince: isoTime.nullable(),
    conditions: z.array(conditionType),
    /** What the cloud says of the object; null while nothing was observed. */
    status: observedStatus.nullable(),
    rawStatus: z.string().nullable(),
    delivery: z.object({
      state: deliveryState,
      message: z.string().nullable(),
      since: isoTime.nullable(),
    }),
    target: z.object({
      resourceId: uuid.nullable(),
      keyText: z.string().nullable(),
      type: resourceType.nullable(),
      externalId: z.string(),
      name: z.string().nullable(),
    }),
    family: targetFamily.nullable(),
    destination: z.string().nullable(),
    trafficType: trafficType.nullable(),
    configuration: z.object({ id: uuid, name: z.string() }).nullable(),
    scope: scopeTag,
    /** Reason and sentence of the present problem, without details. */
    problem: z.object({ reason: z.string(), message: z.string(), vendorCode: z.string().nullable() }).nullable(),
    firstSeenAt: isoTime,
    endedAt: isoTime.nullable(),
    freshness,
  })
  .openapi('FlowLogListItem')
export type FlowLogListItem = z.infer<typeof flowLogListItem>

const filters = {
  phase: repeated(phase),
  status: repeated(observedStatus),
  delivery: repeated(deliveryState),
  ownership: repeated(ownership),
  manager: repeated(manager),
  condition: repeated(conditionType),
  provider: repeated(providerId),
  account: repeated(boundedText(64)).openapi({ description: 'Cloud account ids' }),
  region: repeated(boundedText(64)),
  type: repeated(resourceType).openapi({ description: 'Types of target' }),
  configuration: repeated(uuid),
  resource: repeated(uuid).openapi({ description: 'Ids of target resources' }),
  destination: boundedText(400).optional().openapi({ description: 'Part of the destination' }),
  q: boundedText(200).optional().openapi({ description: 'Part of a flow log id, target id or target name' }),
  attention: z
    .enum(['true', 'false'])
    .optional()
    .openapi({ description: 'Only those a person should look at: failing, blocked, stalled, drifted' }),
  ended: z.enum(['true', 'false']).optional().openapi({ description: 'Left out: only what lives' }),
}
export const flowLogFilter = z.object(filters)
export type FlowLogFilter = z.output<typeof flowLogFilter>

const FLOW_LOG_SORTS = ['firstSeenAt', 'phaseSince', 'externalId', 'target', 'destination'] as const
export const flowLogListQuery = z.object({ ...pageQuery, ...filters, sort: sortQuery(FLOW_LOG_SORTS) })
export type FlowLogListQuery = z.output<typeof flowLogListQuery>
export const flowLogPage = pageOf(flowLogListItem).openapi('FlowLogPage')

/** Counts per value of each filter; each facet ignores its own filter. */
export const flowLogFacets = z
  .object({
    total: z.number().int(),
    phase: z.array(facetCount),
    status: z.array(facetCount),
    delivery: z.array(facetCount),
    ownership: z.array(facetCount),
    manager: z.array(facetCount),
    provider: z.array(facetCount),
    account: z.array(facetCount),
    region: z.array(facetCount),
    type: z.array(facetCount),
    configuration: z.array(facetCount),
    attention: z.number().int(),
  })
  .openapi('FlowLogFacets')
export type FlowLogFacets = z.infer<typeof flowLogFacets>

const conditionView = z
  .object({
    type: conditionType,
    reason: z.string(),
    message: z.string(),
    isBad: z.boolean(),
    observedGeneration: z.number().int(),
    lastTransitionAt: isoTime,
  })
  .openapi('Condition')

export const transitionView = z
  .object({
    id: z.string(),
    at: isoTime,
    fromPhase: phase.nullable(),
    toPhase: phase,
    reason: z.string(),
    message: z.string(),
    externalId: z.string().nullable(),
    vendorCode: z.string().nullable(),
    requestId: z.string().nullable(),
    operationId: uuid.nullable(),
    /** Where a replacement ended: how long nothing was captured, as measured; null elsewhere and where nobody can tell. */
    gapSeconds: z.number().int().nullable(),
  })
  .openapi('Transition')
export type TransitionView = z.infer<typeof transitionView>

/** One call that changes the cloud, with every attempt's raw answer. */
export const operationView = z
  .object({
    id: uuid,
    kind: z.enum(['create', 'update', 'delete']),
    createdAt: isoTime,
    authority: z.string(),
    command: z.string(),
    request: z.unknown(),
    /** How many flow logs share this call. */
    batchSize: z.number().int(),
    isOpen: z.boolean(),
    attempts: z.array(
      z.object({
        attempt: z.number().int(),
        outcome: z.string(),
        at: isoTime,
        durationMs: z.number().int().nullable(),
        vendorCode: z.string().nullable(),
        message: z.string().nullable(),
        requestId: z.string().nullable(),
        /** The part of the answer that is about this flow log. */
        item: z.unknown().nullable(),
      }),
    ),
  })
  .openapi('CloudOperation')
export type OperationView = z.infer<typeof operationView>

/** A flow log as its cloud last reported it. */
export const observedView = z
  .object({
    id: uuid,
    externalId: z.string(),
    status: observedStatus,
    rawStatus: z.string(),
    delivery: z.object({ state: deliveryState, message: z.string().nullable(), since: isoTime.nullable() }),
    spec: flowLogSpec.nullable(),
    tags: z.record(z.string(), z.string()),
    raw: z.unknown(),
    cloudCreatedAt: isoTime.nullable(),
    firstSeenAt: isoTime,
    validFrom: isoTime,
    missingSince: isoTime.nullable(),
    goneAt: isoTime.nullable(),
  })
  .openapi('ObservedFlowLog')
export type ObservedView = z.infer<typeof observedView>

/** What deleting it would do, before anybody decides. */
export const flowLogConsequence = z
  .object({
    canDelete: z.boolean(),
    /** Why not; null where it can. */
    because: z.string().nullable(),
    message: z.string(),
    /** Resources that would stand on a lower rung, by type. */
    losing: z.array(z.object({ type: resourceType, count: z.number().int() })),
    totalLosing: z.number().int(),
    destination: z.string().nullable(),
    /** The Configuration would exclude this target from then on. */
    configuration: z.object({ id: uuid, name: z.string(), onRemoval: z.enum(['delete', 'retain']) }).nullable(),
    equivalentCommand: z.string().nullable(),
  })
  .openapi('FlowLogConsequence')
export type FlowLogConsequence = z.infer<typeof flowLogConsequence>

export const flowLogDetail = flowLogListItem
  .extend({
    generation: z.number().int().nullable(),
    epoch: z.number().int().nullable(),
    intent: z.enum(['present', 'absent', 'released']).nullable(),
    /** Resolved. */
    desiredSpec: flowLogSpec.nullable(),
    /** The one the record holds first; a second one while a replacement is under way. */
    observed: z.array(observedView),
    differences: z.array(fieldChange),
    /** Members that are the same on both sides. */
    equalFields: z.array(z.string()),
    conditionList: z.array(conditionView),
    deadlineAt: isoTime.nullable(),
    retryAt: isoTime.nullable(),
    attempts: z.number().int(),
    fullProblem: cloudProblem.nullable(),
    replacement: z.unknown().nullable(),
    timeline: z.array(transitionView),
    operations: z.array(operationView),
    /** What a person would type to make or remove it; null for logs that are not ours. */
    equivalentCommand: z.string().nullable(),
    canRetry: z.boolean(),
    canDelete: z.boolean(),
    /** How the cloud left what is desired; null while it did not. */
    drift: driftView.nullable(),
    /** Healing stopped because another manager undoes it; told also while nothing differs. */
    flapping: flappingView.nullable(),
    /** Switches of this one target, beside those of its Configuration; null for logs that are not ours. */
    switches: z
      .object({
        paused: z.boolean(),
        observeOnly: z.boolean(),
        onRemoval: z.literal('retain').nullable(),
        by: z.object({ actor: actorView, at: isoTime, reason: z.string() }).nullable(),
      })
      .nullable(),
    /** Who seemed to manage it when it was adopted; null when it was not. */
    adoptedFrom: manager.nullable(),
    /** Why a flow log of others seems to be its manager's: the sign, how sure it makes, and where that is written. */
    managerSign: z
      .object({
        confidence: z.enum(['certain', 'likely', 'guess']),
        sign: z.string().nullable(),
        source: z.string(),
      })
      .nullable(),
    /** A log of somebody else stands where this one is wanted, and could be adopted. */
    canAdopt: z.boolean(),
    canRelease: z.boolean(),
    /** Other living logs on the same target. */
    siblings: z.array(z.object({ id: uuid, externalId: z.string().nullable(), ownership })),
    claimedBy: z.object({ configurationId: uuid, name: z.string() }).nullable(),
  })
  .openapi('FlowLog')
export type FlowLogDetail = z.infer<typeof flowLogDetail>

export const flowLogDelete = z.strictObject({ reason: boundedText(2_000).default('') }).openapi('FlowLogDelete')
