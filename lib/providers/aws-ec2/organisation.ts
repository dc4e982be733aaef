import type { Account } from '@aws-sdk/client-organizations'
import type { ListedAccount } from '../organisation'
import type { CallContext } from '../provider'
import type { AwsClients } from './client'
import { ORGANIZATIONS } from './further-services'
import { listAll } from './paging'

const OPERATION = 'ListAccounts'

/** The most accounts a page may hold. Source: Organizations API Reference, ListAccounts (read 2026-11). */
const PAGE = 20

/**
 * All accounts of the organisation that this account manages, or administers by delegation: all pages, or a throw. An
 * empty page with a token is not the end.
 */
export async function listOrganisation(clients: AwsClients, context: CallContext): Promise<readonly ListedAccount[]> {
  const { ListAccountsCommand } = await import('@aws-sdk/client-organizations')
  const accounts = await listAll(OPERATION, async (token) => {
    const command = new ListAccountsCommand({ MaxResults: PAGE, ...(token === null ? {} : { NextToken: token }) })
    const { output } = await clients.further(context, ORGANIZATIONS, {
      operation: OPERATION,
      send: (client, options) => client.send(command, options),
    })
    return { items: output.Accounts, nextToken: output.NextToken ?? null }
  })
  return accounts.flatMap((account) => toListedAccount(account) ?? [])
}

/** `State` is the newer member; `Status` stands in where it is missing. Null without an id. Pure. */
export function toListedAccount(account: Account): ListedAccount | null {
  if (account.Id === undefined) return null
  const rawState = account.State ?? account.Status ?? ''
  return {
    accountId: account.Id,
    name: account.Name ?? account.Id,
    rawState,
    isActive: rawState === 'ACTIVE',
    path: folders(account.Paths?.[0], account.Id),
    joinedAt: account.JoinedTimestamp ?? null,
  }
}

/** `o-…/r-…/ou-…/ou-…/` without organisation, root and the account itself. */
function folders(path: string | undefined, accountId: string): string {
  return (path ?? '')
    .split('/')
    .filter((part) => part !== '' && part !== accountId && !/^(o|r)-[a-z0-9]+$/.test(part))
    .join('/')
}
