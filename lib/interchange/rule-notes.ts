import { validateSpec } from '../domain/rules'
import type { ConfigurationDraft } from './imported'
import type { Note } from './notes'

/** What drafts break of the clouds' rules, as notes: judged by the same function as the form and the planner. Pure. */
export function ruleNotes(drafts: readonly ConfigurationDraft[]): readonly Note[] {
  return drafts.flatMap(({ document, selector, lines }) => {
    const [target] = selector.kind === 'named' ? selector.targets : []
    return validateSpec(document.spec, target?.type ?? null, null).map(({ field, message, remedy }): Note => ({
      severity: 'warning',
      message,
      remedy,
      field: `${document.name}.spec.${field}`,
      line: lines[0] ?? null,
      column: 1,
    }))
  })
}
