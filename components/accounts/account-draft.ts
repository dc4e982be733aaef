import type { AccountCreate, AccountDetail, AccountEdit } from '@/lib/http/schemas/accounts'
import type { ProblemError } from '@/lib/http/schemas/problem'

type Provider = AccountCreate['provider']
type Partition = NonNullable<AccountCreate['partition']>

/** An account as somebody types it. */
export interface AccountDraft {
  readonly provider: Provider
  readonly partition: Partition
  readonly name: string
  readonly accountId: string
  readonly access: 'role' | 'base'
  readonly roleArn: string
  readonly externalId: string
  readonly regions: readonly string[]
  /** One `key=value` per line. */
  readonly labels: string
}

export type DraftField = Exclude<keyof AccountDraft, 'provider' | 'access'>
export type DraftFaults = Partial<Record<DraftField, string>>

/** How a provider's account looks: what its id and its roles are made of. */
interface Dialect {
  readonly cloud: string
  readonly idLength: number
  readonly partitions: readonly { readonly value: Partition; readonly label: string }[]
  readonly role: RegExp
  readonly roleExample: (accountId: string, partition: string) => string
}

/**
 * Source: AWS account management guide, account identifiers (12 digits); IAM user guide, identifiers (role ARNs);
 * Alibaba Cloud RAM, account ids (16 digits) and ARNs of RAM roles (read 2026-11)
 */
const DIALECTS: Readonly<Record<Provider, Dialect>> = {
  'aws-ec2': {
    cloud: 'AWS',
    idLength: 12,
    partitions: [
      { value: 'aws', label: 'AWS' },
      { value: 'aws-cn', label: 'AWS China' },
      { value: 'aws-us-gov', label: 'AWS GovCloud (US)' },
    ],
    role: /^arn:(aws(?:-cn|-us-gov)?):iam::(\d{12}):role\/[\w+=,.@/-]+$/,
    roleExample: (accountId, partition) => `arn:${partition}:iam::${accountId}:role/weir`,
  },
  'alibaba-cen': {
    cloud: 'Alibaba Cloud',
    idLength: 16,
    partitions: [
      { value: 'alibaba', label: 'China site' },
      { value: 'alibaba-intl', label: 'International site' },
    ],
    role: /^acs:ram:()?:(\d{16}):role\/[\w.-]+$/,
    roleExample: (accountId) => `acs:ram::${accountId}:role/weir`,
  },
}

export const dialectOf = (provider: Provider): Dialect => DIALECTS[provider]

/** The same pattern the interface holds regions to. */
const REGION = /^[a-z]{2,4}(-[a-z0-9]+){1,4}$/
const EXTERNAL_ID = /^[\w+=,.@:/-]+$/
const MAX_NAME = 120
const MAX_REGIONS = 100
const MAX_LABELS = 50

/** A form nobody has typed into. Pure. */
export function emptyDraft(provider: Provider): AccountDraft {
  return {
    provider,
    partition: DIALECTS[provider].partitions[0]?.value ?? 'aws',
    name: '',
    accountId: '',
    access: 'role',
    roleArn: '',
    externalId: '',
    regions: [],
    labels: '',
  }
}

/** An account that exists, ready to be changed. Pure. */
export function draftOf(account: AccountDetail): AccountDraft {
  const known = DIALECTS[account.provider].partitions.find(({ value }) => value === account.partition)
  return {
    ...emptyDraft(account.provider),
    ...(known === undefined ? {} : { partition: known.value }),
    name: account.name,
    accountId: account.accountId,
    access: account.roleArn === null ? 'base' : 'role',
    roleArn: account.roleArn ?? '',
    externalId: account.externalId ?? '',
    regions: account.regions,
    labels: Object.entries(account.labels)
      .map(([key, value]) => `${key}=${value}`)
      .join('\n'),
  }
}

/** What is wrong with a draft, by field, each as a sentence that says what to do. Pure. */
export function draftFaults(draft: AccountDraft): DraftFaults {
  const faults: Record<DraftField, string | null> = {
    partition: null,
    name: nameFault(draft.name),
    accountId: accountIdFault(draft),
    roleArn: draft.access === 'role' ? roleFault(draft) : null,
    externalId: draft.access === 'role' ? externalIdFault(draft.externalId) : null,
    regions: regionsFault(draft.regions),
    labels: labelsFault(draft.labels),
  }
  return Object.fromEntries(Object.entries(faults).filter(([, fault]) => fault !== null))
}

function nameFault(name: string): string | null {
  const length = name.trim().length
  if (length === 0) return 'Give it a name that people recognise.'
  return length > MAX_NAME ? `At most ${MAX_NAME} characters; it has ${length}.` : null
}

function accountIdFault({ provider, accountId }: AccountDraft): string | null {
  const { cloud, idLength } = DIALECTS[provider]
  const id = accountId.trim()
  if (id === '') return `Enter the account id: ${idLength} digits.`
  if (!/^\d+$/.test(id)) return 'Only digits, without dashes or spaces.'
  return id.length === idLength ? null : `An ${cloud} account id has ${idLength} digits; this has ${id.length}.`
}

