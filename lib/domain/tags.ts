import { OWNERSHIP_TAG_PREFIX } from './flow-log'

/** Prefixes of tags that nobody declares: the clouds' own and Weir's. */
const RESERVED_TAG_PREFIXES = ['aws:', 'acs:', OWNERSHIP_TAG_PREFIX] as const

/** Whether a tag belongs to a cloud or to Weir, so that it is never part of a spec. Pure. */
function isReservedTag(key: string): boolean {
  return RESERVED_TAG_PREFIXES.some((prefix) => key.startsWith(prefix))
}

/** People's own tags, sorted by key. Pure. */
export function peoplesTags(tags: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const entries = Object.entries(tags).filter(([key]) => !isReservedTag(key))
  return Object.fromEntries(entries.sort(([left], [right]) => (left < right ? -1 : 1)))
}

/** The value of a tag; null when it is not set. Pure. A tag may be called `constructor`: only own members are tags. */
export function tagValue(tags: Readonly<Record<string, string>>, key: string): string | null {
  return Object.hasOwn(tags, key) ? (tags[key] ?? null) : null
}
