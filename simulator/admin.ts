import { z } from 'zod'
import { parseBody } from './core/admin-body'
import { AdminRefusal, type AdminAnswer, type AdminRequest, type AdminRoute } from './core/admin-route'
import { WORLD_NAMES, type SimContext, type SimulatedCloud, type WorldName } from './core/cloud'
import type { FaultRule } from './core/faults'
import { patchSettings, SettingsPatchError } from './core/settings'

/** What the general admin routes act on. */
export interface AdminSubject {
  readonly context: SimContext
  readonly clouds: readonly SimulatedCloud[]
  /** What the world was made from. */
  origin(): { readonly world: WorldName; readonly seed: number }
  reset(world: WorldName, seed: number): void
}

const faultSchema: z.ZodType<FaultRule> = z.strictObject({
  match: z
    .strictObject({
      cloud: z.enum(['aws', 'alibaba']).optional(),
      operation: z.string().optional(),
      account: z.string().optional(),
      region: z.string().optional(),
      resource: z.string().optional(),
    })
    .optional(),
  effect: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('error'),
      status: z.number().int().min(200).max(599),
      code: z.string(),
      message: z.string(),
    }),
    z.strictObject({ kind: z.literal('throttle') }),
    z.strictObject({ kind: z.literal('loseReply') }),
    z.strictObject({ kind: z.literal('loseRequest') }),
    z.strictObject({ kind: z.literal('delay'), ms: z.number().min(0) }),
    z.strictObject({ kind: z.literal('htmlError'), status: z.number().int().min(200).max(599) }),
    z.strictObject({ kind: z.literal('truncatedBody') }),
    z.strictObject({ kind: z.literal('hideFresh'), ms: z.number().min(0) }),
    z.strictObject({ kind: z.literal('noDelivery') }),
    z.strictObject({ kind: z.literal('failDelivery'), message: z.string() }),
    z.strictObject({ kind: z.literal('stuckCreating') }),
    z.strictObject({ kind: z.literal('vanish') }),
    z.strictObject({ kind: z.literal('tornFile') }),
    z.strictObject({ kind: z.literal('otherHeader') }),
    z.strictObject({ kind: z.literal('incompleteQuery') }),
    z.strictObject({ kind: z.literal('successFalse') }),
    z.strictObject({ kind: z.literal('partial'), code: z.string(), message: z.string() }),
  ]),
  times: z.number().int().min(1).nullable().optional(),
  after: z.number().int().min(0).optional(),
})

const resetSchema = z.strictObject({
  world: z.enum(WORLD_NAMES as readonly [WorldName, ...WorldName[]]).optional(),
  seed: z.number().int().optional(),
})

/** The admin routes that concern no cloud in particular. */
export function generalAdminRoutes(subject: AdminSubject): readonly AdminRoute[] {
  const { context, clouds } = subject
  return [
    {
      method: 'GET',
      path: '/_sim/health',
      summary: 'Whether the simulator answers, and which world it holds.',
      handle: () => ({
        body: {
          status: 'ok',
          ...subject.origin(),
          profile: context.settings.profile,
          clouds: clouds.map((cloud) => cloud.name),
        },
      }),
    },
    {
      method: 'GET',
      path: '/_sim/settings',
      summary: 'The settings in force.',
      handle: () => ({ body: context.settings }),
    },
    {
      method: 'PATCH',
      path: '/_sim/settings',
      summary: 'Changes the settings given; `profile` loads a named set first.',
      handle: ({ body }) => {
        try {
          patchSettings(context.settings, body)
        } catch (error) {
          if (error instanceof SettingsPatchError) throw new AdminRefusal(400, error.message)
          throw error
        }
        return { body: context.settings }
      },
    },
    {
      method: 'GET',
      path: '/_sim/faults',
      summary: 'The faults in force, with how often each was met and fired.',
      handle: () => ({ body: { faults: context.faults.list() } }),
    },
    {
      method: 'POST',
      path: '/_sim/faults',
      summary: 'Posts a fault: {match, effect, times, after}.',
      handle: ({ body }) => ({ status: 201, body: context.faults.post(parseBody(faultSchema, body)) }),
    },
    {
      method: 'DELETE',
      path: '/_sim/faults',
      summary: 'Removes every fault.',
      handle: () => {
        context.faults.clear()
        return { body: { faults: [] } }
      },
    },
    {
      method: 'DELETE',
      path: '/_sim/faults/:id',
      summary: 'Removes one fault.',
      handle: ({ params }) => {
        if (!context.faults.remove(params['id'] ?? '')) throw new AdminRefusal(404, 'There is no such fault.')
        return { body: { faults: context.faults.list() } }
      },
    },
    {
      method: 'GET',
      path: '/_sim/calls',
      summary: 'How many calls were made, by cloud, operation, account, region and outcome.',
      handle: () => ({ body: context.meter.snapshot() }),
    },
    {
      method: 'POST',
      path: '/_sim/calls/reset',
      summary: 'Starts counting calls from zero.',
      handle: () => {
        context.meter.reset()
        return { body: context.meter.snapshot() }
      },
    },
    {
      method: 'POST',
      path: '/_sim/world/reset',
      summary: 'Replaces the whole world: {world, seed}. Faults, buckets and counts start over too.',
      handle: ({ body }) => {
        const wanted = parseBody(resetSchema, body ?? {})
        subject.reset(wanted.world ?? subject.origin().world, wanted.seed ?? subject.origin().seed)
        return { body: subject.origin() }
      },
    },
    {
      method: 'GET',
      path: '/_sim/world/accounts',
      summary: 'Every account with its name, role, external id and regions.',
      handle: () => ({ body: { accounts: clouds.flatMap((cloud) => cloud.accounts()) } }),
    },
  ]
}

/** Finds the route for a call and runs it. Total: refusals and surprises become answers. */
export async function answerAdmin(
  routes: readonly AdminRoute[],
  method: string,
  path: string,
  request: Omit<AdminRequest, 'params'>,
): Promise<Required<AdminAnswer>> {
  if (path === '/_sim' || path === '/_sim/') {
    const listing = routes.map((route) => ({ method: route.method, path: route.path, summary: route.summary }))
    return { status: 200, body: { routes: listing } }
  }
  let pathIsKnown = false
  for (const route of routes) {
    const params = matchPath(route.path, path)
    if (!params) continue
    pathIsKnown = true
    if (route.method !== method) continue
    try {
      const answer = await route.handle({ ...request, params })
      return { status: answer.status ?? 200, body: answer.body }
    } catch (error) {
      if (error instanceof AdminRefusal) return { status: error.status, body: { error: error.message } }
      return { status: 500, body: { error: error instanceof Error ? error.message : String(error) } }
    }
  }
  return pathIsKnown
    ? { status: 405, body: { error: `${method} is not possible here.` } }
    : { status: 404, body: { error: `There is no ${path}; GET /_sim/ lists the routes.` } }
}

function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/')
  const given = path.split('/')
  if (wanted.length !== given.length) return undefined
  const params: Record<string, string> = {}
  for (const [index, segment] of wanted.entries()) {
    const value = given[index] ?? ''
    if (segment.startsWith(':')) {
      try {
        params[segment.slice(1)] = decodeURIComponent(value)
      } catch {
        // A stray percent sign: no such path.
        return undefined
      }
    } else if (segment !== value) {
      return undefined
    }
  }
  return params
}
