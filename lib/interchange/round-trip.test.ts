import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyValidAwsSpec, anyValidCenSpec, AWS_SCOPE, CEN_SCOPE } from '../../test/builders/valid-specs'
import type { FlowLogSpec } from '../domain/flow-log-spec'
import type { ResourceType } from '../domain/resource'
import { FAMILIES } from '../domain/target-family'
import type { ExportedLog, ExportFormat } from './exported'
import { exportFlowLogs, joinParts } from './export-flow-logs'
import { importDocument } from './import-document'
import { type NamedTarget, namedTarget } from './imported'
import { isUnderstood } from './notes'
import { writeWeirJson, writeWeirYaml } from './weir/write'
import { DEFAULT_BEHAVIOUR } from './drafts'

const RUNS = Number(process.env.ROUND_TRIPS ?? '100')
const ID_OF: Partial<Record<ResourceType, string>> = {
  VPC: 'vpc-0a1b2c3d4e5f60718',
  Subnet: 'subnet-0a1b2c3d4e5f60718',
  NetworkInterface: 'eni-0a1b2c3d4e5f60718',
  RegionalNatGateway: 'nat-0a1b2c3d4e5f60718',
  TransitGateway: 'tgw-0a1b2c3d4e5f60718',
  TransitGatewayAttachment: 'tgw-attach-0a1b2c3d4e5f60718',
  TransitRouter: 'tr-bp1l4u7aq0gcv5w8y2n3k',
  TransitRouterAttachment: 'tr-attach-9hq2v4k8s6d1n3w5zx',
}

function targetFor(spec: FlowLogSpec, kind: number, exists: boolean): NamedTarget {
  const types: readonly ResourceType[] = FAMILIES[spec.family].targetTypes
  const type = types[kind % types.length] ?? 'VPC'
  const isCen = spec.family === 'cen'
  const { partition, accountId, region } = isCen ? CEN_SCOPE : AWS_SCOPE
  return namedTarget(type, ID_OF[type] ?? '', {
    transitRouterId: isCen ? 'tr-bp1l4u7aq0gcv5w8y2n3k' : null,
    cenId: isCen ? 'cen-4d8jq2v9k6s1n7w3zx' : null,
    partition,
    accountId,
    region,
    flowLogId: exists ? (isCen ? 'flowlog-5rt8z2v0k3s9d1n7wq' : 'fl-0f1e2d3c4b5a69788') : null,
  })
}

const anyLog = (spec: fc.Arbitrary<FlowLogSpec>, exists: fc.Arbitrary<boolean>): fc.Arbitrary<ExportedLog> =>
  fc
    .tuple(spec, fc.nat(5), exists)
    .map(([one, kind, isThere]) => ({ spec: one, target: targetFor(one, kind, isThere) }))

function roundTrip(log: ExportedLog, format: Exclude<ExportFormat, 'weir'>) {
  const written = exportFlowLogs([log], { format, baseName: 'weir', maxCreateBatch: () => 25 })
  const read = importDocument(joinParts(written), { format: 'auto', provider: null })
  const [draft] = read.drafts
  return {
    written,
    read,
    spec: draft?.document.spec,
    targets: draft?.selector.kind === 'named' ? draft.selector.targets : [],
  }
}

/** What of a target each format can carry. */
const place = ({ type, externalId, transitRouterId, cenId }: NamedTarget) => ({
  type,
  externalId,
  transitRouterId,
  cenId,
})

describe('what is exported is imported again, equal in every parameter and target', () => {
  for (const format of ['cli-json', 'command', 'hcl', 'cloudformation'] as const) {
    it(`AWS as ${format}`, () => {
      fc.assert(
        fc.property(anyLog(anyValidAwsSpec, fc.boolean()), (log) => {
          const { read, spec, targets, written } = roundTrip(log, format)
          expect({ format: read.format, notes: read.notes.filter(({ severity }) => severity !== 'info') }).toEqual({
            format,
            notes: [],
          })
          // Neither Terraform nor CloudFormation has words for tag fields: that is said, and only that is lost.
          const hasWords = format === 'cli-json' || format === 'command'
          const isLost = !hasWords && log.spec.family !== 'cen' && log.spec.tagFieldSpecifications.length > 0
          expect(written.notes.map(({ message }) => message.includes('TagFieldSpecifications'))).toEqual(
            isLost ? [true] : [],
          )
          expect(spec).toEqual(isLost ? { ...log.spec, tagFieldSpecifications: [] } : log.spec)
          expect(targets.map(place)).toEqual([place(log.target)])
        }),
        { numRuns: RUNS },
      )
    })
  }

  for (const format of ['cli-json', 'command', 'hcl'] as const) {
    it(`CEN as ${format}`, () => {
      fc.assert(
        fc.property(anyLog(anyValidCenSpec, fc.boolean()), (log) => {
          const { read, spec, targets, written } = roundTrip(log, format)
          expect(isUnderstood(read.notes)).toBe(true)
          const isSaid = format === 'hcl' || (log.spec.family === 'cen' && log.spec.enabled)
          // A create call cannot say "off": the export says so, and only that is lost.
          expect(written.notes.length).toBe(isSaid ? 0 : 1)
          expect(spec).toEqual(isSaid ? log.spec : { ...log.spec, enabled: true })
          expect(targets.map(place)).toEqual([place(log.target)])
        }),
        { numRuns: RUNS },
      )
    })
  }

  it('both as a Terraform state, with account, region and the id of the flow log', () => {
    const any = fc.oneof(anyValidAwsSpec, anyValidCenSpec) as fc.Arbitrary<FlowLogSpec>
    fc.assert(
      fc.property(anyLog(any, fc.constant(true)), (log) => {
        const { read, spec, targets, written } = roundTrip(log, 'tfstate')
        expect(isUnderstood(read.notes)).toBe(true)
        const isLost = log.spec.family !== 'cen' && log.spec.tagFieldSpecifications.length > 0
        expect(written.notes).toHaveLength(isLost ? 1 : 0)
        expect(spec).toEqual(isLost ? { ...log.spec, tagFieldSpecifications: [] } : log.spec)
        const isCen = log.spec.family === 'cen'
        // An Alibaba Cloud state names the region, not the account.
        expect(targets).toEqual([isCen ? { ...log.target, partition: null, accountId: null } : log.target])
      }),
      { numRuns: RUNS },
    )
  })

  it('both as Weir’s own YAML and JSON, with everything', () => {
    const any = fc.oneof(anyValidAwsSpec, anyValidCenSpec) as fc.Arbitrary<FlowLogSpec>
    fc.assert(
      fc.property(
        anyLog(any, fc.boolean()),
        fc.string({ minLength: 1, unit: 'grapheme' }),
        fc.boolean(),
        ({ spec, target }, name, isJson) => {
          fc.pre(name.trim() !== '' && !name.includes('\u0000'))
          const { family } = spec
          const document = {
            name,
            provider: FAMILIES[family].provider,
            family,
            spec,
            ...DEFAULT_BEHAVIOUR,
            onDrift: 'notify' as const,
            requiredTraffic: 'ALL' as const,
          }
          const drafts = [{ document, selector: { kind: 'named' as const, targets: [target] } }]
          const read = importDocument(isJson ? writeWeirJson(drafts) : writeWeirYaml(drafts), {
            format: 'auto',
            provider: null,
          })
          expect(read.notes).toEqual([])
          expect(read.drafts.map(({ document: one, selector }) => ({ document: one, selector }))).toEqual(drafts)
        },
      ),
      { numRuns: RUNS },
    )
  })
})
