import { z } from '@hono/zod-openapi'
import { PREFLIGHT_STATES } from '../../domain/preflight/check'
import { pageOf, pageQuery, repeated } from './listing'
import { isoTime, uuid } from './text'
import { resourceType } from './words'

const count = z.number().int()
const checkState = z.enum(PREFLIGHT_STATES).openapi('PreflightCheckState')
const groupState = z.enum(['waiting', ...PREFLIGHT_STATES]).openapi('PreflightState')

/** What preflight found for a plan, in figures. */
export const preflightSummary = z
  .object({
    /** `none`: the plan makes no flow log. `running`: some groups were not asked about yet. Else the worst of them. */
    state: z.enum(['none', 'running', ...PREFLIGHT_STATES]),
    failed: count,
    unknown: count,
    warning: count,
    passed: count,
    waiting: count,
    /** Groups that are certain to fail and have an action that was not left out: approval asks for a person's word. */
    blocking: count,
    /** Calls to clouds that it took. */
    calls: count,
    checkedAt: isoTime.nullable(),
  })
  .openapi('PreflightSummary')
export type PreflightSummary = z.infer<typeof preflightSummary>

const preflightCheckView = z
  .object({
    id: z.string(),
    title: z.string(),
    state: checkState,
    message: z.string(),
    remedy: z.string().nullable(),
    /** Statements, commands or values to copy. */
    fixes: z.array(z.object({ label: z.string(), kind: z.enum(['statement', 'command', 'value']), text: z.string() })),
    blocks: z.boolean(),
    vendorCode: z.string().nullable(),
    source: z.string(),
  })
  .openapi('PreflightCheck')
export type PreflightCheckView = z.infer<typeof preflightCheckView>

/** Everything of a plan that shares account, region, destination and roles. */
const preflightGroupView = z
  .object({
    ordinal: count,
    scope: z.object({ id: uuid, accountId: z.string(), accountName: z.string(), region: z.string() }),
    destination: z.string(),
    roles: z.array(z.string()),
    targetTypes: z.array(resourceType),
    /** Targets it speaks for. */
    targets: count,
    state: groupState,
    blocks: z.boolean(),
    /** What stands in the way first. */
    checks: z.array(preflightCheckView),
    calls: count,
    checkedAt: isoTime.nullable(),
  })
  .openapi('PreflightGroup')
export type PreflightGroupView = z.infer<typeof preflightGroupView>

export const preflightListQuery = z.object({ ...pageQuery, state: repeated(groupState) })
export type PreflightListQuery = z.output<typeof preflightListQuery>
export const preflightPage = pageOf(preflightGroupView).openapi('PreflightPage')
