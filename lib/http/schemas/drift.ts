import { z } from '@hono/zod-openapi'
import { DRIFT_CAUSES, DRIFT_RESPONSES } from '../../domain/drift'
import { actorView } from './actor'
import { pageOf, pageQuery, repeated, sortQuery } from './listing'
import { freshness, scopeTag } from './scopes'
import { fieldChange } from './spec'
import { boundedText, isoTime, uuid } from './text'
import { phase, providerId, resourceType } from './words'

const driftCause = z.enum(DRIFT_CAUSES).openapi('DriftCause')
export type DriftCauseView = z.infer<typeof driftCause>
const driftResponse = z.enum(DRIFT_RESPONSES).openapi('DriftResponse')
export type DriftResponseView = z.infer<typeof driftResponse>

/** Who answers for drift that is left alone, why and until when. */
const driftIgnoreFacts = z
  .object({ id: uuid, until: isoTime, owner: z.string(), reason: z.string() })
  .openapi('DriftIgnored')

/** Two managers that undo each other: healing stopped. */
export const flappingView = z
  .object({
    since: isoTime,
    fields: z.array(z.string()),
    heals: z.number().int(),
    message: z.string(),
    remedy: z.string(),
  })
  .openapi('Flapping')
export type FlappingView = z.infer<typeof flappingView>

/** How the cloud left the desired state of one flow log, since when, and what Weir does about it. */
export const driftView = z
  .object({
    cause: driftCause,
    since: isoTime,
    /** `before` is what the cloud has, `after` what is desired. Empty where the log itself is gone. */
    changes: z.array(fieldChange),
    response: driftResponse,
    ignore: driftIgnoreFacts.nullable(),
    flapping: flappingView.nullable(),
  })
  .openapi('Drift')
export type DriftView = z.infer<typeof driftView>

const driftRow = z
  .object({
    /** The desired flow log's. */
    id: uuid,
    ...driftView.shape,
    externalId: z.string().nullable(),
    phase,
    configuration: z.object({ id: uuid, name: z.string(), onDrift: z.enum(['heal', 'propose', 'notify']) }),
    target: z.object({
      resourceId: uuid,
      type: resourceType,
      externalId: z.string(),
      name: z.string().nullable(),
    }),
    scope: scopeTag,
    /** An open request about drift of this Configuration. */
    request: z.object({ id: uuid, number: z.number().int() }).nullable(),
    freshness,
  })
  .openapi('DriftRow')
export type DriftRow = z.infer<typeof driftRow>

const filters = {
  cause: repeated(driftCause),
  response: repeated(driftResponse),
  provider: repeated(providerId),
  account: repeated(boundedText(64)).openapi({ description: 'Cloud account ids' }),
  region: repeated(boundedText(64)),
  configuration: repeated(uuid),
  field: boundedText(200)
    .optional()
    .openapi({ description: 'Only where exactly these fields differ: as a group names them' }),
  ignored: z.enum(['true', 'false']).optional().openapi({ description: 'Left out: both' }),
  q: boundedText(200).optional().openapi({ description: 'Part of a flow log id, target id or target name' }),
}
export const driftFilter = z.object(filters)
export type DriftFilter = z.output<typeof driftFilter>
export const driftListQuery = z.object({ ...pageQuery, ...filters, sort: sortQuery(['since', 'target']) })
export type DriftListQuery = z.output<typeof driftListQuery>
export const driftPage = pageOf(driftRow).openapi('DriftPage')

/** Drift over the fleet, folded by cause, Configuration and fields: how many, and how long already. */
export const driftGroups = z
  .object({
    /** What asks for somebody: neither ignored, nor ended with its target. */
    total: z.number().int(),
    ignored: z.number().int(),
    flapping: z.number().int(),
    ended: z.number().int(),
    oldestSince: isoTime.nullable(),
    items: z.array(
      z.object({
        cause: driftCause,
        configuration: z.object({ id: uuid, name: z.string(), onDrift: z.enum(['heal', 'propose', 'notify']) }),
        /** Which fields differ, comma-separated; empty where the log itself is gone. */
        fields: z.string(),
        count: z.number().int(),
        ignored: z.number().int(),
        oldestSince: isoTime,
        accounts: z.number().int(),
        responses: z.array(z.object({ response: driftResponse, count: z.number().int() })),
      }),
    ),
  })
  .openapi('DriftGroups')
export type DriftGroups = z.infer<typeof driftGroups>

const ids = z.array(uuid).min(1).max(1_000)
const reason = boundedText(2_000).default('')

export const ignoreInput = z
  .strictObject({
    /** Drifted flow logs, by the ids of their rows. */
    ids: ids.optional(),
    /** Instead: whatever drifts in this Configuration, now or later. */
    configurationId: uuid.optional(),
    until: z.iso.datetime({ offset: true }),
    /** Who answers for it. */
    owner: boundedText(120, 1),
    reason: boundedText(2_000, 1),
  })
  .refine((body) => (body.ids === undefined) !== (body.configurationId === undefined), {
    message: 'must hold either ids or configurationId',
  })
  .openapi('DriftIgnore')
export type IgnoreInputBody = z.input<typeof ignoreInput>
export type IgnoreInput = z.output<typeof ignoreInput>

const ignoreView = z
  .object({
    id: uuid,
    configuration: z.object({ id: uuid, name: z.string() }),
    /** Null: everything in the Configuration. */
    flowLogId: uuid.nullable(),
    target: z.string().nullable(),
    covers: z.enum(['drift', 'delivery']),
    until: isoTime,
    owner: z.string(),
    reason: z.string(),
    actor: actorView,
    createdAt: isoTime,
  })
  .openapi('DriftIgnoreView')
export type IgnoreView = z.infer<typeof ignoreView>
export const ignoreList = z.object({ items: z.array(ignoreView) }).openapi('DriftIgnores')
export type IgnoreList = z.infer<typeof ignoreList>

export const driftChoice = z.strictObject({ ids, reason }).openapi('DriftChoice')
export type DriftChoiceInput = z.input<typeof driftChoice>
export const resumeInput = z.strictObject({ ids }).openapi('DriftResume')
export type ResumeInput = z.input<typeof resumeInput>
