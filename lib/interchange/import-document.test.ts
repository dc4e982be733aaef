import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { asWeirYaml } from '../../components/configurations/weir-yaml'
import { aVpcSpec } from '../../test/builders/flow-log-specs'
import { DEFAULT_BEHAVIOUR } from './drafts'
import { importDocument } from './import-document'
import { IMPORT_FORMATS, type ImportResult } from './imported'
import { writeWeirYaml } from './weir/write'

const FIXTURES = fileURLToPath(new URL('./__fixtures__/', import.meta.url))

const read = (text: string) => importDocument(text, { format: 'auto', provider: null })
const messages = ({ notes }: ImportResult) => notes.map(({ message }) => message).join('\n')
const firstSpec = (text: string) => read(text).drafts[0]?.document.spec

/** What a person at a terminal sees of an import. */
function report({ format, drafts, notes }: ImportResult): string {
  const lines = notes.map(
    ({ severity, message, field, line, column }) =>
      `${line ?? '-'}:${column ?? '-'} ${severity}${field === null ? '' : ` ${field}`}: ${message}`,
  )
  return [`format: ${String(format)}`, ...lines, '---', writeWeirYaml(drafts)].join('\n')
}

describe('realistic documents', () => {
  it.each(readdirSync(FIXTURES))('%s', async (name) => {
    const result = read(readFileSync(`${FIXTURES}${name}`, 'utf8'))
    await expect(report(result)).toMatchFileSnapshot(`./__snapshots__/${name}.txt`)
  })
})

const HCL = (inner: string) => `resource "aws_flow_log" "x" {
  vpc_id               = "vpc-1"
  traffic_type         = "ALL"
  log_destination_type = "s3"
  log_destination      = "arn:aws:s3:::b"
${inner}
}
`

describe('Terraform’s language', () => {
  it.each<[why: string, expression: string, note: string]>([
    ['a variable that is nowhere', 'var.bucket', 'var.bucket is a variable that is not in this document'],
    [
      'an attribute of another resource',
      'aws_s3_bucket.b.arn',
      'is an attribute of something that is not in this document',
    ],
    ['an output of a module', 'module.logs.arn', 'is an output of a module'],
    ['a function', 'format("%s", "x")', 'is computed by format()'],
    ['a condition', 'true ? "a" : "b"', 'is computed by Terraform'],
    ['a for expression', '[for x in ["a"] : x]', 'is computed by Terraform'],
    ['an index that is computed', 'local.list[count.index]', 'is computed by Terraform'],
    ['a template with a reference', '"arn:aws:s3:::${var.name}"', 'holds var.name, which is a variable'],
    ['a directive', '"%{ if true }a%{ endif }"', 'is computed by Terraform'],
    ['a document made by a function', 'jsonencode({ a = 1 })', 'is computed by jsonencode()'],
  ])('names what it cannot resolve: %s', (_why, expression, note) => {
    const result = read(HCL('').replace('"arn:aws:s3:::b"', expression))
    expect(messages(result)).toContain(note)
    expect(result.notes.find(({ severity }) => severity === 'warning')).toMatchObject({
      line: 5,
      field: 'aws_flow_log.x.log_destination',
    })
    expect(result.drafts[0]?.document.spec).toMatchObject({ logDestination: '' })
  })

  it.each<[why: string, expression: string, value: string]>([
    ['escapes', '"a\\"b\\\\c\\n\\u00e9"', 'a"b\\c\né'],
    ['doubled introducers', '"$${a} %%{b} $x 5%"', '${a} %{b} $x 5%'],
    ['a heredoc', '<<EOT\na $${b} "c" \\n\nEOT', 'a ${b} "c" \\n\n'],
    ['an indented heredoc', '<<-EOT\n    one\n      two\n  EOT', 'one\n  two\n'],
    ['a join over several lines', 'join(\n  "-",\n  [\n    "a", # first\n    "b",\n  ]\n)', 'a-b'],
    ['a value in parentheses', '("a")', 'a'],
    ['a local', 'local.tags["team"]', 'network'],
    ['an interpolation of a text with braces', '"${lower("A}")}"', 'a}'],
  ])('reads %s', (_why, expression, value) => {
    const result = read(
      `locals {\n  tags = { team = "network" }\n}\n${HCL(`  tags = {\n    key = ${expression}\n  }`)}`,
    )
    expect(result.drafts[0]?.document.spec.tags).toEqual({ key: value })
  })

  it.each<[why: string, text: string, line: number]>([
    ['an open quote', HCL('  log_format = "abc'), 6],
    ['an open brace', 'resource "aws_flow_log" "x" {\n', 2],
    ['an open heredoc', HCL('  log_format = <<EOT\nabc'), 6],
    ['an open comment', 'resource "aws_flow_log" "x" {}\n/* never', 2],
    ['a missing value', HCL('  log_format ='), 6],
    ['something else', 'resource "aws_flow_log" "x" {\n  §\n}', 2],
  ])('says where it cannot go on: %s', (_why, text, line) => {
    const result = importDocument(text, { format: 'hcl', provider: null })
    expect(result.drafts).toEqual([])
    expect(result.notes).toMatchObject([{ severity: 'error', line }])
  })

  it('does not go round in circles', () => {
    const text = `locals {\n  a = local.b\n  b = local.a\n}\n${HCL('  log_format = local.a')}`
    expect(messages(read(text))).toContain('refers to itself')
  })
})

