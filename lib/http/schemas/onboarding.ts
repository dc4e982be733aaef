import { z } from '@hono/zod-openapi'
import { ACCESS_FEATURES } from '../../domain/onboarding/permission'
import { boundedText } from './text'
import { providerId } from './words'

/** What Weir shall be able to do in an account. */
const accessFeature = z.enum(ACCESS_FEATURES).openapi('AccessFeature')
export const accessFeatures = z
  .array(accessFeature)
  .max(ACCESS_FEATURES.length)
  .refine((list) => new Set(list).size === list.length, { message: 'must not name a feature twice' })

const partition = z.enum(['aws', 'aws-cn', 'aws-us-gov', 'alibaba', 'alibaba-intl'])

/** For whom the documents are: one account, or (without one) every account of an organisation. */
export const onboardingInput = z
  .strictObject({
    provider: providerId,
    partition: partition.optional(),
    accountId: z
      .string()
      .regex(/^\d{10,20}$/, 'must be 10 to 20 digits')
      .nullable()
      .default(null),
    /** The usual ones when left out. */
    features: accessFeatures.optional(),
    roleName: z
      .string()
      .regex(/^[\w+=,.@-]{1,64}$/, 'must be 1 to 64 letters, digits or any of +=,.@-_')
      .default('WeirControlPlane'),
    /** A strong one is made when it is left out; empty asks for none. */
    externalId: z
      .string()
      .regex(/^(?:[\w+=,.@:/-]{2,1224})?$/, 'must be 2 to 1,224 letters, digits or any of +=,.@:/-_')
      .optional(),
    /** ARN or account id of the identity Weir runs as; the account that is watched without a role when left out. */
    trusted: boundedText(2_048, 1).nullable().optional(),
    organisationId: z
      .string()
      .regex(/^(?:o|rd)-[A-Za-z0-9]{4,32}$/, 'must look like o-exampleorgid')
      .nullable()
      .default(null),
    bucket: z
      .string()
      .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'must be the name of a bucket')
      .nullable()
      .default(null),
  })
  .openapi('OnboardingInput')
export type OnboardingInputView = z.input<typeof onboardingInput>
export type OnboardingRequest = z.output<typeof onboardingInput>

const permissionView = z.object({
  action: z.string(),
  why: z.string(),
  features: z.array(accessFeature),
})

export const onboardingPack = z
  .object({
    features: z.array(
      z.object({
        feature: accessFeature,
        label: z.string(),
        help: z.string(),
        isRequired: z.boolean(),
        isUsual: z.boolean(),
      }),
    ),
    /** Of the chosen features, in the order of the policy. */
    permissions: z.array(permissionView),
    roleArn: z.string().nullable(),
    externalId: z.string(),
    trusted: z.string().nullable(),
    documents: z.array(
      z.object({
        id: z.string(),
        way: z.enum(['policy', 'cloudformation', 'terraform', 'commands', 'destination']),
        title: z.string(),
        purpose: z.string(),
        language: z.enum(['json', 'hcl', 'shell']),
        fileName: z.string(),
        text: z.string(),
      }),
    ),
    remarks: z.array(z.string()),
  })
  .openapi('OnboardingPack')
export type OnboardingPackView = z.infer<typeof onboardingPack>
