import type { ValueChange } from '@/components/ui/value-diff'

/**
 * What differs between two documents, member by member with the path as the field; lists are compared whole. Members
 * come in the order of the newer document. Pure.
 */
export function documentChanges(before: object, after: object): ValueChange[] {
  const older = leaves(before, '')
  const newer = leaves(after, '')
  return [...new Set([...newer.keys(), ...older.keys()])]
    .filter((field) => older.get(field) !== newer.get(field))
    .map((field) => ({ field, before: older.get(field) ?? null, after: newer.get(field) ?? null }))
}

function leaves(value: object, prefix: string): Map<string, string> {
  const found = new Map<string, string>()
  for (const [key, member] of Object.entries(value) as [string, unknown][]) {
    const field = prefix === '' ? key : `${prefix} › ${key}`
    if (member === null || member === undefined) continue
    if (typeof member === 'object' && !Array.isArray(member)) {
      for (const [inner, text] of leaves(member, field)) found.set(inner, text)
    } else {
      found.set(field, typeof member === 'string' ? member : JSON.stringify(member))
    }
  }
  return found
}