describe('command lines', () => {
  const command = (options: string) =>
    `aws ec2 create-flow-logs --resource-type VPC --resource-ids vpc-1 --traffic-type ALL --log-destination-type s3 --log-destination arn:aws:s3:::b ${options}`

  it.each<[why: string, options: string, tags: Record<string, string>]>([
    [
      'shorthand',
      "--tag-specifications 'ResourceType=vpc-flow-log,Tags=[{Key=a,Value=b=c},{Key=d,Value=}]'",
      { a: 'b=c', d: '' },
    ],
    [
      'shorthand with an escaped comma',
      '--tag-specifications \'ResourceType=vpc-flow-log,Tags=[{Key=a,Value="x,y"}]\'',
      { a: 'x,y' },
    ],
    [
      'shorthand in two words',
      '--tag-specifications ResourceType=vpc-flow-log,Tags=[{Key=a,Value=1}] ResourceType=vpc-flow-log,Tags=[{Key=b,Value=2}]',
      { a: '1', b: '2' },
    ],
    [
      'JSON',
      `--tag-specifications '[{"ResourceType":"vpc-flow-log","Tags":[{"Key":"a","Value":"it'\\''s"}]}]'`,
      { a: "it's" },
    ],
    [
      'JSON in double quotes',
      '--tag-specifications "[{\\"ResourceType\\":\\"vpc-flow-log\\",\\"Tags\\":[{\\"Key\\":\\"a\\",\\"Value\\":\\"b\\"}]}]"',
      { a: 'b' },
    ],
  ])('reads tags as %s', (_why, options, tags) => {
    const result = read(command(options))
    expect(result.notes).toEqual([])
    expect(result.drafts[0]?.document.spec.tags).toEqual(tags)
  })

  it('takes variables that the text itself sets, and names those it does not', () => {
    const text = `BUCKET=logs\n${command('').replace('s3:::b', 's3:::$BUCKET')}`
    expect(firstSpec(text)).toMatchObject({ logDestination: 'arn:aws:s3:::logs' })
    expect(messages(read(text.replace('BUCKET=logs', '')))).toContain('$BUCKET is replaced by the shell')
  })

  it('opens no file, and says what to do instead', () => {
    const result = read(command('').replace('arn:aws:s3:::b', 'file://secret.txt'))
    expect(result.notes).toMatchObject([
      { severity: 'warning', message: 'Weir opens no files or addresses that a document names.' },
    ])
  })

  it('repeats no value of an option it does not know: it may be a secret', () => {
    const result = read(command('--secret-access-key hunter2 --profile p4ssw0rd'))
    expect(JSON.stringify(result.notes)).not.toMatch(/hunter2|p4ssw0rd/)
    expect(result.notes.map(({ severity }) => severity)).toEqual(['warning', 'info'])
  })

  it('reads the region of a command and of its surroundings', () => {
    const targets = (text: string) => {
      const selector = read(text).drafts[0]?.selector
      return selector?.kind === 'named' ? selector.targets.map(({ region }) => region) : []
    }
    expect(targets(command('--region eu-west-1'))).toEqual(['eu-west-1'])
    expect(targets(`AWS_REGION=eu-west-2 ${command('')}`)).toEqual(['eu-west-2'])
    expect(targets(`export AWS_DEFAULT_REGION=eu-west-3\n${command('')}`)).toEqual(['eu-west-3'])
  })
})

