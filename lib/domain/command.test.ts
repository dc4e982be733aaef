import { execFileSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { aResource, AWS_SCOPE, CEN_SCOPE } from '../../test/builders/cloud-facts'
import { aCenSpec, aVpcSpec } from '../../test/builders/flow-log-specs'
import { renderAwsCommand } from './aws/command'
import { renderCenCommand } from './cen/command'
import { shellOption, shellWord } from './shell'

/** What a real shell makes of a command line, word by word. */
function words(commandLine: string): readonly string[] {
  const script = `for word in ${commandLine}; do printf '%s\\0' "$word"; done`
  return execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1)
}

const after = (all: readonly string[], name: string) => all[all.indexOf(name) + 1]

describe('quoting', () => {
  test.each([
    { text: 'plain-1_a/b:c=d@e,f+g', why: 'nothing to quote' },
    { text: '${version} ${srcaddr}', why: 'a record format is no variable' },
    { text: 'it\'s $(rm -rf /) `x` \\ "q"', why: 'nothing is run or escaped' },
    { text: 'two\nlines', why: 'a line break stays one word' },
    { text: '', why: 'an empty word is a word' },
    { text: '*?[a]~#!&|;<>', why: 'nothing is expanded' },
    { text: 'größe 名前', why: 'any script' },
  ])('$why', ({ text }) => {
    expect(words(shellWord(text))).toEqual([text])
  })

  test('a value that begins with a dash does not read as an option', () => {
    expect(words(shellOption('--Description', '-x y'))).toEqual(['--Description=-x y'])
  })
})

describe('aws', () => {
  const spec = aVpcSpec({
    logFormat: '${version} ${srcaddr}',
    tags: { "o'clock": '$HOME' },
    destinationOptions: { fileFormat: 'parquet', hiveCompatiblePartitions: true, perHourPartition: false },
  })
  const targets = ['vpc-1', 'vpc-2'].map((localKey) => aResource({ key: { scope: AWS_SCOPE, type: 'VPC', localKey } }))

  test('create names every target once and says what the request says', () => {
    const all = words(renderAwsCommand({ kind: 'create', scope: AWS_SCOPE, targets, spec }))
    expect(all.slice(0, 3)).toEqual(['aws', 'ec2', 'create-flow-logs'])
    expect(after(all, '--region')).toBe('eu-central-1')
    expect(all.slice(all.indexOf('--resource-ids') + 1, all.indexOf('--resource-ids') + 3)).toEqual(['vpc-1', 'vpc-2'])
    expect(after(all, '--log-format')).toBe('${version} ${srcaddr}')
    expect(JSON.parse(after(all, '--destination-options')!)).toEqual({
      FileFormat: 'parquet',
      HiveCompatiblePartitions: true,
      PerHourPartition: false,
    })
    expect(JSON.parse(after(all, '--tag-specifications')!)).toEqual([
      { ResourceType: 'vpc-flow-log', Tags: [{ Key: "o'clock", Value: '$HOME' }] },
    ])
    expect(all).not.toContain('--deliver-logs-permission-arn')
  })

  test('tags and deletions', () => {
    const one = { kind: 'update', scope: AWS_SCOPE, externalId: 'fl-1' } as const
    expect(renderAwsCommand({ ...one, step: { kind: 'tag', tags: { a: 'b' } } })).toBe(
      `aws ec2 create-tags --region eu-central-1 --resources fl-1 --tags '[{"Key":"a","Value":"b"}]'`,
    )
    expect(renderAwsCommand({ ...one, step: { kind: 'untag', keys: ['a'] } })).toBe(
      `aws ec2 delete-tags --region eu-central-1 --resources fl-1 --tags '[{"Key":"a"}]'`,
    )
    expect(renderAwsCommand({ kind: 'delete', scope: AWS_SCOPE, externalIds: ['fl-1', 'fl-2'] })).toBe(
      'aws ec2 delete-flow-logs --region eu-central-1 --flow-log-ids fl-1 fl-2',
    )
  })

  test('what AWS cannot do has no command', () => {
    const request = { kind: 'update', scope: AWS_SCOPE, externalId: 'fl-1', step: { kind: 'disable' } } as const
    expect(() => renderAwsCommand(request)).toThrow(TypeError)
  })
})

describe('aliyun', () => {
  const attachment = aResource({
    key: { scope: CEN_SCOPE, type: 'TransitRouterAttachment', localKey: 'tr-1/tr-attach-1' },
    links: { cen: 'cen-1', transitRouter: 'tr-1' },
  })
  const one = { kind: 'update', scope: CEN_SCOPE, externalId: 'flowlog-1' } as const

  test('create is one call a target, router and attachment both named', () => {
    const spec = aCenSpec({
      logFormatString: '${srcaddr}${dstaddr}${bytes}',
      description: '-dashed',
      tags: { a: 'b c' },
    })
    const router = aResource({ key: { scope: CEN_SCOPE, type: 'TransitRouter', localKey: 'tr-2' } })
    const text = renderCenCommand({ kind: 'create', scope: CEN_SCOPE, targets: [attachment, router], spec })
    const [first = [], second = []] = text.split('\naliyun').map((part) => words(part))
    expect(first.slice(0, 3)).toEqual(['aliyun', 'cbn', 'CreateFlowlog'])
    expect(after(first, '--CenId')).toBe('cen-1')
    expect(after(first, '--TransitRouterId')).toBe('tr-1')
    expect(after(first, '--TransitRouterAttachmentId')).toBe('tr-attach-1')
    expect(after(first, '--LogFormatString')).toBe('${srcaddr}${dstaddr}${bytes}')
    expect(after(first, '--Tag.1.Value')).toBe('b c')
    expect(first).toContain('--Description=-dashed')
    expect(after(second, '--TransitRouterId')).toBe('tr-2')
    expect(second).not.toContain('--TransitRouterAttachmentId')
  })

  test.each([
    { step: { kind: 'enable' } as const, command: 'ActiveFlowLog --RegionId cn-hangzhou --FlowLogId flowlog-1' },
    { step: { kind: 'disable' } as const, command: 'DeactiveFlowLog --RegionId cn-hangzhou --FlowLogId flowlog-1' },
    {
      step: { kind: 'modify', members: { intervalSeconds: 60, flowLogName: 'n' } } as const,
      command: 'ModifyFlowLogAttribute --RegionId cn-hangzhou --FlowLogId flowlog-1 --Interval 60 --FlowLogName n',
    },
    {
      step: { kind: 'tag', tags: { a: 'b' } } as const,
      command:
        'TagResources --RegionId cn-hangzhou --ResourceType Flowlog --ResourceId.1 flowlog-1 --Tag.1.Key a --Tag.1.Value b',
    },
    {
      step: { kind: 'untag', keys: ['a'] } as const,
      command: 'UntagResources --RegionId cn-hangzhou --ResourceType Flowlog --ResourceId.1 flowlog-1 --TagKey.1 a',
    },
  ])('$step.kind', ({ step, command }) => {
    expect(words(renderCenCommand({ ...one, step })).join(' ')).toBe(`aliyun cbn ${command}`)
  })

  test('deletions are one call each', () => {
    const text = renderCenCommand({ kind: 'delete', scope: CEN_SCOPE, externalIds: ['a', 'b'] })
    expect(text.split('\n')).toEqual([
      'aliyun cbn DeleteFlowlog --RegionId cn-hangzhou --FlowLogId a',
      'aliyun cbn DeleteFlowlog --RegionId cn-hangzhou --FlowLogId b',
    ])
  })
})