function roleFault(draft: AccountDraft): string | null {
  const { role, roleExample, idLength } = DIALECTS[draft.provider]
  const arn = draft.roleArn.trim()
  const example = roleExample(draft.accountId.trim() || '0'.repeat(idLength), draft.partition)
  if (arn === '') return `Enter the ARN of the role, such as ${example}.`
  const match = role.exec(arn)
  if (match === null) return `That is not the ARN of a role; it looks like ${example}.`
  const [, partition, owner] = match
  if (partition !== undefined && partition !== '' && partition !== draft.partition) {
    return `This role is in the partition ${partition}, the account in ${draft.partition}.`
  }
  return accountIdFault(draft) !== null || owner === draft.accountId.trim()
    ? null
    : `This role is in account ${owner}, not in ${draft.accountId.trim()}.`
}

function externalIdFault(externalId: string): string | null {
  const id = externalId.trim()
  if (id === '') return null
  if (id.length < 2) return 'At least 2 characters, or none.'
  if (id.length > 1224) return `At most 1,224 characters; it has ${id.length.toLocaleString('en-US')}.`
  return EXTERNAL_ID.test(id) ? null : 'Letters, digits and _ + = , . @ : / - only.'
}

function regionsFault(regions: readonly string[]): string | null {
  if (regions.length === 0) return 'Choose at least one region to watch.'
  if (regions.length > MAX_REGIONS) return `At most ${MAX_REGIONS} regions; there are ${regions.length}.`
  const wrong = regions.find((region) => !REGION.test(region))
  return wrong === undefined ? null : `“${wrong}” is not a region id; one looks like eu-west-1.`
}

/** Whether a text can be a region id. Pure. */
export const isRegionId = (text: string): boolean => REGION.test(text)

function labelsFault(text: string): string | null {
  const lines = linesOf(text)
  if (lines.length > MAX_LABELS) return `At most ${MAX_LABELS} labels; there are ${lines.length}.`
  const wrong = lines.find((line) => !/^[^=]{1,64}=.{0,256}$/.test(line))
  if (wrong !== undefined) return `“${wrong.slice(0, 40)}” is not key=value.`
  const keys = lines.map((line) => line.slice(0, line.indexOf('=')).trim())
  const twice = keys.find((key, index) => keys.indexOf(key) !== index)
  return twice === undefined ? null : `The label ${twice} is there twice.`
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

function labelsOf(text: string): Record<string, string> {
  return Object.fromEntries(
    linesOf(text).map((line) => [line.slice(0, line.indexOf('=')).trim(), line.slice(line.indexOf('=') + 1).trim()]),
  )
}

const identityOf = (draft: AccountDraft) =>
  draft.access === 'base'
    ? { roleArn: null, externalId: null }
    : { roleArn: draft.roleArn.trim(), externalId: draft.externalId.trim() === '' ? null : draft.externalId.trim() }

/** What the interface is sent for a new account. Pure. */
export function accountOfDraft(draft: AccountDraft): AccountCreate {
  return {
    provider: draft.provider,
    accountId: draft.accountId.trim(),
    partition: draft.partition,
    name: draft.name.trim(),
    ...identityOf(draft),
    regions: [...draft.regions],
    labels: labelsOf(draft.labels),
  }
}

/** What of an account is to be changed, only the members that differ; null when nothing does. Pure. */
export function editOfDraft(draft: AccountDraft, before: AccountDraft): AccountEdit | null {
  const after = accountOfDraft(draft)
  const was = accountOfDraft(before)
  const members = ['name', 'roleArn', 'externalId', 'regions', 'labels'] as const
  const changed = members.filter((member) => JSON.stringify(after[member]) !== JSON.stringify(was[member]))
  return changed.length === 0 ? null : Object.fromEntries(changed.map((member) => [member, after[member]]))
}

const FIELDS: readonly DraftField[] = ['partition', 'name', 'accountId', 'roleArn', 'externalId', 'regions', 'labels']

/** The faults a refusal names, by field (`/regions/0` belongs to `regions`), and those that belong to none. Pure. */
export function faultsOfErrors(errors: readonly ProblemError[]): {
  faults: DraftFaults
  rest: readonly ProblemError[]
} {
  const faults: DraftFaults = {}
  const rest: ProblemError[] = []
  for (const error of errors) {
    const field = FIELDS.find((one) => error.pointer.split('/')[1] === one)
    if (field === undefined) rest.push(error)
    else faults[field] ??= sentence(error)
  }
  return { faults, rest }
}

/** `must have at most 120 characters` → `It must have at most 120 characters.` */
function sentence({ message, remedy }: ProblemError): string {
  const whole = /^(must|is|has)\b/.test(message) ? `It ${message}` : message
  const ended = /[.!?]$/.test(whole) ? whole : `${whole}.`
  return remedy === null ? ended : `${ended} ${remedy}`
}
