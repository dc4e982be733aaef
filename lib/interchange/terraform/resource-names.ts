import type { ExportedLog } from '../exported'

/** A name for the resource of each log, from its target's id; unique within the document. Pure. */
export function resourceNames(logs: readonly ExportedLog[]): readonly string[] {
  const taken = new Set<string>()
  return logs.map(({ target }) => {
    const base = target.externalId.replace(/[^A-Za-z0-9_]+/g, '_').replace(/^(?![A-Za-z_])/, '_')
    let name = base
    for (let count = 2; taken.has(name); count += 1) name = `${base}_${count}`
    taken.add(name)
    return name
  })
}
