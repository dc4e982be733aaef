import type { XmlValue } from '../protocol/xml'
import type { UnsuccessfulItem } from '../world-types'

/** The `unsuccessful` list of an answer; present even when empty. Source: EC2 API reference, UnsuccessfulItem. Pure. */
export function unsuccessfulXml(items: readonly UnsuccessfulItem[]): XmlValue {
  return items.map(({ resourceId, code, message }) => ({ resourceId, error: { code, message } }))
}
