import { z } from 'zod'
import { AdminRefusal, type AdminAnswer, type AdminRequest, type AdminRoute } from '../core/admin-route'
import { WorldRefusal, type AlibabaAdmin } from './admin'

const BASE = '/_sim/world/alibaba'

const tags = z.record(z.string(), z.string())

const flowLogPatch = z.strictObject({
  status: z.enum(['Active', 'Inactive']).exactOptional(),
  name: z.string().exactOptional(),
  description: z.string().exactOptional(),
  intervalSeconds: z.number().int().exactOptional(),
  tags: tags.exactOptional(),
  unstick: z.literal(true).exactOptional(),
})

const accountPatch = z.strictObject({
  logServiceActivated: z.boolean().exactOptional(),
  transitRouterServiceOpen: z.boolean().exactOptional(),
  hasFlowLogServiceRole: z.boolean().exactOptional(),
  flowLogQuota: z.number().int().min(0).exactOptional(),
})

const rolePatch = z.strictObject({
  deniedActions: z.array(z.string()).exactOptional(),
  externalId: z.string().exactOptional(),
  trustedAccountIds: z.array(z.string()).exactOptional(),
  maxSessionSeconds: z.number().int().min(900).exactOptional(),
})

const routerPatch = z.strictObject({
  status: z.enum(['Creating', 'Active', 'Modifying', 'Deleting', 'Upgrading']).exactOptional(),
  edition: z.enum(['Enterprise', 'Basic']).exactOptional(),
  name: z.string().exactOptional(),
})

const attachmentPatch = z.strictObject({
  status: z.enum(['Attaching', 'Attached', 'Detaching', 'Detached']).exactOptional(),
  name: z.string().exactOptional(),
  tags: tags.exactOptional(),
})

const project = z.strictObject({
  accountId: z.string(),
  regionId: z.string(),
  logStores: z.array(z.string()).default([]),
})

/** This cloud's part of the admin API: the truth, and changes behind everybody's back. */
export function alibabaAdminRoutes(admin: AlibabaAdmin): readonly AdminRoute[] {
  const { world } = admin
  return [
    list('accounts', 'Accounts with their services and quota.', () => [...world.accounts.values()]),
    list('cens', 'CENs.', () => [...world.cens.values()]),
    list('routers', 'Transit routers.', () => [...world.routers.values()]),
    list('attachments', 'Attachments; a peer link is one.', () => [...world.attachments.values()]),
    list('projects', 'SLS projects and their Logstores.', () => admin.projects()),
    {
      method: 'GET',
      path: `${BASE}/flow-logs`,
      summary: 'Every flow log, and with ?gone=1 those that are no longer there.',
      handle: ({ query }) => ({
        body: query.has('gone')
          ? { flowLogs: admin.flowLogs(), gone: admin.goneFlowLogs() }
          : { flowLogs: admin.flowLogs() },
      }),
    },
    route('PATCH', 'flow-logs/:id', 'Changes a flow log unasked: status, name, tags, unstick.', ({ params, body }) =>
      admin.patchFlowLog(params['id'] ?? '', parse(flowLogPatch, body)),
    ),
    route('DELETE', 'flow-logs/:id', 'Removes a flow log at once.', ({ params }) => {
      admin.removeFlowLog(params['id'] ?? '')
      return {}
    }),
    route('PATCH', 'accounts/:id', 'Changes what is activated in an account, and its quota.', ({ params, body }) =>
      admin.patchAccount(params['id'] ?? '', parse(accountPatch, body)),
    ),
    route(
      'PATCH',
      'accounts/:id/role',
      'Changes the role to assume: denied actions, external id.',
      ({ params, body }) => admin.patchRole(params['id'] ?? '', parse(rolePatch, body)),
    ),
    route('PATCH', 'routers/:id', 'Changes the status, edition or name of a transit router.', ({ params, body }) =>
      admin.patchRouter(params['id'] ?? '', parse(routerPatch, body)),
    ),
    route('DELETE', 'routers/:id', 'Removes a transit router with everything on it.', ({ params }) => {
      admin.removeRouter(params['id'] ?? '')
      return {}
    }),
    route('PATCH', 'attachments/:id', 'Changes the status, name or tags of an attachment.', ({ params, body }) =>
      admin.patchAttachment(params['id'] ?? '', parse(attachmentPatch, body)),
    ),
    route('DELETE', 'attachments/:id', 'Removes an attachment with its flow logs.', ({ params }) => {
      admin.removeAttachment(params['id'] ?? '')
      return {}
    }),
    route('PUT', 'projects/:id', 'Adds or replaces an SLS project: {accountId, regionId, logStores}.', (request) =>
      admin.putProject({ projectName: request.params['id'] ?? '', ...parse(project, request.body) }),
    ),
    route('DELETE', 'projects/:id', 'Removes an SLS project.', ({ params }) => {
      admin.removeProject(params['id'] ?? '')
      return {}
    }),
    route('GET', 'switches', 'Rules that the documents leave open, as they are set.', () => admin.switches()),
    route('PATCH', 'switches', 'Changes such rules.', ({ body }) =>
      admin.patchSwitches(parse(z.record(z.string(), z.unknown()), body)),
    ),
  ]
}

function list(name: string, summary: string, items: () => readonly unknown[]): AdminRoute {
  return route('GET', name, summary, () => ({ [name]: items() }))
}

function route(
  method: AdminRoute['method'],
  path: string,
  summary: string,
  act: (request: AdminRequest) => unknown,
): AdminRoute {
  return {
    method,
    path: `${BASE}/${path}`,
    summary,
    handle: (request): AdminAnswer => {
      try {
        return { body: act(request) }
      } catch (error) {
        if (error instanceof WorldRefusal) throw new AdminRefusal(error.status, error.message)
        throw error
      }
    },
  }
}

function parse<Value>(schema: z.ZodType<Value>, body: unknown): Value {
  const result = schema.safeParse(body)
  if (result.success) return result.data
  throw new AdminRefusal(
    400,
    result.error.issues.map((one) => `${one.path.join('.') || 'body'}: ${one.message}`).join('; '),
  )
}
