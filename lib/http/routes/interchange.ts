import { exportConfiguration, exportFlowLog } from '../../services/export-flow-logs'
import { previewImport } from '../../services/preview-import'
import { endpoint } from '../endpoint'
import { exportAnswer, exportQuery, importInput, importPreview } from '../schemas/interchange'
import { idParams } from './params'

const tag = 'Import and export'

/** Documents of the clouds and of Terraform, read as Configurations and written from them. */
export const INTERCHANGE_ENDPOINTS = [
  endpoint({
    method: 'post',
    path: '/imports',
    permission: 'configurations:read',
    tag,
    summary: 'What a document would become: Configurations, their targets, what was not understood; stores nothing',
    body: importInput,
    answer: importPreview,
    readsOnly: true,
    handle: ({ context, body }) => previewImport(context, body),
  }),
  endpoint({
    method: 'get',
    path: '/configurations/{id}/export',
    permission: 'configurations:read',
    tag,
    summary: 'A Configuration, or the flow logs it wants, in a format of your choice',
    params: idParams,
    query: exportQuery,
    answer: exportAnswer,
    handle: ({ context, params, query }) => exportConfiguration(context, params.id, query.format),
  }),
  endpoint({
    method: 'get',
    path: '/flow-logs/{id}/export',
    permission: 'fleet:read',
    tag,
    summary: 'One flow log, ours or anybody’s, in a format of your choice',
    params: idParams,
    query: exportQuery,
    answer: exportAnswer,
    handle: ({ context, params, query }) => exportFlowLog(context, params.id, query.format),
  }),
]
