import type { ProviderId } from './provider-id'
import type { RefusalError } from './refusal'

/** What an account can be wrong about before any cloud is asked. */
export interface AccountInput {
  readonly provider: ProviderId
  readonly partition: string
  readonly accountId: string
  readonly roleArn: string | null
  readonly externalId: string | null
}

/** The ordinary partition of each cloud. */
export const DEFAULT_PARTITION: Readonly<Record<ProviderId, string>> = { 'aws-ec2': 'aws', 'alibaba-cen': 'alibaba' }

const PARTITIONS: Readonly<Record<ProviderId, readonly string[]>> = {
  'aws-ec2': ['aws', 'aws-cn', 'aws-us-gov'],
  'alibaba-cen': ['alibaba', 'alibaba-intl'],
}

// Source: AWS IAM user guide, "IAM ARNs"; Alibaba Cloud RAM help, "RAM role ARN" (acs:ram::<account>:role/<name>)
const ROLE_ARN: Readonly<Record<ProviderId, RegExp>> = {
  'aws-ec2': /^arn:(aws|aws-cn|aws-us-gov):iam::(\d{12}):role\/[\w+=,.@/-]{1,512}$/,
  'alibaba-cen': /^acs:(ram)::(\d{1,20}):role\/[\w.-]{1,64}$/,
}

const ACCOUNT_ID: Readonly<Record<ProviderId, { readonly form: RegExp; readonly words: string }>> = {
  'aws-ec2': { form: /^\d{12}$/, words: '12 digits' },
  'alibaba-cen': { form: /^\d{10,20}$/, words: '10 to 20 digits, usually 16' },
}

// Source: AWS STS API reference, AssumeRole, ExternalId
const EXTERNAL_ID = /^[\w+=,.@:/-]{2,1224}$/

/** Everything wrong with an account, as pointers into its body. Pure. */
export function accountFaults(input: AccountInput): readonly RefusalError[] {
  const { provider, partition, accountId, roleArn, externalId } = input
  const faults: RefusalError[] = []
  const add = (pointer: string, message: string, remedy: string) => faults.push({ pointer, message, remedy })
  if (!PARTITIONS[provider].includes(partition)) {
    add('/partition', 'does not belong to this cloud', `Use one of ${PARTITIONS[provider].join(', ')}.`)
  }
  if (!ACCOUNT_ID[provider].form.test(accountId)) {
    add('/accountId', `must be ${ACCOUNT_ID[provider].words}`, 'Copy the account id from the cloud’s own console.')
  }
  if (externalId !== null && !EXTERNAL_ID.test(externalId)) {
    add('/externalId', 'holds characters that no cloud takes', 'Use letters, digits and + = , . @ : / - _.')
  }
  if (externalId !== null && roleArn === null) {
    add('/externalId', 'belongs to a role', 'Name the role, or leave the external id out.')
  }
  // A role can be judged only against an account and a partition that can be right.
  return faults.some(({ pointer }) => pointer !== '/externalId') ? faults : [...faults, ...roleFaults(input)]
}

function roleFaults({ provider, partition, accountId, roleArn }: AccountInput): readonly RefusalError[] {
  if (roleArn === null) return []
  const match = ROLE_ARN[provider].exec(roleArn)
  const example =
    provider === 'aws-ec2' ? `arn:${partition}:iam::${accountId}:role/weir` : `acs:ram::${accountId}:role/weir`
  if (match === null) {
    return [{ pointer: '/roleArn', message: 'is not the ARN of a role', remedy: `Write it like ${example}.` }]
  }
  if (match[2] !== accountId) {
    return [
      {
        pointer: '/roleArn',
        message: 'names a role of another account',
        remedy: `The role must live in ${accountId}.`,
      },
    ]
  }
  return provider === 'aws-ec2' && match[1] !== partition
    ? [{ pointer: '/roleArn', message: 'is of another partition', remedy: `Write it like ${example}.` }]
    : []
}
