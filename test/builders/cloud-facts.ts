import type { Capabilities } from '../../lib/domain/capabilities'
import type { ConfigurationDocument } from '../../lib/domain/configuration'
import type { ObservedFlowLog, Ownership } from '../../lib/domain/flow-log'
import type { Resource, ResourceKey } from '../../lib/domain/resource'
import type { DesiredFacts, RecordFacts, ScopeFacts } from '../../lib/domain/scope-plan'
import type { ScopeRef } from '../../lib/domain/scope'
import { resourceKeyText } from '../../lib/domain/resource'
import { aVpcSpec } from './flow-log-specs'

export const AWS_SCOPE: ScopeRef = {
  provider: 'aws-ec2',
  partition: 'aws',
  accountId: '111122223333',
  region: 'eu-central-1',
}

export const CEN_SCOPE: ScopeRef = {
  provider: 'alibaba-cen',
  partition: 'alibaba',
  accountId: '1000000000000001',
  region: 'cn-hangzhou',
}

export const AWS_CAPABILITIES: Capabilities = {
  provider: 'aws-ec2',
  label: 'AWS EC2',
  families: [],
  discoveredTypes: ['VPC'],
  hasCreatingState: false,
  reportsDelivery: true,
  canDisable: false,
  coexistence: 'different-destination',
  serialisesBy: null,
  maxDeleteBatch: 1000,
  maxPeopleTags: 47,
  visibilityGraceMs: 120_000,
  activationDeadlineMs: 120_000,
  deletionDeadlineMs: 300_000,
}

export const CEN_CAPABILITIES: Capabilities = {
  ...AWS_CAPABILITIES,
  provider: 'alibaba-cen',
  label: 'Alibaba Cloud CEN',
  hasCreatingState: true,
  reportsDelivery: false,
  canDisable: true,
  coexistence: 'never',
  serialisesBy: 'transitRouter',
  maxPeopleTags: 17,
  activationDeadlineMs: 900_000,
  deletionDeadlineMs: 900_000,
}

/** A settled resource that its own account owns. */
export function aResource(overrides: Partial<Resource> = {}): Resource {
  const key = overrides.key ?? { scope: AWS_SCOPE, type: 'VPC', localKey: 'vpc-1' }
  return {
    externalId: key.localKey.split('/').at(-1) ?? key.localKey,
    ownerAccountId: key.scope.accountId,
    name: null,
    tags: {},
    state: 'available',
    isSettled: true,
    notCoverable: null,
    attachmentKind: null,
    links: {},
    attributes: {},
    ...overrides,
    key,
  }
}

/** An active flow log. */
export function aLog(overrides: Partial<ObservedFlowLog> = {}): ObservedFlowLog {
  const target = overrides.target === undefined ? aResource().key : overrides.target
  return {
    scope: target?.scope ?? AWS_SCOPE,
    externalId: 'fl-1',
    targetExternalId: target?.localKey ?? 'unknown',
    spec: aVpcSpec(),
    status: 'active',
    rawStatus: 'ACTIVE',
    delivery: { state: 'success', message: null },
    tags: {},
    createdAt: null,
    raw: {},
    ...overrides,
    target,
  }
}

/** A desired flow log that shall exist and has none yet. */
export function aDesired(overrides: Partial<DesiredFacts> = {}): DesiredFacts {
  return {
    id: 'desired-1',
    configurationId: 'configuration-1',
    generation: 1,
    settledGeneration: null,
    epoch: 1,
    target: aResource().key,
    intent: 'present',
    spec: aVpcSpec(),
    record: null,
    replacement: null,
    claimedBy: null,
    ...overrides,
  }
}

/** A record of a log that the last complete listing held. */
export function aRecord(overrides: Partial<RecordFacts> = {}): RecordFacts {
  return {
    externalId: 'fl-1',
    origin: 'created',
    presence: 'present',
    sentFormat: null,
    echoedFormat: null,
    operationId: null,
    ...overrides,
  }
}

/** A Configuration that heals drift by itself. */
export function aConfiguration(
  overrides: Partial<ConfigurationDocument & { readonly generation: number }> = {},
): ConfigurationDocument & { readonly generation: number } {
  return {
    name: 'All VPCs',
    provider: 'aws-ec2',
    family: 'aws-vpc',
    selector: { kind: 'clauses', clauses: [{ on: 'type', values: ['VPC'] }], excludes: [] },
    spec: aVpcSpec(),
    onDrift: 'heal',
    onRemoval: 'delete',
    upkeep: 'automatic',
    upkeepBound: { maxNewTargets: 100 },
    paused: false,
    observeOnly: false,
    requiredTraffic: null,
    generation: 1,
    ...overrides,
  }
}

/** The tags of a log that Weir made. */
export function ownershipTags(configurationId = 'configuration-1', operationId = 'operation-1') {
  return {
    'weir:installation': 'installation-1',
    'weir:configuration': configurationId,
    'weir:operation': operationId,
  }
}

/** Facts of one scope; targets of the desired logs are known and fine unless given. */
export function someFacts(
  overrides: Partial<Omit<ScopeFacts, 'targets' | 'ownership' | 'goneTargets'>> & {
    readonly targets?: readonly Resource[]
    readonly ownership?: Readonly<Record<string, Ownership>>
    readonly gone?: readonly ResourceKey[]
  } = {},
): ScopeFacts {
  const { targets, ownership = {}, gone = [], ...rest } = overrides
  const desired = rest.desired ?? [aDesired()]
  const known = targets ?? desired.map(({ target }) => aResource({ key: target }))
  return {
    installationId: 'installation-1',
    configurations: new Map([['configuration-1', aConfiguration()]]),
    observed: [],
    measuredGapSeconds: null,
    ...rest,
    desired,
    ownership: new Map(Object.entries(ownership)),
    targets: new Map(known.map((resource) => [resourceKeyText(resource.key), resource])),
    goneTargets: new Set(gone.map(resourceKeyText)),
  }
}
