import { getOverview } from '../../read-models/get-overview'
import { listActivity } from '../../read-models/list-activity'
import { listScopes } from '../../read-models/list-scopes'
import { searchEverything } from '../../read-models/search-everything'
import { requestLook } from '../../services/request-look'
import { endpoint } from '../endpoint'
import { activityListQuery, activityPage } from '../schemas/activity'
import { overview } from '../schemas/overview'
import { providerList } from '../schemas/providers'
import { lookAnswer, scopeListQuery, scopePage } from '../schemas/scopes'
import { searchAnswer, searchQuery } from '../schemas/search'
import { emptyBody, idParams } from './params'

/** The fleet as a whole: overview, scopes, clouds, activity, search. */
export const FLEET_ENDPOINTS = [
  endpoint({
    method: 'get',
    path: '/overview',
    permission: 'fleet:read',
    tag: 'Fleet',
    summary: 'How well the fleet is covered, and what needs attention',
    answer: overview,
    handle: ({ context }) => getOverview(context.database, context.clock()),
  }),
  endpoint({
    method: 'get',
    path: '/scopes',
    permission: 'fleet:read',
    tag: 'Fleet',
    summary: 'When each account and region was last looked at',
    query: scopeListQuery,
    answer: scopePage,
    handle: ({ context, query }) => listScopes(context.database, query, context.clock()),
  }),
  endpoint({
    method: 'post',
    path: '/scopes/look',
    permission: 'fleet:look',
    tag: 'Fleet',
    summary: 'Look at every scope now',
    body: emptyBody,
    answer: lookAnswer,
    status: 202,
    handle: ({ context, actor }) => requestLook(context, actor, null),
  }),
  endpoint({
    method: 'post',
    path: '/scopes/{id}/look',
    permission: 'fleet:look',
    tag: 'Fleet',
    summary: 'Look at one scope now',
    params: idParams,
    body: emptyBody,
    answer: lookAnswer,
    status: 202,
    handle: ({ context, actor, params }) => requestLook(context, actor, params.id),
  }),
  endpoint({
    method: 'get',
    path: '/providers',
    permission: 'fleet:read',
    tag: 'Fleet',
    summary: 'What each cloud can do, as data',
    answer: providerList,
    handle: ({ context }) => ({ items: context.allCapabilities }),
  }),
  endpoint({
    method: 'get',
    path: '/search',
    permission: 'fleet:read',
    tag: 'Fleet',
    summary: 'Jump to anything by id or name',
    query: searchQuery,
    answer: searchAnswer,
    handle: async ({ context, query }) => ({ hits: await searchEverything(context.database, query.q, query.limit) }),
  }),
  endpoint({
    method: 'get',
    path: '/activity',
    permission: 'activity:read',
    tag: 'Fleet',
    summary: 'Who did what, newest first',
    query: activityListQuery,
    answer: activityPage,
    handle: ({ context, query }) => listActivity(context.database, query),
  }),
]
