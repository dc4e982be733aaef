import { z } from '@hono/zod-openapi'
import { providerId, resourceType, targetFamily } from './words'

const fieldCapability = z
  .object({
    field: z.string(),
    label: z.string(),
    help: z.string(),
    input: z.enum(['text', 'select', 'switch', 'tags', 'tag-fields', 'format', 'multiline']),
    options: z.array(z.object({ value: z.union([z.string(), z.number()]), label: z.string() })).nullable(),
    required: z.boolean(),
    change: z.enum(['in-place', 'replace']),
    onlyWhen: z.object({ field: z.string(), values: z.array(z.string()) }).nullable(),
    maxLength: z.number().nullable(),
    placeholder: z.string().nullable(),
    initial: z.union([z.string(), z.number(), z.boolean()]).nullable(),
  })
  .openapi('FieldCapability')

/** A record format with a name and a purpose. */
const formatPreset = z
  .object({
    id: z.enum(['default', 'security', 'cost', 'troubleshooting', 'everything']),
    label: z.string(),
    purpose: z.string(),
    format: z.string().nullable(),
    fields: z.array(z.string()),
    sample: z.string(),
    permissions: z.array(z.string()),
  })
  .openapi('FormatPreset')

/** What a cloud can do, as data (lib/domain/capabilities). */
export const providerCapabilities = z
  .object({
    provider: providerId,
    label: z.string(),
    families: z.array(
      z.object({
        family: targetFamily,
        label: z.string(),
        targetTypes: z.array(resourceType),
        undiscoveredTypes: z.array(resourceType),
        formatPresets: z.array(formatPreset),
        maxCreateBatch: z.number(),
        fields: z.array(fieldCapability),
      }),
    ),
    discoveredTypes: z.array(resourceType),
    hasCreatingState: z.boolean(),
    reportsDelivery: z.boolean(),
    canDisable: z.boolean(),
    coexistence: z.enum(['different-destination', 'never']),
    serialisesBy: z.enum(['transitRouter']).nullable(),
    maxDeleteBatch: z.number(),
    maxPeopleTags: z.number(),
    visibilityGraceMs: z.number(),
    activationDeadlineMs: z.number(),
    deletionDeadlineMs: z.number(),
  })
  .openapi('Capabilities')
export type CapabilitiesView = z.infer<typeof providerCapabilities>
export const providerList = z.object({ items: z.array(providerCapabilities) }).openapi('ProviderList')
export type ProviderList = z.infer<typeof providerList>
