import type { Actor } from '../domain/change-item'
import { accountByPattern } from '../domain/onboarding-pattern'
import { isProviderId } from '../domain/provider-id'
import type { Addable, StoredOrganisation } from '../store/organisations'
import type { Sql } from '../store/sql'
import { addAccountWithin } from './add-account'
import type { ServiceContext } from './service-context'

/** Adds each account as the pattern says, inside the caller's transaction. */
export async function addByPattern(
  context: Pick<ServiceContext, 'jobs'>,
  sql: Sql,
  actor: Actor,
  organisation: StoredOrganisation,
  found: readonly Addable[],
): Promise<readonly string[]> {
  const { provider, partition, pattern } = organisation
  if (!isProviderId(provider)) throw new Error(`an organisation of an unknown cloud: ${provider}`)
  const ids: string[] = []
  for (const account of found) {
    ids.push(await addAccountWithin(context, sql, actor, accountByPattern({ provider, partition }, pattern, account)))
  }
  return ids
}
