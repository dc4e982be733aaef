import { OWNERSHIP_TAG_PREFIX } from '../domain/flow-log'
import { peoplesTags } from '../domain/tags'
import type { MemberReader } from './source/member-reader'
import { noteBraces } from './read-context'

/** Tags as the clouds list them: items of Key and Value. A key that comes twice is named; the last one counts. */
export function readTagList(reader: MemberReader, name: string): Readonly<Record<string, string>> {
  const tags: Record<string, string> = {}
  for (const item of reader.maps(name)) {
    const key = item.text('Key')
    // An empty value is a value; an empty key, as in a skeleton, is no tag.
    const isKnown = item.failures === 0
    const value = item.text('Value') ?? ''
    const isValueKnown = isKnown && item.failures === 0
    item.finish('A tag')
    if (key === null || !isValueKnown) continue
    if (Object.hasOwn(tags, key)) item.fail(`The tag ${key} stands twice; the last one counts.`, 'Key')
    noteBraces(item, 'Value', value)
    setOwn(tags, key, value)
  }
  return keepPeoplesTags(tags, reader, name)
}

/** Leaves out the tags that nobody declares, and says which. */
export function keepPeoplesTags(
  tags: Readonly<Record<string, string>>,
  reader: MemberReader,
  name: string,
): Readonly<Record<string, string>> {
  const kept = peoplesTags(tags)
  const dropped = Object.keys(tags).filter((key) => !Object.hasOwn(kept, key))
  for (const key of dropped) {
    const whose = key.startsWith(OWNERSHIP_TAG_PREFIX) ? 'Weir sets it itself' : 'the cloud sets it itself'
    reader.notes.info(`The tag ${key} is left out: ${whose}.`, reader.placeOf(name), reader.fieldOf(name))
  }
  return kept
}

/** Sets a member that may be called `__proto__`. */
function setOwn(tags: Record<string, string>, key: string, value: string): void {
  Object.defineProperty(tags, key, { value, enumerable: true, configurable: true, writable: true })
}
