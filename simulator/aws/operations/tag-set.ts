import type { XmlValue } from '../protocol/xml'
import type { Tag } from '../world-types'

/** The `tagSet` element of any resource: present even when empty. Pure. */
export function tagSet(tags: readonly Tag[]): XmlValue {
  return tags.map(({ key, value }) => ({ key, value }))
}
