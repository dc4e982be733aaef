import { groupDrift, listDrift, listIgnores } from '../../read-models/drift'
import { getChangeRequest } from '../../read-models/change-requests'
import { getConfiguration } from '../../read-models/configurations'
import { acceptDrift, resumeHealing, revertDrift } from '../../services/drift-commands'
import { endIgnore, ignoreDrift } from '../../services/ignore-drift'
import { restoreVersion, switchConfiguration, switchFlowLogs } from '../../services/turn-switches'
import { endpoint } from '../endpoint'
import { changeRequestDetail } from '../schemas/change-requests'
import { configurationDetail } from '../schemas/configurations'
import {
  driftChoice,
  driftFilter,
  driftGroups,
  driftListQuery,
  driftPage,
  ignoreInput,
  ignoreList,
  resumeInput,
} from '../schemas/drift'
import { configurationSwitches, flowLogSwitches, restoreInput, switchedAnswer } from '../schemas/switches'
import { emptyBody, idParams } from './params'

const tag = 'Drift'

const READS = [
  endpoint({
    method: 'get',
    path: '/drift',
    permission: 'fleet:read',
    tag,
    summary: 'Drifted flow logs: cause, since when, what differs, what Weir does about it',
    query: driftListQuery,
    answer: driftPage,
    handle: ({ context, query }) => listDrift(context.database, query, context.clock()),
  }),
  endpoint({
    method: 'get',
    path: '/drift/groups',
    permission: 'fleet:read',
    tag,
    summary: 'Drift over the fleet, folded by cause, Configuration and fields',
    query: driftFilter,
    answer: driftGroups,
    handle: ({ context, query }) => groupDrift(context.database, query, context.clock()),
  }),
  endpoint({
    method: 'get',
    path: '/drift/ignores',
    permission: 'fleet:read',
    tag,
    summary: 'What is ignored now, the first to come back first',
    answer: ignoreList,
    handle: ({ context }) => listIgnores(context.database, context.clock()),
  }),
]

const COMMANDS = [
  endpoint({
    method: 'post',
    path: '/drift/ignore',
    permission: 'changes:propose',
    tag,
    summary: 'Leave drift alone until a date, with an owner and a reason',
    body: ignoreInput,
    answer: ignoreList,
    handle: async ({ context, actor, body }) => {
      const made = new Set(await ignoreDrift(context, actor, body))
      const { items } = await listIgnores(context.database, context.clock())
      return { items: items.filter(({ id }) => made.has(id)) }
    },
  }),
  endpoint({
    method: 'post',
    path: '/drift/ignores/{id}/end',
    permission: 'changes:propose',
    tag,
    summary: 'End an ignore before its date',
    params: idParams,
    body: emptyBody,
    answer: ignoreList,
    handle: async ({ context, actor, params }) => {
      await endIgnore(context, actor, params.id)
      return listIgnores(context.database, context.clock())
    },
  }),
  endpoint({
    method: 'post',
    path: '/drift/revert',
    permission: 'changes:propose',
    tag,
    summary: 'Propose to put drifted flow logs back to what is desired',
    body: driftChoice,
    answer: changeRequestDetail,
    status: 201,
    handle: async ({ context, actor, body }) =>
      getChangeRequest(context.database, await revertDrift(context, actor, body.ids, body.reason)),
  }),
  endpoint({
    method: 'post',
    path: '/drift/accept',
    permission: 'changes:propose',
    tag,
    summary: 'Propose to keep what the cloud has: it becomes what the Configuration asks for',
    body: driftChoice,
    answer: changeRequestDetail,
    status: 201,
    handle: async ({ context, actor, body }) =>
      getChangeRequest(context.database, await acceptDrift(context, actor, body.ids, body.reason)),
  }),
  endpoint({
    method: 'post',
    path: '/drift/resume',
    permission: 'changes:propose',
    tag,
    summary: 'Heal again where two managers undid each other',
    body: resumeInput,
    answer: switchedAnswer,
    handle: async ({ context, actor, body }) => ({ changed: await resumeHealing(context, actor, body.ids) }),
  }),
]

const SWITCHES = [
  endpoint({
    method: 'post',
    path: '/flow-logs/switches',
    permission: 'changes:propose',
    tag: 'Flow logs',
    summary: 'Pause, only observe, or retain on removal, for single targets',
    body: flowLogSwitches,
    answer: switchedAnswer,
    handle: async ({ context, actor, body }) => ({ changed: await switchFlowLogs(context, actor, body) }),
  }),
  endpoint({
    method: 'post',
    path: '/configurations/{id}/switches',
    permission: 'changes:propose',
    tag: 'Configurations',
    summary: 'Pause or only observe a whole Configuration, at once',
    params: idParams,
    body: configurationSwitches,
    answer: configurationDetail,
    handle: async ({ context, actor, params, body }) => {
      await switchConfiguration(context, actor, params.id, body)
      return getConfiguration(context.database, params.id)
    },
  }),
  endpoint({
    method: 'post',
    path: '/configurations/{id}/restore',
    permission: 'changes:propose',
    tag: 'Configurations',
    summary: 'Propose an earlier version as the next one',
    params: idParams,
    body: restoreInput,
    answer: changeRequestDetail,
    status: 201,
    handle: async ({ context, actor, params, body }) =>
      getChangeRequest(context.database, await restoreVersion(context, actor, params.id, body)),
  }),
]

/** Drift and what people do about it; switches of targets and Configurations. */
export const DRIFT_ENDPOINTS = [...READS, ...COMMANDS, ...SWITCHES]
