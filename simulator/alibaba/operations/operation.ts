import type { SimContext } from '../../core/cloud'
import type { FaultProbe } from '../../core/faults'
import type { AlibabaSettings } from '../../core/settings'
import type { Parameters } from '../protocol/parameters'
import type { AlibabaWorld } from '../world'
import type { SimAlibabaAccount } from '../world-types'

/** Who sent a request, once its signature is believed. */
export interface SimIdentity {
  readonly accountId: string
  readonly kind: 'RAMUser' | 'AssumedRoleUser'
  readonly arn: string
  readonly principalId: string
  /** Id of the user, or of the role. */
  readonly subjectId: string
  readonly deniedActions: readonly string[]
}

/** Everything an operation works with. */
export interface OperationCall {
  readonly world: AlibabaWorld
  readonly context: SimContext
  readonly identity: SimIdentity
  readonly account: SimAlibabaAccount
  readonly parameters: Parameters
  /** The simulated moment. */
  readonly nowMs: number
  readonly probe: FaultProbe
}

/** One operation of the wire protocol. */
export interface Operation {
  readonly action: string
  readonly version: string
  /** The RAM action a caller needs; null: everybody may. */
  readonly permission: string | null
  readonly latency: 'read' | 'create' | 'other'
  readonly bucket: keyof AlibabaSettings['buckets']
  /** Whether a repeated ClientToken gets the first answer again. */
  readonly honoursClientToken: boolean
  /** Gives the body without its RequestId, or throws an AlibabaRefusal. */
  run(call: OperationCall): Record<string, unknown>
}

export const CBN_VERSION = '2017-09-12'
export const STS_VERSION = '2015-04-01'
export const RESOURCE_MANAGER_VERSION = '2020-03-31'

/** Whether this identity may do that: everything is allowed that is not denied. Pure. */
export function isAllowed(identity: SimIdentity, action: string): boolean {
  return !identity.deniedActions.some(
    (denied) =>
      denied === '*' ||
      denied.toLowerCase() === action.toLowerCase() ||
      (denied.endsWith('*') && action.startsWith(denied.slice(0, -1))),
  )
}

/** A cloud's page, by number. */
export function pageOf<Item>(
  items: readonly Item[],
  parameters: Parameters,
  limits: { readonly defaultSize: number; readonly maxSize: number },
): { readonly items: readonly Item[]; readonly pageNumber: number; readonly pageSize: number; readonly total: number } {
  const pageNumber = parameters.integer('PageNumber', 1, { min: 1, max: 999_999 })
  const pageSize = parameters.integer('PageSize', limits.defaultSize, { min: 1, max: limits.maxSize })
  const start = (pageNumber - 1) * pageSize
  return { items: items.slice(start, start + pageSize), pageNumber, pageSize, total: items.length }
}

/** `YYYY-MM-DDThh:mm:ssZ`, as flow logs show it. */
export function secondsTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`
}

/** `YYYY-MM-DDThh:mmZ`, as routers and attachments show it. */
export function minutesTime(iso: string): string {
  return `${iso.slice(0, 16)}Z`
}
