import { resolveSpec } from '../domain/resolve-spec'
import type { ExportedLog } from './exported'
import type { ConfigurationDraft } from './imported'
import { keyOfTarget } from './named-target-key'
import type { Notes } from './notes'

/**
 * The flow logs that drafts name, resolved where a target says its account and region. Pure. A draft that selects by
 * clauses names none: only who knows the resources can tell which they are.
 */
export function logsOfDrafts(drafts: readonly ConfigurationDraft[], notes: Notes): readonly ExportedLog[] {
  return drafts.flatMap(({ document, selector, withoutTarget, lines }) => {
    const at = { line: lines[0] ?? 1, column: 1 }
    const { name, provider, spec } = document
    if (selector.kind === 'clauses') {
      const remedy = 'Export it from the console or the API, which know the resources.'
      notes.error('It selects by clauses, so which flow logs it makes is not known here.', at, name, remedy)
      return []
    }
    if (withoutTarget > 0) {
      const message = `${withoutTarget === 1 ? 'One flow log has' : `${withoutTarget} flow logs have`} no target and cannot be written.`
      notes.error(message, at, name, 'Name the target first.')
    }
    return selector.targets.map((target): ExportedLog => {
      const key = keyOfTarget(target, provider)
      return { spec: key === null ? spec : resolveSpec(spec, key.scope), target }
    })
  })
}
