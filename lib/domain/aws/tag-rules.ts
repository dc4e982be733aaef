import type { Finding, Rule } from '../rule'
import { characters, when } from '../rule'
import { repeatedTags, type RequestTag } from '../request-tag'
import type { AwsRequest } from './request'

const TAGS =
  'Amazon EC2 user guide, Tag your Amazon EC2 resources, restrictions; API reference, TagSpecification, read 2026-11'
const CREATE = 'Amazon EC2 API reference, CreateFlowLogs, TagSpecifications, read 2026-11'

const MOST_TAGS = 50

const tagsOf = ({ tagSpecifications }: AwsRequest) => tagSpecifications.flatMap(({ tags }) => tags)

/** Rules about the tags of the flow log itself. */
export const TAG_RULES: readonly Rule<AwsRequest>[] = [
  {
    id: 'R18',
    source: CREATE,
    check: ({ tagSpecifications }) =>
      tagSpecifications
        .slice(0, MOST_TAGS)
        .flatMap(({ given, resourceType }, index) =>
          when(
            !given.has('ResourceType') || (resourceType !== null && resourceType !== 'vpc-flow-log'),
            `TagSpecifications[${index}].ResourceType`,
            given.has('ResourceType')
              ? `Tags of a flow log are of type vpc-flow-log, not ${(resourceType ?? '').slice(0, 60)}.`
              : 'The tags name no resource type.',
            'Set it to vpc-flow-log.',
          ),
        ),
  },
  {
    id: 'tag-specifications',
    source: CREATE,
    check: ({ tagSpecifications }) =>
      when(
        tagSpecifications.length > 1,
        'TagSpecifications[1]',
        'The tags of a flow log come in one item.',
        'Put all tags into the first item.',
      ),
  },
  {
    id: 'tag-count',
    source: TAGS,
    check: ({ tagSpecifications }) =>
      tagSpecifications
        .slice(0, 2)
        .flatMap(({ tags }, index) =>
          when(
            tags.length > MOST_TAGS,
            `TagSpecifications[${index}].Tags`,
            `${tags.length} tags are too many: a flow log holds ${MOST_TAGS}.`,
            `Keep at most ${MOST_TAGS} tags.`,
          ),
        ),
  },
  {
    id: 'tag-key',
    source: TAGS,
    check: (request) => tagsOf(request).slice(0, MOST_TAGS).flatMap(tagKey),
  },
  {
    id: 'tag-value',
    source: TAGS,
    check: (request) =>
      tagsOf(request)
        .slice(0, MOST_TAGS)
        .flatMap(({ path, value }) =>
          when(
            value !== null && characters(value) > 256,
            `${path}.Value`,
            'A tag value has at most 256 characters.',
            'Shorten the value.',
          ),
        ),
  },
  {
    id: 'tag-unique',
    source: `${TAGS}: each tag key must be unique`,
    check: (request) => repeatedTags(tagsOf(request).slice(0, MOST_TAGS)),
  },
]

function tagKey({ path, given, key }: RequestTag): readonly Finding[] {
  const field = `${path}.Key`
  return [
    ...when(!given.has('Key') || key === '', field, 'A tag needs a key.', 'Give the tag a key, or remove it.'),
    ...when(key !== null && characters(key) > 127, field, 'A tag key has at most 127 characters.', 'Shorten the key.'),
    ...when(
      key?.toLowerCase().startsWith('aws:') === true,
      field,
      'Tag keys that start with aws: are reserved by AWS.',
      'Choose another key.',
    ),
  ]
}
