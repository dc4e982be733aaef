import { expect, test } from 'vitest'
import { aConfiguration, AWS_SCOPE, CEN_SCOPE } from '../../test/builders/cloud-facts'
import { aCenSpec, aTransitGatewaySpec, aVpcSpec } from '../../test/builders/flow-log-specs'
import { parseResourceKey, parseScopeKey } from './resource-key'
import { resourceKeyText } from './resource'
import { scopeKey } from './scope'
import { MAX_EXPLICIT_TARGETS, validateConfigurationDocument } from './validate-configuration'

const vpc = resourceKeyText({ scope: AWS_SCOPE, type: 'VPC', localKey: 'vpc-1' })
const gateway = resourceKeyText({ scope: AWS_SCOPE, type: 'TransitGateway', localKey: 'tgw-1' })
const explicit = (targets: readonly string[]) => ({ selector: { kind: 'explicit', targets } as const })
const clauses = (...list: readonly object[]) =>
  ({ selector: { kind: 'clauses', clauses: list, excludes: [] } }) as Partial<ReturnType<typeof aConfiguration>>

test.each([
  { change: {}, field: null, why: 'a valid Configuration' },
  { change: { name: '  ' }, field: 'name', why: 'a name of blanks' },
  { change: { name: 'n'.repeat(121) }, field: 'name', why: 'a name of 121 characters' },
  { change: { name: 'n'.repeat(120) }, field: null, why: 'a name of 120 characters' },
  { change: { provider: 'alibaba-cen' as const }, field: 'family', why: 'a family of another cloud' },
  { change: { spec: aTransitGatewaySpec() }, field: 'spec.family', why: 'parameters of another family' },
  { change: { spec: aVpcSpec({ trafficType: null }) }, field: 'spec.trafficType', why: 'a spec that breaks a rule' },
  { change: explicit([]), field: 'selector.targets', why: 'nothing selected' },
  { change: explicit([vpc]), field: null, why: 'one target' },
  { change: explicit(['vpc-1']), field: 'selector.targets', why: 'an id instead of a resource key' },
  { change: explicit([gateway]), field: 'selector.targets', why: 'a target of another family' },
  {
    change: explicit(Array.from({ length: MAX_EXPLICIT_TARGETS + 1 }, () => vpc)),
    field: 'selector.targets',
    why: 'too many to name',
  },
  { change: clauses(), field: 'selector.clauses', why: 'no clause would select everything' },
  { change: clauses({ on: 'region', values: [] }), field: 'selector.clauses.0', why: 'a clause without values' },
  { change: clauses({ on: 'tag', key: '', values: ['x'] }), field: 'selector.clauses.0', why: 'a tag without a key' },
  { change: clauses({ on: 'tag', key: 'env', values: [''] }), field: null, why: 'a tag may have an empty value' },
  { change: clauses({ on: 'type', values: ['CEN'] }), field: 'selector.clauses.0', why: 'a type of another family' },
  { change: { upkeepBound: { maxNewTargets: -1 } }, field: 'upkeepBound.maxNewTargets', why: 'a negative bound' },
  {
    change: {
      provider: 'alibaba-cen' as const,
      family: 'cen' as const,
      spec: aCenSpec(),
      ...clauses({ on: 'account', values: ['1'] }),
      requiredTraffic: 'REJECT' as const,
    },
    field: 'requiredTraffic',
    why: 'CEN cannot tell rejected traffic apart',
  },
])('$why', ({ change, field }) => {
  const violations = validateConfigurationDocument(aConfiguration(change))
  expect(violations.map((violation) => violation.field)).toEqual(field === null ? [] : expect.arrayContaining([field]))
  if (field === null) expect(violations).toEqual([])
})

test.each([
  { key: { scope: AWS_SCOPE, type: 'VPC', localKey: 'vpc-1' }, why: 'a plain key' },
  {
    key: { scope: CEN_SCOPE, type: 'TransitRouterAttachment', localKey: 'tr-1/tr-attach-1' },
    why: 'a key with a slash',
  },
] as const)('keys read back as they were written: $why', ({ key }) => {
  expect(parseResourceKey(resourceKeyText(key))).toEqual(key)
  expect(parseScopeKey(scopeKey(key.scope))).toEqual(key.scope)
})

test.each(['', 'vpc-1', 'gcp:x:1:r/VPC/v', 'aws-ec2:aws:1:r/VPC/', 'aws-ec2:aws:1:r/Planet/v', 'aws-ec2:aws:1/VPC/v'])(
  'refuses "%s" as a key',
  (text) => expect(parseResourceKey(text)).toBeNull(),
)
