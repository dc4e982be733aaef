import { repeatedTags, type RequestTag } from '../request-tag'
import type { Finding, Rule } from '../rule'
import { characters, when } from '../rule'
import { CEN_FORMAT_PREFIX, parseCenFormat } from './fields'
import type { CenRequest } from './request'

const CREATE = 'Alibaba Cloud Cbn API reference (2017-09-12), CreateFlowlog, read 2026-11'
const TERRAFORM = "CreateFlowlog, and the vendor's Terraform provider (alicloud_cen_flowlog), read 2026-11"
const SLS = 'Alibaba Cloud Simple Log Service documentation, naming of projects and Logstores, read 2026-11'

const MOST_TAGS = 20

const hasUrlScheme = (text: string) => /^https?:\/\//i.test(text)
const holdsUrlScheme = (text: string) => /https?:\/\//i.test(text)
const isReserved = (text: string) => text.startsWith('aliyun') || text.startsWith('acs:')
const isBlank = (text: string | null) => text?.trim() === ''

/**
 * Parameters without which nothing can be created. The metadata lists only the first two as required; without the
 * others the call means a feature that was switched off in 2022, or another destination that has no parameters here.
 */
const REQUIRED = [
  ['RegionId', 'regionId', 'the region of the transit router and of the project'],
  ['CenId', 'cenId', 'the CEN instance (cen-…) that owns the transit router'],
  ['TransitRouterId', 'transitRouterId', 'the Enterprise Edition transit router (tr-…)'],
  ['ProjectName', 'projectName', 'the Simple Log Service project'],
  ['LogStoreName', 'logStoreName', 'the Logstore inside the project'],
] as const

// The vendor's own examples end in asterisks.
const IDS = [
  ['CenId', 'cenId', /^cen-[A-Za-z0-9*_-]+$/, 'cen-'],
  ['TransitRouterId', 'transitRouterId', /^tr-(?!attach-)[A-Za-z0-9*_-]+$/, 'tr-'],
  ['TransitRouterAttachmentId', 'transitRouterAttachmentId', /^tr-attach-[A-Za-z0-9*_-]+$/, 'tr-attach-'],
] as const

/** Every rule of CreateFlowlog: the one source for form, API, importers, planner and command line. */
export const CEN_RULES: readonly Rule<CenRequest>[] = [
  {
    id: 'required',
    source: TERRAFORM,
    check: (request) =>
      REQUIRED.flatMap(([field, member, what]) => {
        // Without its router an attachment is judged by a rule of its own.
        if (field === 'TransitRouterId' && request.given.has('TransitRouterAttachmentId')) return []
        return when(
          !request.given.has(field) || isBlank(request[member]),
          field,
          `${field} is required: ${what}.`,
          `Name ${what}.`,
        )
      }),
  },
  {
    id: 'attachment-router',
    source: `${TERRAFORM}: an attachment is always sent together with its transit router`,
    check: ({ given, transitRouterId }) =>
      when(
        given.has('TransitRouterAttachmentId') && (!given.has('TransitRouterId') || isBlank(transitRouterId)),
        'TransitRouterId',
        'An attachment is named without its transit router.',
        'Send the id of the transit router (tr-…) too.',
      ),
  },
  {
    id: 'resource-id',
    source: CREATE,
    check: (request) =>
      IDS.flatMap(([field, member, form, prefix]) => {
        const id = request[member]
        // An empty one that is required is missing.
        if (id === null || (isBlank(id) && field !== 'TransitRouterAttachmentId') || form.test(id)) return []
        return when(
          true,
          field,
          `${isBlank(id) ? 'An empty text' : id.slice(0, 80)} is no id of the form ${prefix}….`,
          id.includes(':')
            ? 'Give the bare id: Terraform joins it to another with a colon.'
            : `Give an id that begins with ${prefix}.`,
        )
      }),
  },
  {
    id: 'region-id',
    source: 'Alibaba Cloud Cbn API reference (2017-09-12), CreateFlowlog, RegionId, read 2026-11',
    check: ({ regionId }, { region }) => [
      ...when(
        regionId !== null && !isBlank(regionId) && !/^[a-z]{2}-[a-z0-9-]+$/.test(regionId),
        'RegionId',
        'This is not the id of a region.',
        'Give an id like cn-hangzhou.',
      ),
      ...when(
        regionId !== null && region !== null && regionId !== region,
        'RegionId',
        `The request names region ${regionId ?? ''}, the transit router is in ${region ?? ''}.`,
        'Log a transit router, and deliver, in one region.',
      ),
    ],
  },
  {
    id: 'project-name',
    source: SLS,
    check: ({ projectName }) =>
      when(
        projectName !== null && !isBlank(projectName) && !/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(projectName),
        'ProjectName',
        'A project name has 3 to 63 lower-case letters, digits and hyphens, and starts and ends with a letter or digit.',
        'Name the Simple Log Service project, in the region of the router; placeholders count by what they become.',
      ),
  },
  {
    id: 'log-store-name',
    source: SLS,
    check: ({ logStoreName }) =>
      when(
        logStoreName !== null && !isBlank(logStoreName) && !/^[a-z0-9][a-z0-9_-]{1,61}[a-z0-9]$/.test(logStoreName),
        'LogStoreName',
        'A Logstore name has 3 to 63 lower-case letters, digits, hyphens and underscores, and starts and ends with a letter or digit.',
        'Name the Logstore inside the project.',
      ),
  },
  {
    id: 'flow-log-name',
    source: CREATE,
    check: ({ flowLogName }) => freeText('FlowLogName', 'A flow log name', flowLogName, 128),
  },
  {
    id: 'description',
    source: CREATE,
    check: ({ description }) => freeText('Description', 'A description', description, 256),
  },
  {
    id: 'interval',
    source: CREATE,
    check: ({ interval }) =>
      when(
        interval !== null && interval !== 60 && interval !== 600,
        'Interval',
        'The aggregation interval must be 60 or 600 seconds.',
        'Choose 60 or 600.',
      ),
  },
  { id: 'log-format', source: CREATE, check: format },
  {
    id: 'tag-count',
    source: CREATE,
    check: ({ tags }) =>
      when(
        tags.length > MOST_TAGS || tags.some(({ path }) => Number(/^Tag\.(\d+)$/.exec(path)?.[1] ?? 0) > MOST_TAGS),
        'Tag',
        tags.length > MOST_TAGS
          ? `${tags.length} tags are too many: a flow log holds ${MOST_TAGS}.`
          : `Tags are numbered from 1 to ${MOST_TAGS}.`,
        `Keep at most ${MOST_TAGS} tags.`,
      ),
  },
  { id: 'tag-key', source: CREATE, check: ({ tags }) => tags.slice(0, MOST_TAGS).flatMap(tagKey) },
  { id: 'tag-value', source: CREATE, check: ({ tags }) => tags.slice(0, MOST_TAGS).flatMap(tagValue) },
  {
    id: 'tag-unique',
    source: `${CREATE}: one value per key`,
    check: ({ tags }) => repeatedTags(tags.slice(0, MOST_TAGS)),
  },
  {
    id: 'client-token',
    source: `${CREATE}: ASCII; 1 to 64 characters in older documentation`,
    check: ({ clientToken }) =>
      when(
        clientToken !== null && !/^[ -~]{1,64}$/.test(clientToken),
        'ClientToken',
        'A client token holds 1 to 64 ASCII characters.',
        'Send a token of that form, for example a UUID.',
      ),
  },
]

