import { refuse } from '../errors'
import { pageOf, RESOURCE_MANAGER_VERSION, type Operation, type OperationCall } from './operation'

/** An account of the directory that has nothing else in this world. */
interface DirectoryMember {
  readonly accountId: string
  readonly name: string
  readonly status: string
  readonly path: string
}

const OTHERS: readonly DirectoryMember[] = [
  { accountId: '1900000000000011', name: 'cn-analytics', status: 'CreateSuccess', path: 'fd-workloads' },
  { accountId: '1900000000000022', name: 'cn-partners', status: 'InviteSuccess', path: 'fd-workloads/fd-partners' },
  { accountId: '1900000000000033', name: 'cn-invited', status: 'InvitePending', path: 'fd-acquired' },
  { accountId: '1900000000000044', name: 'cn-leaving', status: 'Deleting', path: 'fd-retired' },
]

/**
 * ListAccounts of the resource directory: for its management account only, by page number. Source: ResourceManager
 * 2020-03-31 API reference, ListAccounts (read 2026-11).
 */
export const listAccounts: Operation = {
  action: 'ListAccounts',
  version: RESOURCE_MANAGER_VERSION,
  permission: 'resourcemanager:ListAccounts',
  latency: 'read',
  bucket: 'otherRead',
  honoursClientToken: false,
  run: ({ world, account, parameters }: OperationCall) => {
    const own = [...world.accounts.values()]
    const managementAccountId = own[0]?.accountId
    if (account.accountId !== managementAccountId) {
      return refuse('NoPermission', 'Only the management account may list the accounts of the resource directory.')
    }
    const members: readonly DirectoryMember[] = [
      ...own.map(({ accountId, name }) => ({ accountId, name, status: 'CreateSuccess', path: 'fd-workloads' })),
      ...OTHERS,
    ]
    const page = pageOf(members, parameters, { defaultSize: 10, maxSize: 100 })
    return {
      PageNumber: page.pageNumber,
      PageSize: page.pageSize,
      TotalCount: page.total,
      Accounts: {
        Account: page.items.map(({ accountId, name, status, path }) => ({
          AccountId: accountId,
          DisplayName: name,
          Type: 'ResourceAccount',
          Status: status,
          FolderId: path.split('/').at(-1),
          JoinMethod: status.startsWith('Invite') ? 'invited' : 'created',
          JoinTime: '2022-04-01T02:03:04.000Z',
          ResourceDirectoryId: 'rd-a1b2c3',
          ResourceDirectoryPath: `rd-a1b2c3/r-a1b2c3/${path}/${accountId}`,
        })),
      },
    }
  },
}