describe('request parameters', () => {
  it('reads what describe-flow-logs answers, with the ids of the logs', () => {
    const text = JSON.stringify({
      FlowLogs: [
        {
          CreationTime: '2026-01-01T00:00:00Z',
          FlowLogId: 'fl-1',
          FlowLogStatus: 'ACTIVE',
          DeliverLogsStatus: 'SUCCESS',
          ResourceId: 'subnet-1',
          TrafficType: 'REJECT',
          LogDestinationType: 's3',
          LogDestination: 'arn:aws:s3:::b',
          Tags: [
            { Key: 'aws:cloudformation:stack-name', Value: 'x' },
            { Key: 'a', Value: '' },
          ],
        },
      ],
    })
    const { drafts, notes } = read(text)
    expect(notes.map(({ severity }) => severity)).toEqual(['info'])
    expect(drafts[0]).toMatchObject({
      document: { spec: { trafficType: 'REJECT', tags: { a: '' } } },
      selector: { targets: [{ type: 'Subnet', externalId: 'subnet-1', flowLogId: 'fl-1' }] },
    })
  })

  it('says twice-written names, wrong words and wrong kinds with their places', () => {
    const { notes } = read(
      '{"ResourceIds":["vpc-1"],"ResourceType":"VPC",\n"TrafficType":"all",\n"LogFormat":["x"],\n"LogFormat":{}}',
    )
    expect(notes.map(({ line, field }) => [line, field])).toEqual(
      expect.arrayContaining([
        [2, 'TrafficType'],
        [4, 'LogFormat'],
      ]),
    )
  })

  it('notes braces that would be taken for placeholders', () => {
    const text = (value: string) =>
      JSON.stringify({ ResourceIds: ['vpc-1'], ResourceType: 'VPC', LogDestinationType: 's3', LogDestination: value })
    expect(read(text('arn:aws:s3:::b-{region}')).notes).toMatchObject([{ severity: 'info' }])
    expect(read(text('arn:aws:s3:::b-{stage}')).notes).toMatchObject([{ severity: 'warning' }])
  })
})

describe('the format is found out', () => {
  it.each<[why: string, text: string, format: string]>([
    [
      'a template with a script in it',
      'Resources:\n  X:\n    Type: AWS::EC2::Instance\n    UserData: |\n      aws ec2 create-flow-logs --x',
      'cloudformation',
    ],
    [
      'Terraform with a script in it',
      `${HCL('')}resource "null_resource" "x" {\n  triggers = {\n    a = <<EOT\naws ec2 create-flow-logs\nEOT\n  }\n}`,
      'hcl',
    ],
    [
      'a script after comments',
      '#!/bin/sh\n# hello\nset -eu\n  sudo aws --region eu-west-1 ec2 create-flow-logs --resource-ids vpc-1',
      'command',
    ],
    ['parameters in YAML', 'ResourceIds: [vpc-1]\nResourceType: VPC\n', 'cli-json'],
    ['a request of CEN', '{"CenId":"cen-1","TransitRouterId":"tr-1"}', 'cli-json'],
  ])('%s', (_why, text, format) => {
    expect(read(text).format).toBe(format)
  })
})

