/**
 * A spec as lines of field and value, nested members joined by dots, what is not set left out: enough to read it
 * whatever cloud it is of. Pure.
 */
export function specLines(spec: object | null): readonly (readonly [field: string, value: string])[] {
  if (spec === null) return []
  return linesOf(spec, '').filter(([field]) => field !== 'family')
}

function linesOf(value: object, prefix: string): (readonly [string, string])[] {
  return Object.entries(value).flatMap(([key, member]: [string, unknown]) => {
    const field = prefix === '' ? key : `${prefix}.${key}`
    if (member === null || member === undefined) return []
    if (Array.isArray(member)) return member.length === 0 ? [] : [[field, JSON.stringify(member)] as const]
    if (typeof member === 'object') return linesOf(member, field)
    return [[field, typeof member === 'string' ? member : JSON.stringify(member)] as const]
  })
}
