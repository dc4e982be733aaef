import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aDesired, aLog, AWS_CAPABILITIES, AWS_SCOPE, CEN_SCOPE, someFacts } from '../../../test/builders/cloud-facts'
import { aCenSpec, aVpcSpec } from '../../../test/builders/flow-log-specs'
import type { FlowLogSpec } from '../flow-log-spec'
import type { ScopeRef } from '../scope'
import { normaliseSpec } from '../normalise'
import { planScope } from '../plan-scope'
import { resolveSpec } from '../resolve-spec'
import { clusterLogs, type LogGroup } from './clusters'
import { clusterName, selectorCandidates } from './describe'
import { templateOf, textUses } from './templates'

const scopeOf = (accountId: string, region: string): ScopeRef => ({ ...AWS_SCOPE, accountId, region })
const A = '111111111111'
const B = '222222222222'

const toGroup = (accountId: string, region: string, name = 'flow-logs') =>
  aVpcSpec({
    logDestinationType: 'cloud-watch-logs',
    logDestination: `arn:aws:logs:${region}:${accountId}:log-group:${name}`,
    deliverLogsPermissionArn: `arn:aws:iam::${accountId}:role/delivery`,
    destinationOptions: null,
  })

const group = (scope: ScopeRef, spec: FlowLogSpec, more: Partial<LogGroup> = {}): LogGroup => ({
  scopeId: `${scope.accountId} ${scope.region}`,
  scope,
  manager: 'unknown',
  targetType: scope.provider === 'aws-ec2' ? 'VPC' : 'TransitRouterAttachment',
  spec,
  count: 1,
  ...more,
})

function templateAlone(scope: ScopeRef, spec: FlowLogSpec): FlowLogSpec | null {
  return templateOf({ scope, spec }, textUses([{ scope, spec }]))
}

