import { z } from '@hono/zod-openapi'
import { actorView } from './actor'
import { configurationDocument, selector } from './configuration-document'
import { pageOf, pageQuery, repeated, sortQuery } from './listing'
import { resourceFilter } from './resources'
import { boundedText, isoTime, uuid } from './text'
import { phase, providerId, resourceType, rung, targetFamily } from './words'

export const phaseCounts = z
  .object({
    total: z.number().int(),
    byPhase: z.array(z.object({ phase, count: z.number().int() })),
    attention: z.number().int(),
    deliveryFailing: z.number().int(),
    delivering: z.number().int(),
  })
  .openapi('PhaseCounts')
export type PhaseCounts = z.infer<typeof phaseCounts>

export const configurationListItem = z
  .object({
    id: uuid,
    name: z.string(),
    provider: providerId,
    family: targetFamily,
    generation: z.number().int(),
    isPaused: z.boolean(),
    isObserveOnly: z.boolean(),
    /** In one sentence, for people: which targets. */
    selects: z.string(),
    destination: z.string(),
    flowLogs: phaseCounts,
    openChangeRequests: z.array(z.object({ id: uuid, number: z.number().int() })),
    createdAt: isoTime,
    updatedAt: isoTime,
    deletedAt: isoTime.nullable(),
  })
  .openapi('ConfigurationListItem')
export type ConfigurationListItem = z.infer<typeof configurationListItem>

export const configurationDetail = configurationListItem
  .extend({ document: configurationDocument, ladder: z.array(z.object({ rung, count: z.number().int() })) })
  .openapi('Configuration')
export type ConfigurationDetail = z.infer<typeof configurationDetail>

export const configurationListQuery = z.object({
  ...pageQuery,
  provider: repeated(providerId),
  family: repeated(targetFamily),
  q: boundedText(200).optional(),
  paused: z.enum(['true', 'false']).optional(),
  deleted: z.enum(['true', 'false']).optional().openapi({ description: 'Left out: only the living' }),
  sort: sortQuery(['name', 'createdAt', 'updatedAt']),
})
export type ConfigurationListQuery = z.output<typeof configurationListQuery>
export const configurationPage = pageOf(configurationListItem).openapi('ConfigurationPage')

export const configurationVersion = z
  .object({
    generation: z.number().int(),
    document: configurationDocument,
    changeRequest: z.object({ id: uuid, number: z.number().int(), title: z.string() }).nullable(),
    actor: actorView,
    createdAt: isoTime,
  })
  .openapi('ConfigurationVersion')
export type ConfigurationVersionView = z.infer<typeof configurationVersion>
export const configurationVersionPage = pageOf(configurationVersion).openapi('ConfigurationVersionPage')

/**
 * Resources picked in a list, to become a selector. `now`: exactly these, explicit. `future`: everything that matches
 * the filter from now on, as clauses; refused where a filter has no clause (text search, coverage rung, …).
 */
export const selection = z
  .discriminatedUnion('mode', [
    z.strictObject({
      mode: z.literal('now'),
      resourceIds: z.array(uuid).min(1).max(10_000).optional(),
      filter: resourceFilter.optional(),
    }),
    z.strictObject({ mode: z.literal('future'), filter: resourceFilter }),
  ])
  .openapi('Selection')
export type SelectionInput = z.input<typeof selection>
export type Selection = z.output<typeof selection>

/** A draft as it stands in the form: anything may still be missing or wrong, so that every fault can be named. */
export const configurationValidate = z
  .strictObject({
    /** Set when an existing Configuration is being edited. */
    configurationId: uuid.optional(),
    document: z.record(z.string(), z.unknown()),
    /** Stands for the selector. */
    selection: selection.optional(),
  })
  .openapi('ConfigurationValidate')
export type ConfigurationValidateInput = z.input<typeof configurationValidate>

export const draftViolation = z
  .object({
    /** JSON pointer into the document. */
    pointer: z.string(),
    message: z.string(),
    remedy: z.string().nullable(),
    /** `error` stops the proposal, `warning` does not. */
    severity: z.enum(['error', 'warning']),
    /** Stable id of the vendor's rule, where one is broken. */
    rule: z.string().nullable(),
    source: z.string().nullable(),
  })
  .openapi('DraftViolation')
export type DraftViolation = z.infer<typeof draftViolation>

export const selectedSample = z
  .object({
    resourceId: uuid,
    keyText: z.string(),
    type: resourceType,
    externalId: z.string(),
    name: z.string().nullable(),
    accountId: z.string(),
    accountName: z.string(),
    region: z.string(),
    rung,
  })
  .openapi('SelectedSample')
export type SelectedSample = z.infer<typeof selectedSample>

export const selectorPreviewAnswer = z
  .object({
    /** The selector as it would be stored; null while the draft has none. */
    selector: selector.nullable(),
    total: z.number().int(),
    sample: z.array(selectedSample),
    byAccount: z.array(z.object({ accountId: z.string(), accountName: z.string(), count: z.number().int() })),
    byRegion: z.array(z.object({ region: z.string(), count: z.number().int() })),
    byType: z.array(z.object({ type: resourceType, count: z.number().int() })),
    byRung: z.array(z.object({ rung, count: z.number().int() })),
    /** Named or matched, but left out, by reason: not coverable, not settled, not owned. */
    leftOut: z.array(z.object({ reason: z.string(), message: z.string(), count: z.number().int() })),
    violations: z.array(draftViolation),
  })
  .openapi('SelectorPreviewAnswer')
export type SelectorPreviewAnswer = z.infer<typeof selectorPreviewAnswer>

export const selectorPreview = z
  .strictObject({
    provider: providerId,
    family: targetFamily,
    /** One of both. */
    selector: selector.optional(),
    selection: selection.optional(),
  })
  .openapi('SelectorPreview')
export type SelectorPreviewInput = z.input<typeof selectorPreview>

export const configurationValidateAnswer = z
  .object({
    isValid: z.boolean(),
    violations: z.array(draftViolation),
    /** Null while the draft has no usable selector. */
    selects: selectorPreviewAnswer.nullable(),
    /** Targets whose claim another Configuration or somebody's log already holds. */
    inTheWay: z.object({
      total: z.number().int(),
      sample: z.array(
        z.object({
          reason: z.enum(['ClaimedBy', 'ForeignLogInTheWay']),
          targetExternalId: z.string(),
          targetName: z.string().nullable(),
          message: z.string(),
          remedy: z.string(),
          other: z.string().nullable(),
        }),
      ),
    }),
    /** The record of one selected target, resolved; null without one. */
    resolvedSample: z.object({ targetExternalId: z.string(), spec: z.unknown() }).nullable(),
  })
  .openapi('ConfigurationValidateAnswer')
export type ConfigurationValidateAnswer = z.infer<typeof configurationValidateAnswer>
