import { refuse } from './errors'
import type { Parameters } from './protocol/parameters'
import type { SimTag } from './world-types'

/** Fields of VPC flow logs, which CEN records do not have. Source: help "Log fields" for VPC and for CEN flow logs, read 2026-11. */
const NOT_CEN_FIELDS: ReadonlySet<string> = new Set([
  'eni-id',
  'vpc-id',
  'vswitch-id',
  'vm-id',
  'action',
  'log-status',
  'tcp-flags',
  'version',
])

/** Source: API reference, CreateFlowlog, LogFormatString, read 2026-11. */
const FORMAT_PREFIX = '${srcaddr}${dstaddr}${bytes}'

/**
 * A name or description: at most `maxLength` signs, no web address at its beginning.
 * Source: API reference, CreateFlowlog and ModifyFlowLogAttribute, read 2026-11.
 */
export function checkLabel(value: string | undefined, name: string, maxLength: number): string | undefined {
  if (value === undefined) return undefined
  if (value.length > maxLength) refuse('InvalidParameter', `${name} is longer than ${maxLength} characters.`)
  if (/^https?:\/\//.test(value)) refuse('InvalidParameter', `${name} must not start with http:// or https://.`)
  return value
}

/** 60 or 600 seconds. Source: API reference, CreateFlowlog, Interval, read 2026-11. */
export function checkInterval(value: string | undefined): number | undefined {
  if (value === undefined || value === '') return undefined
  if (value !== '60' && value !== '600') refuse('InvalidParameter', 'Interval must be 60 or 600.')
  return Number(value)
}

/** Source: SLS, project naming, read 2026-11. */
export function checkProjectName(value: string | undefined): string {
  if (value === undefined || !/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(value)) {
    refuse('InvalidParameter.ProjectName', 'The project name must have 3 to 63 lower-case letters, digits or hyphens.')
  }
  return value
}

/** Source: API reference, CreateFlowlog, LogStoreName, read 2026-11. */
export function checkLogStoreName(value: string | undefined): string {
  if (value === undefined || !/^[a-z0-9][a-z0-9_-]{1,61}[a-z0-9]$/.test(value)) {
    refuse('InvalidParameter.LogStoreName')
  }
  return value
}

/** Tokens back to back, the mandatory three first. */
export function checkLogFormat(value: string | undefined): string {
  if (value === undefined || value === '') return ''
  const fields = [...value.matchAll(/\$\{([a-z0-9_-]+)\}/g)].map((match) => match[1] ?? '')
  const isGrammatical = /^(\$\{[a-z0-9_-]+\})+$/.test(value) && value.startsWith(FORMAT_PREFIX)
  const isRepeating = new Set(fields).size !== fields.length
  if (!isGrammatical || isRepeating || fields.some((field) => NOT_CEN_FIELDS.has(field))) {
    refuse('InvalidParameter.LogFormatString')
  }
  return value
}

/**
 * `Tag.N.Key` and `Tag.N.Value`: at most 20, no reserved beginnings, no web address, one value per key.
 * Source: API reference, CreateFlowlog and TagResources, read 2026-11.
 */
export function readTags(parameters: Parameters): SimTag[] {
  const tags = parameters
    .records('Tag', ['Key', 'Value'])
    .map((tag) => ({ key: tag.Key ?? '', value: tag.Value ?? '' }))
  if (tags.length > 20) refuse('InvalidParameter', 'At most 20 tags can be given.')
  for (const { key, value } of tags) {
    if (key === '' || key.length > 64) refuse('InvalidParameter', 'A tag key must have 1 to 64 characters.')
    if (value.length > 128) refuse('InvalidParameter', 'A tag value may have at most 128 characters.')
    for (const text of [key, value]) {
      if (/^(aliyun|acs:)/.test(text) || /https?:\/\//.test(text)) {
        refuse('InvalidParameter', 'A tag must not start with aliyun or acs: nor contain http:// or https://.')
      }
    }
  }
  if (new Set(tags.map((tag) => tag.key)).size !== tags.length) refuse('InvalidParameter', 'A tag key is given twice.')
  return tags
}

/** The tags after setting the given ones; more than 20 on one resource are refused. */
export function withTags(before: readonly SimTag[], set: readonly SimTag[]): SimTag[] {
  const merged = new Map(before.map((tag) => [tag.key, tag.value]))
  for (const tag of set) merged.set(tag.key, tag.value)
  if (merged.size > 20) refuse('InvalidParameter', 'A resource can have at most 20 tags.')
  return [...merged].map(([key, value]) => ({ key, value }))
}

/** Whether a resource carries every tag asked for; a filter without a value matches any value. */
export function hasTags(tags: readonly SimTag[], parameters: Parameters): boolean {
  return parameters
    .records('Tag', ['Key', 'Value'])
    .every((wanted) =>
      tags.some(
        (tag) =>
          tag.key === wanted.Key && (wanted.Value === undefined || wanted.Value === '' || tag.value === wanted.Value),
      ),
    )
}
