import { z } from '@hono/zod-openapi'
import { actorView } from './actor'
import { configurationDocument, documentWithoutSelector } from './configuration-document'
import { selection } from './configurations'
import { pageOf, pageQuery, repeated, sortQuery } from './listing'
import { MAX_CHANGE_ITEMS } from './limits'
import { preflightSummary } from './preflight'
import { cloudProblem } from './problem'
import { fieldChange, flowLogSpec } from './spec'
import { CHANGE_REQUEST_STATES } from '../../domain/change-request'
import { boundedText, isoTime, resourceKeyTextSchema, sha256, uuid } from './text'
import { actionKind, manager, providerId, resourceType, riskClass } from './words'

/** States of a request; which follows which is in the domain's table. */
export const changeRequestState = z.enum(CHANGE_REQUEST_STATES).openapi('ChangeRequestState')
export type ChangeRequestStateView = z.infer<typeof changeRequestState>

const ACTION_STATES = ['planned', 'excluded', 'waiting', 'applying', 'done', 'failed', 'held-back'] as const
const actionState = z.enum(ACTION_STATES).openapi('ActionState')

const baseGeneration = z.number().int().min(1).max(2_147_483_647)

const retain = z.boolean().openapi({ description: 'Let go of the flow logs: cloud and tags stay as they are' })

/** One proposed change of one Configuration, as a caller writes it. */
export const changeItemInput = z
  .union([
    z.strictObject({ op: z.literal('create'), document: configurationDocument }),
    z.strictObject({ op: z.literal('create'), document: documentWithoutSelector, fromSelection: selection }),
    z.strictObject({
      op: z.literal('edit'),
      configurationId: uuid,
      baseGeneration,
      document: configurationDocument,
    }),
    z.strictObject({ op: z.literal('delete'), configurationId: uuid, baseGeneration, retain: retain.optional() }),
    z.strictObject({
      op: z.literal('exclude'),
      configurationId: uuid,
      baseGeneration,
      targets: z.array(resourceKeyTextSchema).min(1).max(10_000),
      retain: retain.optional(),
    }),
    z.strictObject({ op: z.literal('mark'), configurationId: uuid, baseGeneration }),
    z.strictObject({
      op: z.literal('reconcile'),
      configurationId: uuid,
      baseGeneration,
      targets: z.array(resourceKeyTextSchema).min(1).max(10_000).optional(),
    }),
  ])
  .openapi('ChangeItemInput')

export type ChangeItemInput = z.output<typeof changeItemInput>

export const changeRequestCreate = z
  .strictObject({
    /** A title is made from the items when it is left out. */
    title: boundedText(200, 1).optional(),
    reason: boundedText(4_000).default(''),
    items: z
      .array(changeItemInput)
      .min(1, 'must have at least one item')
      .max(MAX_CHANGE_ITEMS, `must have at most ${MAX_CHANGE_ITEMS} items`),
  })
  .openapi('ChangeRequestCreate')
export type ChangeRequestCreate = z.input<typeof changeRequestCreate>