describe('Weir’s own documents', () => {
  it('are read as the console shows them, with everything written out', () => {
    const document = { name: 'all', provider: 'aws-ec2', family: 'aws-vpc', spec: aVpcSpec(), ...DEFAULT_BEHAVIOUR }
    const selector = { kind: 'explicit', targets: ['aws-ec2:aws:111122223333:eu-west-1/VPC/vpc-1'] }
    const { drafts, notes } = read(stringify(asWeirYaml({ ...document, selector })))
    expect(notes).toEqual([])
    expect(drafts[0]?.document).toEqual(document)
    expect(read(stringify({ ...document, selector })).notes).toMatchObject([{ severity: 'info' }])
  })
})

describe('whatever is given', () => {
  it.each<[why: string, text: string]>([
    ['nothing', '   \n'],
    ['prose', 'please log my network'],
    ['broken JSON', '{"ResourceIds": ['],
    ['deep JSON', '['.repeat(200_000)],
    ['deep HCL', `x = ${'['.repeat(50_000)}`],
    ['deep blocks', 'a {\n'.repeat(5_000)],
    ['deep interpolation', `x = ${'"${'.repeat(2_000)}`],
    ['deep YAML', Array.from({ length: 300 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
    [
      'an alias bomb',
      `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefgh'
        .split('')
        .map(
          (name, index) =>
            `${name}: &${name} [${Array(9)
              .fill(`*${'abcdefg'[index] ?? 'a'}`)
              .join(',')}]`,
        )
        .join('\n')}`,
    ],
    ['an old state', '{"version":3,"terraform_version":"0.11.0","modules":[]}'],
    ['a state without flow logs', '{"version":4,"terraform_version":"1.9.0","resources":[]}'],
    ['another version', 'apiVersion: weir/v9\nkind: Configuration'],
    ['a NUL', '\u0000'],
    ['Terraform in JSON', '{"resource":{"aws_flow_log":{"x":{"vpc_id":"vpc-1"}}}}'],
  ])('answers with an error and no draft: %s', (_why, text) => {
    const result = read(text)
    expect(result.drafts).toEqual([])
    expect(result.notes.some(({ severity }) => severity !== 'info')).toBe(true)
    for (const { message, remedy } of result.notes)
      expect(`${message}${remedy ?? ''}`).not.toMatch(/undefined|\[object/)
  })

  it('reads less YAML where others wait meanwhile', () => {
    const text = `apiVersion: weir/v1\n# ${'x'.repeat(200)}\n`
    const result = importDocument(text, { format: 'auto', provider: null, maxYamlLength: 100 })
    expect(messages(result)).toBe('YAML of more than 100 characters is not read here.')
  })

  it('never fails, however a document is torn', () => {
    const documents = readdirSync(FIXTURES).map((name) => readFileSync(`${FIXTURES}${name}`, 'utf8'))
    const formats = fc.constantFrom('auto' as const, ...IMPORT_FORMATS)
    const pieces = fc.constantFrom(
      '',
      '"',
      '{',
      '}',
      '[',
      '${',
      '%{',
      "'",
      '\\',
      '\n',
      '<<EOT\n',
      '!Sub ',
      '*a',
      '&a ',
      '\t',
      '=',
      ':',
      '\u0000',
      '🔑',
    )
    const torn = fc
      .tuple(fc.constantFrom(...documents), fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(60), pieces)
      .map(([text, place, length, piece]) => {
        const at = Math.floor(text.length * place)
        return text.slice(0, at) + piece + text.slice(at + length)
      })
    fc.assert(
      fc.property(torn, formats, (text, format) => {
        const { drafts, notes } = importDocument(text, { format, provider: null })
        expect(drafts.length > 0 || notes.length > 0).toBe(true)
      }),
      { numRuns: Number(process.env.ROUND_TRIPS ?? '100') },
    )
  })

  it('leaves out the other cloud when one is named, and says so', () => {
    const text = readFileSync(`${FIXTURES}commands.sh`, 'utf8')
    const { drafts, notes } = importDocument(text, { format: 'auto', provider: 'alibaba-cen' })
    expect(drafts.map(({ document }) => document.provider)).toEqual(['alibaba-cen'])
    expect(notes.filter(({ message }) => message.startsWith('Left out: it is of'))).toHaveLength(2)
  })
})
