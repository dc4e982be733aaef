import type { SimContext } from '../core/cloud'
import type { FaultProbe } from '../core/faults'
import { AwsRefusal } from './errors'
import { matchesGlob } from './glob'
import type { QueryParameters } from './protocol/query'
import type { XmlValue } from './protocol/xml'
import type { AwsWorld } from './world'

/** Who makes a call. */
export interface Principal {
  readonly accountId: string
  readonly arn: string
  readonly userId: string
  /** IAM actions with `*` as wildcard; null allows everything. */
  readonly allowedActions: readonly string[] | null
  /** Whether the credentials come from AssumeRole themselves: then the next session is capped at an hour. */
  readonly isAssumedRole: boolean
}

/** One authenticated call, as the operations see it. */
export interface AwsCall {
  readonly context: SimContext
  readonly world: AwsWorld
  readonly operation: string
  readonly parameters: QueryParameters
  readonly principal: Principal
  readonly accountId: string
  readonly region: string
  readonly probe: FaultProbe
  readonly nowMs: number
}

/** An operation of the API, described as data so that the edge can check, throttle and count it. */
export interface Operation {
  readonly service: 'ec2' | 'sts'
  readonly latency: 'read' | 'create' | 'other'
  /** The kind of token bucket; null for none. */
  bucket(parameters: QueryParameters): 'read' | 'unpagedRead' | 'mutate' | 'tags' | null
  /** The IAM action that the caller needs; null for none. */
  readonly action: string | null
  /** Parameter names, list positions spelt N. */
  readonly known: ReadonlySet<string>
  /** The ids a call concerns, for faults that name one. */
  resources(parameters: QueryParameters): readonly string[]
  /** Does the work and gives what stands in the answer after the request id. Refuses by throwing AwsRefusal. */
  perform(call: AwsCall): { readonly [name: string]: XmlValue }
}

/** Whether a list of allowed actions lets an action through. Pure. */
export function allows(allowedActions: readonly string[] | null, action: string): boolean {
  return (
    allowedActions === null ||
    allowedActions.some((pattern) => matchesGlob(pattern.toLowerCase(), action.toLowerCase()))
  )
}

/** Refuses unless the caller may do something. The message names what is missing, as IAM's does. */
export function requirePermission(call: AwsCall, action: string, resource = '*'): void {
  if (allows(call.principal.allowedActions, action)) return
  throw new AwsRefusal(
    'UnauthorizedOperation',
    `You are not authorized to perform this operation. User: ${call.principal.arn} is not authorized to perform: ${action} ` +
      `on resource: ${resource} because no identity-based policy allows the ${action} action`,
  )
}

/** Ends a dry run: the permission was there. Called after the permission check and before anything else. */
export function endDryRun(call: AwsCall): void {
  if (call.parameters.boolean('DryRun') === true) throw new AwsRefusal('DryRunOperation')
}