describe('account, region and partition turned back into placeholders', () => {
  test.each([
    {
      why: 'a group of the account itself',
      found: toGroup(A, 'eu-west-1').logDestination,
      template: 'arn:{partition}:logs:{region}:{accountId}:log-group:flow-logs',
    },
    {
      why: 'a bucket named after account and region',
      found: `arn:aws:s3:::logs-${A}-eu-west-1/vpc/`,
      template: 'arn:{partition}:s3:::logs-{accountId}-{region}/vpc/',
    },
    {
      why: 'a longer number is another number',
      found: `arn:aws:s3:::logs-9${A}`,
      template: `arn:{partition}:s3:::logs-9${A}`,
    },
    {
      why: 'a longer region is another region',
      found: 'arn:aws:s3:::logs-eu-west-12',
      template: 'arn:{partition}:s3:::logs-eu-west-12',
    },
    {
      why: '"aws" inside a name means nothing',
      found: 'arn:aws:s3:::aws-logs',
      template: 'arn:{partition}:s3:::aws-logs',
    },
  ])('$why', ({ found, template }) => {
    const scope = scopeOf(A, 'eu-west-1')
    const spec = { ...toGroup(A, 'eu-west-1'), logDestination: found }
    expect((templateAlone(scope, spec) as typeof spec).logDestination).toBe(template)
  })

  test('a text that holds braces of its own stays as it is, or has no template', () => {
    const scope = scopeOf(A, 'eu-west-1')
    expect(templateAlone(scope, aVpcSpec({ logDestination: 'arn:aws:s3:::b/{date}/' }))).toMatchObject({
      logDestination: 'arn:{partition}:s3:::b/{date}/',
    })
    expect(templateAlone(scope, aVpcSpec({ logDestination: 'arn:aws:s3:::b/{region}/' }))).toBeNull()
  })

  test('filled for its own scope it gives back exactly what was found, whatever that was', () => {
    const word = fc.constantFrom(A, B, 'eu-west-1', 'us-east-1', 'aws', 'logs', '{region}', '{x}', '-', '/', '0', ':')
    const text = fc.array(word, { minLength: 1, maxLength: 8 }).map((words) => words.join(''))
    const scope = fc.tuple(fc.constantFrom(A, B), fc.constantFrom('eu-west-1', 'us-east-1'))
    fc.assert(
      fc.property(fc.array(fc.tuple(scope, text), { minLength: 1, maxLength: 6 }), (rows) => {
        const logs = rows.map(([[accountId, region], name]) => ({
          scope: scopeOf(accountId, region),
          spec: aVpcSpec({ logDestination: `arn:aws:s3:::${name}`, deliverLogsPermissionArn: name }),
        }))
        const uses = textUses(logs)
        for (const log of logs) {
          const template = templateOf(log, uses)
          if (template === null) continue
          expect(resolveSpec(template, log.scope)).toEqual(normaliseSpec({ ...log.spec, tags: {} }, log.scope))
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('clusters', () => {
  test('the same log group in every account and region is one', () => {
    const groups = [A, B].flatMap((account) =>
      ['eu-west-1', 'us-east-1'].map((region) =>
        group(scopeOf(account, region), toGroup(account, region), { count: 10 }),
      ),
    )
    const { clusters, indescribable } = clusterLogs(groups)
    expect(indescribable).toBe(0)
    expect(clusters).toMatchObject([
      { count: 40, accounts: [A, B], regions: ['eu-west-1', 'us-east-1'], violations: [] },
    ])
  })

  test('a central bucket that carries one region in its name is one too, wherever it is used', () => {
    const central = aVpcSpec({ logDestination: `arn:aws:s3:::central-${A}-eu-west-1` })
    const groups = [scopeOf(A, 'eu-west-1'), scopeOf(A, 'us-east-1'), scopeOf(B, 'us-east-1')].map((scope) =>
      group(scope, central),
    )
    expect(clusterLogs(groups).clusters).toMatchObject([
      { count: 3, spec: { logDestination: `arn:{partition}:s3:::central-${A}-eu-west-1` } },
    ])
  })

  test.each([
    { why: 'another format', change: { logFormat: '${srcaddr}' } },
    { why: 'another filter', change: { trafficType: 'REJECT' as const } },
    { why: 'another interval', change: { maxAggregationIntervalSeconds: 60 as const } },
  ])('$why makes two', ({ change }) => {
    const scope = scopeOf(A, 'eu-west-1')
    const groups = [group(scope, aVpcSpec()), group(scope, aVpcSpec(change))]
    expect(clusterLogs(groups).clusters).toHaveLength(2)
  })

  test('people’s tags make no difference, and managers do', () => {
    const scope = scopeOf(A, 'eu-west-1')
    const tagged = (team: string) => group(scope, aVpcSpec({ tags: { team } }))
    const { clusters } = clusterLogs([tagged('a'), tagged('b'), group(scope, aVpcSpec(), { manager: 'terraform' })])
    expect(clusters.map(({ count, manager }) => [count, manager])).toEqual([
      [2, 'unknown'],
      [1, 'terraform'],
    ])
    expect(clusters[0]!.spec.tags).toEqual({})
  })

  test('the order of the input changes nothing, and parameters that break rules say so', () => {
    const scope = scopeOf(A, 'eu-west-1')
    const groups = [
      group(scope, aVpcSpec()),
      group(scope, aVpcSpec({ logFormat: 'no field at all' })),
      group(CEN_SCOPE, aCenSpec()),
    ]
    const keys = (some: readonly LogGroup[]) => clusterLogs(some).clusters.map(({ key }) => key)
    expect(keys([...groups].reverse())).toEqual(keys(groups))
    expect(clusterLogs(groups).clusters.filter(({ violations }) => violations.length > 0)).toHaveLength(1)
  })

  test('names say what and where to', () => {
    expect(clusterName({ family: 'aws-vpc', spec: toGroup('{accountId}', '{region}', 'prod/flow') })).toBe(
      'VPC flow logs to prod/flow',
    )
    expect(
      clusterName({ family: 'aws-vpc', spec: aVpcSpec({ logDestination: 'arn:aws:s3:::b-{accountId}/x/' }) }),
    ).toBe('VPC flow logs to b/x')
    expect(clusterName({ family: 'cen', spec: aCenSpec() })).toBe('CEN flow logs to flow-logs-hangzhou/cen')
  })

  test('every selector proposed selects the whole cluster', () => {
    const [first] = selectorCandidates({ accounts: [A], regions: ['eu-west-1'], targetTypes: ['VPC'] }, [
      ['env', 'prod'],
    ])
    expect(first).toEqual([{ on: 'type', values: ['VPC'] }])
  })
})

test('whatever stands there: what a cluster describes is adopted without any difference, and is in sync afterwards', () => {
  const specs = fc.record({
    trafficType: fc.constantFrom('ALL' as const, 'ACCEPT' as const, 'REJECT' as const),
    maxAggregationIntervalSeconds: fc.constantFrom(60 as const, 600 as const),
    logFormat: fc.constantFrom(null, '${srcaddr} ${dstaddr}', '${version} ${account-id}'),
    folder: fc.constantFrom('', 'x/', `${A}/`, 'eu-west-1/'),
    tags: fc.constantFrom({}, { team: 'a' }, { 'aws:cloudformation:stack-name': 's' }),
  })
  const place = fc.tuple(fc.constantFrom(A, B), fc.constantFrom('eu-west-1', 'us-east-1'))
  fc.assert(
    fc.property(fc.array(fc.tuple(place, specs), { minLength: 1, maxLength: 8 }), (rows) => {
      const groups = rows.map(([[accountId, region], { folder, ...spec }]) =>
        group(
          scopeOf(accountId, region),
          aVpcSpec({ ...spec, logDestination: `arn:aws:s3:::logs-${region}/${folder}` }),
        ),
      )
      for (const cluster of clusterLogs(groups).clusters) {
        for (const { scope, spec } of cluster.groups) {
          const target = { scope, type: 'VPC' as const, localKey: 'vpc-1' }
          const log = aLog({ target, spec })
          const desired = aDesired({ target, spec: resolveSpec(cluster.spec, scope) })
          const wished = { ...desired, adoption: { externalId: 'fl-1', acknowledged: [] } }
          const ownership = { 'fl-1': { kind: 'foreign', manager: 'unknown' } } as const
          const [before] = planScope(someFacts({ desired: [wished], observed: [log], ownership }), AWS_CAPABILITIES)
          expect(before!.action).toMatchObject({ kind: 'adopt', changes: [] })
          const held = {
            ...desired,
            record: {
              externalId: 'fl-1',
              origin: 'adopted',
              presence: 'present',
              sentFormat: null,
              echoedFormat: null,
            },
          } as const
          const ours = { 'fl-1': { kind: 'ours', desiredFlowLogId: desired.id } } as const
          const [after] = planScope(someFacts({ desired: [held], observed: [log], ownership: ours }), AWS_CAPABILITIES)
          expect(after).toMatchObject({ verdict: 'in-sync', action: null })
        }
      }
    }),
    { numRuns: 100 },
  )
})
