import { describe, expect, test } from 'vitest'
import { aConfiguration, AWS_SCOPE } from '../../test/builders/cloud-facts'
import { aCenSpec, aLogGroupSpec, aVpcSpec } from '../../test/builders/flow-log-specs'
import { acceptDrift, type DriftToAccept } from './accept-drift'
import { diffSpecs, NO_CONTEXT } from './diff-spec'
import { resolveSpec } from './resolve-spec'
import type { FlowLogSpec } from './flow-log-spec'

const drift = (
  desired: FlowLogSpec,
  observed: FlowLogSpec | null,
  target = 'vpc-1',
  scope = AWS_SCOPE,
): DriftToAccept => ({
  targetKeyText: target,
  scope,
  isDeleted: observed === null,
  changes: observed === null ? [] : diffSpecs(resolveSpec(desired, scope), observed, NO_CONTEXT),
  observed,
})

describe('what was changed becomes what is wanted', () => {
  test.each([
    { why: 'a tag', desired: aVpcSpec({ tags: { env: 'prod' } }), change: { tags: { env: 'test', other: 'x' } } },
    { why: 'a tag that was removed', desired: aVpcSpec({ tags: { env: 'prod' } }), change: { tags: {} } },
    {
      why: 'an option',
      desired: aVpcSpec(),
      change: {
        destinationOptions: { fileFormat: 'parquet', hiveCompatiblePartitions: true, perHourPartition: false },
      },
    },
    { why: 'a number', desired: aVpcSpec(), change: { maxAggregationIntervalSeconds: 60 } },
    { why: 'the format', desired: aVpcSpec(), change: { logFormat: '${srcaddr}' } },
    { why: 'switched off', desired: aCenSpec(), change: { enabled: false } },
  ])('$why: afterwards there is no difference', ({ desired, change }) => {
    const observed = { ...desired, ...change } as FlowLogSpec
    const accepted = acceptDrift(aConfiguration({ spec: desired }), [drift(desired, observed)])
    expect(accepted.kind).toBe('document')
    if (accepted.kind !== 'document') return
    expect(diffSpecs(resolveSpec(accepted.document.spec, AWS_SCOPE), observed, NO_CONTEXT)).toEqual([])
    expect(accepted.document.spec.tags).not.toHaveProperty('other')
  })

  test('a name with account and region becomes a template again, one for both regions', () => {
    const desired = aLogGroupSpec()
    const regions = ['eu-central-1', 'us-east-1'].map((region) => ({ ...AWS_SCOPE, region }))
    const drifts = regions.map((scope) => {
      const group = `arn:aws:logs:${scope.region}:${scope.accountId}:log-group:elsewhere`
      return drift(
        desired,
        { ...resolveSpec(desired, scope), logDestination: group } as FlowLogSpec,
        scope.region,
        scope,
      )
    })
    const accepted = acceptDrift(aConfiguration({ spec: desired }), drifts)
    expect(accepted).toMatchObject({
      kind: 'document',
      document: { spec: { logDestination: 'arn:{partition}:logs:{region}:{accountId}:log-group:elsewhere' } },
    })
  })
})

test('a deleted log is accepted by leaving its target out', () => {
  const accepted = acceptDrift(aConfiguration(), [drift(aVpcSpec(), null)])
  expect(accepted).toMatchObject({ excluded: ['vpc-1'], document: { selector: { excludes: ['vpc-1'] } } })
})

test('two values for one field cannot both be accepted', () => {
  const desired = aVpcSpec({ tags: { env: 'prod' } })
  const drifts = ['a', 'b'].map((env) => drift(desired, aVpcSpec({ tags: { env } }), env))
  expect(acceptDrift(aConfiguration({ spec: desired }), drifts)).toEqual({ kind: 'differs', field: 'tags.env' })
})

test('Weir’s own marks are nothing to accept', () => {
  const change = { field: 'tags.weir:installation', before: null, after: 'x', change: 'in-place' } as const
  const lost: DriftToAccept = { ...drift(aVpcSpec(), aVpcSpec()), changes: [change] }
  expect(acceptDrift(aConfiguration(), [lost])).toEqual({ kind: 'nothing' })
})
