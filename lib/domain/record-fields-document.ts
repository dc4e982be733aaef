import { formatPresets } from './format-presets'
import { RECORD_DIALECTS } from './record-catalogue'
import type { RecordField } from './record-field'
import { TARGET_FAMILIES, type TargetFamily } from './resource'

const HEADINGS: Readonly<Record<TargetFamily, readonly [title: string, about: string]>> = {
  'aws-vpc': [
    'AWS: VPCs, subnets, network interfaces, regional NAT gateways',
    'Versions 2 to 11; version 6 belongs to transit gateways. Types are those of Parquet; in plain text every column is text. Source: https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html; version 11: https://aws.amazon.com/about-aws/whats-new/2026/06/amazon-flow-logs-metadata/ (its types are presumed).',
  ],
  'aws-transit-gateway': [
    'AWS: transit gateways and their attachments',
    'Versions 2 to 6. There is no `action`: drops show in `packets-lost-…`. Source: https://docs.aws.amazon.com/vpc/latest/tgw/tgw-flow-logs.html.',
  ],
  cen: [
    'Alibaba Cloud: CEN transit routers and their attachments',
    'Records are maps of texts in Simple Log Service. The vendor publishes these names; newer logs hold more, so Weir leaves unknown names to the cloud. Source: Alibaba Cloud help, "Log fields" of CEN flow logs (2023-07-05).',
  ],
}

/** The catalogue of record fields and the named formats as Markdown: docs/record-fields.md. Pure. */
export function recordFieldsDocument(): string {
  return [
    '# Record fields',
    '',
    'Every field a flow-log record can hold, and the named formats Weir offers. Written from the catalogue in `lib/domain` by `npm run docs:write`;',
    'a test compares the two.',
    'Any field may be `-` (not known, or it does not apply) or absent.',
    '',
    ...TARGET_FAMILIES.flatMap(sectionOf),
  ].join('\n')
}

function sectionOf(family: TargetFamily): readonly string[] {
  const [title, about] = HEADINGS[family]
  return [
    `## ${title}`,
    '',
    about,
    '',
    '| Field | Version | Type | Meaning | Values and unit | Caveat | Creator also needs |',
    '|---|---|---|---|---|---|---|',
    ...RECORD_DIALECTS[family].fields.map(rowOf),
    '',
    '### Named formats',
    '',
    '| Name | For | Fields | Creator also needs |',
    '|---|---|---|---|',
    ...formatPresets(family).map(
      ({ label, purpose, fields, permissions }) =>
        `| ${label} | ${purpose} | ${fields.length === 0 ? 'not published' : fields.map(code).join(' ')} | ${permissions.map(code).join(', ')} |`,
    ),
    '',
  ]
}

function rowOf(field: RecordField): string {
  const cells = [
    code(field.id),
    field.version === 0 ? '' : String(field.version),
    field.type,
    field.meaning,
    valuesOf(field),
    field.caveat ?? '',
    field.permissions.map(code).join(', '),
  ]
  return `| ${cells.join(' | ')} |`
}

function valuesOf({ unit, values, isOpen }: RecordField): string {
  const isSame = values.length > 1 && values.every(({ meaning }) => meaning === values[0]?.meaning)
  const listed = values.map(({ value, meaning }) =>
    isSame || value === meaning ? code(value) : `${code(value)} ${meaning}`,
  )
  const parts = [unit === null ? [] : [unit], listed, isOpen && listed.length > 0 ? ['and others'] : []].flat()
  return parts.join(isSame ? ' ' : '; ')
}

const code = (text: string) => `\`${text}\``
