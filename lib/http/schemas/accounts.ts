import { z } from '@hono/zod-openapi'
import { pageOf, pageQuery, repeated, sortQuery } from './listing'
import { accessFeatures } from './onboarding'
import { scopeView } from './scopes'
import { boundedText, isoTime, textMap, uuid } from './text'
import { providerId } from './words'

const labels = textMap({ maxEntries: 50, maxKey: 64, maxValue: 256 })
const region = z.string().regex(/^[a-z]{2,4}(-[a-z0-9]+){1,4}$/, 'must be a region id such as eu-west-1')
const regions = z
  .array(region)
  .min(1, 'must name at least one region')
  .max(100, 'must name at most 100 regions')
  .refine((list) => new Set(list).size === list.length, { message: 'must not name a region twice' })

/** How Weir becomes somebody in the account: a role with its external id, or the base identity itself. */
const roleArn = boundedText(512, 1).nullable()
const externalId = boundedText(1_224, 2).nullable()

/** What adding an account takes. Adding one again that was removed rebinds what it left. */
export const accountCreate = z
  .strictObject({
    provider: providerId,
    accountId: boundedText(32, 1),
    /** `aws`, `aws-cn`, `aws-us-gov`, `alibaba`, `alibaba-intl`; the provider's ordinary one when left out. */
    partition: z.enum(['aws', 'aws-cn', 'aws-us-gov', 'alibaba', 'alibaba-intl']).optional(),
    name: boundedText(120, 1),
    roleArn: roleArn.default(null),
    externalId: externalId.default(null),
    regions,
    labels: labels.default({}),
    /** What Weir shall be able to do there; the connection test asks for it. Nobody has said: empty. */
    features: accessFeatures.default([]),
  })
  .openapi('AccountCreate')
export type AccountCreate = z.input<typeof accountCreate>

export const accountEdit = z
  .strictObject({
    name: boundedText(120, 1).optional(),
    roleArn: roleArn.optional(),
    externalId: externalId.optional(),
    regions: regions.optional(),
    labels: labels.optional(),
    features: accessFeatures.optional(),
  })
  .refine((edit) => Object.values(edit).some((member) => member !== undefined), { message: 'must change something' })
  .openapi('AccountEdit')
export type AccountEdit = z.input<typeof accountEdit>

/** What the connection test found for one permission or step. */
export const connectionCheck = z
  .object({
    id: z.string(),
    label: z.string(),
    state: z.enum(['passed', 'failed', 'skipped']),
    message: z.string(),
    remedy: z.string().nullable(),
    /** The policy statements that grant what is missing or unknown, to copy. */
    statement: z.string().nullable().optional(),
    vendorCode: z.string().nullable(),
    requestId: z.string().nullable(),
  })
  .openapi('ConnectionCheck')
export type ConnectionCheckView = z.infer<typeof connectionCheck>

const testState = z.enum(['never', 'running', 'passed', 'failed'])

export const accountListItem = z
  .object({
    id: uuid,
    revision: z.number().int(),
    provider: providerId,
    partition: z.string(),
    accountId: z.string(),
    name: z.string(),
    roleArn: z.string().nullable(),
    externalId: z.string().nullable(),
    labels: z.record(z.string(), z.string()),
    regions: z.array(z.string()),
    features: z.array(z.string()),
    isPaused: z.boolean(),
    endpointFingerprint: z.string().nullable(),
    test: z.object({
      state: testState,
      testedAt: isoTime.nullable(),
      failed: z.number().int(),
      passed: z.number().int(),
    }),
    scopes: z.object({ total: z.number().int(), failing: z.number().int(), stale: z.number().int() }),
    /** The oldest look among its scopes; null while one was never looked at. */
    oldestObservedAt: isoTime.nullable(),
    resources: z.number().int(),
    flowLogs: z.object({ ours: z.number().int(), others: z.number().int() }),
    coverage: z.object({ delivering: z.number().int(), countable: z.number().int() }),
    createdAt: isoTime,
    updatedAt: isoTime,
  })
  .openapi('AccountListItem')
export type AccountListItem = z.infer<typeof accountListItem>

export const accountDetail = accountListItem
  .extend({ checks: z.array(connectionCheck), scopeList: z.array(scopeView) })
  .openapi('Account')
export type AccountDetail = z.infer<typeof accountDetail>

export const accountListQuery = z.object({
  ...pageQuery,
  provider: repeated(providerId),
  paused: z.enum(['true', 'false']).optional(),
  test: repeated(testState),
  q: boundedText(200).optional(),
  sort: sortQuery(['name', 'accountId', 'createdAt']),
})
export type AccountListQuery = z.output<typeof accountListQuery>
export const accountPage = pageOf(accountListItem).openapi('AccountPage')

/** What stays when an account is removed: the cloud is never touched. */
export const accountRemoval = z
  .object({
    id: uuid,
    message: z.string(),
    stays: z.object({
      flowLogsOfOurs: z.number().int(),
      flowLogsOfOthers: z.number().int(),
      configurationsNamingIt: z.array(z.object({ id: uuid, name: z.string() })),
    }),
  })
  .openapi('AccountRemoval')
export type AccountRemoval = z.infer<typeof accountRemoval>
