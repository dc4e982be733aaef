import { describe, expect, test } from 'vitest'
import {
  aConfiguration,
  aDesired,
  aLog,
  aRecord,
  aResource,
  AWS_CAPABILITIES,
  CEN_CAPABILITIES,
  CEN_SCOPE,
  ownershipTags,
  someFacts,
} from '../../test/builders/cloud-facts'
import { aCenSpec, aTransitGatewaySpec, aVpcSpec } from '../../test/builders/flow-log-specs'
import { authorise } from './authorise'
import type { ConfigurationDocument } from './configuration'
import { describeFlapping, flappingRemedy, goesBackAndForth } from './drift'
import type { FlowLogSpec } from './flow-log-spec'
import { MUTABILITY } from './mutability'
import { planScope } from './plan-scope'
import type { Assessment, ScopeFacts } from './scope-plan'

type Behaviour = ConfigurationDocument['onDrift']
const BEHAVIOURS: readonly Behaviour[] = ['heal', 'propose', 'notify']

const attachment = aResource({
  key: { scope: CEN_SCOPE, type: 'TransitRouterAttachment', localKey: 'tr-1/tr-attach-1' },
  links: { transitRouter: 'tr-1' },
})
const vpcSpec = aVpcSpec({ tags: { env: 'prod' } })
const gatewaySpec = aTransitGatewaySpec({ tags: { env: 'prod' } })
const cenSpec = aCenSpec({ tags: { env: 'prod' } })
const gateway = aResource({ key: { scope: aResource().key.scope, type: 'TransitGateway', localKey: 'tgw-1' } })

const TARGETS = {
  'aws-vpc': { target: aResource(), spec: vpcSpec, capabilities: AWS_CAPABILITIES },
  'aws-transit-gateway': { target: gateway, spec: gatewaySpec, capabilities: AWS_CAPABILITIES },
  cen: { target: attachment, spec: cenSpec, capabilities: CEN_CAPABILITIES },
} as const

type Family = keyof typeof TARGETS

/** One desired flow log that was in sync, with its log as it is found now. */
function found(family: Family, observed: FlowLogSpec | null, onDrift: Behaviour): ScopeFacts {
  const { target, spec } = TARGETS[family]
  const tags = { ...ownershipTags(), ...(observed?.tags ?? {}) }
  return someFacts({
    desired: [
      aDesired({
        target: target.key,
        spec,
        settledGeneration: 1,
        record: aRecord({
          presence: observed === null ? 'gone' : 'present',
          operationId: 'operation-1',
          // CEN: what the cloud called its default format when the log was made.
          echoedFormat: '${dstaddr}',
        }),
      }),
    ],
    targets: [target],
    configurations: new Map([['configuration-1', aConfiguration({ onDrift, family, spec })]]),
    observed: observed === null ? [] : [aLog({ target: target.key, spec: observed, tags })],
    ownership: { 'fl-1': { kind: 'ours', desiredFlowLogId: 'desired-1' } },
  })
}

function judge(family: Family, observed: FlowLogSpec | null, onDrift: Behaviour) {
  const facts = found(family, observed, onDrift)
  const [assessment] = planScope(facts, TARGETS[family].capabilities)
  return { assessment: assessment!, word: wordOf(assessment!, facts) }
}

function wordOf({ action }: Assessment, facts: ScopeFacts): string {
  if (action === null) return 'nothing'
  const { withinUpkeep, needsApproval, withheld } = authorise([action], [], facts.configurations, {
    now: new Date(),
    newTargetsUsed: new Map(),
    spentFingerprints: new Set(),
  })
  if (withinUpkeep.length > 0) return 'healed'
  return needsApproval.length > 0 ? 'proposed' : (withheld[0]?.reason ?? 'nothing')
}

