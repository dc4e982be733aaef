import type { FlowLogSpec } from './flow-log-spec'
import { canonicalJson } from './json'

const texts = new WeakMap<FlowLogSpec, string>()

/** A spec as canonical text, remembered per object because a plan asks for it several times. Pure. */
export function specText(spec: FlowLogSpec): string {
  const known = texts.get(spec)
  if (known !== undefined) return known
  const text = canonicalJson(spec)
  texts.set(spec, text)
  return text
}
