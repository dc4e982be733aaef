import { ENGINE } from '../domain/change-item'
import type { Problem } from '../domain/problem'
import { isProviderId, type ProviderId } from '../domain/provider-id'
import { GLOBAL_REGION } from '../domain/scope'
import { ProviderError } from '../providers/errors'
import type { ListedAccount } from '../providers/organisation'
import type { FlowLogProvider } from '../providers/provider'
import { lockAccount } from '../store/accounts'
import type { Database } from '../store/database/connection'
import { addEvent } from '../store/events'
import type { StoredOrganisation } from '../store/organisations'
import {
  claimDueOrganisations,
  countAutoAdded,
  loadAddable,
  lockOrganisation,
  noteListingFailed,
  writeListing,
} from '../store/organisations'
import { inTransaction, type Sql } from '../store/sql'
import { addByPattern } from './add-by-pattern'
import type { JobQueue } from './job-queue'

/** How often an organisation is listed without being asked: accounts come and go by the week. */
export const LISTING_EVERY_MS = 6 * 3600_000

const CALL_TIMEOUT_MS = 15_000

interface ListingContext {
  readonly database: Database
  readonly clock: () => Date
  readonly jobs: JobQueue
  readonly provider: (id: ProviderId) => FlowLogProvider
}

/**
 * Lists an organisation through its account and writes down who is there. Accounts that appeared are added when the
 * setting says so and within its bound. Run again it only lists again.
 */
export async function listOrganisation(context: ListingContext, organisationId: string): Promise<void> {
  const { database, clock, provider } = context
  const target = await inTransaction(database.pool, async (sql) => {
    const organisation = await lockOrganisation(sql, organisationId)
    return organisation === null ? null : { organisation, account: await lockAccount(sql, organisation.accountRef) }
  })
  if (target === null) return
  const { organisation, account } = target
  if (account === null || !isProviderId(account.provider)) return
  let accounts: readonly ListedAccount[]
  try {
    const { partition, accountId, roleArn, externalId } = account
    accounts = await provider(account.provider).listOrganisation({
      account: { provider: account.provider, partition, accountId, roleArn, externalId },
      scope: { provider: account.provider, partition, accountId, region: GLOBAL_REGION },
      signal: AbortSignal.timeout(CALL_TIMEOUT_MS * 6),
      timeoutMs: CALL_TIMEOUT_MS,
      onCall: () => undefined,
    })
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    await inTransaction(database.pool, async (sql) => {
      await noteListingFailed(sql, organisation.id, problemOf(error))
      await addEvent(sql, { topic: 'account', subject: organisation.id })
    })
    return
  }
  await inTransaction(database.pool, async (sql) => {
    await writeListing(sql, organisation.id, accounts, clock())
    const current = await lockOrganisation(sql, organisation.id)
    if (current !== null) await addByItself(context, sql, current)
    await addEvent(sql, { topic: 'account', subject: organisation.id })
  })
}

/** Asks for the listings that are due; called now and then by whoever works. */
export async function requestDueListings({ database, jobs }: Pick<ListingContext, 'database' | 'jobs'>): Promise<void> {
  await inTransaction(database.pool, async (sql) => {
    for (const organisationId of await claimDueOrganisations(sql, LISTING_EVERY_MS)) {
      await jobs.send(sql, 'list-organisation', { organisationId })
    }
  })
}

async function addByItself(context: ListingContext, sql: Sql, organisation: StoredOrganisation): Promise<void> {
  const room = organisation.autoAddLimit - organisation.autoAdded
  if (!organisation.autoAdd || room <= 0) return
  const found = (await loadAddable(sql, organisation, null)).slice(0, room)
  if (found.length === 0) return
  await addByPattern(context, sql, ENGINE, organisation, found)
  await countAutoAdded(sql, organisation.id, found.length)
}

function problemOf(error: ProviderError): Problem {
  const { reading, vendorCode, vendorMessage, requestId } = error
  const { reason, cause, remedy } = reading
  const message = 'The accounts of the organisation could not be listed.'
  return { reason, message, cause, remedy, vendorCode, vendorMessage, requestId }
}
