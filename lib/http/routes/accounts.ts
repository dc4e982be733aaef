import { getAccount, listAccounts } from '../../read-models/accounts'
import { addAccount } from '../../services/add-account'
import {
  confirmEndpoint,
  editAccount,
  pauseAccount,
  removeAccount,
  requestAccountTest,
  resumeAccount,
} from '../../services/manage-account'
import { endpoint } from '../endpoint'
import {
  accountCreate,
  accountDetail,
  accountEdit,
  accountListQuery,
  accountPage,
  accountRemoval,
} from '../schemas/accounts'
import { emptyBody, idParams } from './params'

const tag = 'Accounts'

/** Cloud accounts that Weir looks into. */
export const ACCOUNT_ENDPOINTS = [
  endpoint({
    method: 'get',
    path: '/accounts',
    permission: 'fleet:read',
    tag,
    summary: 'Accounts with what is known of each',
    query: accountListQuery,
    answer: accountPage,
    handle: ({ context, query }) => listAccounts(context.database, query, context.clock()),
  }),
  endpoint({
    method: 'post',
    path: '/accounts',
    permission: 'accounts:write',
    tag,
    summary: 'Add an account; it is looked at at once',
    body: accountCreate,
    answer: accountDetail,
    status: 201,
    handle: async ({ context, actor, body }) =>
      getAccount(context.database, await addAccount(context, actor, body), context.clock()),
  }),
  endpoint({
    method: 'get',
    path: '/accounts/{id}',
    permission: 'fleet:read',
    tag,
    summary: 'One account with its scopes and its connection test',
    params: idParams,
    answer: accountDetail,
    handle: ({ context, params }) => getAccount(context.database, params.id, context.clock()),
  }),
  endpoint({
    method: 'patch',
    path: '/accounts/{id}',
    permission: 'accounts:write',
    tag,
    summary: 'Change an account',
    params: idParams,
    body: accountEdit,
    answer: accountDetail,
    ifMatch: true,
    handle: async ({ context, actor, params, body, revision }) => {
      await editAccount(context, actor, params.id, revision ?? 0, body)
      return getAccount(context.database, params.id, context.clock())
    },
  }),
  endpoint({
    method: 'delete',
    path: '/accounts/{id}',
    permission: 'accounts:write',
    tag,
    summary: 'Remove an account from Weir; its cloud is never touched',
    params: idParams,
    answer: accountRemoval,
    ifMatch: true,
    handle: ({ context, actor, params, revision }) => removeAccount(context, actor, params.id, revision ?? 0),
  }),
  ...(
    [
      ['pause', 'Stop looking and acting in an account', pauseAccount],
      ['resume', 'Go on looking and acting in an account', resumeAccount],
      ['confirm-endpoint', 'Take the place where calls go now for the account’s own', confirmEndpoint],
      ['test', 'Test the connection; the answer comes as an event', requestAccountTest],
    ] as const
  ).map(([verb, summary, run]) =>
    endpoint({
      method: 'post',
      path: `/accounts/{id}/${verb}`,
      permission: 'accounts:write',
      tag,
      summary,
      params: idParams,
      body: emptyBody,
      answer: accountDetail,
      handle: async ({ context, actor, params }) => {
        await run(context, actor, params.id)
        return getAccount(context.database, params.id, context.clock())
      },
    }),
  ),
]
