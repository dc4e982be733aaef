import { getOrganisation, listFoundAccounts, listOrganisations } from '../../read-models/organisations'
import {
  addFoundAccounts,
  addOrganisation,
  editOrganisation,
  removeOrganisation,
  requestListing,
} from '../../services/manage-organisation'
import { endpoint } from '../endpoint'
import {
  foundAccountPage,
  foundAccountQuery,
  foundAccountsAdd,
  foundAccountsAdded,
  organisationCreate,
  organisationEdit,
  organisationListQuery,
  organisationPage,
  organisationView,
} from '../schemas/organisations'
import { emptyBody, idParams } from './params'

const tag = 'Accounts'

/** Organisations of accounts, and what they list. */
export const ORGANISATION_ENDPOINTS = [
  endpoint({
    method: 'get',
    path: '/organisations',
    permission: 'fleet:read',
    tag,
    summary: 'Organisations whose accounts are listed',
    query: organisationListQuery,
    answer: organisationPage,
    handle: ({ context, query }) => listOrganisations(context.database, query),
  }),
  endpoint({
    method: 'post',
    path: '/organisations',
    permission: 'accounts:write',
    tag,
    summary: 'List the organisation that an account manages',
    body: organisationCreate,
    answer: organisationView,
    status: 201,
    handle: async ({ context, actor, body }) =>
      getOrganisation(context.database, await addOrganisation(context, actor, body)),
  }),
  endpoint({
    method: 'get',
    path: '/organisations/{id}',
    permission: 'fleet:read',
    tag,
    summary: 'One organisation, with how many of its accounts stand how',
    params: idParams,
    answer: organisationView,
    handle: ({ context, params }) => getOrganisation(context.database, params.id),
  }),
  endpoint({
    method: 'patch',
    path: '/organisations/{id}',
    permission: 'accounts:write',
    tag,
    summary: 'Change how its accounts are added, and whether by themselves',
    params: idParams,
    body: organisationEdit,
    answer: organisationView,
    ifMatch: true,
    handle: async ({ context, actor, params, body, revision }) => {
      await editOrganisation(context, actor, params.id, revision ?? 0, body)
      return getOrganisation(context.database, params.id)
    },
  }),
  endpoint({
    method: 'delete',
    path: '/organisations/{id}',
    permission: 'accounts:write',
    tag,
    summary: 'Forget an organisation; the accounts added through it stay',
    params: idParams,
    answer: organisationView,
    ifMatch: true,
    handle: async ({ context, actor, params, revision }) => {
      const before = await getOrganisation(context.database, params.id)
      await removeOrganisation(context, actor, params.id, revision ?? 0)
      return before
    },
  }),
  endpoint({
    method: 'post',
    path: '/organisations/{id}/list',
    permission: 'accounts:write',
    tag,
    summary: 'List its accounts now; the answer comes as an event',
    params: idParams,
    body: emptyBody,
    answer: organisationView,
    handle: async ({ context, actor, params }) => {
      await requestListing(context, actor, params.id)
      return getOrganisation(context.database, params.id)
    },
  }),
  endpoint({
    method: 'get',
    path: '/organisations/{id}/accounts',
    permission: 'fleet:read',
    tag,
    summary: 'Accounts that an organisation listed, and how each stands with Weir',
    params: idParams,
    query: foundAccountQuery,
    answer: foundAccountPage,
    handle: ({ context, params, query }) => listFoundAccounts(context.database, params.id, query),
  }),
  endpoint({
    method: 'post',
    path: '/organisations/{id}/accounts',
    permission: 'accounts:write',
    tag,
    summary: 'Add accounts that were found, by the pattern',
    params: idParams,
    body: foundAccountsAdd,
    answer: foundAccountsAdded,
    status: 201,
    handle: async ({ context, actor, params, body }) => ({
      accounts: await addFoundAccounts(context, actor, params.id, body.accountIds),
    }),
  }),
]