/** One item as a reviewer reads it: what the Configuration is now and what it becomes. */
export const changeItemView = z
  .object({
    op: z.enum(['create', 'edit', 'delete', 'exclude', 'adopt', 'mark', 'reconcile']),
    configurationId: uuid,
    configurationName: z.string(),
    provider: providerId,
    baseGeneration: z.number().int().nullable(),
    /** The newest approved generation now; null when it does not exist yet. */
    currentGeneration: z.number().int().nullable(),
    before: configurationDocument.nullable(),
    after: configurationDocument.nullable(),
    /** Members that differ, as JSON pointers with canonical JSON texts. */
    changes: z.array(z.object({ pointer: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
    excludedTargets: z.array(z.string()),
    /** Its flow logs are let go of, not deleted. */
    isRetaining: z.boolean(),
    /** How many existing flow logs it takes over, and the managers whose notice was acknowledged. */
    adopts: z.object({ count: z.number().int(), acknowledged: z.array(manager) }).nullable(),
  })
  .openapi('ChangeItem')
export type ChangeItemView = z.infer<typeof changeItemView>

export const planSummary = z
  .object({
    id: uuid,
    digest: sha256,
    computedAt: isoTime,
    /** In one sentence: what happens, what loses coverage, which gaps. */
    sentence: z.string(),
    counters: z.object({
      create: z.number().int(),
      update: z.number().int(),
      replace: z.number().int(),
      delete: z.number().int(),
      release: z.number().int(),
      adopt: z.number().int(),
    }),
    total: z.number().int(),
    excluded: z.number().int(),
    risks: z.array(z.object({ risk: riskClass, count: z.number().int() })),
    longestGapSeconds: z.number().int().nullable(),
    accounts: z.number().int(),
    regions: z.number().int(),
    obstacles: z.number().int(),
    warnings: z.number().int(),
    /** Desired flow logs that are as desired already. */
    inSync: z.number().int(),
    preflight: preflightSummary,
  })
  .openapi('PlanSummary')
export type PlanSummary = z.infer<typeof planSummary>

export const applyProgress = z
  .object({
    total: z.number().int(),
    waiting: z.number().int(),
    applying: z.number().int(),
    done: z.number().int(),
    failed: z.number().int(),
    heldBack: z.number().int(),
    startedAt: isoTime.nullable(),
    finishedAt: isoTime.nullable(),
  })
  .openapi('ApplyProgress')
export type ApplyProgress = z.infer<typeof applyProgress>

const CHANGE_REQUEST_COMMANDS = [
  'approve',
  'exclude',
  'preflight',
  'replan',
  'reject',
  'withdraw',
  'retry-failed',
  'cancel',
] as const
const changeRequestCommand = z.enum(CHANGE_REQUEST_COMMANDS)

export const changeRequestListItem = z
  .object({
    id: uuid,
    number: z.number().int(),
    revision: z.number().int(),
    title: z.string(),
    origin: z.enum(['person', 'follow-up']),
    state: changeRequestState,
    author: actorView,
    configurations: z.array(z.object({ id: uuid, name: z.string() })),
    plan: planSummary.nullable(),
    progress: applyProgress.nullable(),
    createdAt: isoTime,
    updatedAt: isoTime,
    finishedAt: isoTime.nullable(),
  })
  .openapi('ChangeRequestListItem')
export type ChangeRequestListItem = z.infer<typeof changeRequestListItem>

export const changeRequestDetail = changeRequestListItem
  .extend({
    reason: z.string(),
    items: z.array(changeItemView),
    /** Why no plan could be made; null otherwise. */
    planProblem: cloudProblem.nullable(),
    isStale: z.boolean(),
    staleBecause: z.string().nullable(),
    decidedBy: actorView.nullable(),
    decidedAt: isoTime.nullable(),
    decisionNote: z.string().nullable(),
    /** Calls that changed a cloud because of this request, so far. */
    cloudWrites: z.number().int(),
    expiresAt: isoTime.nullable(),
    /**
     * More deletions in one account and region than a pass may make: all deletions there are held back, whatever is
     * approved, until the ceiling in the settings is raised. Null where nothing is held back.
     */
    deletesHeldBack: z.object({ inOneScope: z.number().int(), ceiling: z.number().int() }).nullable(),
    /** What the caller may do with it now. */
    allowed: z.array(changeRequestCommand),
  })
  .openapi('ChangeRequest')
export type ChangeRequestDetail = z.infer<typeof changeRequestDetail>

export const changeRequestListQuery = z.object({
  ...pageQuery,
  state: repeated(changeRequestState),
  origin: repeated(z.enum(['person', 'follow-up'])),
  configuration: repeated(uuid),
  open: z.enum(['true', 'false']).optional().openapi({ description: 'Waits for a decision, or is being applied' }),
  q: boundedText(200).optional(),
  sort: sortQuery(['number', 'updatedAt']),
})
export type ChangeRequestListQuery = z.output<typeof changeRequestListQuery>
export const changeRequestPage = pageOf(changeRequestListItem).openapi('ChangeRequestPage')

export const planActionView = z
  .object({
    ordinal: z.number().int(),
    kind: actionKind,
    configuration: z.object({ id: uuid, name: z.string() }),
    scope: z.object({ id: uuid, accountId: z.string(), accountName: z.string(), region: z.string() }),
    target: z.object({
      resourceId: uuid,
      keyText: z.string(),
      type: resourceType,
      externalId: z.string(),
      name: z.string().nullable(),
    }),
    externalId: z.string().nullable(),
    risk: riskClass,
    gapSeconds: z.number().int().nullable(),
    why: z.string(),
    before: flowLogSpec.nullable(),
    desired: flowLogSpec.nullable(),
    changes: z.array(fieldChange),
    /** Replacements only. */
    order: z.enum(['create-first', 'create-first-else-delete-first', 'delete-first']).nullable(),
    /** Deletes only. */
    leavesUncovered: z.boolean().nullable(),
    command: z.string(),
    fingerprint: sha256,
    state: actionState,
    problem: cloudProblem.nullable(),
    flowLogId: uuid.nullable(),
    updatedAt: isoTime,
  })
  .openapi('PlanAction')
export type PlanActionView = z.infer<typeof planActionView>

const actionFilters = {
  risk: repeated(riskClass),
  kind: repeated(actionKind),
  state: repeated(actionState),
  account: repeated(boundedText(64)),
  region: repeated(boundedText(64)),
  type: repeated(resourceType),
  configuration: repeated(uuid),
  q: boundedText(200).optional(),
}
export const planActionListQuery = z.object({ ...pageQuery, ...actionFilters })
export type PlanActionListQuery = z.output<typeof planActionListQuery>
export const planActionPage = pageOf(planActionView).openapi('PlanActionPage')

/** Groups for the folded view: configuration → account → region. */
export const planGroup = z
  .object({
    configuration: z.object({ id: uuid, name: z.string() }),
    accountId: z.string(),
    accountName: z.string(),
    region: z.string(),
    total: z.number().int(),
    excluded: z.number().int(),
    failed: z.number().int(),
    byKind: z.array(z.object({ kind: actionKind, count: z.number().int() })),
    worstRisk: riskClass,
  })
  .openapi('PlanGroup')
export type PlanGroup = z.infer<typeof planGroup>
export const planGroups = z.object({ items: z.array(planGroup) }).openapi('PlanGroups')
export type PlanGroups = z.infer<typeof planGroups>

export const obstacleView = z
  .object({
    severity: z.enum(['obstacle', 'warning']),
    reason: z.string(),
    configuration: z.object({ id: uuid, name: z.string() }),
    target: z.object({
      resourceId: uuid.nullable(),
      keyText: z.string(),
      externalId: z.string().nullable(),
      name: z.string().nullable(),
    }),
    message: z.string(),
    remedy: z.string(),
    other: z.string().nullable(),
  })
  .openapi('PlanObstacle')
export type ObstacleView = z.infer<typeof obstacleView>
export const obstacleListQuery = z.object({
  ...pageQuery,
  severity: repeated(z.enum(['obstacle', 'warning'])),
  reason: repeated(boundedText(100)),
})
export type ObstacleListQuery = z.output<typeof obstacleListQuery>
export const obstaclePage = pageOf(obstacleView).openapi('ObstaclePage')

/** Which actions to leave out or take back in: by ordinal, or all of some accounts, regions, risks. */
export const actionChoice = z
  .strictObject({
    ordinals: z.array(z.number().int().min(0).max(1_000_000)).min(1).max(10_000).optional(),
    filter: z.strictObject(actionFilters).optional(),
    /** Actions that the filter matches and that stay as they are. */
    except: z.array(z.number().int().min(0).max(1_000_000)).max(10_000).optional(),
  })
  .refine((choice) => (choice.ordinals === undefined) !== (choice.filter === undefined), {
    message: 'must hold either ordinals or filter',
  })
  .refine((choice) => choice.except === undefined || choice.filter !== undefined, {
    message: 'except goes with filter',
    path: ['except'],
  })
  .openapi('ActionChoice')
export type ActionChoiceInput = z.input<typeof actionChoice>

export const approveInput = z
  .strictObject({
    digest: sha256,
    note: boundedText(2_000).default(''),
    /** Go on although preflight is certain that part of it fails. */
    despitePreflight: z.boolean().default(false),
  })
  .openapi('Approve')
export type ApproveInput = z.input<typeof approveInput>
export const decisionNote = z.strictObject({ note: boundedText(2_000).default('') }).openapi('DecisionNote')
export type DecisionNoteInput = z.input<typeof decisionNote>
