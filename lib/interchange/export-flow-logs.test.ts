import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { aCenSpec, aLogGroupSpec, aTransitGatewaySpec, aVpcSpec } from '../../test/builders/flow-log-specs'
import { renderAwsCommand } from '../domain/aws/command'
import { resolveSpec } from '../domain/resolve-spec'
import type { ScopeRef } from '../domain/scope'
import type { ExportedLog } from './exported'
import { exportFlowLogs, joinParts } from './export-flow-logs'
import { importDocument } from './import-document'
import { namedTarget } from './imported'

const IRELAND: ScopeRef = { provider: 'aws-ec2', partition: 'aws', accountId: '111122223333', region: 'eu-west-1' }
const HANGZHOU: ScopeRef = {
  provider: 'alibaba-cen',
  partition: 'alibaba',
  accountId: '1000000000000001',
  region: 'cn-hangzhou',
}

const vpc = (
  id: string,
  spec = aVpcSpec(),
  scope: Partial<ScopeRef> = IRELAND,
  flowLogId: string | null = null,
): ExportedLog => ({
  spec,
  target: namedTarget('VPC', id, {
    partition: scope.partition ?? null,
    accountId: scope.accountId ?? null,
    region: scope.region ?? null,
    flowLogId,
  }),
})

const written = (
  logs: readonly ExportedLog[],
  format: Parameters<typeof exportFlowLogs>[1]['format'],
  maxCreateBatch = 300,
) => exportFlowLogs(logs, { format, baseName: 'Production VPCs', maxCreateBatch: () => maxCreateBatch })

const SPEC = aVpcSpec({ logFormat: '${version} ${srcaddr}', tags: { Name: 'app "one"', ключ: 'on', short: '0123' } })

describe('what is written', () => {
  it('is Terraform configuration as terraform fmt leaves it, with import blocks for what exists', async () => {
    const attachment = namedTarget('TransitRouterAttachment', 'tr-attach-1', {
      transitRouterId: 'tr-1',
      cenId: 'cen-1',
      ...HANGZHOU,
    })
    const logs = [
      vpc('vpc-1', SPEC, IRELAND, 'fl-1'),
      vpc('vpc-2', resolveSpec(aLogGroupSpec(), IRELAND) as typeof SPEC),
      { spec: aCenSpec({ enabled: false, logFormatString: '${srcaddr}${dstaddr}${bytes}' }), target: attachment },
    ]
    await expect(joinParts(written(logs, 'hcl'))).toMatchFileSnapshot('./__snapshots__/export.tf.txt')
  })

  it('is a CloudFormation template that means the same in YAML 1.1, which CloudFormation reads', () => {
    const [part] = written([vpc('vpc-1', SPEC)], 'cloudformation').parts
    const template = parse(part?.text ?? '', { version: '1.1' }) as {
      Resources: Record<string, { Properties: object }>
    }
    expect(Object.values(template.Resources)[0]?.Properties).toMatchObject({
      LogFormat: '${version} ${srcaddr}',
      Tags: [
        { Key: 'Name', Value: 'app "one"' },
        { Key: 'ключ', Value: 'on' },
        { Key: 'short', Value: '0123' },
      ],
    })
  })

  it('fills placeholders by what the tool knows where the account is not known, and reads them back', () => {
    const template = aLogGroupSpec({ tags: { from: '${x} {region}' } })
    for (const format of ['hcl', 'cloudformation'] as const) {
      const { parts, notes } = written([vpc('vpc-1', template, {})], format)
      expect(notes).toEqual([])
      expect(parts[0]?.place).toBeNull()
      const read = importDocument(parts[0]?.text ?? '', { format, provider: null })
      expect(read.drafts[0]?.document.spec, format).toEqual(template)
    }
    for (const format of ['command', 'cli-json', 'tfstate'] as const) {
      expect(written([vpc('vpc-1', template, {})], format)).toMatchObject({ parts: [], notes: [{ severity: 'error' }] })
    }
  })

  it('is the command that plans show, one for as many targets as a call may hold', () => {
    const logs = ['vpc-1', 'vpc-2', 'vpc-3'].map((id) => vpc(id))
    const text = joinParts(written(logs, 'command', 2))
    const commandFor = (ids: readonly string[]) =>
      renderAwsCommand({
        kind: 'create',
        scope: IRELAND,
        spec: aVpcSpec(),
        targets: ids.map((id) => ({ key: { scope: IRELAND, type: 'VPC', localKey: id }, externalId: id, links: {} })),
      })
    expect(text).toBe(`${commandFor(['vpc-1', 'vpc-2'])}\n${commandFor(['vpc-3'])}\n`)
  })

  it('has a file for each account and region, named after them', () => {
    const frankfurt = { ...IRELAND, region: 'eu-central-1' }
    const result = written([vpc('vpc-1'), vpc('vpc-2', aVpcSpec(), frankfurt), vpc('vpc-3')], 'cli-json')
    expect(result.parts.map(({ fileName, place }) => [fileName, place])).toEqual([
      ['Production-VPCs-111122223333-eu-west-1.json', '111122223333 eu-west-1'],
      ['Production-VPCs-111122223333-eu-central-1.json', '111122223333 eu-central-1'],
    ])
    expect(JSON.parse(joinParts(result))).toMatchObject([
      { ResourceIds: ['vpc-1', 'vpc-3'] },
      { ResourceIds: ['vpc-2'] },
    ])
  })

  it('says what it cannot say', () => {
    const router = namedTarget('TransitRouter', 'tr-1', { transitRouterId: 'tr-1', ...HANGZHOU })
    const off = { spec: aCenSpec({ enabled: false }), target: router }
    expect(written([off], 'cloudformation')).toMatchObject({ parts: [], notes: [{ severity: 'error' }] })
    expect(written([off], 'command').notes.map(({ message }) => message)).toEqual([
      'CenId is required, and the CEN of this target is not known here.',
      'CreateFlowlog always makes a flow log that is switched on.',
    ])
    expect(written([vpc('vpc-1')], 'tfstate')).toMatchObject({ parts: [], notes: [{ severity: 'warning' }] })
    const unreported = { ...aVpcSpec(), unreported: ['logFormat' as const] }
    const { notes, parts } = written([vpc('vpc-1', unreported)], 'cli-json')
    expect(notes).toMatchObject([{ severity: 'warning', message: expect.stringContaining('logFormat') as string }])
    expect(parts[0]?.text).not.toContain('unreported')
  })

  it('has no words for Cloud WAN in Terraform and CloudFormation, and says so', () => {
    const log = { spec: aTransitGatewaySpec(), target: namedTarget('CoreNetwork', 'core-network-1', IRELAND) }
    for (const format of ['hcl', 'tfstate', 'cloudformation'] as const) {
      expect(written([log], format)).toMatchObject({ parts: [], notes: [{ severity: 'error' }] })
    }
    const { drafts } = importDocument(joinParts(written([log], 'cli-json')), { format: 'auto', provider: null })
    expect(drafts[0]?.selector).toMatchObject({ targets: [{ type: 'CoreNetwork', externalId: 'core-network-1' }] })
  })

  it('writes no traffic type where the cloud has none', () => {
    const target = namedTarget('TransitGateway', 'tgw-1', IRELAND)
    for (const format of ['hcl', 'cloudformation', 'cli-json', 'command'] as const) {
      const text = joinParts(written([{ spec: aTransitGatewaySpec(), target }], format))
      expect(text.toLowerCase().replaceAll(/[-_]/g, ''), format).not.toContain('traffictype')
    }
  })
})
