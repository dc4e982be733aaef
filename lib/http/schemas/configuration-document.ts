import { z } from '@hono/zod-openapi'
import { flowLogSpec } from './spec'
import { boundedText, resourceKeyTextSchema } from './text'
import { providerId, resourceType, targetFamily, trafficType } from './words'

const MAX_EXPLICIT_TARGETS = 10_000

const clauseValues = z.array(boundedText(256, 1)).min(1, 'must name at least one value').max(1_000)

const selectorClause = z
  .discriminatedUnion('on', [
    z.strictObject({ on: z.literal('account'), values: clauseValues }),
    z.strictObject({ on: z.literal('region'), values: clauseValues }),
    z.strictObject({ on: z.literal('type'), values: z.array(resourceType).min(1).max(20) }),
    z.strictObject({ on: z.literal('attachmentKind'), values: clauseValues }),
    z.strictObject({
      on: z.literal('tag'),
      key: boundedText(128, 1),
      values: z.array(boundedText(256)).min(1).max(1_000),
    }),
  ])
  .openapi('SelectorClause')

/** Which targets a Configuration covers. */
export const selector = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('explicit'),
      targets: z
        .array(resourceKeyTextSchema)
        .min(1, 'must name at least one target')
        .max(MAX_EXPLICIT_TARGETS, `must name at most ${MAX_EXPLICIT_TARGETS} targets`),
    }),
    z.strictObject({
      kind: z.literal('clauses'),
      clauses: z.array(selectorClause).min(1, 'must have at least one clause').max(50),
      excludes: z.array(resourceKeyTextSchema).max(MAX_EXPLICIT_TARGETS),
    }),
  ])
  .openapi('Selector')

const documentMembers = {
  name: boundedText(120, 1),
  provider: providerId,
  family: targetFamily,
  spec: flowLogSpec,
  onDrift: z.enum(['heal', 'propose', 'notify']),
  onRemoval: z.enum(['delete', 'retain']),
  upkeep: z.enum(['automatic', 'propose']),
  upkeepBound: z.strictObject({ maxNewTargets: z.number().int().min(0).max(100_000) }),
  paused: z.boolean(),
  observeOnly: z.boolean(),
  requiredTraffic: trafficType.nullable(),
}

/** What a person writes. */
export const configurationDocument = z.strictObject({ ...documentMembers, selector }).openapi('ConfigurationDocument')

/** The same without its selector, where a selection of resources stands for it. */
export const documentWithoutSelector = z.strictObject(documentMembers).openapi('ConfigurationDocumentWithoutSelector')
export type ConfigurationDocumentInput = z.input<typeof configurationDocument>
