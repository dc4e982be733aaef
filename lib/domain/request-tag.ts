import type { Finding } from './rule'
import { when } from './rule'

/** A tag of a request; a key or value that is absent or unreadable is null. */
export interface RequestTag {
  /** The path of the tag, for example `TagSpecifications[0].Tags[2]` or `Tag.1`. */
  readonly path: string
  readonly given: ReadonlySet<string>
  readonly key: string | null
  readonly value: string | null
}

/** Tags whose key another one has already: every cloud keeps one value per key. Pure. */
export function repeatedTags(tags: readonly RequestTag[]): readonly Finding[] {
  const seen = new Set<string>()
  return tags.flatMap(({ path, key }) => {
    const isRepeated = key !== null && key !== '' && seen.has(key)
    if (key !== null) seen.add(key)
    return when(
      isRepeated,
      `${path}.Key`,
      `The tag key ${(key ?? '').slice(0, 80)} is given twice.`,
      'Keep one value per key.',
    )
  })
}