function freeText(field: string, what: string, text: string | null, maxLength: number): readonly Finding[] {
  return [
    ...when(
      text !== null && characters(text) > maxLength,
      field,
      `${what} has at most ${maxLength} characters.`,
      'Shorten it.',
    ),
    ...when(
      text !== null && hasUrlScheme(text),
      field,
      `${what} may not start with http:// or https://.`,
      'Begin with other words.',
    ),
  ]
}

function format({ logFormatString }: CenRequest): readonly Finding[] {
  if (logFormatString === null) return []
  const field = 'LogFormatString'
  const ids = parseCenFormat(logFormatString)
  if (ids === null) {
    return when(
      true,
      field,
      'A format is a list of ${field} written back to back, without spaces.',
      'Build it from the field list, or leave it out for the default format.',
    )
  }
  const repeated = new Set(ids.filter((id, index) => ids.indexOf(id) !== index))
  return [
    ...when(
      !logFormatString.startsWith(CEN_FORMAT_PREFIX),
      field,
      `A format must start with ${CEN_FORMAT_PREFIX}.`,
      'Put these three fields first, in this order.',
    ),
    ...when(
      repeated.size > 0,
      field,
      `Fields named twice: ${[...repeated].slice(0, 10).join(', ')}.`,
      'Name each field once.',
    ),
  ]
}

function tagKey({ path, given, key }: RequestTag): readonly Finding[] {
  const field = `${path}.Key`
  return [
    ...when(!given.has('Key') || key === '', field, 'A tag needs a key.', 'Give the tag a key, or remove it.'),
    ...when(key !== null && characters(key) > 64, field, 'A tag key has at most 64 characters.', 'Shorten the key.'),
    ...when(
      key !== null && (isReserved(key) || holdsUrlScheme(key)),
      field,
      'A tag key may not start with aliyun or acs:, nor contain http:// or https://.',
      'Choose another key.',
    ),
  ]
}

function tagValue({ path, value }: RequestTag): readonly Finding[] {
  const field = `${path}.Value`
  return [
    ...when(
      value !== null && characters(value) > 128,
      field,
      'A tag value has at most 128 characters.',
      'Shorten the value.',
    ),
    ...when(
      value !== null && (isReserved(value) || holdsUrlScheme(value)),
      field,
      'A tag value may not start with aliyun or acs:, nor contain http:// or https://.',
      'Choose another value.',
    ),
  ]
}
