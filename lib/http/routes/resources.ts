import { getResource } from '../../read-models/get-resource'
import { countResourceFacets, listResources } from '../../read-models/list-resources'
import { endpoint } from '../endpoint'
import { resourceDetail, resourceFacets, resourceFilter, resourceListQuery, resourcePage } from '../schemas/resources'
import { idParams } from './params'

const tag = 'Resources'

/** Everything discovered, and how it is covered. */
export const RESOURCE_ENDPOINTS = [
  endpoint({
    method: 'get',
    path: '/resources',
    permission: 'fleet:read',
    tag,
    summary: 'Resources with what covers each',
    query: resourceListQuery,
    answer: resourcePage,
    handle: ({ context, query }) => listResources(context.database, query, context.clock()),
  }),
  endpoint({
    method: 'get',
    path: '/resources/facets',
    permission: 'fleet:read',
    tag,
    summary: 'Counts per filter value under the present filters',
    query: resourceFilter,
    answer: resourceFacets,
    handle: ({ context, query }) => countResourceFacets(context.database, query, context.clock()),
  }),
  endpoint({
    method: 'get',
    path: '/resources/{id}',
    permission: 'fleet:read',
    tag,
    summary: 'One resource, why it is covered or not, and its flow logs',
    params: idParams,
    answer: resourceDetail,
    handle: ({ context, params }) => getResource(context.database, params.id, context.clock()),
  }),
]
