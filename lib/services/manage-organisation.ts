import type { Actor } from '../domain/change-item'
import type { OnboardingPattern } from '../domain/onboarding-pattern'
import { accountByPattern } from '../domain/onboarding-pattern'
import { isProviderId } from '../domain/provider-id'
import { notFound, outdated, Refusal } from '../domain/refusal'
import { unknownPlaceholders } from '../domain/template'
import { lockAccount } from '../store/accounts'
import { addAuditEntry } from '../store/audit'
import { addEvent } from '../store/events'
import type { StoredOrganisation } from '../store/organisations'
import {
  deleteOrganisation,
  insertOrganisation,
  loadAddable,
  lockOrganisation,
  markListing,
  updateOrganisation,
} from '../store/organisations'
import { inTransaction, type Sql } from '../store/sql'
import { requireSound } from './add-account'
import { addByPattern } from './add-by-pattern'
import { LISTING_EVERY_MS } from './list-organisation'
import type { ServiceContext } from './service-context'

export interface OrganisationEdit {
  readonly pattern?: OnboardingPattern | undefined
  readonly autoAdd?: boolean | undefined
  readonly autoAddLimit?: number | undefined
}

/** Takes up the organisation that an account manages, and asks for its first listing. Answers its id. */
export async function addOrganisation(
  context: ServiceContext,
  actor: Actor,
  input: { readonly account: string; readonly pattern: OnboardingPattern },
): Promise<string> {
  return inTransaction(context.database.pool, async (sql) => {
    const account = await lockAccount(sql, input.account)
    if (account === null) throw notFound('account', input.account)
    requireSoundPattern(account, input.pattern)
    const id = await insertOrganisation(sql, { ...account, accountRef: account.id, pattern: input.pattern })
    if (id === null) {
      throw new Refusal({
        kind: 'conflict',
        code: 'organisation-exists',
        detail: `The organisation behind ${account.name} is here already.`,
        remedy: 'Edit that one instead.',
        errors: [{ pointer: '/account', message: 'is taken up already', remedy: null }],
      })
    }
    await addAuditEntry(sql, {
      actor,
      action: 'organisation.add',
      subjectType: 'organisation',
      subjectId: id,
      summary: `Took up the organisation behind ${account.name} (${account.accountId}).`,
      after: { account: account.accountId, pattern: input.pattern },
    })
    await askForListing(context, sql, id)
    return id
  })
}

/** Changes how accounts are added, and whether by themselves. */
export async function editOrganisation(
  context: ServiceContext,
  actor: Actor,
  id: string,
  revision: number,
  edit: OrganisationEdit,
): Promise<void> {
  await inTransaction(context.database.pool, async (sql) => {
    const before = await requireOrganisation(sql, id)
    if (before.revision !== revision) throw outdated('organisation')
    const { pattern = before.pattern, autoAdd = before.autoAdd, autoAddLimit = before.autoAddLimit } = edit
    requireSoundPattern(before, pattern)
    await updateOrganisation(sql, id, { pattern, autoAdd, autoAddLimit })
    await addAuditEntry(sql, {
      actor,
      action: 'organisation.edit',
      subjectType: 'organisation',
      subjectId: id,
      summary: autoAdd
        ? `Up to ${autoAddLimit} accounts are added by themselves.`
        : 'Accounts are added by people only.',
      before: { pattern: before.pattern, autoAdd: before.autoAdd, autoAddLimit: before.autoAddLimit },
      after: { pattern, autoAdd, autoAddLimit },
    })
    await addEvent(sql, { topic: 'account', subject: id })
  })
}

/** Asks the worker to list an organisation now. */
export async function requestListing(context: ServiceContext, _actor: Actor, id: string): Promise<void> {
  await inTransaction(context.database.pool, async (sql) => {
    await requireOrganisation(sql, id)
    await askForListing(context, sql, id)
  })
}

/** Forgets an organisation. The accounts that were added through it stay. */
export async function removeOrganisation(
  context: ServiceContext,
  actor: Actor,
  id: string,
  revision: number,
): Promise<void> {
  await inTransaction(context.database.pool, async (sql) => {
    const organisation = await requireOrganisation(sql, id)
    if (organisation.revision !== revision) throw outdated('organisation')
    await deleteOrganisation(sql, id)
    await addAuditEntry(sql, {
      actor,
      action: 'organisation.remove',
      subjectType: 'organisation',
      subjectId: id,
      summary: 'Forgot an organisation; the accounts added through it stay.',
    })
    await addEvent(sql, { topic: 'account', subject: id })
  })
}

/** Adds accounts of an organisation by its pattern, all in one. Answers the ids of what was added. */
export async function addFoundAccounts(
  context: ServiceContext,
  actor: Actor,
  id: string,
  accountIds: readonly string[],
): Promise<readonly string[]> {
  return inTransaction(context.database.pool, async (sql) => {
    const organisation = await requireOrganisation(sql, id)
    const found = await loadAddable(sql, organisation, accountIds)
    const missing = accountIds.filter((accountId) => !found.some((account) => account.accountId === accountId))
    if (missing.length > 0) {
      throw new Refusal({
        kind: 'invalidState',
        code: 'account-not-addable',
        detail: `${missing.slice(0, 5).join(', ')}${missing.length > 5 ? ' and others' : ''} cannot be added.`,
        remedy: 'Leave out accounts that are here already, are suspended, or have left the organisation.',
        errors: missing.map((accountId) => ({
          pointer: `/accountIds/${accountIds.indexOf(accountId)}`,
          message: 'cannot be added',
          remedy: null,
        })),
      })
    }
    return addByPattern(context, sql, actor, organisation, found)
  })
}

async function requireOrganisation(sql: Sql, id: string): Promise<StoredOrganisation> {
  const organisation = await lockOrganisation(sql, id)
  if (organisation === null) throw notFound('organisation', id)
  return organisation
}

async function askForListing(context: ServiceContext, sql: Sql, id: string): Promise<void> {
  await markListing(sql, id, LISTING_EVERY_MS)
  await context.jobs.send(sql, 'list-organisation', { organisationId: id })
  await addEvent(sql, { topic: 'account', subject: id })
}

/** Refuses a pattern that would make accounts nobody could add, tried out on an account of that form. */
function requireSoundPattern(
  cloud: { readonly provider: string; readonly partition: string },
  pattern: OnboardingPattern,
): void {
  const { provider, partition } = cloud
  if (!isProviderId(provider)) throw new Error(`an organisation of an unknown cloud: ${provider}`)
  const [unknown] = unknownPlaceholders(pattern.externalId ?? '')
  if (unknown !== undefined) {
    throw new Refusal({
      kind: 'invalidInput',
      code: 'invalid-input',
      detail: `/pattern/externalId holds the placeholder {${unknown}}, which nobody fills.`,
      remedy: 'Use {accountId}, or plain text.',
      errors: [{ pointer: '/pattern/externalId', message: `holds {${unknown}}`, remedy: 'Use {accountId}.' }],
    })
  }
  const accountId = provider === 'aws-ec2' ? '123456789012' : '1234567890123456'
  requireSound(accountByPattern({ provider, partition }, pattern, { accountId, name: 'trial', path: '' }))
}
