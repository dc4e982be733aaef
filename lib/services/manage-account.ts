import type { Actor } from '../domain/change-item'
import { isProviderId } from '../domain/provider-id'
import { notFound, outdated, Refusal } from '../domain/refusal'
import type { AccountRemoval } from '../http/schemas/accounts'
import {
  accountRemains,
  forgetChangedEndpoint,
  lockAccount,
  markAccountRemoved,
  scopeIdsOfAccount,
  setAccountPaused,
  type StoredAccount,
  updateAccount,
  writeTestResult,
} from '../store/accounts'
import { addAuditEntry } from '../store/audit'
import { addEvent } from '../store/events'
import { wakeScopes } from '../store/scope-queue'
import { ensureScopes } from '../store/scopes'
import { inTransaction, type Sql } from '../store/sql'
import { requireSound } from './add-account'
import type { ServiceContext } from './service-context'

type Edit = {
  readonly [Key in 'name' | 'roleArn' | 'externalId' | 'regions' | 'labels' | 'features']?:
    StoredAccount[Key] | undefined
}

/** Changes an account that is still what the caller read. */
export async function editAccount(
  context: ServiceContext,
  actor: Actor,
  id: string,
  revision: number,
  edit: Edit,
): Promise<void> {
  await inTransaction(context.database.pool, async (sql) => {
    const before = await requireAccount(sql, id)
    if (before.revision !== revision) throw outdated('account')
    const after = { ...before, ...definedMembers(edit) }
    const { provider } = after
    if (!isProviderId(provider)) throw new Error(`unknown provider in the database: ${provider}`)
    requireSound({ ...after, provider })
    await updateAccount(sql, id, after)
    const watched = await ensureScopes(sql, after, after.regions)
    if (isLookedAtOtherwise(before, after)) await wakeScopes(sql, watched, { look: true })
    await record(sql, actor, after, 'edit', 'Changed', { before: editable(before), after: editable(after) })
  })
}

function isLookedAtOtherwise(before: StoredAccount, after: StoredAccount): boolean {
  return (
    after.roleArn !== before.roleArn ||
    after.externalId !== before.externalId ||
    after.regions.join() !== before.regions.join()
  )
}

/** Members that were sent; what is left out stays. */
function definedMembers(edit: Edit): Partial<StoredAccount> {
  return Object.fromEntries(Object.entries(edit).filter(([, value]) => value !== undefined))
}

function editable({ name, roleArn, externalId, regions, labels, features }: StoredAccount): object {
  return { name, roleArn, externalId, regions, labels, features }
}

/** Stops looking and acting in an account; nothing in its cloud changes. */
export async function pauseAccount(context: ServiceContext, actor: Actor, id: string): Promise<void> {
  await inTransaction(context.database.pool, async (sql) => {
    const account = await requireAccount(sql, id)
    if (account.isPaused) return
    await setAccountPaused(sql, id, true)
    await record(sql, actor, account, 'pause', 'Paused')
  })
}

/** Goes on, with a fresh look first. */
export async function resumeAccount(context: ServiceContext, actor: Actor, id: string): Promise<void> {
  await inTransaction(context.database.pool, async (sql) => {
    const account = await requireAccount(sql, id)
    if (!account.isPaused) return
    await setAccountPaused(sql, id, false)
    await wakeScopes(sql, await scopeIdsOfAccount(sql, id), { look: true })
    await record(sql, actor, account, 'resume', 'Resumed')
  })
}

/**
 * Takes the place that the worker's environment names now for the account's own, after a person looked at it. What is
 * not found there counts as deleted after two looks, as anywhere.
 */
export async function confirmEndpoint(context: ServiceContext, actor: Actor, id: string): Promise<void> {
  await inTransaction(context.database.pool, async (sql) => {
    const account = await requireAccount(sql, id)
    if (!(await forgetChangedEndpoint(sql, id))) {
      throw new Refusal({
        kind: 'invalidState',
        code: 'endpoint-not-changed',
        detail: 'Calls for this account go where they always went: there is nothing to confirm.',
        remedy: 'Read the account again; somebody else may have confirmed, or the worker was set back.',
      })
    }
    await wakeScopes(sql, await scopeIdsOfAccount(sql, id), { look: true })
    await record(sql, actor, account, 'confirm-endpoint', 'Confirmed the changed endpoint of', {
      before: { endpoint: account.endpointFingerprint },
    })
  })
}

/** Asks for a connection test; the worker, which alone reaches clouds, makes it. */
export async function requestAccountTest(context: ServiceContext, actor: Actor, id: string): Promise<void> {
  await inTransaction(context.database.pool, async (sql) => {
    const account = await requireAccount(sql, id)
    await writeTestResult(sql, id, { state: 'running' })
    await context.jobs.send(sql, 'test-account', { accountId: id })
    await record(sql, actor, account, 'test', 'Tested the connection of')
  })
}

/** Removes an account from Weir. Its cloud is never touched; the answer says what stays there. */
export async function removeAccount(
  context: ServiceContext,
  actor: Actor,
  id: string,
  revision: number,
): Promise<AccountRemoval> {
  return inTransaction(context.database.pool, async (sql) => {
    const account = await requireAccount(sql, id)
    if (account.revision !== revision) throw outdated('account')
    const remains = await accountRemains(sql, account)
    await markAccountRemoved(sql, id)
    await record(sql, actor, account, 'remove', 'Removed', { before: editable(account) })
    return {
      id,
      message: removalSentence(account, remains.ours),
      stays: {
        flowLogsOfOurs: remains.ours,
        flowLogsOfOthers: remains.others,
        configurationsNamingIt: remains.configurations.map((one) => ({ ...one })),
      },
    }
  })
}

function removalSentence({ name }: StoredAccount, ours: number): string {
  const logs =
    ours === 1 ? 'One flow log made by Weir stays' : `${ours.toLocaleString('en')} flow logs made by Weir stay`
  return ours === 0
    ? `Weir no longer looks at ${name}. Nothing in its cloud was changed.`
    : `Weir no longer looks at ${name}. ${logs} in its cloud and go on writing; adding the account again takes them back.`
}

async function requireAccount(sql: Sql, id: string): Promise<StoredAccount> {
  const account = await lockAccount(sql, id)
  if (account === null) throw notFound('account', id)
  return account
}

async function record(
  sql: Sql,
  actor: Actor,
  { id, name, accountId }: StoredAccount,
  action: string,
  verb: string,
  change: { readonly before?: object; readonly after?: object } = {},
): Promise<void> {
  await addAuditEntry(sql, {
    actor,
    action: `account.${action}`,
    subjectType: 'account',
    subjectId: id,
    summary: `${verb} account ${name} (${accountId}).`,
    ...change,
  })
  await addEvent(sql, { topic: 'account', subject: id })
}
