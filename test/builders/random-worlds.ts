import fc from 'fast-check'
import type { FlowLogSpec } from '../../lib/domain/flow-log-spec'
import type { ObservedFlowLog } from '../../lib/domain/flow-log'
import type { Resource } from '../../lib/domain/resource'
import type { DesiredFacts } from '../../lib/domain/scope-plan'
import type { ModelWorld } from './model-cloud'
import { claimKey } from '../../lib/domain/claim-key'
import {
  aConfiguration,
  aDesired,
  aLog,
  aRecord,
  aResource,
  AWS_CAPABILITIES,
  AWS_SCOPE,
  CEN_CAPABILITIES,
  CEN_SCOPE,
  ownershipTags,
} from './cloud-facts'
import { aCenSpec, aVpcSpec } from './flow-log-specs'

const tags = fc.dictionary(fc.constantFrom('team', 'env'), fc.constantFrom('a', 'b'), { maxKeys: 2 })

const awsSpec: fc.Arbitrary<FlowLogSpec> = fc
  .record({
    logDestination: fc.constantFrom('arn:aws:s3:::one', 'arn:aws:s3:::one/x/', 'arn:aws:s3:::two'),
    trafficType: fc.constantFrom('ALL' as const, 'ACCEPT' as const, 'REJECT' as const),
    logFormat: fc.constantFrom(null, '${srcaddr} ${dstaddr}'),
    maxAggregationIntervalSeconds: fc.constantFrom(60 as const, 600 as const),
    tags,
  })
  .map((members) => aVpcSpec(members))

const cenSpec: fc.Arbitrary<FlowLogSpec> = fc
  .record({
    logStoreName: fc.constantFrom('one', 'two'),
    description: fc.constantFrom('', 'x'),
    intervalSeconds: fc.constantFrom(60 as const, 600 as const),
    enabled: fc.boolean(),
    tags,
  })
  .map((members) => aCenSpec(members))

const awsTargets: readonly Resource[] = [
  ...['vpc-1', 'vpc-2'].map((localKey) => aResource({ key: { scope: AWS_SCOPE, type: 'VPC', localKey } })),
  aResource({ key: { scope: AWS_SCOPE, type: 'Subnet', localKey: 'subnet-1' }, links: { vpc: 'vpc-1' } }),
  aResource({ key: { scope: AWS_SCOPE, type: 'VPC', localKey: 'vpc-3' }, ownerAccountId: '999999999999' }),
]

const cenTargets: readonly Resource[] = [
  ...['tr-1/tr-attach-1', 'tr-1/tr-attach-2'].map((localKey) =>
    aResource({ key: { scope: CEN_SCOPE, type: 'TransitRouterAttachment', localKey } }),
  ),
  aResource({ key: { scope: CEN_SCOPE, type: 'TransitRouter', localKey: 'tr-1' } }),
  aResource({ key: { scope: CEN_SCOPE, type: 'TransitRouter', localKey: 'tr-2' }, notCoverable: 'BasicEdition' }),
]

type Existing = 'none' | 'ours' | 'adopted' | 'gone' | 'unbound'

interface Wish {
  readonly target: number
  readonly configuration: number
  readonly spec: FlowLogSpec
  readonly existing: Existing
  readonly existingSpec: FlowLogSpec
  /** Often what exists is nearly what is desired: only its tags differ, or nothing. */
  readonly likeness: 'other' | 'tags' | 'same'
  readonly intent: DesiredFacts['intent']
  readonly isSettled: boolean
}

interface Stranger {
  readonly target: number
  readonly spec: FlowLogSpec
  readonly owner: 'terraform' | 'nobody' | 'other installation'
}

