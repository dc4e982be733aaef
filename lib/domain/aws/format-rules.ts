import type { AwsFlowLogSpec } from '../flow-log-spec'
import type { Finding, Rule } from '../rule'
import { when } from '../rule'
import { parseAwsFormat } from './formats'
import { isTransitGatewayField } from './transit-gateway-fields'
import { isVpcField, TAG_FIELDS } from './vpc-fields'

const RECORDS = 'https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html'
const TAG_FIELD_SOURCE = 'Amazon EC2 API reference, CreateFlowLogs, TagFieldSpecifications (2026-06), read 2026-11'

/** Rules about the record format and the tags it shows. */
export const FORMAT_RULES: readonly Rule<AwsFlowLogSpec>[] = [
  { id: 'aws/R14', source: RECORDS, check: formatGrammar },
  { id: 'aws/R15', source: RECORDS, check: formatFamily },
  { id: 'aws/R16', source: TAG_FIELD_SOURCE, check: tagFields },
  {
    id: 'aws/tag-fields',
    source: TAG_FIELD_SOURCE,
    check: ({ tagFieldSpecifications: items }) => {
      const field = 'tagFieldSpecifications'
      const types = items.map((item) => item.resourceType)
      const keys = items.flatMap((item) => item.tagKeys)
      return [
        ...when(
          new Set(types).size !== types.length,
          field,
          'Each resource type may be named once.',
          'Join the items of one type.',
        ),
        ...when(
          items.some((item) => item.tagKeys.length < 1 || item.tagKeys.length > 2),
          field,
          'Each item names one or two tag keys.',
          'Give one or two keys.',
        ),
        ...when(
          keys.some((key) => key.length < 1 || key.length > 128),
          field,
          'A tag key has 1 to 128 characters.',
          'Correct the key.',
        ),
      ]
    },
  },
]

const isKnownField = (id: string) => isVpcField(id) || isTransitGatewayField(id)

function formatGrammar({ logFormat }: AwsFlowLogSpec): readonly Finding[] {
  if (logFormat === null) return []
  const ids = parseAwsFormat(logFormat)
  const field = 'logFormat'
  if (ids === null) {
    return when(
      true,
      field,
      'A format is a list of ${field} with exactly one space between, and none at either end.',
      'Build it from the field list, or leave it out for the default format.',
    )
  }
  const unknown = ids.filter((id) => !isKnownField(id))
  const repeated = ids.filter((id, index) => ids.indexOf(id) !== index)
  return [
    ...when(unknown.length > 0, field, `Unknown record fields: ${unknown.join(', ')}.`, 'Choose from the field list.'),
    ...when(repeated.length > 0, field, `Fields named twice: ${repeated.join(', ')}.`, 'Name each field once.'),
  ]
}

function formatFamily({ family, logFormat }: AwsFlowLogSpec): readonly Finding[] {
  const ids = parseAwsFormat(logFormat ?? '') ?? []
  const belongs = family === 'aws-vpc' ? isVpcField : isTransitGatewayField
  const foreign = ids.filter((id) => isKnownField(id) && !belongs(id))
  return when(
    foreign.length > 0,
    'logFormat',
    `${foreign.join(', ')} ${foreign.length === 1 ? 'does' : 'do'} not exist in ${family === 'aws-vpc' ? 'VPC' : 'transit gateway'} records.`,
    'Leave these fields out.',
  )
}

function tagFields({ logFormat, tagFieldSpecifications: items }: AwsFlowLogSpec): readonly Finding[] {
  const ids = new Set(parseAwsFormat(logFormat ?? '') ?? [])
  const keysOf = (type: string) => items.find((item) => item.resourceType === type)?.tagKeys.length ?? 0
  const withoutKey = TAG_FIELDS.filter((tag) => ids.has(tag.id) && keysOf(tag.resourceType) < tag.position)
  const withoutField = TAG_FIELDS.filter((tag) => !ids.has(tag.id) && keysOf(tag.resourceType) >= tag.position)
  return [
    ...withoutKey.flatMap((tag) =>
      when(
        true,
        'tagFieldSpecifications',
        `\${${tag.id}} needs ${tag.position === 1 ? 'a tag key' : 'a second tag key'} of type ${tag.resourceType}.`,
        'Choose the tag whose value it shall show, or leave the field out of the format.',
      ),
    ),
    ...withoutField.flatMap((tag) =>
      when(
        true,
        'logFormat',
        `A tag key of type ${tag.resourceType} is chosen, but \${${tag.id}} is not in the format.`,
        'Add the field to the format, or remove the key.',
      ),
    ),
  ]
}
