import type { CenFlowLogSpec } from '../flow-log-spec'
import type { Finding, Rule } from '../rule'
import { when } from '../rule'
import { FAMILIES, familyCovers } from '../target-family'
import { CEN_FORMAT_PREFIX, parseCenFormat } from './fields'

const CREATE = 'Alibaba Cloud Cbn API reference (2017-09-12), CreateFlowlog, read 2026-11'
const SLS = 'Alibaba Cloud Simple Log Service documentation, naming of projects and Logstores, read 2026-11'

const hasUrlScheme = (text: string) => /^https?:\/\//.test(text)
const holdsUrlScheme = (text: string) => /https?:\/\//.test(text)
const isReserved = (text: string) => text.startsWith('aliyun') || text.startsWith('acs:')

/** Every rule of CreateFlowlog that one spec can break. Name and description may be empty. */
export const CEN_RULES: readonly Rule<CenFlowLogSpec>[] = [
  {
    id: 'cen/target-type',
    source: CREATE,
    check: ({ family }, { targetType }) =>
      when(
        targetType !== null && !familyCovers(family, targetType),
        'family',
        `CEN flow logs cannot be created on a ${targetType ?? ''}.`,
        `Choose targets of type ${FAMILIES.cen.targetTypes.join(' or ')}.`,
      ),
  },
  {
    id: 'cen/project-name',
    source: SLS,
    check: ({ projectName }) =>
      when(
        !/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(projectName),
        'projectName',
        'A project name has 3 to 63 lower-case letters, digits and hyphens, and starts and ends with a letter or digit.',
        'Name the Simple Log Service project, in the region of the router; placeholders count by what they become.',
      ),
  },
  {
    id: 'cen/log-store-name',
    source: SLS,
    check: ({ logStoreName }) =>
      when(
        !/^[a-z0-9][a-z0-9_-]{1,61}[a-z0-9]$/.test(logStoreName),
        'logStoreName',
        'A Logstore name has 3 to 63 lower-case letters, digits, hyphens and underscores, and starts and ends with a letter or digit.',
        'Name the Logstore inside the project.',
      ),
  },
  { id: 'cen/flow-log-name', source: CREATE, check: (spec) => freeText('flowLogName', spec.flowLogName, 128) },
  { id: 'cen/description', source: CREATE, check: (spec) => freeText('description', spec.description, 256) },
  {
    id: 'cen/interval',
    source: CREATE,
    check: ({ intervalSeconds }) =>
      when(
        !([60, 600] as number[]).includes(intervalSeconds),
        'intervalSeconds',
        'The aggregation interval must be 60 or 600 seconds.',
        'Choose 60 or 600.',
      ),
  },
  { id: 'cen/log-format', source: CREATE, check: format },
  {
    id: 'cen/tag-count',
    source: `${CREATE}: at most 20 tags, of which Weir sets three`,
    check: ({ tags }) =>
      when(
        Object.keys(tags).length > 17,
        'tags',
        `${Object.keys(tags).length} tags are too many: a flow log holds 20, and Weir sets three.`,
        'Declare at most 17 tags.',
      ),
  },
  { id: 'cen/tag-key', source: CREATE, check: ({ tags }) => Object.keys(tags).flatMap(tagKey) },
  {
    id: 'cen/tag-value',
    source: CREATE,
    check: ({ tags }) =>
      Object.entries(tags).flatMap(([key, value]) => [
        ...when(value.length > 128, `tags.${key}`, 'A tag value has at most 128 characters.', 'Shorten the value.'),
        ...when(
          isReserved(value) || holdsUrlScheme(value),
          `tags.${key}`,
          'A tag value may not start with aliyun or acs:, nor contain http:// or https://.',
          'Choose another value.',
        ),
      ]),
  },
]

function freeText(field: 'flowLogName' | 'description', text: string, maxLength: number): readonly Finding[] {
  const what = field === 'flowLogName' ? 'A flow log name' : 'A description'
  return [
    ...when(text.length > maxLength, field, `${what} has at most ${maxLength} characters.`, 'Shorten it.'),
    ...when(hasUrlScheme(text), field, `${what} may not start with http:// or https://.`, 'Begin with other words.'),
  ]
}

function format({ logFormatString }: CenFlowLogSpec): readonly Finding[] {
  if (logFormatString === null) return []
  const field = 'logFormatString'
  const ids = parseCenFormat(logFormatString)
  if (ids === null) {
    return when(
      true,
      field,
      'A format is a list of ${field} written back to back, without spaces.',
      'Build it from the field list, or leave it out for the default format.',
    )
  }
  const repeated = ids.filter((id, index) => ids.indexOf(id) !== index)
  return [
    ...when(
      !logFormatString.startsWith(CEN_FORMAT_PREFIX),
      field,
      `A format must start with ${CEN_FORMAT_PREFIX}.`,
      'Put these three fields first, in this order.',
    ),
    ...when(repeated.length > 0, field, `Fields named twice: ${repeated.join(', ')}.`, 'Name each field once.'),
  ]
}

function tagKey(key: string): readonly Finding[] {
  const field = `tags.${key}`
  return [
    ...when(key === '', field, 'A tag needs a key.', 'Give the tag a key, or remove it.'),
    ...when(key.length > 64, field, 'A tag key has at most 64 characters.', 'Shorten the key.'),
    ...when(
      isReserved(key) || holdsUrlScheme(key),
      field,
      'A tag key may not start with aliyun or acs:, nor contain http:// or https://.',
      'Choose another key.',
    ),
    ...when(
      key.startsWith('weir:'),
      field,
      'Tag keys that start with weir: mark ownership and are set by Weir alone.',
      'Choose another key.',
    ),
  ]
}
