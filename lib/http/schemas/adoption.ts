import { z } from '@hono/zod-openapi'
import { selector } from './configuration-document'
import { repeated } from './listing'
import { flowLogSpec } from './spec'
import { boundedText, sha256, uuid } from './text'
import { manager, providerId, resourceType, targetFamily } from './words'

/** Existing flow logs that one Configuration would describe exactly. */
const adoptionCluster = z
  .object({
    /** The same while the same logs stand there; refused once it means other ones. */
    key: sha256,
    provider: providerId,
    family: targetFamily,
    manager,
    /** What the other manager will see; null where none was recognised. */
    managerNote: z.string().nullable(),
    suggestedName: z.string(),
    /** As a Configuration would hold it: with placeholders for account, region and partition. */
    spec: flowLogSpec,
    destination: z.string(),
    count: z.number().int(),
    accounts: z.array(z.object({ accountId: z.string(), accountName: z.string(), count: z.number().int() })),
    regions: z.array(z.object({ region: z.string(), count: z.number().int() })),
    types: z.array(resourceType),
    /** Rules that these parameters break: no Configuration can describe them. Empty where one can. */
    violations: z.array(z.object({ field: z.string(), message: z.string(), remedy: z.string().nullable() })),
  })
  .openapi('AdoptionCluster')
export type AdoptionCluster = z.infer<typeof adoptionCluster>

export const adoptionClusterQuery = z.object({
  provider: repeated(providerId),
  manager: repeated(manager),
  account: repeated(boundedText(64)).openapi({ description: 'Only clusters that reach into one of these accounts' }),
})
export type AdoptionClusterQuery = z.output<typeof adoptionClusterQuery>

export const adoptionClusters = z
  .object({
    /** Most logs first. */
    items: z.array(adoptionCluster),
    /** Logs in them. */
    total: z.number().int(),
    /** What is not ours and not in a cluster, by reason. */
    leftOut: z.array(z.object({ reason: z.string(), message: z.string(), count: z.number().int() })),
  })
  .openapi('AdoptionClusters')
export type AdoptionClusters = z.infer<typeof adoptionClusters>

export const adoptionClusterDetail = adoptionCluster
  .extend({
    sample: z.array(
      z.object({
        id: uuid,
        externalId: z.string(),
        targetExternalId: z.string(),
        targetName: z.string().nullable(),
        accountName: z.string(),
        region: z.string(),
      }),
    ),
    /** A selector that selects exactly these targets today; null where none does. */
    matching: z.object({ selector, sentence: z.string() }).nullable(),
  })
  .openapi('AdoptionClusterDetail')
export type AdoptionClusterDetail = z.infer<typeof adoptionClusterDetail>

export const adoptionProposal = z
  .strictObject({
    clusters: z
      .array(
        z.strictObject({
          key: sha256,
          name: boundedText(120, 1),
          /** `explicit` names these targets; `matching` selects whatever matches, also in future. */
          selector: z.enum(['explicit', 'matching']).default('explicit'),
          /** Only the logs in these accounts or regions. */
          accounts: z.array(boundedText(64)).min(1).max(1_000).optional(),
          regions: z.array(boundedText(64)).min(1).max(200).optional(),
          onDrift: z.enum(['heal', 'propose', 'notify']).default('propose'),
          onRemoval: z.enum(['delete', 'retain']).default('retain'),
        }),
      )
      .min(1)
      .max(20),
    /** Other managers whose flow logs are taken over knowingly. */
    acknowledged: z.array(manager).max(10).default([]),
    reason: boundedText(4_000).default(''),
  })
  .openapi('AdoptionProposal')
export type AdoptionProposalInput = z.input<typeof adoptionProposal>
export type AdoptionProposal = z.output<typeof adoptionProposal>

export const flowLogAdoption = z
  .strictObject({ acknowledged: z.array(manager).max(10).default([]), reason: boundedText(2_000).default('') })
  .openapi('FlowLogAdoption')
export type FlowLogAdoptionInput = z.input<typeof flowLogAdoption>

export const releaseInput = z.strictObject({ reason: boundedText(2_000).default('') }).openapi('FlowLogRelease')
export type ReleaseInput = z.input<typeof releaseInput>
