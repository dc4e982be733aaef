import type { Finding, Rule } from '../rule'
import { characters, when } from '../rule'
import { nearest } from '../near-miss'
import { defaultAwsFormat, parseAwsFormat } from './formats'
import type { AwsRequest } from './request'
import { isTransitGatewayField, TRANSIT_GATEWAY_FIELDS } from './transit-gateway-fields'
import { isVpcField, TAG_FIELDS, VPC_FIELDS } from './vpc-fields'

const RECORDS = 'https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html'
const TRANSIT_GATEWAY = 'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-flow-logs.html'
const TAG_FIELD_SOURCE = 'Amazon EC2 API reference, CreateFlowLogs, TagFieldSpecifications (2026-06), read 2026-11'

const FORMAT = 'LogFormat'
const TAG_ITEMS = 'TagFieldSpecifications'
const MOST_ITEMS = 3
const MOST_KEYS = 2

/** Rules about the record format and the tags it shows. */
export const FORMAT_RULES: readonly Rule<AwsRequest>[] = [
  { id: 'R14', source: RECORDS, check: formatGrammar },
  { id: 'R15', source: `${RECORDS}; ${TRANSIT_GATEWAY}`, check: formatFamily },
  { id: 'R16', source: TAG_FIELD_SOURCE, check: tagFields },
  { id: 'tag-field-specifications', source: TAG_FIELD_SOURCE, check: tagItems },
]

const KNOWN_FIELDS = [...VPC_FIELDS, ...TRANSIT_GATEWAY_FIELDS].map(({ id }) => id)
const isKnownField = (id: string) => isVpcField(id) || isTransitGatewayField(id)

/** Of Cloud WAN no list of record fields is at hand: there a name is the cloud's to judge. */
const hasUnknownRecords = ({ kind }: AwsRequest) => kind !== null && kind.records === null

function formatGrammar(request: AwsRequest): readonly Finding[] {
  const { logFormat } = request
  if (logFormat === null) return []
  const ids = parseAwsFormat(logFormat)
  if (ids === null) {
    return when(
      true,
      FORMAT,
      'A format is a list of ${field} with exactly one space between, and none at either end.',
      'Build it from the field list, or leave it out for the default format.',
    )
  }
  if (hasUnknownRecords(request)) return []
  const unknown = ids.filter((id) => !isKnownField(id))
  const meant = unknown.map((id) => nearest(id, KNOWN_FIELDS)).find((id) => id !== null)
  return when(
    unknown.length > 0,
    FORMAT,
    `Unknown record fields: ${listed(unknown)}.`,
    meant === undefined ? 'Choose from the field list.' : `Did you mean ${meant}?`,
  )
}

function formatFamily({ kind, logFormat }: AwsRequest): readonly Finding[] {
  if (kind?.records === undefined || kind.records === null) return []
  const ids = parseAwsFormat(logFormat ?? '') ?? []
  const belongs = kind.records === 'vpc' ? isVpcField : isTransitGatewayField
  const foreign = ids.filter((id) => isKnownField(id) && !belongs(id))
  return when(
    foreign.length > 0,
    FORMAT,
    `${listed(foreign)} ${foreign.length === 1 ? 'does' : 'do'} not exist in ${kind.records === 'vpc' ? 'VPC' : 'transit gateway'} records.`,
    'Leave these fields out.',
  )
}

/** A tag field needs its key, and a chosen key the field that shows it: the first, or `…-2` for the second. */
function tagFields(request: AwsRequest): readonly Finding[] {
  const { given, kind, logFormat, tagFieldSpecifications: items } = request
  // What could not be read was said; nothing follows from it.
  if (given.has(FORMAT) && (logFormat === null || parseAwsFormat(logFormat) === null)) return []
  if (given.has(TAG_ITEMS) && items.some(({ resourceType, tagKeys }) => resourceType === null || tagKeys === null))
    return []
  const ids = new Set(parseAwsFormat(logFormat ?? defaultAwsFormat('aws-vpc')) ?? [])
  const keysOf = (type: string) => items.find((item) => item.resourceType === type)?.tagKeys?.length ?? 0
  // In transit gateway records these fields do not exist at all (R15).
  const judged = kind?.records === 'transit-gateway' ? [] : TAG_FIELDS
  const withoutKey = judged.filter((tag) => ids.has(tag.id) && keysOf(tag.resourceType) < tag.position)
  const withoutField = TAG_FIELDS.filter((tag) => !ids.has(tag.id) && keysOf(tag.resourceType) >= tag.position)
  return [
    ...withoutKey.flatMap((tag) =>
      when(
        !(given.has(TAG_ITEMS) && items.length === 0),
        TAG_ITEMS,
        `\${${tag.id}} needs ${tag.position === 1 ? 'a tag key' : 'a second tag key'} of type ${tag.resourceType}.`,
        'Choose the tag whose value it shall show, or leave the field out of the format.',
      ),
    ),
    ...withoutField.flatMap((tag) =>
      when(
        true,
        FORMAT,
        `A ${tag.position === 1 ? '' : 'second '}tag key of type ${tag.resourceType} is chosen, but \${${tag.id}} is not in the format.`,
        'Add the field to the format, or remove the key.',
      ),
    ),
  ]
}

function tagItems({ given, tagFieldSpecifications: items }: AwsRequest): readonly Finding[] {
  const types = items.flatMap(({ resourceType }) => (resourceType === null ? [] : [resourceType]))
  return [
    ...when(
      given.has(TAG_ITEMS) && items.length === 0,
      TAG_ITEMS,
      'The list of tag fields is empty.',
      'Leave it out, or name 1 to 3 resource types with their tag keys.',
    ),
    ...when(
      items.length > MOST_ITEMS,
      TAG_ITEMS,
      `${items.length} items are too many: there are three resource types.`,
      'Join the items of one type.',
    ),
    ...when(
      new Set(types).size !== types.length,
      TAG_ITEMS,
      'Each resource type may be named once.',
      'Join the items of one type.',
    ),
    ...items.slice(0, MOST_ITEMS + 1).flatMap((item, index) => tagItem(item, `${TAG_ITEMS}[${index}]`)),
  ]
}

function tagItem({ given, tagKeys }: AwsRequest['tagFieldSpecifications'][number], path: string): readonly Finding[] {
  const keys = tagKeys ?? []
  return [
    ...when(
      !given.has('ResourceType'),
      `${path}.ResourceType`,
      'The item names no resource type.',
      'Set it to network-interface, instance or auto-scaling-group.',
    ),
    ...when(
      !given.has('TagKeys') || tagKeys?.length === 0,
      `${path}.TagKeys`,
      'Each item names one or two tag keys.',
      'Give one or two keys.',
    ),
    ...when(
      keys.length > MOST_KEYS,
      `${path}.TagKeys`,
      `${keys.length} tag keys are too many: each item names one or two.`,
      'Keep the two whose values shall be recorded.',
    ),
    ...keys
      .slice(0, MOST_KEYS + 1)
      .flatMap((key, index) =>
        when(
          key !== null && (key === '' || characters(key) > 128),
          `${path}.TagKeys[${index}]`,
          'A tag key has 1 to 128 characters.',
          'Correct the key.',
        ),
      ),
  ]
}

const listed = (ids: readonly string[]) =>
  ids.length > 10 ? `${ids.slice(0, 10).join(', ')} and ${ids.length - 10} more` : ids.join(', ')
