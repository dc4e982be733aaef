import { AwsRefusal } from '../errors'
import { matchesGlob } from '../glob'
import type { Tag } from '../world-types'
import type { QueryParameters } from './query'

/** A filter as it was sent: any of the values. */
interface Filter {
  readonly name: string
  readonly values: readonly string[]
}

/** What an item shows to a filter; undefined when the item has nothing of that name (it then never matches). */
export type FilterField<T> = (item: T) => string | undefined

/**
 * Reads `Filter.N` and gives the test that an item has to pass: every filter must match, any value of one is enough, `*`
 * and `?` are wildcards, upper and lower case differ. `tag:<key>` and `tag-key` work on everything tagged.
 * Source: EC2 API reference, describe operations, Filter; EC2 user guide, filters with wildcards.
 */
export function readFilters<T extends { readonly tags: readonly Tag[] }>(
  parameters: QueryParameters,
  fields: Readonly<Record<string, FilterField<T>>>,
): (item: T) => boolean {
  const tests = parameters.structures('Filter').map((structure) => {
    const filter: Filter = { name: structure.required('Name'), values: structure.list('Value') }
    return testOf(filter, fields)
  })
  return (item) => tests.every((test) => test(item))
}

function testOf<T extends { readonly tags: readonly Tag[] }>(
  filter: Filter,
  fields: Readonly<Record<string, FilterField<T>>>,
): (item: T) => boolean {
  if (filter.values.length === 0) {
    throw new AwsRefusal('InvalidParameterValue', `The filter '${filter.name}' has no values`)
  }
  const accepts = filter.values.map(matcherOf)
  const isAccepted = (value: string | undefined): boolean =>
    value !== undefined && accepts.some((accept) => accept(value))
  if (filter.name === 'tag-key') return (item) => item.tags.some((tag) => isAccepted(tag.key))
  if (filter.name.startsWith('tag:')) {
    const key = filter.name.slice('tag:'.length)
    return (item) => item.tags.some((tag) => tag.key === key && isAccepted(tag.value))
  }
  const field = Object.hasOwn(fields, filter.name) ? fields[filter.name] : undefined
  if (!field) throw new AwsRefusal('InvalidParameterValue', `The filter '${filter.name}' is invalid`)
  return (item) => isAccepted(field(item))
}

function matcherOf(pattern: string): (value: string) => boolean {
  return /[*?]/.test(pattern) ? (value) => matchesGlob(pattern, value) : (value) => value === pattern
}