/** A changed value for every member of every spec: a field without a row here fails the test below. */
const CHANGED: { readonly [F in Family]: Readonly<Record<string, Partial<FlowLogSpec>>> } = {
  'aws-vpc': {
    trafficType: { trafficType: 'REJECT' },
    logDestinationType: {
      logDestinationType: 'cloud-watch-logs',
      logDestination: 'arn:aws:logs:eu-central-1:111122223333:log-group:x',
      destinationOptions: null,
    },
    logDestination: { logDestination: 'arn:aws:s3:::elsewhere' },
    deliverLogsPermissionArn: { deliverLogsPermissionArn: 'arn:aws:iam::111122223333:role/other' },
    deliverCrossAccountRole: { deliverCrossAccountRole: 'arn:aws:iam::111122223333:role/other' },
    'destinationOptions.fileFormat': {
      destinationOptions: { fileFormat: 'parquet', hiveCompatiblePartitions: false, perHourPartition: false },
    },
    'destinationOptions.hiveCompatiblePartitions': {
      destinationOptions: { fileFormat: 'plain-text', hiveCompatiblePartitions: true, perHourPartition: false },
    },
    'destinationOptions.perHourPartition': {
      destinationOptions: { fileFormat: 'plain-text', hiveCompatiblePartitions: false, perHourPartition: true },
    },
    logFormat: { logFormat: '${srcaddr} ${dstaddr}' },
    maxAggregationIntervalSeconds: { maxAggregationIntervalSeconds: 60 },
    tagFieldSpecifications: { tagFieldSpecifications: [{ resourceType: 'instance', tagKeys: ['app'] }] },
    tags: { tags: { env: 'test' } },
  },
  'aws-transit-gateway': {
    logDestination: { logDestination: 'arn:aws:s3:::elsewhere' },
    logFormat: { logFormat: '${tgw-id} ${srcaddr}' },
    tags: { tags: {} },
  },
  cen: {
    projectName: { projectName: 'other-project' },
    logStoreName: { logStoreName: 'other-store' },
    flowLogName: { flowLogName: 'renamed' },
    description: { description: 'somebody was here' },
    intervalSeconds: { intervalSeconds: 60 },
    logFormatString: { logFormatString: '${srcaddr}' },
    enabled: { enabled: false },
    tags: { tags: { env: 'test' } },
  },
}

const HEALS_FIELDS = new Set(['tags', 'enabled'])

const FIELDS = (Object.keys(CHANGED) as Family[]).flatMap((family) =>
  Object.entries(CHANGED[family]).map(([field, change]) => ({ family, field, change })),
)

test('every member of both clouds’ specs has a changed value here', () => {
  for (const family of ['aws-vpc', 'cen'] as const) {
    expect(Object.keys(CHANGED[family]).sort()).toEqual(Object.keys(MUTABILITY[family]).sort())
  }
})

describe('a field that was changed outside', () => {
  test.each(FIELDS)('$family $field is found, and told from a pending change', ({ family, field, change }) => {
    const { assessment } = judge(family, { ...TARGETS[family].spec, ...change } as FlowLogSpec, 'notify')
    const changed = assessment.drift.map((one) => one.field.replace(/^tags\..*/, 'tags'))
    expect(changed).toContain(field)
    expect(assessment.driftKind).toBe(field === 'tags' ? 'tags' : field === 'enabled' ? 'disabled' : 'fields')
    expect(assessment.action).toMatchObject({ because: 'drift' })
    const [first] = assessment.drift
    expect(first!.before).not.toBe(first!.after)
  })

  test.each(FIELDS.flatMap((row) => BEHAVIOURS.map((onDrift) => ({ ...row, onDrift }))))(
    '$family $field, $onDrift',
    ({ family, field, change, onDrift }) => {
      const { assessment, word } = judge(family, { ...TARGETS[family].spec, ...change } as FlowLogSpec, onDrift)
      const heals = HEALS_FIELDS.has(field) ? 'healed' : 'proposed'
      expect(word).toBe({ heal: heals, propose: 'proposed', notify: 'NotifyOnly' }[onDrift])
      if (word === 'healed') expect(assessment.action!.risk).not.toBe('reduces-coverage')
    },
  )
})

describe.each(['aws-vpc', 'aws-transit-gateway', 'cen'] as const)('%s: a log that was deleted', (family) => {
  test.each(BEHAVIOURS)('%s', (onDrift) => {
    const { assessment, word } = judge(family, null, onDrift)
    expect(assessment).toMatchObject({ driftKind: 'deleted', action: { kind: 'create', because: 'drift' } })
    expect(word).toBe({ heal: 'healed', propose: 'proposed', notify: 'NotifyOnly' }[onDrift])
  })
})

