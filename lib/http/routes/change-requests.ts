import { getChangeRequest, listChangeRequests } from '../../read-models/change-requests'
import { groupPlanActions, listPlanActions, listPlanObstacles } from '../../read-models/plan-actions'
import { listPreflights } from '../../read-models/list-preflights'
import { approveChange } from '../../services/approve-change'
import { cancelChange, rejectChange, replanChange, retryFailed, withdrawChange } from '../../services/decide-change'
import { chooseActions } from '../../services/exclude-actions'
import { proposeChange } from '../../services/propose-change'
import { requestPreflight } from '../../services/request-preflight'
import { endpoint } from '../endpoint'
import type { Permission } from '../permissions'
import {
  actionChoice,
  approveInput,
  changeRequestCreate,
  changeRequestDetail,
  changeRequestListQuery,
  changeRequestPage,
  decisionNote,
  obstacleListQuery,
  obstaclePage,
  planActionListQuery,
  planActionPage,
  planGroups,
} from '../schemas/change-requests'
import { preflightListQuery, preflightPage } from '../schemas/preflight'
import { emptyBody, idParams } from './params'

const tag = 'Change requests'

const READS = [
  endpoint({
    method: 'get',
    path: '/change-requests',
    permission: 'changes:read',
    tag,
    summary: 'Change requests, newest first',
    query: changeRequestListQuery,
    answer: changeRequestPage,
    handle: ({ context, query }) => listChangeRequests(context.database, query),
  }),
  endpoint({
    method: 'get',
    path: '/change-requests/{id}',
    permission: 'changes:read',
    tag,
    summary: 'One change request with its items and its plan’s summary',
    params: idParams,
    answer: changeRequestDetail,
    handle: ({ context, params }) => getChangeRequest(context.database, params.id),
  }),
  endpoint({
    method: 'get',
    path: '/change-requests/{id}/actions',
    permission: 'changes:read',
    tag,
    summary: 'The actions of its plan',
    params: idParams,
    query: planActionListQuery,
    answer: planActionPage,
    handle: ({ context, params, query }) => listPlanActions(context.database, params.id, query),
  }),
  endpoint({
    method: 'get',
    path: '/change-requests/{id}/groups',
    permission: 'changes:read',
    tag,
    summary: 'Its plan folded by Configuration, account and region',
    params: idParams,
    answer: planGroups,
    handle: ({ context, params }) => groupPlanActions(context.database, params.id),
  }),
  endpoint({
    method: 'get',
    path: '/change-requests/{id}/obstacles',
    permission: 'changes:read',
    tag,
    summary: 'What the plan cannot do, and what it warns of',
    params: idParams,
    query: obstacleListQuery,
    answer: obstaclePage,
    handle: ({ context, params, query }) => listPlanObstacles(context.database, params.id, query),
  }),
  endpoint({
    method: 'get',
    path: '/change-requests/{id}/preflight',
    permission: 'changes:read',
    tag,
    summary: 'What the clouds said to what the plan rests on, failures first, each with what to add',
    params: idParams,
    query: preflightListQuery,
    answer: preflightPage,
    handle: ({ context, params, query }) => listPreflights(context.database, params.id, query),
  }),
  endpoint({
    method: 'post',
    path: '/change-requests/{id}/preflight',
    permission: 'changes:propose',
    tag,
    summary: 'Ask the clouds again; the answer comes as an event',
    params: idParams,
    body: emptyBody,
    answer: changeRequestDetail,
    handle: async ({ context, actor, params }) => {
      await requestPreflight(context, actor, params.id)
      return getChangeRequest(context.database, params.id)
    },
  }),
]

const PROPOSE = endpoint({
  method: 'post',
  path: '/change-requests',
  permission: 'changes:propose',
  tag,
  summary: 'Propose changes of Configurations; the plan follows',
  body: changeRequestCreate,
  answer: changeRequestDetail,
  status: 201,
  handle: async ({ context, actor, body }) =>
    getChangeRequest(context.database, await proposeChange(context, actor, body)),
})

const APPROVE = endpoint({
  method: 'post',
  path: '/change-requests/{id}/approve',
  permission: 'changes:approve',
  tag,
  summary: 'Approve and apply exactly the plan with this digest',
  params: idParams,
  body: approveInput,
  answer: changeRequestDetail,
  handle: async ({ context, actor, params, body }) => {
    await approveChange(context, actor, params.id, body)
    return getChangeRequest(context.database, params.id)
  },
})

const CHOICES = (
  [
    ['exclude', 'Leave actions out of the plan', true],
    ['include', 'Take actions back into the plan', false],
  ] as const
).map(([verb, summary, isExcluded]) =>
  endpoint({
    method: 'post',
    path: `/change-requests/{id}/actions/${verb}`,
    permission: 'changes:propose',
    tag,
    summary,
    params: idParams,
    body: actionChoice,
    answer: changeRequestDetail,
    handle: async ({ context, actor, params, body }) => {
      const choice =
        body.ordinals === undefined ? { filter: body.filter ?? {}, except: body.except } : { ordinals: body.ordinals }
      await chooseActions(context, actor, params.id, choice, isExcluded)
      return getChangeRequest(context.database, params.id)
    },
  }),
)

const NOTED_DECISIONS = (
  [
    ['withdraw', 'Take a request back', 'changes:propose', withdrawChange],
    ['reject', 'Say no to a request', 'changes:approve', rejectChange],
    ['cancel', 'Stop what has not begun', 'changes:approve', cancelChange],
  ] as const satisfies readonly (readonly [string, string, Permission, typeof withdrawChange])[]
).map(([verb, summary, permission, decide]) =>
  endpoint({
    method: 'post',
    path: `/change-requests/{id}/${verb}`,
    permission,
    tag,
    summary,
    params: idParams,
    body: decisionNote,
    answer: changeRequestDetail,
    handle: async ({ context, actor, params, body }) => {
      await decide(context, actor, params.id, body.note)
      return getChangeRequest(context.database, params.id)
    },
  }),
)

const PLAIN_DECISIONS = (
  [
    ['replan', 'Plan again on the world as it is now', 'changes:propose', replanChange],
    ['retry-failed', 'Try every failed action again', 'changes:approve', retryFailed],
  ] as const satisfies readonly (readonly [string, string, Permission, typeof replanChange])[]
).map(([verb, summary, permission, decide]) =>
  endpoint({
    method: 'post',
    path: `/change-requests/{id}/${verb}`,
    permission,
    tag,
    summary,
    params: idParams,
    body: emptyBody,
    answer: changeRequestDetail,
    handle: async ({ context, actor, params }) => {
      await decide(context, actor, params.id)
      return getChangeRequest(context.database, params.id)
    },
  }),
)

/** Proposed changes, their plans and their outcome. */
export const CHANGE_REQUEST_ENDPOINTS = [...READS, PROPOSE, APPROVE, ...CHOICES, ...NOTED_DECISIONS, ...PLAIN_DECISIONS]
