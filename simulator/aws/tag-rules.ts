import { AwsRefusal } from './errors'
import type { QueryParameters } from './protocol/query'
import type { Tag } from './world-types'

/** Source: EC2 user guide, tag restrictions, read 2026-11. Tags of the system do not count towards the fifty. */
const MOST_TAGS = 50
const LONGEST_KEY = 127
const LONGEST_VALUE = 256

/** The tags of `TagSpecification.N`, whose resource type must be the one given. */
export function readTagSpecifications(parameters: QueryParameters, resourceType: string): readonly Tag[] {
  const specifications = parameters.structures('TagSpecification')
  if (specifications.length > 1) {
    throw new AwsRefusal('InvalidParameterValue', 'The same resource type may not be specified more than once.')
  }
  const tags = specifications.flatMap((specification) => {
    const given = specification.required('ResourceType')
    if (given !== resourceType) {
      throw new AwsRefusal(
        'InvalidParameterValue',
        `'${given}' is not a valid taggable resource type for this operation.`,
      )
    }
    return readTags(specification)
  })
  if (specifications.length > 0 && tags.length === 0) {
    throw new AwsRefusal('InvalidParameterValue', 'Tag specification must have at least one tag.')
  }
  return mergeTags([], tags)
}

/** The tags of `Tag.N`, each checked. */
export function readTags(parameters: QueryParameters): readonly Tag[] {
  const tags = parameters.structures('Tag').map((structure) => ({
    key: structure.required('Key'),
    value: structure.text('Value') ?? '',
  }))
  for (const { key, value } of tags) {
    if (key.toLowerCase().startsWith('aws:')) {
      throw new AwsRefusal(
        'InvalidParameterValue',
        `Value ( ${key} ) for parameter key is invalid. Tag keys starting with 'aws:' are reserved for internal use`,
      )
    }
    if (key.length > LONGEST_KEY) {
      throw new AwsRefusal('InvalidParameterValue', `Tag key exceeds the maximum length of ${LONGEST_KEY} characters`)
    }
    if (value.length > LONGEST_VALUE) {
      throw new AwsRefusal(
        'InvalidParameterValue',
        `Tag value exceeds the maximum length of ${LONGEST_VALUE} characters`,
      )
    }
  }
  if (new Set(tags.map((tag) => tag.key)).size < tags.length) {
    throw new AwsRefusal('InvalidParameterValue', 'Duplicate tag key specified.')
  }
  return tags
}

/** What a resource has after tags were put on it; refuses more than fifty. Pure. */
export function mergeTags(existing: readonly Tag[], added: readonly Tag[]): Tag[] {
  const merged = new Map(existing.map((tag) => [tag.key, tag]))
  for (const tag of added) merged.set(tag.key, tag)
  const tags = [...merged.values()]
  if (tags.filter((tag) => !tag.key.startsWith('aws:')).length > MOST_TAGS) throw new AwsRefusal('TagLimitExceeded')
  return tags
}
