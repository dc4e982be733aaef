import { accountFaults, DEFAULT_PARTITION } from '../domain/account-rules'
import type { Actor } from '../domain/change-item'
import type { ProviderId } from '../domain/provider-id'
import { Refusal } from '../domain/refusal'
import { findAccount, insertAccount, reviveAccount, writeTestResult } from '../store/accounts'
import { addAuditEntry } from '../store/audit'
import { addEvent } from '../store/events'
import { wakeScopes } from '../store/scope-queue'
import { ensureScopes } from '../store/scopes'
import { inTransaction, type Sql } from '../store/sql'
import type { ServiceContext } from './service-context'

export interface AddAccountInput {
  readonly provider: ProviderId
  readonly accountId: string
  readonly partition?: string | undefined
  readonly name: string
  readonly roleArn: string | null
  readonly externalId: string | null
  readonly regions: readonly string[]
  readonly labels: Readonly<Record<string, string>>
  readonly features?: readonly string[] | undefined
}

/**
 * Adds an account and asks for its first look at once. One that was removed comes back under its old id, so that what it
 * left is bound again. Answers the id.
 */
export async function addAccount(context: ServiceContext, actor: Actor, input: AddAccountInput): Promise<string> {
  return inTransaction(context.database.pool, (sql) => addAccountWithin(context, sql, actor, input))
}

/** The same inside a transaction of the caller's. */
export async function addAccountWithin(
  context: Pick<ServiceContext, 'jobs'>,
  sql: Sql,
  actor: Actor,
  input: AddAccountInput,
): Promise<string> {
  const account = { ...input, partition: input.partition ?? DEFAULT_PARTITION[input.provider] }
  requireSound(account)
  const id = await insertOrRevive(sql, account)
  await wakeScopes(sql, await ensureScopes(sql, { id, ...account }, account.regions), { look: true })
  await writeTestResult(sql, id, { state: 'running' })
  await context.jobs.send(sql, 'test-account', { accountId: id })
  await addAuditEntry(sql, {
    actor,
    action: 'account.add',
    subjectType: 'account',
    subjectId: id,
    summary: `Added account ${account.name} (${account.accountId}).`,
    after: account,
  })
  await addEvent(sql, { topic: 'account', subject: id })
  return id
}

async function insertOrRevive(sql: Sql, account: AddAccountInput & { readonly partition: string }): Promise<string> {
  const known = await findAccount(sql, account)
  if (known !== null && known.removedAt !== null) {
    await reviveAccount(sql, known.id, account)
    return known.id
  }
  const id = known === null ? await insertAccount(sql, account) : null
  if (id !== null) return id
  throw new Refusal({
    kind: 'conflict',
    code: 'account-exists',
    detail: `Account ${account.accountId} is here already${known === null ? '' : `, as “${known.name}”`}.`,
    remedy: 'Edit that one instead.',
    errors: [{ pointer: '/accountId', message: 'is here already', remedy: null }],
  })
}

/** Refuses an account that cannot be right, naming every fault. */
export function requireSound(account: Parameters<typeof accountFaults>[0]): void {
  const errors = accountFaults(account)
  const [first] = errors
  if (first === undefined) return
  throw new Refusal({
    kind: 'invalidInput',
    code: 'invalid-input',
    detail: `${first.pointer} ${first.message}.`,
    remedy: first.remedy,
    errors,
  })
}
