import { getChangeRequest } from '../../read-models/change-requests'
import { flowLogConsequence } from '../../read-models/flow-log-consequence'
import { getFlowLog } from '../../read-models/get-flow-log'
import { countFlowLogFacets, listFlowLogs } from '../../read-models/list-flow-logs'
import { proposeFlowLogDeletion, retryFlowLog } from '../../services/flow-log-commands'
import { endpoint } from '../endpoint'
import { changeRequestDetail } from '../schemas/change-requests'
import {
  flowLogConsequence as consequenceSchema,
  flowLogDelete,
  flowLogDetail,
  flowLogFacets,
  flowLogFilter,
  flowLogListQuery,
  flowLogPage,
} from '../schemas/flow-logs'
import { emptyBody, idParams } from './params'

const tag = 'Flow logs'

/** Every flow log: desired and observed, ours and others'. */
export const FLOW_LOG_ENDPOINTS = [
  endpoint({
    method: 'get',
    path: '/flow-logs',
    permission: 'fleet:read',
    tag,
    summary: 'All flow logs: ours, also those still to come, and others’',
    query: flowLogListQuery,
    answer: flowLogPage,
    handle: ({ context, query }) => listFlowLogs(context.database, query, context.clock()),
  }),
  endpoint({
    method: 'get',
    path: '/flow-logs/facets',
    permission: 'fleet:read',
    tag,
    summary: 'Counts per filter value under the present filters',
    query: flowLogFilter,
    answer: flowLogFacets,
    handle: ({ context, query }) => countFlowLogFacets(context.database, query, context.clock()),
  }),
  endpoint({
    method: 'get',
    path: '/flow-logs/{id}',
    permission: 'fleet:read',
    tag,
    summary: 'One flow log: timeline, desired and observed, operations with raw answers',
    params: idParams,
    answer: flowLogDetail,
    handle: ({ context, params }) => getFlowLog(context.database, params.id, context.clock()),
  }),
  endpoint({
    method: 'get',
    path: '/flow-logs/{id}/consequence',
    permission: 'fleet:read',
    tag,
    summary: 'What deleting it would do',
    params: idParams,
    answer: consequenceSchema,
    handle: ({ context, params }) => flowLogConsequence(context, params.id),
  }),
  endpoint({
    method: 'post',
    path: '/flow-logs/{id}/retry',
    permission: 'flow-logs:retry',
    tag,
    summary: 'Try again after a failure',
    params: idParams,
    body: emptyBody,
    answer: flowLogDetail,
    status: 202,
    handle: async ({ context, actor, params }) => {
      await retryFlowLog(context, actor, params.id)
      return getFlowLog(context.database, params.id, context.clock())
    },
  }),
  endpoint({
    method: 'post',
    path: '/flow-logs/{id}/delete',
    permission: 'changes:propose',
    tag,
    summary: 'Propose to delete one of ours: its target leaves its Configuration',
    params: idParams,
    body: flowLogDelete,
    answer: changeRequestDetail,
    status: 201,
    handle: async ({ context, actor, params, body }) =>
      getChangeRequest(context.database, await proposeFlowLogDeletion(context, actor, params.id, body.reason)),
  }),
]
