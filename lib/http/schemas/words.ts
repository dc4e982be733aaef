import { z } from '@hono/zod-openapi'
import { CONDITIONS, type ConditionType } from '../../domain/conditions'
import { MANAGERS } from '../../domain/flow-log'
import { PHASES } from '../../domain/lifecycle'
import { PROVIDER_IDS } from '../../domain/provider-id'
import { RESOURCE_TYPES, TARGET_FAMILIES } from '../../domain/resource'
import { RISK_CLASSES } from '../../domain/plan'

/** The domain's closed word lists as schemas, so that the document and the types name each once. */
export const providerId = z.enum(PROVIDER_IDS).openapi('ProviderId')
export const resourceType = z.enum(RESOURCE_TYPES).openapi('ResourceType')
export const targetFamily = z.enum(TARGET_FAMILIES).openapi('TargetFamily')
export const phase = z.enum(PHASES).openapi('Phase')
export const riskClass = z.enum(RISK_CLASSES).openapi('RiskClass')
export const conditionType = z
  .enum(Object.keys(CONDITIONS) as [ConditionType, ...ConditionType[]])
  .openapi('ConditionType')

const ACTION_KINDS = ['create', 'update', 'replace', 'delete', 'release', 'adopt'] as const
export const actionKind = z.enum(ACTION_KINDS).openapi('ActionKind')

/** The ladder, lowest first, and the three answers that stand beside it. */
export const RUNGS = [
  'unlogged',
  'configured',
  'active',
  'delivering',
  'not-coverable',
  'not-ours',
  'could-not-look',
] as const
export const rung = z.enum(RUNGS).openapi('Rung')
export type Rung = z.infer<typeof rung>

export const trafficType = z.enum(['ACCEPT', 'REJECT', 'ALL']).openapi('TrafficType')

const OWNERSHIPS = ['ours', 'unbound', 'released', 'foreign', 'otherInstallation'] as const
/** Whose a flow log is. */
export const ownership = z.enum(OWNERSHIPS).openapi('Ownership')

export const manager = z.enum(MANAGERS).openapi('Manager')

const OBSERVED_STATUSES = ['creating', 'active', 'modifying', 'inactive', 'deleting', 'unknown'] as const
export const observedStatus = z.enum(OBSERVED_STATUSES).openapi('ObservedStatus')

const DELIVERY_STATES = ['none', 'success', 'failed'] as const
export const deliveryState = z.enum(DELIVERY_STATES).openapi('DeliveryState')