describe('healing never reduces coverage by itself', () => {
  test.each(['heal', 'propose', 'notify'] as const)('a wider filter than desired, %s', (onDrift) => {
    const facts = found('aws-vpc', aVpcSpec({ tags: { env: 'prod' } }), onDrift)
    const narrow = { ...facts.desired[0]!, spec: aVpcSpec({ trafficType: 'REJECT', tags: { env: 'prod' } }) }
    const [assessment] = planScope({ ...facts, desired: [narrow] }, AWS_CAPABILITIES)
    expect(wordOf(assessment!, facts)).not.toBe('healed')
  })

  test('a log that was switched on although it shall be off is left on', () => {
    const facts = found('cen', cenSpec, 'heal')
    const off = { ...facts.desired[0]!, spec: { ...cenSpec, enabled: false } }
    const [assessment] = planScope({ ...facts, desired: [off] }, CEN_CAPABILITIES)
    expect(assessment!.action?.risk).toBe('reduces-coverage')
    expect(wordOf(assessment!, facts)).toBe('proposed')
  })
})

describe('lost delivery and silence', () => {
  test.each([
    { why: 'AWS says FAILED', state: 'failed' as const },
    { why: 'nobody says anything', state: 'none' as const },
  ])('$why: nothing to change in the flow log, whatever the behaviour', ({ state }) => {
    for (const onDrift of BEHAVIOURS) {
      const facts = found('aws-vpc', vpcSpec, onDrift)
      const log = { ...facts.observed[0]!, delivery: { state, message: null } }
      const [assessment] = planScope({ ...facts, observed: [log] }, AWS_CAPABILITIES)
      expect(assessment).toMatchObject({ verdict: 'in-sync', driftKind: 'none', action: null })
    }
  })
})

test('one target can be paused: its drift is shown and nothing is planned', () => {
  const facts = found('aws-vpc', null, 'heal')
  const paused = { ...facts.desired[0]!, isPaused: true }
  const [assessment] = planScope({ ...facts, desired: [paused] }, AWS_CAPABILITIES)
  expect(assessment).toMatchObject({ verdict: 'waiting', driftKind: 'deleted', obstacle: { reason: 'Paused' } })
})

describe('going back and forth', () => {
  const tag = { kind: 'update', step: { kind: 'tag', tags: { env: 'prod' } } } as const
  const create = { kind: 'create', step: null } as const

  test.each([
    { why: 'two heals are not enough', fields: ['tags.env'], heals: [tag, tag], expected: null },
    {
      why: 'three are',
      fields: ['tags.env'],
      heals: [tag, tag, tag],
      expected: { fields: ['tags.env'], heals: 3 },
    },
    { why: 'another field starts anew', fields: ['tags.team'], heals: [tag, tag, tag], expected: null },
    {
      why: 'deleted again and again',
      fields: ['log'],
      heals: [create, tag, create, create],
      expected: { fields: ['log'], heals: 3 },
    },
    {
      why: 'only what goes back and forth is named',
      fields: ['tags.env', 'enabled'],
      heals: [tag, tag, tag, { kind: 'update', step: { kind: 'enable' } } as const],
      expected: { fields: ['tags.env'], heals: 3 },
    },
  ])('$why', ({ fields, heals, expected }) => {
    expect(goesBackAndForth(fields, heals, 3)).toEqual(expected)
  })

  test('names both sides, or honestly someone else', () => {
    const flapping = { since: '', fields: ['tags.env'], heals: 3, manager: 'terraform', generation: 1 } as const
    expect(describeFlapping(flapping, 3_600_000)).toBe(
      'Weir and Terraform manage it in turn: Weir put it back 3 times within 60 minutes, and Terraform changes tags.env again. Healing has stopped.',
    )
    expect(flappingRemedy(flapping)).toContain('take it out of Terraform')
    expect(describeFlapping({ ...flapping, manager: 'unknown', fields: ['log'] }, 3_600_000)).toContain(
      'someone else deletes the flow log again',
    )
  })
})
