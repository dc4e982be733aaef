import { z } from '@hono/zod-openapi'
import { getConfiguration, listConfigurations, listConfigurationVersions } from '../../read-models/configurations'
import { previewSelection } from '../../services/preview-selection'
import { validateDraft } from '../../services/validate-draft'
import { endpoint } from '../endpoint'
import {
  configurationDetail,
  configurationListQuery,
  configurationPage,
  configurationValidate,
  configurationValidateAnswer,
  configurationVersionPage,
  selectorPreview,
  selectorPreviewAnswer,
} from '../schemas/configurations'
import { pageQuery } from '../schemas/listing'
import { idParams } from './params'

const tag = 'Configurations'

/** What people declared. Changing it goes through change requests only. */
export const CONFIGURATION_ENDPOINTS = [
  endpoint({
    method: 'get',
    path: '/configurations',
    permission: 'configurations:read',
    tag,
    summary: 'Configurations with the phases of what they yield',
    query: configurationListQuery,
    answer: configurationPage,
    handle: ({ context, query }) => listConfigurations(context.database, query),
  }),
  endpoint({
    method: 'post',
    path: '/configurations/validate',
    permission: 'configurations:read',
    tag,
    summary: 'What is wrong with a draft, what it would select, who is in its way',
    body: configurationValidate,
    answer: configurationValidateAnswer,
    readsOnly: true,
    handle: ({ context, body }) => validateDraft(context, body),
  }),
  endpoint({
    method: 'post',
    path: '/selectors/preview',
    permission: 'fleet:read',
    tag,
    summary: 'What a selector selects today',
    body: selectorPreview,
    answer: selectorPreviewAnswer,
    readsOnly: true,
    handle: ({ context, body }) => previewSelection(context, body),
  }),
  endpoint({
    method: 'get',
    path: '/configurations/{id}',
    permission: 'configurations:read',
    tag,
    summary: 'One Configuration with its document',
    params: idParams,
    answer: configurationDetail,
    handle: ({ context, params }) => getConfiguration(context.database, params.id),
  }),
  endpoint({
    method: 'get',
    path: '/configurations/{id}/versions',
    permission: 'configurations:read',
    tag,
    summary: 'Every approved version, newest first',
    params: idParams,
    query: z.object(pageQuery),
    answer: configurationVersionPage,
    handle: ({ context, params, query }) => listConfigurationVersions(context.database, params.id, query),
  }),
]
