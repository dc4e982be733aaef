import type { ListedAccount } from '../organisation'
import { exchange, type ExchangeContext } from './exchange'
import type { AccessKeys } from './openapi-core'
import { rowsOf } from './paging'
import { fromWire } from './wire'

/** The API version of the resource directory's accounts that Weir speaks. */
const VERSION = '2020-03-31'

/** The most accounts a page may hold. Source: ResourceManager 2020-03-31, ListAccounts (read 2026-11). */
const PAGE = 100

/** Beyond this a directory cannot be right, and asking on would never end. */
const MAX_PAGES = 500

/** States of an account that can be looked into. Source: ResourceManager 2020-03-31, ListAccounts, Status (read 2026-11). */
const ACTIVE: ReadonlySet<string> = new Set(['CreateSuccess', 'InviteSuccess', 'PromoteSuccess', 'PromoteVerifying'])

interface WireAccount {
  readonly accountId?: string | number
  readonly displayName?: string
  readonly status?: string
  readonly joinTime?: string
  readonly resourceDirectoryPath?: string
}

/** All accounts of the resource directory that this account manages: all pages, or a throw. */
export async function listDirectory(
  endpoint: string,
  keys: () => Promise<AccessKeys>,
  context: ExchangeContext,
): Promise<readonly ListedAccount[]> {
  const accounts: ListedAccount[] = []
  for (let pageNumber = 1; pageNumber <= MAX_PAGES; pageNumber += 1) {
    const query = { PageNumber: pageNumber, PageSize: PAGE }
    const body = fromWire(
      await exchange(context, { endpoint, keys, action: 'ListAccounts', version: VERSION, query, mutates: false }),
    ) as { readonly totalCount?: number | string; readonly accounts?: { readonly account?: readonly WireAccount[] } }
    const rows = rowsOf('ListAccounts', body.accounts?.account, body.totalCount)
    accounts.push(...rows.flatMap((row) => toListedAccount(row) ?? []))
    if (rows.length < PAGE || pageNumber * PAGE >= Number(body.totalCount ?? Number.NaN)) break
  }
  return accounts
}

/** Null without an id. Pure. */
export function toListedAccount(row: WireAccount): ListedAccount | null {
  if (row.accountId === undefined || row.accountId === '') return null
  const accountId = String(row.accountId)
  const joinedAt = new Date(row.joinTime ?? '')
  return {
    accountId,
    name: row.displayName === undefined || row.displayName === '' ? accountId : row.displayName,
    rawState: row.status ?? '',
    isActive: ACTIVE.has(row.status ?? ''),
    path: folders(row.resourceDirectoryPath, accountId),
    joinedAt: Number.isNaN(joinedAt.getTime()) ? null : joinedAt,
  }
}

/** `rd-…/r-…/fd-…/<account>` without directory, root and the account itself. */
function folders(path: string | undefined, accountId: string): string {
  return (path ?? '')
    .split('/')
    .filter((part) => part !== '' && part !== accountId && !/^(rd|r)-[\w]+$/i.test(part))
    .join('/')
}