/** Worlds with a few targets, up to two Configurations, logs of ours in every state, and logs of others. */
export function worlds(cloud: 'aws' | 'cen'): fc.Arbitrary<ModelWorld> {
  const spec = cloud === 'aws' ? awsSpec : cenSpec
  const target = fc.integer({ min: 0, max: 3 })
  const wish: fc.Arbitrary<Wish> = fc.record({
    target,
    configuration: fc.constantFrom(1, 2),
    spec,
    existing: fc.constantFrom<Existing>('none', 'ours', 'adopted', 'gone', 'unbound'),
    existingSpec: spec,
    likeness: fc.constantFrom('other', 'tags', 'same'),
    intent: fc.constantFrom('present', 'present', 'present', 'absent', 'released'),
    isSettled: fc.boolean(),
  })
  const stranger: fc.Arbitrary<Stranger> = fc.record({
    target,
    spec,
    owner: fc.constantFrom('terraform', 'nobody', 'other installation'),
  })
  return fc
    .record({
      wishes: fc.uniqueArray(wish, { maxLength: 6, selector: (one) => `${one.target} ${one.configuration}` }),
      strangers: fc.array(stranger, { maxLength: 4 }),
      duplicateMode: fc.constantFrom('destination-only' as const, 'full-config' as const),
    })
    .map(({ wishes, strangers, duplicateMode }) => build(cloud, wishes, strangers, duplicateMode))
}

function build(
  cloud: 'aws' | 'cen',
  wishes: readonly Wish[],
  strangers: readonly Stranger[],
  duplicateMode: ModelWorld['duplicateMode'],
): ModelWorld {
  const targets = cloud === 'aws' ? awsTargets : cenTargets
  const logs = new Map<string, ObservedFlowLog>()
  const places = new Set<string>()
  // What the cloud itself would never allow is not generated: on CEN two logs in one place.
  const add = (log: ObservedFlowLog) => {
    const place = claimKey(log.target!, log.spec!)
    if (cloud === 'cen' && places.has(place)) return false
    places.add(place)
    logs.set(log.externalId, log)
    return true
  }
  const claims = new Set<string>()
  const desired = wishes.map((wish, index): DesiredFacts => {
    const configurationId = `configuration-${wish.configuration}`
    const target = targets[wish.target]!.key
    const externalId = `own-${index}`
    const isThere = wish.existing !== 'none' && wish.existing !== 'gone'
    const marks = wish.existing === 'adopted' ? {} : ownershipTags(configurationId, `old-${index}`)
    const wasAdded = isThere && add(existingLog(externalId, target, existingSpec(wish), marks))
    const hasRecord = wish.existing === 'gone' || (wasAdded && wish.existing !== 'unbound')
    const claim = claimKey(target, wish.spec)
    const isClaimed = wish.intent === 'present' && claims.has(claim)
    if (wish.intent === 'present') claims.add(claim)
    return aDesired({
      id: `desired-${index}`,
      configurationId,
      target,
      spec: wish.spec,
      intent: wish.intent,
      settledGeneration: wish.isSettled && hasRecord ? 1 : null,
      claimedBy: isClaimed ? { configurationId: 'x', configurationName: 'The first' } : null,
      record: hasRecord
        ? aRecord({
            externalId,
            origin: wish.existing === 'adopted' ? 'adopted' : 'created',
            presence: wish.existing === 'gone' ? 'gone' : 'present',
          })
        : null,
    })
  })
  strangers.forEach((stranger, index) => {
    const marks =
      stranger.owner === 'terraform'
        ? { ManagedBy: 'terraform' }
        : stranger.owner === 'nobody'
          ? {}
          : { 'weir:installation': 'another' }
    add(existingLog(`foreign-${index}`, targets[stranger.target]!.key, stranger.spec, marks))
  })
  return {
    capabilities: cloud === 'aws' ? AWS_CAPABILITIES : CEN_CAPABILITIES,
    duplicateMode,
    configurations: new Map(
      ['configuration-1', 'configuration-2'].map((id) => [id, aConfiguration({ name: id })] as const),
    ),
    targets,
    logs,
    desired,
    nextId: 1,
  }
}

function existingSpec({ likeness, existingSpec: other, spec }: Wish): FlowLogSpec {
  if (likeness === 'other') return other
  return likeness === 'same' ? spec : { ...spec, tags: other.tags }
}

function existingLog(
  externalId: string,
  target: Resource['key'],
  spec: FlowLogSpec,
  marks: Readonly<Record<string, string>>,
): ObservedFlowLog {
  const isOff = spec.family === 'cen' && !spec.enabled
  return aLog({ externalId, target, spec, status: isOff ? 'inactive' : 'active', tags: { ...spec.tags, ...marks } })
}
