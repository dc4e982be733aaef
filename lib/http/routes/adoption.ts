import { z } from '@hono/zod-openapi'
import { getCluster, listClusters } from '../../read-models/adoption'
import { getChangeRequest } from '../../read-models/change-requests'
import { proposeAdoption, proposeFlowLogAdoption, proposeRelease } from '../../services/propose-adoption'
import { endpoint } from '../endpoint'
import {
  adoptionClusterDetail,
  adoptionClusterQuery,
  adoptionClusters,
  adoptionProposal,
  flowLogAdoption,
  releaseInput,
} from '../schemas/adoption'
import { changeRequestDetail } from '../schemas/change-requests'
import { sha256 } from '../schemas/text'
import { idParams } from './params'

const tag = 'Adoption'

/** Taking over flow logs that exist, and letting go again. Neither calls a cloud. */
export const ADOPTION_ENDPOINTS = [
  endpoint({
    method: 'get',
    path: '/adoption/clusters',
    permission: 'fleet:read',
    tag,
    summary: 'Existing flow logs that Weir could manage, clustered by equal parameters',
    query: adoptionClusterQuery,
    answer: adoptionClusters,
    handle: ({ context, query }) => listClusters(context.database, query, context.clock()),
  }),
  endpoint({
    method: 'get',
    path: '/adoption/clusters/{id}',
    permission: 'fleet:read',
    tag,
    summary: 'One cluster with some of its logs, and a selector that selects exactly its targets',
    params: z.object({ id: sha256 }),
    answer: adoptionClusterDetail,
    handle: ({ context, params }) => getCluster(context.database, params.id, context.clock()),
  }),
  endpoint({
    method: 'post',
    path: '/adoption/propose',
    permission: 'changes:propose',
    tag,
    summary: 'Propose Configurations that describe clusters, and the adoption of their flow logs',
    body: adoptionProposal,
    answer: changeRequestDetail,
    status: 201,
    handle: async ({ context, actor, body }) =>
      getChangeRequest(context.database, await proposeAdoption(context, actor, body)),
  }),
  endpoint({
    method: 'post',
    path: '/flow-logs/{id}/adopt',
    permission: 'changes:propose',
    tag,
    summary: 'Propose to take over the flow log that stands where this one is wanted',
    params: idParams,
    body: flowLogAdoption,
    answer: changeRequestDetail,
    status: 201,
    handle: async ({ context, actor, params, body }) =>
      getChangeRequest(context.database, await proposeFlowLogAdoption(context, actor, params.id, body)),
  }),
  endpoint({
    method: 'post',
    path: '/flow-logs/{id}/release',
    permission: 'changes:propose',
    tag,
    summary: 'Propose to let go of a flow log: the cloud keeps it as it is',
    params: idParams,
    body: releaseInput,
    answer: changeRequestDetail,
    status: 201,
    handle: async ({ context, actor, params, body }) =>
      getChangeRequest(context.database, await proposeRelease(context, actor, params.id, body.reason)),
  }),
]
