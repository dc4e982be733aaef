import type { JsonObject } from './json'
import type { ScopeRef } from './scope'
import { scopeKey } from './scope'

/**
 * Every kind of thing Weir knows; all but those of Cloud WAN (the last three) are discovered. The names are the clouds' own.
 */
export const RESOURCE_TYPES = [
  'VPC',
  'Subnet',
  'NetworkInterface',
  'RegionalNatGateway',
  'TransitGateway',
  'TransitGatewayAttachment',
  'CEN',
  'TransitRouter',
  'TransitRouterAttachment',
  'CoreNetwork',
  'CoreNetworkAttachment',
  'CoreNetworkEdge',
] as const

export type ResourceType = (typeof RESOURCE_TYPES)[number]

/**
 * The rules a Configuration can be written for: traffic type, interval and format differ between families, so one
 * Configuration selects targets of one family only.
 */
export const TARGET_FAMILIES = ['aws-vpc', 'aws-transit-gateway', 'cen'] as const

export type TargetFamily = (typeof TARGET_FAMILIES)[number]

/**
 * What identifies a resource. Never the external id alone: a shared VPC shows the same id in two accounts, and a peer
 * attachment may list in both regions. The local key of a transit router attachment is `routerId/attachmentId`;
 * everywhere else it is the external id.
 */
export interface ResourceKey {
  readonly scope: ScopeRef
  readonly type: ResourceType
  readonly localKey: string
}

/** The key as one sortable text. Pure. */
export function resourceKeyText(key: ResourceKey): string {
  return `${scopeKey(key.scope)}/${key.type}/${key.localKey}`
}

/** How a resource hangs together with others of its scope; local keys, except where said. */
export interface ResourceLinks {
  readonly vpc?: string
  readonly subnet?: string
  readonly transitGateway?: string
  readonly transitRouter?: string
  /** CEN id; the CEN itself lives in the account's global scope. */
  readonly cen?: string
  /** What the attachment attaches: a VPC, VBR, VPN, ECR id; for a peer link the far router's id. */
  readonly attached?: string
  /** Peer links: the region of the far router. */
  readonly peerRegion?: string
}

/** Kinds of transit router attachment (Alibaba Cloud) and of transit gateway attachment (AWS), as the clouds say it. */
export type AttachmentKind = string

/** Why a resource cannot carry a flow log at all, which is a different answer from having none. */
export type NotCoverable = 'BasicEdition' | 'TransientState' | 'UnsupportedKind'

/** A resource as its cloud last reported it. */
export interface Resource {
  readonly key: ResourceKey
  /** The cloud's own id, as people search it. */
  readonly externalId: string
  /** The account that owns it; another one than the scope's for what is only shared with us. */
  readonly ownerAccountId: string
  readonly name: string | null
  readonly tags: Readonly<Record<string, string>>
  /** The cloud's own word for its state. */
  readonly state: string
  /** False while it is being made or torn down: nothing is planned for it then. */
  readonly isSettled: boolean
  readonly notCoverable: NotCoverable | null
  readonly attachmentKind: AttachmentKind | null
  readonly links: ResourceLinks
  /** What else is worth showing, by the cloud's own field names (CIDR, edition, interface type). */
  readonly attributes: JsonObject
}
