import { getRecordRequest, getRecords } from '../../read-models/get-records'
import { requestRecords } from '../../services/request-records'
import { switchRecordReader } from '../../services/switch-reader'
import { endpoint } from '../endpoint'
import {
  readerSwitched,
  readerSwitchInput,
  recordRequestInput,
  recordRequestView,
  recordsQuery,
  recordsView,
} from '../schemas/records'
import { idParams } from './params'

const tag = 'Flow logs'

/** Records of a flow log: asked for here, answered by the worker, kept for minutes. */
export const RECORD_ENDPOINTS = [
  endpoint({
    method: 'get',
    path: '/flow-logs/{id}/records',
    permission: 'records:read',
    tag,
    summary: 'What there is to read of its records, ready-made queries, and the answer to a request',
    params: idParams,
    query: recordsQuery,
    answer: recordsView,
    handle: ({ context, params, query }) => getRecords(context.database, params.id, query.request),
  }),
  endpoint({
    method: 'post',
    path: '/flow-logs/{id}/records',
    permission: 'records:read',
    tag,
    summary: 'Ask for a page of its records, newest first; the answer comes in seconds under the request’s id',
    params: idParams,
    body: recordRequestInput,
    answer: recordRequestView,
    status: 202,
    handle: async ({ context, actor, params, body }) =>
      getRecordRequest(context.database, await requestRecords(context, actor, params.id, body)),
  }),
  endpoint({
    method: 'post',
    path: '/record-readers/{id}/switch',
    permission: 'settings:write',
    tag,
    summary: 'Turn looking for the newest records in one destination on or off',
    params: idParams,
    body: readerSwitchInput,
    answer: readerSwitched,
    handle: ({ context, actor, params, body }) => switchRecordReader(context, actor, params.id, body.isOn),
  }),
]
