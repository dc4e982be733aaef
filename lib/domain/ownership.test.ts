import { describe, expect, test } from 'vitest'
import { aLog, aResource, AWS_SCOPE, CEN_SCOPE, ownershipTags } from '../../test/builders/cloud-facts'
import { aCenSpec, aLogGroupSpec, aVpcSpec } from '../../test/builders/flow-log-specs'
import { claimKey, observedClaimKey } from './claim-key'
import { recogniseManager } from './managers'
import { classifyOwnership } from './ownership'

const facts = {
  installationId: 'installation-1',
  records: new Map([['fl-1', 'desired-1']]),
  released: new Set(['fl-2']),
  knowsOperation: (id: string) => id === 'operation-1',
}

test.each([
  { id: 'fl-1', tags: {}, kind: 'ours', why: 'our record holds it, tags or not' },
  {
    id: 'fl-1',
    tags: { 'weir:installation': 'another' },
    kind: 'ours',
    why: 'edited tags are drift, not another owner',
  },
  { id: 'fl-2', tags: ownershipTags(), kind: 'released', why: 'we let go of it; its tags stayed' },
  { id: 'fl-3', tags: ownershipTags(), kind: 'unbound', why: 'our tag without a record' },
  { id: 'fl-3', tags: { 'weir:installation': 'x' }, kind: 'otherInstallation', why: "another installation's tag" },
  { id: 'fl-3', tags: { 'weir:configuration': 'c' }, kind: 'foreign', why: 'half a mark is none' },
  { id: 'fl-3', tags: { team: 'net' }, kind: 'foreign', why: 'anybody else’s' },
])('$kind: $why', ({ id, tags, kind }) => {
  expect(classifyOwnership(aLog({ externalId: id, tags }), facts).kind).toBe(kind)
})

test('an unbound log names its operation only while the database knows it', () => {
  const known = classifyOwnership(aLog({ externalId: 'x', tags: ownershipTags('c-1', 'operation-1') }), facts)
  expect(known).toEqual({ kind: 'unbound', configurationId: 'c-1', operationId: 'operation-1' })
  const forgotten = classifyOwnership(aLog({ externalId: 'x', tags: ownershipTags('c-1', 'operation-9') }), facts)
  expect(forgotten).toMatchObject({ operationId: null })
})

describe('managers', () => {
  const controlTower = aLogGroupSpec({ logDestination: 'arn:aws:logs:x:1:log-group:aws-controltower/flow' })
  test.each([
    { tags: { ManagedBy: 'terraform' }, spec: null, manager: 'terraform', why: 'a made-by tag' },
    { tags: { 'managed-by': 'OpenTofu' }, spec: null, manager: 'terraform', why: 'the fork counts as the same' },
    { tags: { terraform: 'true' }, spec: null, manager: 'terraform', why: 'a flag' },
    { tags: { 'aws:cloudformation:stack-id': 's' }, spec: null, manager: 'cloudformation', why: 'a system tag' },
    {
      tags: { 'aws:cloudformation:stack-name': 'StackSet-AWSControlTowerBP-VPC' },
      spec: null,
      manager: 'control-tower',
      why: 'its stacks carry its name',
    },
    { tags: {}, spec: controlTower, manager: 'control-tower', why: 'so do its log groups' },
    {
      tags: { CloudWatchTelemetryRuleManaged: 'true' },
      spec: null,
      manager: 'telemetry-rule',
      why: 'the tag of the rule',
    },
    { tags: { c7n: 'vpc-flow-logs' }, spec: null, manager: 'custodian', why: 'the tag of a policy' },
    { tags: { CreatedBy: 'cloud-custodian' }, spec: null, manager: 'custodian', why: 'a made-by tag' },
    { tags: { team: 'terraform-users' }, spec: aVpcSpec(), manager: 'unknown', why: 'an unrelated tag proves nothing' },
  ])('$manager: $why', ({ tags, spec, manager }) => {
    expect(recogniseManager({ tags, spec })).toBe(manager)
  })
})

describe('claims', () => {
  const { key } = aResource()
  const attachment = { scope: CEN_SCOPE, type: 'TransitRouterAttachment', localKey: 'tr-1/a-1' } as const
  const router = { scope: CEN_SCOPE, type: 'TransitRouter', localKey: 'tr-1' } as const
  const group = (suffix: string) =>
    aLogGroupSpec({ logDestination: `arn:aws:logs:eu-central-1:111122223333:log-group:g${suffix}` })
  test.each([
    {
      left: claimKey(key, aVpcSpec()),
      right: claimKey(key, aVpcSpec({ trafficType: 'REJECT' })),
      same: true,
      why: 'one destination, whatever the filter',
    },
    {
      left: claimKey(key, group('')),
      right: claimKey(key, group(':*')),
      same: true,
      why: 'one log group in two spellings',
    },
    {
      left: claimKey(key, aVpcSpec()),
      right: claimKey(key, aVpcSpec({ logDestination: 'arn:aws:s3:::x' })),
      same: false,
      why: 'two destinations',
    },
    {
      left: claimKey(key, aVpcSpec()),
      right: claimKey({ ...key, scope: { ...AWS_SCOPE, accountId: '1' } }, aVpcSpec()),
      same: false,
      why: 'the same id in two accounts',
    },
    {
      left: claimKey(attachment, aCenSpec()),
      right: claimKey(attachment, aCenSpec({ logStoreName: 'other' })),
      same: true,
      why: 'CEN allows one per attachment, wherever it goes',
    },
    {
      left: claimKey(attachment, aCenSpec()),
      right: claimKey(router, aCenSpec()),
      same: false,
      why: 'a router is not its attachment',
    },
  ])('$why', ({ left, right, same }) => {
    expect(left === right).toBe(same)
  })

  test('an observed log claims what a desired one would, if it can be read', () => {
    expect(observedClaimKey(aLog())).toBe(claimKey(key, aVpcSpec()))
    expect(observedClaimKey(aLog({ spec: null }))).toBeNull()
    expect(observedClaimKey(aLog({ target: null }))).toBeNull()
    expect(observedClaimKey(aLog({ target: attachment, spec: null }))).toBe(claimKey(attachment, aCenSpec()))
  })
})
