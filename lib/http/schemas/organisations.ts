import { z } from '@hono/zod-openapi'
import { FOUND_STANDINGS } from '../../domain/onboarding-pattern'
import { pageOf, pageQuery, repeated, sortQuery } from './listing'
import { cloudProblem } from './problem'
import { boundedText, isoTime, textMap, uuid } from './text'
import { providerId } from './words'

const region = z.string().regex(/^[a-z]{2,4}(-[a-z0-9]+){1,4}$/, 'must be a region id such as eu-west-1')

/** How the accounts of an organisation are added. */
const onboardingPattern = z
  .strictObject({
    roleName: boundedText(64, 1).regex(/^[\w+=,.@-]+$/, 'must be the name of a role, without its ARN'),
    /** May hold `{accountId}`. */
    externalId: boundedText(1_000, 2).nullable().default(null),
    regions: z
      .array(region)
      .min(1, 'must name at least one region')
      .max(100, 'must name at most 100 regions')
      .refine((list) => new Set(list).size === list.length, { message: 'must not name a region twice' }),
    labels: textMap({ maxEntries: 40, maxKey: 64, maxValue: 256 }).default({}),
    /** The label that gets the folder of an account. */
    pathLabel: boundedText(64, 1).nullable().default(null),
  })
  .openapi('OnboardingPattern')

export const organisationCreate = z
  .strictObject({
    /** The account that manages the organisation, or administers it by delegation. */
    account: uuid,
    pattern: onboardingPattern,
  })
  .openapi('OrganisationCreate')
export type OrganisationCreate = z.input<typeof organisationCreate>

export const organisationEdit = z
  .strictObject({
    pattern: onboardingPattern.optional(),
    autoAdd: z.boolean().optional(),
    /** How many accounts are added by themselves at most, counted from when that was switched on. */
    autoAddLimit: z.number().int().min(1).max(1_000).optional(),
  })
  .refine((edit) => Object.values(edit).some((member) => member !== undefined), { message: 'must change something' })
  .openapi('OrganisationEdit')
export type OrganisationEdit = z.input<typeof organisationEdit>

export const organisationView = z
  .object({
    id: uuid,
    revision: z.number().int(),
    account: z.object({ id: uuid, accountId: z.string(), name: z.string() }),
    provider: providerId,
    partition: z.string(),
    state: z.enum(['never', 'running', 'listed', 'failed']),
    listedAt: isoTime.nullable(),
    problem: cloudProblem.nullable(),
    pattern: onboardingPattern,
    autoAdd: z.boolean(),
    autoAddLimit: z.number().int(),
    autoAdded: z.number().int(),
    counts: z.object({
      new: z.number().int(),
      known: z.number().int(),
      'not-reachable': z.number().int(),
      suspended: z.number().int(),
      left: z.number().int(),
    }),
    createdAt: isoTime,
    updatedAt: isoTime,
  })
  .openapi('Organisation')
export type OrganisationView = z.infer<typeof organisationView>

export const organisationListQuery = z.object({ ...pageQuery, sort: sortQuery(['createdAt']) })
export type OrganisationListQuery = z.output<typeof organisationListQuery>
export const organisationPage = pageOf(organisationView).openapi('OrganisationPage')

const standing = z.enum(FOUND_STANDINGS)

const foundAccountView = z
  .object({
    id: uuid,
    accountId: z.string(),
    name: z.string(),
    path: z.string(),
    rawState: z.string(),
    standing,
    /** The account in Weir, once it was added. */
    account: uuid.nullable(),
    joinedAt: isoTime.nullable(),
    firstSeenAt: isoTime,
    leftAt: isoTime.nullable(),
  })
  .openapi('FoundAccount')
export type FoundAccountView = z.infer<typeof foundAccountView>

export const foundAccountQuery = z.object({
  ...pageQuery,
  standing: repeated(standing),
  q: boundedText(200).optional(),
  sort: sortQuery(['name', 'accountId', 'firstSeenAt']),
})
export type FoundAccountQuery = z.output<typeof foundAccountQuery>
export const foundAccountPage = pageOf(foundAccountView).openapi('FoundAccountPage')

/** Which of the accounts found are to be added, by the pattern. */
export const foundAccountsAdd = z
  .strictObject({
    accountIds: z
      .array(boundedText(32, 1))
      .min(1, 'must name an account')
      .max(500, 'must name at most 500 accounts')
      .refine((list) => new Set(list).size === list.length, { message: 'must not name an account twice' }),
  })
  .openapi('FoundAccountsAdd')
export type FoundAccountsAdd = z.input<typeof foundAccountsAdd>

export const foundAccountsAdded = z.object({ accounts: z.array(uuid) }).openapi('FoundAccountsAdded')
export type FoundAccountsAdded = z.infer<typeof foundAccountsAdded>
